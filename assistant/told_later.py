"""Years that only a later report tells of: the year before, in a table or beside the year's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.findings import Finding
from assistant.question import Reading
from assistant.reader import Said
from assistant.scope import InScope
from assistant.timely import figure_years
from assistant.topic import Topic

Say = Callable[[Topic, InScope], Said]


def said_later(
    reading: Reading, reports: Sequence[InScope], year: int, say: Say
) -> tuple[InScope, tuple[Said, ...]] | None:
    """Figures that a unit's reports of later years give for a year without a report of its own.

    Args:
        reports: of one unit, in scope.
        say: what a report says on a topic.
    """
    for one in sorted(reports, key=lambda other: other.entry.year or 0):
        if (one.entry.year or 0) <= year:
            continue
        narrowed = replace(one, years=frozenset({year}))
        said = tuple(_of_year(say(topic, narrowed), year) for topic in reading.topics)
        if any(one_said.findings for one_said in said):
            return narrowed, said
    return None


def _of_year(said: Said, year: int) -> Said:
    return Said(findings=tuple(f for f in said.findings if _years(f) == {year}))


def _years(finding: Finding) -> frozenset[int]:
    if finding.figure is None:
        return frozenset()
    return figure_years(finding.report, finding.figure, finding.role)
