"""The drafts of one question: each kind of answer over the same evidence, and what is tried when the
asker's own words find nothing."""

from __future__ import annotations

from dataclasses import replace

from assistant.asking import asks_skeleton
from assistant.compare import answer_compare
from assistant.compare_apart import answer_apart
from assistant.confirm import answer_claim
from assistant.draft import Draft
from assistant.everyday import in_everyday_words
from assistant.heading_lines import answer_headings, asks_headings
from assistant.listing import answer_list
from assistant.lookup import answer_lookup
from assistant.question import Reading
from assistant.quoted_sentence import answer_sentence, asks_sentence
from assistant.reader import ReportReader
from assistant.scope import ReportScope
from assistant.second_reading import WordClass, read_again, said_freely
from assistant.speakers import answer_speaker, asks_speaker
from assistant.sums import answer_sum
from assistant.topic import Frequency
from assistant.wording import answer_wording


def asks_something(reading: Reading) -> bool:
    """Whether a question names a subject, a section, a phrase or an outline."""
    return (
        any(topic.terms for topic in reading.topics)
        or bool(reading.role or reading.phrase)
        or asks_skeleton(reading.text)
        or asks_headings(reading.text)
        or asks_speaker(reading.text)
    )


def one_draft(reading: Reading, scope: ReportScope, reader: ReportReader) -> Draft | None:
    """What one reading of a question finds; None when no report in scope bears it."""
    if not asks_something(reading):
        return None
    if asks_speaker(reading.text):
        return answer_speaker(reading, scope, reader)
    if asks_sentence(reading):
        return answer_sentence(reading, scope, reader)
    answerers = {
        "compare": answer_compare,
        "list": answer_list,
        "wording": answer_wording,
        "lookup": answer_lookup,
    }
    draft = answer_sum(reading, scope, reader) if reading.summands else None
    draft = draft or (answer_apart(reading, scope, reader) if reading.apart else None)
    draft = draft or answer_headings(reading, scope, reader)
    if draft is None and reading.claim is not None and reading.kind == "lookup":
        return answer_claim(reading, reading.claim, scope, reader)
    return draft or answerers[reading.kind](reading, scope, reader)


def best_draft(
    reading: Reading,
    scope: ReportScope,
    reader: ReportReader,
    *,
    word_class: WordClass,
    frequency: Frequency,
) -> Draft | None:
    """The asker's own words, then everyday words put as reports put them, then what names things
    alone; None when none of them finds anything."""

    def attempt(one: Reading) -> Draft | None:
        return one_draft(one, scope, reader)

    if reading.claim is not None and not reading.claim.of_value:
        return attempt(reading)  # whether it is said is asked: in these words
    draft = in_everyday_words(attempt(reading), reading, scope, reader, frequency, attempt)
    if draft is not None and not draft.silent:
        return draft
    freer = read_again(reading, word_class, frequency)
    if freer is None:
        return draft
    second = in_everyday_words(attempt(freer), freer, scope, reader, frequency, attempt)
    if second is None or (draft is not None and len(second.silent) >= len(draft.silent)):
        return draft
    return replace(second, notes=(*second.notes, *said_freely(reading, freer)))
