"use strict";
(function () {
  const rows = Array.from(document.querySelectorAll(".row"));
  const state = document.getElementById("state");
  const category = document.getElementById("category");
  const search = document.getElementById("search");
  const shown = document.getElementById("shown");
  const unsaved = document.getElementById("unsaved");
  let dirty = false;

  function opinionOf(row) {
    const chosen = row.querySelector("input[type=radio]:checked");
    return chosen ? chosen.value : "";
  }
  function remarkOf(row) {
    return row.querySelector("textarea").value.trim();
  }
  function inState(row, wanted) {
    const opinion = opinionOf(row);
    if (wanted === "all") return true;
    if (wanted === "judged") return opinion !== "" || remarkOf(row) !== "";
    if (wanted === "disagree") {
      return opinion !== "" && (opinion === "right") !== (row.dataset.right === "yes");
    }
    return row.dataset.states.split(" ").includes(wanted);
  }
  function filter() {
    const words = search.value.trim().toLowerCase();
    let count = 0;
    rows.forEach(function (row) {
      const visible = inState(row, state.value)
        && (category.value === "" || row.dataset.category === category.value)
        && (words === "" || row.textContent.toLowerCase().includes(words));
      row.hidden = !visible;
      if (visible) count += 1;
    });
    shown.textContent = "共 " + count + " 题";
    document.getElementById("none").hidden = count > 0;
  }
  function openLinked() {
    const id = decodeURIComponent(location.hash.slice(1));
    const row = id && document.getElementById(id);
    if (row && row.classList.contains("row")) {
      state.value = "all";
      category.value = "";
      search.value = "";
      filter();
      row.open = true;
      row.scrollIntoView();
    }
  }
  function edited() {
    dirty = true;
    const judged = rows.filter(function (row) {
      return opinionOf(row) !== "" || remarkOf(row) !== "";
    });
    unsaved.textContent = "已复核 " + judged.length + " 题，尚未保存";
  }
  function save(event) {
    const button = event.currentTarget;
    const verdicts = rows.map(function (row) {
      return {
        id: row.dataset.id,
        opinion: opinionOf(row) || null,
        remark: remarkOf(row),
        answer_digest: row.dataset.digest
      };
    }).filter(function (verdict) {
      return verdict.opinion !== null || verdict.remark !== "";
    });
    const file = new Blob([JSON.stringify({
      kind: button.dataset.kind,
      version: Number(button.dataset.version),
      test_set: button.dataset.testSet,
      verdicts: verdicts
    }, null, 2) + "\n"], {type: "application/json"});
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = "verdicts.json";
    link.click();
    URL.revokeObjectURL(link.href);
    dirty = false;
    unsaved.textContent = "已保存 " + verdicts.length + " 题为 verdicts.json，下次评测加 --verdicts verdicts.json";
  }

  [state, category].forEach(function (field) { field.addEventListener("change", filter); });
  search.addEventListener("input", filter);
  document.getElementById("rows").addEventListener("input", edited);
  document.getElementById("save").addEventListener("click", save);
  document.getElementById("unfold").addEventListener("click", function (event) {
    const open = event.currentTarget.textContent === "全部展开";
    rows.forEach(function (row) { if (!row.hidden) row.open = open; });
    event.currentTarget.textContent = open ? "全部收起" : "全部展开";
  });
  window.addEventListener("hashchange", openLinked);
  window.addEventListener("beforeunload", function (event) { if (dirty) event.preventDefault(); });
  // What went wrong is shown first; where every answer is right, what got worse.
  const first = ["wrong", "declined"].find(function (wanted) {
    return rows.some(function (row) { return inState(row, wanted); });
  });
  state.value = first || "all";
  filter();
  openLinked();
}());
