"""What the conversation tab shows after each act; no Gradio here, so it is tested without."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.catalogue import CurrentCatalogue
from assistant.types import AnswerScope
from index.library import Library
from ingest.errors import ReportAssistantError
from ingest.types import Report
from ui.asking import Running, Steps, answering, checked_question
from ui.context import PageContext
from ui.conversations import Conversations, Verdict
from ui.downloads import original_address
from ui.evidence import evidence_html
from ui.examples import example_questions
from ui.scope_chips import options_html, places_of, with_added, without
from ui.thread_view import (
    MOST_LISTED,
    failure_html,
    history_html,
    pending_html,
    thread_html,
    welcome_html,
)
from ui.watching import Watching

EXAMPLE_REPORTS = 8  # how many reports are opened to make examples
FAILED = "回答时出错了，请再试一次；若仍不行，请告诉管理员"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What changes on the page; None leaves a part as it is.

    Attributes:
        conversation: id of the one that is open; empty for none.
        thread: its turns.
        pending: what is being worked on, or why it failed.
        history: the list of conversations.
        evidence: the panel beside it; empty closes it.
    """

    conversation: str | None = None
    thread: str | None = None
    pending: str | None = None
    history: str | None = None
    evidence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """The acts of the tab over one library. ``user`` is whose conversations they are."""

    context: PageContext
    catalogue: CurrentCatalogue
    running: Running = field(default_factory=Running)

    @classmethod
    def over(cls, context: PageContext) -> Chat:
        """The tab's acts over the library of ``context``."""
        return cls(context=context, catalogue=CurrentCatalogue(context.library))

    @property
    def _store(self) -> Conversations:
        return Conversations(self.context.library_folder)

    @property
    def _library(self) -> Library:
        return self.context.library

    def opened(self, user: str, conversation: str, search: str = "") -> Shown:
        """A conversation as it is kept; an unknown one is a new one."""
        turns = self._store.turns(user, conversation)
        known = conversation if turns else ""
        return Shown(
            conversation=known,
            thread=self._thread(user, known, focus=turns[-1].number if turns else None),
            pending="",
            history=self.history(user, known, search),
            evidence="",
        )

    def fresh(self) -> str:
        """The beginning of a new conversation, over the library as it is now."""
        return self._thread("", "")

    def removed(self, user: str, conversation: str, current: str, search: str = "") -> Shown:
        """After a conversation is deleted; the open one stays unless it was that."""
        self._store.remove(user, conversation)
        if conversation == current:
            return self.opened(user, "", search)
        return Shown(history=self.history(user, current, search))

    def renamed(
        self, user: str, conversation: str, title: str, current: str, search: str = ""
    ) -> Shown:
        """After a conversation is given another name."""
        self._store.rename(user, conversation, title)
        return Shown(history=self.history(user, current, search))

    def history(self, user: str, current: str, search: str = "") -> str:
        """The list of conversations."""
        found = self._store.entries(user, search, MOST_LISTED + 1)
        return history_html(found, current, search)

    def scope_options(self) -> str:
        """What the chips can be chosen from."""
        return options_html(self.catalogue.get())

    def asked(
        self, user: str, conversation: str, question: str, watching: Watching | None = None
    ) -> Iterator[Shown]:
        """Answers a question: the steps, then the conversation with its answer."""
        try:
            checked = checked_question(question)
            if not self._store.turns(user, conversation):
                conversation = self._store.start(user, checked)
            yield Shown(conversation=conversation, pending=pending_html(checked, ("理解问题",)))
            yield from self._answered(user, conversation, checked, watching)
        except ReportAssistantError as error:
            yield Shown(pending=failure_html(question, str(error)))

    def rescoped(
        self,
        user: str,
        conversation: str,
        number: int,
        part: str,
        words: str,
        watching: Watching | None = None,
    ) -> Iterator[Shown]:
        """Answers a turn again with a chip taken away (``part``) or added (``words``)."""
        turns = {turn.number: turn for turn in self._store.turns(user, conversation)}
        turn = turns.get(number)
        if turn is None or turn.answer is None:
            return
        catalogue = self.catalogue.get()
        scope = turn.within or turn.answer.scope
        chosen = with_added(without(scope, part, places_of(catalogue)), words, catalogue)
        yield Shown(pending=pending_html(turn.question, ("理解问题",)), evidence="")
        try:
            yield from self._answered(user, conversation, turn.question, watching, number, chosen)
        except ReportAssistantError as error:
            yield Shown(pending=failure_html(turn.question, str(error)))

    def _answered(
        self,
        user: str,
        conversation: str,
        question: str,
        watching: Watching | None,
        number: int | None = None,
        within: AnswerScope | None = None,
    ) -> Iterator[Shown]:
        for one in answering(
            self.context,
            self.running,
            user,
            conversation,
            question,
            number=number,
            within=within,
            watching=watching,
        ):
            if isinstance(one, Steps):
                yield Shown(pending=pending_html(question, one.names, one.text))
            else:
                yield Shown(
                    thread=self._thread(user, conversation, focus=one.number),
                    pending="",
                    history=self.history(user, conversation),
                )

    def rated(
        self, user: str, conversation: str, number: int, verdict: Verdict | None, reason: str
    ) -> Shown:
        """After a reader said what an answer is worth."""
        self._store.rate(user, conversation, number, verdict, reason)
        return Shown(thread=self._thread(user, conversation))

    def cited(self, user: str, conversation: str, number: int, marker: int) -> Shown:
        """The panel with a cited sentence inside its report."""
        turns = {turn.number: turn for turn in self._store.turns(user, conversation)}
        answer = turns[number].answer if number in turns else None
        citation = (
            next((c for c in answer.citations if c.marker == marker), None) if answer else None
        )
        if answer is None or citation is None:
            return Shown()
        report = self._report(citation.report_id)
        original = original_address(self._library, citation.report_id, citation.page)
        return Shown(evidence=evidence_html(citation, answer, number, report, original))

    def _report(self, report_id: str) -> Report | None:
        try:
            return self._library.report(report_id)
        except ReportAssistantError:
            return None

    def _thread(self, user: str, conversation: str, focus: int | None = None) -> str:
        turns = self._store.turns(user, conversation)
        welcome = "" if turns else self._welcome()
        return thread_html(conversation, turns, places_of(self.catalogue.get()), welcome, focus)

    def _welcome(self) -> str:
        entries = self._library.reports()
        reports = [self._report(entry.id) for entry in entries[:EXAMPLE_REPORTS]]
        examples = example_questions([report for report in reports if report is not None])
        return welcome_html(examples, len(entries))


def text_of(data: Mapping[str, Any], name: str) -> str:
    """A text that the browser sent; empty where it sent something else."""
    value = data.get(name)
    return value if isinstance(value, str) else ""


def number_of(data: Mapping[str, Any], name: str) -> int:
    """A number that the browser sent; -1 where it sent something else."""
    value = text_of(data, name)
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else -1
