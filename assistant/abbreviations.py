"""Words as the reports in scope write them out: 战新产业 as 战略性新兴产业, 减轻…负担 as 减轻群众就医负担.

An abbreviation takes the first characters of words. It is resolved only where the reports in scope
write out exactly one thing that it can stand for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

_SHORTEST, _LONGEST = 3, 6  # characters of an abbreviation
_SKIPPED = 3  # characters that it may leave out behind each of its own
_BETWEEN = 8  # characters that … in a form stands for
_CLEAR = 0.75  # share of the places that must write the same thing


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """The reports in scope, asked how they write a thing.

    Attributes:
        texts: of the reports, folded; read anew each time.
        words: the library's tokeniser, nested words included.
    """

    texts: Callable[[], Iterable[str]]
    words: Callable[[str], list[str]]

    def of_abbreviation(self, word: str) -> tuple[str, ...]:
        """See :func:`expansions`."""
        return expansions(word, self.texts(), self.words)

    def of_form(self, form: str) -> tuple[str, ...]:
        """A form as it stands; one with … in it as the reports fill it."""
        if "…" not in form:
            return (form,)
        pieces = map(re.escape, form.split("…"))
        pattern = re.compile(rf"[^，,。；;、\n]{{0,{_BETWEEN}}}?".join(pieces))
        return tuple(dict.fromkeys(m.group() for t in self.texts() for m in pattern.finditer(t)))


def expansions(
    word: str, texts: Iterable[str], words: Callable[[str], list[str]]
) -> tuple[str, ...]:
    """What ``word`` is short for in ``texts``; empty where it stands there itself, or where more
    than one thing could be meant.

    Args:
        word: of the question, folded.
        texts: of the reports in scope, folded.
        words: the library's tokeniser, nested words included.
    """
    if not re.fullmatch(rf"[\u4e00-\u9fff]{{{_SHORTEST},{_LONGEST}}}", word):
        return ()
    skip = rf"[\u4e00-\u9fff]{{0,{_SKIPPED}}}?"
    pattern = re.compile(skip.join(word[:-1]) + skip + word[-1])
    found: Counter[str] = Counter()
    for text in texts:
        if word in text:
            return ()
        found.update(match.group() for match in pattern.finditer(text))
    likely = Counter(
        {full: count for full, count in found.items() if _is_short_for(word, full, words(full))}
    )
    best = likely.most_common(1)
    if not best or best[0][1] < _CLEAR * likely.total():
        return ()
    return (best[0][0],)


def _is_short_for(word: str, full: str, pieces: list[str]) -> bool:
    """Whether ``word`` takes the beginnings of the words of ``full``, every one of them."""
    if len(full) < len(word) + 2:
        return False
    starts = {0, *(m.start() for piece in pieces for m in re.finditer(re.escape(piece), full))}
    return _taken(word, full, frozenset(starts), 0, 0)


def _taken(word: str, full: str, starts: frozenset[int], w: int, f: int) -> bool:
    """Whether ``word[w:]`` can be taken from ``full[f:]``: a run begins where a word begins."""
    if w == len(word):
        return not any(start > f for start in starts)  # no word of it is left out at the end
    for start in sorted(s for s in starts if s >= f):
        run = 0
        while (
            w + run < len(word) and start + run < len(full) and word[w + run] == full[start + run]
        ):
            run += 1
            if _taken(word, full, starts, w + run, start + run):
                return True
    return False
