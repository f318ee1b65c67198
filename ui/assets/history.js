// The list of conversations: opens, finds, renames; deleting asks once more in place.
element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const row = button.closest("li[data-conversation]");
  if (button.classList.contains("unfold")) {
    const open = element.classList.toggle("unfolded");
    button.setAttribute("aria-expanded", String(open));
  } else if (button.dataset.open !== undefined) {
    element.classList.remove("unfolded");
    trigger("open", { act: "open", conversation: button.dataset.open });
  } else if (button.classList.contains("rename")) rename(row);
  else if (button.classList.contains("remove")) {
    if (button.classList.contains("armed")) trigger("open", { act: "remove", conversation: row.dataset.conversation });
    else arm(button);
  }
});

function arm(button) {
  const drawing = button.firstElementChild;
  const label = button.getAttribute("aria-label");
  button.classList.add("armed");
  button.setAttribute("aria-label", "确认" + label);
  button.textContent = "确认删除";
  button.addEventListener("blur", () => {
    button.classList.remove("armed");
    button.setAttribute("aria-label", label);
    button.replaceChildren(drawing);
  }, { once: true });
  button.focus();
}

function rename(row) {
  const opener = row.querySelector(".open");
  if (!opener) return;
  const field = document.createElement("input");
  field.className = "new-title";
  field.maxLength = 60;
  field.setAttribute("aria-label", "新的名称");
  field.value = opener.querySelector("span").textContent;
  let done = false;
  const finish = (keep) => {
    if (done) return;
    done = true;
    const title = field.value.trim();
    field.replaceWith(opener);
    if (keep && title) trigger("list", { act: "rename", conversation: row.dataset.conversation, words: title });
    opener.focus();
  };
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Enter") {
      event.preventDefault();  // it would also press the button that gets the focus
      finish(true);
    }
    if (event.key === "Escape") { event.stopPropagation(); finish(false); }
  });
  field.addEventListener("blur", () => finish(true));
  opener.replaceWith(field);
  field.select();
}

let waiting = 0;
element.addEventListener("input", (event) => {
  if (!event.target.classList.contains("history-search")) return;
  clearTimeout(waiting);
  const words = event.target.value;
  waiting = setTimeout(() => trigger("list", { act: "search", conversation: "", words }), 250);
});
