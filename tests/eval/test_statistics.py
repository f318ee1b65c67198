from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.statistics import (
    bootstrap_interval,
    mcnemar_exact,
    nearest_rank,
    paired_randomisation,
    wilson_interval,
)
from eval.types import Share


def shares(*hits: float) -> list[Share]:
    return [Share(hits=hit, of=1.0) for hit in hits]


COUNT = st.integers(min_value=0, max_value=60)


@given(COUNT, COUNT)
def test_mcnemar_is_symmetric_and_a_probability(fixed: int, broken: int) -> None:
    assert mcnemar_exact(fixed, broken) == mcnemar_exact(broken, fixed)
    assert 0 < mcnemar_exact(fixed, broken) <= 1


def test_mcnemar_known_values() -> None:
    assert mcnemar_exact(0, 0) == 1
    assert mcnemar_exact(0, 6) == pytest.approx(2 / 64)
    assert mcnemar_exact(1, 9) == pytest.approx(22 / 1024)
    assert mcnemar_exact(900, 1500) < 1e-20  # far beyond what a float power holds


def test_bootstrap_holds_the_mean_and_repeats() -> None:
    sample = shares(*[1.0] * 30 + [0.0] * 10)
    interval = bootstrap_interval(sample)
    assert interval is not None
    assert interval[0] < 0.75 < interval[1]
    assert interval == bootstrap_interval(sample)
    assert interval == pytest.approx((0.6, 0.875), abs=0.03)


def test_bootstrap_weighs_questions_by_what_they_count() -> None:
    assert bootstrap_interval([Share()]) is None
    assert bootstrap_interval([Share(hits=2, of=4), Share()]) == (0.5, 0.5)


def test_wilson_known_value() -> None:
    low, high = wilson_interval(10, 10) or (0, 0)
    assert (low, high) == pytest.approx((0.7225, 1.0), abs=1e-3)
    assert wilson_interval(0, 0) is None


@given(st.lists(st.booleans(), min_size=1, max_size=12))
def test_no_difference_is_never_significant(right: list[bool]) -> None:
    sample = shares(*map(float, right))
    assert paired_randomisation(sample, sample, resamples=200) == 1


def test_randomisation_agrees_with_the_exact_sign_test() -> None:
    before, now = shares(*[0.0] * 8, 1.0), shares(*[1.0] * 8, 1.0)
    assert paired_randomisation(before, now, resamples=20000) == pytest.approx(2 / 2**8, abs=0.003)
    assert paired_randomisation(now, before, resamples=200) == pytest.approx(
        paired_randomisation(before, now, resamples=200), abs=0.02
    )


def test_randomisation_needs_pairs() -> None:
    with pytest.raises(ValueError, match="pairs"):
        paired_randomisation(shares(1), shares(1, 0))


@given(st.lists(st.integers(0, 10_000), min_size=1), st.floats(0, 100))
def test_a_percentile_is_one_of_the_values(values: list[int], percent: float) -> None:
    found = nearest_rank(values, percent)
    assert found in values
    assert sum(v <= found for v in values) >= math.ceil(percent / 100 * len(values))


def test_percentiles() -> None:
    assert nearest_rank([5, 1, 3, 2, 4], 50) == 3
    assert nearest_rank(list(range(1, 101)), 95) == 95
    assert nearest_rank([], 50) is None
