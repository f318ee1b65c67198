"""Tables in running text get their heads; lists and prose stay as they stand."""

from __future__ import annotations

import pytest

from ingest.read import read_bytes
from ingest.report import build_report

ROWS = (
    ("项目", "受理（件）", "办结率"),
    ("行政许可", "1,316", "99.7%"),
    ("行政确认", "45", "100%"),
)


@pytest.mark.parametrize("mark", ["\t", " \t", "    ", "　　"])
def test_columns_of_a_text_file(mark: str) -> None:
    text = "办理情况如下。\r\n" + "\r\n".join(mark.join(row) for row in ROWS) + "\r\n特此报告。"
    report = build_report(read_bytes(text.encode("gb18030"), ".txt"))
    assert report.text.split("\n")[1:] == [
        "项目\t受理（件）\t办结率",
        "行政许可\t受理：1,316件\t办结率：99.7%",
        "行政确认\t受理：45件\t办结率：100%",
        "特此报告。",
    ]
    assert [(f.indicator, report.text[f.start : f.end]) for f in report.figures] == [
        ("行政许可受理", "1,316件"), ("行政许可办结率", "99.7%"),
        ("行政确认受理", "45件"), ("行政确认办结率", "100%"),
    ]  # fmt: skip


def test_single_spaces_hold_numbers_apart() -> None:
    text = "各地办理情况见下表：\n表1 行政复议案件办理情况（单位：件）\n地区 新收 直接纠错\n市本级 241 26\n东坪区 157 14\n特此报告。"
    report = build_report(read_bytes(text.encode(), ".txt"))
    assert report.text.split("\n")[-4:] == [
        "地区\t新收\t直接纠错",
        "市本级\t新收：241件\t直接纠错：26件",
        "东坪区\t新收：157件\t直接纠错：14件",
        "特此报告。",
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("全年 审核 合同12份。", "全年 审查 文件3件。", "全年 培训 12期。"),
        ("姓名 职务 电话", "张三 主任 12345678", "李四 科员 12345679"),
        ("1.\t审核合同158份。", "2.\t审查文件9件。", "3.\t培训12期。"),
        ("姓名\t职务\t电话", "张三\t主任\t12345678", "李四\t科员\t12345679"),
        ("行政许可\t1,316\t99.7%", "行政确认\t45\t100%", "行政奖励\t3\t100%"),
        ("项目\t受理（件）", "行政许可\t1,316"),
    ],
)
def test_what_is_no_table_stays_as_it_stands(lines: tuple[str, ...]) -> None:
    text = "\n".join(lines)
    assert read_bytes(text.encode(), ".txt").text == text


def test_numbers_without_a_head_are_no_figures() -> None:
    report = build_report(read_bytes("许可办件\t2310\t99.7%\n确认办件\t45\t100%".encode(), ".txt"))
    assert report.figures == ()
