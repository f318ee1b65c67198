"""What a sentence says besides its numbers must be borne by the quotes that it cites."""

from __future__ import annotations

import re

from assistant.prose.coverage import cover
from assistant.prose.pieces import Divided
from assistant.prose.plain import around, blanked, plain
from assistant.prose.types import Fault, Known

_CLAUSE = re.compile(r"[，。；！？!?;]")
_WHOLE = 0.6  # of the sentence's content that must stand in its sources
_CLAUSE_SHARE = 0.34  # of each clause's
_CONTENT = 4  # characters: a clause with fewer says too little to be judged alone


def check_claims(divided: Divided, known: Known, under: str) -> list[Fault]:
    """Sentences whose words the cited quotes do not hold.

    Args:
        divided: the sentence.
        known: the question's own words need no source.
        under: nor do those of the lead-in.
    """
    text = blanked(divided.text, _answered_for(divided))
    source = "。".join(plain(f"{one.quote}。{around(one)}") for one in divided.cited)
    source += f"。{plain(known.question)}。{under}"
    whole = cover(text, source)
    if whole.share < _WHOLE:
        found = "、".join(whole.bare)
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
    """Names, years and quotations are checked for themselves."""
    return [
        *((one.start, one.end) for one in (*divided.names, *divided.years)),
        *((start, end) for start, end, _ in divided.quotes),
    ]
