"""What was planned and what came of it, asked as deputies and evaluators put it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.assistant.rows import Desk, open_desk
from tests.fakes import HashEmbedder

EARLIER = """2024年澜川市政府工作报告

一、2023年工作回顾
全市地区生产总值增长5.1%，新增养老床位900张，改造老旧小区180个。
二、2024年工作安排
主要预期目标是：地区生产总值增长6%左右，城镇调查失业率5.5%以内，居民消费价格涨幅3%左右。
办好十件民生实事：改造老旧小区210个，新建示范性长者食堂30个，新增养老床位1200张，筹集保障性租赁住房2000套，新建、改建农村户用卫生厕所1.5万户。境外航线增至12条。确保PM2.5平均浓度不高于30微克/立方米。建设1000个老年助餐服务点。
三、加强政府自身建设
坚持依法行政，接受人大监督。
"""
LATER = """2025年澜川市政府工作报告

一、2024年工作回顾
全市地区生产总值增长5.4%，居民消费价格与上年持平，城镇调查失业率为5.2%。
改造老旧小区203个，建成示范性长者食堂36个，新增养老床位1280张，筹集保障性租赁住房2600套，新改建农村户厕1.6万户。累计开通境外航线15条。PM2.5平均浓度稳步改善。建成老年助餐服务点1120个。农村、城镇居民人均可支配收入分别增长7.1%、4.6%。
二、2025年工作安排
地区生产总值增长5.5%左右。新增养老床位1500张，改造老旧小区150个。
"""
OTHER_EARLIER = """2024年松原里市政府工作报告

一、2023年工作回顾
全市地区生产总值增长4.2%。
二、2024年工作安排
地区生产总值增长5%左右，新增养老床位400张。
"""
OTHER_LATER = """2025年松原里市政府工作报告

一、2024年工作回顾
全市地区生产总值增长5.3%，新增养老床位460张。农村居民人均可支配收入增长6%，城镇居民人均可支配收入增长4.8%。
二、2025年工作安排
地区生产总值增长5%以上。
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    reports = {"a.txt": EARLIER, "b.txt": LATER, "c.txt": OTHER_EARLIER, "d.txt": OTHER_LATER}
    with open_desk(reports, tmp_path_factory.mktemp("promise"), HashEmbedder) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "plan", "result", "verdict"),
    [
        ("澜川市2024年计划改造老旧小区多少个，最后实际改了多少", "210个", "203个", "未达到，少7个"),
        ("澜川市2024年说要建示范性长者食堂30个，办到了吗？", "30个", "36个", "超额，多6个"),
        ("澜川市境外航线2024年原计划开到多少条 最后实际多少条", "12条", "15条", "超额，多3条"),
        ("澜川市2024年初定的6%增长目标年底实现没有，差多少", "6%", "5.4%", "未达到，少0.6个百分点"),
        (
            "澜川市2024年答应新增的养老床位，2025年报告里交的账是多少",
            "1200张",
            "1280张",
            "超额，多80张",
        ),
        ("澜川市2024年失业率目标完成了吗，实际是多少", "5.5%以内", "5.2%", "达到"),
        ("澜川市2024年承诺的农村户厕改建，兑现情况如何", "1.5万户", "1.6万户", "超额，多0.1万户"),
        ("澜川市2024年定的老年助餐点是多少个，办成多少", "1000个", "1120个", "超额，多120个"),
    ],
)
def test_one_plan_with_its_result(
    desk: Desk, question: str, plan: str, result: str, verdict: str
) -> None:
    answer = desk.assistant.ask(question)
    assert answer.status == "answered" and answer.kind == "compare" and answer.table is not None
    (row,) = answer.table.rows
    assert (
        plan in row[1]
        and result in row[2]
        and re.fullmatch(rf"{re.escape(verdict)}(?:\[[0-9]+\])+", row[3])
    )
    assert {c.year for c in answer.citations} == {2024, 2025}


def test_several_aspects_and_which_falls_short(desk: Desk) -> None:
    answer = desk.assistant.ask(
        "澜川市2024年民生实事里的老旧小区、长者食堂、保租房三项任务，定了多少，办成多少，哪项没到数"
    )
    assert answer.table is not None
    assert [re.split(r"，|\[", row[-1])[0] for row in answer.table.rows] == [
        "未达到",
        "超额",
        "超额",
    ]
    assert "1项没有达到：老旧小区" in answer.answer


def test_several_units_and_who_falls_short(desk: Desk) -> None:
    answer = desk.assistant.ask(
        "澜川市和松原里市2024年的经济增长目标和实际增速对一对，哪个没有达到年初目标？"
    )
    assert answer.table is not None and len(answer.table.rows) == 2
    assert "1个单位没有达到：澜川市" in answer.answer


def test_a_result_without_a_figure_is_quoted(desk: Desk) -> None:
    answer = desk.assistant.ask(
        "澜川市2024年保证PM2.5平均浓度不高于多少？2025年报告交代的结果是什么"
    )
    assert answer.table is not None
    assert "30微克" in answer.table.rows[0][1] and "稳步改善" in answer.table.rows[0][2]


def test_what_there_is_and_what_will_be_added(desk: Desk) -> None:
    answer = desk.assistant.ask("澜川市去年新增养老床位多少张，2025年打算再加多少")
    assert "1280张" in answer.answer and "1500张" in answer.answer


def test_a_year_whose_result_is_not_told_yet(desk: Desk) -> None:
    answer = desk.assistant.ask("澜川市2025年计划新增养老床位多少张，实际完成了多少")
    assert answer.table is not None and answer.table.rows[0][2] == "未提及"
    assert "1280张" not in answer.answer  # what the year before brought is no result of this one
    assert any("2026年的报告" in note for note in answer.notes)


@pytest.mark.parametrize(
    "question",
    [
        "澜川市2024年计划发射卫星多少颗，实际发射多少颗",
        "澜川市2022年计划新增养老床位多少张，完成了多少",
        "澜川市2024年承诺新建海洋牧场几个，兑现了吗",
        "凤栖市2024年计划新增养老床位多少张，完成了多少",
    ],
)
def test_what_nobody_planned_is_refused(desk: Desk, question: str) -> None:
    assert desk.assistant.ask(question).status == "refused"


def test_a_report_that_recalls_its_plan(sample_desk: Desk) -> None:
    answer = sample_desk.assistant.ask("桐湾县2024年计划建多少个村级法律服务站，实际建成多少")
    assert "120个" in answer.answer and "112个" in answer.answer and "少8个" in answer.answer


def test_the_plan_of_one_annual_report_and_the_result_in_the_next(sample_desk: Desk) -> None:
    answer = sample_desk.assistant.ask("槐汀街道2024年走访企业计划多少家，实际走访了多少家")
    assert answer.table is not None
    assert "300家" in answer.table.rows[0][1] and "325家" in answer.table.rows[0][2]


def test_two_things_of_a_report_and_how_far_they_are_apart(desk: Desk) -> None:
    answer = desk.assistant.ask(
        "澜川市、松原里市2024年农村居民收入增速比城镇快几个百分点？谁快得最多"
    )
    assert answer.computed[0].endswith("7.1 - 4.6 = 2.5（个百分点）")
    assert "相差最大的是澜川市" in answer.answer and "1.2个百分点" in answer.answer


def test_a_side_that_is_not_stated_is_not_subtracted(desk: Desk) -> None:
    answer = desk.assistant.ask("松原里市2024年农村居民收入增速比出口增速快几个百分点")
    assert not answer.computed


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("澜川市、松原里市2024年新增养老床位加总", "合计1740张"),
        ("澜川市、松原里市2024年GDP增速求平均值，谁高于平均？", "高于平均的有澜川市"),
        ("澜川市、松原里市2024年新增养老床位从多到少排一下", "比松原里市"),
        ("澜川市、松原里市2024年新增养老床位合计多少张，谁占大头", "澜川市人民政府占比最大"),
    ],
)
def test_operations_in_other_words(desk: Desk, question: str, words: str) -> None:
    assert words in desk.assistant.ask(question).answer
