"""Near-duplicates together, set phrases told from distinctive ones, different reports first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from assistant.text import folded
from assistant.wording_pieces import Wording

_ALIKE = 80.0  # rapidfuzz ratio from which two wordings are the same wording
_COMPARED = 400  # the best wordings; what stands behind them is not shown anyway
_SET_SHARE = 0.5  # of the reports: a wording that stands in so many is a set phrase
_FEWEST = 3  # reports below which nothing can be told from document frequency
_SET_PART = 0.6  # of a passage's characters in set clauses: the passage is one
_CLAUSE = 6  # characters; shorter clauses stand everywhere by chance


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Wordings that are nearly the same, the best first."""

    wordings: tuple[Wording, ...]
    set_phrase: bool

    @property
    def reports(self) -> int:
        """How many reports have it."""
        return len({wording.report.id for wording in self.wordings})


def group_wordings(found: Sequence[Wording], texts: Sequence[str]) -> list[Group]:
    """Groups of near-duplicates, in the order of their best.

    Args:
        found: best first.
        texts: folded texts of all reports in scope, for document frequency.
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
    return [
        Group(
            wordings=tuple(wording for _, wording in group),
            set_phrase=_is_set_phrase([wording for _, wording in group], texts),
        )
        for group in groups
    ]


def _is_set_phrase(group: Sequence[Wording], texts: Sequence[str]) -> bool:
    """Whether most reports have this wording, as a whole or clause by clause."""
    if len(texts) < _FEWEST:
        return False
    most = max(_FEWEST, _SET_SHARE * len(texts))
    if len({wording.report.id for wording in group}) >= most:
        return True
    words = folded(group[0].text)
    clauses = [c for c in re.split(r"[^\w]+", words) if len(c) >= _CLAUSE]
    common = sum(len(c) for c in clauses if sum(c in text for text in texts) >= most)
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
