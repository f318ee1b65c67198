"""SQL that changes the library; each function is a part of one transaction."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from index import corrections, editions, likeness, memberships, rows
from index.corrections import Corrections
from index.describe import PassageWords
from index.embed import Vectors
from index.rows import Execute, Row
from index.types import Source
from ingest.types import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReport:
    """A report about to be stored.

    Attributes:
        reader: version of the code that read it.
        model: name of the model that made ``vectors``, float32 (passages, dimension).
        rules: by which ``words`` were found.
        corrections: that ``report`` has applied.
    """

    report: Report
    reader: int
    model: str
    vectors: Vectors
    rules: str
    words: PassageWords
    corrections: Corrections = field(default_factory=dict)


def take(
    execute: Execute,
    source: Source,
    report_id: str,
    new: NewReport | None,
    collection: str | None = None,
) -> None:
    """Makes ``source`` one of the report's sources; see ``Store.take``."""
    touched: set[str] = set()
    kin = _kin(execute, report_id)
    if new is not None:
        _put_report(execute, new)
        touched.add(report_id)
    before = execute(
        "SELECT report_id, source, sha256, size FROM sources WHERE origin = ?", (source.origin,)
    ).fetchone()
    _put_source(execute, source, report_id)
    if before is None or before[:2] != (report_id, source.source):
        touched.add(report_id)  # its list of sources is another
    if before is not None and before[0] != report_id:
        old = Source(origin=source.origin, source=before[1], sha256=before[2], size=before[3])
        if kin is None:  # what takes its place is seen by nobody who did not see it
            memberships.inherit(execute, before[0], report_id)
        touched |= _leave(execute, before[0], old, report_id, source)
    if collection is not None:
        memberships.put(execute, collection, (report_id,))
        touched.add(report_id)
    if new is not None:
        touched |= _mark(execute, kin, new.report)
    note(execute, touched)


def correct(execute: Execute, new: NewReport) -> None:
    """Stores a report anew, with other corrections than it had."""
    kin = _kin(execute, new.report.id)
    _put_report(execute, new)
    note(execute, {new.report.id, *_mark(execute, kin, new.report)})


def _kin(execute: Execute, report_id: str) -> tuple[str | None, int | None] | None:
    """Unit and year by which a stored report has its look-alikes."""
    query = "SELECT unit, year FROM reports WHERE id = ?"
    row: tuple[str | None, int | None] | None = execute(query, (report_id,)).fetchone()
    return row


def _mark(
    execute: Execute, before: tuple[str | None, int | None] | None, report: Report
) -> set[str]:
    """Decides anew which look-alikes count, among those of before and those of now."""
    now = report.unit, report.year
    changed: set[str] = set()
    if before is not None and before != now:
        execute("UPDATE reports SET near_duplicate_of = NULL WHERE id = ?", (report.id,))
        changed |= set(editions.mark_near_duplicates(execute, *before))
    return changed | set(editions.mark_near_duplicates(execute, *now))


def _leave(execute: Execute, old_id: str, old: Source, new_id: str, new: Source) -> set[str]:
    """What the source's former report becomes: one source poorer, or an earlier version."""
    others = execute("SELECT 1 FROM sources WHERE report_id = ? LIMIT 1", (old_id,)).fetchone()
    if others is not None:
        return {old_id}
    # Read anew by newer rules, the same file may give another text: no correction of anybody's.
    editions.supersede(execute, old_id, new_id, old if old.sha256 != new.sha256 else None)
    return {new_id, *delete(execute, old_id)}


def delete(execute: Execute, report_id: str) -> list[str]:
    """Removes a report with all that belongs to it; returns the ids that this touches."""
    kin = _kin(execute, report_id)
    if kin is None:
        return []
    execute("DELETE FROM reports WHERE id = ?", (report_id,))
    return [report_id, *editions.mark_near_duplicates(execute, *kin)]


def note(execute: Execute, touched: Iterable[str]) -> None:
    """Counts a change of the library and says which reports it touched."""
    ids = sorted(set(touched))
    if not ids:
        return
    execute("UPDATE state SET value = value + 1 WHERE name = 'revision'")
    for report_id in ids:
        execute(
            "INSERT INTO changes SELECT value, ? FROM state WHERE name = 'revision'", (report_id,)
        )


def _put_source(execute: Execute, source: Source, report_id: str) -> None:
    execute(
        "INSERT INTO sources VALUES (?, ?, ?, ?, ?) ON CONFLICT (origin) DO UPDATE SET"
        " source = excluded.source, report_id = excluded.report_id,"
        " sha256 = excluded.sha256, size = excluded.size",
        (source.origin, source.source, report_id, source.sha256, source.size),
    )


def _put_report(execute: Execute, new: NewReport) -> None:
    """Stores a report, or stores it anew; sources and earlier versions stay with it."""
    report = new.report
    made = rows.rows_of(report)
    for table in ("sections", "passages", "figures", "vectors"):
        execute(f"DELETE FROM {table} WHERE report_id = ?", (report.id,))
    columns = f"{rows.REPORT_COLUMNS}, characters, reader, stored, checksum, signature"
    changed = [name for name in columns.split(", ") if name not in ("id", "stored")]
    execute(
        f"INSERT INTO reports ({columns}) VALUES ({_marks(15)}) ON CONFLICT (id) DO UPDATE SET "
        + ", ".join(f"{name} = excluded.{name}" for name in changed),
        (
            *made.report,
            len(report.text),
            new.reader,
            editions.now(),
            made.checksum(),
            likeness.signature(report.text),
        ),
    )
    _put_rows(execute, report.id, made)
    put_vectors(execute, report.id, new.model, new.vectors)
    put_words(execute, report.id, new.rules, new.words)
    corrections.put(execute, report.id, new.corrections)


def _put_rows(execute: Execute, report_id: str, made: rows.ReportRows) -> None:
    def put(table: str, columns: str, row: Row) -> None:
        names = f"report_id, {columns}"
        into = f"INSERT INTO {table} ({names}) VALUES ({_marks(names.count(',') + 1)})"
        execute(into, (report_id, *row))

    for ordinal, row in enumerate(made.sections):
        put("sections", f"ordinal, {rows.SECTION_COLUMNS}", (ordinal, *row))
    for row in made.passages:
        put("passages", rows.PASSAGE_COLUMNS, row)
    for ordinal, row in enumerate(made.figures):
        put("figures", f"ordinal, {rows.FIGURE_COLUMNS}", (ordinal, *row))


def put_vectors(execute: Execute, report_id: str, model: str, vectors: Vectors) -> None:
    """A report's vectors by one model, in the order of its passages."""
    data = vectors.astype("<f4").tobytes()
    execute(
        "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?, ?, ?)",
        (report_id, model, vectors.shape[1], data, zlib.crc32(data)),
    )


def put_words(execute: Execute, report_id: str, rules: str, words: PassageWords) -> None:
    """What a report's passages are found by, in their order."""
    lines = "\n".join(" ".join(of_passage) for of_passage in words)
    data = zlib.compress(lines.encode("utf-8"), 1)
    execute(
        "INSERT OR REPLACE INTO words VALUES (?, ?, ?, ?)",
        (report_id, rules, data, zlib.crc32(data)),
    )


def _marks(count: int) -> str:
    return ", ".join("?" * count)
