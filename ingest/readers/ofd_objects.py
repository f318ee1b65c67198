"""What lies on a page of an OFD file: letters and ruled lines (GB/T 33190-2016, chapters 9-11)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ingest.readers.ooxml import child, children
from ingest.readers.page import Glyph
from ingest.readers.ruled import Box

if TYPE_CHECKING:
    from lxml import etree

_STEP = re.compile(r"[MLHVZCS]|[-+]?[0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?")

_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A ruled line, horizontal or vertical."""

    x0: float
    top: float
    x1: float
    bottom: float


def numbers(text: str | None, count: int) -> list[float]:
    """``count`` numbers of an attribute; [] where it does not hold so many."""
    try:
        values = [float(word) for word in (text or "").split()]
    except ValueError:
        return []
    bounded = all(abs(value) < 1e6 for value in values)  # NaN is not below either
    return values if len(values) == count and bounded else []


def _placed(x: float, y: float, matrix: _Matrix, left: float, top: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e + left, b * x + d * y + f + top


def _matrix(element: etree._Element) -> _Matrix:
    values = numbers(element.get("CTM"), 6)
    return (*values,) if len(values) == 6 else _IDENTITY  # type: ignore[return-value]


def _deltas(text: str | None, count: int) -> list[float]:
    """Distances between letters; ``g 3 1.5`` stands for 1.5 three times (11.3 of the standard)."""
    words = (text or "").split()
    found: list[float] = []
    at = 0
    while at < len(words) and len(found) < count:
        try:
            if words[at] == "g":
                found += [float(words[at + 2])] * min(int(words[at + 1]), count)
                at += 3
            else:
                found.append(float(words[at]))
                at += 1
        except (ValueError, IndexError):
            break
    return found[:count]


def glyphs_of(element: etree._Element) -> Iterator[Glyph]:
    """The letters of a text object, upright ones only (the rest are watermarks)."""
    box = numbers(element.get("Boundary"), 4)
    size = numbers(element.get("Size"), 1)
    matrix = _matrix(element)
    if not box or not size or element.get("Visible") == "false" or element.get("Alpha") == "0":
        return
    if abs(matrix[1]) > 0.1 * abs(matrix[0]):
        return
    high = size[0] * (abs(matrix[3]) or 1.0)
    wide = size[0] * (abs(matrix[0]) or 1.0)
    x = y = 0.0
    for code in children(element, "TextCode"):
        text = code.text or ""
        start = numbers(f"{code.get('X', x)} {code.get('Y', y)}", 2)
        if not start:
            continue
        x, y = start
        across = _deltas(code.get("DeltaX"), len(text))
        down = _deltas(code.get("DeltaY"), len(text))
        for index, letter in enumerate(text):
            left, base = _placed(x, y, matrix, box[0], box[1])
            step = across[index] if index < len(across) else 0.0
            # The distance to the next letter is the best that is known of a letter's width.
            own = wide * (0.5 if letter.isascii() else 1.0)
            width = min(wide, abs(step * matrix[0])) if step else own
            yield Glyph(
                text=letter,
                x0=left,
                x1=left + width,
                top=base - 0.85 * high,
                bottom=base + 0.15 * high,
                size=high,
            )
            x += step
            y += down[index] if index < len(down) else 0.0


def rules_of(element: etree._Element) -> Iterator[Rule]:
    """The horizontal and vertical lines of a path."""
    box = numbers(element.get("Boundary"), 4)
    data = child(element, "AbbreviatedData")
    if not box or data is None:
        return
    matrix = _matrix(element)
    words = _STEP.findall((data.text or "")[:100_000])
    points: list[tuple[float, float]] = []
    at = 0
    while at < len(words):
        if (
            words[at] in "ML"
            and at + 2 < len(words)
            and words[at + 1][-1].isdigit()
            and (words[at + 2][-1].isdigit())
        ):
            point = _placed(float(words[at + 1]), float(words[at + 2]), matrix, box[0], box[1])
            if words[at] == "L" and points:
                yield from _ruled(points[-1], point)
            points = [point] if words[at] == "M" else [*points[:1], point]
            at += 3
        else:
            if words[at] in "CZS" and len(points) > 1:
                yield from _ruled(points[-1], points[0])
            at += 1


def _ruled(one: tuple[float, float], other: tuple[float, float]) -> Iterator[Rule]:
    x0, x1 = sorted((one[0], other[0]))
    top, bottom = sorted((one[1], other[1]))
    if min(x1 - x0, bottom - top) < 0.3 and max(x1 - x0, bottom - top) > 1.5:
        yield Rule(x0=x0, x1=x1, top=top, bottom=bottom)


def tables_of(rules: Sequence[Rule]) -> list[list[Box]]:
    """The boxes of the cells of each table that ruled lines make."""
    from pdfplumber.table import (
        cells_to_tables,
        edges_to_intersections,
        intersections_to_cells,
        merge_edges,
    )

    edges: list[dict[str, Any]] = []
    for rule in rules:
        upright = rule.bottom - rule.top > rule.x1 - rule.x0
        edges.append(
            {
                "x0": rule.x0,
                "x1": rule.x0 if upright else rule.x1,
                "top": rule.top,
                "bottom": rule.bottom if upright else rule.top,
                "orientation": "v" if upright else "h",
                "object_type": "line",
                "width": 0.0 if upright else rule.x1 - rule.x0,
                "height": rule.bottom - rule.top if upright else 0.0,
            }
        )
    near = 0.8  # millimetres
    merged = merge_edges(edges, near, near, near, near)
    cells = intersections_to_cells(edges_to_intersections(merged, near, near))
    return [list(table) for table in cells_to_tables(cells)]
