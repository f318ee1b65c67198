"""Everyday words in a question, put as reports put them: 找到工作 → 就业, 盖保障房 → 建设保障性住房.

The asker's own words come first. Only where nothing in scope bears them is the question read once
more with what ``everyday.txt`` knows of their like; the answer then says which word was taken for
which. Where an everyday word covers several official ones, all of them are forms of one term:
the report decides which of them it states, and those that fit alike are shown side by side.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Literal

from assistant.abbreviations import Writing
from assistant.draft import Draft
from assistant.frame_words import LIGHT_WEIGHT
from assistant.question import Reading
from assistant.reader import ReportReader
from assistant.scope import ReportScope
from assistant.synonyms import synonyms_of
from assistant.text import fold, folded
from assistant.topic import Frequency, Term, Topic, build_topic

Words = Callable[[str], list[str]]
Class = Literal["things", "people", "doing", "nothing"]

_WEIGHTS: dict[Class, float] = {
    "things": 1.0,
    "people": 0.06,  # for whom: refines, does not decide
    "doing": 0.1,
    "nothing": 0.0,
}
_GAP = r"[^，,。；;、？?]{0,6}?"
_BETWEEN = r"[的了过着 ]?"  # 决了口 is 决口; a space is where a question word stood
_FREE_LENGTH = (
    4  # characters from which a phrase may stand anywhere; shorter ones must be whole words
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line's phrase and what it stands for.

    Attributes:
        patterns: one whose groups are the pieces of the phrase, what stands between them is not of
            it; or several, every one of which must be found, in any order.
    """

    phrase: str
    forms: tuple[str, ...]
    sort: Class
    patterns: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An entry found in a topic: the spans of its pieces.

    Attributes:
        aside: where more of its words stand (打饭吃饭): they ask for nothing else.
    """

    entry: Entry
    spans: tuple[tuple[int, int], ...]
    text: str
    aside: tuple[tuple[int, int], ...] = ()

    @property
    def length(self) -> int:
        """Characters of the topic that it accounts for."""
        return sum(end - start for start, end in self.spans)


def _between(piece: str) -> str:
    return _BETWEEN.join(map(re.escape, piece))


def _pattern(phrase: str) -> tuple[re.Pattern[str], ...]:
    """What finds a phrase: its pieces in this order, or (joined by &) anywhere in the topic."""
    if "&" not in phrase:
        return (re.compile(_GAP.join(f"({_between(piece)})" for piece in phrase.split("…"))),)
    groups = (sorted(piece.split("/"), key=len, reverse=True) for piece in phrase.split("&"))
    return tuple(re.compile("|".join(map(_between, group))) for group in groups)


@lru_cache(maxsize=1)
def _entries() -> dict[str, tuple[Entry, ...]]:
    """The thesaurus by first character of the phrase; a phrase counts where it stands first."""
    found: dict[str, Entry] = {}
    sort: Class = "things"
    text = files("assistant").joinpath("everyday.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        heading = re.fullmatch(r"\[(things|people|doing|nothing)\]", line.strip())
        if heading:
            sort = heading[1]  # type: ignore[assignment]
        elif line.strip() and not line.startswith("#"):
            left, _, right = line.partition("=")
            forms = tuple(dict.fromkeys(_with_synonyms(fold(form) for form in right.split())))
            for phrase in map(fold, left.split()):
                entry = Entry(phrase=phrase, forms=forms, sort=sort, patterns=_pattern(phrase))
                found.setdefault(phrase, entry)
    by_first: dict[str, list[Entry]] = {}
    for entry in found.values():
        by_first.setdefault("&" if "&" in entry.phrase else entry.phrase[0], []).append(entry)
    return {first: tuple(entries) for first, entries in by_first.items()}


def _with_synonyms(forms: Iterable[str]) -> Iterable[str]:
    for form in forms:
        yield form
        yield from synonyms_of(form)


def entry_count() -> int:
    """How many everyday phrases are known."""
    return sum(len(entries) for entries in _entries().values())


def find_phrases(text: str, words: Words) -> tuple[Match, ...]:
    """Everyday phrases in folded ``text``, in their order: of overlapping ones the longest."""
    starts, ends = _boundaries(text, words)

    def whole(span: tuple[int, int]) -> bool:
        """上天 in 以上天数 is no word; longer ones can be nothing else."""
        return span[1] - span[0] >= _FREE_LENGTH or (span[0] in starts and span[1] in ends)

    candidates: list[Match] = []
    for at, character in enumerate(text):
        for entry in _entries().get(character, ()):
            found = entry.patterns[0].match(text, at)
            if found and whole(found.span()):
                spans = tuple(found.span(group) for group in range(1, found.re.groups + 1))
                candidates.append(Match(entry=entry, spans=spans, text=found.group()))
    for entry in _entries().get("&", ()):
        pieces = [
            next((m.span() for m in pattern.finditer(text) if whole(m.span())), None)
            for pattern in entry.patterns
        ]
        spans = tuple(sorted(span for span in pieces if span))
        if len(spans) == len(pieces) and all(one[1] <= other[0] for one, other in pairwise(spans)):
            named = text[spans[0][0] : spans[-1][1]]
            more = (m.span() for pattern in entry.patterns for m in pattern.finditer(text))
            aside = tuple(span for span in more if whole(span) and span not in spans)
            candidates.append(Match(entry=entry, spans=spans, text=named, aside=aside))
    taken: set[int] = set()
    chosen: list[Match] = []
    for match in sorted(candidates, key=lambda m: (-m.length, m.spans[0])):
        places = {i for start, end in match.spans for i in range(start, end)}
        if not places & taken:
            taken |= places
            chosen.append(match)
    return tuple(sorted(chosen, key=lambda m: m.spans[0]))


def _boundaries(text: str, words: Words) -> tuple[frozenset[int], frozenset[int]]:
    """Where words of ``text`` begin and where they end; what is no word borders on itself."""
    starts, ends, covered, at = set[int](), set[int](), set[int](), 0
    for word in words(text):
        found = text.find(word, at)
        found = found if found >= 0 else text.find(word)
        if found >= 0:
            at = found
            starts.add(found)
            ends.add(found + len(word))
            covered.update(range(found, found + len(word)))
    loose = set(range(len(text))) - covered
    return frozenset(starts | loose), frozenset(ends | {i + 1 for i in loose})


# Words of a form that make it a ratio, an average, something spared: neighbours of a plain count,
# which count as asked for where the everyday word means them.
_TELLING = re.compile(r"[率例重比]$|均|减|免|退还|返还|占")


_PERSON = re.compile(r"(?:院士|[人员师者民生]|干部|专家|教授|孩子|老兵|医生|选手)$")


def _put(topic: Topic, words: Words, frequency: Frequency, writing: Writing) -> Topic | None:
    """``topic`` with its everyday words taken for those of reports; None where it holds none."""
    text = folded_keeping_spaces(topic.text)
    matches = find_phrases(text, words)
    rest = list(text)
    for match in matches:
        for start, end in (*match.spans, *match.aside):
            rest[start:end] = " " * (end - start)
    remaining = build_topic("".join(rest), topic.question, words, frequency)
    head = {term.word for term in topic.terms if term.head}
    terms = {
        term.word: term for match in matches if (term := _term(match, head, writing)) is not None
    }
    plain = [_bent(term, writing) for term in remaining.terms]
    if not any(match.entry.sort == "things" for match in matches) and all(
        term.forms == old.forms for term, old in zip(plain, remaining.terms, strict=True)
    ):
        return None if not (matches and plain) else replace(topic, terms=tuple(plain))
    for term in plain:
        terms.setdefault(term.word, term)
    told = [f for m in matches for f in m.entry.forms if _TELLING.search(f)]
    question = f"{topic.question}（{'、'.join(told)}）" if told else topic.question
    measures = topic.measures
    if measures == frozenset({"个"}) and _PERSON.search(topic.text):
        measures = frozenset({"个", "人"})  # 几个院士
    return replace(topic, question=question, terms=tuple(terms.values()), measures=measures)


def folded_keeping_spaces(text: str) -> str:
    """Folded, but a space stays where a question word stood."""
    return " ".join(fold(piece) for piece in text.split(" "))


def _term(match: Match, head: set[str], writing: Writing) -> Term | None:
    entry = match.entry
    if entry.sort == "nothing":
        return None
    word = match.text.replace(" ", "")
    named = entry.sort == "things" and any(h in word or word in h for h in head)
    return Term(
        word=word,
        forms=(word, *(written for form in entry.forms for written in writing.of_form(form))),
        parts=(),
        weight=_WEIGHTS[entry.sort],
        head=named,
    )


_ENDING = re.compile(r"^(?P<stem>[\u4e00-\u9fff]{1,3})(?:子|儿|们|边|里|头|上|家)$")
_OUTCOME = re.compile(
    r"^(?P<stem>[\u4e00-\u9fff])(?:住|掉|好|完|起|起来|出|出来|出去|成|上|下|到|过|够|齐|得)$"
)


def _bent(term: Term, writing: Writing) -> Term:
    """A word with an everyday ending stands for its stem (垸子, 洞庭湖边), a verb with its outcome for
    the verb (治住), an abbreviation for what the reports in scope write out."""
    outcome = _OUTCOME.match(term.word)
    doing = _doing().get(outcome["stem"]) if outcome else None
    if doing is not None:
        return replace(term, forms=(term.word, *doing.forms), weight=_WEIGHTS["doing"], head=False)
    ending = _ENDING.match(term.word)
    stem = (ending["stem"],) if ending else ()
    return replace(term, forms=(*term.forms, *stem, *writing.of_abbreviation(term.word)))


@lru_cache(maxsize=1)
def _doing() -> dict[str, Entry]:
    """Verbs of one character that say only that something was done."""
    every = (entry for entries in _entries().values() for entry in entries)
    return {e.phrase: e for e in every if e.sort == "doing" and len(e.phrase) == 1}


def everyday_reading(
    reading: Reading, words: Words, frequency: Frequency, writing: Writing
) -> Reading | None:
    """The question once more, its everyday words taken for those of reports.

    Args:
        words: the library's tokeniser.
        frequency: how common a word is in the library.
        writing: how the reports in scope write things.

    Returns:
        None where nothing can be taken otherwise, or what is looked for is a quotation.
    """
    if reading.kind in ("list", "wording") and re.search(r"[“\"「『]", reading.text):
        return None
    put = [_put(topic, words, frequency, writing) for topic in reading.topics]
    if not any(put):
        return None
    topics = _leaning(
        reading.topics, [new or old for new, old in zip(put, reading.topics, strict=True)]
    )
    summands = tuple(_put(t, words, frequency, writing) or t for t in reading.summands)
    return replace(reading, topics=topics, summands=summands)


def _leaning(before: Sequence[Topic], after: Sequence[Topic]) -> tuple[Topic, ...]:
    """Aspects that leaned on the first one (…多少个，面积多少) still do."""
    first = before[0].terms
    leaning: list[Topic] = [after[0]]
    for old, new in zip(before[1:], after[1:], strict=True):
        leans = bool(first) and old.terms[: len(first)] == first and old.terms != first
        leans = leans or (bool(first) and old.terms == first)
        own = [t for t in new.terms if t not in after[0].terms]
        leaning.append(replace(new, terms=(*after[0].terms, *own)) if leans else new)
    return tuple(leaning)


def understood(reading: Reading, draft: Draft) -> tuple[str, ...]:
    """Which everyday word was taken for which word of the sentences cited."""
    said = folded("".join(evidence.quote for evidence in draft.evidence))
    notes: dict[str, None] = {}
    for topic in reading.topics:
        for term in topic.terms:
            if term.word in said or term.weight <= LIGHT_WEIGHT:
                continue
            borne = max((f for f in term.forms if f in said), key=len, default="")
            if borne and borne not in term.word and borne not in synonyms_of(term.word):
                notes[f"“{term.word}”按“{borne}”理解"] = None
    return tuple(notes)


def in_everyday_words(
    draft: Draft | None,
    reading: Reading,
    scope: ReportScope,
    reader: ReportReader,
    frequency: Frequency,
    attempt: Callable[[Reading], Draft | None],
) -> Draft | None:
    """``draft``; where it holds nothing, what the question finds with its everyday words taken for
    those of reports.

    Args:
        attempt: answers a reading.
    """
    if draft is not None and draft.evidence:
        return draft
    other = everyday_reading(reading, reader.words, frequency, _writing(scope, reader))
    again = attempt(other) if other is not None else None
    if other is None or again is None or not again.evidence:
        return draft
    return replace(again, notes=(*again.notes, *understood(other, again)))


def _writing(scope: ReportScope, reader: ReportReader) -> Writing:
    return Writing(
        texts=lambda: (folded(reader.report(one.entry.id).text) for one in scope.reports),
        words=reader.words,
    )
