"""Passages that a drafter has collected: kept in the browser as places, read from the library.

What is shown and exported is sliced from the stored reports anew each time: nothing that a browser
keeps can put words into a report's mouth.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from assistant.draft import make_citation
from assistant.types import Citation, Evidence
from ingest.errors import ReportAssistantError
from ui.text import one_line, shortened

if TYPE_CHECKING:
    from index.library import Library

MOST = 200  # passages of a basket
LONGEST_PASSAGE = 2_000  # characters
_LONGEST_TOPIC = 60
_ID = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """A place in a report, and what somebody looked for when it was found."""

    report_id: str
    start: int
    end: int
    topic: str

    @property
    def key(self) -> str:
        """The place as a button's value."""
        return f"{self.report_id}:{self.start}:{self.end}"


def topic_of(text: str) -> str:
    """What was looked for, short enough for a heading."""
    return shortened(one_line(text), _LONGEST_TOPIC)


def read_place(value: str, topic: str = "") -> Collected | None:
    """A place as ``Collected.key`` writes it; None where it is none."""
    fields = value.split(":")
    if len(fields) != 3 or not _ID.fullmatch(fields[0]):
        return None
    if not all(one.isascii() and one.isdigit() and len(one) < 10 for one in fields[1:]):
        return None
    start, end = int(fields[1]), int(fields[2])
    if not 0 < end - start <= LONGEST_PASSAGE:
        return None
    return Collected(report_id=fields[0], start=start, end=end, topic=topic_of(topic))


def read_basket(stored: object) -> tuple[Collected, ...]:
    """The passages that a browser kept; what is not of our making is left out."""
    if not isinstance(stored, list):
        return ()
    found = []
    for item in stored[:MOST]:
        if isinstance(item, Mapping):
            value = ":".join(str(item.get(name)) for name in ("report_id", "start", "end"))
            place = read_place(value, str(item.get("topic") or ""))
            found += [place] if place else []
    return tuple({one.key: one for one in found}.values())


def stored_basket(basket: Sequence[Collected]) -> list[dict[str, Any]]:
    """What a browser is to keep."""
    return [asdict(one) for one in basket]


def with_place(basket: Sequence[Collected], value: str, topic: str) -> tuple[Collected, ...]:
    """The basket with one passage more.

    Raises:
        ReportAssistantError: it is full.
    """
    place = read_place(value, topic)
    if place is None or any(one.key == place.key for one in basket):
        return tuple(basket)
    if len(basket) >= MOST:
        raise ReportAssistantError(
            f"摘录已有 {len(basket)} 条，最多 {MOST} 条", hint="请先导出或移出一些"
        )
    return (*basket, place)


def without_place(basket: Sequence[Collected], value: str) -> tuple[Collected, ...]:
    """The basket with one passage less."""
    return tuple(one for one in basket if one.key != value)


def cited(library: Library, basket: Sequence[Collected]) -> tuple[tuple[str, Citation], ...]:
    """The passages with their topics, grouped by topic in order of appearance, numbered from 1.

    A passage whose report is gone, or has become shorter, is left out.
    """
    sources = {entry.id: next(iter(entry.sources), "") for entry in library.reports()}
    topics = list(dict.fromkeys(one.topic for one in basket))
    found: list[tuple[str, Citation]] = []
    for one in sorted(basket, key=lambda one: topics.index(one.topic)):
        if one.report_id not in sources:
            continue
        report = library.report(one.report_id)
        if one.end <= len(report.text):
            evidence = Evidence(report=report, start=one.start, end=one.end)
            citation = make_citation(len(found) + 1, evidence, sources[one.report_id])
            found.append((one.topic, citation))
    return tuple(found)
