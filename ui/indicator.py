"""One indicator across units and years: which of the figures found can be put side by side."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.figure_search import StatedFigure
from ingest.types import Figure, Report

_NEAR_BEST = 0.3  # scores this far below the best one mean another indicator


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """The figure of one report.

    Attributes:
        unit: office that issued the report.
        year: of the report; None if unknown.
        ordinal: number of the figure in its report.
        others: how many further figures of the report would fit as well.
    """

    unit: str
    year: int | None
    found: StatedFigure
    ordinal: int
    others: int

    @property
    def amount(self) -> Decimal:
        """In the base measure."""
        return self.found.figure.amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """What is known of one indicator.

    Attributes:
        asked: as asked.
        base: the measure that all points share; empty for a bare number.
        points: one a report, by unit and year.
        elsewhere: the figures of reports that state it in another measure only, one a report.
        silent: reports in which nothing was found.
    """

    asked: str
    base: str
    points: tuple[Point, ...]
    elsewhere: tuple[Point, ...]
    silent: int

    @property
    def years(self) -> tuple[int, ...]:
        """Years of the points, ascending."""
        return tuple(sorted({point.year for point in self.points if point.year is not None}))

    @property
    def units(self) -> tuple[str, ...]:
        """Units of the points; those with the largest latest figure first."""
        latest: dict[str, tuple[int, Decimal]] = {}
        for point in self.points:
            said = (point.year or 0, point.amount)
            latest[point.unit] = max(latest.get(point.unit, said), said)
        return tuple(sorted(latest, key=lambda unit: (-latest[unit][1], unit)))


def comparable(
    asked: str, found: Sequence[StatedFigure], units: Mapping[str, str], reports: int
) -> Indicator:
    """The figures of one indicator that share a measure, one a report.

    A growth rate is not put beside amounts: the measure that most reports state in their best
    fitting figure is taken.

    Args:
        found: of ``find_figures``, best first.
        units: report id → office.
        reports: how many reports were searched.
    """
    best = max((one.score for one in found), default=0.0)
    by_report: dict[str, list[StatedFigure]] = defaultdict(list)
    for one in found:
        if one.score >= best - _NEAR_BEST and one.report.id in units:
            by_report[one.report.id].append(one)
    if not by_report:
        return Indicator(asked=asked, base="", points=(), elsewhere=(), silent=reports)
    base = _shared_base(by_report)
    points, elsewhere = [], []
    for report_id, figures in by_report.items():
        plain = [one for one in figures if one.figure.change != "by"] or figures
        fitting = [one for one in plain if one.figure.base == base]
        fitting = fitting or [one for one in figures if one.figure.base == base]
        if fitting:
            points.append(_point(units[report_id], fitting))
        else:
            elsewhere.append(_point(units[report_id], plain))
    return Indicator(
        asked=asked,
        base=base,
        points=_in_order(points),
        elsewhere=_in_order(elsewhere),
        silent=reports - len(by_report),
    )


def _point(unit: str, fitting: Sequence[StatedFigure]) -> Point:
    chosen = fitting[0]
    return Point(
        unit=unit,
        year=chosen.report.year,
        found=chosen,
        ordinal=ordinal_of(chosen.report, chosen.figure),
        others=sum(one.figure.amount != chosen.figure.amount for one in fitting[1:]),
    )


def _in_order(points: Sequence[Point]) -> tuple[Point, ...]:
    return tuple(sorted(points, key=lambda point: (point.unit, point.year or 0)))


def _shared_base(by_report: Mapping[str, Sequence[StatedFigure]]) -> str:
    """The measure of most reports' best figure that states an amount, not a change."""
    votes: Counter[str] = Counter()
    for figures in by_report.values():
        plain = [one for one in figures if one.figure.change != "by"] or figures
        votes[plain[0].figure.base] += 1
    return votes.most_common(1)[0][0]


def ordinal_of(report: Report, figure: Figure) -> int:
    """The number of a figure in its report."""
    return next(n for n, one in enumerate(report.figures) if one.start == figure.start)


def common_indicators(reports: Sequence[Report], limit: int = 40) -> tuple[str, ...]:
    """Indicators that several reports state in the same words, the most common first."""
    counts: Counter[str] = Counter()
    for report in reports:
        counts.update({figure.indicator for figure in report.figures if len(figure.indicator) > 2})
    several = [(name, n) for name, n in counts.items() if n > 1]
    several.sort(key=lambda one: (-one[1], len(one[0]), one[0]))
    return tuple(name for name, _ in several[:limit])
