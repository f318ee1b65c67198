"""Where plans and their results stand: the report that plans a year, and the one that reviews it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from assistant.catalogue import Catalogue, Unit
from assistant.promise import Promise
from assistant.scope import InScope, ReportScope
from index.types import ReportEntry
from ingest.types import ROLE_NAMES, Role

PLANNING: frozenset[Role] = frozenset({"plan"})
REVIEWING: frozenset[Role] = frozenset(set(ROLE_NAMES) - {"plan"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Pledge:
    """One unit's plan for a year and where its result is told.

    Attributes:
        year: that is planned.
        reviewed: the year of the result (the same, or the year before: 现在多少，再加多少).
        plan: the report that plans it; None where the library lacks it.
        result: the report that tells what came of it; None where the library lacks it.
        due: year of the report that would tell it.
    """

    name: str
    year: int
    reviewed: int
    plan: InScope | None
    result: InScope | None
    due: int

    @property
    def reached_before(self) -> bool:
        """Whether the result is what there was before the plan, not what came of it."""
        return self.reviewed != self.year


def _report_of(unit: Unit, year: int) -> ReportEntry | None:
    ids = {entry.id for entry in unit.reports}
    own = [e for e in unit.reports if e.year == year and e.near_duplicate_of not in ids]
    return own[-1] if own else None


def _lead(unit: Unit) -> int:
    """How many years a report stands behind the year that it plans: none for a 政府工作报告, which
    is delivered in the year; one for a report on the year that has passed."""
    return 0 if any(entry.genre == "政府工作报告" for entry in unit.reports) else 1


def _pledge(unit: Unit, year: int, promise: Promise) -> Pledge:
    lead = _lead(unit)
    delivered = year if promise.of_report else year - lead
    planned = delivered + lead
    reviewed = planned + promise.reached
    due = reviewed + 1 - lead
    plan, result = _report_of(unit, delivered), _report_of(unit, due)
    return Pledge(
        name=unit.name,
        year=planned,
        reviewed=reviewed,
        plan=_placed(plan, unit, planned, PLANNING),
        result=_placed(result, unit, reviewed, REVIEWING),
        due=due,
    )


def _placed(
    entry: ReportEntry | None, unit: Unit, year: int, roles: frozenset[Role]
) -> InScope | None:
    if entry is None:
        return None
    return InScope(entry=entry, name=unit.name, years=frozenset({year}), roles=roles)


def _years(unit: Unit, promise: Promise) -> tuple[int, ...]:
    """The years asked; else the latest whose plan and result the library both has."""
    if promise.planned:
        return promise.planned
    lead = _lead(unit)
    held = {entry.year for entry in unit.reports if entry.year is not None}
    whole = [y + lead for y in held if y + 1 + promise.reached in held]
    return (max(whole),) if whole else ()


def pledges(promise: Promise, units: Iterable[Unit], catalogue: Catalogue) -> tuple[Pledge, ...]:
    """The plans in scope, a unit and a year each; those of which the library has neither side are
    left out.

    Args:
        units: named in the question; where none is, all units are meant.
    """
    meant = tuple(units) or catalogue.units
    found = [_pledge(unit, year, promise) for unit in meant for year in _years(unit, promise)]
    return tuple(one for one in found if one.plan or one.result)


def promise_scope(found: Iterable[Pledge]) -> ReportScope:
    """The reports of these plans as a scope, the plan before its result."""
    sides = (side for one in found for side in (one.plan, one.result) if side is not None)
    return ReportScope(reports=tuple(sides))


def still_there(found: Iterable[Pledge], scope: ReportScope) -> tuple[Pledge, ...]:
    """The plans with the sides that a scope still holds: a report may be gone since."""
    held = {one.entry.id for one in scope.reports}

    def side(one: InScope | None) -> InScope | None:
        return one if one is not None and one.entry.id in held else None

    return tuple(replace(p, plan=side(p.plan), result=side(p.result)) for p in found)
