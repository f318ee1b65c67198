"""A plan and its result: the two statements that speak of the same thing, and how they compare."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from assistant.bearing import share
from assistant.figure_findings import find_values
from assistant.findings import Finding
from assistant.lenient import lenient
from assistant.promise_scope import Pledge
from assistant.promise_sides import beside, is_recalled
from assistant.reader import ReportReader
from assistant.scope import InScope
from assistant.sentence_findings import find_denials, find_sentences
from assistant.text import folded
from assistant.topic import Topic
from ingest.measures import comparable
from ingest.types import Figure

_NEAR_BEST = 1.0  # of a score: candidates that far behind the best are not considered
_CONSIDERED = 8
_ALONE = 0.6  # of an indicator beside the asked words, up to which a figure stands for itself
_RELATED = 0.34  # of the characters of two indicators: below it they name different things
_WHOLE = 0.95  # or all that is asked stands in its own words
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
        if plan is None or result is None or self.pledge.reached_before:
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


# What is the better the less there is of it; but 下降3% is a plan to be reached.
_BURDEN = re.compile(r"消费价格|失业率|浓度|PM2\.5|细颗粒物|赤字率|死亡|负债率|重污染|亏损")
_LESS = re.compile(r"下降|降低|减少|压减|削减|改善")


def is_ceiling(plan: Finding) -> bool:
    """Whether a plan says what shall not be exceeded (失业率5.5%以内)."""
    assert plan.figure is not None
    figure, text = plan.figure, plan.report.text
    around = text[max(0, figure.start - 5) : figure.end + 2]
    before = text[max(plan.start, figure.start - 20) : figure.start]
    burden = _BURDEN.search(plan.indicator + before) and not _LESS.search(before)
    return bool(burden or _CEILING.search(around + figure.qualifier))


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
    if plan.figure.base == "%" and _grows(plan) != _grows(result):
        return False
    if result.excess > _ALONE and _likeness(plan.indicator, result.indicator) < _RELATED:
        return plan.figure.base == "%"
    parts = [bool(_ADDED.search(one.words)) for one in (plan, result)]
    wholes = [bool(_TOGETHER.search(one.words)) for one in (plan, result)]
    return not ((parts[0] and wholes[1]) or (wholes[0] and parts[1]))


_CHANGED = re.compile(r"[增降升涨减]|提高|回落")


def _grows(finding: Finding) -> bool:
    """Whether a figure says by how much something changes, not how large it is."""
    assert finding.figure is not None
    figure, text = finding.figure, finding.report.text
    before = text[max(finding.start, figure.start - 12) : figure.start]
    return figure.change == "by" or bool(_CHANGED.search(f"{finding.indicator}{before}"))


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
    judged = find_values(topic, statements, roles=one.roles, years=one.years, similarity=similarity)
    found = [
        finding
        for finding in judged
        if not (
            _is_span(topic, finding) or _is_addition(topic, finding) or _is_total(topic, finding)
        )
        and not finding.offset  # 到2025年达到… is no plan for 2024
    ]
    return [f for f in found if f.score > found[0].score - _NEAR_BEST][:_CONSIDERED]


_SPANS = frozenset({"年", "个月", "周", "天", "小时", "岁"})


def _is_span(topic: Topic, finding: Finding) -> bool:
    """连续4年 counts no thing; a time is asked for by its own measure."""
    assert finding.figure is not None
    return topic.measures is None and finding.figure.base in _SPANS


def _is_addition(topic: Topic, finding: Finding) -> bool:
    """新增800家 is not how many there are now."""
    words = finding.words
    added = bool(_ADDED.search(words)) and not _TOGETHER.search(words)
    return topic.cumulative and not topic.aim and added


_REACHED = re.compile(rf"{_TOGETHER.pattern}|达到?|突破|破")


def _is_total(topic: Topic, finding: Finding) -> bool:
    """达到1.5亿千瓦 is not what a year adds (新增)."""
    figure, text = finding.figure, finding.report.text
    assert figure is not None
    before = text[max(finding.start, figure.start - 12) : figure.end]
    asked = bool(_ADDED.search(topic.text))
    return asked and not _ADDED.search(finding.words) and bool(_REACHED.search(before))


def _worded(topic: Topic, one: InScope | None, reader: ReportReader) -> Finding | None:
    """The statement without a figure: what is denied, else what is said."""
    if one is None:
        return None
    statements = reader.statements(one.entry.id)
    denied = find_denials(topic, statements, roles=one.roles, years=one.years)
    telling = replace(topic, sort="text", measures=None)
    said = find_sentences(telling, statements, roles=one.roles, years=one.years, similarity={})
    return next((f for f in (*denied, *said) if _to_the_point(topic, f)), None)


_WHOLLY = 0.87  # of what is asked, in one clause: a sentence that holds the words spread tells less


def _to_the_point(topic: Topic, finding: Finding) -> bool:
    clauses = re.split(r"[，,；;。、]", finding.words)
    held, clause = max((share(topic, [(folded(c), 1.0)]), c) for c in clauses)
    ratio = re.search("占|比重|比例", clause) and not re.search("占|比重|比例", topic.text)
    return held >= _WHOLLY and not ratio


def kept(
    topic: Topic,
    pledge: Pledge,
    reader: ReportReader,
    similarity: Mapping[str, Mapping[int, float]],
) -> Kept:
    """The plan and the result on one topic that go together best.

    Args:
        similarity: report id → start of a passage → cosine with the question.
    """

    def near(one: InScope | None) -> Mapping[int, float]:
        return similarity.get(one.entry.id, {}) if one else {}

    if pledge.reached_before:  # 现在有多少: what has come together, not what the year added
        topic = replace(topic, cumulative=True)
    aiming = replace(topic, aim=True)
    plans = _values(aiming, pledge.plan, reader, near(pledge.plan))
    told = _values(topic, pledge.result, reader, near(pledge.result))
    results = [f for f in told if not is_recalled(f)]
    if not plans:  # 年初计划新建120个，实际建成112个: the report that tells the result tells both
        recalled = _values(aiming, pledge.result, reader, near(pledge.result))
        plans = [f for f in recalled if is_recalled(f)]
    if not _pairs(plans, results):
        loose = lenient(aiming), lenient(replace(topic, aim=False))
        more = _values(loose[0], pledge.plan, reader, near(pledge.plan))
        told = _values(loose[1], pledge.result, reader, near(pledge.result))
        told = [f for f in told if not is_recalled(f)]
        pairs = _pairs([*plans, *more], [*results, *told])
        plans = plans or [f for f in more if _alone(f)]
        results = results or [f for f in told if _alone(f)]
    else:
        pairs = _pairs(plans, results)
    plan, result = _chosen(plans, results, pairs)
    if plan is None and result is not None:
        plan = beside(result, recalled=True)
    if result is None and plan is not None and is_recalled(plan):
        result = beside(plan, recalled=False)
    if plan is None:
        plan = _worded(aiming, pledge.plan, reader)
    if result is None:
        result = _worded(topic, pledge.result, reader)
    return Kept(topic=topic, pledge=pledge, plan=plan, result=result)


def _alone(finding: Finding) -> bool:
    """Whether a figure stands for what is asked without another side that bears it out."""
    return finding.excess <= _ALONE or finding.own >= _WHOLE


def _pairs(plans: Sequence[Finding], results: Sequence[Finding]) -> list[tuple[Finding, Finding]]:
    """A plan's figure with each result's that is counted like it."""
    return [
        (plan, result)
        for plan in plans
        for result in results
        if plan.figure and result.figure and comparable(plan.figure.base, result.figure.base)
    ]


def _chosen(
    plans: Sequence[Finding],
    results: Sequence[Finding],
    pairs: Sequence[tuple[Finding, Finding]],
) -> tuple[Finding | None, Finding | None]:
    """The two figures that go together best; else each side's own, where it is closely named."""
    if pairs:
        return max(pairs, key=lambda pair: pair[0].score + pair[1].score + _fits(*pair))
    return next(filter(_alone, plans), None), next(filter(_alone, results), None)
