"""Which passage belongs where: the part of the library that every search needs in memory."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.dense import Ids
from index.material import PassageRow
from index.types import Scope
from ingest.types import ROLE_NAMES

_ROLES = {role: number for number, role in enumerate(ROLE_NAMES)}


class PassageCatalogue:
    """Every passage's report, ordinal and role; never changed once made.

    Attributes:
        origin: shared by all catalogues that follow from one; between those of two origins a
            passage id may have come to mean another passage (after a restore).
        age: how many changes lie between it and its origin.
    """

    def __init__(self, rows: Iterable[PassageRow] = ()) -> None:
        self.origin = object()
        self.age = 0
        self.ids: Ids = np.zeros(0, dtype=np.int64)  # ascending
        self._reports: NDArray[np.int32] = np.zeros(0, dtype=np.int32)
        self._ordinals: NDArray[np.int32] = np.zeros(0, dtype=np.int32)
        self._roles: NDArray[np.int8] = np.zeros(0, dtype=np.int8)
        self._names: tuple[str, ...] = ()  # report id of each number; may hold some that are gone
        self._numbers: dict[str, int] = {}
        self._add(list(rows))

    def changed(self, touched: Collection[str], rows: Iterable[PassageRow]) -> PassageCatalogue:
        """The catalogue with the passages of the touched reports replaced by ``rows``.

        What it costs is copying arrays, whatever the library holds.
        """
        numbers = [self._numbers[one] for one in touched if one in self._numbers]
        kept = ~np.isin(self._reports, numbers)
        new = PassageCatalogue()
        new.origin, new.age = self.origin, self.age + 1
        new.ids, new._reports = self.ids[kept], self._reports[kept]
        new._ordinals, new._roles = self._ordinals[kept], self._roles[kept]
        new._names, new._numbers = self._names, self._numbers
        new._add(list(rows))
        return new

    def _add(self, rows: list[PassageRow]) -> None:
        names = dict.fromkeys(row[1] for row in rows)
        fresh = [name for name in names if name not in self._numbers]
        if fresh:
            self._names = (*self._names, *fresh)
            self._numbers = {name: number for number, name in enumerate(self._names)}
        self.ids = np.append(self.ids, [row[0] for row in rows]).astype(np.int64)
        numbers = [self._numbers[row[1]] for row in rows]
        self._reports = np.append(self._reports, numbers).astype(np.int32)
        self._ordinals = np.append(self._ordinals, [row[2] for row in rows]).astype(np.int32)
        roles = [_ROLES.get(row[3], -1) for row in rows]  # type: ignore[call-overload]
        self._roles = np.append(self._roles, roles).astype(np.int8)
        order = np.argsort(self.ids, kind="stable")  # nearly sorted already
        self.ids, self._reports = self.ids[order], self._reports[order]
        self._ordinals, self._roles = self._ordinals[order], self._roles[order]

    def __len__(self) -> int:
        return len(self.ids)

    def places(self, passage_ids: Sequence[int]) -> list[tuple[str, int] | None]:
        """Report id and ordinal of each passage; None for one that is not in the catalogue."""
        if not len(self.ids):
            return [None] * len(passage_ids)
        wanted = np.array(passage_ids, dtype=np.int64)
        at = np.minimum(np.searchsorted(self.ids, wanted), len(self.ids) - 1)
        held = self.ids[at] == wanted
        found = zip(
            held.tolist(), self._reports[at].tolist(), self._ordinals[at].tolist(), strict=True
        )
        return [
            (self._names[number], ordinal) if known else None for known, number, ordinal in found
        ]

    def within(self, scope: Scope) -> Ids | None:
        """Ids of the passages in scope; None where the scope is everything."""
        if scope.report_ids is None and scope.roles is None:
            return None
        chosen = np.ones(len(self.ids), dtype=np.bool_)
        if scope.report_ids is not None:
            numbers = [self._numbers[one] for one in scope.report_ids if one in self._numbers]
            chosen &= np.isin(self._reports, numbers)
        if scope.roles is not None:
            chosen &= np.isin(self._roles, [_ROLES[role] for role in scope.roles])
        found: Ids = self.ids[chosen]
        return found

    def by_report(self, ids: Ids) -> list[tuple[str, Ids]]:
        """These passages' reports, each with all its passages in order; sorted by report."""
        chosen = np.isin(self._reports, np.unique(self._reports[np.isin(self.ids, ids)]))
        order = np.argsort(self._reports[chosen], kind="stable")
        held, numbers = self.ids[chosen][order], self._reports[chosen][order]
        starts = np.flatnonzero(np.diff(numbers, prepend=-1))
        parts = np.split(held, starts[1:]) if len(starts) else []
        pairs = zip(numbers[starts].tolist(), parts, strict=True)
        return sorted(((self._names[n], part) for n, part in pairs), key=lambda pair: pair[0])
