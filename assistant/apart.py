"""By how much two things of the same report are apart, as asked: 农村居民收入增速比城镇快几个百分点."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.topic import Frequency, Topic, build_topic
from ingest.measures import MEASURE_PATTERN

_HOW = rf"(?:了|出)?(?:多少|几)(?:个?百分点|{MEASURE_PATTERN})?"
_APART = re.compile(
    rf"(?P<one>[^，,；;。？?！!：:]{{2,24}}?)(?:的)?(?:比|较)(?P<other>[^，,；;。？?！!：:]{{2,20}}?)(?:的)?(?:要|更|又|多)?(?:快|高|多|低|慢|少|大|小){_HOW}|"
    rf"(?P<left>[^，,；;。？?！!：:]{{2,24}}?)(?:和|与|跟|同)(?P<right>[^，,；;。？?！!：:]{{2,20}}?)(?:之间)?(?:的)?(?:相差|差距(?:是|有)?|之差(?:是|为)?|差){_HOW}"
)
# Not another thing of the report: another time, a target, the country, the rest.
_ELSE = re.compile(
    r"上年|去年|上一年|前年|同期|往年|目标|计划|年初|预期|全国|平均|其他|其它|别的|以前|原来|\s{2,}"
)
# What both have in common when only the first says it (农村居民收入增速 … 城镇).
_TAIL = re.compile(
    r"(?:居民)?(?:人均)?(?:可支配)?(?:收入|支出|产量|投资|销售额|增加值|零售额|产值|进出口|出口|进口)?(?:的)?(?:增长率|增长|增速|增幅|涨幅|降幅|收入|占比|比重|比例|数量|产量|面积|人数|率)$"
)
_LEAD = re.compile(r"^(?:的|在|把|当年|全年|全省|全市|全区|其中|那么?|，)+")


def read_apart(
    text: str,
    frame: Sequence[tuple[int, int]],
    words: Callable[[str], list[str]],
    frequency: Frequency,
) -> tuple[Topic, ...]:
    """The two things whose distance is asked for, as topics; empty where it is not asked for.

    Args:
        frame: where names and years stand: two offices or years are compared elsewhere.
    """
    characters = list(text)
    for start, end in frame:
        characters[start:end] = " " * (end - start)
    match = _APART.search("".join(characters))
    if match is None:
        return ()
    one = (match["one"] or match["left"] or "").strip()
    other = match["other"] or match["right"] or ""
    if len(other.strip()) < 2 or _ELSE.search(other) or other != other.strip():
        return ()
    one = _LEAD.sub("", one.split()[-1] if one else "")
    other = _whole(one, other.strip())
    if len(one) < 3 or one == other:
        return ()
    topics = [build_topic(part, f"{part}多少", words, frequency) for part in (one, other)]
    if not all(topic.terms for topic in topics):
        return ()
    return tuple(replace(topic, sort="value", text=topic.text.strip()) for topic in topics)


def _whole(one: str, other: str) -> str:
    """城镇 beside 农村居民收入增速 is 城镇居民收入增速, 进口 beside 出口增速 is 进口增速."""
    tails = (_TAIL.search(one, at) for at in range(2, len(one)))
    tail = next((found.group() for found in tails if found), "")
    if not tail or _TAIL.search(other, 2):
        return other
    shared = max((n for n in range(len(tail)) if n and other.endswith(tail[:n])), default=0)
    return f"{other}{tail[shared:]}"
