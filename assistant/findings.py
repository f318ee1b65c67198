"""What one report says on one topic: the statements that bear it, best first, or none at all.

A statement bears a topic when its own words hold most of what is asked and the words around it
hold nearly all of it. What misses that is a neighbour of the answer, and no answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.text import as_shown
from assistant.topic import Topic
from ingest.types import Figure, Report, Role

ABOVE = 0.7  # what a word in the headings above counts
WHOLE_PLACE = re.compile(r"全(?:区|市|县|省|国|镇|街|州)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A statement that bears a topic.

    Attributes:
        start: of the words to show.
        end: of the words to show.
        quote: span of the citation, at most 300 characters.
        figure: the value, None for a statement in words.
        score: higher is better; comparable within one topic, across reports too.
        own: share of what is asked that stands in the figure's own words.
        excess: share of the indicator that the question does not account for.
        planned: a plan's figure for a question that did not ask for plans.
        part: it is a part of a total (其中).
        offset: it speaks of another year than the one asked, as a plan of the asked report does.
        negative: the statement denies what is asked.
        loose: the measure is not the one asked for (件 for 份).
        focus: where in a long statement the asked words stand; None where it does not matter.
    """

    report: Report
    start: int
    end: int
    quote: tuple[int, int]
    role: Role
    score: float
    figure: Figure | None = None
    indicator: str = ""
    own: float = 0.0
    excess: float = 0.0
    planned: bool = False
    part: bool = False
    offset: bool = False
    negative: bool = False
    loose: bool = False
    focus: int | None = None

    @property
    def stands_off(self) -> int:
        """How far it is from a result of the asked year: 0 is one, a plan or another year is 1."""
        return int(self.planned) + int(self.offset)

    @property
    def value(self) -> str:
        """The figure as written; the statement where there is none."""
        span = (self.figure.start, self.figure.end) if self.figure else (self.start, self.end)
        return as_shown(self.report.text[slice(*span)])

    @property
    def words(self) -> str:
        """What to show."""
        return as_shown(self.report.text[self.start : self.end])


def is_own_share(topic: Topic, report: Report, words: str) -> bool:
    """全区共有多少名 asks for the place: what an office says of itself is no answer. A government
    speaks for its place anyway."""
    asked = WHOLE_PLACE.search(topic.question)
    if not asked or (report.unit or "").endswith(("人民政府", "国务院")):
        return False
    return asked.group() not in words


def nearest(similarity: Mapping[int, float], start: int) -> float:
    """Similarity of the passage that holds ``start``; 0 where search did not bring it."""
    best = max((s for s in similarity if s <= start), default=None)
    return similarity[best] if best is not None and start - best < 300 else 0.0
