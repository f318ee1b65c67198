"""Sheets as offices send them: titles above the header, merged cells, percentages, circled items."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from eval.catalogue import unit_names
from eval.expectations import expectations_of
from eval.free_sheet import is_refusal
from eval.locate import locate_evidence
from eval.sheet import cell_text
from eval.sheet_cases import is_contract_header
from eval.testset import read_test_set
from tests.eval.material import evidence, make_catalogue

CATALOGUE = make_catalogue()


def odd_workbook(path: Path) -> Path:
    """A page of explanations first; a merged title and a date above the header; a question merged
    over the rows of its two sources, a category over the rows of its questions."""
    book = Workbook()
    book.active.append(["本表由督查组编制"])
    sheet = book.create_sheet("题目")
    sheet["A1"] = "问答测试集"
    sheet.merge_cells("A1:E1")
    sheet["B2"] = datetime(2025, 3, 1)
    rows: list[list[Any]] = [
        ["序号", "题型", "提问内容", "标准答案", "出处"],
        [1, "数字", "青山街道审核合同多少件？", 25, "青山街道2024年法治政府建设年度报告"],
        [2, None, "青山街道审核合同占比？", 0.25, ""],
        [
            3,
            "对比",
            "两家行政检查各多少次？",
            "①青山2080次；②绿水660次",
            "alpha.txt“行政检查2080次”",
        ],
        [None, None, None, None, "beta.txt“行政检查660次”"],
    ]
    for number, row in enumerate(rows, start=4):
        for column, value in enumerate(row, start=1):
            sheet.cell(number, column, value)
    sheet["D6"].number_format = "0%"
    for merged in ("B5:B6", "A7:A8", "B7:B8", "C7:C8", "D7:D8"):
        sheet.merge_cells(merged)
    book.save(path)
    return path


def test_an_odd_workbook_is_read_as_a_person_reads_it(tmp_path: Path) -> None:
    read = read_test_set(odd_workbook(tmp_path / "a.xlsx"), CATALOGUE)
    one, two, three = read.cases
    assert [case.row for case in read.cases] == [5, 6, 7]
    assert [case.category for case in read.cases] == ["数字", "数字", "对比"]
    assert one.expected == (("25",),)
    assert one.evidence[0].source == "alpha.txt"
    assert "审核合同25件" in one.evidence[0].quote
    assert two.expected == (("25%",),)
    assert three.expected == (("2080次",), ("660次",))
    assert three.evidence == (
        evidence("alpha.txt", "行政检查2080次"),
        evidence("beta.txt", "行政检查660次"),
    )


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (None, "General", ""),
        (True, "General", "true"),
        (7.0, "General", "7"),
        (0.1 + 0.2, "General", "0.3"),
        (40.95, "0.00", "40.95"),
        (0.925, "0.0%", "92.5%"),
        (1, "0%", "100%"),
        (10**16, "General", "10000000000000000"),
        (datetime(2025, 3, 1), "yyyy-mm-dd", "2025年3月1日"),
        ("25%", "@", "25%"),
    ],
)
def test_cells_as_shown(value: Any, number_format: str, shown: str) -> None:
    assert cell_text(value, number_format) == shown


@pytest.mark.parametrize(
    ("header", "contract"),
    [
        ((" ID", "Category", "question ", "Expected"), True),
        (("id", "question", "refuse"), True),
        (("id", "question", "answer", "source"), False),
        (("编号", "问题", "标准答案"), False),
    ],
)
def test_whose_header_it_is(header: tuple[str, ...], contract: bool) -> None:
    assert is_contract_header(header) is contract


def test_header_names_in_any_case(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(" ID,Question,Expected\na,多少？,25件\n", encoding="utf-8")
    (case,) = read_test_set(tmp_path / "a.csv", CATALOGUE).cases
    assert (case.id, case.question, case.expected) == ("a", "多少？", (("25件",),))


@pytest.mark.parametrize(
    ("answer", "refusal"),
    [
        ("库内无2030年报告，应拒绝回答", True),
        ("库中没有2030年的报告", True),
        ("该报告中未披露", True),
        ("应拒答", True),
        ("拒绝违规请求3次", False),
        ("未收到拒不履行的投诉", False),
    ],
)
def test_refusals_in_other_words(answer: str, refusal: bool) -> None:
    assert is_refusal(answer) is refusal


@pytest.mark.parametrize("answer", ["①25件；②7次", "（1）25件；（2）7次", "1、25件。2、7次"])
def test_numbering_is_no_figure(answer: str) -> None:
    assert expectations_of("问", answer, (), list)[0] == (("25件",), ("7次",))


def test_words_that_name_a_report_are_no_quote() -> None:
    expected = (("25件",),)
    for place in ("青山街道2024年法治政府建设年度报告", "青山街道", "见青山街道报告"):
        (found,) = locate_evidence(place, "", expected, CATALOGUE)
        assert found.source == "alpha.txt"
        assert "审核合同25件" in found.quote
    assert locate_evidence("青山街道2019年报告", "", expected, CATALOGUE) == ()


def test_a_name_of_several_units_means_none_of_them() -> None:
    one, two = (
        replace(entry, aliases=("国动办", own))
        for entry, own in zip(CATALOGUE.entries, ("青山办", "绿水办"), strict=True)
    )
    assert unit_names((one, two)) == {
        "青山街道": ("青山街道", "青山办"),
        "绿水街道": ("绿水街道", "绿水办"),
    }
