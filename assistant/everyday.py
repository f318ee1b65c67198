"""Everyday words in a question, put as reports put them: 找到工作 → 就业, 盖保障房 → 建设保障性住房.

The asker's own words come first. Only where nothing in scope bears them is the question read once
more with what ``everyday.txt`` knows of their like; the answer then says which word was taken for
which. Where an everyday word covers several official ones, all of them are forms of one term:
the report decides which of them it states, and those that fit alike are shown side by side.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.abbreviations import Writing
from assistant.draft import Draft
from assistant.everyday_words import Class, Match, Words, find_phrases, plain_verbs
from assistant.frame_words import LIGHT_WEIGHT
from assistant.question import Reading
from assistant.reader import ReportReader
from assistant.scope import ReportScope
from assistant.synonyms import synonyms_of
from assistant.text import fold, folded
from assistant.topic import Frequency, Term, Topic, build_topic

_WEIGHTS: dict[Class, float] = {
    "things": 1.0,
    "people": 0.06,  # for whom: refines, does not decide
    "doing": 0.1,
    "nothing": 0.0,
}


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
    plain = [_bent(term, frequency, writing) for term in remaining.terms]
    if not any(match.entry.sort == "things" for match in matches) and all(
        term.forms == old.forms for term, old in zip(plain, remaining.terms, strict=True)
    ):
        return None if not (matches and plain) else replace(topic, terms=tuple(plain))
    for term in plain:
        terms.setdefault(term.word, term)
    told = [f for m in matches for f in m.entry.forms if _TELLING.search(f)]
    question = f"{topic.question}（{'、'.join(told)}）" if told else topic.question
    return replace(
        topic, question=question, terms=tuple(terms.values()), measures=_loose_measures(topic)
    )


def _loose_measures(topic: Topic) -> frozenset[str] | None:
    """What people count in more loosely than reports do: 几个院士, 几块金牌, 多少钱."""
    if topic.measures == frozenset({"个"}) and _PERSON.search(topic.text):
        return frozenset({"个", "人"})
    if topic.measures == frozenset({"块"}):
        return frozenset({"块", "枚"})
    if topic.measures == frozenset({"元"}) and "钱" in topic.question:
        return frozenset({"元", "美元"})
    return topic.measures


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


_ENDING = re.compile(r"^(?P<stem>[\u4e00-\u9fff]{1,3})(?:子|儿|们|边|里|头|上)$")
_OUTCOME = re.compile(
    r"^(?P<stem>[\u4e00-\u9fff])(?:住|掉|好|完|起|起来|出|出来|出去|成|上|下|到|过|够|齐|得)$"
)


def _bent(term: Term, frequency: Frequency, writing: Writing) -> Term:
    """A word with an everyday ending stands for its stem (垸子, 洞庭湖边), a verb with its outcome for
    the verb (治住), an abbreviation for what the reports in scope write out."""
    outcome = _OUTCOME.match(term.word)
    doing = plain_verbs().get(outcome["stem"]) if outcome else None
    if doing is not None:
        return replace(term, forms=(term.word, *doing.forms), weight=_WEIGHTS["doing"], head=False)
    ending = _ENDING.match(term.word) if not frequency(term.word) else None  # 电子 is no 电
    stem = (ending["stem"],) if ending else ()
    return replace(term, forms=(*term.forms, *stem, *writing.of_abbreviation(term.word)))


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
    if draft is not None and draft.evidence and not draft.silent:
        return draft
    other = everyday_reading(reading, reader.words, frequency, _writing(scope, reader))
    again = attempt(other) if other is not None else None
    if other is None or again is None or not again.evidence:
        return draft
    if draft is not None and draft.evidence and len(again.silent) >= len(draft.silent):
        return draft
    return replace(again, notes=(*again.notes, *understood(other, again)))


def _writing(scope: ReportScope, reader: ReportReader) -> Writing:
    return Writing(
        texts=lambda: (folded(reader.report(one.entry.id).text) for one in scope.reports),
        words=reader.words,
    )
