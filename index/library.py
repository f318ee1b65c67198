"""The one folder that holds everything, and everything that is asked of it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from types import TracebackType

from index.candidates import candidates, check_paths
from index.current import CurrentCatalogue, CurrentDense, CurrentLexical
from index.embed import Embedder
from index.ingestion import Ingestion, Reader
from index.lock import WriterLock
from index.search import Found, Mode, Searcher
from index.store import Store
from index.types import Hit, IngestRecord, ReportEntry, Scope, Source
from index.words import Words
from ingest.errors import ReportAssistantError
from ingest.report import read_file
from ingest.types import Report, Role

DATABASE = "library.sqlite3"
DERIVED = "index"
REMEMBERED = 512  # reports kept in memory

Progress = Callable[[int, int, str], None]


class Library:
    """Reports on disk, searchable. Safe to use from several threads.

    ``library.sqlite3`` is the truth; what stands under ``index/`` is derived and may be deleted
    at any time.
    """

    def __init__(self, folder: Path, store: Store, embedder: Embedder, reader: Reader) -> None:
        self._folder = folder
        self._writer = WriterLock(folder)
        self._store, self._embedder, self._reader = store, embedder, reader
        self._words = Words()
        derived = folder / DERIVED
        catalogue = CurrentCatalogue(store)
        self._catalogue = catalogue
        self._lexical = CurrentLexical(store, derived, self._writer, catalogue, self._words)
        self._dense = CurrentDense(store, derived, self._writer, catalogue, embedder)
        self._searcher = Searcher(
            catalogue=catalogue,
            lexical=self._lexical,
            dense=self._dense,
            embedder=embedder,
            words=self._words,
        )
        self._reports: OrderedDict[str, Report] = OrderedDict()
        self._reports_revision = -1
        self._lock = threading.Lock()

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        embedder: Embedder,
        create: bool = True,
        reader: Reader = read_file,
    ) -> Library:
        """Opens the library in ``folder``; ``create`` makes an empty one where there is none.

        Args:
            reader: how a file becomes a report.

        Raises:
            ReportAssistantError: no library there, not writable, damaged, or a newer version's.
        """
        try:
            if create:
                (folder / DERIVED).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ReportAssistantError(
                f"{folder} 不能用作资料库文件夹({error.strerror or error})",
                hint="请用 --library 指定一个可写的文件夹",
            ) from error
        store = Store(folder / DATABASE, create=create)
        return cls(folder, store, embedder, reader)

    def close(self) -> None:
        """Closes the files; the library is not used after."""
        self._store.close()

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # -- changing --------------------------------------------------------------------------

    def ingest(
        self, paths: Iterable[Path], *, on_progress: Progress | None = None
    ) -> list[IngestRecord]:
        """Adds files and folders (recursively); a record for every file, in order.

        Each report is stored and searchable when the next file begins.

        Args:
            on_progress: told (files done, files in all, source of the file that begins), and
                once more with an empty source at the end.

        Raises:
            ReportAssistantError: a path is not there (before anything is done), or another
                process is writing.
        """
        given = [Path(path) for path in paths]
        check_paths(given)
        todo = candidates(given, library=self._folder)
        ingestion = Ingestion(self._store, self._embedder, self._reader)
        before = self._store.revision()
        records: list[IngestRecord] = []
        with self._writer:
            try:
                for done, candidate in enumerate(todo):
                    if on_progress:
                        on_progress(done, len(todo), candidate.source)
                    records.append(ingestion.take(candidate))
                    if records[-1].outcome not in ("unchanged", "rejected"):
                        self._lexical.get()  # so that other processes see it too
            finally:
                if self._store.revision() != before:
                    self._dense.get()
        if on_progress:
            on_progress(len(todo), len(todo), "")
        return records

    def remove(self, report_ids: Iterable[str]) -> None:
        """Takes reports out, with all their sources.

        Raises:
            ReportAssistantError: an id is unknown; then none is removed.
        """
        ids = list(dict.fromkeys(report_ids))
        with self._writer:
            for report_id in ids:
                if self._store.title(report_id) is None:
                    raise _unknown(report_id)
            if ids:
                self._store.remove(ids)
                self._lexical.get()
                if self._dense.exists():  # or there is nothing to keep in step
                    self._dense.get()

    # -- reading ---------------------------------------------------------------------------

    def reports(self) -> tuple[ReportEntry, ...]:
        """The catalogue, sorted by unit, year and id; unknown units and years come last."""
        return self._store.entries()

    def report(self, report_id: str) -> Report:
        """One report with its text.

        Raises:
            ReportAssistantError: the id is unknown.
        """
        self._forget_changed()
        return self._held(report_id)

    def _forget_changed(self) -> None:
        revision = self._store.revision()
        with self._lock:
            if revision != self._reports_revision:  # a report may have been read anew
                self._reports.clear()
                self._reports_revision = revision

    def _held(self, report_id: str) -> Report:
        with self._lock:
            if report_id in self._reports:
                self._reports.move_to_end(report_id)
                return self._reports[report_id]
        report = self._store.report(report_id)
        if report is None:
            raise _unknown(report_id)
        with self._lock:
            self._reports[report_id] = report
            while len(self._reports) > REMEMBERED:
                self._reports.popitem(last=False)
        return report

    def sources(self, report_id: str) -> tuple[Source, ...]:
        """The files that a report came from; empty for an unknown id."""
        return self._store.sources(report_id)

    @property
    def passage_count(self) -> int:
        """How many passages are stored."""
        return len(self._catalogue.get())

    def words(self, text: str) -> list[str]:
        """The words that lexical search would look for."""
        return self._words(text)

    def document_frequency(self, term: str) -> int:
        """How many passages (their unit, year and headings included) hold all words of ``term``."""
        words = self._words(term)
        return self._lexical.get().document_frequency(words) if self.passage_count else 0

    def search(
        self, query: str, *, scope: Scope | None = None, limit: int = 10, mode: Mode = "hybrid"
    ) -> list[Hit]:
        """The best passages for a question, best first.

        Args:
            scope: filters, applied before ranking; a scope of no reports finds nothing.
            mode: both routes fused, or one of them; "lexical" never loads the model.
        """
        found = self._searcher.search(query, scope=scope or Scope(), limit=limit, mode=mode)
        self._forget_changed()
        return self._hits(found)

    def search_each(
        self,
        query: str,
        report_ids: Collection[str],
        *,
        roles: Collection[Role] | None = None,
        limit: int = 3,
        mode: Mode = "hybrid",
    ) -> dict[str, list[Hit]]:
        """The best passages inside each report; every id asked for is a key.

        Scores compare across the reports: the whole set is one search.
        """
        scope = Scope(
            report_ids=frozenset(report_ids), roles=None if roles is None else frozenset(roles)
        )
        found = self._searcher.search_each(query, scope=scope, limit=limit, mode=mode)
        self._forget_changed()
        return {report_id: self._hits(found.get(report_id, [])) for report_id in report_ids}

    def _hits(self, found: list[Found]) -> list[Hit]:
        hits: list[Hit] = []
        for one in found:
            try:
                report = self._held(one.report_id)
            except ReportAssistantError:
                continue  # removed since the search began
            hits.append(
                Hit(
                    report=report,
                    passage=report.passages[one.ordinal],
                    rank=len(hits) + 1,
                    score=one.score,
                    similarity=one.similarity,
                )
            )
        return hits


def _unknown(report_id: str) -> ReportAssistantError:
    return ReportAssistantError(
        f"资料库中没有编号为 {report_id} 的报告", hint="请用 reports 命令查看现有编号"
    )
