"""Comparisons inside a sentence: 高于 and 低于 by the numbers, 最多 by the program's own finding."""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.prose.amounts import read_stated
from assistant.prose.names import Mention, find_names
from assistant.prose.pieces import Divided
from assistant.prose.plain import blanked, plain
from assistant.prose.types import Fault, Known

_MORE = re.compile(r"高于|多于|快于|大于|优于|高出|多出|超出|领先于?|超过")
_LESS = re.compile(r"低于|少于|慢于|小于|不及|落后于?")
_MOST = re.compile(r"最[多少高低大小快慢强弱早晚]|居首|首位|第一|排名靠[前后]|居末|末位")
_OF = re.compile(r"比(?!例|重|较|如|上年|去年)")
_SUM = re.compile(r"(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)=.*")
_SIGN = re.compile(r"(?P<more>[多高快大])|(?P<less>[少低慢小])")


def check_comparison(divided: Divided, known: Known) -> list[Fault]:
    """Comparisons that the numbers of the sentence, or the program's own finding, contradict."""
    text = blanked(divided.text, [(start, end) for start, end, _ in divided.quotes])
    return [
        *_between_numbers(text, divided),
        *_most(text, divided, known),
        *_pairs(text, divided, known),
    ]


def _between_numbers(text: str, divided: Divided) -> list[Fault]:
    """甲158份，高于乙的88份: the first must be the greater."""
    numbers = [one for one in read_stated(text) if one.figure]
    for first, second in pairwise(numbers):
        if first.base != second.base or "。" in text[first.end : second.start]:
            continue
        between = text[first.end : second.start]
        if not any(first.end <= one.start < second.start for one in divided.names):
            continue
        more, less = _MORE.search(between), _LESS.search(between)
        wrong = (more and first.amount < second.amount) or (less and first.amount > second.amount)
        if wrong:
            word = (more or less or [""])[0]
            message = f"{first.written}与{second.written}的高低与“{word}”不符"
            return [Fault(kind="negation", found=word, message=message)]
    return []


def _most(text: str, divided: Divided, known: Known) -> list[Fault]:
    """最多 must stand in a cited quote, or in the program's own answer of the same unit."""
    quotes = "".join(plain(one.quote) for one in divided.cited)
    for match in _MOST.finditer(text):
        word = match[0]
        if word in quotes or _is_extreme(text, match.end(), word, divided):
            continue
        near = _nearest(divided.names, match.start())
        if near is None or not any(
            _says_most(line, word, near, known) for line in map(plain, known.lines)
        ):
            message = f"“{word}”没有原文或比对结果可依"
            return [Fault(kind="claim", found=word, message=message)]
    return []


def _is_extreme(text: str, at: int, word: str, divided: Divided) -> bool:
    """其中…最多，为46份: the number behind is the extreme of those that the quote lists."""
    behind = [one for one in read_stated(text) if one.figure and 0 <= one.start - at <= 6]
    if not behind:
        return False
    claim = behind[0]
    for citation in divided.cited:
        listed = plain(citation.quote).partition("其中")[2].partition("。")[0]
        amounts = [one.amount for one in read_stated(listed) if one.base == claim.base]
        extreme = (min if _direction(word) < 0 else max)(amounts, default=None)
        if len(amounts) > 1 and claim.amount == extreme:
            return True
    return False


def _nearest(names: tuple[Mention, ...], at: int) -> Mention | None:
    return min(names, key=lambda one: min(abs(one.start - at), abs(one.end - at)), default=None)


def _says_most(line: str, word: str, name: Mention, known: Known) -> bool:
    """Whether ``line`` gives the same superlative to a unit of the same reports."""
    kind = _direction(word)
    for match in _MOST.finditer(line):
        if _direction(match[0]) != kind:
            continue
        theirs = _nearest(tuple(find_names(line, known, ())), match.start())
        if theirs is not None and (theirs.reports & name.reports or theirs.name == name.name):
            return True
    return False


def _direction(word: str) -> int:
    return -1 if re.search(r"[少低小慢弱晚末后]", word) else 1


def _pairs(text: str, divided: Divided, known: Known) -> list[Fault]:
    """甲比乙多70份, where the program found that 乙 has more than 甲."""
    mine = _compared(text, list(divided.names))
    if mine is None:
        return []
    for line in map(plain, known.lines):
        if sum_ := _SUM.fullmatch(line):
            if _reversed(mine, sum_[1], sum_[2], divided):
                message = f"{mine[0].name}与{mine[1].name}的高低与“{line}”相反"
                return [Fault(kind="negation", found=mine[0].name, message=message)]
            continue
        theirs = _compared(line, find_names(line, known, ()))
        if theirs is None:
            continue
        straight = theirs[0].reports & mine[0].reports and theirs[1].reports & mine[1].reports
        crossed = theirs[0].reports & mine[1].reports and theirs[1].reports & mine[0].reports
        if bool(straight) == bool(crossed):
            continue
        agrees = theirs[2] == mine[2] if straight else theirs[2] != mine[2]
        if not agrees:
            message = f"{mine[0].name}与{mine[1].name}的高低与比对结果相反"
            return [Fault(kind="negation", found=mine[0].name, message=message)]
    return []


def _reversed(
    mine: tuple[Mention, Mention, bool], greater: str, less: str, divided: Divided
) -> bool:
    """Whether the unit said to have more is the one whose quote has the lesser number alone."""
    more, fewer = (mine[0], mine[1]) if mine[2] else (mine[1], mine[0])

    def states(name: Mention, number: str) -> bool:
        return any(
            number in re.findall(r"\d+(?:\.\d+)?", plain(one.quote))
            for one in divided.cited
            if one.report_id in name.reports
        )

    return states(more, less) and states(fewer, greater) and not states(more, greater)


def _compared(text: str, names: list[Mention]) -> tuple[Mention, Mention, bool] | None:
    """(甲, 乙, whether 甲 has more) of 甲比乙多…; None where nothing is compared so."""
    for match in _OF.finditer(text):
        before = [one for one in names if one.end <= match.start()]
        behind = [one for one in names if one.start >= match.end()]
        if not before or not behind:
            continue
        sign = _SIGN.search(text, behind[0].end)
        if sign:
            return before[-1], behind[0], bool(sign["more"])
    return None
