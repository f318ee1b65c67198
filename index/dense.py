"""Exact nearest passages by inner product, in FAISS."""

from __future__ import annotations

import threading
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.embed import Vectors

Ids = NDArray[np.int64]


class DenseIndex:
    """Unit vectors under passage ids; a lock keeps searching and changing apart.

    Args:
        dimension: length of a vector.
    """

    def __init__(self, dimension: int) -> None:
        import faiss

        # For one query at a time, two threads are slower than one (research/performance.md).
        faiss.omp_set_num_threads(1)
        self._lock = threading.RLock()
        self._index: Any = faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))
        self._locate()

    def _locate(self) -> None:
        """Notes which row holds which id."""
        import faiss

        self._ids: Ids = faiss.vector_to_array(self._index.id_map).astype(np.int64)
        self._order = np.argsort(self._ids, kind="stable")
        self._sorted: Ids = self._ids[self._order]

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def ids(self) -> Ids:
        """All passage ids, ascending."""
        return self._sorted

    def change(self, *, add: tuple[Ids, Vectors] | None = None, remove: Ids | None = None) -> None:
        """Removes, then adds: ids (n,) with float32 vectors (n, dimension)."""
        import faiss

        with self._lock:
            if remove is not None and len(remove):
                self._index.remove_ids(faiss.IDSelectorBatch(np.ascontiguousarray(remove)))
            if add is not None and len(add[0]):
                ids, vectors = add
                self._index.add_with_ids(
                    np.ascontiguousarray(vectors, dtype=np.float32),
                    np.ascontiguousarray(ids, dtype=np.int64),
                )
            self._locate()

    def search(self, query: Vectors, *, limit: int, among: Ids | None = None) -> dict[int, float]:
        """The nearest passages, best first.

        Args:
            query: float32 (dimension,), L2-normalised.
            limit: at most so many.
            among: only these ids; None for all.

        Returns:
            passage id → cosine in [-1, 1].
        """
        import faiss

        with self._lock:
            limit = min(limit, len(self))
            if limit < 1 or (among is not None and not len(among)):
                return {}
            parameters: Any = None
            if among is not None:
                selector = faiss.IDSelectorBatch(np.ascontiguousarray(among, dtype=np.int64))
                parameters = _parameters(selector)
            scores, ids = self._index.search(query.reshape(1, -1), limit, params=parameters)
        return {
            int(one): float(score)
            for one, score in zip(ids[0], scores[0], strict=True)
            if one >= 0  # -1 fills up where fewer were found
        }

    def similarities(self, query: Vectors, ids: Ids) -> dict[int, float]:
        """Cosine of the query with each of the given passages that the index holds."""
        import faiss

        with self._lock:
            if not len(self) or not len(ids):
                return {}
            places = np.minimum(np.searchsorted(self._sorted, ids), len(self) - 1)
            held = self._sorted[places] == ids
            rows = self._order[places[held]]
            flat: Any = faiss.downcast_index(self._index.index)
            matrix = faiss.rev_swig_ptr(flat.get_xb(), flat.ntotal * flat.d).reshape(-1, flat.d)
            scores = matrix[rows] @ query
        return dict(zip(ids[held].tolist(), scores.tolist(), strict=True))


def _parameters(selector: Any) -> Any:
    import faiss

    make: Any = faiss.SearchParameters  # FAISS adds the keyword when it is imported
    return make(sel=selector)
