"""The writing of a page in rows and columns, as tables without ruled lines are found by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ingest.cells import Grid
from ingest.readers.page import Page, Region, Segment

MOST: Final = 2_000  # pieces of writing on a page; more is a drawing or an attack
_APART: Final = 2.5  # letter sizes between two rows of a table
_SAME_LINE: Final = 0.5

Row = list[Segment]
Column = tuple[float, float]  # left and right edge


def rows_of(segments: Sequence[Segment]) -> list[Row]:
    """The writing line by line, from the top down and from left to right."""
    rows: list[Row] = []
    for segment in sorted(segments, key=lambda s: (s.middle, s.x0)):
        if rows and segment.middle - rows[-1][0].middle <= _SAME_LINE * segment.size:
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return [sorted(row, key=lambda s: s.x0) for row in rows]


def near(above: Row, below: Row, sizes: float = _APART) -> bool:
    """Whether two rows are at most so many letter sizes apart."""
    distance = min(s.top for s in below) - max(s.bottom for s in above)
    return distance <= sizes * max(s.size for s in below)


def merged(segments: Sequence[Segment]) -> list[Column]:
    """What the segments cover from left to right: the columns, if gaps hold them apart."""
    columns: list[Column] = []
    for x0, x1 in sorted((s.x0, s.x1) for s in segments):
        if columns and x0 <= columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], x1))
        else:
            columns.append((x0, x1))
    return columns


def column_of(columns: Sequence[Column], segment: Segment) -> int:
    """The column in which a segment begins."""
    return max((i for i, (x0, _) in enumerate(columns) if x0 <= segment.x0 + 0.1), default=0)


def with_region(page: Page, grid: Grid, rows: Sequence[Row]) -> Page:
    """The page with writing of it as a table."""
    used = [segment for row in rows for segment in row]
    region = Region(
        grid=grid,
        top=min(s.top for s in used),
        bottom=max(s.bottom for s in used),
        x0=min(s.x0 for s in used),
        x1=max(s.x1 for s in used),
    )
    gone = {id(segment) for segment in used}
    kept = tuple(s for s in page.segments if id(s) not in gone)
    return replace(page, segments=kept, regions=(*page.regions, region))
