"""Many names at once: which of them stand in a text, at a cost that does not grow with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Meaning = TypeVar("Meaning")


@dataclass(frozen=True, slots=True, kw_only=True)
class NameTable(Generic[Meaning]):
    """Names and what each stands for.

    Attributes:
        meanings: name → what it stands for.
        lengths: of the names, each once.
    """

    meanings: Mapping[str, Meaning]
    lengths: tuple[int, ...]

    def within(self, text: str) -> list[str]:
        """The names that stand in ``text``, longest first, those of one length sorted.

        Every piece of the text that is as long as some name is looked up: a question has a few
        hundred such pieces, a library tens of thousands of names.
        """
        pieces = {
            text[start : start + length]
            for length in self.lengths
            for start in range(len(text) - length + 1)
        }
        found = [piece for piece in pieces if piece in self.meanings]
        return sorted(found, key=lambda name: (-len(name), name))


def name_table(meanings: Mapping[str, Meaning]) -> NameTable[Meaning]:
    """A table of these names."""
    return NameTable(meanings=meanings, lengths=tuple(sorted({len(name) for name in meanings})))
