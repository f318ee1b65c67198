"""A request's question on its way to the desk and back."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

from assistant.answer import Assistant
from assistant.types import Answer
from ui.access.account import account_of
from ui.context import PageContext
from ui.programs.load import LeftError, QuestionDesk, Turn
from ui.text import clean_question

Result = TypeVar("Result")
Say = Callable[[str], None]
Gone = Callable[[], Awaitable[bool]]

# A sentence with the markers behind it, or a line; together they are the text again.
_SENTENCE = re.compile(r".+?(?:[。！？](?:\[\d+\])*\s*|\n+|$)", re.DOTALL)
_LOOK_UP = 0.25  # seconds between two looks whether the asker is still there
_BREATH = 10.0  # seconds after which a stream that has nothing to say shows that it lives


@dataclass(frozen=True, slots=True, kw_only=True)
class Requester:
    """Who asks, and what of the library is his to see."""

    context: PageContext
    user: str

    @property
    def desk(self) -> QuestionDesk:
        """Where his questions are taken on."""
        return self.context.desk


def requester(context: PageContext, scope: Mapping[str, Any]) -> Requester:
    """The requester of an ASGI connection.

    Args:
        context: of the whole program.

    Raises:
        PermissionError: the connection did not pass the access layer.
    """
    account = account_of(scope)
    return Requester(context=context.for_user(account), user=account.name)


def sentences(text: str) -> list[str]:
    """``text`` cut behind its sentences; joined they are ``text``."""
    return _SENTENCE.findall(text)


def ask_aloud(
    assistant: Assistant, question: str, history: Sequence[str], go_on: Callable[[], None], say: Say
) -> Answer:
    """Answers, and says each sentence as soon as it may be said.

    Where a language model writes, its checked sentences are said as they come; the rest of the
    answer, or all of it, is said when it is whole. An answer that took another turn in the end is
    said once more, under a line of its own.

    Args:
        go_on: called between the steps; raises where nobody listens any more.
        say: given the answer's text in pieces that together are ``Answer.answer``.
    """
    said = ""

    def hear(text: str) -> None:
        nonlocal said
        go_on()
        if text.startswith(said) and text != said:
            say(text[len(said) :])
            said = text

    answer = assistant.ask(
        clean_question(question),
        [clean_question(earlier) for earlier in history],
        on_step=lambda _: go_on(),
        on_sentence=hear,
    )
    if not answer.answer.startswith(said):
        say(ANOTHER_TURN)
        said = ""
    for sentence in sentences(answer.answer[len(said) :]):
        go_on()
        say(sentence)
    return answer


ANOTHER_TURN = "\n\n以下面核对后的回答为准：\n\n"


async def at_desk(
    requester: Requester, work: Callable[[Turn[Result]], Result], gone: Gone | None = None
) -> Result:
    """Has work done at the desk; where the asker goes, his place is free again.

    Args:
        gone: whether the asker has closed the connection.

    Raises:
        BusyError: the desk does not take it on.
        TooLongError: it was not done in time.
        LeftError: the asker has gone.
    """
    desk = requester.desk
    until = time.monotonic() + desk.limits.seconds
    turn = desk.take(requester.user, work)
    waited = asyncio.wrap_future(turn.future)
    try:
        while not waited.done():
            left = until - time.monotonic()
            if left <= 0:
                raise desk.too_long()
            await asyncio.wait((waited,), timeout=min(_LOOK_UP, left))
            if not waited.done() and gone is not None and await gone():
                raise LeftError
        return waited.result()
    finally:
        if not turn.future.done():
            waited.add_done_callback(lambda one: one.cancelled() or one.exception())  # unread
            desk.leave(turn)


async def answered(
    requester: Requester, question: str, history: Sequence[str], gone: Gone | None = None
) -> Answer:
    """The answer to a question; raises as ``at_desk``."""
    assistant = requester.context.assistant

    def work(turn: Turn[Answer]) -> Answer:
        return ask_aloud(assistant, question, history, turn.go_on, lambda _: None)

    return await at_desk(requester, work, gone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A question that the desk has taken on, whose answer is heard while it is given."""

    desk: QuestionDesk
    turn: Turn[Answer]
    said: asyncio.Queue[str | None] = field(default_factory=asyncio.Queue)

    async def pieces(self) -> AsyncGenerator[str | Answer | None, None]:
        """Sentences, then the whole answer; None now and then while there is nothing to say.

        Raises:
            TooLongError: it was not answered in time.
        """
        until = time.monotonic() + self.desk.limits.seconds
        try:
            while True:
                left = until - time.monotonic()
                if left <= 0:
                    raise self.desk.too_long()
                try:
                    piece = await asyncio.wait_for(self.said.get(), min(_BREATH, left))
                except TimeoutError:
                    yield None
                    continue
                if piece is None:
                    break
                yield piece
            yield self.turn.future.result()
        finally:
            if not self.turn.future.done():
                self.desk.leave(self.turn)


def begin_speaking(requester: Requester, question: str, history: Sequence[str]) -> Spoken:
    """Takes a question on whose answer is to be streamed. Called inside the event loop.

    Raises:
        BusyError: the desk does not take it on; nothing has been sent then.
    """
    assistant, desk = requester.context.assistant, requester.desk
    loop = asyncio.get_running_loop()
    said: asyncio.Queue[str | None] = asyncio.Queue()

    def say(piece: str | None) -> None:
        with suppress(RuntimeError):  # the server has stopped meanwhile
            loop.call_soon_threadsafe(said.put_nowait, piece)

    def work(turn: Turn[Answer]) -> Answer:
        return ask_aloud(assistant, question, history, turn.go_on, say)

    turn = desk.take(requester.user, work)
    turn.future.add_done_callback(lambda _: say(None))
    return Spoken(desk=desk, turn=turn, said=said)
