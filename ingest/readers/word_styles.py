"""What a Word file's styles say of its paragraphs: numbering and hidden text are inherited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ingest.readers.ooxml import attribute, child, children, is_on, value_of

if TYPE_CHECKING:
    from lxml import etree

_TINY: Final = 4  # half-points: nobody reads letters of two points


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What paragraphs and runs of a style inherit; None where neither it nor its base says."""

    number_id: str | None = None
    level: int | None = None
    hidden: bool | None = None


Styles = Mapping[str, Style]
PLAIN: Final = Style()


def read_styles(root: etree._Element | None) -> Styles:
    """The styles of the part ``styles.xml`` by their ids, each with what it inherits."""
    if root is None:
        return {}
    elements = {attribute(one, "styleId"): one for one in children(root, "style")}
    own = {name: _own(element) for name, element in elements.items()}
    bases = {name: value_of(element, "basedOn") for name, element in elements.items()}
    return {name: _inherited(name, own, bases) for name in own}


def _inherited(name: str, own: Mapping[str, Style], bases: Mapping[str, str]) -> Style:
    number_id, level, hidden = None, None, None
    seen: set[str] = set()
    while name in own and name not in seen:  # a damaged file may base a style on itself
        seen.add(name)
        style = own[name]
        number_id = style.number_id if number_id is None else number_id
        level = style.level if level is None else level
        hidden = style.hidden if hidden is None else hidden
        name = bases[name]
    return Style(number_id=number_id, level=level, hidden=hidden)


def _own(element: etree._Element) -> Style:
    number_id, level = numbered(child(element, "pPr"))
    return Style(number_id=number_id, level=level, hidden=hides(child(element, "rPr")))


def numbered(properties: etree._Element | None) -> tuple[str | None, int | None]:
    """The list and the level that a paragraph's properties name; None where they do not."""
    numbers = child(properties, "numPr") if properties is not None else None
    if numbers is None:
        return None, None
    number_id = value_of(numbers, "numId") or None
    level = value_of(numbers, "ilvl")
    return number_id, int(level) if level.isdecimal() and len(level) == 1 else None


def hides(properties: etree._Element | None) -> bool | None:
    """Whether a run's properties hide it: marked hidden, or too small to be read."""
    if properties is None:
        return None
    hidden = is_on(properties, "vanish")
    size = value_of(properties, "sz")
    if size.isdecimal() and int(size[:6]) <= _TINY:
        return True
    return hidden
