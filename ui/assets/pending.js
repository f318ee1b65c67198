// What is being worked on stands at the end of the conversation, in sight.
element.addEventListener("click", (event) => {
  const button = event.target.closest("[data-ask]");
  if (button) trigger("ask", { question: button.dataset.ask });
});
watch("value", () => {
  const scroller = element.closest(".conversation");
  if (scroller && element.firstElementChild) scroller.scrollTop = scroller.scrollHeight;
});
