"""How far words bear what is asked: by the word itself, a synonym, or its parts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from assistant.frame_words import MEASURE_NOUNS
from assistant.topic import Term, Topic

SYNONYM = 0.9  # another word for it
SPREAD = 0.85  # all parts of a compound word, not side by side
PART = 0.5  # some parts of a compound word


def bears(term: Term, words: str) -> float:
    """How far ``words`` hold a term: 1 by itself or a synonym, less by its parts, 0 not at all."""
    if term.whole:
        return _whole(term, words)
    if term.word in words:
        return 1.0
    if any(form in words for form in term.forms):
        return SYNONYM
    tiles = _tiling(term.parts)
    held = sum(len(p) for p in tiles if p in words)
    if held >= len(term.word):  # 人防停车位 in 人防地下停车位
        return SPREAD
    if _spread(term.word, words):
        return SPREAD
    return PART * held / len(term.word)


# 县域经济增长, 海洋生产总值增长 are the growth of something else; 全省经济增长 is not.
_OTHERS = re.compile(r"[\u4e00-\u9fff]$")
_ITS_OWN = re.compile(
    r"(?:[省市区县州旗国]|地区|年度?|月|国内|实现|完成|推动|保持|促进|预计|预期|的|和|与|是|[要对为使])$"
)


def _whole(term: Term, words: str) -> float:
    """1 or a little less where a form stands by itself, 0 where it is a part of another name."""
    for form, value in ((term.word, 1.0), *((form, SYNONYM) for form in term.forms)):
        at = words.find(form)
        while at >= 0:
            before = words[:at]
            if not _OTHERS.search(before) or _ITS_OWN.search(before):
                return value
            at = words.find(form, at + 1)
    return 0.0


@lru_cache(maxsize=4096)
def _spread_pattern(word: str) -> re.Pattern[str]:
    cuts = [(word[:i], word[i:]) for i in range(1, len(word)) if max(i, len(word) - i) >= 2]
    return re.compile("|".join(f"{re.escape(a)}[^，,。；;|]{{1,8}}{re.escape(b)}" for a, b in cuts))


def _spread(word: str, words: str) -> bool:
    """教育展 in 教育主题流动展: a compound word with something put in, inside one clause."""
    return (
        len(word) >= 3
        and word[0] in words
        and word[-1] in words
        and bool(_spread_pattern(word).search(words))
    )


@lru_cache(maxsize=4096)
def _tiling(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Parts that do not stand inside one another."""
    return tuple(p for p in parts if not any(p != other and p in other for other in parts))


def share(topic: Topic, layers: Iterable[tuple[str, float]]) -> float:
    """Weighted share of the topic's terms that the layers hold (each word by its best layer)."""
    layers = tuple(layers)
    held = sum(
        term.weight * max(bears(term, words) * factor for words, factor in layers)
        for term in topic.terms
    )
    return held / topic.weight if topic.weight else 0.0


def excess(topic: Topic, indicator: str) -> float:
    """Share of the indicator that nothing in the question accounts for (its neighbours have more)."""
    rest = indicator
    for term in topic.terms:
        for form in (*term.forms, *term.parts):
            rest = rest.replace(form, "")
    return len(rest) / max(1, len(indicator))


_COUNTING = re.compile("|".join(sorted(MEASURE_NOUNS, key=len, reverse=True)))


def is_all_asked(topic: Topic, indicator: str) -> bool:
    """Whether the question accounts for the whole indicator; 赔偿金额 of a sum that is asked for in
    yuan says no more than 赔偿."""
    bare = _COUNTING.sub("", indicator) if topic.measures else indicator
    return excess(topic, bare or indicator) == 0


def is_elsewhere(topic: Topic, *told: str) -> bool:
    """Whether the question names a city that nothing ``told`` speaks of."""
    return any(term.city and not any(bears(term, words) for words in told) for term in topic.terms)


def head_share(topic: Topic, own: str) -> float:
    """The same for the words next to 多少: they name what is counted."""
    heads = [t for t in topic.terms if t.head]
    if not heads:
        return 1.0
    return sum(t.weight * bears(t, own) for t in heads) / sum(t.weight for t in heads)
