"""Which part of an extractive answer stays word for word, and where prose may stand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.lookup import LIMIT
from assistant.types import Answer

_MARKERS = r"(?:\[\d+\])+"
# 158份[1]。海川市…: the value asked for leads; what comes behind it only shows its clause.
_VALUE = re.compile(rf"^(?=[^：]*\d)[^。“：\n]{{1,120}}{_MARKERS}。")
_VALUES = re.compile(rf"(?m)^- [^：\n]+：[^“\n\[]*\d[^“\n]*{_MARKERS}。")
_COUNT = re.compile(r"(?:(?<=。)|^)[^。]*份报告中\d+份有记载[^。]*。$")
# Statements of a comparison that only say again what its table holds.
_TOLD_BY_TABLE = re.compile(
    rf"^(?:各方情况见下表。|(?:共同点|不同点)：.*|(?:[^；。]+{_MARKERS}；)*[^；。]+{_MARKERS}。)$",
    re.DOTALL,
)
_RANKED = re.compile(r"最[多少高低大小快慢]|[高低多少]于|相差|合计|平均|排|第[一二三]|增|减|倍")
_PROSE = 800  # characters beside a table


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What surrounds the prose of an answer.

    Attributes:
        lead: stands first, word for word; may be empty.
        tail: stands last.
        own_line: prose begins and ends on lines of its own.
        room: characters that prose may take.
        whole: prose must speak of every report that the answer cites.
    """

    lead: str
    tail: str
    own_line: bool
    room: int
    whole: bool

    def around(self, prose: str) -> str:
        """The text of the answer with ``prose`` in its place."""
        gap = "\n" if self.own_line else ""
        return gap.join(part for part in (self.lead, prose.strip("\n"), self.tail) if part)


def frame_of(answer: Answer) -> Frame | None:
    """The frame of an answer; None where no prose may stand: refusals, wording, lists of values."""
    if answer.status == "refused" or not answer.citations:
        return None
    if answer.kind == "lookup":
        return _lookup(answer.answer)
    if answer.kind == "list":
        return Frame(lead=answer.answer, tail="", own_line=True, room=_PROSE, whole=False)
    return _compare(answer) if answer.kind == "compare" else None


def _lookup(text: str) -> Frame | None:
    """A value leads and stays; quoted sentences may give way to prose that leaves none out."""
    value = _VALUE.match(text)
    lead = value.group() if value else ""
    if _VALUES.search(text):
        return None  # values of several reports, each on a line: nothing reads better
    return Frame(lead=lead, tail="", own_line=False, room=LIMIT - 1 - len(lead), whole=not value)


def _compare(answer: Answer) -> Frame:
    count = _COUNT.search(answer.answer)
    tail = count.group() if count else ""
    before = answer.answer[: count.start()] if count else answer.answer
    bare = _TOLD_BY_TABLE.match(before) and not _RANKED.search(before) and not answer.computed
    lead = "" if bare else before
    return Frame(lead=lead, tail=tail, own_line=True, room=_PROSE, whole=False)
