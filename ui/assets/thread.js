// The conversation: asks, changes the scope, rates, and sorts and filters tables in the browser.
// Text is made and escaped on the server; nothing here makes HTML.
const busy = () => document.querySelector(".pending") !== null;
const turnOf = (node) => {
  const turn = node.closest("[data-turn]");
  return turn ? turn.dataset.turn : "";
};

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const idle = !busy() && event.detail < 2;  // the second click of a double one asks nothing
  if (button.dataset.ask && idle) trigger("ask", { question: button.dataset.ask });
  else if (button.dataset.rescope && idle)
    trigger("rescope", { turn: turnOf(button), part: button.dataset.rescope, words: "" });
  else if (button.dataset.verdict) rate(button);
  else if (button.dataset.cancel !== undefined) button.closest("form").hidden = true;
  else if (button.classList.contains("sort")) sort(button);
});

function rate(button) {
  const pressed = button.getAttribute("aria-pressed") === "true";
  const form = button.closest(".turn").querySelector(".reason-form");
  if (button.dataset.verdict === "down" && !pressed) {
    form.hidden = false;
    form.querySelector("input").focus();
    return;
  }
  trigger("rate", { turn: turnOf(button), verdict: pressed ? "" : button.dataset.verdict, reason: "" });
}

element.addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target;
  const chosen = form.querySelector("input[type=radio]:checked");
  const words = [chosen ? chosen.value : "", form.elements.words.value.trim()];
  form.hidden = true;
  trigger("rate", { turn: turnOf(form), verdict: "down", reason: words.filter(Boolean).join("：") });
});

element.addEventListener("change", (event) => {
  const field = event.target;
  if (field.classList.contains("chip-add")) {
    const list = document.getElementById(field.getAttribute("list"));
    const known = list && Array.from(list.options).some((one) => one.value === field.value);
    if (known && !busy()) {
      trigger("rescope", { turn: turnOf(field), part: "", words: field.value });
      field.value = "";
    }
  } else if (field.classList.contains("only-stated")) arrange(field.closest(".answer-table"));
});
element.addEventListener("input", (event) => {
  if (event.target.classList.contains("table-filter")) arrange(event.target.closest(".answer-table"));
  // Choosing from the list of a field is an input event; leaving the field is not needed.
  if (event.target.classList.contains("chip-add") && event.inputType !== "insertText")
    event.target.dispatchEvent(new Event("change", { bubbles: true }));
});

// Table → [column, 1 or -1]: attributes do not outlive the next answer, elements do.
const sorted = new WeakMap();

function sort(button) {
  const table = button.closest(".answer-table");
  const column = Number(button.dataset.column);
  const [before, way] = sorted.get(table) || [-1, 1];
  if (before !== column) sorted.set(table, [column, 1]);
  else if (way === 1) sorted.set(table, [column, -1]);
  else sorted.delete(table);
  arrange(table);
}

// Rows in the order and selection that the tools of a table ask for.
function arrange(table) {
  const body = table.querySelector("tbody");
  const rows = Array.from(body.rows);
  const [column, way] = sorted.get(table) || [-1, 1];
  table.querySelectorAll("thead th").forEach((head, place) =>
    head.setAttribute("aria-sort", place !== column ? "none" : way === 1 ? "ascending" : "descending"));
  const place = (row) => Number(row.dataset.place);
  rows.sort((a, b) => (column < 0 ? 0 : compare(a.cells[column], b.cells[column], way)) || place(a) - place(b));
  const wanted = table.querySelector(".table-filter").value.trim().toLowerCase();
  const only = table.querySelector(".only-stated");
  let shown = 0;
  rows.forEach((row) => {
    const fits = row.textContent.toLowerCase().includes(wanted);
    row.hidden = !fits || Boolean(only && only.checked && row.dataset.bare !== undefined);
    if (!row.hidden) shown += 1;
    body.appendChild(row);
  });
  const count = table.querySelector(".table-count");
  count.textContent = shown === rows.length ? rows.length + "行" : shown + " / " + rows.length + "行";
}

// What states nothing comes last in either order.
function compare(a, b, way) {
  const absent = Number(a.classList.contains("absent")) - Number(b.classList.contains("absent"));
  if (absent) return absent;
  const [x, y] = [a.dataset.number, b.dataset.number];
  if (x !== undefined && y !== undefined) return way * (Number(x) - Number(y));
  if (x !== undefined || y !== undefined) return x !== undefined ? -1 : 1;
  return way * a.textContent.localeCompare(b.textContent, "zh");
}

// Rendering keeps the elements of a page and fills them anew: with the same answer, whose table
// stays as the reader arranged it, or with another one, which begins afresh.
const shown = new WeakMap();

function refill(turn) {
  const fresh = shown.get(turn) !== turn.dataset.answered;
  shown.set(turn, turn.dataset.answered);
  if (fresh) turn.querySelectorAll("form").forEach((form) => form.reset());
  turn.querySelectorAll(".answer-table").forEach((table) => {
    if (fresh) {
      sorted.delete(table);
      table.querySelector(".table-filter").value = "";
      const only = table.querySelector(".only-stated");
      if (only) only.checked = false;
    }
    arrange(table);
  });
}

// A new answer comes into sight at its question; the address names the conversation.
function arrive() {
  const thread = element.querySelector(".thread");
  if (!thread) return;
  thread.querySelectorAll(".turn").forEach(refill);
  const address = new URL(location.href);
  const known = address.searchParams.get("conversation") || "";
  if (known !== thread.dataset.conversation) {
    if (thread.dataset.conversation) address.searchParams.set("conversation", thread.dataset.conversation);
    else address.searchParams.delete("conversation");
    history.replaceState(history.state, "", address);
  }
  const turn = thread.dataset.focus && thread.querySelector('[data-turn="' + Number(thread.dataset.focus) + '"]');
  const scroller = element.closest(".conversation");
  if (turn && scroller)
    scroller.scrollTop += turn.getBoundingClientRect().top - scroller.getBoundingClientRect().top - 12;
}
watch("value", arrive);
arrive();
