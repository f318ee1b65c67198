"""The pieces of a report that a drafter can take over: whole points, or sentences of long ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.problems import problem_spans, within
from assistant.text import folded
from ingest.sentences import Span, joint_spans, sentence_spans, trim
from ingest.types import Report, Role

PASSAGE_LIMIT = 600  # characters of a wording passage (contract.md)
_WHOLE = 300  # characters up to which a point stays whole
_SHORTEST = 10
_NOT_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A verbatim piece of a report.

    Attributes:
        context: folded heading above it and, for a later sentence of a point, the point's first.
    """

    report: Report
    start: int
    end: int
    role: Role
    context: str

    @property
    def text(self) -> str:
        """As the report has it."""
        return self.report.text[self.start : self.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A piece that words what is sought; a higher score is better, within one search."""

    piece: Piece
    score: float

    @property
    def report(self) -> Report:
        """The report it stands in."""
        return self.piece.report

    @property
    def start(self) -> int:
        """Where it begins in the report's text."""
        return self.piece.start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.piece.end

    @property
    def text(self) -> str:
        """As the report has it."""
        return self.piece.text


def plain(text: str) -> str:
    """Folded letters, digits and Han characters alone: “一把手”负总责 is 一把手负总责."""
    return _NOT_WORDS.sub("", folded(text))


def pieces(report: Report, roles: frozenset[Role] | None) -> Iterator[Piece]:
    """Points of a report (一是 …, a paragraph), each with the subheading right above it.

    A point longer than 300 characters falls into its sentences. Headings alone and signatures
    are no wording.

    Args:
        roles: only sections of these roles; None means all.
    """
    text = report.text
    admitted = problem_spans(report)
    heading: Span | None = None
    for joint in joint_spans(text):
        start, end = trim(text, *joint)
        section = report.section_of(start)
        if text[start:end].rstrip("。") == section.heading:
            heading = (start, end) if len(section.path) > 1 else None
            continue
        above, heading = heading, None
        role: Role = "problems" if within(start, admitted) else section.role
        if roles is not None and role not in roles:
            continue
        if not re.search(r"[，,。；;]", text[start:end]) or _only_leads(text[start:end], role):
            continue
        own = section.heading if len(section.path) > 1 else ""
        if end - start <= _WHOLE:
            begins = above[0] if above and end - above[0] <= PASSAGE_LIMIT else start
            yield _piece(report, begins, end, role, own)
            continue
        lead = ""
        for a, b in (trim(text, *span) for span in sentence_spans(text, start, end)):
            if b - a >= _SHORTEST:
                yield _piece(report, a, min(b, a + PASSAGE_LIMIT), role, own + lead)
            lead = lead or (text[a:b] if b - a < 80 else "|")


def _only_leads(text: str, role: Role) -> bool:
    """Whether a line only leads over to what follows (但仍存在差距：); an opening may end so."""
    return text.endswith(("：", ":")) and role not in ("opening", "closing")


def _piece(report: Report, start: int, end: int, role: Role, context: str) -> Piece:
    return Piece(report=report, start=start, end=end, role=role, context=folded(context))
