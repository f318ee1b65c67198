// A click on a marker asks the server for the sentence inside its report.
element.addEventListener("click", (event) => {
  const button = event.target.closest("[data-cite]");
  const turn = button && button.closest("[data-turn]");
  if (!turn) return;
  document.querySelectorAll(".thread .marker[aria-current]").forEach((one) => one.removeAttribute("aria-current"));
  if (button.classList.contains("marker")) button.setAttribute("aria-current", "true");
  trigger("cite", { turn: turn.dataset.turn, marker: button.dataset.cite });
});
