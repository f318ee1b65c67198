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

from eval.charts import Bar, bar_chart
from eval.metrics import MEANINGS, NAMES, percent
from eval.names import category_name
from eval.outcome import Outcome
from eval.page_gate import changes_html, gate_html
from eval.page_rows import row_html
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
        gate=gate_html(outcome.comparison),
        cards=_cards(outcome),
        baseline_hint="红色竖线为基线，" if outcome.baseline else "",
        chart=_chart(outcome),
        table=_table(outcome.metrics),
        legend=_legend(),
        changes=changes_html(outcome),
        problems=_problems(outcome),
        category_options="".join(
            f'<option value="{escape(name)}">{escape(category_name(name))}</option>'
            for name in outcome.metrics["categories"]
        ),
        rows="".join(row_html(row) for row in outcome.rows),
        verdict_kind=KIND,
        verdict_version=VERSION,
    )


def _part(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


def _about(outcome: Outcome) -> str:
    overall = outcome.metrics["overall"]
    failed = f" · 出错 {overall['failed']} 题" if overall["failed"] else ""
    return (
        f"测试集 {escape(outcome.test_set.name)} · {overall['n']} 题{failed} · "
        f"资料库 {outcome.reports} 份报告 · 系统 {escape(outcome.system)} · {escape(outcome.when)}"
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
    # A long name may break before its bracket, and nowhere else.
    head = "".join(f"<th>{NAMES[name].replace('(', '<wbr>(')}</th>" for name in columns)
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
