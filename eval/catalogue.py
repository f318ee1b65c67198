"""What evaluation needs to know of a library: sources, names and stored texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from eval.sources import SourceIndex
from index.types import Hit, ReportEntry, Scope
from ingest.errors import ReportAssistantError
from ingest.types import Report


class Reports(Protocol):
    """The part of a library that evaluation reads."""

    def reports(self) -> tuple[ReportEntry, ...]:
        """The catalogue, in a fixed order."""
        ...

    def report(self, report_id: str, /) -> Report:
        """One report with its text."""
        ...

    def search(self, query: str, *, scope: Scope = ..., limit: int = ...) -> Sequence[Hit]:
        """Passages for a query, best first."""
        ...


def unit_names(entries: Sequence[ReportEntry]) -> dict[str, tuple[str, ...]]:
    """Unit → the names that mean it alone, the full one first.

    A name that several units share (国动办) tells none of them apart, one of two characters is
    found in too many words.
    """
    units = {entry.unit: entry.aliases for entry in entries if entry.unit}
    holders = Counter(name for aliases in units.values() for name in set(aliases))
    return {
        unit: (unit, *(name for name in aliases if holders[name] == 1 and len(name) > 2))
        for unit, aliases in units.items()
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Reports of a library as a test set refers to them."""

    entries: tuple[ReportEntry, ...]
    index: SourceIndex
    library: Reports

    @classmethod
    def of(cls, library: Reports) -> Catalogue:
        """Read the catalogue of ``library`` once; texts are read when asked for."""
        entries = library.reports()
        index = SourceIndex.of({entry.id: entry.sources for entry in entries})
        return cls(entries=entries, index=index, library=library)

    def text(self, report_id: str) -> str | None:
        """Stored text of a report; None if the library does not have it."""
        # A prediction may name any id; only ids of the catalogue are worth a look.
        if not any(entry.id == report_id for entry in self.entries):
            return None
        try:
            return self.library.report(report_id).text
        except ReportAssistantError:
            return None  # removed since the catalogue was read
