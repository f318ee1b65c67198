"""A question becomes an answer: the one orchestrator."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial

from langchain_core.runnables import Runnable, RunnableLambda
from langsmith import tracing_context

from assistant import refusal
from assistant.asked import Asked
from assistant.catalogue import Catalogue, CurrentCatalogue
from assistant.compare_promise import answer_promise
from assistant.draft import Draft, make_citations
from assistant.drafting import asks_something, best_draft
from assistant.followup import resolve
from assistant.held import hold
from assistant.language_model.asking import Asking
from assistant.language_model.endpoint import LanguageModel
from assistant.language_model.part import answered_in_other_words, in_the_models_words
from assistant.over_a_year import over_a_year
from assistant.promise_scope import pledges, promise_scope, still_there
from assistant.question import read_question
from assistant.reader import ReportReader
from assistant.scope import reading_within, resolve_scope, scope_without
from assistant.suggest import Answerable, suggest_questions
from assistant.text import clean_question
from assistant.told_elsewhere import answer_elsewhere, place_asked, without_place
from assistant.types import Answer, AnswerScope
from assistant.verify import gated
from index.library import Library
from index.remembered import UnknownReportError
from index.types import ReportEntry


class Assistant:
    """Answers questions over one library. Safe to ask from several threads.

    Args:
        language_model: reads and writes where the rules and the extractive answer leave room;
            None where none is set up.
    """

    def __init__(self, library: Library, language_model: LanguageModel | None = None) -> None:
        self._library = library
        self._language_model = language_model
        self._reader = ReportReader(library)
        self._catalogue = CurrentCatalogue(library)
        self._answerable = Answerable()
        self.chain: Runnable[Asked, Asked] = (
            RunnableLambda(self._understand)
            | RunnableLambda(self._choose_reports)
            | RunnableLambda(self._draft)
            | RunnableLambda(self._say_again)
            | RunnableLambda(self._finish)
        )
        self._writing: Runnable[Asked, Answer] = RunnableLambda(in_the_models_words)

    def over(self, library: Library) -> Assistant:
        """The same over another library, or over what somebody may see of it."""
        return Assistant(library, self._language_model)

    @property
    def patience(self) -> float:
        """Seconds that the language model may take for one question; 0 without one."""
        return self._language_model.settings.total_seconds if self._language_model else 0.0

    def prepare(self) -> None:
        """Loads what the first question would otherwise wait for: the model, the dictionary."""
        self._library.search("报告", limit=1)
        if self._language_model is not None:
            self._language_model.prepare()

    def ask(
        self,
        question: str,
        history: Sequence[str] = (),
        *,
        within: AnswerScope | None = None,
        on_step: Callable[[str], None] | None = None,
        on_sentence: Callable[[str], None] | None = None,
        stopped: Callable[[], bool] | None = None,
    ) -> Answer:
        """Answers one question.

        Args:
            question: as typed.
            history: earlier questions of the conversation, oldest first.
            within: the scope to answer in, instead of the one that the question names.
            on_step: told the name of each step as it begins.
            on_sentence: told the checked text so far whenever a language model adds a sentence;
                the answer that is returned counts.
            stopped: whether nobody wants the answer any more; ends a model's writing.
        """
        started = time.monotonic()
        asked = Asked(
            question=question,
            history=tuple(history),
            within=within,
            on_step=on_step,
            asking=Asking.of(self._language_model, on_sentence, stopped),
        )
        with tracing_context(enabled=False):  # no variable of the office may send questions out
            with self._library.courtesy.asking():
                drafted = self._asked(asked)
            # Outside of it: ingestion need not wait for what a model writes.
            answer = self._writing.invoke(drafted)
        return replace(answer, elapsed_ms=round((time.monotonic() - started) * 1000))

    def _asked(self, asked: Asked) -> Asked:
        """The chain's end, with the answer. Where a report went before it was read, the question is
        asked again, and then once more with all reports in scope read beforehand."""
        for _ in range(2):
            try:
                return self.chain.invoke(asked)
            except UnknownReportError:
                asked = replace(asked, catalogue=self._catalogue.latest())
        asked = self._choose_reports(self._understand(asked))
        assert asked.scope is not None
        scope, reader = hold(self._library, asked.scope)
        drafted = self._draft(replace(asked, scope=scope, reader=reader))
        return self._finish(self._say_again(drafted))

    def _understand(self, asked: Asked) -> Asked:
        asked.tell("理解问题")
        catalogue = asked.catalogue or self._catalogue.get()
        resolved = resolve(asked.question, asked.history, catalogue)
        reading = read_question(resolved, catalogue, self._library.words, self._library.frequency)
        if asked.within is not None:
            reading = reading_within(reading, asked.within, catalogue)
        return replace(asked, resolved=resolved, catalogue=catalogue, reading=reading)

    def _choose_reports(self, asked: Asked) -> Asked:
        reading, catalogue = asked.reading, asked.catalogue
        assert reading is not None and catalogue is not None
        if reading.promise is not None:
            found = pledges(reading.promise, reading.units, catalogue)
            if found:
                return replace(asked, scope=promise_scope(found), pledges=found)
        texts = _Texts(self._library)
        return replace(asked, pledges=(), scope=resolve_scope(reading, catalogue, texts))

    def _draft(self, asked: Asked) -> Asked:
        assert asked.scope is not None
        asked.tell(f"检索{len(asked.scope.reports)}份报告")
        draft = self._refused_at_once(asked)
        if draft is None:
            draft = self._promised(asked) if asked.pledges else self._answered(asked)
        return replace(asked, draft=draft)

    def _say_again(self, asked: Asked) -> Asked:
        return answered_in_other_words(asked, self._library, self._drafted, self._library.frequency)

    def _drafted(self, asked: Asked) -> Asked:
        return self._draft(self._choose_reports(self._understand(asked)))

    def _refused_at_once(self, asked: Asked) -> Draft | None:
        reading, catalogue, scope = asked.reading, asked.catalogue, asked.scope
        assert reading is not None and catalogue is not None and scope is not None
        if not catalogue.entries:
            return refusal.refuse("库中还没有报告，请先导入报告再提问")
        talk = refusal.small_talk(clean_question(asked.question))
        if talk:
            return refusal.refuse(talk)
        if reading.missing and not reading.units:
            return refusal.refuse_unit(reading.missing, catalogue)
        if scope.missing_years and not scope.reports:
            return refusal.refuse_year(scope, catalogue)
        return None

    def _promised(self, asked: Asked) -> Draft:
        reading, scope = asked.reading, asked.scope
        assert reading is not None and reading.promise is not None and scope is not None
        found, reader = still_there(asked.pledges, scope), asked.reader or self._reader
        # Another year's plan, another year's result are no answer.
        return answer_promise(reading, reading.promise, found, reader) or refusal.refuse_fact(
            reading, scope, reader
        )

    def _answered(self, asked: Asked) -> Draft:
        reading, scope, catalogue = asked.reading, asked.scope, asked.catalogue
        assert reading is not None and scope is not None and catalogue is not None
        reader = asked.reader or self._reader
        draft = over_a_year(asked, self._drafted) or best_draft(
            reading,
            scope,
            reader,
            word_class=self._library.word_class,
            frequency=self._library.frequency,
        )
        draft = draft or self._told_elsewhere(asked, reader)
        if draft is None and not asks_something(reading):
            return refusal.refuse("没有读出要问的事项，请写明想了解的指标或内容")
        if draft is None:
            years = reading.years.years
            speaks = {y for one in scope.reports for y in _years_of(one.entry)}
            if years and not speaks & set(years):
                # Only neighbours speak of that year, and not of this: the year is what is missing.
                named = scope_without(scope, years)
                return refusal.refuse_year(named, catalogue)
            return refusal.refuse_fact(reading, scope, reader)
        if reading.missing:
            missing = "、".join(reading.missing)
            near = "、".join(refusal.nearest_units(reading.missing[0], catalogue, limit=1))
            return replace(
                draft, notes=(*draft.notes, f"库中没有“{missing}”的报告，最接近的是{near}")
            )
        return draft

    def _told_elsewhere(self, asked: Asked, reader: ReportReader) -> Draft | None:
        reading, scope, catalogue = asked.reading, asked.scope, asked.catalogue
        assert reading is not None and scope is not None and catalogue is not None
        place = place_asked(reading) if reading.kind == "lookup" else ""
        if not place or reading.role or asked.within is not None:
            return None
        everywhere = resolve_scope(without_place(reading), catalogue, _Texts(self._library))
        own = {one.entry.id for one in scope.reports}
        others = [one for one in everywhere.reports if one.entry.id not in own]
        ids = reader.candidates(f"{place} {reading.text}", [one.entry.id for one in others])
        others = [one for one in others if one.entry.id in ids]
        return answer_elsewhere(reading, place, replace(scope, reports=tuple(others)), reader)

    def _finish(self, asked: Asked) -> Asked:
        reading, scope, draft, catalogue = asked.reading, asked.scope, asked.draft, asked.catalogue
        assert reading is not None and scope is not None
        assert draft is not None and catalogue is not None
        reader = asked.reader or self._reader
        asked.tell("核对引文")
        missing = tuple(f"库中没有{unit}{year}年的报告" for unit, year in scope.missing_years)
        answer = Answer(
            question=asked.question,
            resolved=asked.resolved,
            status="refused" if draft.refused else "answered",
            kind=draft.kind,
            scope=AnswerScope(
                units=tuple(u.name for u in reading.units),
                regions=reading.regions,
                years=reading.years.years,
                role=reading.role,
            ),
            answer=draft.text,
            citations=make_citations(draft.evidence, reader.source_of),
            table=draft.table,
            groups=draft.groups,
            computed=draft.computed,
            notes=tuple(
                dict.fromkeys((*reading.notes, *draft.notes, *(() if draft.refused else missing)))
            ),
        )
        answer = gated(answer, draft.vouched)
        judge = partial(self._can_answer, catalogue, reader)
        can_answer = partial(self._answerable.judged, catalogue=catalogue, judge=judge)
        suggestions = suggest_questions(answer, scope, reader, can_answer)
        return replace(asked, answer=replace(answer, suggestions=suggestions))

    def _can_answer(self, catalogue: Catalogue, reader: ReportReader, question: str) -> bool:
        """Whether a suggested question finds its value (judged without search: quick)."""
        suggested = Asked(question=question, catalogue=catalogue)
        asked = self._choose_reports(self._understand(suggested))
        reading, scope = asked.reading, asked.scope
        assert reading is not None and scope is not None
        if reading.kind != "lookup" or len(reading.topics) != 1:
            return False
        with suppress(UnknownReportError):  # gone since: nothing to suggest
            return any(
                reader.ask(
                    reading.topics[0], one.entry.id, roles=one.roles, years=one.years, similarity={}
                ).findings
                for one in scope.reports[:1]
            )
        return False


def _years_of(entry: ReportEntry) -> tuple[int, ...]:
    """The years a report is there to speak of: its own; of a 政府工作报告 the year before too."""
    if entry.year is None:
        return ()
    reviewed = (entry.year - 1,) if entry.genre == "政府工作报告" else ()
    return (entry.year, *reviewed)


class _Texts(dict[str, str]):
    """Report id → text, read only where it is looked at."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._library = library

    def __missing__(self, report_id: str) -> str:
        text = ""  # of a report that is gone
        with suppress(UnknownReportError):
            text = self._library.report(report_id).text
        self[report_id] = text
        return text
