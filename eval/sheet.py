"""Rows of a sheet (XLSX or CSV), as a person sees them."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ingest.errors import ReportAssistantError

# Far above any real test set; a zip bomb is refused before it is unpacked.
_MOST_BYTES = 32 * 1024 * 1024
_HEADER_WITHIN = 20  # rows; above the header stand a title, a date, who filled it in
_PERCENT = re.compile(r"^0(?:\.(0+))?%$")

Cells = list[str]
IsHeader = Callable[[Sequence[str]], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Attributes:
    rows: (row number from 1, cells by header) of rows that are not blank.
    continued: (row number, header) of cells that a merge joins to the cell above.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[int, Mapping[str, str]], ...]
    continued: frozenset[tuple[int, str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """Attributes: rows: every row, the first included. continued: (row, column), both from 1."""

    rows: Sequence[Cells]
    continued: frozenset[tuple[int, int]] = frozenset()


def read_sheet(path: Path, is_header: IsHeader) -> Sheet:
    """The sheet of a workbook that holds questions, or a CSV in UTF-8 or GB 18030.

    Args:
        is_header: whether a row (its cells trimmed) is the header. The first such row counts,
            wherever a title stands above it or a page of explanations before it; without one, the
            first row of the first sheet does, for the message to name.

    Raises:
        ReportAssistantError: the file cannot be read as its suffix says, or is empty.
    """
    tables = [_csv_table(path)] if path.suffix.lower() == ".csv" else _workbook_tables(path)
    filled = [table for table in tables if any(map(any, table.rows))]
    if not filled:
        raise ReportAssistantError(f"表格 {path} 是空的", hint="第一行应为表头，其下每行一题")
    for table in filled:
        for number, row in enumerate(table.rows[:_HEADER_WITHIN], start=1):
            if is_header([cell.strip() for cell in row]):
                return _below(table, number)
    first = next(number for number, row in enumerate(filled[0].rows, start=1) if any(row))
    return _below(filled[0], first)


def _below(table: _Table, number: int) -> Sheet:
    header = tuple(cell.strip() for cell in table.rows[number - 1])
    rows = tuple(
        (place, dict(zip(header, [*row, *[""] * len(header)], strict=False)))
        for place, row in enumerate(table.rows, start=1)
        if place > number and any(row)
    )
    continued = frozenset(
        (row, header[column - 1])
        for row, column in table.continued
        if row > number + 1 and column <= len(header)
    )
    return Sheet(header=header, rows=rows, continued=continued)


def _csv_table(path: Path) -> _Table:
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", errors="replace")
    return _Table(rows=[list(row) for row in csv.reader(io.StringIO(text))])


def _workbook_tables(path: Path) -> list[_Table]:
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(path) as archive:
            if sum(item.file_size for item in archive.infolist()) > _MOST_BYTES:
                raise ReportAssistantError(
                    f"表格 {path} 解压后超过 {_MOST_BYTES >> 20} MB", hint="请拆成较小的表格"
                )
        workbook = load_workbook(path, data_only=True)
        return [_table(sheet) for sheet in workbook.worksheets]
    except ReportAssistantError:
        raise
    except Exception as error:  # openpyxl lets through whatever a broken part raises
        raise ReportAssistantError(
            f"无法把 {path} 当作 Excel 表格读取：{error}", hint="请另存为 .xlsx 后重试"
        ) from error


def _table(sheet: Any) -> _Table:
    """Cells as shown, those of a merge all with its text."""
    rows = [[cell_text(cell.value, cell.number_format) for cell in row] for row in sheet.rows]
    continued: set[tuple[int, int]] = set()
    for merge in sheet.merged_cells.ranges:
        for row, column in _places(merge):
            if row <= len(rows) and column <= len(rows[row - 1]):
                rows[row - 1][column - 1] = rows[merge.min_row - 1][merge.min_col - 1]
                if row > merge.min_row:
                    continued.add((row, column))
    return _Table(rows=rows, continued=frozenset(continued))


def _places(merge: Any) -> Iterator[tuple[int, int]]:
    for row in range(merge.min_row, merge.max_row + 1):
        for column in range(merge.min_col, merge.max_col + 1):
            yield row, column


def cell_text(value: Any, number_format: str) -> str:
    """What a person sees in a cell: 0.25 under ``0%`` is 25%, 7.0 is 7, a day reads 2025年3月1日."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        percent = _PERCENT.match(number_format or "")
        if percent:
            return f"{value * 100:.{len(percent[1] or '')}f}%"
        return f"{value:.15g}" if abs(value) < 1e15 else str(value)  # as many digits as Excel has
    if isinstance(value, datetime | date):
        return f"{value.year}年{value.month}月{value.day}日"
    return str(value)
