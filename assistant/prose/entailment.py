"""What a sentence says besides its numbers must be borne by the quotes that it cites."""

from __future__ import annotations

import re

from assistant.prose.amounts import read_stated
from assistant.prose.coverage import cover
from assistant.prose.pieces import Divided
from assistant.prose.plain import around, blanked, plain
from assistant.prose.types import Fault, Known

_CLAUSE = re.compile(r"[，。；！？!?;]|,(?!\d)")
_FIGURE = re.compile(r"\d")
_WHOLE = 0.6  # of the sentence's content that must stand in its sources
_CLAUSE_SHARE = 0.34  # of each clause's
_QUOTED_SHARE = 0.35  # of the sentence's that must stand in the quotes themselves
_CONTENT = 2  # characters: a clause with fewer says nothing to be judged alone
_LONG_RUN = 4  # characters in a row that stand nowhere: another matter


# Advice and universal claims are the model's own unless a quote has the word.
_ADVICE = re.compile(
    r"^(?:因此|所以|综上|总之|此外|同时|，|\s)*(?:建议|应当|应该|应|可考虑|可以考虑|值得|有必要)"
)
_BOAST = re.compile(r"前列|前茅|领先|一流|典范|标杆|表率|高度重视|成效显著|卓有成效")
_ALL = re.compile(r"全部(?!门)|所有|全都|一律|毫无例外")


def _beyond(text: str, quotes: str) -> str:
    """A word of advice, praise or completeness that no quote has; empty where there is none."""
    if (advice := _ADVICE.search(text)) and not re.search("建议|应当|应该", quotes):
        return advice[0].strip("， ")
    for boast in _BOAST.findall(text):
        if boast not in quotes:
            return str(boast)
    every = _ALL.search(text)
    return (
        every[0]
        if every and not re.search(r"全部|所有|一律|均|都|全覆盖|100%|应尽", quotes)
        else ""
    )


def check_claims(divided: Divided, known: Known, under: str) -> list[Fault]:
    """Sentences whose words the cited quotes do not hold.

    Args:
        divided: the sentence.
        known: the question's own words need no source.
        under: nor do those of the lead-in.
    """
    text = blanked(divided.text, _answered_for(divided))
    quotes = "。".join(plain(one.quote) for one in divided.cited)
    if word := _beyond(text, quotes):
        return [Fault(kind="claim", found=word, message=f"“{word}”没有原文可依")]
    source = "。".join(plain(f"{one.quote}。{around(one)}") for one in divided.cited)
    source += f"。{plain(known.question)}。{under}"
    whole = cover(text, source)
    quoted = cover(text, quotes)
    says_figures = bool(_FIGURE.search(divided.text)) or bool(divided.quotes)
    too_little = not says_figures and quoted.share < _QUOTED_SHARE
    long_run = any(len(run) >= _LONG_RUN for run in whole.bare)
    if whole.share < _WHOLE or too_little or long_run:
        found = "、".join(whole.bare or quoted.bare)
        message = f"所引原文没有说到“{found}”"
        return [Fault(kind="claim", found=found, message=message)]
    for clause in _CLAUSE.split(text):
        part = cover(clause, source)
        needing = part.borne + sum(map(len, part.bare))
        if needing >= _CONTENT and part.share < _CLAUSE_SHARE:
            message = f"所引原文没有说到“{clause.strip()}”"
            return [Fault(kind="claim", found=clause.strip(), message=message)]
    return []


def _answered_for(divided: Divided) -> list[tuple[int, int]]:
    """Names, years, numbers and quotations are checked for themselves."""
    return [
        *((one.start, one.end) for one in read_stated(divided.text) if one.figure),
        *((one.start, one.end) for one in divided.names),
        *((one.start, one.end) for one in divided.years),
        *((start, end) for start, end, _ in divided.quotes),
    ]
