"""The heads of a table without ruled lines: which rows they are, and above which columns each stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from ingest.cells import Cell
from ingest.heads import caption_measure, is_value
from ingest.readers.page import Segment
from ingest.readers.rows import Column, Row, near

_CELL: Final = 24  # characters; longer writing is no cell of a table of figures
_HEADS: Final = 3  # rows of heads
_SENTENCE = re.compile(r"[。；;！!？?，,：:]$|。")


def is_short(segment: Segment) -> bool:
    """Whether writing can be a cell of a table of figures."""
    return len(segment.text) <= _CELL and not _SENTENCE.search(segment.text)


def heads_above(rows: list[Row], start: int, columns: Sequence[Column]) -> list[Row]:
    """The rows of heads above, from the top down."""
    heads: list[Row] = []
    below = rows[start]
    for row in reversed(rows[max(0, start - _HEADS) : start]):
        if not near(row, below) or not _is_head_row(row, columns, lowest=not heads):
            break
        heads.insert(0, row)
        below = row
    return heads


def _is_head_row(row: Row, columns: Sequence[Column], *, lowest: bool) -> bool:
    """Whether a row can be heads; one line alone above others names the table, not its columns."""
    texts = [segment.text.strip() for segment in row]
    if any(is_value(t) or caption_measure(t) for t in texts) or not all(map(is_short, row)):
        return False
    covered = [covered_by(columns, segment) for segment in row]
    flat = [column for one in covered for column in one]
    if not all(covered) or len(set(flat)) < len(flat) or not any(flat):
        return False
    # One head over several columns, and none below it, tells them not apart.
    return all(len(one) == 1 for one in covered) if lowest else len(row) > 1


def head_cells(heads: Sequence[Row], columns: Sequence[Column]) -> list[tuple[Cell, ...]]:
    """The heads as one row of cells, or two where some span others; [] if a column has none."""
    own = [""] * len(columns)
    groups: dict[int, tuple[str, int]] = {}  # first column → words, how many columns
    grouped: set[int] = set()
    for segment in (segment for row in heads for segment in row):
        covered = covered_by(columns, segment)
        if len(covered) == 1:
            own[covered[0]] += segment.text.strip()
        elif grouped & set(covered):
            return []
        else:
            groups[covered[0]] = (segment.text.strip(), len(covered))
            grouped.update(covered)
    if not all(own[1:]):
        return []
    if not groups:
        return [tuple(Cell(text=text) for text in own)]
    upper = [
        Cell(text=groups[c][0], columns=groups[c][1]) if c in groups else Cell(text=own[c], rows=2)
        for c in range(len(columns))
        if c in groups or c not in grouped
    ]
    return [tuple(upper), tuple(Cell(text=own[c]) for c in sorted(grouped))]


def covered_by(columns: Sequence[Column], segment: Segment) -> list[int]:
    """The columns above which a head stands.

    They are those whose middles it covers; else the two between which its own middle lies; else the
    one that it overlaps most.
    """
    inside = [
        index
        for index, (x0, x1) in enumerate(columns)
        if segment.x0 - 0.5 * segment.size <= (x0 + x1) / 2 <= segment.x1 + 0.5 * segment.size
    ]
    if inside:
        return inside
    middle = (segment.x0 + segment.x1) / 2
    for index, (left, right) in enumerate(pairwise(columns)):
        if left[1] < middle < right[0] and segment.x0 < right[0] and left[1] < segment.x1:
            between, apart = (sum(left) + sum(right)) / 4, (sum(right) - sum(left)) / 2
            if abs(middle - between) <= 0.2 * apart:
                return [index, index + 1]
    shared = [min(x1, segment.x1) - max(x0, segment.x0) for x0, x1 in columns]
    best = max(range(len(columns)), key=lambda index: shared[index])
    return [best] if shared[best] > -segment.size else []
