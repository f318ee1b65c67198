"""Excel files that are safe to open: sheets of text and numbers, never a formula."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assistant.export_text import clean, is_reworded, remarks, shows_groups, without_markers
from assistant.types import Answer

Value = str | int | Decimal | None

# What a spreadsheet takes for a formula, in half and full width.
_FORMULA = tuple("=+-@\t\r＝＋－＠")
_MOST_CHARACTERS = 32_767  # of a cell in Excel
_EXACT_DIGITS = 15  # that Excel keeps of a number
_COUNT = re.compile(r"[1-9]\d{0,14}|0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table of a workbook.

    Attributes:
        columns: header and width of each column, the width in characters.
    """

    title: str
    columns: tuple[tuple[str, int], ...]
    rows: tuple[tuple[Value, ...], ...]


def workbook_bytes(sheets: Sequence[Sheet]) -> bytes:
    """An .xlsx file: a bold header row that stays in sight and filters, numbers as numbers."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    workbook = Workbook()
    workbook.remove(workbook.active)
    for sheet in sheets:
        page: Any = workbook.create_sheet(sheet.title)
        for number, (header, width) in enumerate(sheet.columns, 1):
            _write(page, 1, number, header, bold=True)
            page.column_dimensions[get_column_letter(number)].width = width
        for row, values in enumerate(sheet.rows, 2):
            for number, value in enumerate(values, 1):
                _write(page, row, number, value)
        page.freeze_panes = "A2"
        page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{len(sheet.rows) + 1}"
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _write(page: Any, row: int, column: int, value: Value, *, bold: bool = False) -> None:
    from openpyxl.styles import Alignment, Font

    cell = page.cell(row=row, column=column)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if bold:
        cell.font = Font(bold=True)
    if value is None or value == "":
        return
    if isinstance(value, (int, Decimal)) and _is_exact(value):
        cell.value = value
        return
    raw = str(value)
    text = clean(raw)
    cell.value = text[:_MOST_CHARACTERS]
    cell.data_type = "s"  # openpyxl takes = for a formula
    if raw.startswith(_FORMULA) or text.startswith(_FORMULA):
        cell.quotePrefix = True  # so does Excel, when the cell is edited


def _is_exact(value: int | Decimal) -> bool:
    return len(Decimal(value).normalize().as_tuple().digits) <= _EXACT_DIGITS


def _cell(text: str) -> Value:
    """A plain count as a number, everything else as the text that it is."""
    return int(text) if _COUNT.fullmatch(text) else text


def answer_sheets(answer: Answer) -> list[Sheet]:
    """Sheets 答案 (its table, passages or text), 说明 where that is a table, and 出处."""
    about = _about(answer)
    first = _table(answer) or (_groups(answer) if _has_groups(answer) else None)
    if first is None:
        sheets = [Sheet(title="答案", columns=(("项目", 12), ("内容", 100)), rows=about)]
    else:
        sheets = [first, Sheet(title="说明", columns=(("项目", 12), ("内容", 100)), rows=about)]
    return [*sheets, _sources(answer)]


def _has_groups(answer: Answer) -> bool:
    return answer.kind == "wording" or shows_groups(answer)


def _table(answer: Answer) -> Sheet | None:
    if answer.table is None or not answer.table.columns:
        return None
    widths = [
        min(60, max(10, 2 + 2 * max(len(without_markers(text)) for text in column)))
        for column in zip(answer.table.columns, *answer.table.rows, strict=True)
    ]
    return Sheet(
        title="答案",
        columns=tuple(zip(answer.table.columns, widths, strict=True)),
        rows=tuple(tuple(_cell(cell) for cell in row) for row in answer.table.rows),
    )


def _groups(answer: Answer) -> Sheet | None:
    if not answer.groups:
        return None
    columns = (("组", 6), ("表述", 90), ("单位", 28), ("年度", 8), ("章节", 36))
    more = (("同类报告数", 12), ("套话", 8), ("出处", 8))
    rows = tuple(
        (
            number,
            passage.quote,
            passage.unit,
            passage.year,
            passage.section,
            group.reports,
            "是" if group.set_phrase else "",
            passage.marker,
        )
        for number, group in enumerate(answer.groups, 1)
        for passage in group.passages
    )
    return Sheet(title="答案", columns=(*columns, *more), rows=rows)


def _about(answer: Answer) -> tuple[tuple[Value, ...], ...]:
    reworded = [("理解为", answer.resolved)] if is_reworded(answer) else []
    return (
        ("问题", answer.question),
        *reworded,
        ("答案", answer.answer),
        *(("计算", line) for line in answer.computed),
        *(("说明", note) for note in remarks(answer)),
    )


def _sources(answer: Answer) -> Sheet:
    columns = (("序号", 6), ("单位", 28), ("年度", 8), ("标题", 40), ("章节", 36))
    more = (("页", 6), ("原文", 90), ("文件", 30))
    rows = tuple(
        (c.marker, c.unit, c.year, c.title, c.section, c.page, c.quote, c.source)
        for c in answer.citations
    )
    return Sheet(title="出处", columns=(*columns, *more), rows=rows)
