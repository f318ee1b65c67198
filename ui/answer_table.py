"""The table of an answer: its columns sort, its rows filter, its first column stays in sight."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.export_text import clean, without_markers
from assistant.types import Table
from ui.markup import escaped
from ui.text import one_line

ABSENT = "未提及"
# The number that a cell begins with, its qualifier left out: 近30件, 约1.2万元, 占比86%.
_NUMBER = re.compile(
    r"^[^\d，。；：“]{0,4}?(?P<minus>[-－−])?(?P<value>\d[\d,，]*(?:\.\d+)?)\s*(?P<times>万亿|亿|万|千)?"
)
_TIMES = {"": 1.0, None: 1.0, "千": 1e3, "万": 1e4, "亿": 1e8, "万亿": 1e12}


def sort_number(cell: str) -> float | None:
    """The amount that a cell states first (2.5万元 → 25000); None where it begins with words."""
    match = _NUMBER.match(without_markers(one_line(cell)))
    if match is None:
        return None
    value = float(re.sub("[,，]", "", match["value"])) * _TIMES[match["times"]]
    return -value if match["minus"] else value


def _sort_key(cell: str) -> str:
    number = sort_number(cell)
    return "" if number is None else f' data-number="{number:.10g}"'


def _cell(cell: str, cell_html: Callable[[str], str]) -> str:
    return "<br>".join(cell_html(line) for line in clean(cell).split("\n"))


def _is_bare(row: tuple[str, ...]) -> bool:
    """Whether nothing but the name stands in the row."""
    return all(without_markers(cell).strip() in ("", ABSENT) for cell in row[1:])


def table_html(table: Table, cell_html: Callable[[str], str]) -> str:
    """A table with its tools.

    Args:
        table: cells are plain text that ends in markers.
        cell_html: how a line of a cell is shown, markers and all.
    """
    head = "".join(
        f'<th scope="col" aria-sort="none"><button type="button" class="sort" '
        f'data-column="{place}">{escaped(one_line(name))}</button></th>'
        for place, name in enumerate(table.columns)
    )
    body = "".join(_row_html(row, place, cell_html) for place, row in enumerate(table.rows))
    bare = any(_is_bare(row) for row in table.rows)
    only = (
        f'<label><input type="checkbox" class="only-stated">隐藏“{ABSENT}”</label>' if bare else ""
    )
    return (
        '<div class="answer-table"><div class="table-tools">'
        '<input type="search" class="table-filter" placeholder="筛选表格" aria-label="筛选表格">'
        f'{only}<span class="table-count" role="status">{len(table.rows)}行</span></div>'
        '<div class="table-scroll" tabindex="0" role="region" aria-label="对比表">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div></div>"
    )


def _row_html(row: tuple[str, ...], place: int, cell_html: Callable[[str], str]) -> str:
    name, *cells = row
    rest = "".join(
        f"<td{_sort_key(cell)}"
        f"{' class=absent' if cell.strip() == ABSENT else ''}>{_cell(cell, cell_html)}</td>"
        for cell in cells
    )
    bare = " data-bare" if _is_bare(row) else ""
    return (
        f'<tr data-place="{place}"{bare}><th scope="row">{_cell(name, cell_html)}</th>{rest}</tr>'
    )
