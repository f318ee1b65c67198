"""Lists: which reports say it. An exhaustive scan, never a top-k; with its denominator."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.bearing import SPREAD, bears, share
from assistant.compare import excerpt
from assistant.draft import Draft, Numbering
from assistant.findings import Finding
from assistant.question import Reading
from assistant.reader import ReportReader
from assistant.scope import InScope, ReportScope
from assistant.sentence_findings import denies, densest_clause
from assistant.statements import QUOTE_LIMIT, Sentence, Statements, quote_span
from assistant.text import folded
from assistant.threshold import answer_threshold, row_label
from assistant.topic import Topic
from assistant.types import Table

_PUNCTUATION = re.compile(r"[“”\"'‘’「」『』《》〈〉（）()、，,。；;：:·・.\-—\s]")
_MOST_WORDS = 0.6
_TERM_LENGTH = 6  # characters: up to here what is looked for is a term (育儿补贴)
_OTHER_WORDS = 0.8  # share of the asked words for a statement in other words


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A report that says it: how it does, and where."""

    one: InScope
    finding: Finding
    exact: bool
    denies: bool


def _bare(text: str) -> str:
    return _PUNCTUATION.sub("", folded(text))


def _finding(statements: Statements, sentence: Sentence, topic: Topic, phrase: str) -> Finding:
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
    held = (
        span[0] + piece.start() for piece in pieces if phrase and phrase in _bare(piece.group())
    )
    return next(held, span[0])


_OR = re.compile("或者?|\\|")


def _held_of(phrase: str, statements: Statements) -> str:
    """Of 短剧或微短剧 the one that the report has; the whole where it has none of them."""
    others = [part for part in _OR.split(phrase) if len(part) > 1]
    if len(others) < 2:
        return phrase
    text = _bare(statements.report.text)
    return next((part for part in others if part in text), phrase)


def _in_heading(phrase: str, one: InScope, statements: Statements) -> Match | None:
    """The phrase in a heading that no sentence repeats."""
    report = statements.report
    for section in report.sections:
        if phrase in _bare(section.heading) and (one.roles is None or section.role in one.roles):
            start, end = section.start, section.start + len(section.heading)
            finding = Finding(
                report=report,
                start=start,
                end=end,
                quote=(start, min(end, start + QUOTE_LIMIT)),
                role=section.role,
                score=1.0,
            )
            return Match(one=one, finding=finding, exact=True, denies=False)
    return None


def _phrase_span(text: str, sentence: Sentence, phrase: str) -> tuple[int, int] | None:
    """The clause of a sentence that holds the phrase."""
    for match in re.finditer(r"[^；;。]+", text[sentence.start : sentence.end]):
        if phrase and phrase in _bare(match.group()):
            return sentence.start + match.start(), sentence.start + match.end()
    return None


def _scan(topic: Topic, phrase: str, one: InScope, reader: ReportReader) -> Match | None:
    statements = reader.statements(one.entry.id)
    phrase = _held_of(phrase, statements)
    sentences = [s for s in statements.sentences if one.roles is None or s.role in one.roles]
    exact = [s for s in sentences if phrase and phrase in _bare(s.words)]
    if topic.denied:
        exact = []
        sentences = [s for s in sentences if _denied_clause(topic, s)]
    if (
        not exact
        and phrase
        and not topic.denied
        and (headed := _in_heading(phrase, one, statements))
    ):
        return headed
    chosen = exact or [s for s in sentences if topic.terms and _says_alike(topic, s, len(phrase))]
    if not chosen:
        return None
    best = max(
        chosen, key=lambda s: (share(topic, [(s.words, 1.0)]), denies(topic, s.words), -s.start)
    )
    denials = [s for s in chosen if denies(topic, s.words)]
    if denials:
        best = denials[0]
    return Match(
        one=one,
        finding=_finding(statements, best, topic, phrase),
        exact=bool(exact),
        denies=bool(denials),
    )


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
        return any(part.weight > 0.4 and _says_one(part, sentence) for part in parts)
    return _says_one(topic, sentence)


def _says_one(topic: Topic, sentence: Sentence) -> bool:
    """The asked words in another order or other words: nearly all of them, or the thing itself
    (the last of the rare words) with most of the rest."""
    own = share(topic, [(sentence.words, 1.0)])
    if own < 0.5:
        return False
    if share(topic, [(sentence.words, 1.0), (sentence.context, 0.5)]) >= _OTHER_WORDS:
        return True
    thing = [t for t in topic.terms if t.weight > 0.5][-1:]
    return own >= _MOST_WORDS and all(bears(t, sentence.words) >= SPREAD for t in thing)


def _denied_clause(topic: Topic, sentence: Sentence) -> bool:
    """Whether one clause of a sentence denies what the question says is not there."""
    return any(
        denies(topic, clause) and share(topic, [(clause, 1.0)]) >= _OTHER_WORDS
        for clause in re.split(r"[，,；;。]", sentence.words)
    )


def answer_list(reading: Reading, scope: ReportScope, reader: ReportReader) -> Draft | None:
    """All reports in scope that say it; 0 of n is an answer too, without citations."""
    if not scope.reports or not reading.topics:
        return None
    if reading.limit is not None:
        return answer_threshold(reading, scope, reader, reading.limit)
    topic = reading.topics[0]
    phrase = _bare(reading.phrase) or _bare(topic.text)
    if not phrase:
        return None
    denied = bool(re.search(r"没有|未|无(?!人机)|不存在", re.sub(r"有没有|有无", "", reading.text)))
    topic = replace(topic, denied=denied)
    matches = [m for one in scope.reports if (m := _scan(topic, phrase, one, reader))]
    return _drafted(reading, scope, matches, denied=denied)


def _drafted(
    reading: Reading, scope: ReportScope, matches: Sequence[Match], *, denied: bool
) -> Draft:
    denying = denied
    asked = reading.phrase or reading.topics[0].text.replace(" ", "")
    total = len(scope.reports)
    numbering = Numbering()
    rows: list[tuple[str, ...]] = []
    denials: list[str] = []
    for match in sorted(matches, key=lambda m: (m.denies, not m.exact)):
        marker = numbering.cite(match.finding.report, *match.finding.quote)
        name = row_label(match.one, scope)
        how = "明确否定" if match.denies else "原文提到" if match.exact else "表述相近"
        denials.extend([f"{name}{marker}"] if match.denies else [])
        rows.append((name, how, f"{excerpt(match.finding, 110)}{marker}"))
    counted = f"{len(matches)}/{total}份报告提到“{asked}”"
    text = f"{counted}{'：' + '、'.join(_named(matches, scope, numbering)) if matches else ''}。"
    if denials and not denying:
        text += f"其中{'、'.join(denials)}的表述是否定的。"
    near = 0 if denying else sum(1 for m in matches if not m.exact)
    notes = (f"其中{near}份为表述相近，并非原词",) if near else ()
    return Draft(
        kind="list",
        text=text,
        evidence=tuple(numbering.evidence),
        table=Table(columns=("单位", "方式", "原文"), rows=tuple(rows)),
        vouched=(counted, asked, f"{len(matches)}份", *(row_label(m.one, scope) for m in matches)),
        notes=notes,
    )


def _named(matches: Sequence[Match], scope: ReportScope, numbering: Numbering) -> list[str]:
    named = [
        f"{row_label(m.one, scope)}{numbering.cite(m.finding.report, *m.finding.quote)}"
        for m in matches
    ]
    return named if len(named) <= 12 else [*named[:12], f"等{len(named)}份报告"]
