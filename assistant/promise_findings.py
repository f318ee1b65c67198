"""A plan and its result: the two statements that speak of the same thing, and how they compare."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from assistant.findings import Finding, find_values
from assistant.promise_scope import Pledge
from assistant.reader import ReportReader
from assistant.scope import InScope
from assistant.sentence_findings import find_denials, find_sentences
from assistant.topic import Topic
from ingest.measures import comparable
from ingest.types import Figure

_NEAR_BEST = 1.0  # of a score: candidates that far behind the best are not considered
_CONSIDERED = 8
Outcome = Literal["reached", "exceeded", "missed", "unlike", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What was planned on one topic and what came of it."""

    topic: Topic
    pledge: Pledge
    plan: Finding | None
    result: Finding | None

    @property
    def outcome(self) -> Outcome:
        """Whether the result reaches the plan; unknown where one of them has no figure."""
        plan = self.plan.figure if self.plan else None
        result = self.result.figure if self.result else None
        if plan is None or result is None or self.pledge.reviewed != self.pledge.year:
            return "unknown"
        assert self.plan is not None and self.result is not None
        if not _same_thing(self.plan, self.result):
            return "unlike"
        if is_ceiling(self.plan):
            return "missed" if result.amount > _bound(plan) else "reached"
        if result.amount < plan.amount:
            return "missed"
        top = plan.amount if plan.amount_high is None else plan.amount_high
        return "exceeded" if result.amount > top else "reached"


def _bound(figure: Figure) -> Decimal:
    return figure.amount if figure.amount_high is None else figure.amount_high


_CEILING = re.compile(
    r"(?:不高于|不超过|不大于|不突破|控制在|低于|压减至|压缩至|降至|降到|减至|以内|以下)"
)


def is_ceiling(plan: Finding) -> bool:
    """Whether a plan says what shall not be exceeded (失业率5.5%以内)."""
    assert plan.figure is not None
    figure, text = plan.figure, plan.report.text
    around = text[max(0, figure.start - 5) : figure.end + 2]
    return bool(_CEILING.search(around + figure.qualifier))


_ADDED = re.compile(r"新(?:增|建|改|开|设|招|引|投)|净增|再(?:增|建|新|加|解)")
_TOGETHER = re.compile(r"累计|总(?:量|数|规模|里程|面积|产|人数|额)|保有|拥有|现有")
_STAGES = ("开工", "竣工|交付|交房", "受理|收到|接到", "办结|审结|结案", "签约", "投产|投运|投用")


def _stage(finding: Finding) -> str:
    words = finding.indicator + finding.words
    return "".join(stage for stage in _STAGES if re.search(stage, words))


def _same_thing(plan: Finding, result: Finding) -> bool:
    """Whether two figures count alike: the same measure, growth or level, one year's part or all."""
    assert plan.figure is not None and result.figure is not None
    if not comparable(plan.figure.base, result.figure.base):
        return False
    if (plan.figure.change == "by") != (result.figure.change == "by"):
        return plan.figure.base == "%"
    parts = [bool(_ADDED.search(one.words)) for one in (plan, result)]
    wholes = [bool(_TOGETHER.search(one.words)) for one in (plan, result)]
    return not ((parts[0] and wholes[1]) or (wholes[0] and parts[1]))


def _likeness(one: str, other: str) -> float:
    """Share of the characters that two indicators have in common, 0-1."""
    held = set(one) & set(other)
    return 2 * len(held) / max(1, len(set(one)) + len(set(other)))


def _fits(plan: Finding, result: Finding) -> float:
    """How well a result's figure goes with a plan's, to be added to their scores."""
    assert plan.figure is not None and result.figure is not None
    points = 1.0 if comparable(plan.figure.base, result.figure.base) else -1.0
    points += 0.3 if (plan.figure.change == "by") == (result.figure.change == "by") else -0.3
    points += 0.8 * _likeness(plan.indicator, result.indicator)
    points += 0.3 if _stage(plan) == _stage(result) else 0.0
    return points


def _values(
    topic: Topic, one: InScope | None, reader: ReportReader, similarity: Mapping[int, float]
) -> list[Finding]:
    if one is None:
        return []
    statements = reader.statements(one.entry.id)
    found = find_values(
        topic, statements, roles=one.roles, years=one.years, similarity=similarity
    )
    return [f for f in found if f.score > found[0].score - _NEAR_BEST][:_CONSIDERED]


def _worded(topic: Topic, one: InScope | None, reader: ReportReader) -> Finding | None:
    """The statement without a figure: what is denied, else what is said."""
    if one is None:
        return None
    statements = reader.statements(one.entry.id)
    denied = find_denials(topic, statements, roles=one.roles, years=one.years)
    telling = replace(topic, sort="text", measures=None)
    said = find_sentences(
        telling, statements, roles=one.roles, years=one.years, similarity={}
    )
    return next(iter((*denied, *said)), None)


def kept(
    topic: Topic, pledge: Pledge, reader: ReportReader, similarity: Mapping[str, Mapping[int, float]]
) -> Kept:
    """The plan and the result on one topic that go together best.

    Args:
        similarity: report id → start of a passage → cosine with the question.
    """

    def near(one: InScope | None) -> Mapping[int, float]:
        return similarity.get(one.entry.id, {}) if one else {}

    aiming = replace(topic, aim=True)
    plans = _values(aiming, pledge.plan, reader, near(pledge.plan))
    results = _values(topic, pledge.result, reader, near(pledge.result))
    plan, result = _paired(plans, results)
    if plan is None:
        plan = _worded(aiming, pledge.plan, reader)
    if result is None:
        result = _worded(topic, pledge.result, reader)
    return Kept(topic=topic, pledge=pledge, plan=plan, result=result)


def _paired(
    plans: Sequence[Finding], results: Sequence[Finding]
) -> tuple[Finding | None, Finding | None]:
    if not plans or not results:
        return next(iter(plans), None), next(iter(results), None)
    pairs = [(plan, result) for plan in plans for result in results]
    return max(pairs, key=lambda pair: pair[0].score + pair[1].score + _fits(*pair))
