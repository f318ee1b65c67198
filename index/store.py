"""SQL and nothing else: the library's one truth, ``library.sqlite3``."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index import rows
from index.database import Database, Execute, insert
from index.embed import Vectors
from index.types import Derived, ReportEntry, Source
from ingest.types import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReport:
    """A report about to be stored.

    Attributes:
        reader: version of the code that read it.
        model: name of the model that made ``vectors``, float32 (passages, dimension).
    """

    report: Report
    reader: int
    model: str
    vectors: Vectors


class Store:
    """The library's tables as values."""

    def __init__(self, path: Path, *, create: bool) -> None:
        self._database = Database(path, create=create)

    def close(self) -> None:
        """Closes the database; the store is not used after."""
        self._database.close()

    # -- reports ---------------------------------------------------------------------------

    def revision(self) -> int:
        """Counts the changes of what is searched; another process's too."""
        row = self._database.one("SELECT value FROM state WHERE name = 'revision'")
        return int(row[0]) if row else 0

    def take(self, source: Source, report_id: str, *, new: NewReport | None) -> list[str]:
        """Makes ``source`` one of the report's sources, in one transaction.

        Args:
            new: the report itself, if it is not stored yet or must be stored anew; other sources
                of a report that is replaced stay with it.

        Returns:
            Ids of reports that this left without a source; they are gone.
        """
        with self._database.transaction() as execute:
            if new is not None:
                self._replace(execute, new)
            self._put_source(execute, source, report_id)
            gone = [
                str(row[0])
                for row in execute(
                    "SELECT id FROM reports WHERE id NOT IN (SELECT report_id FROM sources)"
                ).fetchall()
            ]
            for identity in gone:
                execute("DELETE FROM reports WHERE id = ?", (identity,))
            if new is not None or gone:
                execute("UPDATE state SET value = value + 1 WHERE name = 'revision'")
        return gone

    @staticmethod
    def _put_source(execute: Execute, source: Source, report_id: str) -> None:
        execute(
            "INSERT INTO sources VALUES (?, ?, ?, ?, ?) ON CONFLICT (origin) DO UPDATE SET"
            " source = excluded.source, report_id = excluded.report_id,"
            " sha256 = excluded.sha256, size = excluded.size",
            (source.origin, source.source, report_id, source.sha256, source.size),
        )

    def _replace(self, execute: Execute, new: NewReport) -> None:
        report = new.report
        kept = self.sources(report.id)
        execute("DELETE FROM reports WHERE id = ?", (report.id,))
        columns = f"{rows.REPORT_COLUMNS}, characters, reader"
        insert(execute, "reports", (*rows.report_row(report), new.reader), columns)
        for ordinal, section in enumerate(report.sections):
            insert(execute, "sections", rows.section_row(report.id, ordinal, section))
        for passage in report.passages:
            insert(
                execute,
                "passages",
                (report.id, passage.ordinal, passage.section, passage.start, passage.end),
                "report_id, ordinal, section, start, stop",
            )
        for ordinal, figure in enumerate(report.figures):
            insert(execute, "figures", rows.figure_row(report.id, ordinal, figure))
        self._insert_vectors(execute, report.id, new.model, new.vectors)
        for source in kept:
            self._put_source(execute, source, report.id)

    @staticmethod
    def _insert_vectors(execute: Execute, report_id: str, model: str, vectors: Vectors) -> None:
        execute(
            "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?, ?)",
            (report_id, model, vectors.shape[1], vectors.astype("<f4").tobytes()),
        )

    def remove(self, report_ids: Iterable[str]) -> None:
        """Removes reports with all that belongs to them."""
        with self._database.transaction() as execute:
            for identity in report_ids:
                execute("DELETE FROM reports WHERE id = ?", (identity,))
            execute("UPDATE state SET value = value + 1 WHERE name = 'revision'")

    def report(self, report_id: str) -> Report | None:
        """A report with its sections, passages and figures."""
        with self._database.lock:
            query = f"SELECT {rows.REPORT_COLUMNS} FROM reports WHERE id = ?"
            row = self._database.one(query, (report_id,))
            if row is None:
                return None
            sections = "SELECT heading, path, role, start, stop FROM sections"
            passages = "SELECT ordinal, section, start, stop FROM passages"
            figures = "SELECT * FROM figures"
            by_report = " WHERE report_id = ? ORDER BY ordinal"
            return rows.read_report(
                row,
                self._database.all(sections + by_report, (report_id,)),
                self._database.all(passages + by_report, (report_id,)),
                [each[2:] for each in self._database.all(figures + by_report, (report_id,))],
            )

    def entries(self) -> tuple[ReportEntry, ...]:
        """The catalogue, sorted by unit, year and id; unknown units and years come last."""
        with self._database.lock:
            sources: dict[str, list[str]] = {}
            for report_id, source in self._database.all("SELECT report_id, source FROM sources"):
                sources.setdefault(report_id, []).append(source)
            found = self._database.all(
                "SELECT id, title, unit, aliases, region, year, date, genre, characters,"
                " (SELECT count(*) FROM passages WHERE report_id = reports.id),"
                " (SELECT count(*) FROM figures WHERE report_id = reports.id)"
                " FROM reports ORDER BY unit IS NULL, unit, year IS NULL, year, id"
            )
        return tuple(
            ReportEntry(
                id=row[0],
                title=row[1],
                unit=row[2],
                aliases=tuple(json.loads(row[3])),
                region=tuple(json.loads(row[4])),
                year=row[5],
                date=row[6],
                genre=row[7],
                sources=tuple(sorted(sources.get(row[0], ()))),
                characters=row[8],
                passages=row[9],
                figures=row[10],
            )
            for row in found
        )

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

    def reader(self, report_id: str) -> int | None:
        """Version of the code that read a stored report; None if there is no such report."""
        row = self._database.one("SELECT reader FROM reports WHERE id = ?", (report_id,))
        return None if row is None else int(row[0])

    def title(self, report_id: str) -> str | None:
        """A report's title; None if there is no such report."""
        row = self._database.one("SELECT title FROM reports WHERE id = ?", (report_id,))
        return None if row is None else str(row[0])

    # -- what derived files are made from --------------------------------------------------

    def passage_rows(self) -> list[tuple[int, str, int, str]]:
        """Of every passage: id, report id, ordinal, role; ascending by id."""
        return [
            (row[0], row[1], row[2], row[3])
            for row in self._database.all(
                "SELECT p.id, p.report_id, p.ordinal, s.role FROM passages p JOIN sections s"
                " ON s.report_id = p.report_id AND s.ordinal = p.section ORDER BY p.id"
            )
        ]

    def passage_ids(self, report_id: str) -> list[int]:
        """Ids of a report's passages in order."""
        query = "SELECT id FROM passages WHERE report_id = ? ORDER BY ordinal"
        return [row[0] for row in self._database.all(query, (report_id,))]

    def vectors(self, report_id: str, model: str) -> Vectors | None:
        """float32 (passages, dimension) that this model made; None if there are none."""
        row = self._database.one(
            "SELECT dimension, data FROM vectors WHERE report_id = ? AND model = ?",
            (report_id, model),
        )
        if row is None:
            return None
        return np.frombuffer(row[1], dtype="<f4").reshape(-1, row[0]).astype(np.float32)

    def put_vectors(self, report_id: str, model: str, vectors: Vectors) -> None:
        """Keeps another model's vectors of a stored report."""
        with self._database.transaction() as execute:
            self._insert_vectors(execute, report_id, model, vectors)

    def without_vectors(self, model: str) -> list[str]:
        """Reports that this model has not seen."""
        query = (
            "SELECT id FROM reports WHERE id NOT IN"
            " (SELECT report_id FROM vectors WHERE model = ?) ORDER BY id"
        )
        return [row[0] for row in self._database.all(query, (model,))]

    def derived(self, name: str) -> Derived | None:
        """What is known of a derived file."""
        query = "SELECT name, place, revision, count, files FROM derived WHERE name = ?"
        row = self._database.one(query, (name,))
        if row is None:
            return None
        files: dict[str, str] = json.loads(row[4])
        return Derived(name=row[0], place=row[1], revision=row[2], count=row[3], files=files)

    def put_derived(self, derived: Derived) -> None:
        """Names a derived file that is whole on disk."""
        with self._database.transaction() as execute:
            execute(
                "INSERT OR REPLACE INTO derived VALUES (?, ?, ?, ?, ?)",
                (
                    derived.name,
                    derived.place,
                    derived.revision,
                    derived.count,
                    json.dumps(derived.files, sort_keys=True),
                ),
            )
