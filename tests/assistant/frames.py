"""The same question as other people would type it. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

Frame = Callable[[str], str]

_HAN_DIGITS = "〇一二三四五六七八九"
_FULL_WIDTH = str.maketrans("0123456789?", "０１２３４５６７８９？")
_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})年")
_OFFICE = re.compile(r"街道|国动办|[市法管]局|卫健委|城管委|县(?=[^级直])")
_MARK = re.compile(r"[?？。\s]+$")


def bare(question: str) -> str:
    """Without a question mark."""
    return _MARK.sub("", question)


def marked(question: str) -> str:
    """With one."""
    return f"{bare(question)}？"


def polite(question: str) -> str:
    return f"请问{question}"


def errand(question: str) -> str:
    """Not before a question that leans on the one before it: nobody says 帮我查一下去年呢."""
    return question if question.endswith(("呢", "呢?", "呢？")) else f"麻烦帮我查一下{question}"


def thankful(question: str) -> str:
    return f"{bare(question)}，谢谢"


def spaced(question: str) -> str:
    """A space where one thing ends and the next begins: behind the year, or else the office."""
    joint = _YEAR.search(question) or _OFFICE.search(question)
    return f"{question[: joint.end()]} {question[joint.end() :]}" if joint else question


def full_width(question: str) -> str:
    return question.translate(_FULL_WIDTH)


def traditional(question: str) -> str:
    from zhconv import convert

    return str(convert(question, "zh-hant"))


def han_year(question: str) -> str:
    """2024年 → 二〇二四年."""
    return _YEAR.sub(
        lambda match: "".join(_HAN_DIGITS[int(digit)] for digit in match[1]) + "年", question
    )


def short_year(question: str) -> str:
    """2024年 → 24年."""
    return _YEAR.sub(lambda match: f"{match[1][2:]}年", question)


def counted(question: str) -> str:
    """Without 多少 where only one thing is counted: 走访了多少家企业 → 走访企业的数量."""
    asked = list(
        re.finditer(
            r"了?多少(?!钱)(?:万元|元|家|件|份|名|场次|场|次|处|个|条|户|批次|卷|座)?", question
        )
    )
    if len(asked) != 1 or re.search(r"各|分别|几|比|到|增长|下降", question):
        return question
    start, end = asked[0].span()
    thing = bare(question[end:])
    if re.search(r"[\u4e00-\u9fff]", thing):
        return f"{question[:start]}{thing}的数量"
    return f"{question[:start].removesuffix('有').removesuffix('是')}的数量"


FRAMES: Mapping[str, Frame] = {
    "bare": bare,
    "marked": marked,
    "polite": polite,
    "errand": errand,
    "thankful": thankful,
    "spaced": spaced,
    "full_width": full_width,
    "traditional": traditional,
    "han_year": han_year,
    "short_year": short_year,
    "counted": counted,
}
