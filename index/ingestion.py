"""Files become stored reports, one transaction each."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress

from index.candidates import Candidate, Unpack, opened, origin_of
from index.corrections import Correction, Corrections, applied, as_found, inherited
from index.courtesy import Followers
from index.current import Current
from index.describe import dense_text, passage_words
from index.embed import Embedder
from index.rows import DamagedReportError
from index.store import Store
from index.types import IngestRecord, Outcome, Source
from index.vectors import vectors_name
from index.words import WORDS
from index.writing import NewReport
from ingest.errors import ReportAssistantError
from ingest.report import READER_VERSION, Reading
from ingest.types import Report

LOGGER = logging.getLogger(__name__)


# A file's name (its suffix tells the kind) and its bytes, read once: a file that changes meanwhile
# cannot be stored under the checksum of what it was.
# Called with a third argument for pages only: the lines that their site repeats.
Reader = Callable[..., Reading]

Progress = Callable[[int, int, str], None]  # files done, files in all, the file that begins


class Ingestion:
    """Takes one file after the other into the store.

    Args:
        split: text into words.
        let_pass: called between the steps, and holds the work up while somebody asks.
    """

    def __init__(
        self,
        store: Store,
        embedder: Embedder,
        reader: Reader,
        split: Callable[[str], list[str]],
        collection: str | None = None,
        let_pass: Callable[[], None] = lambda: None,
    ) -> None:
        self._collection = collection  # that all is put into
        self._store, self._embedder, self._reader = store, embedder, reader
        self._split, self._let_pass = split, let_pass

    def take_all(
        self, candidates: Sequence[Candidate], unpack: Unpack, on_progress: Progress | None
    ) -> Iterator[IngestRecord]:
        """One file after the other, archives opened; each is stored when its record comes."""
        for done, candidate in enumerate(candidates):
            if on_progress:
                on_progress(done, len(candidates), candidate.source)
            for one in opened(candidate, unpack, self._reader):
                yield self.take(one)

    def take(self, candidate: Candidate) -> IngestRecord:
        """One file; whatever is wrong with it becomes a record, never an exception.

        Only what concerns the library itself is raised: a full disk, a broken model.
        """
        try:
            before = _state(candidate)
            data = candidate.read()
        except ReportAssistantError as error:
            return _rejected(candidate, str(error))
        if _state(candidate) != before:
            return _rejected(candidate, "读取时文件正被改动或移走。请等它写完后重新导入")
        source = Source(
            origin=origin_of(candidate.path),
            source=candidate.source,
            sha256=hashlib.sha256(data).hexdigest(),
            size=len(data),
        )
        return self._known(source) or self._read(candidate, source, data)

    def _known(self, source: Source) -> IngestRecord | None:
        """The record of bytes that this version of the reader has read before."""
        held = self._store.report_of_bytes(source.sha256, READER_VERSION)
        if held is None:
            return None
        before = self._store.source_at(source.origin)
        same = before is not None and before[1] == source.sha256
        if same and self._collection is None:
            return self._record(source, "unchanged", held)
        self._store.take(source, held, new=None, collection=self._collection)
        outcome: Outcome = "duplicate" if before is None else "unchanged" if same else "updated"
        return self._record(source, outcome, held)

    def _read(self, candidate: Candidate, source: Source, data: bytes) -> IngestRecord:
        try:
            site = candidate.site()
            name = candidate.path.name
            self._let_pass()
            reading = self._reader(name, data, site) if site else self._reader(name, data)
        except ReportAssistantError as error:
            return _rejected(candidate, str(error))
        except Exception as error:  # whatever a file does to its reader, the others go on
            LOGGER.debug("%s", candidate.source, exc_info=True)
            reason = f"读取时程序出错({type(error).__name__}: {error})。请把这个文件交给维护人员"
            return _rejected(candidate, reason)
        report = reading.report
        before = self._store.source_at(source.origin)
        stored = self._store.reader(report.id)
        new = None
        if stored != READER_VERSION:
            # A report that is there already has its own corrections, not those of its new source.
            named = report.id if stored is not None or before is None else before[0]
            corrections = inherited(report, self._corrections(named))
            new = self.made(applied(report, corrections), READER_VERSION, corrections)
        self._let_pass()
        self._store.take(source, report.id, new=new, collection=self._collection)
        outcome: Outcome = "updated"
        if before is None:
            outcome = "added" if stored is None else "duplicate"
        elif before[0] == report.id and new is None:
            outcome = "unchanged"  # other bytes, the same text
        if reading.left_out and outcome != "unchanged":
            outcome = "partial"
        return self._record(source, outcome, report.id, reading.left_out)

    def correct(self, report_id: str, decide: Callable[[Report, Corrections], Corrections]) -> bool:
        """Corrects a stored report by hand; False where that changes nothing.

        Args:
            decide: given the report and its corrections, which ones it is to have.
        """
        stored, reader = self._store.report(report_id), self._store.reader(report_id)
        known = self._store.corrections(report_id)
        if stored is None or reader is None or (wanted := decide(stored.report, known)) == known:
            return False
        report = applied(as_found(stored.report, known), wanted)
        self._store.correct(self.made(report, reader, wanted))
        return True

    def made(self, report: Report, reader: int, corrections: Corrections) -> NewReport:
        """A report ready to be stored.

        Args:
            report: the corrections applied.
            reader: version of the code that read it.
        """
        texts = [dense_text(report, passage) for passage in report.passages]
        self._let_pass()
        return NewReport(
            report=report,
            reader=reader,
            model=vectors_name(self._embedder),
            vectors=self._embedder.embed_passages(texts),
            rules=WORDS,
            words=passage_words(report, self._words),
            corrections=corrections,
        )

    def _words(self, text: str) -> list[str]:
        self._let_pass()
        return self._split(text)

    def _corrections(self, report_id: str) -> dict[str, Correction]:
        try:
            return self._store.corrections(report_id)
        except DamagedReportError as error:  # what was read stands
            LOGGER.warning("%s", error)
            return {}

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


def _state(candidate: Candidate) -> tuple[int, int, int] | None:
    """What tells that a file is being changed: inode, size, time; None where there is no file."""
    try:
        status = candidate.path.stat()
    except (OSError, ValueError):  # inside an archive, or gone
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns


def published(
    records: Iterable[IngestRecord], current: Current, followers: Followers
) -> list[IngestRecord]:
    """Takes files in, and lets questions find what is stored: now and then, and at the end.

    Raises:
        Exception: what taking in raised; what was stored before is published.
    """
    done: list[IngestRecord] = []
    try:
        for record in records:
            done.append(record)
            if current.publish_when_due():
                followers.call()
    except BaseException:
        with suppress(ReportAssistantError):  # the first error is the one to tell
            current.publish()
        raise
    current.publish()
    followers.call()
    return done
