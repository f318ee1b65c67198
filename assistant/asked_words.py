"""The words of a question, cut and joined as its terms: the dictionary alone cuts 法治 课 in two."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.frame_words import LIGHT, STOP
from assistant.synonyms import synonyms_of

_LED = re.compile(r"^(?:打算|准备|想要|要|想|将|拟|去|再|来|把|给)(?=[\u4e00-\u9fff])")
# What a word says with one character more: 执法证 is no 执法.
_SUFFIXES = frozenset("证")
_DOING = frozenset("建 办 做 造 修 拆 查 管 达 定 产 开 搞 抓 育 招 引 投 上 下".split())


def maximal(words: list[str]) -> list[tuple[str, tuple[str, ...]]]:
    """Words with the shorter dictionary words that stand inside them."""
    found: list[tuple[str, list[str]]] = []
    for word in words:
        if found and 1 < len(word) < len(found[-1][0]) and word in found[-1][0]:
            found[-1][1].append(word)
        else:
            found.append((word, []))
    return [(word, tuple(dict.fromkeys(parts))) for word, parts in found]


def known_word(word: str, frequency: Callable[[str], float]) -> str:
    """高企认 is 高企 with a verb run into it: a word that no report has, around one that stands for
    another."""
    if frequency(word) > 0 or synonyms_of(word):
        return word
    bare = _LED.sub("", word)
    if bare != word and (len(bare) == 1 or frequency(bare) > 0):
        return bare  # 要修, 去办: the tokeniser takes what leads a verb for a part of it
    if len(word) < 3:
        return word
    pieces = [word[:size] for size in range(len(word) - 1, 1, -1)]
    return next((piece for piece in pieces if synonyms_of(piece)), word)


def split_words(
    found: list[tuple[str, tuple[str, ...]]], frequency: Callable[[str], float]
) -> list[tuple[str, tuple[str, ...]]]:
    """人手不足, which no report has, is 人手 and 不足: a word that would be taken for a piece of it
    stays all that its words say."""
    split: list[tuple[str, tuple[str, ...]]] = []
    for word, parts in found:
        whole = known_word(word, frequency) == word or "".join(parts) != word
        split.extend([(word, parts)] if whole else [(part, ()) for part in parts])
    return split


def _takes(word: str, character: str) -> bool:
    return len(word) == 2 and (word in LIGHT or character in _SUFFIXES)


def joined_words(found: list[tuple[str, tuple[str, ...]]]) -> list[tuple[str, tuple[str, ...]]]:
    """A light word and the single character behind it are one word (法治 课)."""
    joined: list[tuple[str, tuple[str, ...]]] = []
    for word, parts in found:
        han = len(word) == 1 and "\u4e00" <= word <= "\u9fff" and word not in (STOP | _DOING)
        known = joined[-1][0] + word if joined else ""
        if known and synonyms_of(known):  # 经济 增长 is what the genre calls 地区生产总值增长
            joined[-1] = (known, (joined[-1][0], word))
        elif han and joined and _takes(joined[-1][0], word):
            joined[-1] = (joined[-1][0] + word, ())
        else:
            joined.append((word, parts))
    return joined
