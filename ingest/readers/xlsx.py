"""Excel workbooks (XLSX): every visible sheet, numbers as it shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ingest.document import PAGE_BREAK, Document
from ingest.grid import Block, Grid, text_of
from ingest.package import Package, open_package
from ingest.readers.cell_format import shown_number
from ingest.readers.ooxml import attribute, child, children, local, main_part, related
from ingest.readers.sheet import MOST_COLUMNS, MOST_ROWS, Left, blocks_of
from ingest.xml import parse_xml

if TYPE_CHECKING:
    from lxml import etree

_MOST_LETTERS: Final = 3_000_000  # one stored string may stand in a million cells
_CELL_LETTERS: Final = 32_767  # what Excel lets a cell hold
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_NAMELESS = re.compile(r"(?:Sheet|工作表|表)\s*[0-9]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Book:
    """What all sheets share: strings by number, number formats by style, how dates count."""

    strings: Sequence[str]
    formats: Sequence[str]
    from_1904: bool


def read_xlsx(data: bytes) -> Document:
    """An Excel workbook: every visible sheet, numbers as the sheet shows them.

    Raises:
        ReportAssistantError: no workbook, or a damaged one.
    """
    package = open_package(data)
    main = main_part(package, "xl/workbook.xml")
    workbook = parse_xml(package.read(main))
    parts = related(package, main)
    book = _Book(
        strings=_strings(package, parts),
        formats=_formats(package, parts),
        from_1904=_from_1904(workbook),
    )
    left = Left()
    sheets: list[tuple[str, list[Block]]] = []
    for name, part in _sheets(package, workbook, main, left):
        blocks = list(_sheet_blocks(parse_xml(package.read(part)), book, left))
        if blocks:
            sheets.append((name, blocks))
    blocks = []
    for name, inside in sheets:
        named = len(sheets) > 1 or _is_untitled(inside[0])
        if named and not _NAMELESS.fullmatch(name):
            blocks.append(name)
        blocks += inside
    return Document(text=text_of(blocks).replace(PAGE_BREAK, "\n"), left_out=left.said())


def _is_untitled(block: Block) -> bool:
    """Whether a sheet begins with the heads of its table: only its name tells what it holds."""
    return isinstance(block, Grid) and sum(1 for cell in block.rows[0] if cell.text) > 1


def _from_1904(workbook: etree._Element) -> bool:
    properties = child(workbook, "workbookPr")
    return properties is not None and attribute(properties, "date1904") in ("1", "true")


def _sheets(
    package: Package, workbook: etree._Element, main: str, left: Left
) -> Iterator[tuple[str, str]]:
    """Names and parts of the visible sheets, in the workbook's order."""
    places = _relations(package, main)
    listed = child(workbook, "sheets")
    for sheet in children(listed, "sheet") if listed is not None else ():
        name = attribute(sheet, "name")
        part = places.get(sheet.get(_ID, "") or sheet.get(_STRICT_ID, ""), "")
        if attribute(sheet, "state") in ("hidden", "veryHidden"):
            left.sheets.append(name)
        elif part in package:
            yield name, part


_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_ID = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


def _relations(package: Package, main: str) -> dict[str, str]:
    folder, _, name = main.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in package:
        return {}
    return {
        one.get("Id", ""): (
            target[1:]
            if (target := one.get("Target", "")).startswith("/")
            else f"{folder}/{target}"
        )
        for one in parse_xml(package.read(relations))
    }


def _strings(package: Package, parts: Mapping[str, str]) -> list[str]:
    name = parts.get("sharedStrings", "")
    if name not in package:
        return []
    return [_rich(one) for one in children(parse_xml(package.read(name)), "si")]


def _rich(element: etree._Element) -> str:
    """The words of a string; readings above it (phonetic runs) are not."""
    words = [one for one in element if local(one) in ("t", "r")]
    return "".join(part.text or "" for one in words for part in one.iter() if local(part) == "t")


def _formats(package: Package, parts: Mapping[str, str]) -> list[str]:
    """The number format of each cell style."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    name = parts.get("styles", "")
    if name not in package:
        return []
    root = parse_xml(package.read(name))
    codes: dict[str, str] = {str(key): str(value) for key, value in BUILTIN_FORMATS.items()}
    own = child(root, "numFmts")
    for one in children(own, "numFmt") if own is not None else ():
        codes[attribute(one, "numFmtId")] = attribute(one, "formatCode")
    styles = child(root, "cellXfs")
    return [
        codes.get(attribute(one, "numFmtId"), "General")
        for one in (children(styles, "xf") if styles is not None else ())
    ]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _sheet_blocks(root: etree._Element, book: _Book, left: Left) -> Iterator[Block]:
    data = child(root, "sheetData")
    if data is None:
        return
    hidden = _hidden_columns(root)
    rows: dict[int, dict[int, str]] = {}
    for index, row in enumerate(children(data, "row"), 1):
        told = attribute(row, "r")
        number = int(told) if told.isdecimal() and len(told) < 8 else index
        if len(rows) >= MOST_ROWS or left.letters > _MOST_LETTERS:
            left.long = True
            break
        unseen = attribute(row, "hidden") in ("1", "true")
        cells: dict[int, str] = {}
        for place, cell in enumerate(children(row, "c"), 1):
            at = _PLACE.fullmatch(attribute(cell, "r"))
            column = _column(at[1]) if at else place
            text = _cell_text(cell, book, left)[:_CELL_LETTERS].strip()
            if not text:
                continue
            left.letters += len(text)
            if left.letters > _MOST_LETTERS:
                break
            if unseen or column in hidden:
                left.hidden += 1
            elif column <= MOST_COLUMNS:
                cells[column] = text
            else:
                left.long = True
        if cells:
            rows[number] = cells
    yield from blocks_of(rows, _merges(root))


def _hidden_columns(root: etree._Element) -> frozenset[int]:
    columns = child(root, "cols")
    found: set[int] = set()
    for one in children(columns, "col") if columns is not None else ():
        low, high = attribute(one, "min"), attribute(one, "max")
        if attribute(one, "hidden") in ("1", "true") and low.isdecimal() and high.isdecimal():
            found.update(range(int(low[:6]), min(int(high[:6]), MOST_COLUMNS) + 1))
    return frozenset(found)


def _merges(root: etree._Element) -> dict[tuple[int, int], tuple[int, int]]:
    """Merged cells: (row, column) of the first → rows and columns that it spans."""
    merged = child(root, "mergeCells")
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for one in children(merged, "mergeCell") if merged is not None else ():
        first, _, last = attribute(one, "ref").partition(":")
        low, high = _PLACE.fullmatch(first), _PLACE.fullmatch(last)
        if low and high:
            rows = int(high[2]) - int(low[2]) + 1
            columns = _column(high[1]) - _column(low[1]) + 1
            if rows > 0 and columns > 0:
                found[int(low[2]), _column(low[1])] = (
                    min(rows, MOST_ROWS), min(columns, MOST_COLUMNS)
                )  # fmt: skip
    return found


def _cell_text(cell: etree._Element, book: _Book, left: Left) -> str:
    kind = attribute(cell, "t")
    if kind == "inlineStr":
        inline = child(cell, "is")
        return _rich(inline) if inline is not None else ""
    element = child(cell, "v")
    value = (element.text or "") if element is not None else ""
    if not value:
        left.empty_formulas += child(cell, "f") is not None
        return ""
    if kind == "s":
        return (
            book.strings[int(value)]
            if value.isdecimal() and (int(value[:9]) < len(book.strings))
            else ""
        )
    if kind == "e":
        left.errors += 1
        return ""
    if kind == "b":
        return "是" if value == "1" else "否"
    if kind in ("str", "d"):
        return value
    style = attribute(cell, "s")
    number = int(style[:6]) if style.isdecimal() else 0
    code = book.formats[number] if number < len(book.formats) else "General"
    return shown_number(value, code, from_1904=book.from_1904)
