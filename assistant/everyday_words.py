"""The thesaurus of everyday words (``everyday.txt``), and finding them in what is asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Literal

from assistant.synonyms import synonyms_of
from assistant.text import fold

Words = Callable[[str], list[str]]
Class = Literal["things", "people", "doing", "nothing"]


_GAP = r"[^，,。；;、？?]{0,6}?"
_BETWEEN = r"[的了过着 ]?"  # 决了口 is 决口; a space is where a question word stood
_FREE_LENGTH = (
    4  # characters from which a phrase may stand anywhere; shorter ones must be whole words
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line's phrase and what it stands for."""

    phrase: str
    forms: tuple[str, ...]
    sort: Class

    @property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """Of a phrase joined by &: the words of which one must stand in the topic, for each part,
        longest first."""
        return _groups(self.phrase)

    @property
    def patterns(self) -> tuple[re.Pattern[str], ...]:
        """One whose groups are the pieces of the phrase, what stands between them is not of it; or
        several, every one of which must be found, in any order."""
        return _patterns(self.phrase)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An entry found in a topic: the spans of its pieces.

    Attributes:
        aside: where more of its words stand (打饭吃饭): they ask for nothing else.
    """

    entry: Entry
    spans: tuple[tuple[int, int], ...]
    text: str
    aside: tuple[tuple[int, int], ...] = ()

    @property
    def length(self) -> int:
        """Characters of the topic that it accounts for."""
        return sum(end - start for start, end in self.spans)


def _between(piece: str) -> str:
    return _BETWEEN.join(map(re.escape, piece))


@cache
def _patterns(phrase: str) -> tuple[re.Pattern[str], ...]:
    """What finds a phrase: its pieces in this order, or (joined by &) anywhere in the topic.

    Made when it may first be needed; all of them at once would take a second.
    """
    if "&" not in phrase:
        return (re.compile(_GAP.join(f"({_between(piece)})" for piece in phrase.split("…"))),)
    return tuple(re.compile("|".join(map(_between, group))) for group in _groups(phrase))


@cache
def _groups(phrase: str) -> tuple[tuple[str, ...], ...]:
    parts = (part.split("/") for part in phrase.split("&"))
    return tuple(tuple(sorted(words, key=len, reverse=True)) for words in parts)


@lru_cache(maxsize=1)
def _entries() -> dict[str, tuple[Entry, ...]]:
    """The thesaurus by first character of the phrase; a phrase counts where it stands first."""
    found: dict[str, Entry] = {}
    sort: Class = "things"
    text = files("assistant").joinpath("everyday.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        heading = re.fullmatch(r"\[(things|people|doing|nothing)\]", line.strip())
        if heading:
            sort = heading[1]  # type: ignore[assignment]
        elif line.strip() and not line.startswith("#"):
            left, _, right = line.partition("=")
            forms = tuple(dict.fromkeys(_with_synonyms(map(_fold, right.split()))))
            for phrase in map(_fold, left.split()):
                entry = Entry(phrase=phrase, forms=forms, sort=sort)
                found.setdefault(phrase, entry)
    by_first: dict[str, list[Entry]] = {}
    for entry in found.values():
        by_first.setdefault("&" if "&" in entry.phrase else entry.phrase[0], []).append(entry)
    return {first: tuple(entries) for first, entries in by_first.items()}


def _fold(word: str) -> str:
    """Folded, but for …, which would become three full stops."""
    return "…".join(fold(piece) for piece in word.split("…"))


def _with_synonyms(forms: Iterable[str]) -> Iterable[str]:
    for form in forms:
        yield form
        yield from synonyms_of(form)


def entry_count() -> int:
    """How many everyday phrases are known."""
    return sum(len(entries) for entries in _entries().values())


def find_phrases(text: str, words: Words) -> tuple[Match, ...]:
    """Everyday phrases in folded ``text``, in their order: of overlapping ones the longest."""
    starts, ends = _boundaries(text, words)

    def whole(span: tuple[int, int]) -> bool:
        """上天 in 以上天数 is no word; longer ones can be nothing else."""
        return span[1] - span[0] >= _FREE_LENGTH or (span[0] in starts and span[1] in ends)

    candidates: list[Match] = []
    for at, character in enumerate(text):
        for entry in _entries().get(character, ()):
            found = entry.patterns[0].match(text, at)
            if found and whole(found.span()):
                spans = tuple(found.span(group) for group in range(1, found.re.groups + 1))
                candidates.append(Match(entry=entry, spans=spans, text=found.group()))
    for entry in _entries().get("&", ()):
        if not all(any(word[0] in text for word in group) for group in entry.groups):
            continue
        pieces = [
            next((m.span() for m in pattern.finditer(text) if whole(m.span())), None)
            for pattern in entry.patterns
        ]
        spans = tuple(sorted(span for span in pieces if span))
        if len(spans) == len(pieces) and all(one[1] <= other[0] for one, other in pairwise(spans)):
            named = text[spans[0][0] : spans[-1][1]]
            more = (m.span() for pattern in entry.patterns for m in pattern.finditer(text))
            aside = tuple(span for span in more if whole(span) and span not in spans)
            candidates.append(Match(entry=entry, spans=spans, text=named, aside=aside))
    taken: set[int] = set()
    chosen: list[Match] = []
    for match in sorted(candidates, key=lambda m: (-m.length, m.spans[0])):
        places = {i for start, end in match.spans for i in range(start, end)}
        if not places & taken:
            taken |= places
            chosen.append(match)
    return tuple(sorted(chosen, key=lambda m: m.spans[0]))


def _boundaries(text: str, words: Words) -> tuple[frozenset[int], frozenset[int]]:
    """Where words of ``text`` begin and where they end; what is no word borders on itself."""
    starts, ends, covered, at = set[int](), set[int](), set[int](), 0
    for word in words(text):
        found = text.find(word, at)
        found = found if found >= 0 else text.find(word)
        if found >= 0:
            at = found
            starts.add(found)
            ends.add(found + len(word))
            covered.update(range(found, found + len(word)))
    loose = set(range(len(text))) - covered
    return frozenset(starts | loose), frozenset(ends | {i + 1 for i in loose})


@lru_cache(maxsize=1)
def plain_verbs() -> dict[str, Entry]:
    """Verbs of one character that say only that something was done."""
    every = (entry for entries in _entries().values() for entry in entries)
    return {e.phrase: e for e in every if e.sort == "doing" and len(e.phrase) == 1}
