"""Words side by side: cells of a table whose lines nobody drew, or a few lines in two columns.

Read line by line they would mix the words of two cells into one sentence, and the figures with
them. So lines that go on below themselves are read column by column.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from ingest.cells import Cell, Grid
from ingest.readers.page import Page, Segment
from ingest.readers.rows import MOST, Column, Row, column_of, merged, near, rows_of, with_region

_CLOSE: Final = 1.6  # letter sizes between two lines of a cell
_FULL: Final = 2.3  # letter sizes short of the edge: punctuation may not begin a line
_NARROW: Final = 7  # letter sizes; words broken in a narrower column are no running text
_ENDED = re.compile(r"[。！？!?；;：:][”’」』）)】》\"]*$")
_RUNNING = re.compile(r"[，。；]")


def with_words_side_by_side(page: Page) -> Page:
    """The page with such blocks as tables; it must not be set in columns as a whole."""
    rows = rows_of(page.segments) if len(page.segments) <= MOST else []
    index = 0
    while index < len(rows):
        block = _block(rows, index)
        columns = merged([segment for row in block for segment in row])
        if len(block) > 1 and _goes_on(block, columns):
            page = with_region(page, _grid(block, columns), block)
        index += max(1, len(block))
    return page


def _block(rows: list[Row], start: int) -> list[Row]:
    """The rows from ``start`` on between which the same gaps run."""
    block = [rows[start]]
    count = len(rows[start])
    if count < 2:
        return []
    for row in rows[start + 1 :]:
        columns = merged([s for one in (*block, row) for s in one])
        alone = len(row) < count and not any(
            _is_open(_above(block, columns, segment), columns) for segment in row
        )
        if not near(block[-1], row, _CLOSE) or len(columns) != count or alone:
            break
        block.append(row)
    return block


def _above(block: Sequence[Row], columns: Sequence[Column], segment: Segment) -> Segment | None:
    """What stands in the same column on the line above."""
    here = column_of(columns, segment)
    return next((s for s in block[-1] if column_of(columns, s) == here), None)


def _is_open(segment: Segment | None, columns: Sequence[Column]) -> bool:
    """Whether a line reaches the edge of its column without an end: it goes on below."""
    if segment is None or _ENDED.search(segment.text.strip()):
        return False
    left, right = columns[column_of(columns, segment)]
    return segment.x1 >= right - _FULL * segment.size and right - left >= _NARROW * segment.size


def _goes_on(block: Sequence[Row], columns: Sequence[Column]) -> bool:
    """Whether running text in one of the columns is broken at its edge."""
    for above, below in pairwise(block):
        for segment in below:
            upper = _above([above], columns, segment)
            column = column_of(columns, segment)
            words = "".join(s.text for row in block for s in row if column_of(columns, s) == column)
            if _is_open(upper, columns) and _RUNNING.search(words):
                return True
    return False


def _grid(block: Sequence[Row], columns: Sequence[Column]) -> Grid:
    """A row of cells wherever no column goes on from the line above."""
    made: list[list[str]] = []
    for index, row in enumerate(block):
        goes_on = index and any(
            _is_open(_above(block[:index], columns, segment), columns) for segment in row
        )
        if not goes_on:
            made.append([""] * len(columns))
        for segment in row:
            made[-1][column_of(columns, segment)] += segment.text.strip()
    return Grid(rows=tuple(tuple(Cell(text=text) for text in cells) for cells in made))
