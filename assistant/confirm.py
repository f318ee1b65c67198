"""Answers to questions that state something: what the report says, and whether the two agree."""

from __future__ import annotations

from dataclasses import replace

from assistant.bearing import bears
from assistant.claims import Claim
from assistant.draft import Draft
from assistant.frame_words import LIGHT_WEIGHT
from assistant.lookup import Looked, draft_of, look_up
from assistant.question import Reading
from assistant.reader import ReportReader
from assistant.scope import ReportScope
from assistant.text import folded
from assistant.topic import Term, Topic

AGREES = "与报告一致："
DIFFERS = "与报告不一致，报告写的是："
NOT_SAID = "报告没有这样写，相关原文是："


def answer_claim(
    reading: Reading, claim: Claim, scope: ReportScope, reader: ReportReader
) -> Draft | None:
    """What reports say of what is claimed; None where they say nothing of it."""
    found = look_up(reading, scope, reader)
    draft = draft_of(reading, found)
    if draft is None:
        return None if claim.of_value else _said_otherwise(reading, scope, reader)
    agrees = _verdict(claim, found)
    if agrees is not None:
        return replace(draft, text=f"{AGREES if agrees else DIFFERS}{draft.text}")
    missing = [] if claim.of_value else _missing(found)
    if not missing:
        return draft
    said_of = any(missing[0] in _said_of(topic) for topic in reading.topics)
    return _with_word_missing(draft, missing[0].word) if said_of and len(missing) == 1 else None


def _verdict(claim: Claim, found: Looked) -> bool | None:
    """Whether the one report that answers bears the claim out; None where that cannot be told."""
    if len(found) != 1 or len(found[0][1]) != 1:
        return None
    said = found[0][1][0][1]
    told = {claim.agrees(finding) for finding in said.findings}
    return told.pop() if len(told) == 1 and not said.conflict else None


def _said_otherwise(reading: Reading, scope: ReportScope, reader: ReportReader) -> Draft | None:
    """女排拿了世俱杯冠军, where a report has 女排勇夺世俱杯亚军: what bears all of it but one word."""
    if len(reading.topics) != 1:
        return None
    topic = reading.topics[0]
    for word in reversed(_said_of(topic)):
        rest = replace(topic, terms=tuple(term for term in topic.terms if term is not word))
        found = look_up(replace(reading, topics=(rest,)), scope, reader)
        draft = draft_of(reading, found)
        if draft is not None and not _missing(found):
            return _with_word_missing(draft, word.word)
    return None


def _with_word_missing(draft: Draft, word: str) -> Draft:
    note = f"这些原文中没有“{word}”的说法，请核对"
    return replace(draft, text=f"{NOT_SAID}{draft.text}", notes=(*draft.notes, note))


def _missing(found: Looked) -> list[Term]:
    """What is claimed and stands in no sentence that was found."""
    told = [one for _, topics in found for one in topics]
    words = [folded(finding.words) for _, said in told for finding in said.findings]
    return [
        term
        for topic, _ in told[:1]
        for term in topic.terms
        if term.weight > LIGHT_WEIGHT and not any(bears(term, one) for one in words)
    ]


def _said_of(topic: Topic) -> list[Term]:
    """The words that may say something of what a claim is about, which is named first."""
    named = [term for term in topic.terms if term.weight > LIGHT_WEIGHT]
    return named[1:] if len(named) >= 3 else []
