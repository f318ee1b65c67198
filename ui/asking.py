"""Answers a question of a conversation in a thread of its own, step by step."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

from assistant.types import AnswerScope
from ingest.errors import ReportAssistantError
from ui.background import Finished, Tell, watched
from ui.context import PageContext
from ui.conversations import Conversations
from ui.text import clean_question
from ui.watching import Watching

LONGEST_QUESTION = 10_000  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """What has been begun so far, the last of it under way.

    Attributes:
        text: checked sentences of the answer that a language model is writing.
    """

    names: tuple[str, ...]
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The answer is in the conversation, as turn ``number``."""

    number: int


@dataclass(frozen=True, slots=True)
class Running:
    """Which conversation is being answered; a later question drops the earlier one."""

    _dropped: dict[str, threading.Event] = field(default_factory=dict)

    def begin(self, conversation: str, dropped: threading.Event) -> None:
        """Notes the event that tells that nobody wants the answer any more."""
        self.stop(conversation)
        self._dropped[conversation] = dropped

    def stop(self, conversation: str) -> None:
        """Drops what is being answered."""
        dropped = self._dropped.pop(conversation, None)
        if dropped is not None:
            dropped.set()


def checked_question(question: str) -> str:
    """The question as it can be stored.

    Raises:
        ReportAssistantError: it is empty or too long.
    """
    cleaned = clean_question(question)
    if not cleaned:
        raise ReportAssistantError("问题是空的，应为一句话", hint="请写下想了解的内容")
    if len(cleaned) > LONGEST_QUESTION:
        raise ReportAssistantError(
            f"问题有{len(cleaned)}字，应不超过{LONGEST_QUESTION}字", hint="请缩短后再问"
        )
    return cleaned


def answering(
    context: PageContext,
    running: Running,
    user: str,
    conversation: str,
    question: str,
    *,
    number: int | None = None,
    within: AnswerScope | None = None,
    watching: Watching | None = None,
) -> Iterator[Steps | Kept]:
    """Answers and keeps the answer; it is kept also where the reader has left meanwhile.

    Args:
        question: checked already.
        number: of the turn to answer anew; None for a new one.
        within: the scope that the reader chose.
        watching: who may leave, and may not want the answer either.

    Raises:
        BusyError: too many ask at this moment.
        ReportAssistantError: the conversation was deleted meanwhile.
    """
    store = Conversations(context.library_folder)
    watching = watching or Watching()
    dropped = watching.dropped
    running.begin(conversation, dropped)

    begun: list[str] = []
    written: list[str] = []

    def begin(step: str, tell: Tell) -> None:
        begun.append(step)
        tell(len(begun), 0, step)

    def write(text: str, tell: Tell) -> None:
        written.append(text)
        tell(len(begun), len(written), begun[-1])

    def work(tell: Tell) -> int:
        turns = store.turns(user, conversation)
        place = number if number is not None else max((t.number for t in turns), default=-1) + 1
        history = [turn.question for turn in turns if turn.number < place]
        answer = context.desk.run(
            user,
            lambda _: context.assistant.ask(
                question,
                history,
                within=within,
                on_step=lambda step: begin(step, tell),
                on_sentence=lambda text: write(text, tell),
                stopped=dropped.is_set,
            ),
            announced=True,
        )
        if not dropped.is_set():
            store.keep(user, conversation, place, answer, within)
        return place

    for one in watched(work, watching):
        if isinstance(one, Finished):
            yield Kept(number=one.result)
        else:
            text = written[one.total - 1] if one.total else ""
            yield Steps(names=tuple(begun[: one.done]), text=text)
