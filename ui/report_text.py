"""A report's text as HTML: headings, figures and quotes marked, every character as stored."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.types import Report
from ui.markup import escaped

_LEVELS = 4  # deeper headings look like the fourth


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A stretch of text to mark.

    Attributes:
        tag: element around it.
        style: its class.
        place: its ``data-at``, unique in the text; empty for none.
    """

    start: int
    end: int
    tag: str
    style: str
    place: str = ""

    @property
    def opening(self) -> str:
        """The element's start."""
        place = f' data-at="{escaped(self.place)}"' if self.place else ""
        return f'<{self.tag} class="{self.style}"{place}>'

    @property
    def closing(self) -> str:
        """The element's end."""
        return f"</{self.tag}>"


def marked(text: str, start: int, end: int, marks: Sequence[Mark]) -> str:
    """``text[start:end]`` with marks around their stretches.

    Args:
        marks: in order of their starts, longer ones first; what reaches over the end of the
            mark it stands in, or lies outside the slice, is left out.
    """
    parts: list[str] = []
    inside: list[Mark] = []
    at = start
    for mark in marks:
        if mark.start < start or mark.end > end or mark.start >= mark.end:
            continue
        while inside and inside[-1].end <= mark.start:
            parts += [escaped_as_stored(text[at : inside[-1].end]), inside[-1].closing]
            at = inside.pop().end
        if inside and mark.end > inside[-1].end:
            continue
        parts += [escaped_as_stored(text[at : mark.start]), mark.opening]
        at = mark.start
        inside.append(mark)
    while inside:
        parts += [escaped_as_stored(text[at : inside[-1].end]), inside[-1].closing]
        at = inside.pop().end
    parts.append(escaped_as_stored(text[at:end]))
    return "".join(parts)


def escaped_as_stored(text: str) -> str:
    """As ``escaped``; a slice may be empty."""
    return escaped(text) if text else ""


def figure_place(ordinal: int) -> str:
    """``data-at`` of a figure by its number in the report."""
    return f"figure-{ordinal}"


def section_place(ordinal: int) -> str:
    """``data-at`` of a section's heading by its number in the report."""
    return f"section-{ordinal}"


QUOTE_PLACE = "quote"


def text_html(report: Report, *, quote: tuple[int, int] | None = None) -> str:
    """The whole text, a paragraph a line.

    Args:
        quote: a stretch to highlight, in offsets of the text; its first line carries
            ``QUOTE_PLACE``.
    """
    marks = _marks(report)
    starts = [mark.start for mark in marks]
    pages = {start: number for number, start in enumerate(report.pages, 1)}
    turns = sorted(pages)
    parts: list[str] = []
    quoted = False
    for start, end in _lines(report.text):
        here = marks[bisect_right(starts, start - 1) : bisect_right(starts, end)]
        if quote is not None and quote[0] < end and quote[1] > start:
            low, high = max(start, quote[0]), min(end, quote[1])
            place = "" if quoted else QUOTE_PLACE
            here = _with_quote(here, low, high, place)
            quoted = True
        turned = turns[bisect_right(turns, start - 1) : bisect_right(turns, end - 1)]
        parts += [f'<p class="page-turn">第 {pages[turn]} 页</p>' for turn in turned]
        parts.append(
            f'<p class="{_style(here, start, end)}">{marked(report.text, start, end, here)}</p>'
        )
    return "".join(parts)


def _with_quote(marks: Sequence[Mark], low: int, high: int, place: str) -> list[Mark]:
    """Marks of a line with the quote's: an element that the quote would cut through gives way."""
    whole = [
        mark
        for mark in marks
        if mark.end <= low or mark.start >= high or (low <= mark.start and mark.end <= high)
        or (mark.start <= low and high <= mark.end)
    ]  # fmt: skip
    whole.append(Mark(start=low, end=high, tag="mark", style="quoted", place=place))
    return sorted(whole, key=lambda mark: (mark.start, -mark.end))


def _marks(report: Report) -> list[Mark]:
    headings = [
        Mark(
            start=section.start,
            end=section.start + len(section.heading),
            tag="span",
            style=f"heading level-{min(max(len(section.path), 1), _LEVELS)}",
            place=section_place(ordinal),
        )
        for ordinal, section in enumerate(report.sections)
        if section.heading
    ]
    figures = [
        Mark(start=f.start, end=f.end, tag="span", style="figure", place=figure_place(ordinal))
        for ordinal, f in enumerate(report.figures)
    ]
    return sorted([*headings, *figures], key=lambda mark: (mark.start, -mark.end))


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """The lines that hold something, as offsets."""
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield at, at + len(line)
        at += len(line) + 1


def _style(marks: Sequence[Mark], start: int, end: int) -> str:
    """A line that is all heading is set as one."""
    for mark in marks:
        if mark.style.startswith("heading") and mark.start == start and mark.end >= end - 1:
            return f"line {mark.style.split()[1]}"
    return "line"
