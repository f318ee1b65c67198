"""Sentences and quotes as the gate compares them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from assistant.types import Citation
from ingest.numerals import half_width

_MARKUP = re.compile(r"\*\*|__|[*`~#]|(?<![\w.])_|_(?!\w)|^\s*>\s*|\s*\|\s*")
_SPACE = re.compile(r"(?<=[^A-Za-z])\s+|\s+(?=[^A-Za-z])")
_QUOTED = re.compile(r"“([^”]*)”|「([^」]*)」|『([^』]*)』|\"([^\"]*)\"")
_TITLED = re.compile(r"《([^》]*)》")
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]+|[a-z]{2,}")
_EDGE = " \t，。；：、,.;:!?！？…“”‘’「」『』\"'（）()"


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Without Markdown and white space, digits and Latin letters of one width."""
    text = half_width(text)
    text = _MARKUP.sub(lambda found: " " if "|" in found[0] else "", text)
    return _SPACE.sub("", text).strip()


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """For verbatim comparison: also without quotation marks, punctuation of one width."""
    text = unicodedata.normalize("NFKC", plain(text)).casefold()
    return re.sub(r"[\s“”‘’「」『』\"']", "", text)


def quoted_spans(text: str) -> list[tuple[int, int, str]]:
    """What stands in quotation marks: (start, end, words), the marks inside the span."""
    return [
        (match.start(), match.end(), next(group for group in match.groups() if group is not None))
        for match in _QUOTED.finditer(text)
    ]


def titled_spans(text: str) -> list[tuple[int, int, str]]:
    """What stands in title marks 《》."""
    return [(match.start(), match.end(), match[1]) for match in _TITLED.finditer(text)]


def is_verbatim(words: str, sources: str) -> bool:
    """Whether a quotation stands in folded ``sources``; what …… leaves out may be anything."""
    pieces = [folded(piece.strip(_EDGE)) for piece in re.split(r"…+|\.{3,}", words)]
    at = 0
    for piece in pieces:
        at = sources.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    return True


def han_runs(text: str) -> list[str]:
    """Runs of Han characters, and Latin words."""
    return _HAN_RUN.findall(text)


def blanked(text: str, spans: list[tuple[int, int]]) -> str:
    """``text`` with the spans blanked out; offsets stay."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def around(citation: Citation) -> str:
    """What a citation says besides its quote: report, unit and place in it."""
    return f"{citation.title}。{citation.unit or ''}。{citation.section}"
