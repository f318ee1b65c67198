"""The one folder that holds everything, and everything that is asked of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from index.candidates import Unpack, candidates, check_paths, with_sites
from index.collections import ReportCollections, checked_name
from index.corrections import KEEP, Corrections, Keep, checked, merged
from index.courtesy import Courtesy, Followers
from index.current import Current
from index.embed import Embedder
from index.hits import hits
from index.ingestion import Ingestion, Progress, Reader, published
from index.lock import WriterLock
from index.remembered import RememberedReports, unknown_report
from index.search import Mode, Searcher
from index.store import Store
from index.types import EarlierVersion, Hit, IngestRecord, ReportEntry, Scope, Source
from index.vectors import CurrentDense
from index.words import Words
from ingest.archive import unpack
from ingest.errors import ReportAssistantError
from ingest.report import read_file
from ingest.types import Report, Role

DATABASE = "library.sqlite3"
DERIVED = "index"


class Library:
    """Reports on disk, searchable. Safe to use from several threads.

    ``library.sqlite3`` is the truth; what stands under ``index/`` is derived and may be deleted
    at any time. ``collections`` says which reports only some may see (``index.visible``).

    Attributes:
        courtesy: told of who asks, so that ingestion makes room.
        followers: called whenever ingestion has published what it stored.
    """

    def __init__(
        self, folder: Path, store: Store, embedder: Embedder, reader: Reader, unpack: Unpack
    ) -> None:
        self._folder = folder
        self._writer = WriterLock(folder)
        self._store, self._embedder = store, embedder
        self._reader, self._unpack = reader, unpack
        self._words = Words()
        self._current = Current(store, folder / DERIVED, self._writer, self._words)
        self._dense = CurrentDense(store, embedder)
        self._searcher = Searcher(
            current=self._current,
            dense=self._dense,
            embedder=embedder,
            words=self._words,
        )
        self._reports = RememberedReports(store)
        self.collections = ReportCollections(store.database, self._writer, self._current)
        self.courtesy, self.followers = Courtesy(), Followers()
        self.followers.add(self._follow)

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        embedder: Embedder,
        create: bool = True,
        reader: Reader = read_file,
        unpack: Unpack = unpack,
    ) -> Library:
        """Opens the library in ``folder``; ``create`` makes an empty one where there is none.

        Args:
            reader: how a file becomes a report.
            unpack: how an archive becomes files.

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
        return cls(folder, store, embedder, reader, unpack)

    def _follow(self) -> None:
        """Brings the dense index up to date, if it is in use, before a question has to."""
        self._dense.follow(self._current.contents().catalogue)

    def close(self) -> None:
        """Closes the files; the library is not used after."""
        self._store.close()

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- changing --------------------------------------------------------------------------

    def ingest(
        self,
        paths: Iterable[Path],
        *,
        on_progress: Progress | None = None,
        collection: str | None = None,
    ) -> list[IngestRecord]:
        """Adds files and folders (recursively); a record for every file, in order.

        Each report is stored for good when the next file begins, and found by questions, of this
        process and of others, within seconds. What an interruption leaves is made up for by
        ingesting the same paths again: files that did not change cost next to nothing.

        Args:
            on_progress: told (files done, files in all, source of the file that begins), and
                once more with an empty source at the end.
            collection: to put every report into, at the moment that it is stored.

        Raises:
            ReportAssistantError: a path is not there (before anything is done), another process
                is writing, or the disk is full; what was stored before stays.
        """
        given = [Path(path) for path in paths]
        check_paths(given)
        todo = with_sites(candidates(given, library=self._folder), self._reader)
        into = None if collection is None else checked_name(collection)
        with self._writer, self.courtesy.work() as let_pass:
            making = Ingestion(
                self._store, self._embedder, self._reader, self._words, into, let_pass
            )
            records = published(
                making.take_all(todo, self._unpack, on_progress), self._current, self.followers
            )
        if on_progress:
            on_progress(len(todo), len(todo), "")
        return records

    def remove(self, report_ids: Iterable[str]) -> None:
        """Takes reports out, with all their sources.

        Raises:
            UnknownReportError: an id is unknown; then none is removed.
        """
        ids = list(dict.fromkeys(report_ids))
        with self._writer:
            for report_id in ids:
                if self._store.title(report_id) is None:
                    raise unknown_report(report_id)
            if ids:
                self._store.remove(ids)
                self._current.publish()

    def correct(
        self,
        report_id: str,
        *,
        title: str | Keep = KEEP,
        unit: str | Keep | None = KEEP,
        aliases: Collection[str] | Keep | None = KEEP,
        region: Collection[str] | Keep | None = KEEP,
        year: int | Keep | None = KEEP,
        genre: str | Keep | None = KEEP,
    ) -> ReportEntry:
        """Corrects what reading found of a report; None makes a field unknown.

        The correction stays when the report's file is ingested again, with new content too. A
        field corrected to what reading found is not corrected any more.

        Returns:
            The report's new line of the catalogue.

        Raises:
            ReportAssistantError: a value that the field cannot have, or somebody else is writing.
            UnknownReportError: the id is unknown.
        """
        given = checked(
            {
                "title": title,
                "unit": unit,
                "aliases": aliases,
                "region": region,
                "year": year,
                "genre": genre,
            }
        )
        return self._correct(report_id, lambda report, known: merged(report, known, given))

    def forget_corrections(self, report_id: str) -> ReportEntry:
        """Makes a report again what reading found.

        Raises:
            ReportAssistantError: somebody else is writing.
            UnknownReportError: the id is unknown.
        """
        return self._correct(report_id, lambda report, known: {})

    def _correct(
        self, report_id: str, decide: Callable[[Report, Corrections], Corrections]
    ) -> ReportEntry:
        with self._writer:
            if self._store.title(report_id) is None:
                raise unknown_report(report_id)
            making = Ingestion(self._store, self._embedder, self._reader, self._words)
            if making.correct(report_id, decide):
                self._current.publish()
            return next(iter(self._store.entries([report_id])))

    # -- reading ---------------------------------------------------------------------------

    def reports(self, *, latest: bool = False) -> tuple[ReportEntry, ...]:
        """The catalogue, sorted by unit, year and id; unknown units and years come last.

        Args:
            latest: as it is stored at this moment; else as search has it, which follows within
                seconds while reports are being taken in.
        """
        return (self._current.latest() if latest else self._current.contents()).entries

    def report(self, report_id: str) -> Report:
        """One report with its text.

        Raises:
            UnknownReportError: there is none, or none any more.
        """
        self._reports.forget_changed()
        stored = self._reports.get(report_id)
        if stored is None:
            raise unknown_report(report_id)
        return stored.report

    def earlier_versions(self, report_id: str) -> tuple[EarlierVersion, ...]:
        """What a report said before its file was corrected, oldest first."""
        return self._store.earlier_versions(report_id)

    def sources(self, report_id: str) -> tuple[Source, ...]:
        """The files that a report came from; empty for an unknown id."""
        return self._store.sources(report_id)

    @property
    def passage_count(self) -> int:
        """How many passages are stored."""
        return len(self._current.contents().catalogue)

    def words(self, text: str) -> list[str]:
        """The words that lexical search would look for."""
        return self._words(text)

    def word_class(self, word: str) -> str:
        """Whether a word is a verb, an adverb …; empty for nouns and unknown words."""
        return self._words.word_class(word)

    def frequency(self, term: str) -> float:
        """The share of passages (unit, year and headings included) that hold all words of ``term``;
        0 where there are none."""
        return self._current.get().frequency(self._words(term))

    def search(
        self, query: str, *, scope: Scope | None = None, limit: int = 10, mode: Mode = "hybrid"
    ) -> list[Hit]:
        """The best passages for a question, best first.

        Args:
            scope: filters, applied before ranking; a scope of no reports finds nothing.
            mode: both routes fused, or one of them; "lexical" never loads the model.
        """
        found = self._searcher.search(query, scope=scope or Scope(), limit=limit, mode=mode)
        self._reports.forget_changed()
        return hits(found, self._reports)

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
        self._reports.forget_changed()
        return {
            report_id: hits(found.get(report_id, []), self._reports) for report_id in report_ids
        }
