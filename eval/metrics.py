"""metrics.json: what many grades come to (contract.md, ``eval``). Pure.

Shares are summed over questions before dividing (micro-average): citation recall is the share of
all evidence rows that were cited, precision the share of all citations that prove one, as Gao et
al. (2023, ALCE, EMNLP) weigh citations, with the test set's evidence in place of a judge model.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from eval.ranking import CUTS
from eval.statistics import bootstrap_interval, nearest_rank, wilson_interval
from eval.types import Grade, Opinion, Share

CONTRACT = (
    "answer_accuracy",
    "citation_recall",
    "citation_precision",
    "verbatim_rate",
    "refusal_precision",
    "refusal_recall",
)
FURTHER = (
    "lead_accuracy",
    "number_exactness",
    "attribution",
    "marker_accuracy",
    "table_cell_accuracy",
    *(f"recall_at_{cut}" for cut in CUTS),
    "mrr",
    "ndcg_at_10",
)
QUALITY = ("right_rate", *CONTRACT, *FURTHER, "judged_rate")
"""Every metric that gates; latency never does."""

NAMES: Mapping[str, str] = {
    "right_rate": "正确率",
    "answer_accuracy": "答案正确",
    "citation_recall": "引文查全",
    "citation_precision": "引文查准",
    "verbatim_rate": "逐字一致",
    "refusal_precision": "拒答查准",
    "refusal_recall": "拒答查全",
    "lead_accuracy": "首句即答",
    "number_exactness": "数字有据",
    "attribution": "标记对应",
    "marker_accuracy": "标记有效",
    "table_cell_accuracy": "单元格正确",
    "recall_at_1": "检索前1",
    "recall_at_3": "检索前3",
    "recall_at_10": "检索前10",
    "mrr": "首位倒数(MRR)",
    "ndcg_at_10": "排序质量(nDCG@10)",
    "judged_rate": "人工复核后正确率",
}
MEANINGS: Mapping[str, str] = {
    "right_rate": "答案与引文都对的题所占比例",
    "answer_accuracy": "应有的内容齐全、没有不该出现的内容；应拒答的题拒答了",
    "citation_recall": "应引用的原文中，实际引用了的比例",
    "citation_precision": "所给引文中确为应引原文的比例（只计查询、对比与拒答）",
    "verbatim_rate": "引文与库中原文逐字相同的比例",
    "refusal_precision": "所有拒答中，确应拒答的比例",
    "refusal_recall": "应拒答的题中，实际拒答的比例",
    "lead_accuracy": "查询类的题，首句即给出所问内容的比例",
    "number_exactness": "答案里的数字，见于该句所标引文（或列出的算式）的比例",
    "attribution": "应有的内容所带标记，确实指向其出处的比例",
    "marker_accuracy": "答案里的标记有对应引文的比例",
    "table_cell_accuracy": "对比与列举的表格中，单元格内容与其标记都对的比例",
    "recall_at_1": "作答前检索的第一段即含应引原文的比例",
    "recall_at_3": "作答前检索的前三段含应引原文的比例",
    "recall_at_10": "作答前检索的前十段含应引原文的比例",
    "mrr": "首个含应引原文的段落名次的倒数，取平均",
    "ndcg_at_10": "前十段的排序与最佳排序之比",
    "judged_rate": "有人工复核的题以人工为准，其余以自动判断为准",
}
_DIGITS = 6


def metrics(
    grades: Sequence[Grade], opinions: Mapping[str, Opinion] | None = None
) -> dict[str, Any]:
    """The document that metrics.json holds.

    Args:
        grades: one a question.
        opinions: question id → what a person said of this very answer; where given, the field
            ``judged_rate`` counts these in place of the automatic grade. ``right`` stays automatic.

    Returns:
        ``{"overall": record, "categories": {name: record}}``; a metric without anything to count
        is null. Categories are in order of their names, so that equal runs give equal files.
    """
    opinions = opinions or {}
    names = sorted({grade.category for grade in grades})
    return {
        "overall": record(grades, opinions),
        "categories": {
            name: record([grade for grade in grades if grade.category == name], opinions)
            for name in names
        },
    }


def record(grades: Sequence[Grade], opinions: Mapping[str, Opinion]) -> dict[str, Any]:
    """Fields of one group of questions; ``intervals`` are 95 %."""
    lengths = [grade.characters for grade in grades if grade.characters is not None]
    elapsed = [grade.elapsed_ms for grade in grades if grade.elapsed_ms is not None]
    fields: dict[str, Any] = {
        "n": len(grades),
        "right": sum(1 for grade in grades if grade.right),
        **{name: _round(total(shares_of(name, grades)).value) for name in CONTRACT},
        "latency_p50_ms": nearest_rank(elapsed, 50),
        "latency_p95_ms": nearest_rank(elapsed, 95),
        # Whoever prints a page finds the words in it: accuracy is to be read beside this.
        "answer_characters_p50": nearest_rank(lengths, 50),
        "failed": sum(1 for grade in grades if grade.failed),
        "right_rate": _round(total(shares_of("right_rate", grades)).value),
        **{name: _round(total(shares_of(name, grades)).value) for name in FURTHER},
    }
    if opinions:
        fields["judged"] = sum(1 for grade in grades if grade.id in opinions)
        fields["judged_rate"] = _round(total(judged_shares(grades, opinions)).value)
    return {**fields, "intervals": _intervals(grades)}


def shares_of(name: str, grades: Iterable[Grade]) -> list[Share]:
    """One share a question, of no weight where the metric does not apply."""
    if name == "right_rate":
        return [Share(hits=float(grade.right), of=1.0) for grade in grades]
    return [grade.shares.get(name, Share()) for grade in grades]


def judged_shares(grades: Iterable[Grade], opinions: Mapping[str, Opinion]) -> list[Share]:
    """``right`` with a person's opinion in its place where there is one."""
    return [
        Share(hits=float(opinions[g.id] == "right" if g.id in opinions else g.right), of=1.0)
        for g in grades
    ]


def total(shares: Iterable[Share]) -> Share:
    """Sum of shares (micro-average)."""
    kept = list(shares)
    return Share(hits=sum(share.hits for share in kept), of=sum(share.of for share in kept))


def percent(value: Any) -> str:
    """0.925 → 92.5%; undefined is a dash."""
    return f"{value:.1%}" if isinstance(value, int | float) else "—"


def _intervals(grades: Sequence[Grade]) -> dict[str, list[float] | None]:
    found: dict[str, list[float] | None] = {}
    for name in ("right_rate", *CONTRACT, *FURTHER):
        interval = interval_of(shares_of(name, grades))
        found[name] = [round(bound, _DIGITS) for bound in interval] if interval else None
    return found


def interval_of(shares: Sequence[Share]) -> tuple[float, float] | None:
    """95 % bootstrap interval; Wilson's where all questions agree.

    There every resample is the same, and an interval of no width would claim certainty from a
    handful of questions.
    """
    counted = [share for share in shares if share.of]
    interval = bootstrap_interval(counted)
    if interval is None or interval[0] < interval[1]:
        return interval
    return wilson_interval(interval[0] * len(counted), len(counted))


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)
