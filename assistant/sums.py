"""A sum over several things of one report: 人大代表建议和政协提案合计多少件."""

from __future__ import annotations

from assistant.draft import Draft, Numbering, report_name
from assistant.question import Reading
from assistant.rank import Side, alike, sums
from assistant.reader import ReportReader
from assistant.scope import InScope, ReportScope


def answer_sum(reading: Reading, scope: ReportScope, reader: ReportReader) -> Draft | None:
    """The sum of what is asked; None unless exactly one report states every summand as a result."""
    numbering = Numbering()
    complete = [
        sides for one in scope.reports if (sides := _sides(reading, one, reader, numbering))
    ]
    if len(complete) != 1 or not alike(complete[0]):
        return None
    sides = complete[0]
    text, computed = sums(reading, sides)
    finding = sides[0].finding
    if not text or finding is None:
        return None
    parts = "、".join(f"{s.label}{s.finding.value}{s.marker}" for s in sides if s.finding)
    return Draft(
        kind="lookup",
        text=f"{text}{report_name(finding.report)}：{parts}。",
        evidence=tuple(numbering.evidence),
        computed=tuple(computed),
    )


def _sides(
    reading: Reading, one: InScope, reader: ReportReader, numbering: Numbering
) -> list[Side]:
    """One side a summand; empty where one is not stated."""
    sides: list[Side] = []
    for topic in reading.summands:
        said = reader.ask(topic, one.entry.id, roles=one.roles, years=one.years, similarity={})
        first = said.findings[0] if said.findings else None
        if first is None or first.figure is None or first.stands_off or said.conflict:
            return []
        marker = numbering.cite(first.report, *first.quote)
        label = topic.text.replace(" ", "")
        sides.append(Side(label=label, finding=first, conflict=False, marker=marker))
    places = {side.finding.figure.start for side in sides if side.finding and side.finding.figure}
    return sides if len(places) == len(sides) else []
