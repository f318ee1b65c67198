"""A question as understood: kind, scope, topics."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.apart import read_apart
from assistant.asking import asks_bounded, asks_who_says, kind_asked, role_asked
from assistant.aspects import Words, dated_aspects, read_summands, read_topics
from assistant.bounded import bounded_topic
from assistant.catalogue import Catalogue, Unit
from assistant.claims import Claim, read_claim
from assistant.clauses import how_to_answer, the_ask
from assistant.colloquial import plain_speech
from assistant.limits import Limit, read_limit
from assistant.mentions import mend_spaces
from assistant.operations import plain_operations
from assistant.pasted import read_pasted
from assistant.phrase import read_phrase
from assistant.promise import Promise, read_promise
from assistant.saying import NOTHING_SEARCHED, Searched, read_searched
from assistant.shared_kind import with_offices_spelled
from assistant.text import clean_question
from assistant.topic import Frequency, Topic, build_topic
from assistant.types import Kind
from assistant.where import Where, hidden, read_where
from assistant.years import YearWords
from ingest.types import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a question asks.

    Attributes:
        question: as typed.
        text: cleaned.
        units: offices in scope, in the order named; empty means all.
        regions: region names that put them in scope.
        everyone: all reports are meant (各单位, 五份报告, 哪些单位).
        years: as asked.
        role: section asked for.
        topics: what is asked, one a column.
        pairs: topics that belong to one unit each (甲的…和乙的…), by index of ``units``; else empty.
        missing: names the library does not have.
        notes: what the reader should know of how the question was understood.
        phrase: for lists and wording, the words to look for.
        summands: the things of one report whose sum is asked (甲和乙合计多少).
        searched: for lists, the words to look for one by one, as far as the question sets them apart.
        limit: for lists, the bound or value as written that is asked for (超过300家).
        claim: what is stated and to be confirmed; None where nothing is.
        apart: by how much the first topic and the second are apart is asked.
        promise: the plans and their results that are asked for; None where not both are.
    """

    question: str
    text: str
    kind: Kind
    units: tuple[Unit, ...]
    regions: tuple[str, ...]
    everyone: bool
    years: YearWords
    role: Role | None
    topics: tuple[Topic, ...]
    pairs: tuple[int, ...] = ()
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    phrase: str = ""
    searched: Searched = NOTHING_SEARCHED
    limit: Limit | None = None
    summands: tuple[Topic, ...] = ()
    promise: Promise | None = None
    apart: bool = False
    claim: Claim | None = None


def read_question(
    question: str, catalogue: Catalogue, words: Words, frequency: Frequency
) -> Reading:
    """Reads one question that stands for itself (follow-ups are resolved before)."""
    pasted = read_pasted(clean_question(question))
    if pasted is not None:
        asked = read_question(pasted.ask or "写法", catalogue, words, frequency)
        topic = build_topic(pasted.paragraph, pasted.paragraph, words, frequency)
        return replace(
            asked, question=question, kind="wording", topics=(topic,), phrase="", limit=None
        )
    text = _plain(question, catalogue)
    claim = read_claim(text)
    text = claim.asked if claim is not None else text
    searched = read_searched(text) if asks_who_says(text) else NOTHING_SEARCHED
    where = read_where(text, searched, catalogue)
    kind = kind_asked(
        text, where.side_by_side, len(where.years.years), where.everyone, several=where.several
    )
    limit = _limit(text, searched, where, kind)
    kind = "list" if limit is not None else kind
    searched = searched if kind == "list" else NOTHING_SEARCHED
    subject = _subject(text, where, kind, limit, searched, catalogue, words, frequency)
    role = role_asked(text)
    years = where.years
    if role == "plan" and years.note and (where.units or kind == "wording"):
        years = replace(years, years=(), note=None)  # 下一年安排: of whatever year each report is
    if role is None and years.years and 0 < where.newest < min(years.years):
        # 2024年重点抓哪几件事, of a report of 2023: what it plans.
        role = "plan" if all(topic.empty for topic in subject.topics) else None
    where = replace(where, years=years)
    return Reading(
        question=question,
        text=text,
        kind=kind,
        units=where.units,
        regions=where.regions,
        everyone=where.everyone,
        years=years,
        role=role,
        topics=subject.topics,
        pairs=subject.pairs,
        missing=where.missing,
        notes=where.notes,
        phrase=_phrase(text, searched, where, kind),
        searched=searched if limit is None else NOTHING_SEARCHED,
        limit=limit,
        summands=subject.summands,
        apart=subject.apart,
        claim=claim,
        promise=read_promise(text, where.named, years, kind, words, frequency),
    )


def _plain(question: str, catalogue: Catalogue) -> str:
    """What is asked, in plain words."""
    plain = plain_operations(plain_speech(mend_spaces(the_ask(question), catalogue)))
    plain = with_offices_spelled(plain, catalogue)
    return re.sub(
        r"(?<=[\u4e00-\u9fff?？]) (?=[\u4e00-\u9fff“\"]|20[0-9]{2})",
        "，",
        plain,
    )


def _limit(text: str, searched: Searched, where: Where, kind: Kind) -> Limit | None:
    """The bound that reports are looked for by."""
    broad = where.several or not where.units
    if kind == "list" or (broad and kind != "wording" and asks_bounded(text)):
        return read_limit(hidden(text, searched))
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Subject:
    """What is asked of each report; as in a reading."""

    topics: tuple[Topic, ...]
    pairs: tuple[int, ...] = ()
    summands: tuple[Topic, ...] = ()
    apart: bool = False


def _subject(
    text: str,
    where: Where,
    kind: Kind,
    limit: Limit | None,
    searched: Searched,
    catalogue: Catalogue,
    words: Words,
    frequency: Frequency,
) -> _Subject:
    frame = [*where.spans, *how_to_answer(text), *([limit.span] if limit else ())]
    mentions, units, years = where.mentions, where.units, where.years
    topics, pairs = read_topics(text, mentions, units, frame, kind, words, frequency)
    if limit is not None:
        counted = bounded_topic(text, limit, where.spans, words, frequency)
        topics = (counted,) if counted else topics
    elif searched.terms:
        sought = " ".join(searched.terms)
        topics = (build_topic(sought, sought, words, frequency),)
    elif kind == "list":
        sought = _phrase(text, searched, where, kind)
        told = build_topic(sought, sought, words, frequency)
        topics = topics if told.empty else (told,)
    if kind == "compare" and not pairs and not years.strict:
        topics = dated_aspects(topics, text, years)
    apart = read_apart(text, frame, words, frequency) if kind in ("lookup", "compare") else ()
    if apart:
        topics, pairs = apart, ()
    summands: tuple[Topic, ...] = ()
    if kind == "lookup":
        summands = read_summands(text, mentions, units, frame, words, frequency)
    if units:
        topics = tuple(_with_places(topic, catalogue) for topic in topics)
    return _Subject(topics=topics, pairs=pairs, summands=summands, apart=bool(apart))


def _with_places(topic: Topic, catalogue: Catalogue) -> Topic:
    """A place that another's report is asked about: its name tells whose figure answers."""
    known = catalogue.regions.meanings
    if not any(term.word in known for term in topic.terms):
        return topic
    terms = (replace(t, city=True) if t.word in known else t for t in topic.terms)
    return replace(topic, terms=tuple(terms))


def _phrase(text: str, searched: Searched, where: Where, kind: Kind) -> str:
    """The words to look for."""
    if searched.terms:
        return "或".join(searched.terms)
    spans = [*where.spans, *how_to_answer(text)]
    return read_phrase(_without(text, spans) if kind == "list" else text)


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + text[end:]
    return text.strip(" ，,的")
