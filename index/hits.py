"""What search found becomes hits, if it is still there."""

from __future__ import annotations

from collections.abc import Iterable

from index.remembered import RememberedReports
from index.rows import DamagedReportError
from index.search import Found
from index.types import Hit


def hits(found: Iterable[Found], reports: RememberedReports) -> list[Hit]:
    """The passages with their reports, in the same order; what went meanwhile is left out."""
    held: list[Hit] = []
    for one in found:
        try:
            stored = reports.get(one.report_id)
        except DamagedReportError:
            continue  # no passage rather than a wrong one
        # Removed, or read anew and cut in other places, since the search began.
        if stored is None or stored.first + one.ordinal != one.passage_id:
            continue
        report = stored.report
        held.append(
            Hit(
                report=report,
                passage=report.passages[one.ordinal],
                rank=len(held) + 1,
                score=one.score,
                similarity=one.similarity,
            )
        )
    return held
