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
_BORNE = 0.6  # of a claim's weight must be borne by the words of the report that contradict it


def answer_claim(
    reading: Reading, claim: Claim, scope: ReportScope, reader: ReportReader
) -> Draft | None:
    """What reports say of what is claimed; None where they say nothing of it."""
    found = look_up(reading, scope, reader)
    draft = draft_of(reading, found)
    stated = claim.limit is not None or claim.place
    if draft is None:
        return None if stated else _said_otherwise(reading, scope, reader)
    agrees = _verdict(claim, found)
    if agrees is not None:
        return replace(draft, text=f"{AGREES if agrees else DIFFERS}{draft.text}")
    missing = None if stated else _missing(found)
    if missing is None:
        return draft
    heaviest = max(term.weight for topic in reading.topics for term in topic.terms)
    # Without its rarest word a claim is of something else.
    return _with_word_missing(draft, missing.word) if missing.weight < heaviest else None


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
    for topic, word in _without_one(reading.topics[0]):
        draft = draft_of(reading, look_up(replace(reading, topics=(topic,)), scope, reader))
        if draft is not None:
            return _with_word_missing(draft, word)
    return None


def _with_word_missing(draft: Draft, word: str) -> Draft:
    note = f"这些原文中没有“{word}”的说法，请核对"
    return replace(draft, text=f"{NOT_SAID}{draft.text}", notes=(*draft.notes, note))


def _missing(found: Looked) -> Term | None:
    """What is claimed and stands in no sentence that was found; None where all of it does."""
    for topic, said in (one for _, told in found for one in told):
        for term in topic.terms:
            words = [folded(finding.words) for finding in said.findings]
            if term.weight > LIGHT_WEIGHT and not any(bears(term, one) for one in words):
                return term
    return None


def _without_one(topic: Topic) -> list[tuple[Topic, str]]:
    """The topic without each of its words in turn, the last first: what is said of a thing stands
    behind it."""
    named = [term for term in topic.terms if term.weight > LIGHT_WEIGHT]
    if len(named) < 3:
        return []
    heaviest = max(term.weight for term in named)
    found = [
        (replace(topic, terms=tuple(t for t in topic.terms if t is not left_out)), left_out.word)
        for left_out in reversed(named)
        if left_out.weight < heaviest
    ]
    return [(one, word) for one, word in found if one.weight >= _BORNE * topic.weight]
