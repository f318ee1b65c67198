"""A sentence divided by its markers: each piece is answerable to its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.prose.markers import MARKERS, markers_of
from assistant.prose.names import Mention, find_names
from assistant.prose.plain import plain, quoted_spans
from assistant.prose.types import Known, Sentence
from assistant.prose.years import YearWord, find_years
from assistant.types import Citation

_SAYS = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """``text[start:end]`` of a sentence, and what it cites."""

    start: int
    end: int
    cited: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Divided:
    """A sentence as the checks see it.

    Attributes:
        text: plain, without markers; all offsets are into it.
        pieces: they tile it.
        cited: all that it cites.
        names: the units that it names; ``years`` the years.
        quotes: its quoted spans, marks included.
    """

    text: str
    pieces: tuple[Piece, ...]
    cited: tuple[Citation, ...]
    names: tuple[Mention, ...]
    years: tuple[YearWord, ...]
    quotes: tuple[tuple[int, int, str], ...]

    def piece_at(self, offset: int) -> Piece:
        """The piece that holds ``offset``."""
        return next((p for p in self.pieces if offset < p.end), self.pieces[-1])


def divide(sentence: Sentence, evidence: Mapping[int, Citation], known: Known) -> Divided:
    """Divides a sentence at its markers; words behind the last one answer to all of them."""
    written = sentence.written or sentence.text
    every = tuple(evidence[number] for number in sentence.markers if number in evidence)
    parts: list[tuple[str, tuple[Citation, ...]]] = []
    position = 0
    for match in MARKERS.finditer(written):
        numbers = markers_of(match[0])
        cited = tuple(evidence[number] for number in numbers if number in evidence)
        parts.append((plain(written[position : match.start()]), cited))
        position = match.end()
    parts.append((plain(written[position:]), every))
    pieces: list[Piece] = []
    text = ""
    for words, cited in parts:
        if pieces and not _SAYS.search(words):
            last = pieces.pop()
            cited = tuple(
                dict.fromkeys((*last.cited, *(cited if words and cited != every else ())))
            )
            pieces.append(Piece(start=last.start, end=last.end + len(words), cited=cited))
        elif words:
            pieces.append(Piece(start=len(text), end=len(text) + len(words), cited=cited))
        text += words
    return Divided(
        text=text,
        pieces=tuple(pieces) or (Piece(start=0, end=len(text), cited=every),),
        cited=every,
        names=tuple(find_names(text, known, evidence.values())),
        years=tuple(find_years(text)),
        quotes=tuple(quoted_spans(text)),
    )
