"""The same fact, asked as officials, researchers and hurried people put it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.assistant.rows import Desk, open_desk
from tests.fakes import HashEmbedder

EARLIER = """2024年澜川市政府工作报告

一、2023年工作回顾
全市地区生产总值增长5.1%，粮食产量80.2万吨。
二、2024年工作安排
地区生产总值增长6%左右，粮食产量81万吨以上。
"""
LATER = """2025年澜川市政府工作报告

一、2024年工作回顾
顶住经济下行压力，全年增长5.4%。粮食产量再创历史新高，达到82.7万吨。
生产钾盐12万吨、碳酸锂3.5万吨，分别增长4.8%、22.3%。
新增地铁运营里程43公里、总里程达到179公里。
设立绿色产业专项资金，首期安排5亿元。
东岭隧道通车运营，日均车流量超2万辆次。
全社会研发经费支出相当于全市生产总值的比例达到2.4%。
海岳机电公司获评全国纺织行业首座“灯塔工厂”。
办理市人大代表建议164件、市政协提案247件。
在西部地区率先组建营商环境建设局。
培育生物制造、量子科技、深海装备等未来产业，打造先导区。
二、2025年工作安排
地区生产总值增长5.5%左右。加快布局未来产业。
需要说明的是，我们没有提出进出口的具体目标，主要因为外部环境不确定性很大。
"""
OTHER = """2025年松原里市政府工作报告

一、2024年工作回顾
全市地区生产总值增长4.9%，人均地区生产总值突破9万元，经济总量达到3210亿元。粮食产量41万吨。
布局商业航天、细胞治疗、类脑智能等未来产业。
二、2025年工作安排
地区生产总值增长5%以上。
三、面临的困难
传统产业持续承压。对这些问题，我们将认真解决。
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    reports = {"a.txt": EARLIER, "b.txt": LATER, "c.txt": OTHER}
    with open_desk(reports, tmp_path_factory.mktemp("ways"), HashEmbedder) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("澜川市2024年粮食产量多少", "82.7万吨"),
        ("澜川市2024年碳酸锂产量是多少", "3.5万吨"),
        ("澜川市2024年地铁总里程到多少公里了", "179公里"),
        ("澜川市2024年新增地铁里程多少公里", "43公里"),
        ("澜川市绿色产业专项资金首期安排了多少钱", "5亿元"),
        ("东岭隧道开通后每天车流量多大", "超2万辆次"),
        ("澜川市2024年研发投入强度是多少", "2.4%"),
        ("澜川市2024年gdp涨了多少", "5.4%"),
        ("松原里市2024年地区生产总值是多少", "3210亿元"),
        ("帮我核实一下：澜川市2024年办理了多少件政协提案", "247件"),
        ("澜川市2024年办理了多少件政协提案，不要和2023年的数弄混", "247件"),
    ],
)
def test_a_value(desk: Desk, question: str, value: str) -> None:
    answer = desk.assistant.ask(question)
    assert answer.status == "answered"
    assert answer.answer.startswith(value)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("澜川市哪家企业拿下了纺织行业第一座灯塔工厂", "海岳机电公司"),
        ("澜川市2024年在西部地区率先组建了一个什么局", "营商环境建设局"),
        ("澜川市2025年为什么没提进出口的具体目标", "不确定性"),
    ],
)
def test_a_fact(desk: Desk, question: str, words: str) -> None:
    answer = desk.assistant.ask(question)
    assert answer.status == "answered"
    assert words in answer.answer


def test_each_aspect_has_its_own_year(desk: Desk) -> None:
    answer = desk.assistant.ask("澜川市和松原里市2024年经济增速、2025年增长目标各是多少")
    assert answer.table is not None
    cells = {row[0]: [cell.split("[")[0] for cell in row[1:]] for row in answer.table.rows}
    assert cells == {
        "澜川市人民政府": ["5.4%", "5.5%左右"],
        "松原里市人民政府": ["4.9%", "5%以上"],
    }
    assert answer.table.columns[1:] == ("2024年经济增速", "2025年增长目标")


def test_one_aspect_over_two_years_has_a_row_a_year(desk: Desk) -> None:
    answer = desk.assistant.ask("澜川市2024年的粮食产量比2023年多了还是少了，两年的数都列一下")
    assert answer.table is not None
    assert len(answer.table.rows) == 2
    assert answer.answer.startswith("澜川市人民政府（2024年）82.7万吨")


def test_what_was_missed_is_no_target(desk: Desk) -> None:
    """没完成的目标 speaks of results: the plan for the next year is no answer."""
    answer = desk.assistant.ask("澜川市2024年有哪些指标没完成年初定的目标")
    assert "5.5%" not in answer.answer


def test_a_series_comes_before_a_sentence_that_only_names_it(desk: Desk) -> None:
    answer = desk.assistant.ask("澜川市和松原里市在未来产业上各瞄准哪些方向")
    assert answer.table is not None
    text = " ".join(cell for row in answer.table.rows for cell in row)
    assert "量子科技" in text
    assert "类脑智能" in text


def test_a_paragraph_that_promises_to_mend_is_about_problems(desk: Desk) -> None:
    answer = desk.assistant.ask("松原里市2025年报告里存在的困难和问题有哪些")
    assert "传统产业持续承压" in answer.answer


def test_the_difference_between_the_ends_is_computed(desk: Desk) -> None:
    question = "澜川市、松原里市2024年粮食产量谁最多？最多的比最少的多出多少万吨？"
    assert "82.7 - 41 = 41.7（万吨）" in desk.assistant.ask(question).computed


def test_this_number_in_another_report(desk: Desk) -> None:
    history = ("澜川市2025年政府工作报告说，上一年的粮食产量是多少？",)
    answer = desk.assistant.ask("2024年的报告里这个数是多少？", history)
    assert answer.answer.startswith("80.2万吨")


def test_two_things_of_one_report_are_added(desk: Desk) -> None:
    answer = desk.assistant.ask("澜川市2024年人大代表建议和政协提案合计多少件")
    assert answer.answer.startswith("合计411件[1]")
    assert answer.computed == ("164 + 247 = 411（件）",)


def test_a_fact_without_its_reason_answers_no_why(desk: Desk) -> None:
    answer = desk.assistant.ask("澜川市2024年为什么新增了地铁运营里程")
    assert answer.status == "refused"
