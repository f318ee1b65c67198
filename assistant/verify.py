"""The number gate: every number of an answer stands in a quote that it cites, or is computed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from assistant.types import Answer

_MARKER = re.compile(r"\[\d+\]")
_ITEM = re.compile(r"(?m)^\d+\. ")  # numbering of a Markdown list
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_YEAR = re.compile(r"(?:19|20)\d\d年")


def _numbers(text: str) -> set[str]:
    return _all_numbers(_ITEM.sub(" ", _MARKER.sub(" ", text)))


def _all_numbers(text: str) -> set[str]:
    plain = unicodedata.normalize("NFKC", text)
    return {n.replace(",", "").rstrip(".") for n in _NUMBER.findall(plain)}


def unproved_numbers(answer: Answer, *, known: Iterable[str] = ()) -> set[str]:
    """Numbers in an answer's text and table that no quote bears and no computation shows.

    Args:
        answer: with its citations.
        known: texts whose numbers the program itself vouches for (names and years of reports,
            counts of reports).
    """
    borne: set[str] = set()
    for citation in answer.citations:
        borne |= _all_numbers(citation.quote) | _all_numbers(_YEAR.sub(" ", citation.quote))
        borne |= _numbers(citation.title) | {str(citation.year)}
    for text in answer.computed:
        borne |= _numbers(text)
    shown = [answer.answer]
    if answer.table:
        shown.extend(cell for row in answer.table.rows for cell in row)
    own = sorted({text for text in known if _NUMBER.search(text)}, key=len, reverse=True)
    stated: set[str] = set()
    for text in shown:
        for phrase in own:  # vouched for as it stands, not wherever its number turns up
            text = _whole(phrase).sub(" ", text)
        stated |= _numbers(_YEAR.sub(" ", text))
    return stated - borne


def _whole(phrase: str) -> re.Pattern[str]:
    """The phrase where no digit goes on at its ends: 5% is not in 4.5%."""
    before = r"(?<![\d.,])" if phrase[:1].isdigit() else ""
    behind = r"(?![\d,]|\.\d)" if phrase[-1:].isdigit() else ""
    return re.compile(f"{before}{re.escape(phrase)}{behind}")


def dangling_markers(answer: Answer) -> set[str]:
    """Markers without a citation."""
    known = {f"[{c.marker}]" for c in answer.citations}
    texts: Sequence[str] = [
        answer.answer,
        *(c for r in (answer.table.rows if answer.table else ()) for c in r),
    ]
    return {m for text in texts for m in _MARKER.findall(text)} - known
