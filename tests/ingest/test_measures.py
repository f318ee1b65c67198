from __future__ import annotations

from decimal import Decimal

import pytest

from ingest.measures import asked_measures, comparable, measure_of


@pytest.mark.parametrize(
    ("written", "base", "factor"),
    [
        ("元", "元", "1"), ("万元", "元", "10000"), ("万亿元", "元", "1000000000000"),
        ("㎡", "平方米", "1"), ("万㎡", "平方米", "10000"), ("公顷", "平方米", "10000"),
        ("％", "%", "1"), ("百分之", "%", "1"), ("成", "%", "10"), ("千瓦", "千瓦", "1"),
        ("名", "人", "1"), ("亿", "", "100000000"), ("个工作日", "工作日", "1"), ("棒", "棒", "1"),
    ],
)  # fmt: skip
def test_a_measure_has_one_base(written: str, base: str, factor: str) -> None:
    assert measure_of(written) == (base, Decimal(factor))


@pytest.mark.parametrize(
    ("one", "two"), [("万元", "元"), ("名", "人"), ("起", "件"), ("㎡", "平方米")]
)
def test_alike_measures_compare(one: str, two: str) -> None:
    assert comparable(one, two) and comparable(two, one)


@pytest.mark.parametrize(
    ("one", "two"), [("次", "人次"), ("件", "份"), ("%", "个百分点"), ("元", "美元")]
)
def test_near_measures_do_not(one: str, two: str) -> None:
    assert not comparable(one, two)


@pytest.mark.parametrize(
    ("question", "bases"),
    [
        ("处罚金额是多少", {"元"}), ("一共收了多少钱", {"元"}), ("走访了多少家企业", {"家"}),
        ("办理行政执法案件几起", {"起"}), ("验收面积多大", {"平方米", "亩"}),
        ("办结率是多少", {"%"}), ("占比多少", {"%"}), ("出动多少人次", {"人次"}),
        ("培训几场", {"场"}), ("罚款多少万元", {"元"}),
    ],
)  # fmt: skip
def test_question_words_ask_for_measures(question: str, bases: set[str]) -> None:
    assert asked_measures(question) == frozenset(bases)


def test_an_open_question_asks_for_none() -> None:
    assert asked_measures("执法力量有什么不足") is None
    assert asked_measures("提高工作效率的做法有哪些") is None
