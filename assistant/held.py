"""The reports of one question, kept as they were: for a library that changes while it is asked."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from assistant.reader import ReportReader
from assistant.scope import ReportScope
from index.library import Library
from index.remembered import UnknownReportError
from ingest.types import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    report: Report
    source: str


class HeldReader(ReportReader):
    """Reads the reports that it holds, whatever becomes of them in the library."""

    def __init__(self, library: Library, held: Mapping[str, _Held]) -> None:
        super().__init__(library)
        self._held = held

    def report(self, report_id: str) -> Report:
        """The report as it was held; any other as the library has it."""
        held = self._held.get(report_id)
        return super().report(report_id) if held is None else held.report

    def source_of(self, report_id: str) -> str:
        """The source as it was held; any other as the library has it."""
        held = self._held.get(report_id)
        return super().source_of(report_id) if held is None else held.source


def hold(library: Library, scope: ReportScope) -> tuple[ReportScope, HeldReader]:
    """Reads all reports in scope at once; those that are gone leave it.

    Returns:
        The scope of what is there, and what reads it from memory.
    """
    held: dict[str, _Held] = {}
    reader = ReportReader(library)
    for one in scope.reports:
        identity = one.entry.id
        with suppress(UnknownReportError):
            held[identity] = _Held(
                report=reader.report(identity), source=reader.source_of(identity)
            )
    there = tuple(one for one in scope.reports if one.entry.id in held)
    return replace(scope, reports=there), HeldReader(library, held)
