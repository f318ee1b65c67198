"""Where a number of a sentence belongs: its unit, its year, and whether it grew or fell."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.prose.amounts import Stated
from assistant.prose.pieces import Divided
from assistant.prose.polarity import direction
from assistant.prose.years import YearWord
from assistant.types import Citation

_RATE = re.compile(r"速|幅|率|变化")
# 高于 , 和, 为: words before a number that goes on with what the last one counts.
_GOES_ON = re.compile(
    r"[\s、和与及则而的（(]*(?:[高低多少快慢]于|超过|不及|领先于?|落后于?)?[\s的为是达到至、和与及则也约（(]*"
)
_EARLIER = re.compile(r"(?<![比较])(?<!相比)(?:上一?年度?|去年)(?!同期相比|相比)")
_THAN_EARLIER = re.compile(r"[比较由从](?:上一?年度?|去年|上年同期|去年同期)的$")
_THAN = re.compile(r"[比较由从]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Borne:
    """A number of a quote, and the citation that it stands in."""

    stated: Stated
    citation: Citation
    quote: str


def governing_unit(claim: Stated, stated: list[Stated], divided: Divided) -> str | None:
    """The unit that a number is said of: the last one named before it, or its own of a list."""
    before = [one for one in divided.names if one.start < claim.start]
    if not before:
        return None
    listed = _respectively(claim, stated, [(one.start, one.end) for one in before], divided.text)
    return before[listed if listed is not None else -1].name


def governing_year(claim: Stated, stated: list[Stated], divided: Divided) -> YearWord | None:
    """The year that a number is said of: the one in brackets behind it, else the last before."""
    behind = [one for one in divided.years if one.start >= claim.end]
    if behind and re.fullmatch(r"[（(]", divided.text[claim.end : behind[0].start]):
        return behind[0]
    before = [one for one in divided.years if one.start < claim.start and not one.of_report]
    before = before or [one for one in divided.years if one.start < claim.start]
    if not before:
        return None
    listed = _respectively(claim, stated, [(one.start, one.end) for one in before], divided.text)
    return before[listed if listed is not None else -1]


def _respectively(
    claim: Stated, stated: list[Stated], places: list[tuple[int, int]], text: str
) -> int | None:
    """Which of the ``places`` a number belongs to: 甲、乙分别为158份和88份."""
    word = text.rfind("分别", 0, claim.start)
    if word < 0 or any(start > word for start, _ in places):
        return None
    numbers = [one for one in stated if one.start > word and one.base == claim.base]
    if len(numbers) != len(places) or claim not in numbers:
        return None
    return numbers.index(claim)


def same_time(claim: Stated, year: YearWord | None, text: str, source: Borne) -> bool:
    """Whether both are of this year or both of the year before: 比上年的468.9万元 is not this year's."""
    if year is None and _EARLIER.search(claim.run):
        return bool(_EARLIER.search(source.stated.run)) or "政府工作报告" in source.citation.title
    of_before = bool(_THAN_EARLIER.search(source.stated.before))
    if of_before and year is not None:
        return year.year != source.citation.year
    return not of_before or bool(_EARLIER.search(text) or _THAN.search(claim.before))


def move_of(claim: Stated, at: int, stated: list[Stated]) -> tuple[int, str]:
    """Direction and change of a number; one without words of its own goes on with the last."""
    own = direction(claim.before)
    if own or not at or not _GOES_ON.fullmatch(claim.before) or claim.base != stated[at - 1].base:
        return own, claim.change
    before, change = move_of(stated[at - 1], at - 1, stated)
    return before, change


def same_move(mine: int, change: str, claim: Stated, source: Stated) -> bool:
    """Whether a number grew, fell or was reached in the sentence as it did in the quote.

    Args:
        mine: direction of the sentence's number, ``change`` its kind; see :func:`move_of`.
    """
    theirs = direction(source.before)
    if mine and theirs and mine != theirs:
        return False
    if change and source.change and change != source.change:
        return False
    if source.change == "by" and not mine and not change:
        return bool(_RATE.search(claim.local))
    return not (change == "by" and not theirs and not source.change)
