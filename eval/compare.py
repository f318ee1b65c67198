"""This run against a baseline: what fell, what was fixed, what broke, and is it chance. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eval.metrics import QUALITY, shares_of
from eval.statistics import mcnemar_exact, paired_randomisation
from eval.types import Grade

_TOLERANCE = 1e-9
OVERALL = "overall"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fall:
    """A quality metric below the baseline's.

    Attributes:
        group: ``overall`` or a category.
    """

    group: str
    metric: str
    before: float
    now: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Decline:
    """A metric that came out lower on one question than in the baseline.

    Attributes:
        before: None where the metric had nothing to count then.
    """

    id: str
    category: str
    metric: str
    before: float | None
    now: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What changed since the baseline.

    Attributes:
        falls: what makes the gate fail.
        fixed: ids that were wrong and are right; ``broken`` the other way round.
        common: questions that both runs answered.
        right_p: exact McNemar p of fixed against broken; None without common questions.
        metric_p: metric → p of a paired randomisation test over the common questions.
        before: baseline's grade of each common question.
        declines: where to look for what fell; also of questions that stayed right.
        missing: categories that the baseline has and this run has not.
    """

    falls: tuple[Fall, ...]
    fixed: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    common: int = 0
    right_p: float | None = None
    metric_p: Mapping[str, float]
    before: Mapping[str, Grade]
    missing: tuple[str, ...] = ()
    declines: tuple[Decline, ...] = ()

    def questions_of(self, fall: Fall) -> tuple[str, ...]:
        """Questions that brought a metric down; none where the baseline has no predictions."""
        return tuple(
            decline.id
            for decline in self.declines
            if decline.metric == fall.metric and fall.group in (OVERALL, decline.category)
        )


def falls(baseline: Mapping[str, Any], current: Mapping[str, Any]) -> tuple[Fall, ...]:
    """Quality metrics that fell, overall and in each category that both runs have.

    Latency never gates. A metric that is null on either side cannot be compared.

    Args:
        baseline: document of metrics.json.
        current: the same of this run.
    """
    groups = [(OVERALL, baseline.get(OVERALL), current.get(OVERALL))]
    before, now = baseline.get("categories") or {}, current.get("categories") or {}
    groups += [(name, before[name], now[name]) for name in sorted(before) if name in now]
    found: list[Fall] = []
    for group, old, new in groups:
        if not isinstance(old, Mapping) or not isinstance(new, Mapping):
            continue
        for metric in QUALITY:
            was, is_now = _value(old, metric), _value(new, metric)
            if was is not None and is_now is not None and is_now < was - _TOLERANCE:
                found.append(Fall(group=group, metric=metric, before=was, now=is_now))
    return tuple(found)


def _value(fields: Mapping[str, Any], metric: str) -> float | None:
    if metric == "right_rate" and metric not in fields:
        # A metrics.json with the contract's fields alone.
        n, right = fields.get("n"), fields.get("right")
        return right / n if isinstance(n, int) and n and isinstance(right, int | float) else None
    value = fields.get(metric)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def compare(
    baseline: Mapping[str, Any],
    current: Mapping[str, Any],
    before: Sequence[Grade],
    now: Sequence[Grade],
) -> Comparison:
    """Compare two runs.

    Args:
        baseline: its metrics.json.
        current: that of this run.
        before: grades of the baseline's predictions by the present test set; may be empty.
        now: grades of this run.
    """
    earlier = {grade.id: grade for grade in before}
    pairs = [(earlier[grade.id], grade) for grade in now if grade.id in earlier]
    fixed = tuple(new.id for old, new in pairs if new.right and not old.right)
    broken = tuple(new.id for old, new in pairs if old.right and not new.right)
    olds, news = [old for old, _ in pairs], [new for _, new in pairs]
    metric_p: dict[str, float] = {}
    for metric in QUALITY:
        was, is_now = shares_of(metric, olds), shares_of(metric, news)
        if any(share.of for share in was) and any(share.of for share in is_now):
            metric_p[metric] = paired_randomisation(was, is_now)
    return Comparison(
        falls=falls(baseline, current),
        fixed=fixed,
        broken=broken,
        common=len(pairs),
        right_p=mcnemar_exact(len(fixed), len(broken)) if pairs else None,
        metric_p=metric_p,
        before={old.id: old for old in olds},
        missing=tuple(sorted(set(baseline.get("categories") or {}) - set(current["categories"]))),
        declines=tuple(decline for old, new in pairs for decline in _declines(old, new)),
    )


def _declines(before: Grade, now: Grade) -> Iterator[Decline]:
    for metric in QUALITY:
        (was,), (is_now,) = shares_of(metric, [before]), shares_of(metric, [now])
        if is_now.value is None:
            continue
        # What had nothing to count before (a refusal has no citations) is judged against a clean
        # record: only then does a first wrong citation show.
        if is_now.value < (1.0 if was.value is None else was.value) - _TOLERANCE:
            yield Decline(
                id=now.id,
                category=now.category,
                metric=metric,
                before=was.value,
                now=is_now.value,
            )
