"""Whether a number counts in a sentence what it counts in the quote."""

from __future__ import annotations

import re

from assistant.prose.amounts import Stated, read_stated
from assistant.prose.coverage import cover, differing, held
from assistant.prose.plain import blanked

_OWN_CLAUSE = re.compile(r"[，。；：:]")


def other_indicator(
    claim: Stated, claims: list[Stated], text: str, source: Stated, quote: str, under: str
) -> bool:
    """Whether ``claim`` attaches its number to something else than ``source`` does.

    Two tests. What the sentence says the number counts must stand by that number in the quote, not
    by its neighbours; and no neighbour's own word may take the place of the number's own.

    Args:
        claim: a number of the sentence; ``claims`` all of them, ``text`` the sentence.
        source: the number of the quote that it is held to be, ``quote`` the quote.
        under: what the sentence stands under.
    """
    neighbours = [one for one in read_stated(quote) if one.start != source.start]
    words = _words(claim, claims, text, under)
    support = f"{source.indicator} {source.subject} {source.local} {_without(quote, neighbours)}"
    if cover(claim.indicator or claim.local, support).bare:
        return True
    return any(_taken_for(words, source, other) for other in neighbours)


def _words(claim: Stated, claims: list[Stated], text: str, under: str) -> str:
    """The words of the sentence that may name what is counted."""
    others = [one for one in claims if one.start != claim.start]
    return (
        f"{claim.indicator} {_without(text, others) if len(claims) == 1 else claim.local} {under}"
    )


def _without(text: str, numbers: list[Stated]) -> str:
    """``text`` without the words that belong to these numbers."""
    spans = [(one.start - len(one.before), one.end + len(one.behind)) for one in numbers]
    return blanked(text, spans)


def _taken_for(words: str, source: Stated, other: Stated) -> bool:
    """Whether ``words`` have what tells the other number from this one, and not the reverse."""
    mine = source.indicator or source.local
    theirs = other.indicator or other.local
    own, alien = differing(mine, theirs), differing(theirs, mine)
    return bool(alien) and held(alien, words) >= 0.6 and held(alien, words) > held(own, words) + 0.3
