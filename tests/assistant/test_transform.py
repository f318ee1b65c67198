"""The changes themselves: a relation that changes nothing would prove nothing."""

from __future__ import annotations

import pytest

from tests.assistant.frames import FRAMES
from tests.assistant.transform import (
    delete_statements,
    invented_names,
    renaming,
    renumber,
    reorder_sections,
    shift_years,
    stems_of,
)

TEXT = """云栖区岚川街道2024年报告

开头。
一、主要举措
（一）审查合同。全年审查合同25件，提出意见7次。
二、存在不足
力量薄弱。
三、2025年安排
办培训15场次。
2024年12月20日
"""


def test_names_change_everywhere_even_across_a_line_break() -> None:
    names = invented_names(("南开", "塘沽"), ["南开区塘沽街道"])
    changed = renaming(names)("南开区，南\n开区，塘沽街道")
    assert "南" not in changed and "塘" not in changed
    assert len(set(names.values())) == 2
    assert all(new[1:] == old[1:] and new != old for old, new in names.items())


def test_a_stem_is_what_is_the_place_s_own() -> None:
    stems = stems_of(["海川市望澜区槐汀街道办事处", None], [("海川市", "望澜区")])
    assert stems == ("望澜", "槐汀", "海川")


@pytest.mark.parametrize(
    ("text", "shifted"),
    [
        ("2024年", "2027年"),
        ("2021-2025年", "2024-2028年"),
        ("槐汀街道2024受理", "槐汀街道2027受理"),
        ("二〇二四年", "二〇二七年"),
        ("2024-12-26", "2027-12-26"),
        ("完成情况,2024年", "完成情况,2027年"),
        ("行政检查2080次", "行政检查2080次"),
        ("审查2024件", "审查2024件"),
        ("12345热线", "12345热线"),
        ("处罚20240元", "处罚20240元"),
    ],
)
def test_years_and_nothing_else_are_shifted(text: str, shifted: str) -> None:
    assert shift_years(text) == shifted


@pytest.mark.parametrize(
    "text", ["2024年", "12345热线", "第3号", "5月20日", "（2）", "3至5名", "100%"]
)
def test_what_counts_nothing_keeps_its_number(text: str) -> None:
    assert renumber(text) == text


@pytest.mark.parametrize("number", ["7", "25", "370", "2080", "96.4", "40.95"])
def test_another_number_of_the_same_form(number: str) -> None:
    changed = renumber(f"审查{number}件").removeprefix("审查").removesuffix("件")
    assert changed != number
    assert [c.isdigit() for c in changed] == [c.isdigit() for c in number]
    assert changed[0] != "0"


def test_different_numbers_stay_different() -> None:
    assert len({renumber(f"{n}件") for n in range(1, 2000)}) == 1999


def test_sections_change_places_and_keep_count() -> None:
    changed = reorder_sections(TEXT)
    assert changed.index("存在不足") < changed.index("主要举措") < changed.index("2025年安排")
    assert [c for c in changed if c in "一二三" and f"\n{c}、" in changed] != []
    assert (
        changed.index("一、存在不足")
        < changed.index("二、主要举措")
        < changed.index("三、2025年安排")
    )
    assert sorted(changed.replace("一、", "").replace("二、", "")) == sorted(
        TEXT.replace("一、", "").replace("二、", "")
    )


def test_a_deleted_statement_takes_its_sentence_along_and_no_heading() -> None:
    changed = delete_statements(TEXT, ["审查合同25件"])
    assert "25件" not in changed and "意见7次" not in changed
    assert "一、主要举措" in changed and "力量薄弱" in changed


def test_a_longer_number_is_no_statement_of_a_shorter_one() -> None:
    assert delete_statements("检查17次。", ["7次"]) == "检查17次。"
    assert delete_statements("检查7次。走访9家。", ["7次"]) == "走访9家。"


def test_a_statement_broken_over_lines_is_found() -> None:
    assert "6 120" not in delete_statements(
        "开头。出动执\n法人员6 120人次。结尾。", ["出动执法人员6120人次"]
    )


@pytest.mark.parametrize(
    ("frame", "question"),
    [
        ("bare", "槐汀街道2024年走访了多少家企业"),
        ("marked", "槐汀街道2024年走访了多少家企业？"),
        ("polite", "请问槐汀街道2024年走访了多少家企业?"),
        ("errand", "麻烦帮我查一下槐汀街道2024年走访了多少家企业?"),
        ("thankful", "槐汀街道2024年走访了多少家企业，谢谢"),
        ("spaced", "槐汀街道2024年 走访了多少家企业?"),
        ("full_width", "槐汀街道２０２４年走访了多少家企业？"),
        ("traditional", "槐汀街道2024年走訪了多少家企業?"),
        ("han_year", "槐汀街道二〇二四年走访了多少家企业?"),
        ("short_year", "槐汀街道24年走访了多少家企业?"),
        ("counted", "槐汀街道2024年走访企业的数量"),
    ],
)
def test_frames(frame: str, question: str) -> None:
    assert FRAMES[frame]("槐汀街道2024年走访了多少家企业?") == question
