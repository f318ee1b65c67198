"""Questions for a number in a row: 第几届, 几期, 全国第几. Reports write it in words, and no figure is read
from it."""

from __future__ import annotations

import re

from ingest.numerals import plain_number

_COUNT = r"[一二三四五六七八九十百零〇0-9]"
_ASKED = re.compile(r"第几(?P<nth>[届次批期位名个条号季轮版])?|几(?P<bare>[届期级号版季轮])")
_PLACE = re.compile(r"[排居列占]")


def asked_ordinal(question: str) -> re.Pattern[str] | None:
    """What a clause must hold to answer: 第二十四届 for 第几届; None where no such number is asked."""
    asked = _ASKED.search(question)
    if asked is None:
        return None
    noun = asked["nth"] or asked["bare"] or ""
    if noun in ("", "位", "名") or _PLACE.search(question[: asked.start()][-3:]):
        return re.compile(
            rf"第{_COUNT}+(?:位|名|$|[，。；、（\[])|首位(?!度)|榜首|[冠亚季]军|前{_COUNT}+|第{_COUNT}+"
        )
    return re.compile(rf"第?{_COUNT}+{noun}|首{noun}")


def asks_place(question: str) -> bool:
    """Whether a place in an order is asked (全国第几), which no amount answers."""
    asked = _ASKED.search(question)
    return asked is not None and asked["bare"] is None and (asked["nth"] or "位") in "位名"


_PLACED = re.compile(
    rf"第(?P<nth>{_COUNT}+)(?![届次批期个条号季轮版年产五])|(?P<top>首位(?!度)|榜首)"
)


def place_in(words: str) -> int:
    """The place in an order that words tell (增速全国第3, 居首位); 0 where they tell none."""
    told = _PLACED.search(words)
    if told is None:
        return 0
    return 1 if told["top"] else int(plain_number(told["nth"]))
