"""Next questions that the library can really answer."""

from __future__ import annotations

import re

from assistant.reader import ReportReader
from assistant.scope import ReportScope
from assistant.types import Answer
from ingest.types import Report

_COUNT = 3
_CLEAN = re.compile(r"^[\u4e00-\u9fff]{4,14}$")


def suggest_questions(answer: Answer, scope: ReportScope, reader: ReportReader) -> tuple[str, ...]:
    """Three questions on indicators that stand in the cited reports (else in the scope's first)."""
    ids = list(dict.fromkeys(c.report_id for c in answer.citations)) or [one.entry.id for one in scope.reports]
    cited = {(c.report_id, c.start) for c in answer.citations}
    questions: list[str] = []
    for report_id in ids[:_COUNT]:
        statements = reader.statements(report_id)
        seen: set[str] = set()
        for counted in statements.counted:
            name = counted.figure.indicator
            taken = any(r == report_id and s <= counted.figure.start < s + 300 for r, s in cited)
            if taken or name in seen or not _CLEAN.match(name) or not counted.figure.measure:
                continue
            if counted.figure.measure in ("%", "％") or counted.sentence.role != "measures":
                continue
            seen.add(name)
            questions.append(_question(statements.report, name, counted.figure.measure))
            if len(seen) == (_COUNT if len(ids) == 1 else 1):
                break
    return tuple(dict.fromkeys(questions))[:_COUNT]


def _question(report: Report, indicator: str, measure: str) -> str:
    year = f"{report.year}年" if report.year else ""
    return f"{report.unit or report.title}{year}{indicator}多少{measure}？"
