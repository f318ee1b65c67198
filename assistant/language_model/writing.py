"""Writes an answer's prose over its own citations; what no citation bears is never shown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from assistant.language_model.asking import Asking
from assistant.language_model.composition import Composition
from assistant.language_model.endpoint import RESTART
from assistant.language_model.evidence import GivenEvidence, given_evidence
from assistant.language_model.faults import ModelFault
from assistant.language_model.frame import Frame, frame_of
from assistant.language_model.prompts import as_data, repair_prompt, writing_prompt
from assistant.prose.check import check_sentence
from assistant.prose.known import known_of
from assistant.prose.sentences import SentenceStream
from assistant.prose.types import Sentence
from assistant.types import Answer, Prose
from index.types import ReportEntry

OWN = "本答案由程序直接依据原文作答"
_MOST_REPEATS = 5  # of the same sentences: a model that turns in circles is not waited for
_MOST_REPAIRS = 8  # sentences in the one request for repair
_LETTERS = 80  # enough to know the language
_CHINESE = 0.4  # of all letters, at least
_LINE = re.compile(r"(?m)^\s*(\d{1,2})\s*[.、．)）]\s*(\S.*)$")


def write(answer: Answer, entries: Iterable[ReportEntry], asking: Asking) -> Answer:
    """The answer with prose where prose may stand; the same answer with a note where none came.

    Args:
        answer: extractive, checked.
        entries: the library's catalogue: the names of its units.
    """
    frame = frame_of(answer)
    evidence = given_evidence(answer.citations, asking.model.settings.most_evidence)
    if frame is None or not evidence.citations:
        return answer
    known = known_of(answer, entries)
    gate = partial(check_sentence, evidence=evidence.citations, known=known)
    prose = Composition(gate, frame.room)
    if frame.lead:
        asking.tell(frame.lead)
    try:
        _compose(answer, frame, evidence, prose, asking)
        _repair(evidence, prose, asking)
    except ModelFault as fault:
        if fault.kind == "stopped":
            return answer
        return noted(answer, f"{fault.message}，{OWN}")
    return _put_together(answer, frame, evidence, prose, asking.model.settings.model)


def _compose(
    answer: Answer, frame: Frame, evidence: GivenEvidence, prose: Composition, asking: Asking
) -> None:
    variables = {"evidence": evidence.data, "question": as_data(answer.resolved)}
    sentences, letters = SentenceStream(), Letters()
    pieces = asking.model.stream(
        writing_prompt(answer.kind),
        variables,
        deadline=asking.deadline,
        stopped=asking.stopped,
    )
    for piece in pieces:
        if piece == RESTART:
            sentences, letters = SentenceStream(), Letters()
            prose.clear()
            continue
        letters.count(piece)
        for sentence in sentences.feed(piece):
            _added(sentence, frame, prose, asking)
        if prose.full or prose.repeats >= _MOST_REPEATS:
            pieces.close()
            return
    letters.settle()
    for sentence in sentences.end():
        _added(sentence, frame, prose, asking)


def _added(sentence: Sentence, frame: Frame, prose: Composition, asking: Asking) -> None:
    if prose.add(sentence) and (text := prose.text()):
        asking.tell(frame.around(text))


class Letters:
    """Counts in which script a model writes."""

    def __init__(self) -> None:
        self._all = self._chinese = 0

    def count(self, text: str) -> None:
        """Counts, and gives up on a text that is plainly not Chinese.

        Raises:
            ModelFault: it is not.
        """
        self._all += sum(character.isalpha() for character in text)
        self._chinese += sum("\u4e00" <= character <= "\u9fff" for character in text)
        if self._all >= _LETTERS:
            self.settle()

    def settle(self) -> None:
        """Judges what was counted so far.

        Raises:
            ModelFault: it is not Chinese.
        """
        if self._all and self._chinese < _CHINESE * self._all:
            raise ModelFault("language")


def _repair(evidence: GivenEvidence, prose: Composition, asking: Asking) -> None:
    """Asks once for the failed sentences anew; what fails again, or does not come, stays out."""
    failed = dict(list(prose.failed.items())[:_MOST_REPAIRS])
    if not failed or prose.full or prose.repeats >= _MOST_REPEATS:
        return
    wrong = [
        {
            "序号": number,
            "句子": one.sentence.written or one.sentence.text,
            "问题": "；".join(fault.message for fault in one.verdict.faults),
        }
        for number, one in enumerate(failed.values(), 1)
    ]
    variables = {
        "evidence": evidence.data,
        "sentences": "\n".join(as_data(one) for one in wrong),
    }
    try:
        text = asking.model.text(
            repair_prompt(), variables, deadline=asking.deadline, stopped=asking.stopped
        )
    except ModelFault as fault:
        if fault.kind == "stopped":
            raise
        return
    lines = {int(number): line for number, line in _LINE.findall(text)}
    places = list(failed)
    for number in sorted(lines, reverse=True):  # from the end: places before stay as they are
        if 1 <= number <= len(places):
            prose.replace(places[number - 1], _sentences(lines[number]))


def _sentences(line: str) -> list[Sentence]:
    stream = SentenceStream()
    return [*stream.feed(line), *stream.end()]


def _put_together(
    answer: Answer, frame: Frame, evidence: GivenEvidence, prose: Composition, model: str
) -> Answer:
    left_out = len(prose.failed)
    notes = [f"{left_out}句未通过核对，已隐去"] if left_out else []
    if evidence.silenced:
        places = "".join(f"[{marker}]" for marker in evidence.silenced)
        notes.append(f"引文{places}中有写给程序的指令、链接或隐藏字符，没有用于行文")
    text = prose.text()
    if not text:
        return noted(answer, *notes, f"语言模型写的没有一句可用，{OWN}")
    cited = {evidence.citations[marker].report_id for marker in prose.markers()}
    if frame.whole and not cited >= {citation.report_id for citation in answer.citations}:
        return noted(answer, *notes, f"语言模型没有写到全部报告，{OWN}")
    written = replace(
        answer,
        answer=frame.around(text),
        prose=Prose(model=model, left_out=left_out),
    )
    return noted(written, *notes)


def noted(answer: Answer, *notes: str) -> Answer:
    """The answer with further notes."""
    return replace(answer, notes=tuple(dict.fromkeys((*answer.notes, *notes))))
