"""Asked as people ask: other names, short turns, what stands before and behind the question."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.types import Answer
from tests.assistant.rows import Desk, open_desk
from tests.fakes import HashEmbedder


def report(year: int, jobs: int, more: str = "") -> str:
    return f"""{year}年澜川市政府工作报告

一、{year - 1}年工作回顾
（一）经济运行稳中有进
城镇新增就业{jobs}万人。高速公路里程突破{year - 1200}公里。{more}
二、{year}年工作安排
城镇新增就业{jobs + 1}万人以上。改造老旧小区{year - 1990}个以上。
"""


MORE = """适用免罚清单办理案件168件，减免罚款92万元。新开工改造老旧小区21个。
全市上下一月接着一月拼，经济增长一季好过一季。累计建设83个海外仓、总面积12万平方米。
开展长期护理保险试点。老楼加装电梯76部。实际使用外资18亿美元，规模居全省第五位。
松岭市经济总量突破600亿元。“四类重点人群”就业率提高。
"""
NOTES = """
附：名词解释
1.“四类重点人群”：指脱贫家庭、低保家庭以及有残疾的毕业生
"""
OTHER = """2025年松原里市政府工作报告

一、2024年工作回顾
全力以赴拼经济，长护险参保12万人。既有住宅加装电梯305台。老年人高龄津贴提高5%。
二、2025年工作安排
地区生产总值增长6%左右。
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    reports = {
        "a.txt": report(2023, 7),
        "b.txt": report(2024, 12),
        "c.txt": report(2025, 9, MORE) + NOTES,
        "d.txt": OTHER,
    }
    with open_desk(reports, tmp_path_factory.mktemp("plain"), HashEmbedder) as opened:
        yield opened


def shown(answer: Answer) -> str:
    rows = answer.table.rows if answer.table else ()
    return answer.answer + "".join("".join(row) for row in rows)


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("澜川市2024年为企业减免罚款多少", ("92万元",)),
        ("澜川市2024年建了多少个海外仓，总面积多大", ("83个", "12万平方米")),
        ("澜川市2024年实际使用外资多少，排全省第几", ("18亿美元", "第五位")),
        ("澜川市和松原里市2024年各加装了多少部电梯，哪个多？", ("76部", "305台")),
        ("澜川市高速公路里程2023年底和2024年底各到了多少", ("824公里", "825公里")),
        ("澜川市2025年报告里的“四类重点人群”如何界定？", ("脱贫家庭", "残疾")),
        ("听说澜川市2024年城镇新增就业超过8万人，准确数字是多少", ("与报告一致", "9万人")),
    ],
)
def test_it_is_answered(desk: Desk, question: str, values: tuple[str, ...]) -> None:
    answer = desk.assistant.ask(question)
    assert all(value in shown(answer) for value in values), answer.answer
    assert answer.citations


def test_one_thing_by_two_names(desk: Desk) -> None:
    answer = desk.assistant.ask("2025年哪些市的报告提到长期护理保险（长护险）？")
    assert answer.answer.startswith("2/2份报告提到“长期护理保险”或“长护险”")


def test_words_of_two_clauses_are_no_words_of_a_report(desk: Desk) -> None:
    answer = desk.assistant.ask("列出2025年报告里用了“拼经济”这个说法的市")
    assert answer.answer.startswith("1/2份报告") and "松原里" in answer.answer


def test_each_year_says_for_itself_whether_it_meets_a_bound(desk: Desk) -> None:
    question = "澜川市2023年至2025年历次报告所列上年城镇新增就业，低于10万人的有哪几年，分别多少"
    answer = desk.assistant.ask(question)
    assert answer.answer.startswith("2/3份报告") and answer.table is not None
    meets = {row[0]: row[2][0] for row in answer.table.rows}
    assert list(meets.values()) == ["是", "否", "是"]


@pytest.mark.parametrize(
    ("before", "question", "resolved"),
    [
        ("澜川市2024年新开工改造老旧小区多少个", "2025年计划改造多少个？", "澜川市2025年计划改造老旧小区多少个"),
        ("澜川市2024年城镇新增就业增长了多少", "实际使用外资呢", "澜川市2024年实际使用外资增长了多少?"),
    ],
)  # fmt: skip
def test_short_turns(desk: Desk, before: str, question: str, resolved: str) -> None:
    assert desk.assistant.ask(question, [before]).resolved == resolved


def test_a_refusal_says_what_the_report_has_instead(desk: Desk) -> None:
    grown = desk.assistant.ask("松原里市2024年老年人高龄津贴是多少")
    assert grown.status == "refused" and "只写了增减的幅度" in grown.answer
    elsewhere = desk.assistant.ask("桐岭市2024年经济总量是多少")
    assert elsewhere.status == "refused"
