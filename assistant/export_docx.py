"""An answer as a Word document in the body style of GB/T 9704-2012 (党政机关公文格式)."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from assistant.docx_style import (
    BODY,
    HEADING,
    SOURCE,
    SUBHEADING,
    TABLE_CELL,
    TABLE_HEAD,
    TITLE,
    Type,
    add_page_numbers,
    name_substitutes,
    set_page,
    set_type,
    shape_paragraph,
)
from assistant.export_text import (
    clean,
    is_reworded,
    lines_of,
    name_of,
    one_line,
    place_of,
    remarks,
    runs,
    shows_groups,
)
from assistant.types import Answer, Table

if TYPE_CHECKING:
    from docx.document import Document

_NUMERALS = "一二三四五六七八九十"


def answer_docx(answer: Answer) -> bytes:
    """A whole answer: title, text, table, passages, arithmetic, notes, and its sources below."""
    from docx import Document as new_document

    document = new_document()
    set_page(document.sections[0])
    add_page_numbers(document)
    name_substitutes(document)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = one_line(answer.question), "", ""
    _paragraph(document, one_line(answer.question), TITLE)
    if is_reworded(answer):
        _paragraph(document, f"（理解为：{one_line(answer.resolved)}）", BODY)
    for line in lines_of(answer.answer):
        _paragraph(document, line, BODY)
    numerals = iter(_NUMERALS)
    if answer.table is not None and answer.table.columns:
        _heading(document, next(numerals), "对照表")
        _table(document, answer.table)
    if shows_groups(answer):
        _heading(document, next(numerals), "例句")
        _groups(document, answer)
    for name, lines in (("计算", answer.computed), ("说明", remarks(answer))):
        if lines:
            _heading(document, next(numerals), name)
            for line in lines:
                _paragraph(document, one_line(line), BODY)
    if answer.citations:
        _sources(document, answer)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _paragraph(document: Document, line: str, kind: Type) -> None:
    paragraph = document.add_paragraph()
    shape_paragraph(paragraph, kind)
    _fill(paragraph, line, kind)


def _fill(paragraph: Any, line: str, kind: Type) -> None:
    """A line's runs: bold as it is, markers raised."""
    for run in runs(clean(line)):
        shown = paragraph.add_run(f"[{run.text}]" if run.style == "marker" else run.text)
        set_type(shown, kind)
        if run.style == "marker":
            shown.font.superscript = True
        elif run.style == "bold":
            shown.font.bold = True


def _plain(document: Document, text: str, kind: Type) -> None:
    """Text of a report, in which nothing is a marker."""
    paragraph = document.add_paragraph()
    shape_paragraph(paragraph, kind)
    set_type(paragraph.add_run(one_line(text)), kind)


def _heading(document: Document, numeral: str, name: str) -> None:
    _paragraph(document, f"{numeral}、{name}", HEADING)


def _table(document: Document, table: Table) -> None:
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.oxml import OxmlElement

    grid = document.add_table(rows=1, cols=len(table.columns))
    grid.style = "Table Grid"  # all borders
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    _row(grid.rows[0].cells, table.columns, TABLE_HEAD)
    grid.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # on every page
    for cells in table.rows:
        row = grid.add_row()
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        _row(row.cells, cells, TABLE_CELL)


def _row(places: Sequence[Any], cells: Sequence[str], kind: Type) -> None:
    for place, cell in zip(places, cells, strict=True):
        paragraph = place.paragraphs[0]
        shape_paragraph(paragraph, kind)
        _fill(paragraph, one_line(cell), kind)


def _groups(document: Document, answer: Answer) -> None:
    for number, group in enumerate(answer.groups or (), 1):
        kind = "，套话" if group.set_phrase else ""
        ordinal = _NUMERALS[number - 1] if number <= len(_NUMERALS) else str(number)
        _paragraph(document, f"（{ordinal}）{group.reports}份报告{kind}", SUBHEADING)
        for passage in group.passages:
            paragraph = document.add_paragraph()
            shape_paragraph(paragraph, BODY)
            set_type(paragraph.add_run(one_line(passage.quote)), BODY)
            marker = paragraph.add_run(f"[{passage.marker}]")
            set_type(marker, BODY)
            marker.font.superscript = True


def _sources(document: Document, answer: Answer) -> None:
    """附：出处. Each source: its number, unit, year, title, section and file, then the quote."""
    _paragraph(document, "附：出处", HEADING)
    for citation in answer.citations:
        place = f"{name_of(citation)}{place_of(citation)}"
        _plain(document, f"[{citation.marker}] {place}", SOURCE)
        quote = re.sub(r"\s*\n\s*", " ", clean(citation.quote))
        _plain(document, f"“{quote}”", SOURCE)
