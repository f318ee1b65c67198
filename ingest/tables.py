"""Figures of tables: rows as ``ingest.grid`` writes them, each value behind its column's head."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ingest.figures import extract_figures
from ingest.gaps import LONGEST
from ingest.grid import HEAD_MARK
from ingest.heads import without_measure
from ingest.measures import MEASURE_PATTERN
from ingest.numerals import half_width
from ingest.organs import SUFFIXES
from ingest.patterns import HEADING_MARK
from ingest.phrases import periods, strip_lead
from ingest.quantities import Quantity, iter_quantities
from ingest.types import Figure

_CELL = re.compile(
    rf"(?P<head>(?:其中[:：])?[^{HEAD_MARK}\t\n。；]{{1,40}}){HEAD_MARK}\s*(?P<value>[^\t\n]{{1,60}})"
)
_WORD = re.compile("[A-Za-z\u4e00-\u9fff]")
_ARROW = re.compile(r"[↑↓▲▼±+]?\s*")
_NUMBERING = re.compile(
    rf"[0-9.、（）()\s]{{1,3}}|[-—–/*\s]+|{MEASURE_PATTERN}|[百千万亿]+(?:{MEASURE_PATTERN})?|[%％‰]"
)
_OFFICE = re.compile(rf"(?:{SUFFIXES}|[省市区县旗乡村]|社区|单位|部门)$")
_TOTAL = re.compile(r"总计|合计|小计|总数")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}\s*年?度?")
# 单位：万元 names a measure; 010-… and 0000123 are numbers of telephones and documents.
_NO_VALUE = re.compile(r"[百千万亿]|0[0-9]{2}")
_BARE_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}$")
# Heads that say that a column holds values, or how they changed, but not of what.
_BARE_HEAD = re.compile(
    r"(?:数量|数值|数据|数|值|指标值|绝对[值数量]|完成[值数]|实绩|本[年期月]|合计|累计|全年|情况|结果)*"
)
_CHANGE = re.compile(
    r"(?:(?:同比|环比|比(?:上年|去年|同期)|较(?:上年|去年|同期))(?:增长|增减|增加|下降|减少|变化|增速|增幅|±)?|"
    r"增长|增减|增速|增幅|降幅|涨幅)(?:率|百分点|情况)?$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _TableRow:
    """What stands before the values of a row: what it is of, and whose it is."""

    start: int
    end: int
    name: str
    subject: str
    period: str


def figures_of(text: str, *, year: int | None = None) -> tuple[Figure, ...]:
    """The figures that a text states, in sentences and in tables, in document order.

    Args:
        text: a report's cleaned text; offsets are code points into it.
        year: the report's year.
    """
    rows = list(_rows(text))
    found = [figure for row in rows for figure in _row_figures(text, row)]
    starts = [row.start for row in rows]

    def in_row(figure: Figure) -> bool:
        at = bisect_right(starts, figure.start) - 1
        return at >= 0 and figure.start < rows[at].end

    sentences = [
        f for f in extract_figures(text, year=year) if not (in_row(f) or _is_bare_cell(text, f))
    ]
    return tuple(sorted([*sentences, *found], key=lambda figure: figure.start))


def _is_bare_cell(text: str, figure: Figure) -> bool:
    """Whether a number stands in a row that has no heads: nothing tells what it counts."""
    begin, end = figure.sentence_start, figure.sentence_end
    return "\t" in text[begin:end] and not _WORD.search(figure.indicator)


def _rows(text: str) -> Iterator[_TableRow]:
    """Lines with tabs in which a value stands behind a head."""
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if "\t" in line and any(_value(cell) for cell in line.split("\t")):
            yield _row(line, start, end)
        start = end + 1


def _row(line: str, start: int, end: int) -> _TableRow:
    names: list[str] = []
    for cell in line.split("\t"):
        if _value(cell):
            break
        if cell and not _NUMBERING.fullmatch(cell):
            names.append(cell)
    owners = [name for name in names if _OFFICE.search(name) and not _TOTAL.search(name)]
    stated = [words for name in names for _, words in periods(half_width(name))]
    stated = stated or [name for name in names if _YEAR.fullmatch(name)]
    kept = [
        without_measure([HEADING_MARK.sub("", name)])[0]
        for name in names
        if name not in owners and name not in stated
    ]
    return _TableRow(
        start=start,
        end=end,
        name=_bare("".join(dict.fromkeys(kept))),
        subject="".join(owners[-1:]),
        period="".join(stated[-1:]),
    )


def _bare(words: str) -> str:
    """A name without what only leads up to it (其中：, 本年)."""
    return (strip_lead(words).strip(" 　、，,：:") or words)[-LONGEST:]


def _value(cell: str) -> tuple[re.Match[str], Quantity] | None:
    """A cell's head and value, and the number that the value is."""
    match = _CELL.fullmatch(cell)
    if match is None:
        return None
    value = half_width(match["value"])
    if _NO_VALUE.match(value):
        return None
    arrow = _ARROW.match(value)
    begin = arrow.end() if arrow else 0
    quantities = list(iter_quantities(value[begin:]))
    if (
        len(quantities) != 1
        or quantities[0].start
        or quantities[0].end < len(value[begin:].rstrip())
    ):
        return None
    return match, quantities[0]


def _row_figures(text: str, row: _TableRow) -> Iterator[Figure]:
    position = row.start
    for cell in text[row.start : row.end].split("\t"):
        if found := _value(cell):
            match, quantity = found
            yield _figure(row, match, quantity, position + match.start("value"))
        position += len(cell) + 1


def _figure(row: _TableRow, match: re.Match[str], quantity: Quantity, offset: int) -> Figure:
    value = match["value"]
    begin = offset + len(value) - len(_ARROW.sub("", half_width(value), count=1))
    indicator, change, period = _read_head(match["head"], row.name)
    return Figure(
        start=begin + quantity.start,
        end=begin + quantity.end,
        value=quantity.value,
        high=quantity.high,
        measure=quantity.measure,
        amount=quantity.amount,
        amount_high=quantity.amount_high,
        base=quantity.base,
        qualifier=quantity.qualifier,
        change=change,
        indicator=indicator,
        subject=row.subject,
        period=period or row.period,
        sentence_start=row.start,
        sentence_end=row.end,
    )


def _read_head(head: str, name: str) -> tuple[str, Literal["", "by"], str]:
    """Indicator, change and period that a column's head and its row's name tell together."""
    plain = half_width(head)
    stated = periods(plain)
    rest = head
    if not stated and (year := _BARE_YEAR.search(plain)):
        rest, stated = head[: year.start()], [(year.start(), f"{year.group()}年")]
    for end, words in reversed(stated if rest == head else []):
        rest = rest[: end - len(words)] + rest[end:]
    rest = re.sub(r"[（(][^（）()]*[)）]$", "", rest.strip("-—–～、 "))
    change: Literal["", "by"] = ""
    if match := _CHANGE.search(rest):
        rest, change = rest[: match.start()], "by"
    if _BARE_HEAD.fullmatch(rest) and name:
        rest = ""
    indicator = name if rest and name.endswith(rest) else name + rest
    return _bare(indicator) or head, change, stated[-1][1] if stated else ""
