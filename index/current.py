"""The derived indexes in step with the database, whoever changed it."""

from __future__ import annotations

import hashlib
import logging
import threading
import time
import uuid
from collections.abc import Callable
from pathlib import Path

import numpy as np

from index import derived, describe, words
from index.catalogue import PassageCatalogue
from index.dense import DenseIndex, Ids
from index.embed import Embedder, Vectors
from index.lexical import LexicalIndex
from index.lock import WriterLock
from index.store import Store

LOGGER = logging.getLogger(__name__)

LEXICAL = f"lexical-{words.RULES}-{describe.RULES}"


def vectors_name(embedder: Embedder) -> str:
    """What the vectors in the database are kept under: the model and what it was given."""
    return f"{embedder.name}#{describe.RULES}"


class CurrentCatalogue:
    """The passage catalogue of the database as it is now."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._held: tuple[int, PassageCatalogue] | None = None

    def get(self) -> PassageCatalogue:
        """Read again only after a change."""
        with self._lock:
            revision = self._store.revision()
            if self._held is None or self._held[0] != revision:
                self._held = revision, PassageCatalogue(self._store.passage_rows())
            return self._held[1]


class CurrentLexical:
    """The lexical index: on disk if this process may write, else read, at worst in memory."""

    def __init__(
        self,
        store: Store,
        folder: Path,
        lock: WriterLock,
        catalogue: CurrentCatalogue,
        split: Callable[[str], list[str]],
    ) -> None:
        self._store, self._folder, self._writer = store, folder, lock
        self._catalogue, self._words = catalogue, split
        self._lock = threading.RLock()
        self._index: LexicalIndex | None = None
        self._place: str | None = None  # None: in memory
        self._revision = -1

    def get(self) -> LexicalIndex:
        """The index of what is stored now."""
        with self._lock:
            revision = self._store.revision()
            if self._index is not None and self._revision == revision:
                return self._index
            if self._writer.acquire():
                try:
                    self._index = self._write(revision)
                finally:
                    self._writer.release()
            else:
                self._index = self._read()
            self._revision = revision
            return self._index

    def _write(self, revision: int) -> LexicalIndex:
        known = self._store.derived(LEXICAL)
        index = self._index
        if index is None or known is None or known.place != self._place:
            index = derived.load_lexical(self._store, self._folder, LEXICAL)
            if index is None:
                return self._rebuild(revision)
            assert known is not None
            self._place = known.place
        index.reload()
        if self._fill(index) or known is None or known.revision != revision:
            self._save(revision, index)
        return index

    def _rebuild(self, revision: int) -> LexicalIndex:
        before = self._store.derived(LEXICAL)
        self._place = f"{LEXICAL}-{uuid.uuid4().hex[:8]}"
        index = LexicalIndex(self._folder / self._place)
        self._fill(index)
        self._save(revision, index)
        if before is not None:
            derived.drop(self._folder, before.place)
        return index

    def _save(self, revision: int, index: LexicalIndex) -> None:
        assert self._place is not None
        count = len(self._catalogue.get())
        derived.save_lexical(
            self._store, self._folder, LEXICAL, self._place, revision=revision, count=count
        )

    def _read(self) -> LexicalIndex:
        """Another process is writing: what it has written so far is good enough."""
        if self._index is not None and self._place is not None:
            self._index.reload()
            return self._index
        for _ in range(5):  # its files and its note about them change one after the other
            found = derived.load_lexical(self._store, self._folder, LEXICAL)
            if found is not None:
                return found
            time.sleep(0.05)
        index = self._index or LexicalIndex()
        self._fill(index)
        return index

    def _fill(self, index: LexicalIndex) -> bool:
        """Adds what is missing and removes what is gone; whether there was anything to do."""
        catalogue = self._catalogue.get()
        have, wanted = index.passage_ids(), set(catalogue.ids.tolist())
        if have == wanted:
            return False
        entries = []
        for report_id in catalogue.reports_of(_array(wanted - have)):
            report = self._store.report(report_id)
            if report is not None:
                ids = self._store.passage_ids(report_id)
                entries += describe.lexical_entries(report, ids, self._words)
        index.change(
            add=[entry for entry in entries if entry.passage_id not in have],
            remove_passages=have - wanted,
        )
        return True


class CurrentDense:
    """The dense index of one model; vectors that the database lacks are made on the way."""

    def __init__(
        self,
        store: Store,
        folder: Path,
        lock: WriterLock,
        catalogue: CurrentCatalogue,
        embedder: Embedder,
    ) -> None:
        self._store, self._folder, self._writer = store, folder, lock
        self._catalogue, self._embedder = catalogue, embedder
        self._model = vectors_name(embedder)
        self._name = f"dense-{hashlib.sha256(self._model.encode()).hexdigest()[:12]}"
        self._lock = threading.RLock()
        self._index: DenseIndex | None = None
        self._revision = -1

    def get(self) -> DenseIndex:
        """The index of what is stored now; saved if this process may write."""
        with self._lock:
            revision = self._store.revision()
            unsaved = False
            if self._index is None:
                dimension = self._embedder.dimension
                loaded = derived.load_dense(self._store, self._folder, self._name, dimension)
                unsaved = loaded is None  # missing or damaged
                self._index = DenseIndex(dimension) if loaded is None else loaded
            if self._revision != revision:
                unsaved |= self._fill(self._index)
                self._revision = revision
                if unsaved:
                    self._save(self._index)
            return self._index

    def exists(self) -> bool:
        """Whether this model's index was ever saved; asking loads nothing."""
        return self._store.derived(self._name) is not None

    def _fill(self, index: DenseIndex) -> bool:
        """Adds what is missing and removes what is gone; whether there was anything to do."""
        catalogue = self._catalogue.get()
        gone = np.setdiff1d(index.ids, catalogue.ids, assume_unique=True)
        missing = np.setdiff1d(catalogue.ids, index.ids, assume_unique=True)
        ids: list[Ids] = []
        vectors: list[Vectors] = []
        for report_id in catalogue.reports_of(missing):
            of_report = _array(self._store.passage_ids(report_id))
            found = self._vectors(report_id)
            if found is not None and len(found) == len(of_report):
                new = np.isin(of_report, missing)
                ids.append(of_report[new])
                vectors.append(found[new])
        add = (np.concatenate(ids), np.concatenate(vectors)) if ids else None
        index.change(add=add, remove=gone)
        return bool(ids) or len(gone) > 0

    def _vectors(self, report_id: str) -> Vectors | None:
        found = self._store.vectors(report_id, self._model)
        if found is not None:
            return found
        report = self._store.report(report_id)
        if report is None:
            return None
        texts = [describe.dense_text(report, passage) for passage in report.passages]
        made = self._embedder.embed_passages(texts)
        self._store.put_vectors(report_id, self._model, made)
        return made

    def _save(self, index: DenseIndex) -> None:
        """If another process is writing, the file waits for the next change."""
        if self._writer.acquire():
            try:
                derived.save_dense(self._store, self._folder, self._name, index, self._revision)
            except OSError as error:  # what is derived may be missing, what was asked may not
                LOGGER.warning("向量索引没有存盘(%s),下次启动时重建", error)
            finally:
                self._writer.release()


def _array(ids: set[int] | list[int]) -> Ids:
    return np.array(sorted(ids), dtype=np.int64)
