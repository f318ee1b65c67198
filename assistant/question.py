"""A question as understood: kind, scope, topics."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.apart import read_apart
from assistant.asking import (
    EVERYONE,
    LIST,
    MENTION,
    asks_bounded,
    asks_who_says,
    kind_asked,
    role_asked,
)
from assistant.aspects import Words, dated_aspects, read_summands, read_topics
from assistant.bounded import bounded_topic
from assistant.catalogue import Catalogue, Unit
from assistant.claims import Claim, read_claim
from assistant.clauses import how_to_answer, the_ask
from assistant.colloquial import plain_speech
from assistant.limits import Limit, read_limit
from assistant.mention import Mention
from assistant.mentions import find_mentions, is_group, mend_spaces
from assistant.operations import plain_operations
from assistant.pasted import read_pasted
from assistant.phrase import read_phrase
from assistant.promise import Promise, read_promise
from assistant.saying import NOTHING_SEARCHED, Searched, read_searched
from assistant.text import clean_question
from assistant.topic import Frequency, Topic, build_topic
from assistant.types import Kind
from assistant.years import YearWords, read_years
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
    text = re.sub(
        r"(?<=[\u4e00-\u9fff?？]) (?=[\u4e00-\u9fff“\"]|20[0-9]{2})",
        "，",
        plain_operations(plain_speech(mend_spaces(the_ask(question), catalogue))),
    )
    claim = read_claim(text)
    text = claim.asked if claim is not None else text
    mentions = find_mentions(text, catalogue)
    mentions = _without_inner_groups(mentions, text)
    listed = LIST.search(text)
    if listed:  # behind 提到 a name is what is looked for, not where
        cut = re.search(rf"{MENTION}|写|说|谈", text)
        if cut:
            mentions = tuple(m for m in mentions if m.start < cut.start())
    searched = read_searched(text) if asks_who_says(text) else NOTHING_SEARCHED
    mentions = tuple(m for m in mentions if not _inside(m, searched, text))
    everyone = bool(EVERYONE.search(text)) or any(m.kind == "kind" for m in mentions)
    units, regions = _scope_units(mentions, everyone, text)
    known = sorted({e.year for u in (units or catalogue.units) for e in u.reports if e.year})
    years = read_years(_hidden(text, searched), known)
    named = (
        len(units)
        if not any(m.kind in ("region", "kind") for m in mentions)
        else 2
        if len(units) > 1 and everyone
        else len(units)
    )
    plural = (
        bool(re.search(r"两家|三家|[两二三四五六七八九十0-9]+(?:家|个)", text)) and len(units) > 1
    )
    several = len(units) > 1 or (everyone and len(units) != 1)
    kind = kind_asked(
        text,
        _named_count(mentions, units, plural, named),
        len(years.years),
        everyone,
        several=several,
    )
    spans = [(m.start, m.end) for m in mentions] + list(years.spans)
    bounded = kind == "list" or (
        (several or not units) and kind != "wording" and asks_bounded(text)
    )
    limit = read_limit(_hidden(text, searched)) if bounded else None
    kind = "list" if limit is not None else kind
    searched = searched if kind == "list" else NOTHING_SEARCHED
    instructions = how_to_answer(text)
    frame = [*spans, *instructions, *([limit.span] if limit else ())]
    topics, pairs = read_topics(text, mentions, units, frame, kind, words, frequency)
    if limit is not None:
        counted = bounded_topic(text, limit, spans, words, frequency)
        topics = (counted,) if counted else topics
    elif searched.terms:
        sought = " ".join(searched.terms)
        topics = (build_topic(sought, sought, words, frequency),)
    if kind == "compare" and not pairs and not years.strict:
        topics = dated_aspects(topics, text, years)
    apart = read_apart(text, frame, words, frequency) if kind in ("lookup", "compare") else ()
    summands = (
        read_summands(text, mentions, units, frame, words, frequency) if kind == "lookup" else ()
    )
    role = role_asked(text)
    if role == "plan" and kind == "wording" and not units and years.note:
        years = replace(years, years=(), note=None)  # 下一年安排里怎么写: of whatever year
    if role is None and years.years and known and min(years.years) > known[-1]:
        # 2024年重点抓哪几件事, of a report of 2023: what it plans.
        role = "plan" if all(topic.empty for topic in topics) else None
    missing = tuple(dict.fromkeys(m.text for m in mentions if m.kind == "missing"))
    return Reading(
        question=question,
        text=text,
        kind=kind,
        units=units,
        regions=regions,
        everyone=everyone,
        years=years,
        role=role,
        topics=apart or topics,
        pairs=() if apart else pairs,
        missing=missing,
        notes=(
            *((years.note,) if years.note else ()),
            *(f"“{m.text}”按库中名称“{m.near}”理解" for m in mentions if m.near),
        ),
        phrase="或".join(searched.terms)
        or read_phrase(_without(text, [*spans, *instructions]) if kind == "list" else text),
        searched=searched if limit is None else NOTHING_SEARCHED,
        limit=limit,
        summands=summands,
        apart=bool(apart),
        claim=claim,
        promise=read_promise(
            text, [(m.start, m.end) for m in mentions], years, kind, words, frequency
        ),
    )


def _without_inner_groups(mentions: tuple[Mention, ...], text: str) -> tuple[Mention, ...]:
    """江苏牵头了几个长三角联合攻关项目: beside one of its members a group is a part of the subject."""
    named = [m for m in mentions if m.kind == "unit" and len(m.units) == 1]
    return tuple(
        m
        for m in mentions
        if not (is_group(m.text) and any(n.end <= m.start and n.units[0] in m.units for n in named))
        or re.search(r"[在比与和跟同、占]$", text[: m.start])
    )


def _inside(mention: Mention, searched: Searched, text: str) -> bool:
    """Whether a name stands in the words looked for: it says nothing of where to look."""
    return any(
        found.start() < mention.end and mention.start < found.end()
        for term in searched.terms
        for found in re.finditer(re.escape(term), text)
    )


def _hidden(text: str, searched: Searched) -> str:
    """The text with the words looked for blanked out: a year in them is none of a report's."""
    for term in searched.terms:
        text = text.replace(term, "　" * len(term))
    return text


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + text[end:]
    return text.strip(" ，,的")


def _named_count(
    mentions: Sequence[Mention], units: tuple[Unit, ...], plural: bool, named: int
) -> int:
    """How many units a question puts side by side; a region that holds several is one name."""
    direct = sum(
        len(m.units) if is_group(m.text) else 1 for m in mentions if m.kind in ("unit", "region")
    )
    missing = sum(1 for m in mentions if m.kind == "missing")
    if plural:
        return max(2, named)
    return direct + missing if direct else len(units)


def _scope_units(
    mentions: Sequence[Mention], everyone: bool, text: str
) -> tuple[tuple[Unit, ...], tuple[str, ...]]:
    """Units in scope: named ones; a region with a kind or 各 narrows to both."""
    units: list[Unit] = []
    regions: list[str] = []
    kinds = [m for m in mentions if m.kind == "kind"]
    places = [m for m in mentions if m.kind == "region"]
    for mention in mentions:
        if mention.kind == "unit":
            several = everyone or re.match(
                r"(?:的)?(?:两家|三家|各|所有|几家)", text[mention.end :]
            )
            government = [
                u for u in mention.units if u.region and mention.text in (u.region[-1], *u.region)
            ]
            if several and government:
                regions.append(mention.text)
            units.extend(mention.units)
        elif mention.kind == "region":
            regions.extend(mention.regions)
            units.extend(u for u in mention.units if not kinds or any(u in k.units for k in kinds))
    if not places and not units:
        units.extend(u for k in kinds for u in k.units)
    return tuple(dict.fromkeys(units)), tuple(dict.fromkeys(regions))
