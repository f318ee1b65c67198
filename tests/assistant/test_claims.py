"""Questions that state something: what the report says, and whether the two agree."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.assistant.rows import Desk, open_desk
from tests.fakes import HashEmbedder

FIRST = """2025年澜川市政府工作报告

一、2024年工作回顾
（一）经济运行稳中有进
地区生产总值增长5.8%、增速全省第3，总量达到6013亿元。粮食产量突破90亿斤、达91.2亿斤。
建成高速公路45公里、总里程达818公里。
（二）社会事业全面进步
新建健身场地73处，澜川女排勇夺全国锦标赛亚军。细颗粒物年均浓度降至36微克/立方米。
常住人口城镇化率达到56.83%、提高1.34个百分点。
机场旅客吞吐量增长16.6%，突破870万人次，货邮吞吐量增长33%，突破10万吨。
二、2025年重点工作
今年经济社会发展主要预期目标是：地区生产总值增长5.5%左右，城镇新增就业9万人以上。
"""
SECOND = """2025年松原里市政府工作报告

一、2024年工作回顾
（一）发展质量持续提高
地区生产总值增长6.1%。地区生产总值未达到年初目标的县有2个。粮食产量80亿斤。
城镇新增就业、新增创业担保贷款分别完成年计划的113.4%、256.1%。
二、2025年工作安排
地区生产总值增长6%左右。
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    reports = {"a.txt": FIRST, "b.txt": SECOND}
    with open_desk(reports, tmp_path_factory.mktemp("claims"), HashEmbedder) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("澜川市2024年GDP增速是不是5.8%", "5.8%"),
        ("澜川市2024年GDP增长了5.8%吗？", "5.8%"),
        ("听说澜川市2024年粮食产量超过90亿斤，对吗", "91.2亿斤"),
        ("澜川市2024年粮食产量突破90亿斤了没有", "91.2亿斤"),
        ("澜川市2024年GDP增速是全省第3，没错吧", "全省第3"),
    ],
)
def test_a_true_claim_is_borne_out(desk: Desk, question: str, value: str) -> None:
    answer = desk.assistant.ask(question)
    assert answer.answer.startswith("与报告一致：") and value in answer.answer
    assert answer.citations


@pytest.mark.parametrize(
    ("question", "value", "claimed"),
    [
        ("澜川市2024年GDP增速是不是6%", "5.8%", "6%"),
        ("澜川市2024年GDP增速才3%，属实吗？", "5.8%", "3%"),
        ("澜川市2024年粮食产量是100亿斤吗", "91.2亿斤", "100亿斤"),
        ("澜川市2024年高速公路总里程突破1000公里了，报告里是这么说的吗", "818公里", "1000公里"),
        ("澜川市2024年GDP增速是不是全省第一", "全省第3", "第一"),
    ],
)
def test_a_false_claim_is_set_right_and_never_repeated(
    desk: Desk, question: str, value: str, claimed: str
) -> None:
    answer = desk.assistant.ask(question)
    assert answer.answer.startswith("与报告不一致，报告写的是：")
    assert value in answer.answer
    assert not re.search(rf"(?<![0-9.]){re.escape(claimed)}", answer.answer)


def test_a_plan_bears_no_claim_of_a_result_out(desk: Desk) -> None:
    answer = desk.assistant.ask("澜川市2024年城镇新增就业是9万人吗")
    assert "与报告一致" not in answer.answer


def test_what_is_claimed_in_words_is_shown_as_the_report_has_it(desk: Desk) -> None:
    answer = desk.assistant.ask("澜川女排2024年拿了全国锦标赛冠军，澜川市的报告是这么写的吗")
    assert answer.answer.startswith("报告没有这样写，相关原文是：") and "亚军" in answer.answer
    assert any("冠军" in note for note in answer.notes)
    true = desk.assistant.ask("澜川女排2024年拿了全国锦标赛亚军，对吗")
    assert "没有这样写" not in true.answer and "亚军" in true.answer


def test_a_claim_of_something_else_is_refused(desk: Desk) -> None:
    assert desk.assistant.ask("澜川男足2024年拿了全国联赛冠军，属实吗").status == "refused"


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("澜川市2024年常住人口城镇化率是多少，提高了几个百分点", ("56.83%", "1.34个百分点")),
        ("澜川市2024年GDP总量及增速", ("6013亿元", "5.8%")),
        ("澜川市到2024年底一共有多少公里高速", ("818公里",)),
        ("2024年全年澜川市PM2.5降到多少了呀", ("36微克/立方米",)),
        ("松原里市2024年城镇新增就业完成年计划的百分之多少", ("113.4%",)),
        ("松原里市2025年地区生产总值目标", ("6%左右",)),
        ("澜川市2025年的预期目标对照：地区生产总值、城镇新增就业", ("5.5%左右", "9万人以上")),
    ],
)
def test_what_leans_on_what_was_named(desk: Desk, question: str, values: tuple[str, ...]) -> None:
    answer = desk.assistant.ask(question)
    shown = answer.answer + "".join(
        "".join(row) for row in (answer.table.rows if answer.table else ())
    )
    assert all(value in shown for value in values), answer.answer


def test_one_kind_is_no_other(desk: Desk) -> None:
    answer = desk.assistant.ask("澜川市2024年机场货邮吞吐量是多少吨")
    assert "870万人次" not in answer.answer


@pytest.mark.parametrize(
    ("before", "question", "resolved"),
    [
        ("澜川市2024年城镇新增就业多少人", "2025年打算新增多少", "澜川市2025年城镇新增就业的目标是多少?"),
        ("松原里市2024年粮食产量多少", "澜川市产了多少", "澜川市2024年粮食产量多少"),
        ("云台机场2024年旅客吞吐量是多少", "它的货邮吞吐量呢", "云台机场2024年货邮吞吐量是多少"),
    ],
)  # fmt: skip
def test_follow_ups_in_few_words(desk: Desk, before: str, question: str, resolved: str) -> None:
    assert desk.assistant.ask(question, [before]).resolved == resolved
