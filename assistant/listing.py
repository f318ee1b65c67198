"""Lists: which reports say it. An exhaustive scan, never a top-k; with its denominator."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.bearing import SPREAD, bears, share
from assistant.draft import Draft
from assistant.list_draft import drafted_absence, drafted_list
from assistant.list_matches import Match, bare, finding_of, in_heading
from assistant.question import Reading
from assistant.reader import ReportReader
from assistant.saying import Searched
from assistant.scope import InScope, ReportScope
from assistant.sentence_findings import denies
from assistant.stated import answer_stated, asks_stated
from assistant.statements import Sentence, Statements
from assistant.text import folded
from assistant.threshold import answer_threshold
from assistant.topic import Topic

_MOST_WORDS = 0.6
_TERM_LENGTH = 6  # characters: up to here what is looked for is a term (育儿补贴)
_OTHER_WORDS = 0.8  # share of the asked words for a statement in other words


_OR = re.compile("或者?|\\|")


def _held_of(phrase: str, statements: Statements) -> str:
    """Of 短剧或微短剧 the one that the report has; the whole where it has none of them."""
    others = [part for part in _OR.split(phrase) if len(part) > 1]
    # 用无人机巡查或执法: a short second part leans on the first, and says nothing alone.
    if len(others) < 2 or 2 * min(map(len, others)) < max(map(len, others)):
        return phrase
    text = bare(statements.report.text)
    return next((part for part in others if part in text), phrase)


def _scan(topic: Topic, phrase: str, one: InScope, reader: ReportReader) -> Match | None:
    statements = reader.statements(one.entry.id)
    phrase = _held_of(phrase, statements)
    sentences = [s for s in statements.sentences if one.roles is None or s.role in one.roles]
    exact = [s for s in sentences if phrase and phrase in bare(s.words)]
    sentences += _problems_headed(statements, one)
    if topic.denied:
        exact = []
        sentences = [s for s in sentences if _denied_clause(topic, s)]
    if (
        not exact
        and phrase
        and not topic.denied
        and (headed := in_heading(phrase, one, statements))
    ):
        return headed
    stated = re.findall(r"[0-9]+(?:\.[0-9]+)?", phrase)  # 240小时 in other words still is 240
    chosen = exact or [
        s
        for s in sentences
        if topic.terms
        and all(number in s.words for number in stated)
        and _says_alike(topic, s, len(phrase))
    ]
    if not chosen:
        return None
    best = max(
        chosen, key=lambda s: (share(topic, [(s.words, 1.0)]), denies(topic, s.words), -s.start)
    )
    saying_no = bool(exact) and re.search("[不无未没]", phrase)  # 无事不扰 denies nothing
    denials = [] if saying_no else [s for s in chosen if denies(topic, s.words)]
    if denials:
        best = denials[0]
    return Match(
        one=one,
        finding=finding_of(statements, best, topic, phrase),
        exact=bool(exact),
        denies=bool(denials),
    )


def _problems_headed(statements: Statements, one: InScope) -> list[Sentence]:
    """（一）基层执法力量薄弱。 A heading among the problems states one."""
    return [
        Sentence(
            start=section.start,
            end=section.start + len(section.heading),
            words=folded(section.heading),
            context="",
            role=section.role,
            section=section,
            negative=False,
        )
        for section in statements.report.sections
        if section.role == "problems" and (one.roles is None or "problems" in one.roles)
    ]


def _says_alike(topic: Topic, sentence: Sentence, length: int) -> bool:
    """Whether a sentence says one of the things asked (执法力量薄弱、人员不够) in its own way."""
    if length <= _TERM_LENGTH:  # a term, no statement: its parts must stand together
        clauses = re.split(r"[，,；;。、：:]", sentence.words)
        return any(share(topic, [(clause, 1.0)]) >= _OTHER_WORDS for clause in clauses)
    pieces = [p for p in re.split(r"[、，,]|或者?|以及", topic.text) if p.strip()]
    if len(pieces) > 1:
        parts = (
            replace(topic, text=p, terms=tuple(t for t in topic.terms if t.word in p))
            for p in pieces
        )
        whole = [part for part in parts if part.weight > 0.4]
        most = max((part.weight for part in whole), default=0.0)
        # 用无人机巡查或执法: a slight second part leans on the first, and says nothing alone
        least = most / 2 if "或" in topic.text else 0.0
        return any(part.weight > least and _says_one(part, sentence) for part in whole)
    return _says_one(topic, sentence)


# A name of its own is said as it is: 江西言信律师事务所 is no other one.
_PROPER = re.compile(
    r"(?:(?![是的请聘由在为有与和])[\u4e00-\u9fff]){3,12}(?:律师事务所|有限公司|大学|学院|医院)"
)


def _says_one(topic: Topic, sentence: Sentence) -> bool:
    """The asked words in another order or other words: nearly all of them, or the thing itself
    (the last of the rare words) with most of the rest."""
    own = share(topic, [(sentence.words, 1.0)])
    named = _PROPER.search(topic.text.replace(" ", ""))
    if own < 0.5 or (named and named.group() not in sentence.words):
        return False
    if share(topic, [(sentence.words, 1.0), (sentence.context, 0.5)]) >= _OTHER_WORDS:
        return True
    thing = [t for t in topic.terms if t.weight > 0.5][-1:]
    return own >= _MOST_WORDS and all(bears(t, sentence.words) >= SPREAD for t in thing)


# 14个县直部门没有公职律师 says nothing of the office that reports.
_OF_OTHERS = re.compile(
    r"(?<![本我该各])(?:部门|单位|乡镇|镇街|街道|机关)(?:仍|还|尚|均|都)?(?:没有|无|未)"
)


def _denied_clause(topic: Topic, sentence: Sentence) -> bool:
    """Whether one clause of a sentence denies what the question says is not there."""
    return any(
        denies(topic, clause)
        and not _OF_OTHERS.search(clause)
        and share(topic, [(clause, 1.0)]) >= _OTHER_WORDS
        for clause in re.split(r"[，,；;。]", sentence.words)
    )


def _literal(searched: Searched, topic: Topic, one: InScope, reader: ReportReader) -> list[Match]:
    """The words asked for that a report holds, each once; none where all are asked and one lacks."""
    statements = reader.statements(one.entry.id)
    whole = bare(statements.report.text)
    found: list[Match] = []
    for term in searched.terms:
        phrase = bare(term)
        if not phrase or phrase not in whole:
            continue
        held = [
            s
            for s in statements.sentences
            if (one.roles is None or s.role in one.roles) and phrase in bare(s.words)
        ]
        if held:
            best = max(held, key=lambda s: (share(topic, [(s.words, 1.0)]), -s.start))
            finding = finding_of(statements, best, topic, phrase)
            found.append(Match(one=one, finding=finding, exact=True, denies=False, term=term))
        elif headed := in_heading(phrase, one, statements):
            found.append(replace(headed, term=term))
    return [] if searched.together and len(found) < len(searched.terms) else found


def _asks_denials(reading: Reading) -> bool:
    """哪些单位未发生…: what is said not to be there; the words looked for (无事不扰) say nothing of it."""
    text = reading.text
    for words in ("有没有", "有无", *reading.searched.terms):
        text = text.replace(words, "")
    return bool(re.search(r"没(?:有|出台|制定|发生|收到|开展|配备?|设)|未|无(?!人机)|不存在", text))


def answer_list(reading: Reading, scope: ReportScope, reader: ReportReader) -> Draft | None:
    """All reports in scope that say it; 0 of n is an answer too, without citations."""
    if not scope.reports or not reading.topics:
        return None
    if reading.limit is not None:
        return answer_threshold(reading, scope, reader, reading.limit)
    if asks_stated(reading) and (figures := answer_stated(reading, scope, reader)):
        return figures
    topic = reading.topics[0]
    if reading.searched.absent:
        told = [bool(_literal(reading.searched, topic, one, reader)) for one in scope.reports]
        return drafted_absence(reading, scope, told)
    denied = _asks_denials(reading)
    if reading.searched.literal and not denied:
        exact = [m for one in scope.reports for m in _literal(reading.searched, topic, one, reader)]
        if exact or len(reading.searched.terms) > 1:
            return drafted_list(reading, scope, exact, denied=False)
    phrase = bare(reading.phrase) or bare(topic.text)
    if not phrase:
        return None
    topic = replace(topic, denied=denied)
    matches = [m for one in scope.reports if (m := _scan(topic, phrase, one, reader))]
    if _ONE_SOUGHT.search(reading.text) and not denied:
        matches = _nearest(topic, matches)
    return drafted_list(reading, scope, matches, denied=denied)


_ONE_SOUGHT = re.compile(r"哪一?个?(?:省|市|区|县|地方|单位|街道)(?![些几])")
_AS_NEAR = 0.1  # of the words asked: what holds fewer than the best says something else


def _nearest(topic: Topic, matches: list[Match]) -> list[Match]:
    """Of one that is sought: those that say it, else those that say most of it."""
    exact = [match for match in matches if match.exact]
    held = {id(m): share(topic, [(folded(m.finding.words), 1.0)]) for m in matches}
    best = max(held.values(), default=0.0)
    return exact or [match for match in matches if held[id(match)] >= best - _AS_NEAR]
