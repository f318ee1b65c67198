from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.normalise import contains, normalise, same_place, shares_run

AWKWARD = st.text(
    alphabet=st.sampled_from(list("0123456789,，. []［］①㎡％甲乙\u3000\u200b\u0301e\n")),
    max_size=30,
)


@given(st.one_of(AWKWARD, st.text()))
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("１２３４ 件", "1234件"),
        ("1,234,567元", "1234567元"),
        ("审核合同 25\u3000件[1][12]。", "审核合同25件。"),
        ("２，０８０次", "2080次"),
        ("2023,2024年", "2023,2024年"),
        ("第1,2项", "第1,2项"),
        ("[2024]3号", "[2024]3号"),
        ("5.52万㎡", "5.52万m2"),
    ],
)
def test_normalise(written: str, compared: str) -> None:
    assert normalise(written) == compared


@pytest.mark.parametrize(
    ("haystack", "needle", "found"),
    [
        ("普法17次", "7次", False),
        ("普法17次，意见7次", "7次", True),
        ("增长2.5%", "5%", False),
        ("增长2.5%", "2", False),
        ("共25.", "25", True),
        ("共25.5", "25", False),
        ("第25件", "25件", True),
        ("共1250件", "125", False),
        ("甲", "", False),
    ],
)
def test_digits_stand_alone(haystack: str, needle: str, found: bool) -> None:
    assert contains(haystack, needle) is found


@given(st.text(alphabet="0123456789.次件", min_size=1, max_size=6), st.text(max_size=5))
def test_a_string_is_found_in_itself_between_other_words(needle: str, around: str) -> None:
    if not normalise(needle):
        return
    assert contains(f"甲{needle}乙", needle)


def test_same_place() -> None:
    assert same_place("全年审核合同25件，提出意见", "审核合同25件")
    assert same_place("审核合同25件", "全年审核合同25件，提出意见")
    assert same_place("甲一二三四五六七八九十百千", "一二三四五六七八九十百千乙")
    assert not same_place("检查71次", "检查7")
    assert not same_place("", "审核合同25件")
    assert not same_place("全年审核合同", "审核合同25件")


def test_twelve_in_a_row_not_eleven() -> None:
    assert shares_run("甲" + "一二三四五六七八九十百千", "一二三四五六七八九十百千" + "乙")
    assert not shares_run("甲" + "一二三四五六七八九十百", "一二三四五六七八九十百" + "乙")
