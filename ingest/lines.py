"""Physical lines become paragraphs: line ends inside sentences go, rows of tables stay apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.patterns import HEADING_MARK, is_date_line, is_title_line
from ingest.roles import role_of_heading

_TERMINAL = re.compile(r"[。！？!?；;：:…][”’」』）)】》\"]*$")
_BODY = re.compile(r"[，。；,;]")
_WIDEST = 100  # columns; nobody wraps wider by hand
_FULL = 0.88  # a line this near to the wrap width was broken there
_MINIMUM = 4  # lines broken at the width that show a file to be hard-wrapped


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A physical line, stripped; ``indented`` if white space stood before it.

    A row of a table holds its columns apart with tabs.
    """

    text: str
    indented: bool


def _wrap_width(lines: Sequence[Line]) -> int:
    """The column at which a file was hard-wrapped, 0 where it was not.

    In wrapped text many lines break off without a full stop near the longest; in running text
    nearly none do.
    """
    lengths = sorted(len(line.text) for line in lines)
    if not lengths:
        return 0
    widest = lengths[max(0, int(len(lengths) * 0.98) - 1)]
    if not 16 <= widest <= _WIDEST:
        return 0
    broken = [
        line for line in lines if len(line.text) >= widest * _FULL and not _is_ended(line.text)
    ]
    return widest if len(broken) >= max(_MINIMUM, 0.15 * len(lengths)) else 0


def _is_ended(text: str) -> bool:
    return bool(_TERMINAL.search(text[-8:]))


def _indents(lines: Sequence[Line]) -> bool:
    """Whether an indent begins a paragraph in this file (and a line without one goes on)."""
    begun = [b.indented for a, b in pairwise(lines) if _is_ended(a.text)]
    broken = [
        b.indented
        for a, b in pairwise(lines)
        if len(a.text) > 16 and not _is_ended(a.text) and not HEADING_MARK.match(a.text)
    ]
    return (
        len(begun) >= 3
        and sum(begun) >= 0.6 * len(begun)
        and len(broken) >= 3
        and sum(broken) <= 0.3 * len(broken)
    )


@dataclass(slots=True, kw_only=True)
class _Paragraph:
    """A paragraph as it grows; the parts are joined once, so long ones cost no more."""

    parts: list[str]
    length: int
    commas: int

    @property
    def last(self) -> str:
        return self.parts[-1]

    @property
    def runs(self) -> bool:
        """Running text: longer than an unnumbered heading, or with more commas than one has."""
        return self.commas > 1 or (self.commas > 0 and self.length >= 20)


def _is_heading_line(text: str) -> bool:
    """A numbered line without a full stop: its comma is no sign of a broken sentence."""
    return bool(HEADING_MARK.match(text)) and "。" not in text and len(text) <= 60


def _is_plain_heading(text: str) -> bool:
    return (
        len(text) <= 32
        and not re.search(r"[，。；：:,;]", text)
        and (role_of_heading(text, None, None) is not None)
    )


def _continues(paragraph: _Paragraph, following: Line, width: int, indents: bool) -> bool:
    """Whether the line end between the two stands inside a sentence."""
    text, last = following.text, paragraph.last
    full = width > 0 and len(last) >= width * _FULL
    open_ended = last[-1] in "，,、（(“"
    if not (full or open_ended or paragraph.runs):
        return False
    if "\t" in text or "\t" in last or HEADING_MARK.match(text) or is_date_line(text):
        return False
    if text.startswith("—") or (indents and following.indented):
        return False
    whole = last if len(paragraph.parts) == 1 else ""
    if whole and is_title_line(whole) and (not full or _stands_alone(whole)):
        return False
    if _is_ended(last):
        return indents and full and not last.endswith(("：", ":"))
    if open_ended or full:
        return True
    runs_on = bool(_BODY.search(text)) or _is_ended(text)
    return runs_on and not _is_heading_line(whole) and not _is_plain_heading(text)


def _stands_alone(title: str) -> bool:
    """A title of its own: no comma, and the words that only a title ends in."""
    return not _BODY.search(title) and bool(
        re.search(r"(?:报告|总结|汇报|年报|公报)\S{0,8}$", title)
    )


def join_lines(lines: Sequence[Line]) -> list[str]:
    """Paragraphs of ``lines``, in order; every character of a line is kept."""
    width = _wrap_width(lines)
    indents = width > 0 and _indents(lines)
    paragraphs: list[_Paragraph] = []
    for line in lines:
        commas = len(_BODY.findall(line.text))
        if paragraphs and _continues(paragraphs[-1], line, width, indents):
            current = paragraphs[-1]
            left, right = current.last[-1], line.text[0]
            words = left.isascii() and right.isascii() and left.isalpha() and right.isalpha()
            current.parts.extend([" ", line.text] if words else [line.text])
            current.length += len(line.text)
            current.commas += commas
        else:
            paragraphs.append(_Paragraph(parts=[line.text], length=len(line.text), commas=commas))
    return ["".join(paragraph.parts) for paragraph in paragraphs]
