"""The rows of a comparison: which reports (or years) stand in it, and what each says."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.counted import same_count
from assistant.lenient import lenient
from assistant.points import is_role_only, role_points
from assistant.question import Reading
from assistant.reader import ReportReader, Said
from assistant.scope import InScope, ReportScope
from assistant.told_later import said_later
from assistant.topic import Topic

_NEARLY_ALL = 2 / 3
_POINTS = 4  # of a section in a cell
_EXCESS = 0.6  # of an indicator beside the asked words that a loosely found figure may have


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
    by_year = len(reading.years.years) > 1 and not _dated(reading)
    rows: list[tuple[str, InScope, tuple[int, ...]]] = []
    for one, name in zip(entries, names, strict=True):
        period = _period(reading, one)
        if by_year and period is not None and period not in reading.years.years:
            continue
        if by_year and period is not None:
            rows.append((f"{name}（{period}年）", one, topics_for(reading, one)))
            continue
        repeated = names.count(name) > 1 or by_year
        label = f"{name}（{one.entry.year}年）" if repeated and one.entry.year else name
        rows.append((label, one, topics_for(reading, one)))
    return rows


def topics_for(reading: Reading, one: InScope) -> tuple[int, ...]:
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


def _dated(reading: Reading) -> bool:
    """Whether each aspect has a year of its own."""
    return any(topic.year is not None for topic in reading.topics)


def _narrowed(reading: Reading, topic: Topic, one: InScope) -> InScope:
    """With several years asked, a row looks for its own year only, an aspect for its own."""
    if topic.year is not None:
        return replace(one, years=frozenset({topic.year}))
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
            _say(
                reading,
                topic,
                _narrowed(reading, topic, one),
                reader,
                similarity.get(one.entry.id, {}),
            )
            if index in asked
            else Said(findings=())
            for index, topic in enumerate(reading.topics)
        )
        rows.append(Row(label=label, one=one, said=said))
    rows = _with_told_later(reading, scope, rows, reader)
    rows = _figures_only(_valued_columns(reading, rows, reader))
    return _one_row_a_unit(reading, fill_silent(reading, rows, reader))


def _with_told_later(
    reading: Reading, scope: ReportScope, rows: list[Row], reader: ReportReader
) -> list[Row]:
    """Years asked of units by name that have no report, as far as a later one gives the figures."""
    years = reading.years.years
    if len(years) < 2 or not reading.units or reading.role or reading.pairs or _dated(reading):
        return rows
    found: list[Row] = []
    for name in dict.fromkeys(one.name for one in scope.reports):
        own = [row for row in rows if row.one.name == name]
        told = {_period(reading, row.one) for row in own}
        reports = [row.one for row in own]
        for year in years:
            later = None
            if year not in told:
                later = said_later(
                    reading, reports, year, lambda t, one: _say(reading, t, one, reader, {})
                )
            if later:
                found.append(Row(label=f"{name}（{year}年）", one=later[0], said=later[1]))
        found.extend(own)
    return found


def fill_silent(reading: Reading, rows: list[Row], reader: ReportReader) -> list[Row]:
    """Where some rows of a column give a figure, a silent one may give it in other words: there it is
    looked for less strictly, and must be counted like the others."""
    for index, topic in enumerate(reading.topics):
        told = [r.said[index].findings[0] for r in rows if r.said[index].findings]
        bases = {f.figure.base for f in told if f.figure and not f.planned}
        if not bases or topic.sort not in ("value", "text") or reading.pairs:
            continue
        names = {row.one.name for row in rows if row.said[index].findings}
        loose = replace(lenient(topic), sort="value")
        rows = [
            row if row.one.name in names else _filled(reading, row, index, loose, bases, reader)
            for row in rows
        ]
    return rows


def _filled(
    reading: Reading, row: Row, index: int, loose: Topic, bases: set[str], reader: ReportReader
) -> Row:
    said = _say(reading, loose, _narrowed(reading, loose, row.one), reader, {})
    first = said.findings[0] if said.findings else None
    if first is None or first.figure is None or first.planned or first.excess > _EXCESS:
        return row
    if not any(same_count(first.figure.base, base) for base in bases):
        return row
    one = Said(findings=(first,))
    return replace(row, said=(*row.said[:index], one, *row.said[index + 1 :]))


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
    """One year asked, two reports of a unit that speak of it (a target, then what was reached): one
    row, each cell from the report that answers it best, what was reached before what was planned."""
    if len(reading.years.years) != 1 and not _dated(reading):
        return rows
    by_unit: dict[str, list[Row]] = {}
    for row in rows:
        by_unit.setdefault(row.one.name, []).append(row)
    chosen: list[Row] = []
    for name, group in by_unit.items():
        own = min(group, key=lambda row: _behind(row, reading))
        best = tuple(
            min(group, key=lambda row: (_cell_behind(row.said[index]), row is not own)).said[index]
            for index in range(len(own.said))
        )
        chosen.append(replace(own, said=best, label=name))
    return chosen


def _behind(row: Row, reading: Reading) -> tuple[int, int, int]:
    firsts = [said.findings[0] for said in row.said if said.findings]
    planned = sum(f.planned or f.offset for f in firsts)
    return (-len(firsts), planned, int(row.one.entry.year not in reading.years.years))


def _cell_behind(said: Said) -> tuple[bool, int]:
    first = said.findings[0] if said.findings else None
    return (first is None, first.stands_off if first else 0)


def _say(
    reading: Reading, topic: Topic, one: InScope, reader: ReportReader, similarity: dict[int, float]
) -> Said:
    if reading.role and is_role_only(topic, reading.role):
        report = reader.statements(one.entry.id).report
        return Said(findings=tuple(role_points(report, reading.role)[:_POINTS]))
    return reader.ask(topic, one.entry.id, roles=one.roles, years=one.years, similarity=similarity)


def _valued_columns(reading: Reading, rows: list[Row], reader: ReportReader) -> list[Row]:
    """各单位合同审核对比: figures, where nearly every report that speaks of it counts it."""
    for index, topic in enumerate(reading.topics):
        if topic.sort != "text" or topic.measures:
            continue
        if is_role_only(topic, reading.role):
            continue
        counting = replace(topic, sort="value")
        valued = [
            _say(reading, counting, _narrowed(reading, counting, row.one), reader, {})
            for row in rows
        ]
        stated = [bool(v.findings) and v.findings[0].figure is not None for v in valued]
        speaking = sum(
            bool(row.said[index].findings) or told for row, told in zip(rows, stated, strict=True)
        )
        if not any(stated) or sum(stated) < _NEARLY_ALL * speaking:
            continue
        rows = [
            replace(row, said=(*row.said[:index], one, *row.said[index + 1 :])) if told else row
            for row, one, told in zip(rows, valued, stated, strict=True)
        ]
    return rows
