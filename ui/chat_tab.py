"""The tab 问答: wiring only. What it shows is computed by ``ui.chat``."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from ui.asking import LONGEST_QUESTION
from ui.chat import FAILED, Chat, Shown, number_of, text_of
from ui.context import PageContext
from ui.conversations import Verdict
from ui.thread_view import failure_html
from ui.users import LOCAL_USER, user_of

if TYPE_CHECKING:
    import gradio as gr

Data = Mapping[str, Any]
Handler = Callable[..., Any]

_COMPOSER = f"""<form class="composer"><label class="unseen" for="question">问题</label>
<textarea id="question" rows="1" maxlength="{LONGEST_QUESTION}"
 placeholder="请输入问题，按回车发送"></textarea>
<button type="submit" class="send">提问</button>
<button type="button" class="stop" data-stop>停止</button></form>"""
_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
VERDICTS: dict[str, Verdict] = {"up": "up", "down": "down"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatTab:
    """The parts that other tabs and tests may reach."""

    thread: gr.HTML
    composer: gr.HTML


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    conversation: Any
    search: Any
    history: Any
    options: Any
    thread: Any
    pending: Any
    composer: Any
    evidence: Any

    def update(self, shown: Shown) -> dict[Any, Any]:
        """Only what changes, by component."""
        return {
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

    @property
    def changing(self) -> list[Any]:
        """What an act may change."""
        return [self.conversation, self.thread, self.pending, self.history, self.evidence]


def _place(name: str, *scripts: str, value: str = "") -> gr.HTML:
    """A part of the tab: HTML of our own making, and the scripts that watch its clicks."""
    import gradio as gr

    assets = files("ui") / "assets"
    return gr.HTML(
        value,
        elem_id=name,
        elem_classes=["board", "part"],
        # Each in a scope of its own: their names are theirs alone.
        js_on_load="".join(
            f"(() => {{\n{(assets / one).read_text(encoding='utf-8')}}})();\n" for one in scripts
        ),
        apply_default_css=False,
        padding=False,
    )


def _lay_out() -> _Parts:
    import gradio as gr

    conversation, search = gr.State(""), gr.State("")
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
    return _Parts(
        conversation=conversation,
        search=search,
        history=history,
        options=options,
        thread=thread,
        pending=pending,
        composer=composer,
        evidence=evidence,
    )


def build_chat_tab(context: PageContext) -> ChatTab:
    """Lays the tab out where it is called, and wires it."""
    chat = Chat.over(context)
    parts = _lay_out()
    asking = _wire_asking(chat, parts)
    _wire_reading(chat, parts)
    _wire_history(chat, parts, asking)
    _wire_opening(chat, parts)
    return ChatTab(thread=parts.thread, composer=parts.composer)


def _user(request: Any) -> str:
    """Whose event it is."""
    inner = getattr(request, "request", None)
    return user_of(inner.scope) if inner is not None else LOCAL_USER


def _data(event: Any) -> Data:
    """What the browser sent with an event: anyone can send anything."""
    return event._data if isinstance(event._data, Mapping) else {}


def _annotated(called: Handler) -> Handler:
    """Gradio finds events and requests by their types, which a postponed annotation hides."""
    import gradio as gr

    called.__annotations__ = {"event": gr.EventData, "request": gr.Request}
    return called


def _told(handle: Handler) -> Handler:
    """Calls ``handle(data, user, *inputs)`` on an event."""

    def called(event: Any, request: Any, *values: Any) -> Any:
        return handle(_data(event), _user(request), *values)

    return _annotated(called)


def _stepping(parts: _Parts, handle: Handler) -> Handler:
    """As ``_told``, step by step; a fault of ours is logged, and said in one sentence."""

    def called(event: Any, request: Any, *values: Any) -> Iterator[dict[Any, Any]]:
        data = _data(event)
        try:
            for shown in handle(data, _user(request), *values):
                yield parts.update(shown)
        except Exception:
            logging.getLogger(__name__).exception("a question could not be answered")
            yield {parts.pending: failure_html(text_of(data, "question"), FAILED)}

    return _annotated(called)


def _wire_asking(chat: Chat, parts: _Parts) -> list[Any]:
    def ask(data: Data, user: str, conversation: str) -> Iterator[Shown]:
        return chat.asked(user, conversation, text_of(data, "question"))

    def rescope(data: Data, user: str, conversation: str) -> Iterator[Shown]:
        number, part, words = number_of(data, "turn"), text_of(data, "part"), text_of(data, "words")
        return chat.rescoped(user, conversation, number, part, words)

    def stop(conversation: str) -> dict[Any, Any]:
        chat.running.stop(conversation)
        return {parts.pending: ""}

    # Gradio would not start an event again that it believes to be still under way once cancelled.
    limits = {
        "concurrency_limit": None,  # the desk bounds them, with those of programs
        "trigger_mode": "multiple",
    }
    asking = [
        trigger(_stepping(parts, handle), [parts.conversation], parts.changing, **_QUIET, **limits)
        for trigger, handle in (
            (parts.composer.ask, ask),
            (parts.thread.ask, ask),
            (parts.pending.ask, ask),
            (parts.thread.rescope, rescope),
        )
    ]
    parts.composer.stop(stop, [parts.conversation], [parts.pending], cancels=asking, **_QUIET)
    return asking


def _wire_reading(chat: Chat, parts: _Parts) -> None:
    def cite(data: Data, user: str, conversation: str) -> dict[Any, Any]:
        number, marker = number_of(data, "turn"), number_of(data, "marker")
        return parts.update(chat.cited(user, conversation, number, marker))

    def rate(data: Data, user: str, conversation: str) -> dict[Any, Any]:
        number, reason = number_of(data, "turn"), text_of(data, "reason")
        verdict = VERDICTS.get(text_of(data, "verdict"))
        return parts.update(chat.rated(user, conversation, number, verdict, reason))

    for place in (parts.thread, parts.evidence):
        place.cite(_told(cite), [parts.conversation], [parts.evidence], **_QUIET)
    parts.thread.rate(_told(rate), [parts.conversation], [parts.thread], **_QUIET)


def _wire_history(chat: Chat, parts: _Parts, asking: list[Any]) -> None:
    def open_one(data: Data, user: str, current: str, search: str) -> dict[Any, Any]:
        conversation = text_of(data, "conversation")
        if text_of(data, "act") == "remove":
            return parts.update(chat.removed(user, conversation, current, search))
        return parts.update(chat.opened(user, conversation, search))

    def arrange(data: Data, user: str, current: str, search: str) -> dict[Any, Any]:
        words = text_of(data, "words")
        if text_of(data, "act") == "rename":
            conversation = text_of(data, "conversation")
            return parts.update(chat.renamed(user, conversation, words, current, search))
        return {parts.search: words, parts.history: chat.history(user, current, words)}

    inputs = [parts.conversation, parts.search]
    parts.history.open(_told(open_one), inputs, parts.changing, cancels=asking, **_QUIET)
    parts.history.list(_told(arrange), inputs, [parts.search, parts.history], **_QUIET)


def _wire_opening(chat: Chat, parts: _Parts) -> None:
    """The conversation that the address names when the page is opened; what other tabs changed
    when the tab is chosen again."""
    import gradio as gr
    from gradio.context import Context

    def opened(request: Any) -> dict[Any, Any]:
        conversation = str(request.query_params.get("conversation", ""))
        shown = chat.opened(_user(request), conversation)
        return {**parts.update(shown), parts.options: chat.scope_options()}

    def chosen(conversation: str) -> dict[Any, Any]:
        fresh = {} if conversation else {parts.thread: chat.fresh()}
        return {**fresh, parts.options: chat.scope_options()}

    opened.__annotations__ = {"request": gr.Request}
    page, tab = Context.root_block, Context.block
    assert page is not None, "a tab is built inside a page"
    gr.on([page.load], opened, None, [*parts.changing, parts.options], **_QUIET)
    while tab is not None and not isinstance(tab, gr.Tab):
        tab = tab.parent
    if tab is not None:
        tab.select(chosen, [parts.conversation], [parts.thread, parts.options], **_QUIET)
