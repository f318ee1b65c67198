"""The tab 问答: wiring only. What it shows is computed by ``ui.chat``."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ui.chat import FAILED, Chat, Shown, number_of, text_of
from ui.chat_parts import ChatParts, lay_out
from ui.context import PageContext
from ui.conversations import Verdict
from ui.thread_view import failure_html
from ui.users import LOCAL_USER, user_of
from ui.watching import Watching, Watchings

if TYPE_CHECKING:
    import gradio as gr

Handler = Callable[..., Any]

_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
# One after another: by default Gradio ignores a click while the one before is being answered.
_IN_TURN: dict[str, Any] = {"trigger_mode": "multiple"}
VERDICTS: dict[str, Verdict] = {"up": "up", "down": "down"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatTab:
    """The parts that other tabs and tests may reach."""

    thread: gr.HTML
    composer: gr.HTML


@dataclass(frozen=True, slots=True, kw_only=True)
class _Act:
    """What a reader did: what the browser sent with it, who he is, and on which page."""

    data: Mapping[str, Any]
    user: str
    session: str

    def text(self, name: str) -> str:
        """A text that was sent with it."""
        return text_of(self.data, name)

    def number(self, name: str) -> int:
        """A number that was sent with it."""
        return number_of(self.data, name)


def build_chat_tab(context: PageContext) -> ChatTab:
    """Lays the tab out where it is called, and wires it."""
    chat, watchings = Chat.over(context), Watchings()
    parts = lay_out()
    _wire_asking(chat, parts, watchings)
    _wire_reading(chat, parts)
    _wire_history(chat, parts, watchings)
    _wire_opening(chat, parts)
    return ChatTab(thread=parts.thread, composer=parts.composer)


def _user(request: Any) -> str:
    """Whose event it is."""
    inner = getattr(request, "request", None)
    return user_of(inner.scope) if inner is not None else LOCAL_USER


def _act(event: Any, request: Any) -> _Act:
    """What an event of Gradio's stands for: anyone can send anything."""
    return _Act(
        data=event._data if isinstance(event._data, Mapping) else {},
        user=_user(request),
        session=str(getattr(request, "session_hash", "")),
    )


def _open(conversation: str | None, act: _Act) -> str:
    """The conversation that is open; what the page shows, where its session was forgotten."""
    return act.text("shown") if conversation is None else conversation


def _annotated(called: Handler) -> Handler:
    """Gradio finds events and requests by their types, which a postponed annotation hides."""
    import gradio as gr

    called.__annotations__ = {"event": gr.EventData, "request": gr.Request}
    return called


def _told(handle: Handler) -> Handler:
    """Calls ``handle(act, *inputs)`` on an event; the first input is the open conversation."""

    def called(event: Any, request: Any, *values: Any) -> Any:
        act = _act(event, request)
        conversation = (_open(value, act) for value in values[:1])
        return handle(act, *conversation, *(value or "" for value in values[1:]))

    return _annotated(called)


def _stepping(parts: ChatParts, watchings: Watchings, handle: Handler) -> Handler:
    """As ``_told``, step by step; a fault of ours is logged, and said in one sentence."""

    def called(event: Any, request: Any, conversation: Any) -> Iterator[dict[Any, Any]]:
        act = _act(event, request)
        with watchings.begun(act.session) as watching:
            try:
                for shown in handle(act, _open(conversation, act), watching):
                    yield parts.update(shown)
            except Exception:
                logging.getLogger(__name__).exception("a question could not be answered")
                yield {parts.pending: failure_html(act.text("question"), FAILED)}
            # When an event ends, Gradio sends once more what it changed last. Let that be nothing:
            # it may come after what the reader has done since.
            yield parts.update(Shown())

    return _annotated(called)


def _wire_asking(chat: Chat, parts: ChatParts, watchings: Watchings) -> None:
    def ask(act: _Act, conversation: str, watching: Watching) -> Iterator[Shown]:
        return chat.asked(act.user, conversation, act.text("question"), watching)

    def rescope(act: _Act, conversation: str, watching: Watching) -> Iterator[Shown]:
        number, part, words = act.number("turn"), act.text("part"), act.text("words")
        return chat.rescoped(act.user, conversation, number, part, words, watching)

    def stop(act: _Act) -> dict[Any, Any]:
        watchings.leave(act.session, drop=True)
        return {parts.pending: ""}

    limits = {
        "concurrency_limit": None,  # the desk bounds them, with those of programs
        "trigger_mode": "multiple",
    }
    for trigger, handle in (
        (parts.composer.ask, ask),
        (parts.thread.ask, ask),
        (parts.pending.ask, ask),
        (parts.thread.rescope, rescope),
    ):
        stepping = _stepping(parts, watchings, handle)
        trigger(stepping, [parts.conversation], parts.changing, **_QUIET, **limits)
    parts.composer.stop(_told(stop), None, [parts.pending], concurrency_limit=None, **_QUIET)


def _wire_reading(chat: Chat, parts: ChatParts) -> None:
    def cite(act: _Act, conversation: str) -> dict[Any, Any]:
        shown = chat.cited(act.user, conversation, act.number("turn"), act.number("marker"))
        return parts.update(shown)

    def rate(act: _Act, conversation: str) -> dict[Any, Any]:
        number, verdict = act.number("turn"), VERDICTS.get(act.text("verdict"))
        return parts.update(chat.rated(act.user, conversation, number, verdict, act.text("reason")))

    for place in (parts.thread, parts.evidence):
        place.cite(_told(cite), [parts.conversation], [parts.evidence], **_QUIET, **_IN_TURN)
    parts.thread.rate(_told(rate), [parts.conversation], [parts.thread], **_QUIET, **_IN_TURN)


def _wire_history(chat: Chat, parts: ChatParts, watchings: Watchings) -> None:
    def open_one(act: _Act, current: str, search: str) -> dict[Any, Any]:
        conversation, removing = act.text("conversation"), act.text("act") == "remove"
        if not removing or conversation == current:  # what is shown gives way to another one
            watchings.leave(act.session)
        if removing:
            return parts.update(chat.removed(act.user, conversation, current, search))
        return parts.update(chat.opened(act.user, conversation, search))

    def arrange(act: _Act, current: str, search: str) -> dict[Any, Any]:
        words, conversation = act.text("words"), act.text("conversation")
        if act.text("act") == "rename":
            return parts.update(chat.renamed(act.user, conversation, words, current, search))
        return {parts.search: words, parts.history: chat.history(act.user, current, words)}

    inputs = [parts.conversation, parts.search]
    parts.history.open(_told(open_one), inputs, parts.changing, **_QUIET, **_IN_TURN)
    parts.history.list(_told(arrange), inputs, [parts.search, parts.history], **_QUIET, **_IN_TURN)


def _wire_opening(chat: Chat, parts: ChatParts) -> None:
    """The conversation that the address names when the page is opened; what other tabs changed
    when the tab is chosen again."""
    import gradio as gr
    from gradio.context import Context

    def opened(request: Any) -> dict[Any, Any]:
        conversation = str(request.query_params.get("conversation", ""))
        shown = chat.opened(_user(request), conversation)
        return {**parts.update(shown), parts.options: chat.scope_options()}

    def chosen(conversation: str | None) -> dict[Any, Any]:
        if (
            conversation is None
        ):  # the tab is also chosen when the page appears, which ``opened`` fills
            return {parts.options: gr.skip()}
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
