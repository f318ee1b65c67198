"""The library as somebody sees it who may not see all of it.

A view behaves as a library that holds only the reports he may see: the rest is neither found nor
counted, and changes no score (a view that hides something has word statistics of its own). So
nothing of what is hidden can be told from any answer.
"""

from __future__ import annotations

import threading
from collections.abc import Collection
from dataclasses import dataclass
from typing import NoReturn

from index.catalogue import PassageCatalogue
from index.contents import Contents
from index.current import Current, Snapshot
from index.dense import DenseIndex
from index.hits import hits
from index.lexical import LexicalIndex
from index.library import Library
from index.remembered import unknown_report
from index.restricted import restricted
from index.search import Dense, Mode, Searcher
from index.store import Store
from index.types import EarlierVersion, Hit, ReportEntry, Scope, Source
from ingest.errors import ReportAssistantError
from ingest.types import Report, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """What was made of the library's snapshot or contents."""

    whole: Contents
    seen: Contents
    ids: frozenset[str]


class _VisibleCurrent:
    """Hands out snapshots of what members of some collections may see."""

    def __init__(self, whole: Current, store: Store, collections: frozenset[str]) -> None:
        self._whole, self._store, self._collections = whole, store, collections
        self._changing = threading.RLock()
        self._shown: _Shown | None = None
        self._snapshot: tuple[Snapshot, Snapshot] | None = None
        self._index: LexicalIndex | None = None
        self._revision = -1

    def contents(self, *, latest: bool = False) -> Contents:
        """What may be seen; see ``Current.contents`` and ``Current.latest``."""
        if latest:
            return restricted(self._whole.latest(), self._collections, self._store)
        return self._shown_now(self._whole.contents()).seen

    def ids(self) -> frozenset[str]:
        """The reports that may be seen."""
        return self._shown_now(self._whole.contents()).ids

    def get(self) -> Snapshot:
        """The latest snapshot. Whoever finds it changed makes it; nobody else waits for that,
        except for the first."""
        whole, held = self._whole.get(), self._snapshot
        if held is not None and held[0] is whole:
            return held[1]
        if not self._changing.acquire(blocking=held is None):
            assert held is not None
            return held[1]
        try:
            if self._snapshot is None or self._snapshot[0] is not whole:
                self._snapshot = whole, self._made(whole)
            return self._snapshot[1]
        finally:
            self._changing.release()

    def _shown_now(self, whole: Contents) -> _Shown:
        shown = self._shown
        if shown is None or shown.whole is not whole:
            seen = restricted(whole, self._collections, self._store)
            ids = frozenset(entry.id for entry in seen.entries)
            self._shown = shown = _Shown(whole=whole, seen=seen, ids=ids)
        return shown

    def _made(self, whole: Snapshot) -> Snapshot:
        shown = self._shown_now(whole.contents)
        seen, visible = shown.seen, shown.ids
        if seen.catalogue is whole.contents.catalogue:  # nothing is hidden
            return Snapshot(contents=seen, lexical=whole.lexical)
        touched = self._store.changes(self._revision).report_ids
        if self._index is None or touched is None:
            self._index, touched = LexicalIndex(), frozenset(visible)
        if touched:
            entries = self._whole.lexical_entries(touched & visible)
            self._index.change(add=entries, remove=touched)
        self._revision = seen.revision
        return Snapshot(contents=seen, lexical=self._index)


class _WholeDense:
    """The library's one dense index, whatever part of its passages is searched."""

    def __init__(self, dense: Dense, whole: Current) -> None:
        self._dense, self._whole = dense, whole

    def get(self, catalogue: PassageCatalogue) -> DenseIndex:
        """The index of all passages: a view's would throw the others out of it."""
        return self._dense.get(self._whole.get().contents.catalogue)


class VisibleLibrary(Library):
    """A library's reports that lie in no collection or in one of the given; read only.

    Every method of ``Library`` is here anew, so that none reaches past the view.
    """

    def __init__(self, library: Library, collections: Collection[str]) -> None:
        # Nothing is opened: the database, the vectors and the texts are the library's own.
        self._whole, self._store = library, library._store
        self._words, self._reports = library._words, library._reports
        self._seen = _VisibleCurrent(library._current, library._store, frozenset(collections))
        self.courtesy, self.followers = library.courtesy, library.followers
        searcher = library._searcher
        self._searcher = Searcher(
            current=self._seen,
            dense=_WholeDense(searcher.dense, library._current),
            embedder=searcher.embedder,
            words=self._words,
        )

    # -- reading ---------------------------------------------------------------------------

    def reports(self, *, latest: bool = False) -> tuple[ReportEntry, ...]:
        """The catalogue of what may be seen; see ``Library.reports``."""
        return self._seen.contents(latest=latest).entries

    def _may_see(self, report_id: str) -> bool:
        if report_id in self._seen.ids():
            return True
        # Stored a moment ago, and known to the library before search has it.
        return any(entry.id == report_id for entry in self.reports(latest=True))

    def report(self, report_id: str) -> Report:
        """One report with its text.

        Raises:
            UnknownReportError: there is none that may be seen.
        """
        if not self._may_see(report_id):
            raise unknown_report(report_id)
        return self._whole.report(report_id)

    def earlier_versions(self, report_id: str) -> tuple[EarlierVersion, ...]:
        """What a report said before its file was corrected, oldest first."""
        return self._whole.earlier_versions(report_id) if self._may_see(report_id) else ()

    def sources(self, report_id: str) -> tuple[Source, ...]:
        """The files that a report came from; empty for one that may not be seen."""
        return self._whole.sources(report_id) if self._may_see(report_id) else ()

    @property
    def passage_count(self) -> int:
        """How many passages may be seen."""
        return len(self._seen.contents().catalogue)

    def words(self, text: str) -> list[str]:
        """The words that lexical search would look for."""
        return self._words(text)

    def word_class(self, word: str) -> str:
        """Whether a word is a verb, an adverb …; see ``Library.word_class``."""
        return self._words.word_class(word)

    def frequency(self, term: str) -> float:
        """The share of passages that may be seen that hold all words of ``term``."""
        return self._seen.get().frequency(self._words(term))

    def search(
        self, query: str, *, scope: Scope | None = None, limit: int = 10, mode: Mode = "hybrid"
    ) -> list[Hit]:
        """The best passages that may be seen; see ``Library.search``."""
        asked = scope or Scope()
        found = self._searcher.search(query, scope=self._within(asked), limit=limit, mode=mode)
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
        """The best passages inside each report; one that may not be seen has none."""
        asked = Scope(
            report_ids=frozenset(report_ids), roles=None if roles is None else frozenset(roles)
        )
        found = self._searcher.search_each(query, scope=self._within(asked), limit=limit, mode=mode)
        self._reports.forget_changed()
        return {one: hits(found.get(one, []), self._reports) for one in report_ids}

    def _within(self, scope: Scope) -> Scope:
        """The scope, and in it what may be seen: never None, which would be everything."""
        ids = self._seen.ids()
        return Scope(
            report_ids=ids if scope.report_ids is None else ids & scope.report_ids,
            roles=scope.roles,
        )

    # -- changing: nobody who sees a part may change the whole --------------------------------

    def ingest(self, *_: object, **__: object) -> NoReturn:
        """Refused."""
        raise read_only("收录报告")

    def remove(self, *_: object, **__: object) -> NoReturn:
        """Refused."""
        raise read_only("删除报告")

    def correct(self, *_: object, **__: object) -> NoReturn:
        """Refused."""
        raise read_only("更正报告信息")

    def forget_corrections(self, *_: object, **__: object) -> NoReturn:
        """Refused."""
        raise read_only("更正报告信息")

    @property
    def collections(self) -> NoReturn:  # type: ignore[override]
        """Refused: even their names are not everybody's."""
        raise read_only("管理专题")

    def close(self) -> None:
        """Closes nothing: the library is somebody else's."""


def read_only(act: str) -> ReportAssistantError:
    """The error of whoever may only read."""
    return ReportAssistantError(f"{act}要由管理员来做，当前用户是读者", hint="请联系管理员")
