"""What the library holds, in memory: its catalogue and the place of every passage."""

from __future__ import annotations

from dataclasses import dataclass

from index.catalogue import PassageCatalogue
from index.store import Store
from index.types import ReportEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The library at one revision.

    Attributes:
        entries: sorted by unit, year and id; unknown units and years come last.
    """

    revision: int
    entries: tuple[ReportEntry, ...]
    catalogue: PassageCatalogue


def read_contents(store: Store, before: Contents | None) -> Contents:
    """What the library holds now.

    Args:
        before: what is known already: only what changed since is read again.
    """
    changes = store.changes(-1 if before is None else before.revision)
    if before is None or changes.report_ids is None:
        return Contents(
            revision=changes.revision,
            entries=_sorted(store.entries()),
            catalogue=PassageCatalogue(store.material.passages()),
        )
    touched = changes.report_ids
    if not touched:
        return before
    kept = (entry for entry in before.entries if entry.id not in touched)
    return Contents(
        revision=changes.revision,
        entries=_sorted((*kept, *store.entries(touched))),
        catalogue=before.catalogue.changed(touched, store.material.passages(touched)),
    )


def _sorted(entries: tuple[ReportEntry, ...]) -> tuple[ReportEntry, ...]:
    def place(entry: ReportEntry) -> tuple[bool, str, bool, int, str]:
        unit, year = entry.unit, entry.year
        return unit is None, unit or "", year is None, year or 0, entry.id

    return tuple(sorted(entries, key=place))
