"""report.xlsx: the same results as sheets, for those who sort and filter."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from eval.metrics import NAMES
from eval.names import group_name
from eval.outcome import Outcome, Row
from eval.sheet_cases import append_text

_OPINIONS = {"right": "对", "wrong": "错"}
_CHANGES = {"fixed": "修复", "broken": "变差"}
_ROW_HEAD = (
    "编号",
    "类别",
    "问题",
    "是否正确",
    "答案",
    "引文",
    "较基线",
    "所答",
    "没有出现的内容",
    "不该出现的内容",
    "没有引用的原文",
    "提示",
    "用时（毫秒）",
    "人工复核",
    "备注",
)
_ROW_WIDTHS = (12, 10, 40, 9, 8, 8, 8, 60, 24, 16, 44, 30, 12, 10, 24)


def write_workbook(path: Path, outcome: Outcome) -> None:
    """Write scores, questions and problems of the test set, one sheet each."""
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    scores = workbook.create_sheet("得分")
    _sheet(scores, _score_rows(outcome), widths=(14, 8, 8, *(13 for _ in NAMES)))
    questions = workbook.create_sheet("逐题")
    _sheet(questions, [_ROW_HEAD, *(_row(row) for row in outcome.rows)], widths=_ROW_WIDTHS)
    if outcome.comparison:
        fallen = workbook.create_sheet("低于基线")
        rows = [
            (
                group_name(fall.group),
                NAMES[fall.metric],
                fall.before,
                fall.now,
            )
            for fall in outcome.comparison.falls
        ]
        _sheet(fallen, [("类别", "指标", "基线", "本次"), *rows], widths=(14, 20, 12, 12))
    if outcome.test_set.problems:
        check = workbook.create_sheet("测试集检查")
        found = [(p.row, p.id, p.message) for p in outcome.test_set.problems]
        _sheet(check, [("行", "编号", "问题"), *found], widths=(8, 14, 100))
    workbook.save(path)


def _sheet(sheet: Any, rows: Sequence[Sequence[object]], *, widths: Sequence[int]) -> None:
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "B2"
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for place, row in enumerate(rows):
        append_text(sheet, row, bold=place == 0)
    if len(rows) > 1:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(rows[0]))}{len(rows)}"


def _score_rows(outcome: Outcome) -> list[tuple[object, ...]]:
    document = outcome.metrics
    names = [name for name in NAMES if document["overall"].get(name) is not None]
    head = ("类别", "题数", "答对", *(NAMES[name] for name in names), "用时中位", "用时95%")
    lines = [("总体", document["overall"]), *document["categories"].items()]
    return [
        head,
        *(
            (
                group,
                fields["n"],
                fields["right"],
                *(fields.get(name) for name in names),
                fields["latency_p50_ms"],
                fields["latency_p95_ms"],
            )
            for group, fields in lines
        ),
    ]


def _row(row: Row) -> tuple[object, ...]:
    grade, prediction = row.grade, row.prediction
    table = "\n".join(" | ".join(cells) for cells in prediction.rows)
    given = prediction.error if prediction.error is not None else prediction.answer
    return (
        row.case.id,
        row.case.category,
        row.case.question,
        "对" if grade.right else "错",
        "对" if grade.answer_right else "错",
        "对" if grade.citations_right else "错",
        _CHANGES.get(row.change, ""),
        f"{given}\n{table}".strip(),
        "\n".join(" 或 ".join(group) for group in grade.missed),
        "\n".join(grade.forbidden_found),
        "\n".join(f"{e.source}：{e.quote}" for e in grade.evidence_missed),
        "\n".join(grade.flags),
        prediction.elapsed_ms,
        _OPINIONS.get(row.opinion or "", ""),
        row.verdict.remark if row.verdict else "",
    )
