"""Text as comparison sees it: one width, one case, simplified characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_INVISIBLE = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\U000e0000-\U000e007f]"
)
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
QUESTION_LIMIT = 2000  # characters; what stands behind is no question any more


def fold(text: str) -> str:
    """NFKC, lower case, no white space: for finding words, never for showing."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """:func:`fold`, remembered: sentences of the library are looked at again and again."""
    return fold(text)


_FOOTNOTE = re.compile(r"\[(\d+)\]")  # a report's own [29] would read as a marker of the answer


def as_shown(text: str) -> str:
    """A report's words as an answer shows them: its footnote marks in other brackets."""
    return _FOOTNOTE.sub(r"〔\1〕", text)


# Politeness in front of a question, and thanks behind it.
_FRAME = re.compile(
    r"^(?:您好|你好|请问一?下?|麻烦|劳驾|请|能不能|能否|可以|可否|我(?![们国省市县区州镇院局委])|想|要|你|您|帮我|帮忙|帮|给我|替我|一下|查一?下|查查|查询|看一?下|看看|"
    r"问一?下|问问|找一?下|找找|说说|讲讲|算一?算|算一下|(?:核实|确认|核对|统计|汇总|梳理)一?下|介绍|告诉我|了解|知道|咨询|[，,、:： ]|下(?=[^一半属]))+(?=[^，,。？?吗呢]{4})|[，, ]*(?:谢谢|多谢|感谢|来着)[！!。.]*$"
)


def visible_text(question: str) -> str:
    """A question as typed, without what cannot be seen; traditional characters simplified."""
    text = _CONTROL.sub(" ", _INVISIBLE.sub("", question))[:QUESTION_LIMIT]
    text = unicodedata.normalize("NFKC", text)
    if re.search("[\u4e00-\u9fff]", text):
        from zhconv import convert

        text = convert(text, "zh-cn") if _looks_traditional(text) else text
    return re.sub(r"\s+", " ", text).strip()


def clean_question(question: str) -> str:
    """:func:`visible_text` without the politeness in front and behind."""
    return _FRAME.sub("", visible_text(question)).strip(" ，,")


_QUOTED = re.compile(r"([“\"「『《][^”\"」』》]*[”\"」』》])")


def reworded(text: str, changes: Iterable[tuple[re.Pattern[str], str]]) -> str:
    """``text`` with each pattern replaced, in order; what stands in quotation marks stays."""
    pieces = _QUOTED.split(text)
    for index in range(0, len(pieces), 2):
        for pattern, plain in changes:
            if index and pattern.pattern.startswith("^"):
                continue  # what stands behind a quotation begins no question
            pieces[index] = pattern.sub(plain, pieces[index])
    return "".join(pieces)


def _looks_traditional(text: str) -> bool:
    from zhconv import convert

    simplified = convert(text, "zh-hans")
    differing = sum(1 for a, b in zip(text, simplified, strict=False) if a != b)
    return differing >= (1 if len(text) <= 8 else 2)
