"""Pages become text: lines that were broken for the page are whole paragraphs again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from ingest.document import PAGE_BREAK, split_pages
from ingest.grid import Block, Grid, text_of
from ingest.patterns import HEADING_MARK
from ingest.readers.columns import Piece, gap_between, in_reading_order
from ingest.readers.page import Page, TextLine
from ingest.readers.running import without_running
from ingest.readers.sidebyside import with_words_side_by_side
from ingest.readers.unruled import with_figure_tables

_FULL = 2.3  # letter sizes short of the right edge: punctuation may not begin a line
_INDENT = 0.9  # letter sizes from the left edge
_GAP = 0.7  # letter sizes beyond the usual distance between lines
_SAME_SIZE = 0.12
_TITLE = 1.15  # times the size of running text
_END = re.compile(r"[。！？!?；;：:][”’」』）)】》\"]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    """How a file sets its text.

    Attributes:
        size: of running text.
        gap: usual distance between the lines of a paragraph.
        indents: a paragraph begins with an indent.
    """

    size: float
    gap: float
    indents: bool


@dataclass(slots=True)
class _Growing:
    """The blocks so far; the last paragraph may still go on."""

    blocks: list[Block] = field(default_factory=list)
    last: TextLine | None = None
    same_page: bool = True
    breaks: str = ""  # pages that have begun and hold nothing yet


def text_of_pages(pages: Sequence[Page]) -> tuple[str, tuple[int, ...]]:
    """The text of pages, and where each begins in it."""
    tabled = [
        page if gap_between(page.segments) else with_words_side_by_side(page)
        for page in with_figure_tables(without_running(pages))
    ]
    flow = _edges_of_all([_written(one) for one in in_reading_order(tabled)])
    style = _style([piece.line for pieces in flow for piece in pieces if piece.line])
    growing = _Growing()
    for pieces in flow:
        growing.breaks += PAGE_BREAK
        growing.same_page = False
        for piece in pieces:
            if piece.line:
                _add_line(growing, piece.line, style)
            elif piece.region:
                _add_table(growing, piece.region.grid)
            growing.same_page = True
    return split_pages(text_of(growing.blocks) + growing.breaks)


def _written(pieces: list[Piece]) -> list[Piece]:
    return [piece for piece in pieces if piece.region or (piece.line and piece.line.text.strip())]


def _edges_of_all(flow: list[list[Piece]]) -> list[list[Piece]]:
    """A column has the same edges on all pages: a page of short headings shows none."""
    lefts: dict[str, float] = {}
    rights: dict[str, float] = {}
    for piece in (piece for pieces in flow for piece in pieces):
        if piece.line:
            lefts[piece.column] = min(lefts.get(piece.column, piece.line.left), piece.line.left)
            rights[piece.column] = max(rights.get(piece.column, piece.line.right), piece.line.right)

    def placed(piece: Piece) -> Piece:
        if piece.line is None:
            return piece
        left, right = lefts[piece.column], rights[piece.column]
        return replace(piece, line=replace(piece.line, left=left, right=right))

    return [[placed(piece) for piece in pieces] for pieces in flow]


def _style(lines: Sequence[TextLine]) -> _Style:
    if not lines:
        return _Style(size=1.0, gap=0.0, indents=False)
    weights = [size for line in lines for size in [line.size] * max(1, len(line.text) // 4)]
    size = median(weights)
    near = [(a, b) for a, b in pairwise(lines) if b.top > a.top and _alike(a, b)]
    gaps = [b.top - a.bottom for a, b in near if _is_full(a)]
    begun = [_is_indented(b) for a, b in near if _END.search(a.text)]
    return _Style(
        size=size,
        gap=median(gaps) if gaps else size,
        indents=len(begun) >= 2 and sum(begun) >= 0.3 * len(begun),
    )


def _alike(left: TextLine, right: TextLine) -> bool:
    return abs(left.size - right.size) <= _SAME_SIZE * max(left.size, right.size)


def _is_full(line: TextLine) -> bool:
    return line.x1 >= line.right - _FULL * line.size


def _is_indented(line: TextLine) -> bool:
    return line.x0 - line.left >= _INDENT * line.size


def _is_centred(line: TextLine) -> bool:
    middle = (line.left + line.right) / 2
    return _is_indented(line) and abs((line.x0 + line.x1) / 2 - middle) <= line.size


def _goes_on(growing: _Growing, line: TextLine, style: _Style) -> bool:
    """Whether ``line`` belongs to the paragraph before it."""
    last = growing.last
    if last is None or not _alike(last, line):
        return False
    below = growing.same_page and line.top > last.top
    if below and line.top - last.bottom > style.gap + _GAP * line.size:
        return False
    if min(last.size, line.size) >= _TITLE * style.size and not _END.search(last.text):
        return below and (_is_full(last) or (_is_centred(last) and _is_centred(line)))
    if not _is_full(last) or _is_indented(line):
        return False
    return style.indents or not (HEADING_MARK.match(line.text) or _ends_early(last))


def _ends_early(line: TextLine) -> bool:
    """A full stop well before the edge: without indents the only sign of an end."""
    return bool(_END.search(line.text)) and line.x1 < line.right - 1.2 * line.size


def _add_line(growing: _Growing, line: TextLine, style: _Style) -> None:
    text = line.text.replace(PAGE_BREAK, "")
    if growing.blocks and _goes_on(growing, line, style):
        before = growing.blocks[-1]
        assert isinstance(before, str)  # ``last`` is set behind a paragraph only
        growing.blocks[-1] = _put_together(before, growing.breaks, text)
    else:
        indent = "　　" if _is_indented(line) and not _is_centred(line) else ""
        growing.blocks.append(growing.breaks + indent + text)
    growing.breaks = ""
    growing.last = line


_LATIN_BEFORE = re.compile(r"(?:[A-Za-z][.,;:!?)'\"]*|[0-9])$")


def _put_together(before: str, breaks: str, text: str) -> str:
    """Two lines of a paragraph; words in Latin letters keep their distance."""
    latin = _LATIN_BEFORE.search(before[-4:]) and re.match("[A-Za-z(]", text)
    return f"{before} {breaks}{text}" if latin else before + breaks + text


def _add_table(growing: _Growing, grid: Grid) -> None:
    """A table at the head of a page goes on from the one at the foot of the page before."""
    before = growing.blocks[-1] if growing.blocks else None
    if not growing.same_page and isinstance(before, Grid) and _width(before) == _width(grid):
        rows = grid.rows[1:] if grid.rows[0] == before.rows[0] else grid.rows
        breaks = before.breaks | {len(before.rows)}
        growing.blocks[-1] = Grid(rows=before.rows + rows, breaks=frozenset(breaks))
    else:
        if growing.breaks:
            growing.blocks.append(growing.breaks)
        growing.blocks.append(grid)
    growing.breaks = ""
    growing.last = None


def _width(grid: Grid) -> int:
    return max(sum(cell.columns for cell in row) for row in grid.rows)
