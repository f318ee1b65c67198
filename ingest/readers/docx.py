"""Word files (DOCX): what Word shows, its computed numbers included, and nothing that it hides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ingest.aligned import with_tables
from ingest.document import PAGE_BREAK, Document, joined
from ingest.errors import ReportAssistantError
from ingest.grid import Block, Cell, Grid, text_of
from ingest.package import Package, open_package
from ingest.readers.numbering import Counter, read_numbering
from ingest.readers.ooxml import attribute, child, children, local, main_part, related, value_of
from ingest.readers.word_paragraph import UNSEEN, WordReading, Words, read_paragraph
from ingest.readers.word_styles import read_styles
from ingest.xml import parse_xml

if TYPE_CHECKING:
    from lxml import etree

_MOST_PARAGRAPHS = 200_000
_DEPTH = 40  # tables in tables


def read_docx(data: bytes) -> Document:
    """A Word file.

    Numbers that Word computes are written out; insertions are in, deletions out; text boxes and
    notes follow the paragraph that they hang on; hidden text is left out, which is said.

    Raises:
        ReportAssistantError: no Word file, or a damaged one.
    """
    package = open_package(data)
    main = main_part(package, "word/document.xml")
    parts = related(package, main)
    body = child(_root(package, main), "body")
    if body is None:
        raise ReportAssistantError(
            "文件里没有 Word 正文(document.xml 没有 body)", hint="请用 Word 或 WPS 重新保存该文件"
        )
    reading = WordReading(
        styles=read_styles(_part(package, parts, "styles")),
        counter=Counter(read_numbering(_part(package, parts, "numbering"))),
        notes=_notes(package, parts),
    )
    text = text_of(with_tables(_blocks(body, reading, depth=0)))
    return Document(text=text.replace(PAGE_BREAK, "\n"), left_out=_left_out(reading))


def _left_out(reading: WordReading) -> str | None:
    return joined(
        (
            f"文件中有 {reading.hidden} 个字符设为隐藏，未读入" if reading.hidden else "",
            f"段落超过 {_MOST_PARAGRAPHS} 个，其后的未读入" if reading.too_long else "",
            f"表格嵌套超过 {_DEPTH} 层，里层的未读入" if reading.too_deep else "",
        )
    )


def _root(package: Package, name: str) -> etree._Element:
    return parse_xml(package.read(name))


def _part(package: Package, parts: dict[str, str], kind: str) -> etree._Element | None:
    name = parts.get(kind, "")
    return _root(package, name) if name in package else None


def _notes(package: Package, parts: dict[str, str]) -> dict[str, str]:
    """Footnotes and endnotes by kind and id."""
    found: dict[str, str] = {}
    for kind in ("footnote", "endnote"):
        root = _part(package, parts, f"{kind}s")
        for note in children(root, kind) if root is not None else ():
            if attribute(note, "type") in ("", "normal"):
                text = "".join(
                    words.text or "" for words in note.iter() if local(words) == "t"
                ).strip()
                found[f"{kind} {attribute(note, 'id')}"] = text
    return found


def _blocks(parent: etree._Element, reading: WordReading, *, depth: int) -> Iterator[Block]:
    """Paragraphs and tables under an element, wrappers (content controls, changes) opened."""
    carried = ""  # a paragraph whose end was deleted goes on in the next one
    waiting = [iter(parent)]
    while waiting:
        element = next(waiting[-1], None)
        if element is None:
            waiting.pop()
            continue
        name = local(element)
        if name == "p":
            reading.paragraphs += 1
            if reading.paragraphs > _MOST_PARAGRAPHS:
                reading.too_long = True
                break
            text, hanging = read_paragraph(element, reading)
            if _end_is_deleted(element):
                carried += text
                continue
            yield carried + text
            carried = ""
            yield from _hanging(hanging, reading, depth)
        elif name == "tbl":
            if depth >= _DEPTH:
                reading.too_deep = True
                continue
            yield from _table(element, reading, depth)
        elif name not in UNSEEN and len(waiting) < 200:
            waiting.append(iter(element))
    if carried:
        yield carried


def _end_is_deleted(paragraph: etree._Element) -> bool:
    properties = child(paragraph, "pPr")
    marks = child(properties, "rPr") if properties is not None else None
    return marks is not None and child(marks, "del") is not None


def _hanging(words: Words, reading: WordReading, depth: int) -> Iterator[Block]:
    """Text boxes and notes of the paragraph before."""
    for box in words.boxes:
        if depth >= _DEPTH:
            reading.too_deep = True
            return
        yield from _blocks(box, reading, depth=depth + 1)
    for reference in words.notes:
        if text := reading.notes.get(reference, ""):
            yield f"注：{text}"


def _table(table: etree._Element, reading: WordReading, depth: int) -> Iterator[Block]:
    """A table; one of a single column is only a frame around its paragraphs."""
    rows = [_row(row, reading, depth) for row in _rows(table)]
    if all(len(row) <= 1 for row in rows):
        for row in rows:
            for cell, _ in row:
                yield from cell.text.split("\n")
        return
    yield Grid(rows=_merged(rows))


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for element in table:
        if local(element) == "tr":
            properties = child(element, "trPr")
            if properties is None or child(properties, "del") is None:
                yield element
        elif local(element) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _rows(element)


def _row(row: etree._Element, reading: WordReading, depth: int) -> list[tuple[Cell, str]]:
    """The cells of a row, each with how it is merged downwards ("", "restart", "continue")."""
    cells: list[tuple[Cell, str]] = []
    properties = child(row, "trPr")
    before = value_of(properties, "gridBefore") if properties is not None else ""
    if before.isdecimal() and 0 < int(before[:4]) < 100:
        cells.append((Cell(text="", columns=int(before[:4])), ""))
    for element in _cells(row):
        told = child(element, "tcPr")
        span = value_of(told, "gridSpan") if told is not None else ""
        merged = child(told, "vMerge") if told is not None else None
        down = "" if merged is None else attribute(merged, "val") or "continue"
        columns = int(span[:4]) if span.isdecimal() and int(span[:4]) > 0 else 1
        text = text_of(_blocks(element, reading, depth=depth + 1)).strip()
        cells.append((Cell(text=text, columns=columns), down))
    return cells


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for element in row:
        if local(element) == "tc":
            yield element
        elif local(element) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _cells(element)


def _merged(rows: list[list[tuple[Cell, str]]]) -> tuple[tuple[Cell, ...], ...]:
    """Cells merged downwards as one cell that spans rows."""
    spans: dict[tuple[int, int], int] = {}
    tops: dict[int, tuple[int, int]] = {}  # column → the cell that hangs down into it
    kept: list[list[tuple[int, Cell]]] = []
    for index, row in enumerate(rows):
        column = 0
        kept.append([])
        for cell, down in row:
            if down == "continue" and column in tops:
                spans[tops[column]] += 1
            else:
                kept[-1].append((column, cell))
                spans[(index, column)] = 1
                tops.pop(column, None)
                if down == "restart":
                    tops[column] = (index, column)
            column += cell.columns
    return tuple(
        tuple(
            Cell(text=cell.text, columns=cell.columns, rows=spans[(index, column)])
            for column, cell in row
        )
        for index, row in enumerate(kept)
    )
