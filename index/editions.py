"""SQL of a report's editions: its look-alikes of the same unit and year, and what it said before."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime

from index import likeness
from index.rows import Execute, Row
from index.types import EarlierVersion, Source


def now() -> str:
    """The time as it is stored: UTC, ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def mark_near_duplicates(execute: Execute, unit: str | None, year: int | None) -> list[str]:
    """Decides anew which reports of this unit and year count, and which stand behind another.

    Returns:
        Ids of reports whose mark changed. An unknown unit or year has none.
    """
    if unit is None or year is None:
        return []
    found = _kin(execute, unit, year)
    counts = likeness.near_duplicates([_edition(row) for row in found])
    changed = [row[0] for row in found if counts[row[0]] != row[5]]
    for report_id in changed:
        execute(
            "UPDATE reports SET near_duplicate_of = ? WHERE id = ?", (counts[report_id], report_id)
        )
    return changed


def near_duplicates_among(
    execute: Execute, unit: str | None, year: int | None, report_ids: Collection[str]
) -> dict[str, str | None]:
    """For these reports of one unit and year: which of them counts in each one's place."""
    rows = _kin(execute, unit, year)
    return likeness.near_duplicates([_edition(row) for row in rows if row[0] in report_ids])


def _kin(execute: Execute, unit: str | None, year: int | None) -> list[Row]:
    return execute(
        f"SELECT id, substr(text, 1, {likeness.OPENING}), date, characters, signature,"
        " near_duplicate_of FROM reports WHERE unit = ? AND year = ?",
        (unit, year),
    ).fetchall()


def _edition(row: Row) -> likeness.Edition:
    return likeness.Edition(
        report_id=row[0], opening=row[1], date=row[2], characters=row[3], signature=row[4]
    )


def supersede(execute: Execute, old: str, new: str, source: Source | None) -> None:
    """Keeps what a report that is about to go said before, and itself as an earlier version.

    Args:
        old: id of the report that goes.
        new: id of the report that counts now.
        source: of ``old``, with the checksum of the file as it was; None to keep only what came
            before ``old``.
    """
    execute("UPDATE earlier SET report_id = ? WHERE report_id = ?", (new, old))
    if source is None:
        return
    execute(
        "INSERT INTO earlier (report_id, version, title, unit, year, text, source, sha256, stored,"
        " superseded) SELECT ?, id, title, unit, year, text, ?, ?, stored, ? FROM reports"
        " WHERE id = ?",
        (new, source.source, source.sha256, now(), old),
    )


def earlier_versions(execute: Execute, report_id: str) -> tuple[EarlierVersion, ...]:
    """What a report said before it was corrected, oldest first."""
    found = execute(
        "SELECT version, title, unit, year, text, source, sha256, stored, superseded FROM earlier"
        " WHERE report_id = ? ORDER BY id",
        (report_id,),
    ).fetchall()
    names = "version title unit year text source sha256 stored superseded".split()
    return tuple(EarlierVersion(**dict(zip(names, row, strict=True))) for row in found)
