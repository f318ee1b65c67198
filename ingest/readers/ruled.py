"""Tables by their ruled lines: cells are where the lines cross."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Final

from ingest.grid import Cell, Grid
from ingest.readers.page import Glyph, Region, segments_of, text_lines

_EDGE: Final = 0.17  # letter sizes within which two ruled lines are one

Box = tuple[float, float, float, float]  # x0, top, x1, bottom


def region_of(boxes: Sequence[Box], glyphs: Sequence[Glyph]) -> Region | None:
    """A table from its cells' boxes and the letters of the page.

    Returns:
        None where the boxes make no table (a frame around text, a drawing).
    """
    x0, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    x1, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    inside = [g for g in glyphs if _holds((x0, top, x1, bottom), g)]
    if not inside:
        return None
    grid = _grid(boxes, inside, _EDGE * inside[0].size)
    return Region(grid=grid, x0=x0, x1=x1, top=top, bottom=bottom) if grid else None


def outside(glyphs: Iterable[Glyph], regions: Sequence[Region]) -> list[Glyph]:
    """The letters that lie in no table."""
    boxes = [(region.x0, region.top, region.x1, region.bottom) for region in regions]
    return [glyph for glyph in glyphs if not any(_holds(box, glyph) for box in boxes)]


def _holds(box: Box, glyph: Glyph) -> bool:
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _edges(values: Iterable[float], near: float) -> list[float]:
    """The distinct positions of ruled lines."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > near:
            edges.append(value)
    return edges


def _grid(boxes: Sequence[Box], glyphs: Sequence[Glyph], near: float) -> Grid | None:
    """The cells with their words and spans; None where they make no table."""
    xs = _edges((edge for box in boxes for edge in (box[0], box[2])), near)
    ys = _edges((edge for box in boxes for edge in (box[1], box[3])), near)
    if len(xs) < 3 or len(ys) < 3 or len(boxes) < 4:
        return None
    held: dict[Box, list[Glyph]] = {box: [] for box in boxes}
    by_row: dict[int, list[Box]] = {}
    for box in boxes:
        for row in range(_index(ys, box[1], near), _index(ys, box[3], near)):
            by_row.setdefault(row, []).append(box)
    for glyph in glyphs:
        middle = (glyph.top + glyph.bottom) / 2
        for box in by_row.get(bisect_right(ys, middle) - 1, ()):
            if _holds(box, glyph):
                held[box].append(glyph)
                break
    filled = sum(1 for words in held.values() if words)
    if filled < max(3, 0.3 * len(boxes)):
        return None
    rows: list[list[Cell]] = [[] for _ in ys[:-1]]
    for box in sorted(boxes, key=lambda box: (box[1], box[0])):
        row, column = _index(ys, box[1], near), _index(xs, box[0], near)
        rows[min(row, len(rows) - 1)].append(
            Cell(
                text=_cell_text(held[box], box),
                columns=max(1, _index(xs, box[2], near) - column),
                rows=max(1, _index(ys, box[3], near) - row),
            )
        )
    return Grid(rows=tuple(tuple(row) for row in rows if row))


def _index(edges: Sequence[float], value: float, near: float) -> int:
    return max(0, bisect_right(edges, value + near / 2) - 1)


def _cell_text(glyphs: Sequence[Glyph], box: Box) -> str:
    """The words of a cell: lines broken at its width are joined again."""
    lines = text_lines(segments_of(glyphs))
    text = ""
    for index, line in enumerate(lines):
        text += line.text.strip()
        following = lines[index + 1] if index + 1 < len(lines) else None
        if following is None:
            break
        full = line.x1 >= box[2] - 2 * line.size or len(text) < 20
        latin = text[-1:].isascii() and following.text[:1].isascii() and text[-1:].isalpha()
        text += (" " if latin else "") if full else "\n"
    return text
