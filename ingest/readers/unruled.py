"""Tables of figures without ruled lines: values that stand below each other, below their heads.

pdfplumber's own strategy for such tables ("text") was tried: it cuts words and takes prose for
tables, and it knows PDF only. Here a table must have a head above every column of values; what has
none stays as it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.cells import Cell, Grid, raster
from ingest.heads import head_rows, is_nothing, is_value, value_columns
from ingest.readers.page import Page
from ingest.readers.rows import MOST, Column, Row, column_of, merged, near, rows_of, with_region
from ingest.readers.unruled_heads import covered_by, head_cells, heads_above, is_short


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A table, and what of the page went into it."""

    grid: Grid
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def with_figure_tables(pages: Sequence[Page]) -> list[Page]:
    """The pages with their tables of figures; one may go on at the head of the next page."""
    done: list[Page] = []
    going_on: tuple[Column, ...] = ()
    for page in pages:
        rows = rows_of(page.segments) if len(page.segments) <= MOST else []
        last = rows[-1] if rows else []
        index, going_on, before = 0, (), going_on
        while index < len(rows):
            found = _figures_from(rows, index, before if index == 0 else ())
            if found is None:
                index += max(1, len(_body(rows, index)))
                continue
            page = with_region(page, found.grid, found.rows)
            index = 1 + next(i for i, row in enumerate(rows) if row is found.rows[-1])
            going_on = found.columns if found.rows[-1] is last else ()
        done.append(page)
    return done


def _figures_from(rows: list[Row], start: int, before: tuple[Column, ...]) -> _Found | None:
    """The table whose first row of values is ``rows[start]``; None where none begins there.

    Args:
        before: the columns of a table at the foot of the page before.
    """
    body = _body(rows, start)
    if not body:
        return None
    columns = tuple(merged([s for row in body if len(row) > 1 for s in row]))
    if len(columns) < 2 or not all(_fits(columns, row) for row in body):
        return None
    if len(before) == len(columns) and all(
        left[0] < right[1] and right[0] < left[1]
        for left, right in zip(before, columns, strict=True)
    ):
        grid = Grid(rows=tuple(_cells(columns, row) for row in body))
        return _Found(grid=grid, columns=before, rows=tuple(body))
    heads = heads_above(rows, start, columns)
    above = head_cells(heads, columns)
    if not above or (len(body) < 2 and len(columns) < 3):
        return None
    grid = Grid(rows=(*above, *(_cells(columns, row) for row in body)))
    if not _is_table(grid, len(columns)):
        return None
    return _Found(grid=grid, columns=columns, rows=(*heads, *body))


def _body(rows: list[Row], start: int) -> list[Row]:
    """The rows of values from ``start`` on; a short line between two of them names a group."""
    if not _is_value_row(rows[start]):
        return []
    end = start + 1
    while end < len(rows) and near(rows[end - 1], rows[end]):
        if _is_value_row(rows[end]):
            end += 1
        elif (
            end + 1 < len(rows)
            and len(rows[end]) == 1
            and is_short(rows[end][0])
            and rows[end][0].x0 <= rows[start][0].x1
            and near(rows[end], rows[end + 1])
            and _is_value_row(rows[end + 1])
        ):
            end += 2
        else:
            break
    return rows[start:end]


def _is_value_row(row: Row) -> bool:
    if len(row) < 2 or not all(is_short(segment) for segment in row):
        return False
    behind = [segment.text.strip() for segment in row[1:]]
    values = sum(is_value(text) for text in behind)
    empty = sum(is_nothing(text) for text in behind)
    return values > 0 and 2 * (values + empty) >= len(behind)


def _fits(columns: Sequence[Column], row: Row) -> bool:
    """Whether each segment has a column of its own."""
    return len({column_of(columns, segment) for segment in row}) == len(row)


def _cells(columns: Sequence[Column], row: Row) -> tuple[Cell, ...]:
    """A row as cells; a head may span columns, and one line alone names the rows below it."""
    if len(row) == 1:
        return (Cell(text=row[0].text.strip(), columns=len(columns)),)
    cells: list[Cell] = []
    for segment in row:
        covered = covered_by(columns, segment) or [column_of(columns, segment)]
        at = (
            column_of(columns, segment)
            if len(covered) == 1 and is_value(segment.text)
            else covered[0]
        )
        used = sum(cell.columns for cell in cells)
        cells += [Cell(text="")] * (at - used)
        cells.append(Cell(text=segment.text.strip(), columns=len(covered)))
    return tuple(cells)


def _is_table(grid: Grid, width: int) -> bool:
    """Whether the rows read as a table: heads, and a column of values behind the first."""
    rows, _ = raster(grid)
    if not rows or len(rows[0]) != width:
        return False
    heads = head_rows(rows)
    return bool(value_columns(rows, heads))
