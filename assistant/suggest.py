"""Next questions that the library can really answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice

from assistant.catalogue import Catalogue
from assistant.reader import ReportReader
from assistant.scope import ReportScope
from assistant.statements import Statements
from assistant.types import Answer
from ingest.types import Report

_COUNT = 3
_REMEMBERED = 1 << 14  # questions, about 100 bytes each
_CLEAN = re.compile(r"^(?![对为在从由与向将把])[\u4e00-\u9fff]{4,14}$")


def suggest_questions(
    answer: Answer, scope: ReportScope, reader: ReportReader, can_answer: Callable[[str], bool]
) -> tuple[str, ...]:
    """Up to three questions on indicators of the cited reports (else of the scope's first).

    Args:
        can_answer: asks the question: what is suggested has an answer.
    """
    ids = list(dict.fromkeys(c.report_id for c in answer.citations))
    ids = ids or [one.entry.id for one in scope.reports]
    cited = {(c.report_id, c.start) for c in answer.citations}
    each = _COUNT if len(ids) == 1 else 1
    chosen: list[str] = []
    for report_id in ids[:_COUNT]:
        candidates = _candidates(reader.statements(report_id), report_id, cited)
        found = (q for q in candidates[: 2 * _COUNT] if q not in chosen and can_answer(q))
        chosen.extend(islice(found, each))
    return tuple(chosen[:_COUNT])


class Answerable:
    """Remembers which questions have answers, while the library's reports stay the same: what may
    be suggested after one answer may be suggested after many. Safe to use from several threads."""

    def __init__(self) -> None:
        self._known: tuple[Catalogue | None, dict[str, bool]] = (None, {})

    def judged(self, question: str, catalogue: Catalogue, judge: Callable[[str], bool]) -> bool:
        """Whether the question has an answer over the reports of the catalogue.

        Args:
            judge: finds out; asked once for each question.
        """
        of, known = self._known
        if of is not catalogue or len(known) >= _REMEMBERED:
            known = {}
            self._known = (catalogue, known)
        if question not in known:
            known[question] = judge(question)
        return known[question]


def _candidates(statements: Statements, report_id: str, cited: set[tuple[str, int]]) -> list[str]:
    questions: dict[str, str] = {}
    for counted in statements.counted:
        name, measure = counted.figure.indicator, counted.figure.measure
        taken = any(r == report_id and s <= counted.figure.start < s + 300 for r, s in cited)
        if taken or name in questions or not _CLEAN.match(name) or not measure:
            continue
        if measure in ("%", "％") or counted.sentence.role != "measures" or counted.parent:
            continue
        questions[name] = _question(statements.report, name, measure)
    return list(questions.values())


def _question(report: Report, indicator: str, measure: str) -> str:
    year = f"{report.year}年" if report.year else ""
    return f"{report.unit or report.title}{year}{indicator}多少{measure}？"
