"""Plan against result: a row a unit and aspect, 计划 and 实际 side by side, each cell cited."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.compare import NOT_STATED, excerpt
from assistant.draft import Draft, Numbering
from assistant.findings import Finding
from assistant.lookup import value_notes
from assistant.promise import Promise
from assistant.promise_findings import Kept, is_ceiling, kept
from assistant.promise_scope import Pledge
from assistant.question import Reading
from assistant.rank import plain
from assistant.reader import ReportReader, Said
from assistant.types import Table

_MARKER = re.compile(r"\[[0-9]+\]")
_NAMED = 6  # rows that the sentence above names; the table has them all


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A row as shown: what it is about, its two sides with markers, and the verdict."""

    kept: Kept
    label: str
    plan: str
    result: str
    verdict: str
    computed: str = ""


def answer_promise(
    reading: Reading, promise: Promise, found: Sequence[Pledge], reader: ReportReader
) -> Draft | None:
    """What was planned and what came of it; None where neither is told on any aspect."""
    query = " ".join(topic.text for topic in promise.topics)
    ids = [side.entry.id for one in found for side in (one.plan, one.result) if side]
    similarity = reader.similarities(query, list(dict.fromkeys(ids)), None)
    all_kept = [kept(topic, one, reader, similarity) for one in found for topic in promise.topics]
    if not any(one.plan or one.result for one in all_kept):
        return None
    numbering = Numbering()
    lines = [_line(one, found, promise, numbering) for one in all_kept]
    text, vouched = _summary(lines, found, promise)
    return Draft(
        kind="compare",
        text=text,
        evidence=tuple(numbering.evidence),
        table=_table(lines, found, promise),
        computed=tuple(line.computed for line in lines if line.computed),
        vouched=(*vouched, *(line.label for line in lines)),
        notes=_notes(lines, found, promise),
    )


def _name(kept: Kept) -> str:
    return kept.topic.text.replace(" ", "")


def _label(one: Kept, found: Sequence[Pledge], promise: Promise) -> str:
    """The row in as few words as tell it from the others."""
    parts: list[str] = []
    if len({pledge.name for pledge in found}) > 1:
        parts.append(one.pledge.name)
    if len({pledge.year for pledge in found}) > 1:
        parts.append(f"{one.pledge.year}年")
    if len(promise.topics) > 1 or not parts:
        parts.append(_name(one))
    return " ".join(parts)


def _shown(finding: Finding | None, numbering: Numbering) -> str:
    if finding is None:
        return NOT_STATED
    marker = numbering.cite(finding.report, *finding.quote)
    words = finding.value if finding.figure is not None else f"“{excerpt(finding)}”"
    return f"{words}{marker}"


def _line(one: Kept, found: Sequence[Pledge], promise: Promise, numbering: Numbering) -> _Line:
    plan, result = _shown(one.plan, numbering), _shown(one.result, numbering)
    verdict, computed = _verdict(one)
    label = _label(one, found, promise)
    return _Line(
        kept=one, label=label, plan=plan, result=result, verdict=verdict,
        computed=f"{label}：{computed}" if computed else "",
    )  # fmt: skip


def _verdict(one: Kept) -> tuple[str, str]:
    """(完成情况, the arithmetic as text)."""
    if one.outcome == "unlike":
        return "口径不同，不作比较", ""
    if one.outcome == "unknown":
        return "", ""
    assert one.plan is not None and one.result is not None
    gap, computed = _gap(one.plan, one.result)
    if one.outcome == "missed":
        return f"未达到，{'超出' if is_ceiling(one.plan) else '少'}{gap}", computed
    if one.outcome == "exceeded":
        return f"超额，多{gap}", computed
    return "达到", computed


def _gap(plan: Finding, result: Finding) -> tuple[str, str]:
    """By how much the two differ, in the coarser measure of the two, and the arithmetic."""
    assert plan.figure is not None and result.figure is not None
    coarse = max((plan.figure, result.figure), key=lambda figure: len(figure.measure))
    factor = coarse.amount / coarse.value if coarse.value else Decimal(1)
    amounts = sorted((plan.figure.amount / factor, result.figure.amount / factor))
    gap = plain(amounts[1] - amounts[0])
    measure = "个百分点" if coarse.measure in ("%", "％") else coarse.measure
    if amounts[0] == amounts[1]:
        return f"0{measure}", ""
    return f"{gap}{measure}", f"{plain(amounts[1])} - {plain(amounts[0])} = {gap}（{measure}）"


def _columns(found: Sequence[Pledge]) -> tuple[str, str]:
    """计划（2024年报告）, 实际（2025年报告); the year of the table where all rows share it."""
    plans = {one.plan.entry.year for one in found if one.plan}
    results = {one.result.entry.year for one in found if one.result}
    at = {(one.year, one.reviewed) for one in found}
    year, reviewed = next(iter(at)) if len(at) == 1 else (0, 0)
    planned = f"（{next(iter(plans))}年报告）" if len(plans) == 1 else ""
    told = f"（{next(iter(results))}年报告）" if len(results) == 1 else ""
    if year != reviewed:
        return f"{year}年计划{planned}", f"{reviewed}年实际{told}"
    return f"计划{planned}", f"实际{told}"


def _table(lines: Sequence[_Line], found: Sequence[Pledge], promise: Promise) -> Table:
    units = len({one.name for one in found}) > 1
    years = len({one.year for one in found}) > 1
    aspects = len(promise.topics) > 1 or not (units or years)
    judged = any(line.verdict for line in lines)
    first = (
        *(["单位"] if units else []),
        *(["年度"] if years else []),
        *(["事项"] if aspects else []),
    )
    rows = tuple(
        (
            *([line.kept.pledge.name] if units else []),
            *([f"{line.kept.pledge.year}年"] if years else []),
            *([_name(line.kept)] if aspects else []),
            line.plan,
            line.result,
            *([_cited_verdict(line)] if judged else []),
        )
        for line in lines
    )
    return Table(columns=(*first, *_columns(found), *(["完成情况"] if judged else [])), rows=rows)


def _sides(line: _Line) -> str:
    one = line.kept.pledge
    if one.year != one.reviewed:
        return f"{one.reviewed}年实际{line.result}，{one.year}年计划{line.plan}"
    return f"计划{line.plan}，实际{line.result}"


def _cited_verdict(line: _Line) -> str:
    """The verdict with the markers of the two sides that it compares."""
    markers = "".join(_MARKER.findall(line.plan + line.result))
    return f"{line.verdict}{markers}" if line.verdict else "未提及"


def _summary(
    lines: Sequence[_Line], found: Sequence[Pledge], promise: Promise
) -> tuple[str, tuple[str, ...]]:
    """The sentence above the table, and the counts in it that the program vouches for."""
    if len(lines) == 1:
        line = lines[0]
        verdict = f"，{line.verdict}" if line.verdict else ""
        return f"{line.label}：{_sides(line)}{verdict}。", ()
    judged = [line for line in lines if line.kept.outcome not in ("unknown", "unlike")]
    if not judged or (len(judged) < len(lines) and len(lines) <= _NAMED // 2):
        shown = "；".join(
            f"{line.label}：{_sides(line)}{f'，{line.verdict}' if line.verdict else ''}"
            for line in lines[:_NAMED]
        )
        return f"{shown}。", ()
    missed = [line for line in judged if line.kept.outcome == "missed"]
    each = _counter(found, promise)
    count = f"{len(judged)}{each}中{len(judged) - len(missed)}{each}达到或超过计划"
    text = f"可比的{count}" if len(judged) < len(lines) else count
    vouched = [count]
    if missed:
        behind = f"{len(missed)}{each}没有达到"
        vouched.append(behind)
        text += f"，{behind}：{_named(missed)}"
    elif len(judged) <= _NAMED:
        text += "：" + "；".join(f"{line.label}（{_sides(line)}）" for line in judged)
    return f"{text}。", tuple(vouched)


def _counter(found: Sequence[Pledge], promise: Promise) -> str:
    """What the rows are counted in: years or units of one aspect, else aspects."""
    if len(promise.topics) > 1:
        return "项"
    return "个单位" if len({one.name for one in found}) > 1 else "年"


def _named(missed: Sequence[_Line]) -> str:
    """The rows that fall short: few with their figures, many by name."""
    if len(missed) > _NAMED:
        return "、".join(f"{m.label}{_marker(m.result)}" for m in missed)
    return "；".join(
        f"{m.label}（{_sides(m)}，{m.verdict.removeprefix('未达到，')}）" for m in missed
    )


def _marker(cell: str) -> str:
    return cell[cell.rindex("[") :] if "[" in cell else ""


def _notes(lines: Sequence[_Line], found: Sequence[Pledge], promise: Promise) -> tuple[str, ...]:
    notes: list[str] = []
    for one in found:
        if one.result is None:
            notes.append(f"库中没有{one.name}{one.due}年的报告，{one.reviewed}年的结果无从查到")
        if one.plan is None and not any(n.kept.pledge is one and n.kept.plan for n in lines):
            notes.append(f"库中没有{one.name}制定{one.year}年计划的报告")
    for line in lines:
        for finding in (line.kept.plan, line.kept.result):
            if finding is not None and finding.figure is not None:
                notes.extend(value_notes(Said(findings=(finding,))))
        plan = line.kept.plan
        claimed = promise.claimed
        if plan is None or plan.figure is None:
            continue
        if claimed and claimed.base == plan.figure.base and claimed.amount != plan.figure.amount:
            notes.append(f"问题中的计划数与报告写明的{plan.value}不同，以报告为准")
    about = [
        line.label
        for line in lines
        if line.kept.outcome == "missed"
        and line.kept.plan is not None
        and line.kept.plan.figure is not None
        and re.search("左右|约", line.kept.plan.figure.qualifier)
    ]
    if about:
        notes.append(f"{'、'.join(about)}的计划数带“左右”，按数值本身比较")
    return tuple(dict.fromkeys(notes))
