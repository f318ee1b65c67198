"""A name in a question, and what it stands for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.catalogue import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name in a question.

    Attributes:
        kind: "unit", "region", "kind" (all 国动办), "place" (it only tells units of one name apart),
            "missing" (the library has no such unit or region).
        units: the units meant.
        near: the library's own spelling where the one typed is a slip of it.
    """

    start: int
    end: int
    text: str
    kind: str
    units: tuple[Unit, ...] = ()
    regions: tuple[str, ...] = ()
    organ: str = ""
    near: str = ""


def overlaps(start: int, end: int, taken: Sequence[Mention]) -> bool:
    """Whether ``start:end`` lies on a mention already taken."""
    return any(start < m.end and m.start < end for m in taken)
