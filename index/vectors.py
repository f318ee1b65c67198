"""The dense index of one model, made from the vectors in the database.

It has no file of its own: reading the vectors from the database takes as long as reading and
checking a copy would, and what is not there cannot be damaged or lag behind.
"""

from __future__ import annotations

import threading

import numpy as np

from index import describe
from index.catalogue import PassageCatalogue
from index.dense import DenseIndex, Ids
from index.embed import Embedder, Vectors
from index.rows import DamagedReportError
from index.store import Store


def vectors_name(embedder: Embedder) -> str:
    """What the vectors in the database are kept under: the model and what it was given."""
    return f"{embedder.name}#{describe.RULES}"


class CurrentDense:
    """Vectors of every passage; those that the database lacks are made on the way."""

    def __init__(self, store: Store, embedder: Embedder) -> None:
        self._store, self._embedder = store, embedder
        self._lock = threading.Lock()
        self._index: DenseIndex | None = None
        self._shows: PassageCatalogue | None = None

    def get(self, catalogue: PassageCatalogue) -> DenseIndex:
        """The index of the passages in the catalogue, or in a later one of the same origin.

        A question that began before a change must not make the others' index go back.
        """
        with self._lock:
            held = self._shows
            if self._index is None or held is None or held.origin is not catalogue.origin:
                self._index, held = DenseIndex(self._embedder.dimension), None
            if held is None or held.age < catalogue.age:
                self._fill(self._index, catalogue)
                self._shows = catalogue
            return self._index

    def follow(self, catalogue: PassageCatalogue) -> None:
        """Brings an index that is in use up to date before the next question has to."""
        if self._index is not None:
            self.get(catalogue)

    def _fill(self, index: DenseIndex, catalogue: PassageCatalogue) -> None:
        """Adds what is missing and removes what is gone."""
        gone = np.setdiff1d(index.ids, catalogue.ids, assume_unique=True)
        missing = np.setdiff1d(catalogue.ids, index.ids, assume_unique=True)
        ids: list[Ids] = []
        vectors: list[Vectors] = []
        for report_id, of_report in catalogue.by_report(missing):
            found = stored_vectors(self._store, self._embedder, report_id)
            if found is not None and len(found) == len(of_report):
                new = np.isin(of_report, missing)
                ids.append(of_report[new])
                vectors.append(found[new])
        add = (np.concatenate(ids), np.concatenate(vectors)) if ids else None
        index.change(add=add, remove=gone)


def stored_vectors(store: Store, embedder: Embedder, report_id: str) -> Vectors | None:
    """A report's vectors by this model, made and stored if they are missing or damaged."""
    name = vectors_name(embedder)
    found = store.material.vectors(report_id, name)
    if found is not None and found.shape[1] == embedder.dimension:
        return found
    try:
        stored = store.report(report_id)
    except DamagedReportError:  # not searched until it is mended
        return None
    if stored is None:
        return None
    report = stored.report
    made = embedder.embed_passages([describe.dense_text(report, one) for one in report.passages])
    store.material.put_vectors(report_id, name, made)
    return made
