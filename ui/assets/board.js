// Runs once for each board (ui/board.py); `element`, `trigger` and `watch` come from gr.HTML.
// It only moves, copies and tells the server what was clicked: text is made and escaped there.
const find = (name, value) =>
  Array.from(element.querySelectorAll("[data-" + name + "]")).find((one) => one.dataset[name] === value);

function goTo(place) {
  const target = find("at", place);
  if (!target) return;
  element.querySelectorAll(".arrived").forEach((one) => one.classList.remove("arrived"));
  target.classList.add("arrived");
  target.setAttribute("tabindex", "-1");
  target.scrollIntoView({ block: "center" });
  target.focus({ preventScroll: true });
}

function say(button, done) {
  const label = button.dataset.label || button.textContent;
  button.dataset.label = label;
  button.textContent = done;
  setTimeout(() => { button.textContent = label; }, 1600);
}

async function copy(button) {
  const text = button.dataset.copy;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Over plain http in an office network there is no clipboard object.
    const field = document.createElement("textarea");
    field.value = text;
    field.style.position = "fixed";
    field.style.opacity = "0";
    document.body.appendChild(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  say(button, "已复制");
}

element.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#q-"]');
  if (link) {
    // A question of an evaluation, perhaps not among those shown: the server shows it.
    event.preventDefault();
    trigger("click", { act: "question", value: decodeURIComponent(link.hash.slice(3)) });
    document.getElementById("questions").scrollIntoView();
    return;
  }
  const button = event.target.closest("[data-act], [data-goto], [data-copy]");
  if (!button || !element.contains(button)) return;
  event.preventDefault();
  if (button.dataset.goto) goTo(button.dataset.goto);
  else if (button.dataset.copy !== undefined) copy(button);
  else {
    if (button.dataset.said) say(button, button.dataset.said);
    trigger("click", { act: button.dataset.act, value: button.dataset.value });
  }
});

// A verdict on a question of an evaluation: the choice and the remark belong together.
element.addEventListener("change", (event) => {
  const row = event.target.closest(".row[data-digest]");
  if (!row) return;
  const chosen = row.querySelector(".verdict input[type=radio]:checked");
  trigger("click", {
    act: "verdict",
    value: JSON.stringify({
      id: row.dataset.id,
      digest: row.dataset.digest,
      opinion: chosen ? chosen.value : "",
      remark: row.querySelector(".verdict textarea").value,
    }),
  });
});

function settle() {
  // On a narrow window the side parts of a report start folded.
  if (window.innerWidth < 900) {
    element.querySelectorAll("details.side[open]").forEach((one) => one.removeAttribute("open"));
  }
  const start = element.querySelector("[data-start-at]");
  if (start) requestAnimationFrame(() => goTo(start.dataset.startAt));
}
watch("value", settle);
settle();
