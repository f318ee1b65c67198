"""问答: what is laid out on the tab."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from ui.asking import LONGEST_QUESTION
from ui.chat import Shown

if TYPE_CHECKING:
    import gradio as gr

_COMPOSER = f"""<form class="composer"><label class="unseen" for="question">问题</label>
<textarea id="question" rows="1" maxlength="{LONGEST_QUESTION}"
 placeholder="请输入问题，按回车发送"></textarea>
<button type="submit" class="send">提问</button>
<button type="button" class="stop" data-stop>停止</button></form>"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatParts:
    """The components of the tab."""

    conversation: Any
    search: Any
    history: Any
    options: Any
    thread: Any
    pending: Any
    composer: Any
    evidence: Any

    def update(self, shown: Shown) -> dict[Any, Any]:
        """Only what changes, by component; Gradio wants one at least."""
        import gradio as gr

        changes = {
            part: value
            for part, value in (
                (self.conversation, shown.conversation),
                (self.thread, shown.thread),
                (self.pending, shown.pending),
                (self.history, shown.history),
                (self.evidence, shown.evidence),
            )
            if value is not None
        }
        return changes or {self.evidence: gr.skip()}

    @property
    def changing(self) -> list[Any]:
        """What an act may change."""
        return [self.conversation, self.thread, self.pending, self.history, self.evidence]


_TELLING = """(name, data) => trigger(name, {
  ...data, shown: document.querySelector(".thread")?.dataset.conversation ?? "",
})"""


def _place(name: str, *scripts: str, value: str = "") -> gr.HTML:
    """A part of the tab: HTML of our own making, and the scripts that watch its clicks.

    What they send says which conversation is shown: the server may have forgotten.
    """
    import gradio as gr

    assets = files("ui") / "assets"
    return gr.HTML(
        value,
        elem_id=name,
        elem_classes=["board", "part"],
        # Each in a scope of its own: their names are theirs alone.
        js_on_load="".join(
            f"((trigger) => {{\n{(assets / one).read_text(encoding='utf-8')}}})({_TELLING});\n"
            for one in scripts
        ),
        apply_default_css=False,
        padding=False,
    )


def lay_out() -> ChatParts:
    """Lays the tab out where it is called."""
    import gradio as gr

    conversation, search = gr.State(None), gr.State("")  # None until the page has been opened
    with gr.Row(elem_classes="chat", equal_height=True):
        with gr.Column(elem_classes="history-column", min_width=0):
            history = _place("history", "history.js")
        with gr.Column(elem_classes="main-column", min_width=0):
            with gr.Column(elem_classes="conversation", min_width=0):
                thread = _place("thread", "board.js", "cite.js", "thread.js")
                pending = _place("pending", "pending.js")
            composer = _place("composer", "composer.js", value=_COMPOSER)
            options = _place("options")
        with gr.Column(elem_classes="evidence-column", min_width=0):
            evidence = _place("evidence", "cite.js", "evidence.js")
    return ChatParts(
        conversation=conversation,
        search=search,
        history=history,
        options=options,
        thread=thread,
        pending=pending,
        composer=composer,
        evidence=evidence,
    )
