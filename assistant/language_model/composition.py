"""Prose in the making: sentences as they pass the gate, those that did not, and what is shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from assistant.language_model.machine_talk import unseen
from assistant.prose.markers import MARKERS, markers_of, without_markers
from assistant.prose.types import Fault, Sentence, Verdict

Gate = Callable[[Sentence], Verdict]

_BULLET = re.compile(r"[-*+•·●○▪◦–—]\s")
_ORDERED = re.compile(r"\d{1,2}[.)、．]")
_STOP = re.compile(r"[。！？!?；;]*[”’」』）)\"*\s]*$")
_ENDS_MARKED = re.compile(r"(?:\[\d+\])+[。！？!?；;：:”’」』）)\"*\s]*$")
# Live markup and addresses: nothing that evidence could ask for, everything that could lead away.
_MARKUP = re.compile(r"https?:|www\.|\]\s*\(|[<>`|\\]|\{\{|&#?\w+;", re.IGNORECASE)
# What a model says to the one who asks, not of the reports: passed over without a word.
_TALK = re.compile(
    r"^(?:好的|好|当然(?:可以)?|没问题|明白|收到|您好|你好|希望(?:以上|这些)|如需|如果?您?(?:还)?有|以上(?:是|为|内容)|"
    r"根据(?:您|所?给出?|提供|上述|以上)的?[^，。]{0,10}(?:，|回答如下|整理如下|概括如下))[^\d]{0,30}[。！!：:，]?$"
)


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence with what the gate said of it."""

    sentence: Sentence
    verdict: Verdict


class Composition:
    """Collects what a model writes; only what passed the gate is ever shown.

    Args:
        gate: judges one sentence.
        room: characters that may be shown.
    """

    def __init__(self, gate: Gate, room: int) -> None:
        self._gate = gate
        self._room = room
        self._written: list[Written] = []
        self.repeats = 0

    def clear(self) -> None:
        """Forgets everything: it was not meant to be shown."""
        self._written.clear()

    def add(self, sentence: Sentence) -> bool:
        """Judges and keeps a sentence; returns whether what is shown has changed."""
        said = _squeezed(sentence.text)
        if not sentence.markers and _TALK.match(said):
            return False
        if any(_squeezed(one.sentence.text) == said for one in self._written):
            self.repeats += 1
            return False
        verdict = self._judged(sentence)
        self._written.append(Written(sentence, verdict))
        return verdict.kept

    def _judged(self, sentence: Sentence) -> Verdict:
        fault = _foreign(sentence.text)
        return Verdict(kept=False, faults=(fault,)) if fault else self._gate(sentence)

    def replace(self, place: int, sentences: list[Sentence]) -> bool:
        """Puts others in the place of a failed sentence where all of them pass."""
        verdicts = [self._judged(one) for one in sentences]
        if not sentences or not all(verdict.kept for verdict in verdicts):
            return False
        first, *others = sentences
        lead = self._written[place].sentence.lead
        put = [replace(first, lead=lead), *(replace(one, lead="") for one in others)]
        self._written[place : place + 1] = [
            Written(one, verdict) for one, verdict in zip(put, verdicts, strict=True)
        ]
        return True

    @property
    def failed(self) -> dict[int, Written]:
        """Place → sentence that did not pass."""
        return {at: one for at, one in enumerate(self._written) if not one.verdict.kept}

    @property
    def full(self) -> bool:
        """Whether nothing more could be shown."""
        return sum(len(one.sentence.text) for one in self._written) > 2 * self._room

    def shown(self) -> list[Sentence]:
        """The sentences that passed and fit; a lead-in only where something follows it."""
        kept = [one.sentence for one in self._written if one.verdict.kept]
        fitting: list[Sentence] = []
        length = 0
        for sentence in kept:
            length += len(rendered(sentence))
            if length > self._room:
                break
            fitting.append(sentence)
        return [
            one
            for one, after in zip_longest(fitting, fitting[1:])
            if one.markers or (after is not None and after.markers)
        ]

    def text(self) -> str:
        """What is shown, as Markdown."""
        return "".join(_joined(self.shown()))

    def markers(self) -> frozenset[int]:
        """The evidence that what is shown cites."""
        return frozenset(marker for one in self.shown() for marker in one.markers)


def _foreign(text: str) -> Fault | None:
    """What cannot stand in an answer whatever the evidence says: live markup, hidden characters,
    sentences in another language."""
    found = _MARKUP.search(text)
    strange = found.group() if found else "".join(c for c in text if unseen(c))
    if strange:
        return Fault(kind="claim", found=strange, message="含有链接、代码或看不见的字符")
    letters = [c for c in text if c.isalpha()]
    chinese = sum("\u4e00" <= c <= "\u9fff" for c in letters)
    if letters and 2 * chinese < len(letters):
        return Fault(kind="claim", found=text, message="不是中文")
    return None


def _joined(sentences: list[Sentence]) -> Iterator[str]:
    for at, sentence in enumerate(sentences):
        text = rendered(sentence)
        yield text if at else text.lstrip("\n")


def rendered(sentence: Sentence) -> str:
    """A sentence as answers write it: its line, its bullet, its markers as ``[1][2]`` at the end."""
    written = sentence.written or sentence.text
    body = MARKERS.sub(lambda m: "".join(f"[{n}]" for n in markers_of(m.group())), written)
    if sentence.markers and not _ENDS_MARKED.search(body):
        stop = _STOP.search(body)
        at = stop.start() if stop else len(body)
        body = f"{body[:at]}{''.join(f'[{n}]' for n in sentence.markers)}{body[at:]}"
    return _lead(sentence.lead) + _without_loose_stars(body)


def _lead(lead: str) -> str:
    line = "\n" if "\n" in lead else ""
    if _BULLET.search(lead):
        return f"{line}- "
    ordered = _ORDERED.search(lead)
    return f"{line}{re.sub(r'[^0-9]', '', ordered.group())}. " if ordered else line


def _without_loose_stars(body: str) -> str:
    """Bold that is not closed inside its sentence shows as stars: better none."""
    return body if body.count("**") % 2 == 0 else body.replace("**", "")


def _squeezed(text: str) -> str:
    return "".join(without_markers(text).split()).strip("*。；;")
