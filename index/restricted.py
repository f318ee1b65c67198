"""What the library holds, less what may not be seen."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from index.contents import Contents
from index.store import Store
from index.types import ReportEntry


def may_see(entry: ReportEntry, collections: Collection[str]) -> bool:
    """Whether a member of these collections may see a report: what lies in none is everybody's."""
    return not entry.collections or not set(entry.collections).isdisjoint(collections)


def restricted(contents: Contents, collections: Collection[str], store: Store) -> Contents:
    """The contents as a member of these collections may see them.

    Where nothing is hidden the passage catalogue is the very same. Which of several look-alikes
    counts is decided anew: one that is hidden stands before nobody.

    Args:
        store: of the library.
    """
    hidden = [one for one in contents.entries if not may_see(one, collections)]
    # Not even the names of the collections are told.
    seen = [replace(one, collections=()) for one in contents.entries if may_see(one, collections)]
    if not hidden:
        return replace(contents, entries=tuple(seen))
    kin = {(one.unit, one.year) for one in hidden if one.unit and one.year is not None}
    counted: dict[str, str | None] = {}
    for unit, year in sorted(kin, key=str):
        ids = [one.id for one in seen if (one.unit, one.year) == (unit, year)]
        if ids:
            counted |= store.near_duplicates(unit, year, ids)
    entries = (
        replace(one, near_duplicate_of=counted[one.id]) if one.id in counted else one
        for one in seen
    )
    return Contents(
        revision=contents.revision,
        entries=tuple(entries),
        catalogue=contents.catalogue.changed([one.id for one in hidden], ()),
    )
