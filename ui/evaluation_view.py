"""What 评测 shows: the runs, one run's scores, what changed, and its questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from eval.charts import Bar, bar_chart
from eval.metrics import MEANINGS, NAMES, percent
from eval.names import category_name
from eval.outcome import Outcome, Row
from eval.page_gate import changes_html, gate_html
from eval.page_rows import row_html
from eval.testset import TestSet
from eval.types import Problem
from ui.evaluations import Run
from ui.markup import act_button, badge, escaped, notice, table

CARDS = (
    "right_rate",
    "answer_accuracy",
    "citation_recall",
    "citation_precision",
    "verbatim_rate",
    "refusal_precision",
    "refusal_recall",
    "number_exactness",
    "judged_rate",
)
STATES: Mapping[str, str] = {
    "wrong": "未通过",
    "all": "全部",
    "broken": "变差",
    "fixed": "修复",
    "flag": "有提示",
    "judged": "已复核",
    "disagree": "人工与自动不一致",
}
SHOWN_AT_ONCE = 50


def runs_html(runs: Sequence[Run], chosen: str = "") -> str:
    """The runs so far, the latest first."""
    if not runs:
        return notice("还没有做过评测。上传一份测试集，点“运行评测”。")
    names = {run.name: run for run in runs}
    rows = []
    for run in runs:
        overall = run.metrics["overall"]
        mark = badge("正在查看", "good") if run.name == chosen else ""
        before = names.get(run.baseline)
        rows.append(
            (
                act_button(
                    run.when, "run", run.name, style="open", described=f"查看 {run.when} 的评测"
                )
                + mark,
                escaped(run.test_set),
                f"{overall.get('right', 0)}/{overall.get('n', 0)}",
                escaped(percent(overall.get("right_rate"))),
                _change(overall, before.metrics["overall"] if before else {}, "right_rate"),
            )
        )
    head = ("时间", "测试集", "答对", "正确率", "较基线")
    return table(head, rows, caption="历次评测", style="runs")


def _change(overall: Mapping[str, Any], before: Mapping[str, Any], name: str) -> str:
    now, was = overall.get(name), before.get(name)
    if not isinstance(now, int | float) or not isinstance(was, int | float):
        return "—"
    difference = (now - was) * 100
    if abs(difference) < 0.05:
        return '<span class="even">持平</span>'
    kind = "up" if difference > 0 else "down"
    return f'<span class="{kind}">{difference:+.1f} 个百分点</span>'


def read_set_html(test_set: TestSet) -> str:
    """What was read from a test set."""
    said = f"测试集 {test_set.name}：{len(test_set.cases)} 题"
    if not test_set.problems:
        return notice(f"{said}，与资料库相符。", "good") + _mapping(test_set)
    return (
        notice(f"{said}，{len(test_set.problems)} 处与资料库不符或不完整，这些题照样运行。", "bad")
        + _mapping(test_set)
        + problems_html(test_set.problems)
    )


def _mapping(test_set: TestSet) -> str:
    if test_set.mapping is None:
        return ""
    pairs = "、".join(f"{field} ← {column}" for field, column in test_set.mapping.items())
    return f'<p class="hint">自由表格的列对应：{escaped(pairs)}</p>'


def problems_html(problems: Sequence[Problem]) -> str:
    """What is wrong with a test set, folded."""
    items = "".join(
        f"<li>第{one.row}行（{escaped(one.id)}）：{escaped(one.message)}</li>" for one in problems
    )
    return (
        f"<details><summary>查看 {len(problems)} 处</summary><ul>{items}</ul></details>"
        if items
        else ""
    )


def summary_html(outcome: Outcome, run: Run) -> str:
    """Scores, comparison and categories of a run."""
    overall = outcome.metrics["overall"]
    failed = f" · 出错 {overall['failed']} 题" if overall.get("failed") else ""
    about = f"{run.when} · 测试集 {run.test_set} · {overall['n']} 题{failed} · 资料库 {outcome.reports} 份报告"
    before = (outcome.baseline or {}).get("overall") or {}
    cards = "".join(_card(name, overall, before) for name in CARDS if overall.get(name) is not None)
    gate = gate_html(outcome.comparison) if outcome.comparison else ""
    return (
        f'<h2 tabindex="-1" data-at="title">评测结果</h2><p class="hint">{escaped(about)}</p>{gate}'
        f'<div class="cards">{cards}{_time_card(overall)}</div>'
        f"<h3>各类正确率</h3>{_chart(outcome)}{changes_html(outcome)}"
        f"<details><summary>指标含义</summary>{_legend()}</details>"
        f"{problems_html(outcome.test_set.problems)}"
    )


def _card(name: str, overall: Mapping[str, Any], before: Mapping[str, Any]) -> str:
    counts = f"{overall['right']}/{overall['n']} 题" if name == "right_rate" else ""
    if name == "judged_rate":
        counts = f"已复核 {overall['judged']} 题"
    interval = (overall.get("intervals") or {}).get(name)
    span = f"{percent(interval[0])}–{percent(interval[1])}" if interval else ""
    note = " · ".join(part for part in (counts, span) if part)
    change = f"<small>较基线 {_change(overall, before, name)}</small>" if name in before else ""
    return (
        f'<div class="card"><small>{NAMES[name]}</small><b>{percent(overall[name])}</b>'
        f"<small>{escaped(note)}</small>{change}</div>"
    )


def _time_card(overall: Mapping[str, Any]) -> str:
    middle, late = overall.get("latency_p50_ms"), overall.get("latency_p95_ms")
    if middle is None:
        return ""
    return (
        f'<div class="card"><small>用时（中位）</small><b>{middle} 毫秒</b>'
        f"<small>95% 的题不超过 {late} 毫秒</small></div>"
    )


def _chart(outcome: Outcome) -> str:
    earlier = (outcome.baseline or {}).get("categories") or {}
    bars = [
        Bar(
            label=category_name(name),
            value=fields["right_rate"],
            interval=tuple(fields["intervals"]["right_rate"] or ()) or None,
            before=(earlier.get(name) or {}).get("right_rate"),
            note=f"{percent(fields['right_rate'])}（{fields['right']}/{fields['n']}）",
        )
        for name, fields in outcome.metrics["categories"].items()
    ]
    return bar_chart("各类正确率", bars)


def _legend() -> str:
    return (
        '<dl class="legend">'
        + "".join(
            f"<dt>{NAMES[name]}</dt><dd>{escaped(meaning)}</dd>"
            for name, meaning in MEANINGS.items()
        )
        + "</dl>"
    )


def in_state(row: Row, state: str) -> bool:
    """Whether a question is of the kind that somebody wants to see."""
    if state == "all":
        return True
    if state == "wrong":
        return not row.grade.right
    if state == "flag":
        return bool(row.grade.flags)
    if state == "judged":
        return row.verdict is not None
    if state == "disagree":
        return row.opinion is not None and (row.opinion == "right") != row.grade.right
    return row.change == state


def first_state(outcome: Outcome) -> str:
    """What to look at first: what failed; where nothing did, all."""
    return "wrong" if any(not row.grade.right for row in outcome.rows) else "all"


def rows_html(
    outcome: Outcome, state: str, category: str = "", words: str = "", limit: int = SHOWN_AT_ONCE
) -> str:
    """The questions of a run, each with what it should say, what it said and a place for a verdict.

    Args:
        state: key of ``STATES``.
        category: empty for all.
        words: of the question or the answer; empty for all.
        limit: how many at most.
    """
    chosen = [
        row
        for row in outcome.rows
        if in_state(row, state)
        and category in ("", row.case.category)
        and (
            not words.strip()
            or words.strip() in f"{row.case.id} {row.case.question} {row.prediction.answer}"
        )
    ]
    if not chosen:
        return notice("没有符合条件的题。")
    more = len(chosen) - limit
    button = ""
    if more > 0:
        button = f'<p class="more">{act_button(f"再显示 {min(more, SHOWN_AT_ONCE)} 题（还有 {more} 题）", "more", limit + SHOWN_AT_ONCE)}</p>'
    count = f'<p class="counted" role="status">{len(chosen)} 题。展开可对照应有与所答，并给出人工判断，随改随存。</p>'
    return count + "".join(row_html(row) for row in chosen[:limit]) + button
