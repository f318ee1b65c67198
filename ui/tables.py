"""What a person reads in the terminal of figures, of passages and of a checkup."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.figure_search import StatedFigure
from assistant.types import PassageGroup
from index.checkup import Check
from ui.text import one_line
from ui.view import UNKNOWN_UNIT, UNKNOWN_YEAR, citation_place

if TYPE_CHECKING:
    from rich.console import Console


def print_figures(console: Console, figures: Sequence[StatedFigure]) -> None:
    """A line a figure: what, how much, whose, and where it stands."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    if not figures:
        console.print("没有找到相符的数据。")
        return
    table = Table(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False)
    for column in ("指标", "数值", "单位", "年度", "出处"):
        table.add_column(column, overflow="fold")
    for one in figures:
        year = str(one.report.year) if one.report.year is not None else UNKNOWN_YEAR
        cells = (
            one.figure.indicator or "—",
            one.stated,
            one.report.unit or UNKNOWN_UNIT,
            year,
            one.citation.section,
        )
        table.add_row(*(Text(one_line(cell)) for cell in cells))
    console.print(table)
    console.print(f"共 {len(figures)} 个数据")


def print_groups(console: Console, groups: Sequence[PassageGroup]) -> None:
    """Numbered groups: the wording, then every place where it stands."""
    if not groups:
        console.print("没有找到相关的原文。")
        return
    for number, group in enumerate(groups, 1):
        alike = f"，同类表述 ×{len(group.passages)}" if len(group.passages) > 1 else ""
        kind = "，套话" if group.set_phrase else ""
        console.print(f"{number}.（{group.reports} 份报告{alike}{kind}）", style="bold")
        for passage in group.passages:
            console.print(f"   {one_line(passage.quote)}", soft_wrap=True)
            place = f"{one_line(citation_place(passage))} · {one_line(passage.source)}"
            console.print(f"   —— {place}", style="cyan", soft_wrap=True)
        console.print()
    console.print(f"共 {len(groups)} 组")


def print_checks(console: Console, checks: Sequence[Check]) -> None:
    """A line a check, and what to do where something is wrong or could be done."""
    for check in checks:
        mark, style = ("正常", "green") if check.ok else ("有问题", "red")
        console.print(
            f"[{mark}] {check.check}：{one_line(check.found)}", style=style, soft_wrap=True
        )
        if check.mend:
            console.print(f"    {one_line(check.mend)}", soft_wrap=True)
    wrong = sum(not check.ok for check in checks)
    console.print(f"共 {len(checks)} 项，{f'{wrong} 项有问题' if wrong else '全部正常'}")
