"""Which reports a question is about, and in which of them which year stands where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.asking import kind_asked
from assistant.catalogue import Catalogue, Unit
from assistant.question import Reading
from assistant.types import AnswerScope
from assistant.years import YearFit, reports_of_years
from index.types import ReportEntry
from ingest.regions import short_name
from ingest.types import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class InScope:
    """A report in scope with the years asked of it and the sections to look in.

    Attributes:
        name: of its unit, the same for all of the unit's reports.
    """

    entry: ReportEntry
    name: str
    years: frozenset[int]
    roles: frozenset[Role] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportScope:
    """The reports of a question.

    Attributes:
        reports: to search, in catalogue order of the units named.
        missing_years: (unit name or "", year) that nothing in scope fits.
    """

    reports: tuple[InScope, ...]
    missing_years: tuple[tuple[str, int], ...] = ()


def _unit_name(entry: ReportEntry, catalogue: Catalogue) -> str:
    unit = catalogue.unit_of(entry.id)
    return unit.name if unit else entry.unit or entry.title


def _entries(reading: Reading, catalogue: Catalogue) -> tuple[ReportEntry, ...]:
    """The reports of the units named, all where none is; of near-identical ones the one that counts."""
    entries = catalogue.entries
    if reading.units:
        entries = tuple(e for unit in reading.units for e in unit.reports)
    ids = {entry.id for entry in entries}
    return tuple(e for e in entries if e.near_duplicate_of not in ids)


def resolve_scope(reading: Reading, catalogue: Catalogue, texts: dict[str, str]) -> ReportScope:
    """The reports that fit the units and years of a question; never silently widened.

    Args:
        texts: report id → text, of the reports that may be in scope.
    """
    entries = _entries(reading, catalogue)
    years, delivered = reading.years.years, reading.years.delivered
    if delivered:
        entries = tuple(entry for entry in entries if entry.year in delivered)
    fits = reports_of_years(entries, years, strict=reading.years.strict, texts=texts)
    roles = frozenset({reading.role}) if reading.role else None
    chosen = [
        InScope(
            entry=fit.entry,
            name=_unit_name(fit.entry, catalogue),
            years=frozenset() if reading.years.strict else frozenset(years),
            roles=roles,
        )
        for fit in fits
    ]
    if years and not (
        reading.role == "plan" and len(chosen) == len(fits) and _plans_next(reading, fits)
    ):
        chosen = _own_years(reading, fits, chosen, catalogue)
    if reading.role and years:
        chosen = _role_years(chosen, reading.role, years)
    return ReportScope(
        reports=tuple(chosen), missing_years=_missing(reading, chosen, years, catalogue)
    )


def reading_within(reading: Reading, within: AnswerScope, catalogue: Catalogue) -> Reading:
    """The question as if it had named this scope, and no other.

    Args:
        within: units and regions by the catalogue's names; a region that holds none of the units
            stands for all of its units. A name that the library does not have is missing.
    """
    by_name = {unit.name: unit for unit in catalogue.units}
    named = [by_name[name] for name in within.units if name in by_name]
    places = {
        name: [u for u in catalogue.units if any(name in (r, short_name(r)) for r in u.region)]
        for name in within.regions
    }
    added = [u for held in places.values() if not any(u in named for u in held) for u in held]
    units = tuple(dict.fromkeys((*named, *added)))
    known = {*by_name, *reading.regions, *(name for name, held in places.items() if held)}
    everyone = reading.everyone and not units
    several = len(units) > 1 or (everyone and len(units) != 1)
    inside = {unit.name for held in places.values() for unit in held}
    names = len(within.regions) + sum(unit.name not in inside for unit in named)
    same = within.years == reading.years.years
    return replace(
        reading,
        kind=reading.kind
        if reading.kind == "wording" or (same and units == reading.units)
        else kind_asked(reading.text, names, len(within.years), everyone, several=several),
        units=units,
        regions=within.regions,
        everyone=everyone,
        years=replace(reading.years, years=within.years, note=reading.years.note if same else None),
        role=within.role,
        pairs=reading.pairs if units == reading.units else (),
        promise=reading.promise
        if same or reading.promise is None
        else replace(reading.promise, planned=within.years),
        missing=tuple(n for n in (*within.units, *within.regions) if n not in known),
    )


def scope_without(scope: ReportScope, years: Sequence[int]) -> ReportScope:
    """The same scope with its years said to be missing."""
    names = {one.name for one in scope.reports}
    unit = next(iter(names)) if len(names) == 1 else ""
    return replace(scope, missing_years=tuple((unit, year) for year in years))


def _plans_next(reading: Reading, fits: Sequence[YearFit]) -> bool:
    """2025年的安排 stands in the report of 2024, beside the report of 2025 itself."""
    return any(f.stated and f.entry.genre != "政府工作报告" for f in fits)


def _own_years(
    reading: Reading, fits: Sequence[YearFit], chosen: list[InScope], catalogue: Catalogue
) -> list[InScope]:
    """Where a unit has the report of the year itself, its neighbours that only speak of that year
    step back. Figures are the exception: a plan for the year stands in the report before it, and
    what a 政府工作报告 of the year after reviews is the year's own result."""
    aim = any(topic.aim for topic in reading.topics)
    figures = reading.kind in ("lookup", "compare") or reading.limit is not None
    # 甲、乙2024年“三公”经费怎么说的: of that year the report of the next one tells, too.
    of_units = reading.kind == "wording" and reading.units and not reading.years.strict
    owners = {u.name for f in fits if f.own and (u := catalogue.unit_of(f.entry.id))}

    def stays(fit: YearFit) -> bool:
        unit = catalogue.unit_of(fit.entry.id)
        if fit.own or unit is None:
            return True
        if unit.name not in owners:
            # Of all reports of a year one that only plans for it is none, unless plans are asked.
            return bool(reading.units) or aim or not owners or fit.entry.genre == "政府工作报告"
        if not figures and not (of_units and fit.entry.genre == "政府工作报告"):
            return False
        return not aim if fit.entry.genre == "政府工作报告" else aim

    return [one for fit, one in zip(fits, chosen, strict=True) if stays(fit)]


def _role_years(chosen: list[InScope], role: Role, years: Sequence[int]) -> list[InScope]:
    """2025年工作安排 is the plan section of the 2024 report: a section's year is no filter inside."""
    if role == "plan":
        return [
            replace(c, years=frozenset())
            for c in chosen
            if c.entry.year is None
            or c.entry.genre == "政府工作报告"
            or (c.entry.year + 1 in years)
            or (c.entry.year in years)
        ]
    return [
        replace(c, years=frozenset())
        for c in chosen
        if c.entry.year is None or c.entry.year in years
    ]


def _missing(
    reading: Reading, chosen: Sequence[InScope], years: Sequence[int], catalogue: Catalogue
) -> tuple[tuple[str, int], ...]:
    if not years:
        return ()
    units: Sequence[Unit | None] = reading.units or (None,)
    missing: list[tuple[str, int]] = []
    for unit in units:
        own = [c for c in chosen if unit is None or any(e.id == c.entry.id for e in unit.reports)]
        if not own:
            missing.extend((unit.name if unit else "", year) for year in years)
    return tuple(missing)
