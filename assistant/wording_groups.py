"""Near-duplicates together, set phrases told from distinctive ones, different reports first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from assistant.text import folded
from assistant.wording_pieces import Wording

_ALIKE = 80.0  # rapidfuzz ratio from which two wordings are the same wording
_COMPARED = 400  # the best wordings; what stands behind them is not shown anyway
_SET_SHARE = 0.5  # of the reports: a wording that stands in so many is a set phrase
_FEWEST = 3  # reports below which nothing can be told from document frequency
_SET_PART = 0.5  # of a passage's characters in stretches that so many reports have: it is one
_STRETCH = 8  # characters, inside a clause; shorter ones stand everywhere by chance
_LEAST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Wordings that are nearly the same, the best first."""

    wordings: tuple[Wording, ...]
    set_phrase: bool = False

    @property
    def reports(self) -> int:
        """How many reports have it."""
        return len({wording.report.id for wording in self.wordings})


def group_wordings(found: Sequence[Wording]) -> list[Group]:
    """Groups of near-duplicates, in the order of their best.

    Args:
        found: best first.
    """
    groups: list[list[tuple[str, Wording]]] = []
    for wording in found[:_COMPARED]:
        text = folded(wording.text)
        for group in groups:
            if fuzz.ratio(text, group[0][0], score_cutoff=_ALIKE):
                group.append((text, wording))
                break
        else:
            groups.append([(text, wording)])
    return [Group(wordings=tuple(wording for _, wording in group)) for group in groups]


def mark_set_phrases(groups: Sequence[Group], texts: Sequence[str]) -> list[Group]:
    """The groups, set phrases told by document frequency.

    Args:
        texts: folded texts of all reports in scope.
    """
    return [replace(group, set_phrase=_is_set_phrase(group, texts)) for group in groups]


def _is_set_phrase(group: Group, texts: Sequence[str]) -> bool:
    """Whether most reports have this wording, as a whole or stretch by stretch."""
    if len(texts) < _FEWEST:
        return False
    most = max(_FEWEST, _SET_SHARE * len(texts))
    if group.reports >= most:
        return True
    words = folded(group.wordings[0].text)
    stretches = [
        clause[at : at + _STRETCH]
        for clause in re.split(r"[^\w]+", words)
        for at in range(0, len(clause), _STRETCH)
    ]
    common = sum(
        len(one)
        for one in stretches
        if len(one) >= _LEAST and sum(one in text for text in texts) >= most
    )
    return common >= _SET_PART * len(words)


def spread(groups: Sequence[Group], limit: int) -> list[Group]:
    """The best of different reports first: a report's second waits for the others' first."""
    turns: Counter[str] = Counter()
    keyed: list[tuple[int, int, Group]] = []
    for order, group in enumerate(groups):
        report_id = group.wordings[0].report.id
        keyed.append((turns[report_id], order, group))
        turns[report_id] += 1
    return [group for _, _, group in sorted(keyed, key=lambda k: k[:2])[:limit]]
