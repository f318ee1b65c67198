"""Tables in running text: lines whose cells tabs or wide gaps hold apart, below their heads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from ingest.cells import LONG, Block, grid_of, raster
from ingest.heads import head_rows, value_columns

_FEWEST: Final = 3  # lines: heads and two rows
_BLANK = " \u00a0\u3000"
_TAB = re.compile(rf"[{_BLANK}]*\t[{_BLANK}\t]*")
_GAP = re.compile(rf"[{_BLANK}]{{2,}}")


def with_tables(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, with such lines as tables; whatever has no heads above values stays as it is."""
    lines: list[str] = []
    rows: list[list[str]] = []
    for block in blocks:
        cells = _cells(block) if isinstance(block, str) else []
        if rows and len(cells) != len(rows[0]):
            yield from _told(lines, rows)
            lines, rows = [], []
        if len(cells) > 1 and isinstance(block, str):
            lines.append(block)
            rows.append(cells)
        else:
            yield block
    yield from _told(lines, rows)


def _cells(line: str) -> list[str]:
    """The cells of a line; wide gaps without a tab need two of them, since one ends many a line."""
    bare = line.strip(f"{_BLANK}\t\r")
    if len(bare) > 10 * LONG:
        return []
    if "\t" in bare:
        return _TAB.split(bare)
    cells = _GAP.split(bare)
    return cells if len(cells) > 2 else []


def _told(lines: list[str], rows: list[list[str]]) -> Iterator[Block]:
    if len(rows) >= _FEWEST and all(len(cell) <= LONG for row in rows for cell in row):
        grid = grid_of(rows)
        places, _ = raster(grid)
        if value_columns(places, head_rows(places)):
            yield grid
            return
    yield from lines
