"""A page as its writing lies on it: the common ground of PDF, OFD and recognised scans.

Lengths are in the file's own unit (points, millimetres, pixels); y grows downwards. Nothing here
depends on the unit, since every limit is a multiple of the size of the letters.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.grid import Grid
from ingest.readers.radicals import unified

_SPLIT = 0.9  # a gap of so many letter sizes holds two pieces of writing apart
_WORD = 0.22  # … and of so many, two words in Latin letters
_WIDE = 2.0  # … and of so many, two columns of a line
_SAME_LINE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Glyph:
    """A letter (or a few) with its box; ``size`` is that of the font."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A piece of a line without a wide gap."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float

    @property
    def middle(self) -> float:
        """Half its height."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A table where it lies on its page."""

    grid: Grid
    top: float
    bottom: float
    x0: float
    x1: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The writing of a page; what lies in a table is in its region only."""

    width: float
    height: float
    segments: tuple[Segment, ...]
    regions: tuple[Region, ...] = ()


def segments_of(glyphs: Iterable[Glyph]) -> list[Segment]:
    """Glyphs in any order become pieces of lines, from the top down and from left to right."""
    inked = sorted(
        (g for g in glyphs if g.size > 0 and g.x1 >= g.x0), key=lambda g: (g.top + g.bottom, g.x0)
    )
    segments: list[Segment] = []
    line: list[Glyph] = []
    for glyph in inked:
        if line and not _same_line(line, glyph):
            segments += _cut(line)
            line = []
        line.append(glyph)
    return segments + (_cut(line) if line else [])


def _same_line(line: Sequence[Glyph], glyph: Glyph) -> bool:
    """Whether the middle of a glyph lies as high as that of the line so far."""
    last = line[-1]
    here, there = glyph.top + glyph.bottom, last.top + last.bottom
    first = line[0].top + line[0].bottom
    limit = _SAME_LINE * max(glyph.size, last.size)
    return (here - there) / 2 <= limit and (here - first) / 2 <= 1.5 * limit


def _cut(line: list[Glyph]) -> list[Segment]:
    segments: list[Segment] = []
    piece: list[Glyph] = []
    inked: Glyph | None = None  # the last letter that is no space
    for glyph in sorted(line, key=lambda g: g.x0):
        if glyph.text.isspace():
            piece += [glyph] if piece else []
            continue
        if inked and glyph.x0 - inked.x1 > _SPLIT * max(glyph.size, inked.size):
            segments.append(_segment(piece))
            piece = []
        piece.append(glyph)
        inked = glyph
    return [*segments, _segment(piece)] if piece else segments


def _segment(piece: Sequence[Glyph]) -> Segment:
    inked = [glyph for glyph in piece if not glyph.text.isspace()]
    spaced = {id(right) for left, right in pairwise(piece) if left.text.isspace()}
    parts = [inked[0].text]
    for left, right in pairwise(inked):
        latin = right.text[:1].isascii() and left.text[-1:].isascii()
        if right.x0 - left.x1 > _WORD * right.size and (latin or id(right) in spaced):
            parts.append(" ")
        parts.append(right.text)
    return Segment(
        text=unified("".join(parts)),
        x0=min(g.x0 for g in inked),
        x1=max(g.x1 for g in inked),
        top=min(g.top for g in inked),
        bottom=max(g.bottom for g in inked),
        size=median(g.size for g in inked),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLine:
    """The segments of one line of a column, put together.

    Attributes:
        left: the left edge of its column; ``right`` likewise.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    left: float = 0.0
    right: float = 0.0


def text_lines(segments: Iterable[Segment]) -> list[TextLine]:
    """Segments side by side become lines, wide gaps kept as spaces; from the top down."""
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda s: (s.middle, s.x0)):
        near = rows and segment.middle - rows[-1][0].middle <= _SAME_LINE * max(
            segment.size, rows[-1][-1].size
        )
        if near:
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return [_text_line(sorted(row, key=lambda s: s.x0)) for row in rows]


def _text_line(row: Sequence[Segment]) -> TextLine:
    parts = [row[0].text]
    for left, right in pairwise(row):
        parts.append("    " if right.x0 - left.x1 > _WIDE * right.size else " ")
        parts.append(right.text)
    return TextLine(
        text="".join(parts),
        x0=row[0].x0,
        x1=max(s.x1 for s in row),
        top=min(s.top for s in row),
        bottom=max(s.bottom for s in row),
        size=max(row, key=lambda s: s.x1 - s.x0).size,
    )
