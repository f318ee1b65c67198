from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fuse import fuse

lexical_scores = st.dictionaries(st.integers(1, 30), st.floats(0, 40), max_size=20)
dense_scores = st.dictionaries(st.integers(1, 30), st.floats(-1, 1), max_size=20)


def test_score_is_the_weighted_sum_of_share_and_cosine() -> None:
    fused = fuse({1: 5.0}, {1: 0.5}, ideal=10.0, dense_weight=0.75)
    assert fused == {1: pytest.approx(0.75 * 0.5 + 0.25 * 0.5)}


def test_passage_of_one_route_only_is_kept() -> None:
    assert fuse({1: 5.0}, {2: 0.9}, ideal=10.0).keys() == {1, 2}


def test_without_words_or_without_vectors_the_other_route_decides() -> None:
    assert fuse({}, {1: 0.2, 2: 0.4}, ideal=0.0)[2] > fuse({}, {1: 0.2, 2: 0.4}, ideal=0.0)[1]
    assert fuse({1: 2.0, 2: 4.0}, {}, ideal=9.0)[2] > fuse({1: 2.0, 2: 4.0}, {}, ideal=9.0)[1]


@given(lexical_scores, dense_scores, st.floats(1, 100))
def test_order_of_the_routes_does_not_matter(
    lexical: dict[int, float], dense: dict[int, float], ideal: float
) -> None:
    backwards = fuse(dict(reversed(lexical.items())), dict(reversed(dense.items())), ideal=ideal)
    assert fuse(lexical, dense, ideal=ideal) == backwards


@given(lexical_scores, dense_scores, st.floats(1, 100))
def test_better_in_both_routes_is_never_worse(
    lexical: dict[int, float], dense: dict[int, float], ideal: float
) -> None:
    fused = fuse(lexical, dense, ideal=ideal)
    both = sorted(lexical.keys() & dense.keys())
    for one in both:
        for other in both:
            if lexical[one] >= lexical[other] and dense[one] >= dense[other]:
                assert fused[one] >= fused[other] - 1e-12
