"""An answer taken apart: statements with their markers, and the numbers in them. Pure.

Kept apart from the program's own reading of figures on purpose: a measure that shares its code
with what it measures cannot see that code's mistakes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest

from eval.normalise import normalise
from eval.types import Prediction

_MARKERS = re.compile(r"(?:\[[0-9]{1,3}\]\s*)+")
_MARKER = re.compile(r"\[([0-9]{1,3})\]")
_NUMBER = re.compile(r"(?<![0-9.])([0-9]+(?:\.[0-9]+)?)(万亿|亿|万|千|百)?")
_HAN_NUMBER = re.compile(r"[零〇一二两三四五六七八九十百千万亿]+")
# Numbers that say where something stands, not how much there is: 3/5份, "1. " of a list.
_FRACTION = re.compile(r"[0-9]+/[0-9]+|[0-9]+份报告中[0-9]+份")
_LIST_HEAD = re.compile(r"^\s*(?:[-*]\s*)?[0-9]{1,2}[.、)]\s*(?![0-9])", re.MULTILINE)
_SENTENCE_END = re.compile(r"[。！？；\n]")
_SCALES = {
    "百": Decimal(100),
    "千": Decimal(1000),
    "万": Decimal(10_000),
    "亿": Decimal(10**8),
    "万亿": Decimal(10**12),
}
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
}
_STEPS = {"十": 10, "百": 100, "千": 1000}


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Text of an answer or a cell, and the markers that it ends in.

    Attributes:
        text: as written, without its markers.
        markers: empty for text that no marker follows.
        cell: whether it is a cell of the table.
        head: that cell's column head.
    """

    text: str
    markers: tuple[int, ...]
    cell: bool = False
    head: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """Attributes: amount: 207.7万 is 2077000. words: as written."""

    amount: Decimal
    words: str


def statements(prediction: Prediction) -> tuple[Statement, ...]:
    """Statements of the answer, then the cells of its table, in reading order.

    A row that only names a report (第七师 | 未提及) states nothing: it is left out.
    """
    cells = [
        Statement(text=_MARKER.sub("", text), markers=markers_of(text), cell=True, head=head)
        for row in prediction.rows
        if not _only_names(row)
        for head, text in zip_longest(prediction.columns, map(_compatible, row), fillvalue="")
    ]
    return (*_cut(_compatible(prediction.answer)), *cells)


def _only_names(row: Sequence[str]) -> bool:
    """Whether no cell but the first holds a number, and none a marker."""
    said = _compatible("\n".join(row[1:]))
    return not markers_of("\n".join(row)) and not any(map(str.isdigit, said))


def _compatible(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _cut(answer: str) -> Iterator[Statement]:
    start = 0
    for run in _MARKERS.finditer(answer):
        yield Statement(text=answer[start : run.start()], markers=markers_of(run.group()))
        start = run.end()
    if answer[start:].strip():
        yield Statement(text=answer[start:], markers=())


def markers_of(text: str) -> tuple[int, ...]:
    """Marker numbers in ``text``, in order."""
    found = _MARKER.findall(unicodedata.normalize("NFKC", text))
    return tuple(int(number) for number in found)


def first_sentence(answer: str) -> str:
    """What a reader sees first: up to the first full stop, semicolon or line end."""
    return _SENTENCE_END.split(answer.strip(), maxsplit=1)[0]


def list_items(answer: str) -> int:
    """How many numbered items the answer lists."""
    return len(_LIST_HEAD.findall(unicodedata.normalize("NFKC", answer)))


def stated_numbers(text: str) -> tuple[Number, ...]:
    """Amounts that Arabic numbers state, list heads left out: 1.2亿 is 120000000."""
    plain = _FRACTION.sub("/", _LIST_HEAD.sub("", unicodedata.normalize("NFKC", text)))
    return tuple(_numbers(normalise(plain)))


def borne_numbers(text: str) -> frozenset[Decimal]:
    """Every amount that ``text`` can be quoted for, Han numerals too."""
    plain = normalise(text)
    found = {number.amount for number in _numbers(plain)}
    for run in _HAN_NUMBER.findall(plain):
        value = _han_value(run)
        if value is not None:
            found.add(Decimal(value))
    return frozenset(found)


def scales_in(text: str) -> frozenset[Decimal]:
    """1, and every 百…亿 in a text that states a measure for numbers elsewhere: a column's head."""
    return frozenset({Decimal(1), *(_SCALES[word] for word in _SCALES if word in text)})


def _numbers(plain: str) -> Iterator[Number]:
    for match in _NUMBER.finditer(plain):
        scale = _SCALES.get(match.group(2) or "", Decimal(1))
        yield Number(amount=Decimal(match.group(1)) * scale, words=match.group())


def _han_value(run: str) -> int | None:
    """三百一十二 → 312, 十五 → 15; None where it is no number (万一, 千百)."""
    total = section = digit = 0
    for character in run:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _STEPS:
            section += (digit or (1 if not section else 0)) * _STEPS[character]
            digit = 0
        else:
            scale = 10_000 if character == "万" else 10**8
            if not section + digit:
                return None
            total, section, digit = (total + section + digit) * scale, 0, 0
    return total + section + digit
