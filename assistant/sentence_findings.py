"""Sentences of one report that bear a topic, and clauses that deny it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from assistant.bearing import is_elsewhere, share
from assistant.definitions import asks_meaning, explains
from assistant.findings import ABOVE, Finding, is_own_share, nearest
from assistant.frame_words import LIGHT_WEIGHT
from assistant.statements import QUOTE_LIMIT, Sentence, Statements, quote_span
from assistant.text import folded
from assistant.topic import Topic
from ingest.types import Report, Role, Section

TEXT_SHARE = 0.66
LOOSENED_SHARE = 0.87  # of what is left of a question read a second time
DENIAL_SHARE = 0.55  # of what is asked, in the clause that denies it


def _sentence_timely(
    report: Report, sentence: Sentence, topic: Topic, years: frozenset[int]
) -> bool:
    """Whether a sentence speaks of a year asked for: by itself, or by the section it stands in."""
    if not years or report.year is None or (topic.aim and report.year in years):
        return True
    stated = {int(y) for y in re.findall(r"(20[0-9]{2})年", sentence.words)}
    shift = -1 if report.genre == "政府工作报告" else 0
    implied = report.year + shift + (1 if sentence.role == "plan" else 0)
    loose = sentence.role in ("opening", "closing", "other") and report.year in years
    return loose or implied in years or bool(stated & years)


def _sentence_finding(
    topic: Topic, statements: Statements, sentence: Sentence, similarity: float, *, meaning: bool
) -> Finding | None:
    if is_elsewhere(topic, sentence.words, sentence.context):
        return None
    own = share(topic, [(sentence.words, 1.0)])
    total = share(topic, [(sentence.words, 1.0), (sentence.context, ABOVE)])
    note = meaning and explains(sentence.words, topic.question)
    if note:
        own = total = 1.0
    if own < 0.45 or total < (LOOSENED_SHARE if topic.loosened else TEXT_SHARE):
        return None
    text = statements.report.text
    focus = densest_clause(topic, text, sentence)
    quote = quote_span(text, *focus, sentence.start, sentence.end)
    return Finding(
        report=statements.report,
        start=quote[0],
        end=quote[1],
        quote=quote,
        role=sentence.role,
        score=own + total + 0.5 * similarity + _substance(topic, sentence) + 2.0 * note,
        negative=sentence.negative and denies(topic, sentence.words),
        focus=_first_held(topic, text, focus),
    )


_STUB = 8  # characters beside the asked words up to which a sentence is a mere heading
_MENTIONS = 3  # more of them tell nothing more


def _substance(topic: Topic, sentence: Sentence) -> float:
    """What a sentence has to say on the topic, beyond holding its words: how often it comes back to
    them, that it says something of them, that it stands where such things are told."""
    if topic.sort not in ("items", "text", "manner"):
        return 0.0
    counts = [
        max(sentence.words.count(form) for form in (t.word, *t.parts))
        for t in topic.terms
        if t.weight > LIGHT_WEIGHT
    ]
    points = 0.15 * (min(max(counts, default=0), _MENTIONS) - 1)
    asked = folded(topic.text)
    points += 0.25 * sum(
        one.word + two.word in asked and one.word + two.word in sentence.words
        for one, two in pairwise(topic.terms)
    )  # 低空经济 before 低空消费 and 数字经济
    rest = sentence.words
    for term in topic.terms:
        for form in (term.word, *term.parts):
            rest = rest.replace(form, "")
    points -= 0.4 if len(rest) < _STUB else 0.0
    points -= 0.4 if sentence.role == "other" else 0.0  # explanations of terms behind a report
    if topic.aim:
        points += 0.3 if sentence.role == "plan" else 0.0
    return points + _enumerated(topic, sentence.words)


_SERIES_SHOWN = 60  # characters
_SERIES = r"[^，。；、]{2,16}(?:、[^，。；、]{2,16})+"


def _enumerated(topic: Topic, words: str) -> float:
    """What 哪些产业 asks for is a series: A、B、C等产业 before a sentence that only says 产业."""
    if topic.sort not in ("items", "text"):
        return 0.0
    forms = [
        re.escape(f) for t in topic.terms if t.weight > LIGHT_WEIGHT for f in (t.word, *t.parts)
    ]
    if not forms:
        return 0.0
    named = "|".join(sorted(forms, key=len, reverse=True))
    return 0.4 if re.search(rf"{_SERIES}等[^，。；、]{{0,6}}(?:{named})", words) else 0.0


def _first_held(topic: Topic, text: str, clause: tuple[int, int]) -> int:
    """Where in a clause the piece begins that first holds an asked word."""
    words = text[slice(*clause)].casefold()
    held = [
        words.find(form)
        for term in topic.terms
        for form in (*term.forms, *term.parts)
        if term.weight > 0.4 and form in words
    ]
    first = min(held, default=0)
    opens = max(words.rfind(mark, 0, first) for mark in "，,：") + 1
    if first - opens > _SERIES_SHOWN:  # a series before it is shown whole where it is not too long
        opens = max(opens, words.rfind("、", 0, first) + 1)
    return clause[0] + opens


def densest_clause(topic: Topic, text: str, sentence: Sentence) -> tuple[int, int]:
    """Where in a long sentence the asked words stand: the clause that holds most of them."""
    best, span = -1.0, (sentence.start, sentence.start + 1)
    for match in re.finditer(r"[^，,；;。]+", text[sentence.start : sentence.end]):
        held = share(topic, [(folded(match.group()), 1.0)])
        if held > best:
            best, span = held, (sentence.start + match.start(), sentence.start + match.end())
    return span


def denies(topic: Topic, words: str) -> bool:
    """Whether a negation stands right before an asked word (未发生行政复议; 未配备公职律师), or a zero
    behind it (行政诉讼0件)."""
    return any(
        _DENIED.search(words[: found.start()]) or _NONE.match(words, found.end())
        for term in topic.terms
        for form in term.forms
        for found in re.finditer(re.escape(form), words)
    )


_DENIED = re.compile(
    r"(?:未(?!来|成年|然|经)|没有|无(?!人机|人驾|障碍|线|偿|锡)|不存在|尚无|从未|零(?!售|部件|碳|工|距离))[^，,。；;、]{0,10}$"
)
_NONE = re.compile(r"(?:案件?|事项)?(?:数量?)?(?:为|共|是)?[0零](?:件|起|宗|例|次|人|份)(?![0-9.])")


def find_sentences(
    topic: Topic,
    statements: Statements,
    *,
    roles: frozenset[Role] | None,
    years: frozenset[int],
    similarity: Mapping[int, float],
) -> list[Finding]:
    """Sentences of one report that answer ``topic``, best first; see :func:`find_values`."""
    found: list[Finding] = []
    if topic.empty:
        return found
    meaning = asks_meaning(topic.question)
    for sentence in statements.sentences:
        if roles is not None and sentence.role not in roles:
            continue
        if not _sentence_timely(statements.report, sentence, topic, years):
            continue
        near = nearest(similarity, sentence.start)
        finding = _sentence_finding(topic, statements, sentence, near, meaning=meaning)
        if finding:
            found.append(finding)
    found.extend(_notes_as_headings(topic, statements.report) if meaning else ())
    return sorted(found, key=lambda f: (-f.score, f.start))


def _notes_as_headings(topic: Topic, report: Report) -> list[Finding]:
    """18.“四类重点人群”：指脱贫家庭、…: a short note without a full stop is read as a heading."""
    return [
        heading_finding(report, section, score=4.0)
        for section in report.sections
        if explains(folded(section.heading), topic.question)
    ]


def heading_finding(report: Report, section: Section, score: float = 1.0) -> Finding:
    """A heading as a statement of its own."""
    end = section.start + len(section.heading)
    return Finding(
        report=report,
        start=section.start,
        end=end,
        quote=(section.start, min(end, section.start + QUOTE_LIMIT)),
        role=section.role,
        score=score,
    )


def find_denials(
    topic: Topic,
    statements: Statements,
    *,
    roles: frozenset[Role] | None,
    years: frozenset[int],
) -> list[Finding]:
    """Clauses that deny what is asked (未发生行政复议; 未配备公职律师), best first."""
    report = statements.report
    found: list[Finding] = []
    for sentence in statements.sentences:
        timely = _sentence_timely(report, sentence, topic, years)
        if (
            not sentence.negative
            or not timely
            or (roles is not None and sentence.role not in roles)
        ):
            continue
        for match in re.finditer(r"[^，,；;。]+", report.text[sentence.start : sentence.end]):
            words = folded(match.group())
            own = share(topic, [(words, 1.0), (sentence.context, 0.3)])
            if not denies(topic, words) or own < DENIAL_SHARE:
                continue
            if is_own_share(topic, report, sentence.words):
                continue
            start, end = sentence.start + match.start(), sentence.start + match.end()
            found.append(
                Finding(
                    report=report,
                    start=start,
                    end=end,
                    quote=quote_span(report.text, start, end, sentence.start, sentence.end),
                    role=sentence.role,
                    score=2 * own + 1,
                    own=own,
                    negative=True,
                )
            )
    return sorted(found, key=lambda f: (-f.score, f.start))
