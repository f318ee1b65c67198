"""The cells of a sheet become tables: empty rows hold them apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from ingest.document import joined
from ingest.grid import Block, Cell, Grid

MOST_ROWS: Final = 50_000
MOST_COLUMNS: Final = 200

Rows = Mapping[int, Mapping[int, str]]  # row → column → text, both from 1
Merges = Mapping[tuple[int, int], tuple[int, int]]  # (row, column) → rows and columns


@dataclass(slots=True)
class Left:
    """What was not read, as the sheets go by."""

    letters: int = 0
    hidden: int = 0
    errors: int = 0
    empty_formulas: int = 0
    long: bool = False
    sheets: list[str] = field(default_factory=list)

    def said(self) -> str | None:
        """All that was left out, as one sentence."""
        sheets = "、".join(self.sheets[:5])
        return joined(
            (
                f"隐藏的工作表未读入: {sheets}" if self.sheets else "",
                f"有 {self.hidden} 个隐藏行列中的单元格未读入" if self.hidden else "",
                f"有 {self.errors} 个单元格的公式出错，已略去" if self.errors else "",
                f"有 {self.empty_formulas} 个公式没有保存结果，已略去"
                if self.empty_formulas
                else "",
                f"表格太大，每个工作表最多读 {MOST_ROWS} 行、{MOST_COLUMNS} 列"
                if self.long
                else "",
            )
        )


def blocks_of(rows: Rows, merges: Merges | None = None) -> Iterator[Block]:
    """The tables of a sheet: empty rows hold them apart; a row of one cell is a line of its own."""
    merges = merges or {}
    table: list[int] = []
    covered = 0  # the last row that a merged cell above still spans
    for number in sorted(rows):
        if table and number > max(table[-1] + 1, covered + 1):
            yield from _table(rows, table, merges)
            table = []
        table.append(number)
        for column in rows[number]:
            covered = max(covered, number + merges.get((number, column), (1, 1))[0] - 1)
    if table:
        yield from _table(rows, table, merges)


def _table(rows: Rows, numbers: Sequence[int], merges: Merges) -> Iterator[Block]:
    columns = sorted({column for number in numbers for column in rows[number]})
    first, last = columns[0], columns[-1]
    if first == last:
        for number in numbers:
            yield rows[number][first]
        return
    grid: list[tuple[Cell, ...]] = []
    hanging: set[tuple[int, int]] = set()
    for number in range(numbers[0], numbers[-1] + 1):
        row = rows.get(number, {})
        cells: list[Cell] = []
        column = first
        alone = len(row) == 1 and first in row and (number, first) not in hanging
        while column <= last:
            if (number, column) in hanging:
                column += 1
                continue
            down, across = merges.get((number, column), (1, 1))
            down = min(down, numbers[-1] - number + 1)
            across = min(last - first + 1 if alone and across == 1 else across, last - column + 1)
            cells.append(Cell(text=row.get(column, ""), columns=across, rows=down))
            hanging.update((number + r, column + c) for r in range(1, down) for c in range(across))
            column += across
        grid.append(tuple(cells))
    yield Grid(rows=tuple(grid))
