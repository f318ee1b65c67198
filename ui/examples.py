"""Questions to click, made from what the library holds, so that each can be answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ingest.types import Figure, Report, Role

# How officials ask about the sections that every report of the genre has.
_BY_ROLE: tuple[tuple[Role, str], ...] = (
    ("problems", "存在哪些不足？"),
    ("plan", "报告里，下一年有哪些安排？"),
    ("measures", "采取了哪些主要举措？"),
    ("leader", "主要负责人怎样履行法治建设第一责任人职责？"),
)
_CLAUSE_MARKS = "，；。：、,;\n"
_PLAIN_INDICATOR = range(4, 9)  # characters: long enough to be told apart, short enough to read


def short_name(report: Report) -> str:
    """The unit's name from the last division on: 望澜区司法局 for 海川市望澜区司法局."""
    unit = report.unit or ""
    at = unit.find(report.region[-1]) if report.region else -1
    return unit[at:] if at > 0 else unit


def _is_plain(report: Report, figure: Figure) -> bool:
    """Whether the figure reads as a clause of its own: 「，审查合同37份」."""
    begins = figure.start - len(figure.indicator)
    return (
        len(figure.indicator) in _PLAIN_INDICATOR
        and figure.measure.isalpha()
        and report.text[begins : figure.start] == figure.indicator
        and report.text[begins - 1] in _CLAUSE_MARKS
    )


def _indicators(report: Report) -> dict[str, str]:
    """The measure of each indicator that the report states once, in a clause of its own."""
    stated = Counter(figure.indicator for figure in report.figures)
    return {
        figure.indicator: figure.measure
        for figure in report.figures
        if stated[figure.indicator] == 1 and _is_plain(report, figure)
    }


def _figure_question(reports: Sequence[Report]) -> tuple[Report, str] | None:
    """A question about the figure that most of the reports state; the first where none repeats."""
    found = [(report, _indicators(report)) for report in reports]
    common = Counter(indicator for _, indicators in found for indicator in indicators)
    if not common:
        return None
    ((indicator, _),) = common.most_common(1)
    report, measures = next(pair for pair in found if indicator in pair[1])
    return report, f"{indicator}多少{measures[indicator]}？"


def example_questions(reports: Sequence[Report], limit: int = 4) -> list[str]:
    """Questions about what the reports hold, each about another unit where there are enough.

    Args:
        reports: some of the library's reports.
        limit: how many questions at most.

    Returns:
        Questions that name a unit and a year of the library; empty where neither is known.
    """
    waiting = [report for report in reports if report.unit and report.year is not None]
    asked: list[tuple[Report, str]] = []
    figure = _figure_question(waiting)
    if figure is not None:
        asked.append(figure)
    for role, wording in _BY_ROLE:
        fresh = [report for report in waiting if all(report is not other for other, _ in asked)]
        for report in (*fresh, *waiting):
            if any(section.role == role for section in report.sections):
                asked.append((report, wording))
                break
    return [f"{short_name(report)}{report.year}年{wording}" for report, wording in asked[:limit]]
