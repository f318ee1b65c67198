"""An indicator as a chart, as a table under it, and as a workbook."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from assistant.export_xlsx import workbook_bytes
from assistant.figure_search import StatedFigure, figure_sheet, find_figures
from ingest.errors import ReportAssistantError
from ui.browse import place_of_figure
from ui.charts import COLOURS, Bar, Bars, Line, bar_chart, line_chart
from ui.indicator import Indicator, Point, comparable
from ui.markup import act_button, escaped, notice, table
from ui.shelf import Shelved, Wanted, matching, shelve
from ui.text import clean_question, one_line
from ui.view import UNKNOWN_YEAR

if TYPE_CHECKING:
    from index.library import Library

ALL_UNITS = "全部地区和单位"
ALL_YEARS = "全部年度"
_LONGEST = 100  # characters of an indicator asked for
_LINES_FROM = 3  # years from which lines say more than bars
_MOST_BARS = 80


def _chosen(library: Library, where: str, when: str) -> tuple[Shelved, ...]:
    shelf = shelve(library.reports())
    found = matching(shelf, Wanted(place=where, year=when)) if where else ()
    return found or matching(shelf, Wanted(unit=where, year=when))


def _figures(library: Library, asked: str, shelf: tuple[Shelved, ...]) -> list[StatedFigure]:
    words = clean_question(asked)[:_LONGEST]
    if not words:
        raise ReportAssistantError(
            "还没有写指标，应为报告里统计的事项", hint="请从列表选一个，或写几个字，如 行政复议案件"
        )
    counting = [one.entry for one in shelf if one.entry.near_duplicate_of is None]
    first = {entry.id: next(iter(entry.sources), "") for entry in counting}
    return find_figures(
        (library.report(entry.id) for entry in counting),
        words,
        words=library.words,
        source_of=first.__getitem__,
    )


def searched(library: Library, asked: str, where: str, when: str) -> Indicator:
    """An indicator in the reports of a place or unit and a year.

    Args:
        where: a region or a unit; empty for all.
        when: a year; empty for all.

    Raises:
        ReportAssistantError: nothing was asked for.
    """
    shelf = _chosen(library, where, when)
    found = _figures(library, asked, shelf)
    counting = [one for one in shelf if one.entry.near_duplicate_of is None]
    units = {one.entry.id: one.unit for one in counting}
    return comparable(one_line(asked), found, units, len(counting))


def indicator_workbook(library: Library, asked: str, where: str, when: str) -> tuple[str, bytes]:
    """Name and content of a workbook with every figure that fits, not only those drawn.

    Raises:
        ReportAssistantError: nothing was asked for, or nothing fits.
    """
    found = _figures(library, asked, _chosen(library, where, when))
    if not found:
        raise ReportAssistantError(
            f"没有找到与“{one_line(asked)}”相符的数据，应为报告里统计的事项", hint="请换一个说法"
        )
    return f"指标 {one_line(asked)[:40]}.xlsx", workbook_bytes([figure_sheet(found)])


def indicator_html(found: Indicator) -> str:
    """Chart, what it leaves out, and the sentences it rests on."""
    if not found.points:
        return notice(
            f"在 {found.silent} 份报告里没有找到与“{found.asked}”相符的数据。请换一个说法或放宽范围。"
        )
    return _summary(found) + _chart(found) + _table(found)


def _summary(found: Indicator) -> str:
    parts = [f"{len(found.points)} 份报告写明了“{found.asked}”"]
    if found.elsewhere:
        parts.append(f"另有 {len(found.elsewhere)} 份以别的计量单位写出，未画入图中，列在表末")
    if found.silent:
        parts.append(f"{found.silent} 份没有写")
    return f'<p class="counted" role="status">{escaped("；".join(parts))}。年度为报告的年度，口径以原句为准。</p>'


def _chart(found: Indicator) -> str:
    title = f"{found.asked}：各单位各年度"
    if _runs_on(found):
        lines = []
        for unit in found.units:
            values = {
                p.year: p.amount for p in found.points if p.unit == unit and p.year is not None
            }
            lines.append(Line(name=unit, values=tuple(sorted(values.items()))))
        return line_chart(title, lines, found.base)
    by_unit: dict[str, list[Point]] = defaultdict(list)
    for point in found.points:
        by_unit[point.unit].append(point)
    groups = [
        Bars(heading=one_line(unit), bars=tuple(_bar(point) for point in by_unit[unit]))
        for unit in found.units[:_MOST_BARS]
    ]
    hidden = len(found.units) - len(groups)
    rest = (
        notice(f"图中只画出数值最大的 {_MOST_BARS} 个单位，其余 {hidden} 个见下表。")
        if hidden > 0
        else ""
    )
    return bar_chart(title, groups) + rest


def _runs_on(found: Indicator) -> bool:
    """Whether lines say more than bars: few units, most of them over several years."""
    years = Counter(point.unit for point in found.points if point.year is not None)
    long = sum(count >= _LINES_FROM for count in years.values())
    return len(found.units) <= COLOURS and long * 2 >= len(found.units)


def _bar(point: Point) -> Bar:
    year = f"{point.year}年" if point.year is not None else UNKNOWN_YEAR
    return Bar(label=year, value=point.amount, shown=one_line(point.found.stated))


def _table(found: Indicator) -> str:
    rows = []
    for point in (*found.points, *found.elsewhere):
        one = point.found
        sentence = one.report.text[one.figure.sentence_start : one.figure.sentence_end]
        others = f"<small>另有 {point.others} 个相近数据</small>" if point.others else ""
        rows.append(
            (
                escaped(one_line(point.unit)),
                f"{point.year}" if point.year is not None else "不详",
                act_button(
                    one_line(one.stated),
                    "open",
                    place_of_figure(one.report.id, point.ordinal),
                    style="open",
                    described=f"在报告中查看 {one_line(point.unit)} {one_line(one.stated)}",
                )
                + others,
                escaped(one_line(one.figure.indicator)),
                escaped(one_line(sentence)),
            )
        )
    head = ("单位", "年度", "数值", "指标", "原句")
    return table(head, rows, caption=f"{found.asked}的出处", style="points")
