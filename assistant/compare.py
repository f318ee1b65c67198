"""Comparison: search inside each report; one row a report (or a year), one column an aspect."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.compare_rows import Row, gather, topics_for
from assistant.contrast import Contrast, column_contrast
from assistant.draft import Draft, Numbering
from assistant.findings import Finding
from assistant.lookup import value_notes
from assistant.points import is_role_only
from assistant.question import Reading
from assistant.rank import Side, summarise
from assistant.reader import ReportReader, Said
from assistant.scope import ReportScope
from assistant.text import folded
from assistant.topic import Topic
from assistant.types import Table

NOT_STATED = "未提及"
ONLY_PLANNED = f"{NOT_STATED}实际数，计划"  # a plan is not what was reached
_CELL_LIMIT = 80  # characters of a statement in a cell


def shorten(words: str, limit: int = _CELL_LIMIT) -> str:
    """A statement cut at a comma, with … where something was left out."""
    words = words.strip().strip("，,；;。：: ")
    if len(words) <= limit:
        return words
    cut = max((m.start() for m in re.finditer(r"[，,；;。、]", words[:limit])), default=limit)
    return words[: cut if cut > 20 else limit] + "…"


def excerpt(finding: Finding, limit: int = _CELL_LIMIT) -> str:
    """The words of a statement that answer: a long one from the clause on that holds what is asked."""
    words = finding.words
    at = 0 if finding.focus is None else finding.focus - finding.start
    if len(words) <= limit or not 0 < at < len(words) or at + 30 < len(shorten(words, limit)):
        return shorten(words, limit)
    return "…" + shorten(words[at:], limit)


def cell(said: Said, numbering: Numbering, *, points: bool = False) -> str:
    """A cell: values or short statements, each with its marker; 未提及 without evidence.

    Args:
        points: the statements are the points of a section, all of which are shown.
    """
    parts: list[str] = []
    for finding in said.findings:
        marker = numbering.cite(finding.report, *finding.quote)
        if finding.figure is not None:
            label = "" if said.conflict or len(said.findings) == 1 else f"{finding.indicator} "
            more = (
                numbering.cite(a.report, *a.quote) for a in said.also if finding is said.findings[0]
            )
            value = f"{ONLY_PLANNED}{finding.value}" if finding.planned else finding.value
            parts.append(f"{label}{value}{marker}{''.join(more)}")
        else:
            parts.append(f"{excerpt(finding)}{marker}")
            if len(said.findings) <= 2 and not points:
                break
    return "；".join(parts) if parts else NOT_STATED


def column_name(topic: Topic, index: int, reading: Reading) -> str:
    """What a column is called: the aspect in the question's words."""
    from ingest.types import ROLE_NAMES

    if reading.role and is_role_only(topic, reading.role):
        return ROLE_NAMES[reading.role]
    name = re.sub(r"^[的在把将，,\s]+|[的是为，,\s]+$", "", topic.text.replace(" ", ""))
    name = re.sub(r"^(?:全部|各)+|(?:比|多|少|高|低|最|谁|各|家|、|和)+$", "", name)
    dated = f"{topic.year}年" if topic.year is not None else ""
    return f"{dated}{name[:24]}" if name else f"内容{index + 1}"


def answer_compare(reading: Reading, scope: ReportScope, reader: ReportReader) -> Draft | None:
    """A row for every report in scope; None when every cell would read 未提及."""
    if not scope.reports:
        return None
    rows = gather(reading, scope, reader)
    if not any(said.findings for row in rows for said in row.said):
        return None
    numbering = Numbering()
    if reading.pairs:
        table, rows = _paired_table(reading, rows, numbering)
    else:
        table = _table(reading, rows, numbering)
    sides = [_sides(rows, index, numbering) for index in range(len(reading.topics))]
    summary = summarise(reading, rows_total=len(rows), sides=sides)
    contrasts = [] if reading.pairs else _contrasts(reading, rows, reader, numbering)
    notes = [n for row in rows for said in row.said for n in value_notes(said)]
    notes.extend(
        f"{row.label}有{len(said.findings)}个口径的数值，比较时取第一个"
        for row in rows
        for said in row.said
        if len(said.findings) > 1 and said.findings[0].figure is not None and not said.conflict
    )
    return Draft(
        kind="compare",
        text="".join(one.text for one in contrasts) + summary.text,
        evidence=tuple(numbering.evidence),
        table=table,
        computed=summary.computed,
        vouched=(
            *summary.vouched,
            *(row.label for row in rows),
            *(count for one in contrasts for count in one.counted),
        ),
        notes=tuple(dict.fromkeys([*notes, *summary.notes])),
    )


def _table(reading: Reading, rows: Sequence[Row], numbering: Numbering) -> Table:
    columns = (column_name(topic, i, reading) for i, topic in enumerate(reading.topics))
    whole = [is_role_only(topic, reading.role) for topic in reading.topics]
    cells = []
    for row in rows:
        shown = zip(row.said, whole, strict=True)
        cells.append((row.label, *(cell(said, numbering, points=points) for said, points in shown)))
    return Table(columns=("单位", *columns), rows=tuple(cells))


def _contrasts(
    reading: Reading, rows: Sequence[Row], reader: ReportReader, numbering: Numbering
) -> list[Contrast]:
    """In what the texts of each column differ."""
    texts = {r.label: folded(reader.statements(r.one.entry.id).report.text) for r in rows}
    return [
        column_contrast(
            topic,
            [(row.label, row.said[index]) for row in rows],
            texts,
            numbering,
            whole_section=is_role_only(topic, reading.role),
        )
        for index, topic in enumerate(reading.topics)
    ]


def _paired_table(
    reading: Reading, rows: Sequence[Row], numbering: Numbering
) -> tuple[Table, list[Row]]:
    """甲的…和乙的…: one column for what each was asked."""
    cells: list[tuple[str, ...]] = []
    for row in rows:
        for index in topics_for(reading, row.one):
            name = column_name(reading.topics[index], index, reading)
            cells.append((row.label, name, cell(row.said[index], numbering)))
    return Table(columns=("单位", "事项", "内容"), rows=tuple(cells)), list(rows)


def _sides(rows: Sequence[Row], index: int, numbering: Numbering) -> list[Side]:
    sides: list[Side] = []
    for row in rows:
        said = row.said[index]
        finding: Finding | None = said.findings[0] if said.findings else None
        sides.append(
            Side(
                label=row.label,
                finding=finding,
                conflict=said.conflict,
                marker=numbering.cite(finding.report, *finding.quote) if finding else "",
            )
        )
    return sides
