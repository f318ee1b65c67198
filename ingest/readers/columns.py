"""Reading order of a page: full lines, and between them columns one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from ingest.readers.page import Page, Region, Segment, TextLine, text_lines

_FEWEST = 5  # lines that make a column
_FILLED = 0.6  # of a column's width is what its lines fill; cells of a table fill less
_CROSSING = 0.25  # share of the writing that may run across the gap (titles)
_STEPS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A line or a table in reading order; lines of one ``column`` share their edges."""

    line: TextLine | None = None
    region: Region | None = None
    column: str = ""


def in_reading_order(pages: Sequence[Page]) -> list[list[Piece]]:
    """Lines and tables of each page in the order in which they are read."""
    gaps = [gap_between(page.segments) for page in pages]
    usual = median(gap for gap in gaps if gap is not None) if any(gaps) else None
    ordered: list[list[Piece]] = []
    for page, gap in zip(pages, gaps, strict=True):
        if gap is None and usual is not None and _fills_one_side(page.segments, usual):
            gap = usual  # the last page, of which one column is enough
        ordered.append(_order(page, gap))
    return ordered


def _fills_one_side(segments: Sequence[Segment], gap: float) -> bool:
    return all(s.x1 <= gap for s in segments) or all(s.x0 >= gap for s in segments)


def _order(page: Page, gap: float | None) -> list[Piece]:
    wide = f"{page.width:.0f}"
    if gap is None:
        return _stack(page.segments, page.regions, wide)
    across = [s for s in page.segments if s.x0 < gap < s.x1]
    across += _names_of_tables(page, gap)
    bars = sorted(
        [(s.middle, s) for s in across]
        + [((r.top + r.bottom) / 2, r) for r in page.regions if r.x0 < gap < r.x1],
        key=lambda bar: bar[0],
    )
    pieces: list[Piece] = []
    above = float("-inf")
    for height, bar in [*bars, (float("inf"), None)]:
        for left in (True, False):
            inside = [
                s
                for s in page.segments
                if above < s.middle <= height and s not in across and (s.x1 <= gap) == left
            ]
            tables = [
                r
                for r in page.regions
                if above < (r.top + r.bottom) / 2 <= height
                and not r.x0 < gap < r.x1
                and (r.x1 <= gap) == left
            ]
            pieces += _stack(inside, tables, f"{wide} {'left' if left else 'right'}")
        if isinstance(bar, Segment):
            pieces += _stack([bar], [], wide)
        elif bar is not None:
            pieces.append(Piece(region=bar))
        above = height
    return pieces


def _names_of_tables(page: Page, gap: float) -> list[Segment]:
    """The lines that name the tables across both columns: they stand right above them, alone."""
    names: list[Segment] = []
    for region in page.regions:
        above = [s for s in page.segments if s.middle < region.top]
        if not region.x0 < gap < region.x1 or not above:
            continue
        last = max(above, key=lambda s: s.bottom)
        column = [
            s for s in page.segments if (s.x1 <= gap) == (last.x1 <= gap) and s.x1 < region.x1
        ]
        alone = all(s is last or s.bottom <= last.top for s in above)
        broken = last.x1 >= max(s.x1 for s in [*column, last]) - 2 * last.size
        if alone and not broken and region.top - last.bottom <= 3 * last.size:
            names.append(last)
    return [name for name in names if not name.text.endswith(("。", "；", "，"))]


def _stack(segments: Sequence[Segment], regions: Sequence[Region], column: str) -> list[Piece]:
    """One column from the top down."""
    lines = text_lines(segments)
    left = min((line.x0 for line in lines), default=0.0)
    right = max((line.x1 for line in lines), default=0.0)
    placed: list[tuple[float, Piece]] = [
        (line.top, Piece(line=replace(line, left=left, right=right), column=column))
        for line in lines
    ]
    placed += [(region.top, Piece(region=region)) for region in regions]
    return [piece for _, piece in sorted(placed, key=lambda one: one[0])]


def gap_between(segments: Sequence[Segment]) -> float | None:
    """The x of the gap between two columns; None where the page has one column."""
    if len(segments) < 2 * _FEWEST:
        return None
    low, high = min(s.x0 for s in segments), max(s.x1 for s in segments)
    width = high - low
    tries = [low + width * (0.3 + 0.4 * step / _STEPS) for step in range(_STEPS + 1)]
    best = min(
        tries, key=lambda x: (sum(s.x0 < x < s.x1 for s in segments), abs(x - low - width / 2))
    )
    left = [s for s in segments if s.x1 <= best]
    right = [s for s in segments if s.x0 >= best]
    if min(len(left), len(right)) < _FEWEST:
        return None
    if len(segments) - len(left) - len(right) > _CROSSING * len(segments):
        return None
    return best if _is_column(left) and _is_column(right) else None


def _is_column(segments: Sequence[Segment]) -> bool:
    """Whether pieces are lines of running text: most fill the width that they share."""
    low, high = min(s.x0 for s in segments), max(s.x1 for s in segments)
    filled = median(s.x1 - s.x0 for s in segments)
    return filled >= _FILLED * (high - low) and filled >= 6 * segments[0].size
