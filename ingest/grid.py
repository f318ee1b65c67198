"""Tables become lines of text that can be read, searched and cited one by one.

A row of a table of figures is worth little without the heads of its columns, and a citation is one
slice of the text. So such a row is written with them, cell by cell, tabs between the cells:
``审核合同<TAB>2023年：132件<TAB>2024年：158件``. A table of words keeps its cells as they stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ingest.cells import (
    LONG,
    Block,
    Cell,
    Grid,
    Row,
    grid_of,
    is_form_line,
    on_one_line,
    paragraphs,
    plain,
    raster,
    spans_all,
)
from ingest.document import PAGE_BREAK
from ingest.heads import (
    caption_measure,
    head_rows,
    is_nothing,
    is_rate,
    is_share,
    is_value,
    levels,
    names_something,
    row_measure,
    value_columns,
    with_measure,
    without_measure,
)

__all__ = ["HEAD_MARK", "Block", "Cell", "Grid", "grid_lines", "grid_of", "text_of"]

HEAD_MARK: Final = "："  # between a column's head and the value


def text_of(blocks: Iterable[Block]) -> str:
    """The text of a file: a paragraph or a row a line."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Grid):
            lines.extend(grid_lines(block, captions=lines[-2:]))
        else:
            lines.append(block)
    return "\n".join(lines)


def grid_lines(grid: Grid, *, captions: Sequence[str] = ()) -> list[str]:
    """The lines of a table; a page break stands before the first line of its page.

    Args:
        captions: the lines above it; one may say what all is counted in (单位：万元).
    """
    places, beyond = raster(grid)
    shown = [index for index, row in enumerate(places) if any(place.text for place in row)]
    rows = [places[index] for index in shown]
    kept = [c for c in range(len(rows[0]) if rows else 0) if any(row[c].text for row in rows)]
    written = _row_lines([[row[c] for c in kept] for row in rows], captions)
    waiting = sorted(grid.breaks, reverse=True)
    lines: list[str] = []
    for index, of_row in zip(shown, written, strict=True):
        begins = ""
        while waiting and waiting[-1] <= index and of_row:
            begins += PAGE_BREAK
            waiting.pop()
        lines += [begins + of_row[0], *of_row[1:]] if of_row else []
    lines += [line for row in beyond for line in plain(row)]
    return [*lines, PAGE_BREAK * len(waiting)] if waiting else lines


def _row_lines(rows: list[Row], captions: Sequence[str]) -> list[list[str]]:
    """The lines of each row.

    A row of one cell over the whole width names what follows; heads of its own may follow it, or
    those above hold on.
    """
    lines: list[list[str]] = []
    table: _Table | None = None
    above: list[Row] = []  # heads without values of their own below them
    measure = next((m for line in reversed(captions) if (m := caption_measure(line))), "")
    for part in _parts(rows):
        titled = _begins(part[0])
        body = part[1:] if titled else part
        if titled:
            lines.append(plain(part[0]))
            measure = caption_measure(part[0][-1].text) or measure
        found = _table(body, measure) or _below(above, body, measure)
        if body and not any(is_value(place.text) for row in body for place in row):
            above = body
        table = found or table
        heads = found.rows if found else 0
        lines += [_heads_line(row) for row in body[:heads]]
        lines += [table.lines(row) if table else plain(row) for row in body[heads:]]
    return lines


def _begins(row: Row) -> bool:
    """Whether a row begins a part: it names what follows, or tells who filled it in."""
    return spans_all(row) or is_form_line(row)


def _heads_line(row: Row) -> list[str]:
    """Heads, which were broken for the width of their columns."""
    return ["\t".join(on_one_line(place.text) for place in row if place.own and place.text)]


def _parts(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows in parts, each with the row that begins it first."""
    parts: list[list[Row]] = []
    for row in rows:
        if not parts or _begins(row):
            parts.append([])
        parts[-1].append(row)
    return parts


def _table(body: list[Row], measure: str) -> _Table | None:
    """How rows of figures below heads of their own are read; None where they have none."""
    heads = head_rows(body)
    columns = value_columns(body, heads)
    if not columns:
        return None
    return _Table(
        rows=heads,
        heads=tuple(levels(body[:heads], c) for c in range(len(body[0]))),
        values=frozenset(columns),
        measure=measure,
    )


def _below(heads: list[Row], body: list[Row], measure: str) -> _Table | None:
    """How rows are read whose heads stand above the row that names them."""
    found = _table([*heads, *body], measure) if heads else None
    return replace(found, rows=0) if found and found.rows == len(heads) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """A table of figures.

    Attributes:
        rows: how many rows its heads take.
        heads: those above each column, the widest first.
        values: the columns that hold values.
        measure: what all is counted in; empty where nothing says so.
    """

    rows: int
    heads: tuple[tuple[str, ...], ...]
    values: frozenset[int]
    measure: str

    def lines(self, row: Row) -> list[str]:
        """A row with the heads of its values; long cells of words stand below it."""
        first = min(self.values)
        cells: list[str] = []
        below: list[str] = []
        named = self._measure_of(row)
        for column, place in enumerate(row):
            if not place.text or not (place.own or (place.first and column < first)):
                continue
            if _is_text(place.text):
                below += paragraphs(place.text)
            elif column in self.values and _tells(place.text, beside=cells[-1:]):
                cells.append(self._value(column, place.text, named))
            else:
                cells.append(on_one_line(place.text))
        return ["\t".join(cells), *below] if cells else below

    def _measure_of(self, row: Row) -> str:
        """What the row says that it is counted in."""
        for column, place in enumerate(row):
            if column in self.values:
                break
            if measure := row_measure("".join(self.heads[column]), place.text):
                return measure
        return ""

    def _value(self, column: int, text: str, named: str) -> str:
        head, measure = without_measure(self.heads[column])
        told = "" if is_share(head) and named not in ("%", "‰") else named
        measure = measure or told or ("" if is_rate(head) else self.measure)
        return f"{head}{HEAD_MARK}{with_measure(text, measure)}" if head else text


def _is_text(text: str) -> bool:
    """Whether a cell holds sentences, which stand on lines of their own."""
    broken = "\n" in text and len(text) > LONG // 2
    return len(text) > LONG or broken or "。" in text


def _tells(text: str, *, beside: Sequence[str]) -> bool:
    """Whether a cell in a column of values tells one, or that there is none; 联系电话 tells none."""
    named = bool(beside) and names_something(beside[0])
    return is_nothing(text) or (any(c.isdecimal() for c in text) and not named)
