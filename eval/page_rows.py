"""The questions of the page: expected beside given, what is missing, a person's verdict. Pure.

Every string that comes from a test set, a report or an answer passes through ``escape``.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from eval.metrics import NAMES, percent
from eval.names import category_name
from eval.outcome import Row
from eval.types import GivenCitation, Prediction

_TRUE_NAMES = {"answered": "已回答", "refused": "拒答"}


def row_html(row: Row) -> str:
    """One question, folded; a failing one says why first."""
    grade = row.grade
    states = ["right" if grade.right else "wrong"]
    states += ["flag"] if grade.flags else []
    states += [row.change] if row.change else []
    states += ["declined"] if row.declines else []
    place = f"{row.case.id} · {category_name(row.case.category)}"
    return (
        f'<details class="row" id="{escape(anchor(row.case.id))}" data-id="{escape(row.case.id)}" '
        f'data-category="{escape(row.case.category)}" data-states="{" ".join(states)}" '
        f'data-right="{"yes" if grade.right else "no"}" data-digest="{escape(row.digest)}">'
        f"<summary>{_badges(row)}"
        f'<span class="question">{escape(row.case.question)}</span>'
        f'<span class="id">{escape(place)}</span></summary>'
        f'<div class="body">{_reasons(row)}'
        f'<div class="pair"><div>{_expected(row)}</div><div>{_given(row)}</div></div>'
        f"{_before(row)}{_verdict(row)}</div></details>"
    )


def anchor(case_id: str) -> str:
    """Where the page shows a question; prefixed, so that no id of a test set hides one of ours."""
    return f"q-{case_id}"


def _badges(row: Row) -> str:
    grade = row.grade
    badges = ['<span class="badge good">通过</span>' if grade.right else ""]
    if not grade.right:
        badges = ['<span class="badge bad">未通过</span>']
    if row.change:
        kind, name = ("good", "修复") if row.change == "fixed" else ("bad", "变差")
        badges.append(f'<span class="badge {kind}">{name}</span>')
    if row.declines and not row.change:
        badges.append('<span class="badge warn">指标下降</span>')
    elif grade.right and grade.flags:
        badges.append('<span class="badge warn">有提示</span>')
    if row.opinion:
        name = "人工：对" if row.opinion == "right" else "人工：错"
        badges.append(
            f'<span class="badge {"good" if row.opinion == "right" else "bad"}">{name}</span>'
        )
    return "".join(badges)


def _reasons(row: Row) -> str:
    grade = row.grade
    hard = [f"没有出现：{' 或 '.join(group)}" for group in grade.missed]
    hard += [f"出现了不该有的：{word}" for word in grade.forbidden_found]
    hard += [f"没有引用：{e.source}「{e.quote}」" for e in grade.evidence_missed]
    if row.case.refuse and row.prediction.citations:
        hard.append("拒答不应带引文")
    lower = [
        f"低于基线：{NAMES[d.metric]} {percent(d.before)} → {percent(d.now)}" for d in row.declines
    ]
    return _list("reasons", hard) + _list("reasons warn", [*grade.flags, *lower])


def _list(name: str, items: Sequence[str]) -> str:
    shown = "".join(f"<li>{escape(item)}</li>" for item in items)
    return f'<ul class="{name}">{shown}</ul>' if items else ""


def _expected(row: Row) -> str:
    case, parts = row.case, ["<h3>应有</h3>"]
    if case.history:
        parts.append(f'<p class="source">上文：{escape(" → ".join(case.history))}</p>')
    if case.refuse:
        parts.append('<p class="text">应当拒答：库中没有答案。</p>')
    missed = set(row.grade.missed)
    for group in case.expected:
        mark = ("missed", "✗") if group in missed else ("found", "✓")
        words = " 或 ".join(group)
        parts.append(f'<p class="text {mark[0]}">{mark[1]} {escape(words)}</p>')
    for word in case.forbidden:
        found = word in row.grade.forbidden_found
        mark = ("missed", "✗") if found else ("found", "✓")
        parts.append(f'<p class="text {mark[0]}">{mark[1]} 不得出现 {escape(word)}</p>')
    for evidence in case.evidence:
        lost = evidence in row.grade.evidence_missed
        mark = ("missed", "✗ 未引用") if lost else ("found", "✓ 已引用")
        parts.append(
            f'<p class="source"><span class="{mark[0]}">{mark[1]}</span> '
            f"{escape(evidence.source)}</p><blockquote>{escape(evidence.quote)}</blockquote>"
        )
    return "".join(parts)


def _given(row: Row) -> str:
    prediction = row.prediction
    if prediction.error is not None:
        return f'<h3>所答</h3><p class="text missed">{escape(prediction.error)}</p>'
    elapsed = "" if prediction.elapsed_ms is None else f" · {prediction.elapsed_ms} 毫秒"
    parts = [f"<h3>所答 · {_TRUE_NAMES.get(prediction.status, '状态不明')}{elapsed}</h3>"]
    if prediction.resolved and prediction.resolved != row.case.question:
        parts.append(f'<p class="source">理解为：{escape(prediction.resolved)}</p>')
    parts.append(f'<p class="text">{escape(prediction.answer)}</p>{_table(prediction)}')
    parts += [f'<p class="source">算式：{escape(line)}</p>' for line in prediction.computed]
    parts += [f'<p class="source">注：{escape(note)}</p>' for note in prediction.notes]
    parts += [_citation(citation, row) for citation in prediction.citations]
    return "".join(parts)


def _table(prediction: Prediction) -> str:
    if not prediction.rows:
        return ""
    head = "".join(f"<th>{escape(name)}</th>" for name in prediction.columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"
        for cells in prediction.rows
    )
    return f'<div class="scroll"><table class="given-table"><tr>{head}</tr>{body}</table></div>'


def _citation(citation: GivenCitation, row: Row) -> str:
    mark = ' <span class="found">✓</span>' if citation in row.grade.proving else ""
    return (
        f'<p class="source">[{citation.marker}] {escape(citation.about)} · '
        f"{escape(citation.source)}{mark}</p><blockquote>{escape(citation.quote)}</blockquote>"
    )


def _before(row: Row) -> str:
    """The baseline's answer, where the two runs differ in being right."""
    if not row.before or not row.change:
        return ""
    shown = row.before.answer if row.before.error is None else row.before.error
    name = "对" if row.before_grade and row.before_grade.right else "错"
    return f'<h3>基线所答（{name}）</h3><p class="text">{escape(shown)}</p>'


def _verdict(row: Row) -> str:
    name = escape(anchor(row.case.id))
    options = "".join(
        f'<label><input type="radio" name="opinion-{name}" value="{value}"'
        f"{' checked' if (row.opinion or '') == value else ''}> {label}</label>"
        for value, label in (("", "未复核"), ("right", "对"), ("wrong", "错"))
    )
    remark = row.verdict.remark if row.verdict else ""
    stale = ""
    if row.verdict and row.verdict.opinion and not row.opinion:
        said = "对" if row.verdict.opinion == "right" else "错"
        stale = f'<span class="badge warn">上次判为“{said}”，但答案已变，请重新复核</span>'
    return (
        f'<div class="verdict"><strong>人工复核</strong>{options}{stale}'
        f'<textarea aria-label="复核备注" placeholder="备注">{escape(remark)}</textarea></div>'
    )
