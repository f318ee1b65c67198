"""Which passage belongs where: the part of the library that every search needs in memory."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index.dense import Ids
from index.types import Scope
from ingest.types import ROLE_NAMES

_ROLES = {role: number for number, role in enumerate(ROLE_NAMES)}


class PassageCatalogue:
    """Every passage's report, ordinal and role; never changed once made.

    Args:
        rows: (passage id, report id, ordinal, role), ascending by id.
    """

    def __init__(self, rows: list[tuple[int, str, int, str]]) -> None:
        # passage id → report id and ordinal
        self.places: dict[int, tuple[str, int]] = {row[0]: (row[1], row[2]) for row in rows}
        self.ids: Ids = np.array([row[0] for row in rows], dtype=np.int64)
        self._report_ids = sorted({row[1] for row in rows})
        self._numbers = {report_id: i for i, report_id in enumerate(self._report_ids)}
        numbers = [self._numbers[row[1]] for row in rows]
        self._reports: NDArray[np.int32] = np.array(numbers, dtype=np.int32)
        roles = [_ROLES.get(row[3], -1) for row in rows]  # type: ignore[call-overload]
        self._roles: NDArray[np.int8] = np.array(roles, dtype=np.int8)

    def __len__(self) -> int:
        return len(self.ids)

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

    def reports_of(self, ids: Ids) -> list[str]:
        """The reports that hold any of these passages, sorted."""
        numbers = np.unique(self._reports[np.isin(self.ids, ids)])
        return [self._report_ids[number] for number in numbers]
