"""Files become stored reports, one transaction each."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from index.current import vectors_name
from index.describe import dense_text
from index.embed import Embedder
from index.store import NewReport, Store
from index.types import IngestRecord, Outcome, Source
from ingest.errors import ReportAssistantError
from ingest.report import READER_VERSION, Reading

Reader = Callable[[Path], Reading]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A file to take, or a place that could not be looked into.

    Attributes:
        source: path relative to the folder that was given, POSIX separators.
        reason: why nothing can be read there; empty for a file.
    """

    path: Path
    source: str
    reason: str = ""


def check_paths(paths: Iterable[Path]) -> None:
    """Raises ``ReportAssistantError`` for the first path that is not there."""
    for path in paths:
        if not os.path.lexists(path):
            raise ReportAssistantError(
                f"没有文件或文件夹 {path}", hint="请检查路径;此次没有导入任何文件"
            )


def candidates(paths: Iterable[Path], *, library: Path | None = None) -> list[Candidate]:
    """Every file under the paths once, folders recursively and sorted, hidden ones skipped.

    Args:
        library: the library's own folder: what it stores is no report (``ingest .`` beside it).
    """
    found: dict[str, Candidate] = {}
    own = Path(origin_of(library)) if library else None
    for path in paths:
        inside = _walk(path) if path.is_dir() else iter([Candidate(path=path, source=path.name)])
        for candidate in inside:
            if own and own in Path(origin_of(candidate.path)).parents:
                continue
            found.setdefault(origin_of(candidate.path), candidate)
    return list(found.values())


def origin_of(path: Path) -> str:
    """The absolute path that a source is known by."""
    return os.path.abspath(path)  # noqa: PTH100  (a link is its own source: not resolved)


def _walk(folder: Path) -> Iterator[Candidate]:
    failures: list[OSError] = []
    for where, folders, files in os.walk(folder, onerror=failures.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in files if not name.startswith(".")):
            path = Path(where) / name
            yield Candidate(path=path, source=path.relative_to(folder).as_posix())
    for failure in failures:
        path = Path(os.fsdecode(failure.filename))
        source = folder.name if path == folder else path.relative_to(folder).as_posix()
        yield Candidate(path=path, source=source, reason=_unreadable("文件夹", failure))


def _unreadable(kind: str, error: OSError) -> str:
    return f"读不了这个{kind}({error.strerror or error})。请检查它的权限,以及它是否还在"


class Ingestion:
    """Takes one file after the other into the store."""

    def __init__(self, store: Store, embedder: Embedder, reader: Reader) -> None:
        self._store, self._embedder, self._reader = store, embedder, reader

    def take(self, candidate: Candidate) -> IngestRecord:
        """One file; whatever is wrong with it becomes a record, never an exception.

        Only what concerns the library itself is raised: a full disk, a broken model.
        """
        if candidate.reason:
            return _rejected(candidate, candidate.reason)
        try:
            data = candidate.path.read_bytes()
        except OSError as error:
            return _rejected(candidate, _unreadable("文件", error))
        source = Source(
            origin=origin_of(candidate.path),
            source=candidate.source,
            sha256=hashlib.sha256(data).hexdigest(),
            size=len(data),
        )
        return self._known(source) or self._read(candidate, source)

    def _known(self, source: Source) -> IngestRecord | None:
        """The record of bytes that this version of the reader has read before."""
        held = self._store.report_of_bytes(source.sha256, READER_VERSION)
        if held is None:
            return None
        before = self._store.source_at(source.origin)
        if before is not None and before[1] == source.sha256:
            return self._record(source, "unchanged", before[0])
        self._store.take(source, held, new=None)
        return self._record(source, "duplicate" if before is None else "updated", held)

    def _read(self, candidate: Candidate, source: Source) -> IngestRecord:
        try:
            reading = self._reader(candidate.path)
        except ReportAssistantError as error:
            return _rejected(candidate, str(error))
        except OSError as error:
            return _rejected(candidate, _unreadable("文件", error))
        report = reading.report
        before = self._store.source_at(source.origin)
        stored = self._store.reader(report.id)
        new = None
        if stored != READER_VERSION:
            texts = [dense_text(report, passage) for passage in report.passages]
            new = NewReport(
                report=report,
                reader=READER_VERSION,
                model=vectors_name(self._embedder),
                vectors=self._embedder.embed_passages(texts),
            )
        self._store.take(source, report.id, new=new)
        outcome: Outcome = "updated"
        if before is None:
            outcome = "added" if stored is None else "duplicate"
        elif before[0] == report.id and new is None:
            outcome = "unchanged"  # other bytes, the same text
        if reading.left_out and outcome != "unchanged":
            outcome = "partial"
        return self._record(source, outcome, report.id, reading.left_out)

    def _record(
        self, source: Source, outcome: Outcome, report_id: str, reason: str | None = None
    ) -> IngestRecord:
        return IngestRecord(
            source=source.source,
            outcome=outcome,
            report_id=report_id,
            title=self._store.title(report_id),
            reason=reason,
        )


def _rejected(candidate: Candidate, reason: str) -> IngestRecord:
    return IngestRecord(source=candidate.source, outcome="rejected", reason=reason)
