"""Tables in running text: lines whose cells tabs or gaps hold apart, below their heads."""

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
_SPACE = re.compile(rf"[{_BLANK}]")
_NUMBER = re.compile(r"(?:[-+]?[0-9][0-9,]*(?:\.[0-9]+)?[%％]?|[-—–/无])$")


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
    """The cells of a line; gaps without a tab need two of them, since one ends many a line."""
    bare = line.strip(f"{_BLANK}\t\r")
    if len(bare) > 10 * LONG:
        return []
    if "\t" in bare:
        return _TAB.split(bare)
    cells = (_GAP if _GAP.search(bare) else _SPACE).split(bare)
    return cells if len(cells) > 2 else []


def _held_apart(lines: list[str], rows: list[list[str]]) -> bool:
    """Whether cells are told apart: single spaces stand in many a line, so that they need a name
    and numbers behind it in every row below the heads."""
    if all("\t" in line.strip(f"{_BLANK}\t\r") or _GAP.search(line) for line in lines):
        return True
    numbered = all(_NUMBER.match(cell) for row in rows[1:] for cell in row[1:])
    return numbered and not any(_NUMBER.match(cell) for cell in rows[0])


def _told(lines: list[str], rows: list[list[str]]) -> Iterator[Block]:
    short = all(len(cell) <= LONG for row in rows for cell in row)
    if len(rows) >= _FEWEST and short and _held_apart(lines, rows):
        grid = grid_of(rows)
        places, _ = raster(grid)
        if value_columns(places, head_rows(places)):
            yield grid
            return
    yield from lines
