"""How far the words of a sentence stand in its sources."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from assistant.prose.lexicon import FRAME, same_words
from assistant.prose.plain import han_runs
from assistant.synonyms import synonyms_of

_LONGEST_WORD = 10
_FREE, _BORNE, _BARE = range(3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What became of the characters of a text.

    Attributes:
        borne: how many of them stand in the sources, by themselves or by a word of one meaning.
        bare: the runs that do not, two characters and more.
        single: characters that do not and stand alone.
    """

    borne: int
    bare: tuple[str, ...]
    single: int

    @property
    def share(self) -> float:
        """Borne characters among those that need a source; 1 where none does."""
        needing = self.borne + sum(map(len, self.bare)) + self.single / 2
        return self.borne / needing if needing else 1.0


@lru_cache(maxsize=1)
def _same() -> dict[str, tuple[str, ...]]:
    return same_words()


def cover(text: str, source: str) -> Coverage:
    """Marks the Han characters and Latin words of ``text`` that stand in ``source``.

    A character is borne where two or more in a row around it stand in the source, or a word that
    holds it has a synonym there; words of the language itself need no source.
    """
    borne = single = 0
    bare: list[str] = []
    for run in han_runs(text.casefold()):
        marks = _marks(run, source.casefold())
        borne += marks.count(_BORNE)
        for piece in _bare_runs(run, marks):
            if len(piece) > 1:
                bare.append(piece)
            else:
                single += 1
    return Coverage(borne=borne, bare=tuple(bare), single=single)


def _marks(run: str, source: str) -> list[int]:
    if run.isascii():
        stands = run in source or _has_synonym(run, source)
        return [_BORNE if stands else _BARE] * len(run)
    marks = [_BARE] * len(run)
    for at in range(len(run) - 1):
        if run[at : at + 2] in source:
            marks[at] = marks[at + 1] = _BORNE
    for size in range(min(_LONGEST_WORD, len(run)), 0, -1):
        for at in range(len(run) - size + 1):
            if _BARE not in marks[at : at + size]:
                continue
            word = run[at : at + size]
            if size > 1 and _has_synonym(word, source):
                marks[at : at + size] = [_BORNE] * size
            elif word in FRAME and not (size == 1 and _inside_a_word(at, word, marks)):
                marks[at : at + size] = [
                    mark if mark == _BORNE else _FREE for mark in marks[at : at + size]
                ]
    return marks


def _inside_a_word(at: int, character: str, marks: list[int]) -> bool:
    """Whether a framing character stands between two that have no source: 中 in 城中村."""
    around = marks[max(0, at - 1) : at] + marks[at + 1 : at + 2]
    return character not in "的了着过和与及或" and around == [_BARE, _BARE]


def _has_synonym(word: str, source: str) -> bool:
    return any(other in source for other in (*_same().get(word, ()), *synonyms_of(word)))


def _bare_runs(run: str, marks: list[int]) -> list[str]:
    pieces, begun = [], -1
    for at, mark in enumerate([*marks, _FREE]):
        if mark == _BARE and begun < 0:
            begun = at
        elif mark != _BARE and begun >= 0:
            pieces.append(run[begun:at])
            begun = -1
    return pieces


def differing(words: str, other: str) -> str:
    """The runs of ``words`` that ``other`` has not, joined; empty where it has them all."""
    return " ".join(
        piece for run in han_runs(words) for piece in _bare_runs(run, _plain_marks(run, other))
    )


def _plain_marks(run: str, source: str) -> list[int]:
    marks = [_BARE] * len(run)
    for at in range(len(run) - 1):
        if run[at : at + 2] in source:
            marks[at] = marks[at + 1] = _BORNE
    return marks


def held(words: str, text: str) -> float:
    """Share of the characters of ``words`` that stand in ``text`` in runs of two and more."""
    total = stood = 0
    for run in han_runs(words):
        marks = _plain_marks(run, text) if len(run) > 1 else [_BORNE if run in text else _BARE]
        total += len(run)
        stood += marks.count(_BORNE)
    return stood / total if total else 0.0


def content(text: str) -> str:
    """The runs of ``text`` that are no framing words, of two characters and more."""
    return " ".join(cover(text, "").bare)
