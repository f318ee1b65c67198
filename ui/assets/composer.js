// Where questions are typed: Enter sends, Shift and Enter begin a new line.
const field = element.querySelector("textarea");

function fit() {
  field.style.height = "auto";
  field.style.height = Math.min(field.scrollHeight, 180) + "px";
}

let sent = "";
let told = 0;
const refusals = () => document.querySelectorAll(".toast-body.error").length;

function send() {
  const question = field.value.trim();
  // Before the conversation is there, the page is still being opened.
  if (!question || document.querySelector(".pending") || !document.querySelector(".thread")) return;
  trigger("ask", { question });
  sent = question;
  told = refusals();
  field.value = "";
  fit();
}

// A question that was not taken on (忙) stands here again, to be sent once more.
new MutationObserver(() => {
  if (!sent) return;
  if (document.querySelector(".pending")) sent = "";
  else if (refusals() > told && !field.value) {
    field.value = sent;
    sent = "";
    fit();
  }
}).observe(document.body, { childList: true, subtree: true });

field.addEventListener("input", fit);
field.addEventListener("keydown", (event) => {
  // While Chinese is being composed, Enter belongs to the input method.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  send();
});
element.addEventListener("submit", (event) => {
  event.preventDefault();
  send();
});
element.querySelector("[data-stop]").addEventListener("click", () => trigger("stop", {}));
if (window.matchMedia("(min-width: 900px)").matches) field.focus();
