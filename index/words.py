"""Text becomes the words that lexical search counts."""

from __future__ import annotations

import logging
import tempfile
import threading
import unicodedata
import warnings
from functools import lru_cache
from pathlib import Path
from typing import Any

from index import describe
from index.model import cache_folder
from index.vocabulary import division_names, genre_terms

_LOADING = threading.Lock()  # lru_cache alone would let two threads load it twice

RULES = 1  # raise it when the same text gives other words: lexical indexes are then rebuilt
WORDS = f"{RULES}-{describe.RULES}"  # what stored words are kept under


class Words:
    """Splits text into words: jieba with the genre's terms, loaded when first used.

    The instance has its own dictionary, fixed from the start, so the words of a text depend on
    nothing that was read before it.
    """

    def __init__(self, cache: Path | None = None) -> None:
        self._cache = cache
        self._tokenizer: Any = None

    def __call__(self, text: str) -> list[str]:
        """The words of ``text`` in order, repeats included.

        NFKC, case folded, traditional characters as simplified. A long word is followed by the
        dictionary words inside it (jieba's search mode, without its limit to three
        characters: 行政规范性文件 must be found by 规范性文件). Punctuation is dropped, and so is a
        single Han character that a longer word covers.
        """
        folded = unicodedata.normalize("NFKC", text).casefold().translate(_simplified())
        tokenizer = self._tokenizer or self._loaded()
        found: list[str] = []
        for word in tokenizer.cut(folded, HMM=True):
            if not any(character.isalnum() for character in word):
                continue
            found.append(word)
            found.extend(_inner_words(word, tokenizer.FREQ))
        return found

    def word_class(self, word: str) -> str:
        """The class that jieba's dictionary gives a word (ICTCLAS tags: v verb, d adverb, r pronoun …).

        Empty for nouns and for words that the dictionary does not hold.
        """
        self._loaded()
        return _classes().get(word, "")

    def _loaded(self) -> Any:
        with _LOADING:
            self._tokenizer = _load(self._cache or cache_folder())
        return self._tokenizer


def _inner_words(word: str, frequency: dict[str, int]) -> list[str]:
    if len(word) < 3 or word.isascii():
        return []
    return [
        word[at : at + size]
        for size in range(2, len(word))
        for at in range(len(word) - size + 1)
        if frequency.get(word[at : at + size])
    ]


@lru_cache(maxsize=4)
def _load(cache: Path) -> Any:
    """The dictionary, which nothing changes once it is loaded: so a process holds it once."""
    with warnings.catch_warnings():
        # jieba is of 2020: invalid escapes in its source, and pkg_resources where it is there
        warnings.simplefilter("ignore")
        import jieba
    jieba.default_logger.setLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    try:
        # By default jieba reads a prepared dictionary from the temporary folder, where any user
        # may have put one.
        cache.mkdir(parents=True, exist_ok=True)
        tokenizer.tmp_dir = str(cache)
    except OSError:
        tokenizer.tmp_dir = tempfile.mkdtemp(prefix="report-assistant-")
    tokenizer.initialize()
    for word in (*division_names(), *genre_terms()):
        tokenizer.add_word(unicodedata.normalize("NFKC", word).casefold())
    return tokenizer


@lru_cache(maxsize=1)
def _classes() -> dict[str, str]:
    """Word → class, for the words of jieba's dictionary that are no nouns."""
    import jieba

    found: dict[str, str] = {}
    with (Path(jieba.__file__).parent / "dict.txt").open(encoding="utf-8") as lines:
        for line in lines:
            word, _, tag = line.rstrip().split(" ")
            if tag[0] not in "nijlgx":
                found[word] = tag
    return found


@lru_cache(maxsize=1)
def _simplified() -> dict[int, str]:
    """Single traditional characters → simplified; offsets stay true, and search needs no more."""
    import zhconv

    pairs = zhconv.zhconv.getdict("zh-hans")
    return {ord(one): other for one, other in pairs.items() if len(one) == 1 and len(other) == 1}
