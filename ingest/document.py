"""What a reader makes of a file's bytes, before cleaning."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

# Stands in a text where a page begins, until :func:`split_pages` takes it out. No reader lets the
# character through from a file.
PAGE_BREAK: Final = "\f"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a reader returns.

    Attributes:
        text: as the file has it, before cleaning.
        left_out: what the reader could not take; None when it took everything.
        pages: offset in ``text`` where each page begins; empty where the file has no pages.
    """

    text: str
    left_out: str | None = None
    pages: tuple[int, ...] = ()


Reader = Callable[[bytes], Document]


def split_pages(marked: str) -> tuple[str, tuple[int, ...]]:
    """A text without its page breaks, and the offset at which each page begins.

    Args:
        marked: a ``PAGE_BREAK`` stands before the first character of every page.
    """
    pieces = marked.split(PAGE_BREAK)
    starts: list[int] = []
    length = len(pieces[0])
    for piece in pieces[1:]:
        starts.append(length)
        length += len(piece)
    return "".join(pieces), tuple(starts)


def joined(reasons: Iterable[str]) -> str | None:
    """What was left out, as one sentence; None where nothing was."""
    return "；".join(dict.fromkeys(reason for reason in reasons if reason)) or None
