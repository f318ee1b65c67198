"""Sentences out of a stream of Chinese Markdown prose, each as soon as it is certain to be whole."""

from __future__ import annotations

import re

from assistant.prose.markers import BEGUN, MARKERS, markers_of, without_markers
from assistant.prose.types import Sentence

_OPENING = {"“": "”", "「": "」", "『": "』", "《": "》", "（": "）", "(": ")", "‘": "’"}
_CLOSING = frozenset(_OPENING.values())
_STOPS = frozenset("。！？!?")
# What may stand between a full stop and the next sentence and still belongs to the one before.
_AFTER_STOP = re.compile(r"[。！？!?”’」』）)】》\"*_~…]*")
# 提到“执法力量不足。”的有两家: the sentence goes on behind the quotation.
_GOES_ON = re.compile(r"[的、，,；;：:等这和与及或之]")
_LEAD = re.compile(
    r"\s*(?:(?:#{1,6}\s+|>\s*|[-*+•·●○▪◦–—]\s+|\d{1,2}(?:[.)、．]\s*(?!\d)|）)|[（(]\d{1,2}[)）]\s*|[①-⑳]\s*)\s*)*"
)
_HEADING = re.compile(r"#{1,6}\s")
_ITEM = re.compile(r"\n\s*(?:[-*+•·●○▪◦–—]\s|\d{1,2}[.)、．）]|[（(]\d|[①-⑳])|^\s*[-*+•]\s")
_BOLD_LINE = re.compile(r"\*\*[^*\n]+\*\*\s*[：:]?\s*")
_LONG = 600  # characters: from here on an open quotation mark is taken for a slip
_LONGEST = 2000  # characters without any stop: cut, whatever it is


class SentenceStream:
    """Cuts what is fed into sentences; markers behind a full stop belong to what stands before it.

    Numbers, decimals, quotations and brackets are never cut, line ends always are. What a sentence
    stands under (a heading, a lead-in that ends in a colon) goes with it.
    """

    def __init__(self) -> None:
        self._rest = ""
        self._lead = ""
        self._heading = ""
        self._lead_in = ""

    def feed(self, text: str) -> list[Sentence]:
        """The sentences that ``text`` makes whole."""
        self._rest += text
        return self._cut(final=False)

    def end(self) -> list[Sentence]:
        """What is left when the stream has ended."""
        return self._cut(final=True)

    def _cut(self, *, final: bool) -> list[Sentence]:
        found: list[Sentence] = []
        while self._rest:
            stop = _sentence_end(self._rest, final=final)
            if stop is None:
                break
            piece, self._rest = self._rest[:stop], self._rest[stop:]
            sentence = self._sentence(piece)
            if sentence is not None:
                found.append(sentence)
        return found

    def _sentence(self, piece: str) -> Sentence | None:
        whole = self._lead + piece
        match = _LEAD.match(whole)
        at = match.end() if match else 0
        body = whole[at:].rstrip()
        text = without_markers(body).strip()
        if not text.strip("*_-=~` |"):
            # A line of markup or markers alone: no sentence, but its line breaks go before the next.
            self._lead = whole if not body else whole[:at] + "\n" * piece.count("\n")
            return None
        lead, self._lead = whole[:at], whole[at + len(body) :]
        under = self._place(lead, text)
        return Sentence(text=text, markers=markers_of(body), written=body, lead=lead, under=under)

    def _place(self, lead: str, text: str) -> str:
        """What the sentence stands under; remembers it where others will stand under it."""
        if _HEADING.search(lead) or _BOLD_LINE.fullmatch(text):
            self._heading, self._lead_in = text.strip("*： :"), ""
            return ""
        if text.rstrip("*").endswith(("：", ":")):
            self._lead_in = text.strip("*： :")
            return self._heading
        if "\n" in lead and not _ITEM.search(lead):
            self._lead_in = ""
        return " ".join(part for part in (self._heading, self._lead_in) if part)


def _sentence_end(text: str, *, final: bool) -> int | None:
    """Where the first sentence ends, its markers included; None while that is not certain."""
    awaited: list[str] = []
    for at, character in enumerate(text):
        if character == "\n":
            return at + 1
        if at >= _LONGEST:
            return at
        if at >= _LONG:
            awaited.clear()
        if character in _OPENING:
            awaited.append(_OPENING[character])
        elif character in _CLOSING:
            if character in awaited:
                del awaited[awaited.index(character) :]
        elif character in _STOPS:
            stop = _after(text, at + 1)
            closed = not awaited or awaited[0] in text[at + 1 : stop]
            if not closed or _is_image(text, at):
                continue
            if stop == len(text) and not final:
                return None
            if awaited and _GOES_ON.match(text, stop):
                continue
            return _behind_markers(text, stop, final=final)
    return len(text) if final else None


def _after(text: str, at: int) -> int:
    match = _AFTER_STOP.match(text, at)
    return match.end() if match else at


def _is_image(text: str, at: int) -> bool:
    """![…](…) is an image, not an exclamation; what it is will be judged with its sentence."""
    return text[at] == "!" and text[at + 1 : at + 2] == "[" and not MARKERS.match(text, at + 1)


def _behind_markers(text: str, stop: int, *, final: bool) -> int | None:
    """The end of the markers (and what closes behind them) that begin at ``stop``."""
    blank = re.compile(r"[ \t\u3000]*")
    while True:
        gap = blank.match(text, stop)
        at = gap.end() if gap else stop
        if at >= len(text):
            return at if final else None
        if found := MARKERS.match(text, at):
            stop = _after(text, found.end())
            continue
        if BEGUN.match(text[at:]) and len(text) - at < 30:
            return len(text) if final else None
        return stop
