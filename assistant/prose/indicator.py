"""Whether a number counts in a sentence what it counts in the quote."""

from __future__ import annotations

import re

from assistant.prose.amounts import Stated, read_stated
from assistant.prose.coverage import content, cover, differing, held
from assistant.prose.lexicon import FRAME
from assistant.prose.plain import blanked
from ingest.phrases import leading_verbs

_PLANNED = re.compile(
    r"计划|预期|目标|力争|争取|拟(?!定|订)|预计|确保|安排|打算|将|要求?达?到|不少于|任务"
)
_PLANS = re.compile(r"年初计划|原?计划|预期|目标|力争|争取|拟(?!定|订)")
_CHANGES = re.compile(
    r"(?:同比|环比|实际|分别|比上年|较上年)*(?:增长|增加(?!值)|下降|提高|上升|回落|降低|上涨|减少)(?!率)[了到至为]?"
)
_FILLERS = re.compile(
    r"(?:[\s，。；、：:（()）的和与及或则也均都约共为是达至到有]|分别|达到|[高低多少快慢]于|超过|不及|领先于?|落后于?|相比|年|其中)*"
)
_PARTICLES = "的了和与及或、之以为是有在"
_HAN = re.compile(r"[\u4e00-\u9fff]{3}")
_OWN = 0.5  # of an indicator must stand in the words since the number before, else it was inherited
_ALIEN = 0.6  # of a neighbour's own words that make a sentence speak of the neighbour
_MORE = 0.3  # so much more of them than of the number's own


def other_indicator(
    claim: Stated,
    claims: list[Stated],
    text: str,
    source: Stated,
    quote: str,
    *,
    names: str,
    under: str,
) -> bool:
    """Whether ``claim`` attaches its number to something else than ``source`` does.

    What the sentence says the number counts must stand by that number in the quote (what only
    qualifies it may stand anywhere in the quote); no neighbour's own word may take the place of
    the number's own; and what was planned is not what was done.

    Args:
        claim: a number of the sentence; ``claims`` all of them, ``text`` the sentence.
        source: the number of the quote that it is held to be, ``quote`` the quote.
        names: unit and title of the cited report; a shortened name is no indicator.
        under: what the sentence stands under.
    """
    neighbours = [one for one in read_stated(quote) if one.start != source.start]
    words = words_of(claim, claims, text, under)
    if _not_by(words, source, f"{quote}。{names}", neighbours):
        return True
    wide = f"{words} {_without(text, [one for one in claims if one != claim])} {under}"
    told = wide if len(claims) == 1 else words
    if any(_taken_for(told, source, other) for other in neighbours):
        return True
    return bool(_PLANS.search(source.run)) and not _PLANNED.search(f"{text}{under}")


def words_of(claim: Stated, claims: list[Stated], text: str, under: str) -> str:
    """The words that say what a number counts: its own, else those of the last number so measured.

    158份[1]，雁汀街道88份[2] goes on with what the 158份 are.
    """
    own = _CHANGES.sub(" ", f"{claim.run} {claim.behind}")
    named = claim.indicator
    if named and (named in own or held(content(named), own) >= _OWN):
        return named
    if content(own):
        clause = _CHANGES.sub(" ", f"{claim.before} {claim.behind}")
        return clause if content(clause) else own
    if not _FILLERS.fullmatch(own):
        return own
    before = [one for one in claims if one.start < claim.start and one.base == claim.base]
    return words_of(before[-1], claims, text, under) if before else under


def _not_by(words: str, source: Stated, quote: str, neighbours: list[Stated]) -> bool:
    """Whether ``words`` stand nowhere in the quote, or none of them by the number itself."""
    if cover(words, quote).bare or _substituted(words, quote) or _prefix_lost(words, source):
        return True
    if not content(source.indicator or source.local) or not content(words):
        return False
    own = f"{source.indicator} {source.subject} {source.local} {_without(quote, neighbours)}"
    return not cover(content(words), own).borne


def _substituted(words: str, quote: str) -> bool:
    """战时利用率 where the quote has 平时利用率: one character for another between the same two."""
    for at in range(1, len(words) - 1):
        before, own, behind = words[at - 1], words[at], words[at + 1]
        left, right = before + own, own + behind
        if not _HAN.fullmatch(left + behind) or own in _PARTICLES:
            continue
        if left in quote or right in quote or cover(left, quote).borne or cover(right, quote).borne:
            continue
        others = re.findall(f"{before}([\u4e00-\u9fff]){behind}", quote)
        if any(other not in _PARTICLES for other in others):
            return True
    return False


def _prefix_lost(words: str, source: Stated) -> bool:
    """现场执法 for a number that counts 非现场执法."""
    for prefix, stem in re.findall("([非未无不])([\u4e00-\u9fff]{2})", source.indicator):
        if stem in words and prefix + stem not in words and source.local.count(stem) == 1:
            return not any(other in words for other in ("没有", "未", "无", "不", "非"))
    return False


def _without(text: str, numbers: list[Stated]) -> str:
    """``text`` without the words that belong to these numbers."""
    spans = [(one.start - len(one.before), one.end + len(one.behind)) for one in numbers]
    return blanked(text, spans)


def _taken_for(words: str, source: Stated, other: Stated) -> bool:
    """Whether ``words`` have what tells the other number from this one, and not the reverse."""
    mine = source.indicator or source.local
    theirs = other.indicator or other.local
    if _done_instead(words, source, other):
        return True
    own, alien = _telling(differing(mine, theirs)), _telling(differing(theirs, mine))
    if not alien:
        return False
    strange = held(alien, words)
    return strange >= _ALIEN and strange > held(own, words) + _MORE


def _done_instead(words: str, source: Stated, other: Stated) -> bool:
    """Whether ``words`` do with the thing what the other number tells: 办结 for 受理."""
    said, mine, theirs = map(leading_verbs, (words, source.indicator, other.indicator))
    return bool(said and mine) and said == theirs != mine and mine not in FRAME


def _telling(runs: str) -> str:
    """The runs that are not made of framing words alone."""
    parts = ((run, cover(run, "")) for run in runs.split())
    return " ".join(run for run, found in parts if found.bare or found.single)
