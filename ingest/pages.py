"""Where the pages of a file begin in its cleaned text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_PROBE: Final = 24  # characters that tell a place in a text; white space does not count
_STEP: Final = 8
_TRIES: Final = 60  # a page of which less is left near its begin is looked for no further
_SPACE = re.compile(r"\s+")


def page_starts(raw: str, starts: Sequence[int], cleaned: str) -> tuple[int, ...]:
    """Offsets in ``cleaned`` at which the pages of ``raw`` begin.

    Cleaning deletes and keeps the order, so the first words of a page that are still there mark its
    begin. Of several places with these words the one nearest to where the page is expected counts.

    Args:
        raw: the text as the reader returned it.
        starts: where its pages begin in ``raw``, ascending.

    Returns:
        One offset a page, ascending; a page of which nothing is left begins with the next one.
    """
    if not starts:
        return ()
    bare, places = _bare(cleaned)
    found: list[int] = []
    position = 0  # in ``bare``, behind what earlier pages are known to hold
    for index, start in enumerate(starts):
        end = starts[index + 1] if index + 1 < len(starts) else len(raw)
        page = _SPACE.sub("", raw[start:end])
        at = _find(bare, page, position) if index else 0
        found.append(places[at] if at < len(places) else len(cleaned))
        position = at + (len(page) if at + len(page) <= len(bare) else 0)
    return _ascending(found)


def _bare(text: str) -> tuple[str, list[int]]:
    places = [index for index, character in enumerate(text) if not character.isspace()]
    return "".join(text[index] for index in places), places


def _find(bare: str, page: str, expected: int) -> int:
    """Where ``page`` begins in ``bare``, near ``expected``; ``expected`` where nothing is found."""
    for skipped in range(0, max(1, len(page) - _PROBE + 1), _STEP)[:_TRIES]:
        probe = page[skipped : skipped + _PROBE]
        if not probe:
            break
        behind = bare.find(probe, max(0, expected))
        before = bare.rfind(probe, 0, expected + len(probe))
        hits = [hit for hit in (behind, before) if hit >= 0]
        if hits:
            return min(hits, key=lambda hit: abs(hit - expected))
    return min(expected, len(bare))


def _ascending(found: Sequence[int]) -> tuple[int, ...]:
    """A page never begins behind the next one."""
    highest = found[-1]
    kept: list[int] = []
    for offset in reversed(found):
        highest = min(highest, offset)
        kept.append(highest)
    return tuple(reversed(kept))
