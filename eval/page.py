"""report.html: one self-contained page for evaluators. Pure but for reading its own template.

Nothing on it comes from outside, and a content security policy sees to it that nothing can; the
only script is ours, named in the policy by its hash.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from html import escape
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import quote

from eval.charts import Bar, bar_chart
from eval.compare import Comparison
from eval.metrics import MEANINGS, NAMES
from eval.names import category_name, group_name
from eval.outcome import Outcome
from eval.page_rows import anchor, row_html
from eval.verdicts import KIND, VERSION

_CARDS = (
    "answer_accuracy",
    "citation_recall",
    "citation_precision",
    "verbatim_rate",
    "refusal_precision",
    "refusal_recall",
    "number_exactness",
)
_COLUMNS = (
    "right_rate",
    "answer_accuracy",
    "citation_recall",
    "citation_precision",
    "verbatim_rate",
    "refusal_precision",
    "refusal_recall",
    "lead_accuracy",
    "number_exactness",
    "attribution",
    "table_cell_accuracy",
    "recall_at_3",
    "mrr",
    "ndcg_at_10",
)


_LONG_LIST = 12


def page_html(outcome: Outcome) -> str:
    """The whole page."""
    script = _part("page.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return Template(_part("page.html")).substitute(
        script_hash=f"sha256-{digest}",
        script=script,
        style=_part("page.css"),
        test_set=escape(outcome.test_set.name),
        about=_about(outcome),
        gate=_gate(outcome.comparison),
        cards=_cards(outcome),
        baseline_hint="红色竖线为基线，" if outcome.baseline else "",
        chart=_chart(outcome),
        table=_table(outcome.metrics),
        legend=_legend(),
        changes=_changes(outcome),
        problems=_problems(outcome),
        category_options="".join(
            f'<option value="{escape(name)}">{escape(category_name(name))}</option>'
            for name in outcome.metrics["categories"]
        ),
        rows="".join(row_html(row) for row in outcome.rows),
        verdict_kind=KIND,
        verdict_version=VERSION,
    )


def percent(value: Any) -> str:
    """0.925 → 92.5%; undefined is a dash."""
    return f"{value:.1%}" if isinstance(value, int | float) else "—"


def _part(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


def _about(outcome: Outcome) -> str:
    overall = outcome.metrics["overall"]
    failed = f" · 出错 {overall['failed']} 题" if overall["failed"] else ""
    return (
        f"测试集 {escape(outcome.test_set.name)} · {overall['n']} 题{failed} · "
        f"资料库 {outcome.reports} 份报告 · 系统 {escape(outcome.system)} · {escape(outcome.when)}"
    )


def _gate(comparison: Comparison | None) -> str:
    if comparison is None:
        return '<div class="gate plain"><p>没有给出基线（--baseline），本次只计分。</p></div>'
    if not comparison.falls:
        return '<div class="gate good"><p><strong>通过</strong>：没有质量指标低于基线。</p></div>'
    items = "".join(
        f"<li>{escape(group_name(fall.group))} · {NAMES[fall.metric]}："
        f'{percent(fall.before)} → <span class="down">{percent(fall.now)}</span></li>'
        for fall in comparison.falls
    )
    return (
        f'<div class="gate bad"><p><strong>未通过</strong>：{len(comparison.falls)} 项质量指标'
        f"低于基线。</p><ul>{items}</ul></div>"
    )


def _cards(outcome: Outcome) -> str:
    overall = outcome.metrics["overall"]
    before = (outcome.baseline or {}).get("overall") or {}
    cards = [_card("right_rate", overall, before, f"{overall['right']}/{overall['n']} 题，")]
    if "judged_rate" in overall:
        note = f"已复核 {overall['judged']} 题，"
        cards.append(_card("judged_rate", overall, before, note))
    cards += [_card(name, overall, before) for name in _CARDS if overall[name] is not None]
    p50, p95 = overall["latency_p50_ms"], overall["latency_p95_ms"]
    if p50 is not None:
        cards.append(
            f'<div class="card"><small>用时（中位）</small><b>{p50} ms</b>'
            f"<small>95%的题在 {p95} ms 内</small></div>"
        )
    if (length := overall["answer_characters_p50"]) is not None:
        cards.append(
            f'<div class="card"><small>答案长短（中位）</small><b>{length} 字</b>'
            "<small>答案越长，越容易碰上应有的内容</small></div>"
        )
    return "".join(cards)


def _card(name: str, overall: Mapping[str, Any], before: Mapping[str, Any], note: str = "") -> str:
    value, interval = overall[name], overall["intervals"].get(name)
    span = f"{percent(interval[0])}–{percent(interval[1])}" if interval else ""
    change = ""
    was = before.get(name)
    if isinstance(was, int | float) and isinstance(value, int | float) and was != value:
        kind = "up" if value > was else "down"
        change = f'<small class="{kind}">较基线 {(value - was) * 100:+.1f} 个百分点</small>'
    return (
        f'<div class="card"><small>{NAMES[name]}</small><b>{percent(value)}</b>'
        f"<small>{note}{span}</small>{change}</div>"
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


def _table(document: Mapping[str, Any]) -> str:
    overall = document["overall"]
    columns = [name for name in _COLUMNS if overall[name] is not None]
    head = "".join(f"<th>{NAMES[name]}</th>" for name in columns)
    lines = [("总体", overall, ' class="total"')]
    lines += [(category_name(name), fields, "") for name, fields in document["categories"].items()]
    body = "".join(
        f"<tr{kind}><td>{escape(name)}</td><td>{fields['n']}</td><td>{fields['right']}</td>"
        + "".join(f"<td>{percent(fields[column])}</td>" for column in columns)
        + "</tr>"
        for name, fields, kind in lines
    )
    return f"<table><tr><th>类别</th><th>题数</th><th>答对</th>{head}</tr>{body}</table>"


def _legend() -> str:
    items = "".join(
        f"<dt>{NAMES[name]}</dt><dd>{escape(meaning)}</dd>" for name, meaning in MEANINGS.items()
    )
    return f"<dl>{items}</dl>"


def _changes(outcome: Outcome) -> str:
    comparison = outcome.comparison
    if comparison is None or not comparison.common:
        return ""
    questions = {row.case.id: row.case.question for row in outcome.rows}

    def links(ids: tuple[str, ...]) -> str:
        items = "".join(
            f'<li><a href="#{quote(anchor(case_id))}">{escape(case_id)}</a> '
            f"{escape(questions[case_id])}</li>"
            for case_id in ids
        )
        if len(ids) > _LONG_LIST:
            return f"<details><summary>展开</summary><ul>{items}</ul></details>"
        return f"<ul>{items}</ul>" if ids else "<p>无</p>"

    sure = "差别不大可能出于偶然" if (comparison.right_p or 1) < 0.05 else "差别可能出于偶然"
    return (
        f"<section><h2>与基线相比</h2><p class='hint'>两次都答了 {comparison.common} 题；"
        f"修复与变差之比的精确 McNemar 检验 {_p(comparison.right_p)}（{sure}）。</p>"
        f'<div class="changes"><div><h3>修复 {len(comparison.fixed)} 题</h3>'
        f"{links(comparison.fixed)}</div><div><h3>变差 {len(comparison.broken)} 题</h3>"
        f"{links(comparison.broken)}</div></div>{_significant(comparison)}</section>"
    )


def _p(value: float | None) -> str:
    if value is None:
        return "p 无从计算"
    return "p &lt; 0.001" if value < 0.001 else f"p = {value:.3f}"


def _significant(comparison: Comparison) -> str:
    sure = [name for name, p in comparison.metric_p.items() if p < 0.05]
    if not sure:
        return ""
    shown = "、".join(f"{NAMES[name]}（{_p(comparison.metric_p[name])}）" for name in sure)
    return f'<p class="hint">配对随机化检验中有显著差别的指标：{shown}</p>'


def _problems(outcome: Outcome) -> str:
    test_set = outcome.test_set
    parts = []
    if test_set.mapping is not None:
        pairs = "、".join(f"{field} ← {column}" for field, column in test_set.mapping.items())
        parts.append(
            f'<p class="hint">自由表格的列对应：{escape(pairs)}。不对时用 --map 改正；'
            "由此得到的期望见结果文件夹中的 converted.xlsx，可改正后直接拿它评测。</p>"
        )
    if test_set.problems:
        items = "".join(
            f"<li>第{problem.row}行（{escape(problem.id)}）：{escape(problem.message)}</li>"
            for problem in test_set.problems
        )
        parts.append(f"<ul>{items}</ul>")
    if not parts:
        return ""
    return f"<section><h2>测试集检查 · {len(test_set.problems)} 处</h2>{''.join(parts)}</section>"
