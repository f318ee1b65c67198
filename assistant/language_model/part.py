"""Where in the chain a language model takes part: a question refused, an answer made."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace

from assistant import refusal
from assistant.asked import Asked
from assistant.language_model.faults import ModelFault
from assistant.language_model.reading import Frequency, asks_the_same, say_again
from assistant.language_model.writing import OWN, noted, write
from assistant.question import Reading
from assistant.scope import ReportScope
from assistant.text import clean_question
from assistant.types import Answer
from assistant.verify import gated
from index.library import Library
from index.remembered import UnknownReportError
from index.retriever import ReportRetriever

_PASSAGES = 6  # whose words a question may be said in


def may_be_said_otherwise(reading: Reading, scope: ReportScope) -> bool:
    """Whether a refused question may only have used other words than the reports: what is no
    question at all stays refused, and so does a year that the library does not have."""
    if refusal.small_talk(clean_question(reading.question)):
        return False
    return bool(scope.reports or reading.missing) and not scope.missing_years


def answered_in_other_words(
    asked: Asked, library: Library, answer: Callable[[Asked], Asked], frequency: Frequency
) -> Asked:
    """A refused question as the model says it again, where the rules then answer it.

    Args:
        asked: up to its draft.
        answer: the rules: from a question to its draft.
    """
    reading, scope, catalogue = asked.reading, asked.scope, asked.catalogue
    draft, asking = asked.draft, asked.asking
    assert reading is not None and scope is not None and catalogue is not None
    assert draft is not None
    if asking is None or not draft.refused or not may_be_said_otherwise(reading, scope):
        return asked
    asked.tell("换成报告的说法再找")
    try:
        passages = _passages(library, reading, asked.resolved)
        said = say_again(asked.resolved, asked.history, passages, reading, catalogue, asking)
    except ModelFault as fault:
        return replace(asked, draft=replace(draft, notes=(*draft.notes, fault.message)))
    if said is None:
        return asked
    first = replace(asked, question=said.question, history=(), asking=None, on_step=None)
    try:
        again = answer(first)
    except UnknownReportError:  # gone since: the refusal stands for what was read
        return asked
    assert again.reading is not None and again.draft is not None
    if again.draft.refused or not asks_the_same(again.reading, reading, said, frequency):
        return asked
    told = replace(again.draft, notes=(*said.notes, *again.draft.notes))
    return replace(again, question=asked.question, asking=asking, on_step=asked.on_step, draft=told)


def _passages(library: Library, reading: Reading, question: str) -> list[str]:
    units = tuple(unit.name for unit in reading.units) or None
    retriever = ReportRetriever(library=library, units=units, limit=_PASSAGES)
    return [document.page_content for document in retriever.invoke(question)]


def in_the_models_words(asked: Asked) -> Answer:
    """The answer with prose where a model takes part and all that it wrote holds."""
    answer, draft, catalogue = asked.answer, asked.draft, asked.catalogue
    assert answer is not None and draft is not None and catalogue is not None
    if asked.asking is None:
        return answer
    asked.tell("组织文字")
    try:
        written = write(answer, catalogue.entries, asked.asking)
    except Exception:  # what a model writes may be anything; the answer over the reports stands
        logging.getLogger(__name__).exception("what a language model wrote could not be checked")
        return noted(answer, f"语言模型写的无法核对，{OWN}")
    if gated(written, draft.vouched) is not written:
        return noted(answer, f"语言模型写的没有通过核对，{OWN}")
    return written
