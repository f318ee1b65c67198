"""The first thing an evaluator looks for: did anything get worse, and in which questions. Pure.

Every string that comes from a test set passes through ``escape`` or ``quote``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import quote

from eval.compare import OVERALL, Comparison, Fall
from eval.metrics import NAMES, percent
from eval.names import category_name, group_name
from eval.outcome import Outcome
from eval.page_rows import anchor

_LONG_LIST = 12


def gate_html(comparison: Comparison | None) -> str:
    """Passed or not; each fall with links to the questions that brought it about."""
    if comparison is None:
        return '<div class="gate plain"><p>没有给出基线（--baseline），本次只计分。</p></div>'
    absent = "、".join(escape(category_name(name)) for name in comparison.missing)
    gone = f"<p>基线有而本次没有的类别：{absent}。</p>" if absent else ""
    if not comparison.falls:
        return f'<div class="gate good"><p><strong>通过</strong>：没有质量指标低于基线。</p>{gone}</div>'
    overall = [fall for fall in comparison.falls if fall.group == OVERALL]
    others = [fall for fall in comparison.falls if fall.group != OVERALL]
    categories = ""
    if others:
        # A fall of one category may be made up for by another: then nothing else tells of it.
        unfolded = "" if overall else " open"
        categories = (
            f"<details{unfolded}><summary>分类来看，{len(others)} 项</summary>"
            f"{_falls(others, comparison)}</details>"
        )
    return (
        f'<div class="gate bad"><p><strong>未通过</strong>：{len(comparison.falls)} 项质量指标'
        f"低于基线。</p>{_falls(overall, comparison)}{categories}{gone}</div>"
    )


def _falls(falls: Sequence[Fall], comparison: Comparison) -> str:
    lines = "".join(
        f"<tr><td>{escape(group_name(fall.group))}</td><td>{NAMES[fall.metric]}</td><td>{percent(fall.before)}</td>"
        f'<td class="down">{percent(fall.now)}</td>'
        f"<td>{_links(comparison.questions_of(fall))}</td></tr>"
        for fall in falls
    )
    head = "<tr><th>类别</th><th>指标</th><th>基线</th><th>本次</th><th>见于</th></tr>"
    return f'<table class="falls">{head}{lines}</table>' if lines else ""


def _links(ids: Sequence[str]) -> str:
    shown = " ".join(_link(case_id) for case_id in ids[:_LONG_LIST])
    return f"{shown} 等 {len(ids)} 题" if len(ids) > _LONG_LIST else shown


def _link(case_id: str) -> str:
    return f'<a href="#{quote(anchor(case_id))}">{escape(case_id)}</a>'


def changes_html(outcome: Outcome) -> str:
    """Fixed and broken questions, and whether chance alone may have made the difference."""
    comparison = outcome.comparison
    if comparison is None or not comparison.common:
        return ""
    questions = {row.case.id: row.case.question for row in outcome.rows}
    sure = "差别不大可能出于偶然" if (comparison.right_p or 1) < 0.05 else "差别可能出于偶然"
    return (
        f"<section><h2>与基线相比</h2><p class='hint'>两次都答了 {comparison.common} 题；"
        f"修复与变差之比的精确 McNemar 检验 {_p(comparison.right_p)}（{sure}）。</p>"
        f'<div class="changes"><div><h3>修复 {len(comparison.fixed)} 题</h3>'
        f"{_list(comparison.fixed, questions)}</div>"
        f"<div><h3>变差 {len(comparison.broken)} 题</h3>{_list(comparison.broken, questions)}</div>"
        f"</div>{_significant(comparison)}</section>"
    )


def _list(ids: Sequence[str], questions: Mapping[str, str]) -> str:
    items = "".join(f"<li>{_link(i)} {escape(questions[i])}</li>" for i in ids)
    if len(ids) > _LONG_LIST:
        return f"<details><summary>展开</summary><ul>{items}</ul></details>"
    return f"<ul>{items}</ul>" if ids else "<p>无</p>"


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
