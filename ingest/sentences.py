"""Where sentences begin and end. Every module that cuts text cuts it here."""

from __future__ import annotations

import re
from itertools import pairwise

Span = tuple[int, int]

# A sentence ends at 。！？ (half-width ! ? too), with the quotes and brackets that close on it,
# or at a line end. The full stop of a half-width text is ambiguous with decimals and numbering:
# it ends a sentence only between a Han character and a line end, which the line end covers.
_SENTENCE_END = re.compile(r"[。！？!?]+[”’」』）)】》\"]*|\n+")
# 一是 二是 … / 一要 / 第一， / 首先，: the author's own joints inside a paragraph.
_JOINT = re.compile(
    r"(?:(?<=[。；;：:！!\n])|^)\s*(?:[一二三四五六七八九十]{1,3}(?:是|要|方面)|"
    r"第[一二三四五六七八九十]{1,2}[，,、]|[①②③④⑤⑥⑦⑧⑨⑩]|——)",
)


def _tile(pattern: re.Pattern[str], text: str, start: int, end: int) -> list[Span]:
    spans: list[Span] = []
    position = start
    for match in pattern.finditer(text, start, end):
        if match.end() > position:
            spans.append((position, match.end()))
            position = match.end()
    if position < end:
        spans.append((position, end))
    return spans


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Sentences of ``text[start:end]``; they tile it, line ends belong to the one before."""
    return _tile(_SENTENCE_END, text, start, len(text) if end is None else end)


def joint_spans(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Pieces that begin at the author's joints (一是 … 二是 …) or lines; they tile the range."""
    stop = len(text) if end is None else end
    cuts = {start, stop}
    cuts.update(match.start() for match in _JOINT.finditer(text, start, stop))
    cuts.update(match.end() for match in re.compile(r"\n+").finditer(text, start, stop))
    ordered = sorted(cuts)
    return list(pairwise(ordered))


def trim(text: str, start: int, end: int) -> Span:
    """The span without white space at either end."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def sentence_around(text: str, start: int, end: int) -> Span:
    """The sentence (or run of sentences) that holds ``text[start:end]``, trimmed."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    inside = [span for span in sentence_spans(text, line_start, line_end) if span[1] > start]
    first = inside[0][0]
    last = next((stop for _, stop in inside if stop >= end), line_end)
    return trim(text, first, last)
