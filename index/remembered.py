"""Reports that questions looked at lately, so that they need not be read again."""

from __future__ import annotations

import threading
from collections import OrderedDict

from index.store import Store, StoredReport
from ingest.errors import ReportAssistantError

REMEMBERED = 512  # reports kept in memory


class UnknownReportError(ReportAssistantError):
    """The library has no report of that id, or none any more."""


def unknown_report(report_id: str) -> UnknownReportError:
    """The error that says so."""
    return UnknownReportError(
        f"资料库中没有编号为 {report_id} 的报告", hint="请用 reports 命令查看现有编号"
    )


class RememberedReports:
    """The store's reports, the last ones held in memory. Safe to use from several threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._held: OrderedDict[str, StoredReport] = OrderedDict()
        self._revision = 0
        self._lock = threading.Lock()

    def forget_changed(self) -> None:
        """Drops what was removed, or read anew, since it was looked at."""
        if self._store.revision() == self._revision:
            return
        with self._lock:
            changes = self._store.changes(self._revision)
            touched = tuple(self._held) if changes.report_ids is None else changes.report_ids
            for report_id in touched:
                self._held.pop(report_id, None)
            self._revision = changes.revision

    def get(self, report_id: str) -> StoredReport | None:
        """A report; None if there is none of that id.

        Raises:
            DamagedReportError: what is stored is not what was written.
        """
        with self._lock:
            if report_id in self._held:
                self._held.move_to_end(report_id)
                return self._held[report_id]
        stored = self._store.report(report_id)
        if stored is None:
            return None
        with self._lock:
            self._held[report_id] = stored
            while len(self._held) > REMEMBERED:
                self._held.popitem(last=False)
        return stored
