"""Markers as language models write them: [1] [1][2] [1,2] [1-3] 【1】 [^1]."""

from __future__ import annotations

import re
from collections.abc import Iterable

_OPEN, _CLOSE = r"[\[【［]", r"[\]】］]"
_INNER = r"\s*\^?\d{1,3}(?:\s*[,，、;；\-–~至]\s*\^?\d{1,3})*\s*"
MARKER = re.compile(rf"{_OPEN}{_INNER}{_CLOSE}")
MARKERS = re.compile(rf"(?:{_OPEN}{_INNER}{_CLOSE}\s*[、,，]?(?={_OPEN}))*{_OPEN}{_INNER}{_CLOSE}")
# The beginning of a marker that has not come to its end yet.
BEGUN = re.compile(rf"{_OPEN}[\s\d^,，、;；\-–~至]{{0,24}}$")
_RANGE = re.compile(r"(\d{1,3})\s*[-–~至]\s*\^?(\d{1,3})")
_LONGEST_RANGE = 20


def markers_of(text: str) -> tuple[int, ...]:
    """The numbers of all markers in ``text``, each once, in order."""
    return tuple(dict.fromkeys(number for m in MARKER.finditer(text) for number in _numbers(m[0])))


def _numbers(marker: str) -> Iterable[int]:
    span = _RANGE.search(marker)
    if span and int(span[1]) < int(span[2]) <= int(span[1]) + _LONGEST_RANGE:
        yield from range(int(span[1]), int(span[2]) + 1)
    yield from (int(digits) for digits in re.findall(r"\d+", marker))


def without_markers(text: str) -> str:
    """``text`` with every marker taken out."""
    return MARKERS.sub("", text)
