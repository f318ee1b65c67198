"""What every format of an exported answer is made of: clean text, markers, parts, sources."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from assistant.types import Answer, Citation

# XML 1.0 has no place for these, escaped or not; nor may text reverse its reading direction.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
    "\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_MARKER = re.compile(r"\[(\d{1,4})\]")
_INLINE = re.compile(r"\[(?P<marker>\d{1,4})\]|\*\*(?P<bold>(?=\S).+?(?<=\S))\*\*")
_BULLET = re.compile(r"^\s*[-*] +")

Style = Literal["plain", "bold", "marker"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of a line in one style; a marker's text is its number."""

    text: str
    style: Style


def clean(text: str) -> str:
    """``text`` without what no file may hold; line ends become ``\\n``."""
    return _UNSAFE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def remarks(answer: Answer) -> tuple[str, ...]:
    """The answer's notes, and that a language model wrote its text where one did."""
    if answer.prose is None:
        return answer.notes
    hidden = answer.prose.left_out
    left_out = f"，{hidden}句未通过核对，已隐去" if hidden else ""
    return (*answer.notes, f"答案文字由语言模型行文，已逐句核对{left_out}")


def one_line(text: str) -> str:
    """Clean text on a single line."""
    return " ".join(clean(text).split())


def runs(line: str) -> Iterator[Run]:
    """A line of an answer's Markdown as runs: bold, markers, and all else as it stands."""
    at = 0
    for match in _INLINE.finditer(line):
        if match.start() > at:
            yield Run(text=line[at : match.start()], style="plain")
        if match["marker"]:
            yield Run(text=match["marker"], style="marker")
        else:
            yield Run(text=match["bold"], style="bold")
        at = match.end()
    if at < len(line):
        yield Run(text=line[at:], style="plain")


def lines_of(text: str) -> list[str]:
    """The lines of an answer that are not blank, bullets taken off."""
    return [_BULLET.sub("", one_line(line)) for line in clean(text).split("\n") if line.strip()]


def is_reworded(answer: Answer) -> bool:
    """Whether the question was understood as another one, widths and the final mark aside."""

    def folded(text: str) -> str:
        return "".join(unicodedata.normalize("NFKC", text).split()).rstrip("?。.")

    return folded(answer.resolved) != folded(answer.question)


def shows_groups(answer: Answer) -> bool:
    """Whether the passages of its groups still have to be shown: its text does not quote them."""
    said = "".join(answer.answer.split())
    return any(
        "".join(group.passages[0].quote.split()) not in said
        for group in answer.groups or ()
        if group.passages
    )


def name_of(citation: Citation) -> str:
    """Unit and year as a source list shows them: 槐汀街道（2024年）."""
    unit = one_line(citation.unit or "单位不详")
    return f"{unit}（{citation.year}年）" if citation.year is not None else f"{unit}（年份不详）"


def place_of(citation: Citation) -> str:
    """Title, section, page and file of a source on one line."""
    parts = [f"《{one_line(citation.title).strip('《》')}》"]
    if citation.section:
        parts.append(one_line(citation.section))
    if citation.page is not None:
        parts.append(f"第{citation.page}页")
    if citation.source:
        parts.append(f"文件：{one_line(citation.source)}")
    return "，".join(parts)


def without_markers(text: str) -> str:
    """``text`` with its markers taken out."""
    return _MARKER.sub("", text)
