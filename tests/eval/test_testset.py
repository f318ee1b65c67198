from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from eval.check import check_cases
from eval.expectations import expectations_of
from eval.free_sheet import is_refusal, map_columns
from eval.sheet_cases import write_template
from eval.sources import SourceIndex
from eval.testset import read_test_set, write_test_set
from eval.types import Case
from ingest.errors import ReportAssistantError
from tests.eval.material import CASES, evidence, make_catalogue

CATALOGUE = make_catalogue()


def jsonl(path: Path, *rows: Any) -> Path:
    lines = (row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def workbook(path: Path, *rows: list[Any]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize("suffix", [".jsonl", ".xlsx"])
def test_a_test_set_survives_its_file(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"set{suffix}"
    write_test_set(path, CASES)
    read = read_test_set(path, CATALOGUE)
    assert [case.to_json() for case in read.cases] == [case.to_json() for case in CASES]
    assert read.problems == ()
    assert next(case.row for case in read.cases) == (1 if suffix == ".jsonl" else 2)


def test_a_sheet_as_people_fill_it(tmp_path: Path) -> None:
    header = [
        "id",
        "category",
        "question",
        "history",
        "expected",
        "evidence",
        "refuse",
        "forbidden",
    ]
    path = workbook(
        tmp_path / "a.xlsx",
        header,
        [
            1,
            "number",
            "多少？",
            "前一问\n再前一问",
            "25件｜25 件\n甲",
            "beta.txt|审核合同52件",
            None,
            7.0,
        ],
    )
    (case,) = read_test_set(path, CATALOGUE).cases
    assert case.id == "1"
    assert case.history == ("前一问", "再前一问")
    assert case.expected == (("25件", "25 件"), ("甲",))
    assert case.evidence == (evidence("beta.txt", "审核合同52件"),)
    assert case.forbidden == ("7",)
    assert case.refuse is False


def test_wrong_rows_are_all_named(tmp_path: Path) -> None:
    path = jsonl(
        tmp_path / "a.jsonl",
        {"id": "a", "question": "甲", "expected": "25件"},
        "not json",
        "",
        {"id": "b", "question": "", "refuse": "no"},
        {"id": "c", "question": "乙"},
        {"id": "c", "question": "丙"},
    )
    with pytest.raises(ReportAssistantError) as raised:
        read_test_set(path, CATALOGUE)
    message = str(raised.value)
    for part in (
        "第1行：expected",
        "第2行：整行",
        "第4行：question",
        "第4行：refuse",
        "第6行：编号 c",
    ):
        assert part in message
    assert "\n" not in message


@pytest.mark.parametrize(
    "record",
    [
        [],
        7,
        None,
        {"id": 1, "question": "甲"},
        {"id": "a", "question": "甲", "evidence": [{}]},
        {"id": "a", "question": "甲", "expected": [[]]},
        {"id": "a", "question": "甲", "history": [1]},
        {"id": "a", "question": "甲", "expected": [[" "]]},
        {"id": "a", "question": "甲", "category": 3},
    ],
)
def test_wrong_types_are_refused(tmp_path: Path, record: Any) -> None:
    with pytest.raises(ReportAssistantError, match="第1行"):
        read_test_set(jsonl(tmp_path / "a.jsonl", record), CATALOGUE)


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.txt", b""), ("a.jsonl", b""), ("a.xlsx", b"PK"), ("a.jsonl", b"\xff\xfe"), ("a.csv", b"")],
)
def test_files_that_are_no_test_set(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ReportAssistantError):
        read_test_set(tmp_path / name, CATALOGUE)
    with pytest.raises(ReportAssistantError, match="找不到"):
        read_test_set(tmp_path / "absent.jsonl", CATALOGUE)


def test_the_check_names_what_does_not_fit_the_library() -> None:
    cases = (
        Case(row=1, id="1", category="a", question="甲", evidence=(evidence("alpha.tx", "一"),)),
        Case(
            row=2,
            id="2",
            category="a",
            question="甲",
            evidence=(evidence("alpha.txt", "审核合同52件"), evidence("beta.txt", "审核合同5")),
        ),
        Case(row=3, id="3", category="a", question="甲"),
        Case(row=4, id="4", category="a", question="甲", refuse=True, expected=(("乙",),)),
        Case(
            row=5, id="5", category="a", question="甲", expected=(("25件",),), forbidden=("25件",)
        ),
    )
    problems = check_cases(cases, CATALOGUE)
    assert [(p.row, p.kind) for p in problems] == [
        (1, "source"),
        (2, "quote"),
        (2, "quote"),
        (3, "empty"),
        (4, "contradiction"),
        (5, "contradiction"),
    ]
    assert "alpha.txt" in problems[0].message


def test_sources_by_name_where_unique_else_by_path() -> None:
    index = SourceIndex.of({"1": ["x/a.txt", "z.zip!/b.txt"], "2": ["y/a.txt"], "3": ["c.txt"]})
    assert index.reports("anywhere/c.txt") == {"3"}
    assert index.reports("b.txt") == {"1"}
    assert index.reports("a.txt") == frozenset()
    assert index.reports("y/a.txt") == {"2"}
    assert index.reports("./y\\a.txt") == {"2"}
    assert index.ambiguous("a.txt") == ("x/a.txt", "y/a.txt")
    same = SourceIndex.of({"1": ["x/a.txt", "y/a.txt"]})
    assert same.reports("a.txt") == {"1"}  # one report under two paths is still one report


def test_an_evaluators_sheet_becomes_cases(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "题库.xlsx",
        ["序号", "测试问题", "标准答案", "出处"],
        [1, "审核合同最多的是哪家？", "绿水街道，共审核合同52件。", "绿水街道2024年报告"],
        [2, "青山街道处罚多少钱？", "处罚金额1.2亿元", "alpha：“处罚金额1.2亿元”"],
        [3, "青山街道有几架无人机？", "报告中未提及", ""],
        [None, None, None, None],
        [4, "青山街道有什么不足？", "执法力量相对薄弱，普法实效有待提高", "某份不在库中的文件"],
    )
    read = read_test_set(path, CATALOGUE)
    assert read.mapping == {
        "id": "序号",
        "question": "测试问题",
        "answer": "标准答案",
        "source": "出处",
    }
    one, two, three, four = read.cases
    assert one.expected == (("52件",), ("绿水街道",))
    assert one.evidence[0].source == "beta.txt"
    assert "审核合同52件" in one.evidence[0].quote
    assert two.expected == (("1.2亿元",),)
    assert two.evidence == (evidence("alpha.txt", "处罚金额1.2亿元"),)
    assert three.refuse
    assert four.expected == (("执法力量相对薄弱",), ("普法实效有待提高",))
    assert [(p.row, p.id) for p in read.problems] == [(6, "4")]
    assert four.row == 6


def test_a_mapping_can_be_corrected(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ["题干", "内容"], ["青山街道审核合同多少件？", "25件"])
    with pytest.raises(ReportAssistantError, match="问题"):
        read_test_set(path, CATALOGUE)
    columns = {"问题": "题干", "标准答案": "内容"}
    assert read_test_set(path, CATALOGUE, columns=columns).cases[0].expected == (("25件",),)
    with pytest.raises(ReportAssistantError, match="列对应"):
        map_columns(["题干"], {"问题": "没有的列"})


@pytest.mark.parametrize(
    ("answer", "refusal"),
    [
        ("报告中未提及", True),
        ("没有相关数据。", True),
        ("无法回答", True),
        ("库中没有说明", True),
        ("未发生行政复议", False),
        ("未配备公职律师", False),
        ("25件", False),
        ("没有发生诉讼", False),
    ],
)
def test_a_stated_negative_is_no_refusal(answer: str, refusal: bool) -> None:
    assert is_refusal(answer) is refusal


@pytest.mark.parametrize(
    ("answer", "groups"),
    [
        ("2024年共505余次", (("505余次", "505次"),)),
        ("近30件，罚款1,200.5万元", (("30件",), ("1,200.5万元",))),
        ("增长6%左右", (("6%左右", "6%"),)),
        ("依据《甲乙条例》和“双查”机制", (("甲乙条例",), ("双查",))),
    ],
)
def test_key_figures_and_names_are_taken(answer: str, groups: tuple[tuple[str, ...], ...]) -> None:
    assert expectations_of("问", answer, (), list) == (groups, True)


def test_the_template_is_a_test_set(tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    write_template(path)
    read = read_test_set(path, CATALOGUE)
    assert [case.refuse for case in read.cases] == [False, True]
    assert load_workbook(path).sheetnames == ["测试集", "填写说明"]


def test_a_cell_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    case = Case(row=1, id="=1+1", category="a", question="@SUM(A1)", expected=(("-1",),))
    path = tmp_path / "a.xlsx"
    write_test_set(path, [case])
    sheet = load_workbook(path).worksheets[0]
    assert (sheet["A2"].value, sheet["A2"].data_type, sheet["A2"].quotePrefix) == (
        "=1+1",
        "s",
        True,
    )
    assert read_test_set(path, CATALOGUE).cases[0].id == "=1+1"
