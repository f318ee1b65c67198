"""Comparison: search inside each report; one row a report (or a year), one column an aspect."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.draft import Draft, Numbering
from assistant.findings import Finding
from assistant.lookup import value_notes
from assistant.points import is_role_only, role_points
from assistant.question import Reading
from assistant.rank import Side, summarise
from assistant.reader import ReportReader, Said
from assistant.scope import InScope, ReportScope
from assistant.topic import Topic
from assistant.types import Table

NOT_STATED = "未提及"
_CELL_LIMIT = 80  # characters of a statement in a cell
_POINTS = 4  # of a section in a cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of the table before it is numbered: its label and what was said on each topic."""

    label: str
    one: InScope
    said: tuple[Said, ...]


def _rows_in_scope(
    reading: Reading, scope: ReportScope
) -> list[tuple[str, InScope, tuple[int, ...]]]:
    """(label, report, which topics to ask of it): one a report, or one a year of a unit."""
    entries = list(scope.reports)
    names = [one.name for one in entries]
    by_year = len(reading.years.years) > 1
    rows: list[tuple[str, InScope, tuple[int, ...]]] = []
    for one, name in zip(entries, names, strict=True):
        period = _period(reading, one)
        if by_year and period is not None and period not in reading.years.years:
            continue
        if by_year and period is not None:
            rows.append((f"{name}（{period}年）", one, _topics_for(reading, one)))
            continue
        repeated = names.count(name) > 1 or by_year
        label = f"{name}（{one.entry.year}年）" if repeated and one.entry.year else name
        rows.append((label, one, _topics_for(reading, one)))
    return rows


def _topics_for(reading: Reading, one: InScope) -> tuple[int, ...]:
    """甲的…和乙的…: each unit is asked its own topic only."""
    if not reading.pairs:
        return tuple(range(len(reading.topics)))
    return tuple(
        index
        for index, unit in enumerate(reading.pairs)
        if any(e.id == one.entry.id for e in reading.units[unit].reports)
    )


def _period(reading: Reading, one: InScope) -> int | None:
    """The year that a report answers for: a 政府工作报告 reviews the year before, unless its targets
    or the report of a year itself are asked."""
    if one.entry.year is None or reading.role is not None:
        return one.entry.year
    own = reading.years.strict or any(topic.aim for topic in reading.topics)
    return one.entry.year - (0 if own or one.entry.genre != "政府工作报告" else 1)


def _narrowed(reading: Reading, one: InScope) -> InScope:
    """With several years asked, a row looks for its own year only."""
    period = _period(reading, one)
    if len(reading.years.years) > 1 and one.years and period in one.years and period is not None:
        return replace(one, years=frozenset({period}))
    return one


def gather(reading: Reading, scope: ReportScope, reader: ReportReader) -> list[Row]:
    """What each report in scope says on each topic."""
    rows: list[Row] = []
    layout = _rows_in_scope(reading, scope)
    ids = [one.entry.id for _, one, _ in layout]
    query = " ".join(topic.text for topic in reading.topics)
    similarity = reader.similarities(query, ids, None)
    for label, one, asked in layout:
        said = tuple(
            _say(reading, topic, _narrowed(reading, one), reader, similarity.get(one.entry.id, {}))
            if index in asked
            else Said(findings=())
            for index, topic in enumerate(reading.topics)
        )
        rows.append(Row(label=label, one=one, said=said))
    return _one_row_a_unit(reading, _figures_only(rows))


def _figures_only(rows: list[Row]) -> list[Row]:
    """Where a column holds figures, a sentence that only holds the words is no cell of it; a stated
    negative is."""
    counted = {
        index
        for row in rows
        for index, said in enumerate(row.said)
        if said.findings and said.findings[0].figure is not None
    }

    def kept(index: int, said: Said) -> Said:
        plain = said.findings and said.findings[0].figure is None and not said.findings[0].negative
        return Said(findings=()) if index in counted and plain else said

    return [
        replace(row, said=tuple(kept(index, said) for index, said in enumerate(row.said)))
        for row in rows
    ]


def _one_row_a_unit(reading: Reading, rows: list[Row]) -> list[Row]:
    """One year asked, two reports of a unit that speak of it (a target, then what was reached): the
    row that answers best stays, what was reached before what was planned."""
    if len(reading.years.years) != 1:
        return rows
    by_unit: dict[str, list[Row]] = {}
    for row in rows:
        by_unit.setdefault(row.one.name, []).append(row)

    def rank(row: Row) -> tuple[int, int, int]:
        firsts = [said.findings[0] for said in row.said if said.findings]
        planned = sum(f.planned or f.offset for f in firsts)
        return (-len(firsts), planned, int(row.one.entry.year not in reading.years.years))

    kept = {id(min(group, key=rank)) for group in by_unit.values()}
    chosen = [row for row in rows if id(row) in kept]
    names = [row.one.name for row in chosen]
    return [
        replace(row, label=name) if names.count(name) == 1 else row
        for row, name in zip(chosen, names, strict=True)
    ]


def _say(
    reading: Reading, topic: Topic, one: InScope, reader: ReportReader, similarity: dict[int, float]
) -> Said:
    if reading.role and is_role_only(topic, reading.role):
        report = reader.statements(one.entry.id).report
        return Said(findings=tuple(role_points(report, reading.role)[:_POINTS]))
    said = reader.ask(topic, one.entry.id, roles=one.roles, years=one.years, similarity=similarity)
    if (
        topic.sort == "text" and not topic.measures
    ):  # 各单位合同审核对比: a figure when there is one
        valued = reader.ask(
            replace(topic, sort="value"),
            one.entry.id,
            roles=one.roles,
            years=one.years,
            similarity=similarity,
        )
        return valued if valued.findings and valued.findings[0].figure else said
    return said


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


def cell(said: Said, numbering: Numbering) -> str:
    """A cell: values or short statements, each with its marker; 未提及 without evidence."""
    parts: list[str] = []
    for finding in said.findings:
        marker = numbering.cite(finding.report, *finding.quote)
        if finding.figure is not None:
            label = "" if said.conflict or len(said.findings) == 1 else f"{finding.indicator} "
            more = (
                numbering.cite(a.report, *a.quote) for a in said.also if finding is said.findings[0]
            )
            parts.append(f"{label}{finding.value}{marker}{''.join(more)}")
        else:
            parts.append(f"{excerpt(finding)}{marker}")
            if len(said.findings) <= 2:
                break
    return "；".join(parts) if parts else NOT_STATED


def column_name(topic: Topic, index: int, reading: Reading) -> str:
    """What a column is called: the aspect in the question's words."""
    from ingest.types import ROLE_NAMES

    if reading.role and is_role_only(topic, reading.role):
        return ROLE_NAMES[reading.role]
    name = re.sub(r"^[的在把将，,\s]+|[的是为，,\s]+$", "", topic.text.replace(" ", ""))
    name = re.sub(r"^(?:全部|各)+|(?:比|多|少|高|低|最|谁|各|家|、|和)+$", "", name)
    return name[:24] or f"内容{index + 1}"


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
        columns = ("单位", *(column_name(t, i, reading) for i, t in enumerate(reading.topics)))
        cells = tuple((row.label, *(cell(said, numbering) for said in row.said)) for row in rows)
        table = Table(columns=columns, rows=cells)
    sides = [_sides(rows, index, numbering) for index in range(len(reading.topics))]
    summary = summarise(reading, rows_total=len(rows), sides=sides)
    notes = [n for row in rows for said in row.said for n in value_notes(said)]
    notes.extend(
        f"{row.label}有{len(said.findings)}个口径的数值，比较时取第一个"
        for row in rows
        for said in row.said
        if len(said.findings) > 1 and said.findings[0].figure is not None and not said.conflict
    )
    return Draft(
        kind="compare",
        text=summary.text,
        evidence=tuple(numbering.evidence),
        table=table,
        computed=summary.computed,
        vouched=(*summary.vouched, *(row.label for row in rows)),
        notes=tuple(dict.fromkeys([*notes, *summary.notes])),
    )


def _paired_table(
    reading: Reading, rows: Sequence[Row], numbering: Numbering
) -> tuple[Table, list[Row]]:
    """甲的…和乙的…: one column for what each was asked."""
    cells: list[tuple[str, ...]] = []
    for row in rows:
        for index in _topics_for(reading, row.one):
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
