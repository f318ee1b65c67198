// The evidence panel: comes to rest at the cited sentence, closes with Esc, gives the focus back.
// The marker that was clicked, or the first one of the citation that the panel shows.
function marker() {
  const panel = element.querySelector(".evidence");
  const clicked = document.querySelector(".thread .marker[aria-current]");
  if (clicked || !panel) return clicked;
  const number = panel.querySelector("[data-here]").dataset.here;
  return document.querySelector(
    '.thread [data-turn="' + Number(panel.dataset.turn) + '"] [data-cite="' + Number(number) + '"]');
}

function leave() {
  if (!element.querySelector(".evidence")) return;
  const back = marker();
  props.value = "";
  if (!back) return;
  back.removeAttribute("aria-current");
  back.focus({ preventScroll: true });
  requestAnimationFrame(() => keepInSight(back));
}

// The conversation becomes narrower or wider with the panel: its lines move.
function keepInSight(one) {
  const scroller = one.closest(".conversation");
  const [inside, frame] = [one.getBoundingClientRect(), scroller.getBoundingClientRect()];
  if (inside.top < frame.top || inside.bottom > frame.bottom)
    scroller.scrollTop += inside.top - frame.top - frame.height / 3;
}

element.addEventListener("click", (event) => {
  if (event.target.closest("[data-close]")) leave();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") leave();
});
watch("value", () => {
  const mark = element.querySelector('[data-at="quote"]');
  const text = element.querySelector(".report-text");
  if (!mark || !text) return;
  const away = mark.getBoundingClientRect().top - text.getBoundingClientRect().top;
  text.scrollTop += away - text.clientHeight / 3;
  mark.setAttribute("tabindex", "-1");
  if (!element.contains(document.activeElement)) mark.focus({ preventScroll: true });
  const from = marker();
  if (from) keepInSight(from);
});
