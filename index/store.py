"""SQL and nothing else: the library's one truth, ``library.sqlite3``."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from index import corrections, editions, rows, writing
from index.corrections import FIELDS, Correction
from index.database import Database
from index.material import Material
from index.rows import DamagedReportError, Row
from index.stamp import Remembered
from index.types import Changes, EarlierVersion, ReportEntry, Source
from index.writing import NewReport
from ingest.types import Report

_STATE = "SELECT value FROM state WHERE name = ?"
_ENTRIES = (
    "SELECT id, title, unit, aliases, region, year, date, genre, characters,"
    " (SELECT count(*) FROM passages WHERE report_id = reports.id),"
    " (SELECT count(*) FROM figures WHERE report_id = reports.id), near_duplicate_of,"
    " (SELECT count(*) FROM earlier WHERE report_id = reports.id),"
    " (SELECT group_concat(field) FROM corrections WHERE report_id = reports.id),"
    " (SELECT json_group_array(collection) FROM collected WHERE report_id = reports.id)"
    " FROM reports"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReport:
    """A report with the id of its first passage; the others follow one by one."""

    report: Report
    first: int


class Store:
    """The library's tables as values."""

    def __init__(self, path: Path, *, create: bool) -> None:
        self._database = self.database = Database(path, create=create)
        self.material = Material(self._database)
        self._revision = Remembered(path, self._read_revision)

    def close(self) -> None:
        """Closes the database; the store is not used after."""
        self._database.close()

    # -- changing --------------------------------------------------------------------------

    def take(
        self,
        source: Source,
        report_id: str,
        *,
        new: NewReport | None,
        collection: str | None = None,
    ) -> None:
        """Makes ``source`` one of the report's sources, in one transaction.

        A report that this leaves without a source goes; if the file itself was changed, it is
        kept as an earlier version of the one that takes its place.

        Args:
            new: the report itself, if it is not stored yet or must be stored anew.
            collection: to put it into.
        """
        with self._database.transaction() as execute:
            writing.take(execute, source, report_id, new, collection)

    def correct(self, new: NewReport) -> None:
        """Stores a report that is there already anew, with what was corrected by hand."""
        with self._database.transaction() as execute:
            writing.correct(execute, new)

    def remove(self, report_ids: Iterable[str]) -> None:
        """Removes reports with all that belongs to them, their earlier versions too."""
        with self._database.transaction() as execute:
            touched = [one for identity in report_ids for one in writing.delete(execute, identity)]
            writing.note(execute, touched)

    def forget_reading(self, report_ids: Iterable[str]) -> None:
        """Marks reports as never read: their files will be read anew when they are given again."""
        with self._database.transaction() as execute:
            for identity in report_ids:
                execute("UPDATE reports SET reader = -1 WHERE id = ?", (identity,))

    # -- reports ---------------------------------------------------------------------------

    def revision(self) -> int:
        """Counts the changes of what is searched; another process's too."""
        return self._revision.get()

    def _read_revision(self) -> int:
        row = self._database.one(_STATE, ("revision",))
        return int(row[0]) if row else 0

    def changes(self, since: int) -> Changes:
        """What became of the library after revision ``since``."""
        with self._database.reading() as execute:
            revision, floor = (
                int(execute(_STATE, (name,)).fetchone()[0]) for name in ("revision", "floor")
            )
            if not floor <= since <= revision:
                return Changes(revision=revision, report_ids=None)
            query = "SELECT DISTINCT report_id FROM changes WHERE revision > ?"
            found = frozenset(str(row[0]) for row in execute(query, (since,)))
        return Changes(revision=revision, report_ids=found)

    def report(self, report_id: str) -> StoredReport | None:
        """A report with its sections, passages and figures; None if there is none of that id.

        Raises:
            DamagedReportError: what is stored is not what was written.
        """
        with self._database.reading() as execute:
            found = rows.fetch(execute, report_id)
            if found is None:
                return None
            query = "SELECT checksum FROM reports WHERE id = ?"
            (expected,) = execute(query, (report_id,)).fetchone()
        if found.checksum() != expected:
            raise DamagedReportError(
                f"报告 {report_id} 在资料库中的内容已损坏,不予使用",
                hint="请运行 doctor --repair 后对原文件重新 ingest,或用 restore 从备份恢复",
            )
        return StoredReport(report=rows.report_of(found), first=found.first or 0)

    def entries(self, report_ids: Iterable[str] | None = None) -> tuple[ReportEntry, ...]:
        """The catalogue's lines, in no order.

        Args:
            report_ids: only these; None for all.
        """
        with self._database.reading() as execute:
            if report_ids is None:
                found = execute(_ENTRIES).fetchall()
                sources = execute("SELECT report_id, source FROM sources").fetchall()
            else:
                found, sources = [], []
                for one in report_ids:
                    found += execute(f"{_ENTRIES} WHERE id = ?", (one,)).fetchall()
                    query = "SELECT report_id, source FROM sources WHERE report_id = ?"
                    sources += execute(query, (one,)).fetchall()
        of_report: dict[str, list[str]] = {}
        for report_id, source in sources:
            of_report.setdefault(report_id, []).append(source)
        return tuple(_entry(row, of_report.get(row[0], ())) for row in found)

    def earlier_versions(self, report_id: str) -> tuple[EarlierVersion, ...]:
        """What a report said before it was corrected, oldest first."""
        with self._database.reading() as execute:
            return editions.earlier_versions(execute, report_id)

    def near_duplicates(
        self, unit: str | None, year: int | None, report_ids: Collection[str]
    ) -> dict[str, str | None]:
        """As ``near_duplicate_of`` would be if the library held only these of that unit and year."""
        with self._database.reading() as execute:
            return editions.near_duplicates_among(execute, unit, year, report_ids)

    def corrections(self, report_id: str) -> dict[str, Correction]:
        """What was corrected of a report by hand; empty for an unknown id.

        Raises:
            DamagedReportError: what is stored is not what was written.
        """
        with self._database.reading() as execute:
            return corrections.stored(execute, report_id)

    def reader(self, report_id: str) -> int | None:
        """Version of the code that read a stored report; None if there is no such report."""
        row = self._database.one("SELECT reader FROM reports WHERE id = ?", (report_id,))
        return None if row is None else int(row[0])

    def title(self, report_id: str) -> str | None:
        """A report's title; None if there is no such report."""
        row = self._database.one("SELECT title FROM reports WHERE id = ?", (report_id,))
        return None if row is None else str(row[0])

    # -- sources ---------------------------------------------------------------------------

    def sources(self, report_id: str) -> tuple[Source, ...]:
        """A report's sources, sorted by their relative path."""
        found = self._database.all(
            "SELECT origin, source, sha256, size FROM sources WHERE report_id = ?"
            " ORDER BY source, origin",
            (report_id,),
        )
        return tuple(
            Source(origin=row[0], source=row[1], sha256=row[2], size=row[3]) for row in found
        )

    def source_at(self, origin: str) -> tuple[str, str] | None:
        """Report id and SHA-256 of what came from this path before."""
        row = self._database.one(
            "SELECT report_id, sha256 FROM sources WHERE origin = ?", (origin,)
        )
        return None if row is None else (row[0], row[1])

    def report_of_bytes(self, sha256: str, reader: int) -> str | None:
        """The report that this version of the reader made of a file of these bytes."""
        row = self._database.one(
            "SELECT report_id FROM sources JOIN reports ON reports.id = report_id"
            " WHERE sha256 = ? AND reader = ? LIMIT 1",
            (sha256, reader),
        )
        return None if row is None else str(row[0])


def _entry(row: Row, sources: Iterable[str]) -> ReportEntry:
    return ReportEntry(
        id=row[0],
        title=row[1],
        unit=row[2],
        aliases=tuple(json.loads(row[3])),
        region=tuple(json.loads(row[4])),
        year=row[5],
        date=row[6],
        genre=row[7],
        sources=tuple(sorted(sources)),
        characters=row[8],
        passages=row[9],
        figures=row[10],
        near_duplicate_of=row[11],
        earlier_versions=row[12],
        corrected=tuple(name for name in FIELDS if name in (row[13] or "").split(",")),
        collections=tuple(sorted(json.loads(row[14]))),
    )
