"""What a column of text has in common; every quoted word stands in the report it is cited from."""

from __future__ import annotations

import re

import pytest

from assistant.contrast import Contrast, Stated, contrast
from assistant.text import folded
from ingest.report import assemble


def compared(*statements: tuple[str, str]) -> Contrast:
    """The contrast of (unit, statement) pairs, a report each."""
    column: list[Stated] = []
    texts: dict[str, str] = {}
    for number, (label, statement) in enumerate(statements, 1):
        report = assemble(f"{label}2024年法治政府建设情况报告\n一、存在的不足\n{statement}\n")
        start = report.text.index(statement)
        texts[label] = folded(report.text)
        column.append(
            Stated(
                label=label,
                report=report,
                start=start,
                end=start + len(statement),
                marker=f"[{number}]",
            )
        )
    return contrast(column, texts, trivial=lambda words: words == "普法宣传工作")


FIRST = ("槐汀街道", "执法力量相对薄弱，普法形式较为单一")
SECOND = ("雁汀街道", "基层执法力量薄弱，数字化应用不充分")
THIRD = ("桐湾县", "县级执法力量薄弱；合同审查前置不够")


def test_what_most_say_is_said_with_all_their_markers() -> None:
    told = compared(FIRST, SECOND, THIRD).text
    common = told.partition("不同点")[0]
    assert common.startswith("共同点：都写到“") and common.endswith("[1][2][3]。")
    quoted = re.findall("“([^”]+)”", common)
    assert len(quoted) == 1 and "力量" in quoted[0]


def test_every_quote_is_a_slice_of_the_report_it_is_cited_from() -> None:
    told = compared(FIRST, SECOND, THIRD).text
    statements = (FIRST[1], SECOND[1], THIRD[1])
    for quote, marker in re.findall(
        r"“([^”]+)”(?:或相近内容)?\[([0-9])\]", told.split("不同点")[1]
    ):
        assert quote in statements[int(marker) - 1]
    assert told.count("只有") == 3


def test_nothing_in_common_is_nothing_said() -> None:
    told = compared(FIRST, ("桐湾县", "合同审查前置不够")).text
    assert "共同点" not in told
    assert "只有桐湾县写到“合同审查前置不够”[2]" in told


def test_a_clause_that_another_report_has_elsewhere_is_not_only_one_s_own() -> None:
    silent = assemble(
        "雁汀街道2024年法治政府建设情况报告\n一、举措\n普法形式较为单一的局面改变了。\n"
    )
    report = assemble(f"槐汀街道2024年法治政府建设情况报告\n一、存在的不足\n{FIRST[1]}\n")
    start = report.text.index(FIRST[1])
    own = Stated(label="甲", report=report, start=start, end=start + len(FIRST[1]), marker="[1]")
    other = Stated(label="乙", report=silent, start=0, end=4, marker="[2]")
    texts = {"甲": folded(report.text), "乙": folded(silent.text)}
    told = contrast([own, other], texts, trivial=lambda words: False).text
    assert "只有甲写到“执法力量相对薄弱”[1]" in told
    assert "普法形式" not in told


def test_other_numbers_are_no_other_words_and_are_left_out_of_what_is_shared() -> None:
    told = compared(("甲局", "带头讲授法治课1次"), ("乙局", "带头讲授法治课4次")).text
    assert told == "共同点：都写到“带头讲授法治课”[1][2]。"


def test_counts_are_vouched_for() -> None:
    found = compared(FIRST, SECOND, ("丙局", "合同审查前置不够"), ("丁局", "行政应诉能力不强"))
    assert found.counted == ("4份中2份",)
    assert "4份中2份写到" in found.text


@pytest.mark.parametrize(
    "statement", ["普法宣传工作", "对欠费追缴、工程拆除等8个事项亲自把关", "力量弱"]
)
def test_what_was_asked_and_fragments_are_no_points(statement: str) -> None:
    assert compared(("甲局", statement), ("乙局", "合同审查前置不够")).text == (
        "不同点：只有乙局写到“合同审查前置不够”[2]。"
    )


def test_one_report_is_compared_with_nothing() -> None:
    assert compared(FIRST) == Contrast()
