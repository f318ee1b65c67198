"""Intervals and tests for evaluation: how sure a score or a difference is. Pure and seeded."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from eval.types import Share

_SEED = 20240601
_RESAMPLES = 2000


def bootstrap_interval(
    shares: Sequence[Share], *, level: float = 0.95, resamples: int = _RESAMPLES, seed: int = _SEED
) -> tuple[float, float] | None:
    """Percentile bootstrap interval of sum(hits) / sum(of) over questions.

    Questions are resampled whole, since what one question gives (its citations, its cells) is not
    independent. Resamples without any ``of`` are left out.

    Args:
        shares: one a question.
        level: of confidence, in (0, 1).

    Returns:
        Lower and upper bound in [0, 1], or None where the metric is undefined.

    Source: Efron & Tibshirani (1993), An Introduction to the Bootstrap, chapter 13.
    """
    counted = [share for share in shares if share.of]
    if not counted:
        return None
    hits, of = _columns(counted)
    generator = np.random.default_rng(seed)
    drawn = generator.integers(0, len(counted), size=(resamples, len(counted)))
    values = hits[drawn].sum(axis=1) / of[drawn].sum(axis=1)
    tail = (1 - level) / 2
    low, high = np.quantile(values, [tail, 1 - tail])
    return float(low), float(high)


def wilson_interval(hits: float, of: int, *, z: float = 1.959964) -> tuple[float, float] | None:
    """Score interval of a proportion; honest where all or none of a few questions are right.

    There the bootstrap gives an interval of no width.

    Source: Wilson (1927), Probable Inference, JASA 22; recommended for small n by Brown, Cai &
    DasGupta (2001), Statistical Science 16.
    """
    if not of:
        return None
    share = hits / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return max(0.0, middle - half), min(1.0, middle + half)


def mcnemar_exact(fixed: int, broken: int) -> float:
    """Two-sided exact p that as many questions change only one way by chance.

    Args:
        fixed: wrong before, right now.
        broken: right before, wrong now.

    Returns:
        p in (0, 1]; 1 where nothing changed.

    Source: McNemar (1947), Psychometrika 12; exact binomial form as in Fagerland, Lydersen &
    Laake (2013), BMC Medical Research Methodology 13:91.
    """
    changed = fixed + broken
    if changed == 0:
        return 1.0
    tail = sum(math.comb(changed, k) for k in range(min(fixed, broken) + 1))
    # Whole numbers up to the division: a float power overflows beyond 1024 changed questions.
    return min(1.0, tail / (1 << (changed - 1)))


def paired_randomisation(
    before: Sequence[Share],
    now: Sequence[Share],
    *,
    resamples: int = _RESAMPLES,
    seed: int = _SEED,
) -> float:
    """Two-sided p of the difference of a metric between two runs of the same questions.

    For each resample the two results of a question are swapped or not; for a mean this is the
    sign-flip permutation test of the differences. Add-one corrected, so never 0.

    Args:
        before: baseline, one share a question.
        now: this run, in the same order.

    Source: Noreen (1989), Computer-Intensive Methods for Testing Hypotheses; add-one after
    Phipson & Smyth (2010), SAGMB 9.
    """
    if len(before) != len(now):
        raise ValueError(f"{len(before)} shares before, {len(now)} now: they must be pairs")
    hits_before, of_before = _columns(before)
    hits_now, of_now = _columns(now)
    if not of_before.sum() or not of_now.sum():
        return 1.0
    observed = abs(hits_now.sum() / of_now.sum() - hits_before.sum() / of_before.sum())
    swap = np.random.default_rng(seed).integers(0, 2, size=(resamples, len(now))).astype(bool)
    difference = _ratio(swap, hits_before, hits_now, of_before, of_now) - _ratio(
        swap, hits_now, hits_before, of_now, of_before
    )
    # Rounding may part values that are equal on paper.
    extreme = int((np.abs(difference) >= observed - 1e-12).sum())
    return (extreme + 1) / (resamples + 1)


def _columns(shares: Sequence[Share]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    hits = np.array([share.hits for share in shares], dtype=np.float64)
    return hits, np.array([share.of for share in shares], dtype=np.float64)


def _ratio(
    swap: NDArray[np.bool_],
    hits: NDArray[np.float64],
    other_hits: NDArray[np.float64],
    of: NDArray[np.float64],
    other_of: NDArray[np.float64],
) -> NDArray[np.float64]:
    numerator: NDArray[np.float64] = np.where(swap, other_hits, hits).sum(axis=1)
    denominator: NDArray[np.float64] = np.where(swap, other_of, of).sum(axis=1)
    return np.divide(numerator, denominator, out=np.zeros_like(numerator), where=denominator > 0)


def nearest_rank(values: Sequence[int], percent: float) -> int | None:
    """Percentile by nearest rank: a value that really occurred.

    Source: Hyndman & Fan (1996), The American Statistician 50, definition 1.
    """
    if not values:
        return None
    ordered = sorted(values)
    return ordered[max(0, math.ceil(percent / 100 * len(ordered)) - 1)]
