"""A paragraph of a Word file: its number, its visible words, and what hangs on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ingest.readers.numbering import Counter
from ingest.readers.ooxml import attribute, child, local, value_of
from ingest.readers.word_styles import PLAIN, Style, Styles, hides, numbered

if TYPE_CHECKING:
    from lxml import etree

# What a change took out, and what a newer part of an alternative says once more.
UNSEEN: Final = frozenset({"del", "moveFrom", "instrText", "delText", "delInstrText", "Fallback"})
_NESTED: Final = 200  # elements in elements; Word writes ten


@dataclass(slots=True, kw_only=True)
class WordReading:
    """The state of reading one file: counters go on, findings add up."""

    styles: Styles
    counter: Counter
    notes: dict[str, str]
    paragraphs: int = 0
    hidden: int = 0
    too_long: bool = False
    too_deep: bool = False


@dataclass(slots=True)
class Words:
    """The text of a paragraph as its runs go by, and what hangs on it."""

    parts: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_paragraph(element: etree._Element, reading: WordReading) -> tuple[str, Words]:
    """The visible words of a paragraph with its number, and what hangs on it."""
    properties = child(element, "pPr")
    named = value_of(properties, "pStyle") if properties is not None else ""
    style = reading.styles.get(named, PLAIN)
    words = _words(element, style, reading)
    text = "".join(words.parts)
    label = _label(properties, style, reading)  # Word counts empty paragraphs too
    return (label + text if text.strip() else text), words


def _label(properties: etree._Element | None, style: Style, reading: WordReading) -> str:
    """The number before a paragraph; numbering of its own goes before its style's."""
    number_id, level = numbered(properties)
    number_id = style.number_id if number_id is None else number_id
    level = style.level if level is None else level
    if number_id in (None, "0"):
        return ""
    assert number_id is not None
    label = reading.counter.label(number_id, level or 0).strip()
    return f"{label} " if re.search("[A-Za-z0-9]$", label) else label


def _words(paragraph: etree._Element, style: Style, reading: WordReading) -> Words:
    """The visible words of a paragraph, in order; what is nested deeper than Word nests is cut."""
    words = Words()
    waiting: list[tuple[Iterator[etree._Element], bool]] = [(iter(paragraph), False)]
    while waiting:
        inside, hidden = waiting[-1]
        element = next(inside, None)
        if element is None:
            waiting.pop()
            continue
        name = local(element)
        if name == "txbxContent":
            words.boxes.append(element)
        elif name in ("footnoteReference", "endnoteReference"):
            kind = name.removesuffix("Reference")
            words.notes.append(f"{kind} {attribute(element, 'id')}")
        elif character := _character(element, name):
            if hidden:
                reading.hidden += len(character)
            else:
                words.parts.append(character)
        elif name not in UNSEEN and not name.endswith("Pr") and len(waiting) < 200:
            if name == "r":
                hidden = _is_hidden(element, style, reading)
            waiting.append((iter(element), hidden))
    return words


def _is_hidden(run: etree._Element, style: Style, reading: WordReading) -> bool:
    properties = child(run, "rPr")
    own = hides(properties)
    if own is None and properties is not None:
        own = reading.styles.get(value_of(properties, "rStyle"), PLAIN).hidden
    return bool(style.hidden if own is None else own)


def _character(element: etree._Element, name: str) -> str:
    """What a leaf of a run stands for."""
    if name == "t":
        return element.text or ""
    if name == "sym":
        code = attribute(element, "char")
        private = code.upper().startswith("F")  # a picture of a symbol font, no character
        return "" if private or not 0 < len(code) <= 5 else chr(int(code, 16))
    return {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}.get(name, "")
