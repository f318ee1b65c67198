"""A record of a test set becomes a case, or says what is wrong with it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from eval.types import Case, ExpectedEvidence, Problem

FIELDS = (
    "id",
    "category",
    "question",
    "history",
    "expected",
    "evidence",
    "refuse",
    "forbidden",
)


def parse_case(record: Any, row: int) -> tuple[Case | None, tuple[Problem, ...]]:
    """Read one record of a JSONL test set.

    ``expected`` may hold single strings in place of groups. Unknown fields are left alone: a test
    set may carry remarks of its own.

    Args:
        record: what the line held.
        row: its number, from 1.

    Returns:
        The case and no problems, or None and every problem of the row.
    """
    if not isinstance(record, Mapping):
        return None, (_wrong(row, "", "整行", record, '一个 JSON 对象，如 {"id": "n-01", …}'),)
    case_id = record.get("id")
    name = case_id if isinstance(case_id, str) else ""
    problems: list[Problem] = []
    if not name.strip():
        problems.append(_wrong(row, "", "id", case_id, "不空的文字"))
    question = record.get("question")
    if not isinstance(question, str) or not question.strip():
        problems.append(_wrong(row, name, "question", question, "不空的文字"))
    category = record.get("category", "")
    if not isinstance(category, str):
        problems.append(_wrong(row, name, "category", category, "文字"))
    refuse = record.get("refuse", False)
    if not isinstance(refuse, bool):
        problems.append(_wrong(row, name, "refuse", refuse, "true 或 false"))
    history = _strings(record.get("history", []))
    if history is None:
        problems.append(_wrong(row, name, "history", record.get("history"), "文字的列表"))
    forbidden = _strings(record.get("forbidden", []))
    if forbidden is None:
        problems.append(_wrong(row, name, "forbidden", record.get("forbidden"), "文字的列表"))
    expected = _groups(record.get("expected", []))
    if expected is None:
        wanted = '列表的列表，如 [["25件"], ["甲", "乙"]]'
        problems.append(_wrong(row, name, "expected", record.get("expected"), wanted))
    evidence = _evidence(record.get("evidence", []))
    if evidence is None:
        wanted = '如 [{"source": "文件名", "quote": "原文"}]'
        problems.append(_wrong(row, name, "evidence", record.get("evidence"), wanted))
    if problems:
        return None, tuple(problems)
    return (
        Case(
            row=row,
            id=name,
            category=str(category).strip() or "未分类",
            question=str(question),
            history=history or (),
            expected=expected or (),
            evidence=evidence or (),
            refuse=bool(refuse),
            forbidden=forbidden or (),
        ),
        (),
    )


def _wrong(row: int, name: str, field: str, value: Any, wanted: str) -> Problem:
    shown = repr(value) if value is not None else "空"
    shown = shown if len(shown) <= 60 else shown[:60] + "…"
    return Problem(
        row=row, id=name, kind="type", message=f"{field} 为 {shown}，应为{wanted}，请改正这一行"
    )


def _strings(value: Any) -> tuple[str, ...] | None:
    if value is None:
        return ()
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        return None
    return tuple(value)


def _groups(value: Any) -> tuple[tuple[str, ...], ...] | None:
    if value is None:
        return ()
    if not isinstance(value, list | tuple):
        return None
    groups: list[tuple[str, ...]] = []
    for item in value:
        group = (item,) if isinstance(item, str) else _strings(item)
        # An empty group or string could never be met, or always.
        if not group or item is None or not all(word.strip() for word in group):
            return None
        groups.append(group)
    return tuple(groups)


def _evidence(value: Any) -> tuple[ExpectedEvidence, ...] | None:
    if value is None:
        return ()
    if not isinstance(value, list | tuple):
        return None
    found: list[ExpectedEvidence] = []
    for item in value:
        if not isinstance(item, Mapping):
            return None
        source, quote = item.get("source"), item.get("quote")
        if not (isinstance(source, str) and source.strip()):
            return None
        if not (isinstance(quote, str) and quote.strip()):
            return None
        found.append(ExpectedEvidence(source=source, quote=quote))
    return tuple(found)


def duplicates(cases: Sequence[Case]) -> tuple[Problem, ...]:
    """Ids that stand in an earlier row already."""
    first: dict[str, int] = {}
    problems: list[Problem] = []
    for case in cases:
        if case.id in first:
            message = f"编号 {case.id} 与第{first[case.id]}行重复，每行编号须不同，请改一个"
            problems.append(Problem(row=case.row, id=case.id, kind="duplicate", message=message))
        else:
            first[case.id] = case.row
    return tuple(problems)
