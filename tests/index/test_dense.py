from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.dense import DenseIndex


def unit_rows(count: int, dimension: int, seed: int) -> np.ndarray:
    rows = np.random.default_rng(seed).normal(size=(count, dimension)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@settings(deadline=None, max_examples=30)
@given(st.integers(1, 60), st.integers(0, 1000))
def test_search_is_the_matrix_product(count: int, seed: int) -> None:
    vectors, query = unit_rows(count, 16, seed), unit_rows(1, 16, seed + 1)[0]
    ids = np.arange(100, 100 + count, dtype=np.int64)
    index = DenseIndex(16)
    index.change(add=(ids, vectors))
    expected = vectors @ query
    order = ids[np.argsort(-expected, kind="stable")][:5]
    assert list(index.search(query, limit=5)) == order.tolist()
    some = ids[::2]
    chosen = index.search(query, limit=count, among=some)
    assert chosen.keys() == set(some.tolist())
    for one, score in index.similarities(query, some).items():
        assert score == pytest.approx(float(expected[one - 100]), abs=1e-5)


def test_removed_vectors_are_gone_and_the_rest_keep_their_ids() -> None:
    vectors = unit_rows(6, 8, 3)
    index = DenseIndex(8)
    index.change(add=(np.array([5, 3, 9, 1, 7, 2]), vectors))
    index.change(remove=np.array([3, 1]))
    assert index.ids.tolist() == [2, 5, 7, 9]
    assert next(iter(index.search(vectors[2], limit=1))) == 9
    assert index.similarities(vectors[2], np.array([1, 9]))[9] == pytest.approx(1, abs=1e-5)


def test_empty_index_and_empty_selection_find_nothing() -> None:
    index = DenseIndex(8)
    query = unit_rows(1, 8, 0)[0]
    assert index.search(query, limit=3) == {} == index.similarities(query, np.array([1]))
    index.change(add=(np.array([1]), unit_rows(1, 8, 1)))
    assert index.search(query, limit=3, among=np.array([], dtype=np.int64)) == {}
