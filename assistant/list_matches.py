"""A report that says certain words: the sentence that holds them, or a heading."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.findings import Finding
from assistant.scope import InScope
from assistant.sentence_findings import densest_clause, heading_finding
from assistant.statements import Sentence, Statements, quote_span
from assistant.text import folded
from assistant.topic import Topic

_PUNCTUATION = re.compile(r"[“”\"'‘’「」『』《》〈〉（）()、：:·・.\-—\s]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A report that says it: how it does, and where.

    Attributes:
        exact: by the very words.
        denies: it denies what is asked.
        term: which of several words asked for it holds.
    """

    one: InScope
    finding: Finding
    exact: bool
    denies: bool
    term: str = ""


_CLAUSE_ENDS = re.compile("[，,。；;]+")


def bare(text: str) -> str:
    """Folded text without quotation marks and the like, its clauses kept apart: how words are looked
    for (一月接着一月拼，经济增长 does not say 拼经济)."""
    return _CLAUSE_ENDS.sub("，", _PUNCTUATION.sub("", folded(text))).strip("，")


def finding_of(statements: Statements, sentence: Sentence, topic: Topic, phrase: str) -> Finding:
    """The clause of a sentence that holds the phrase, else the one that holds most of the topic."""
    text = statements.report.text
    span = _phrase_span(text, sentence, phrase) or densest_clause(topic, text, sentence)
    quote = quote_span(text, *span, sentence.start, sentence.end)
    return Finding(
        report=statements.report,
        start=span[0],
        end=span[1],
        quote=quote,
        role=sentence.role,
        score=1.0,
        negative=sentence.negative,
        focus=_piece_start(text, span, phrase),
    )


def _piece_start(text: str, span: tuple[int, int], phrase: str) -> int:
    """Where in a long clause the piece begins that holds the phrase."""
    pieces = re.finditer(r"[^，,、；;。]+", text[slice(*span)])
    held = (span[0] + piece.start() for piece in pieces if phrase and phrase in bare(piece.group()))
    return next(held, span[0])


def in_heading(phrase: str, one: InScope, statements: Statements) -> Match | None:
    """The phrase in a heading that no sentence repeats."""
    report = statements.report
    for section in report.sections:
        if phrase in bare(section.heading) and (one.roles is None or section.role in one.roles):
            finding = heading_finding(report, section)
            return Match(one=one, finding=finding, exact=True, denies=False)
    return None


def _phrase_span(text: str, sentence: Sentence, phrase: str) -> tuple[int, int] | None:
    """The clause of a sentence that holds the phrase."""
    for match in re.finditer(r"[^；;。]+", text[sentence.start : sentence.end]):
        if phrase and phrase in bare(match.group()):
            return sentence.start + match.start(), sentence.start + match.end()
    return None
