"""Which blocks of a web page are its article.

Menus part a page into groups of blocks. The largest group is the article; another one stays only
when it holds running text that the extractor, too, takes for the article's. The extractor judges
whole groups and never lines: it drops headings, short paragraphs and rows of tables.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ingest.furniture import is_body
from ingest.grid import Block, Grid
from ingest.patterns import is_title_line

_MENU: Final = 5  # neighbouring blocks of links that make a menu
_RUNNING: Final = 40  # characters of a line that says something
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A block of a page.

    Attributes:
        letters: how many characters it has.
        linked: how many of them are links.
        hidden: characters that stand here unseen; such a piece has no text.
    """

    block: Block
    letters: int
    linked: int = 0
    hidden: int = 0

    @property
    def is_link(self) -> bool:
        """Whether it is nothing but links (an item of a menu)."""
        return self.letters > 0 and self.linked >= 0.7 * self.letters


def article(pieces: Sequence[Piece], *, extracted: str) -> list[Piece]:
    """The pieces of the article, in order, with whatever stands between them and the menus.

    Args:
        extracted: what a general extractor takes for the main text; empty where it found none.
    """
    groups = _groups(pieces)
    if not groups:
        return list(pieces)
    sizes = [_said(group) for group in groups]
    main = max(range(len(groups)), key=lambda index: (sizes[index], -index))
    known = _SPACE.sub("", extracted)
    kept: list[Piece] = []
    for index, group in enumerate(groups):
        own = index == main or not sizes[main]
        if (
            own
            or _is_part(group, known)
            or (index < main and not _titled(groups[main]) and _titled(group))
        ):
            kept += group
    return kept


def hidden_in(pieces: Sequence[Piece]) -> int:
    """Characters hidden among the running text; windows and menus hidden around it are usual."""
    told = [i for i, piece in enumerate(pieces) if any(is_body(line) for line in _lines(piece))]
    inside = pieces[told[0] : told[-1]] if told else pieces
    return sum(piece.hidden for piece in inside)


def _groups(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces between menus; the menus go."""
    groups: list[list[Piece]] = [[]]
    links: list[Piece] = []
    for piece in pieces:
        if piece.is_link or (links and not piece.letters):
            links.append(piece)  # what is hidden between links parts no menu
            continue
        if len(links) >= _MENU:
            groups.append([])
        else:
            groups[-1] += links
        links = []
        groups[-1].append(piece)
    if len(links) < _MENU:
        groups[-1] += links
    return [group for group in groups if group]


def _lines(piece: Piece) -> list[str]:
    return [] if isinstance(piece.block, Grid) else piece.block.split("\n")


def _said(group: Sequence[Piece]) -> int:
    """How much running text a group holds; tables count for little, they may hold meta data."""
    words = sum(len(line) for piece in group for line in _lines(piece) if is_body(line))
    return 10 * words + sum(piece.letters for piece in group if isinstance(piece.block, Grid))


def _titled(group: Sequence[Piece]) -> bool:
    return any(is_title_line(line) for piece in group for line in _lines(piece))


def _is_part(group: Sequence[Piece], extracted: str) -> bool:
    """Whether a group's running text is the article's; without an extractor's word it is."""
    told = [
        _SPACE.sub("", line)
        for piece in group
        for line in _lines(piece)
        if len(line) >= _RUNNING and is_body(line) and not piece.is_link
    ]
    if not told:
        return False
    return not extracted or 2 * sum(line in extracted for line in told) >= len(told)
