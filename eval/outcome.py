"""Everything one evaluation came to: what the page and the workbook show. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from eval.compare import Comparison, Decline
from eval.testset import TestSet
from eval.types import Case, Grade, Opinion, Prediction, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A question with all that is known of it.

    Attributes:
        before: the baseline's prediction, None without one.
        before_grade: its grade.
        declines: metrics that came out lower than there.
        verdict: the last word of a person on this question, perhaps on another answer.
        opinion: what the person said, if it is of this very answer.
    """

    case: Case
    prediction: Prediction
    grade: Grade
    digest: str
    before: Prediction | None = None
    before_grade: Grade | None = None
    declines: tuple[Decline, ...] = ()
    verdict: Verdict | None = None
    opinion: Opinion | None = None

    @property
    def change(self) -> str:
        """``fixed``, ``broken`` or nothing, against the baseline."""
        if self.before_grade is None or self.before_grade.right == self.grade.right:
            return ""
        return "fixed" if self.grade.right else "broken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One evaluation.

    Attributes:
        metrics: the document of metrics.json.
        comparison: None without a baseline.
        baseline: the baseline's metrics, None without one.
        reports: how many the library has.
        when: date and time of the run, for the reader; not part of any metric.
        resumed: answers that an interrupted run had left.
    """

    test_set: TestSet
    system: str
    metrics: Mapping[str, Any]
    rows: tuple[Row, ...]
    comparison: Comparison | None
    baseline: Mapping[str, Any] | None
    reports: int
    when: str
    resumed: int = 0
