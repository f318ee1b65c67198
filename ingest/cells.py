"""A table as a file has it, and the raster of places that its cells cover."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

_MOST_COLUMNS: Final = 2_000
_MOST_CELLS: Final = 1_000_000
LONG: Final = 60  # a cell of more characters is text, and stands on lines of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell; ``columns`` and ``rows`` are how many it spans."""

    text: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table as a file has it.

    Attributes:
        breaks: rows before which a new page begins.
    """

    rows: tuple[tuple[Cell, ...], ...]
    breaks: frozenset[int] = frozenset()


Block = str | Grid  # a paragraph or a table


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place of the table's raster.

    Attributes:
        own: its cell begins there.
        first: it lies in the first column of its cell.
    """

    text: str
    own: bool
    first: bool = True


Row = list[Place]
_EMPTY = Place(text="", own=False)


def grid_of(rows: Iterable[Iterable[str]]) -> Grid:
    """A grid of plain cells."""
    return Grid(rows=tuple(tuple(Cell(text=text) for text in row) for row in rows))


def raster(grid: Grid) -> tuple[list[Row], list[Row]]:
    """Every place of the table with the text of the cell that covers it.

    Returns:
        The rows of the raster; and, of a table larger than any that people make, the rows beyond,
        each with its own cells only.
    """
    width = min(_MOST_COLUMNS, max((sum(c.columns for c in row) for row in grid.rows), default=0))
    made: list[Row] = []
    hanging: dict[int, tuple[int, Place]] = {}  # column → rows still covered, with what
    most = _MOST_CELLS // max(1, width)
    for cells in grid.rows[:most]:
        row: Row = []
        waiting = list(reversed(cells))
        while len(row) < width:
            left, place = hanging.get(len(row), (0, _EMPTY))
            if left:
                hanging[len(row)] = (left - 1, place)
                row.append(place)
            elif waiting:
                cell = waiting.pop()
                text = cell.text.strip()
                for offset in range(max(1, min(cell.columns, width - len(row)))):
                    below = Place(text=text, own=False, first=offset == 0)
                    hanging[len(row)] = (max(1, cell.rows) - 1, below)
                    row.append(Place(text=text, own=offset == 0, first=offset == 0))
            else:
                row.append(_EMPTY)
        made.append(row)
    beyond = [[Place(text=c.text.strip(), own=True) for c in cells] for cells in grid.rows[most:]]
    return made, beyond


def spans_all(row: Row) -> bool:
    """One cell over the whole width: a title, or the name of what follows."""
    return len(row) > 1 and len({place.text for place in row}) == 1 and not row[-1].own


def paragraphs(text: str) -> list[str]:
    """The lines of a cell that hold something."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def on_one_line(text: str) -> str:
    """The words of a cell that were broken for its width."""
    return "".join(paragraphs(text))


_FIELD = re.compile(r"(?!其中)[\u4e00-\u9fff（）()]{2,14}\s*[:：]\s*\S")


def is_form_line(row: Row) -> bool:
    """Whether a row only says who filled the table in, when, and in what it counts."""
    texts = [place.text for place in row if place.own and place.text]
    return len(texts) > 1 and all(_FIELD.match(text) for text in texts)


def plain(row: Row) -> list[str]:
    """The cells that begin in a row, tabs between them; long ones on lines of their own."""
    texts = [place.text for place in row if place.own and place.text]
    long = [len(text) > LONG or "\n" in text or "。" in text for text in texts]
    short = "\t".join(text for text, below in zip(texts, long, strict=True) if not below)
    below = [p for text, far in zip(texts, long, strict=True) if far for p in paragraphs(text)]
    return [short, *below] if short else below
