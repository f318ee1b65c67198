"""Lists, bounds, follow-ups and headings, as people put them: other words, the same answer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.assistant.rows import Desk, open_desk
from tests.fakes import HashEmbedder

FIRST = """2025年澜川市政府工作报告

一、2024年工作回顾
（一）经济运行稳中有进
公路通车里程突破9万公里，高速公路总里程突破800公里、达818公里。接待游客超800万人次。
对企业无事不扰，建成老年食堂12家。海洋生产总值突破200亿元。城镇新增就业8万人。
（二）民生保障更加有力
新增养老床位430张。细颗粒物平均浓度为每立方米20微克。
二、2025年重点工作
（一）更大力度推动内需扩大
城镇新增就业9万人以上。
（二）更大力度推动云澜协同发展
发展首发经济，让街巷更有烟火气。
"""
BEFORE = """2024年澜川市政府工作报告

一、2023年工作回顾
（一）经济运行恢复向好
新增养老床位510张。
二、2024年工作安排
（一）扩大内需
新增养老床位400张以上。
"""
SECOND = """2025年松原里市政府工作报告

一、2024年工作回顾
（一）发展质量持续提高
高速公路里程突破1000公里。接待游客780万人次。建成“长者饭堂”36个。
地区生产总值突破900亿元。新增养老床位300张。
（二）社会大局保持稳定
防御台风“白鹭”，老旧渔船“白鹭一号”退役。细颗粒物平均浓度27微克/立方米。
二、2025年工作安排
（一）提振信心稳定预期
城镇新增就业12万人以上。
（二）深化云松协同发展
推进免签政策落地。
"""
THIRD = """2025年云台市政府工作报告

一、2024年工作回顾
（一）创新能力跃升
综合算力指数跃居全国首位。240小时过境免签政策落地。高速公路里程650公里。
二、2025年工作安排
（一）坚持创新驱动
城镇新增就业5万人。
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    reports = {"a.txt": FIRST, "b.txt": BEFORE, "c.txt": SECOND, "d.txt": THIRD}
    with open_desk(reports, tmp_path_factory.mktemp("lists"), HashEmbedder) as opened:
        yield opened


@pytest.mark.parametrize(
    "question",
    [
        "2025年哪些市的报告提到“无事不扰”？",
        "想用“无事不扰”这个词，2025年哪些市的报告里用过，帮我列全并数一数",
        "“无事不扰”在2025年哪些市的报告里出现过？请列全，谢谢",
        "2025年的报告中，含“无事不扰”字样的有哪几份",
        "2025年有哪些市的报告用到过“无事不扰”这一说法？每个市摘一句",
        "哪些市2025年把无事不扰写进了报告？麻烦注明原句",
        "无事不扰这个提法，2025年都有哪些市在用",
        "2025年政府工作报告，无事不扰一词见于哪几份",
    ],
)
def test_the_words_looked_for_stand_apart_from_the_request(desk: Desk, question: str) -> None:
    answer = desk.assistant.ask(question)
    assert answer.kind == "list"
    assert answer.answer.startswith("1/3份报告提到“无事不扰”")
    assert answer.table is not None and [row[0] for row in answer.table.rows] == ["澜川市人民政府"]


def test_several_quoted_terms_each_say_which(desk: Desk) -> None:
    answer = desk.assistant.ask("2025年哪些市的报告出现“老年食堂”或“长者饭堂”？分别用的哪个叫法？")
    assert answer.answer.startswith("2/3份报告")
    assert answer.table is not None
    ways = {row[0]: row[1] for row in answer.table.rows}
    assert "老年食堂" in ways["澜川市人民政府"] and "长者饭堂" in ways["松原里市人民政府"]


def test_all_terms_at_once(desk: Desk) -> None:
    answer = desk.assistant.ask("2025年哪些市的报告同时提到“首发经济”和“长者饭堂”")
    assert answer.answer.startswith("0/3份报告")


def test_a_quoted_term_is_not_loosened(desk: Desk) -> None:
    answer = desk.assistant.ask("2025年哪些市的报告讲到了台风“摩羯”？")
    assert answer.answer.startswith("0/3份报告") and not answer.citations


def test_who_does_not_say_it(desk: Desk) -> None:
    answer = desk.assistant.ask("2025年报告没提到“首发经济”的市有哪些")
    assert answer.answer.startswith("2/3份报告没有提到“首发经济”")
    assert "澜川市" not in answer.answer


def test_a_number_in_the_words_stays(desk: Desk) -> None:
    answer = desk.assistant.ask("2025年的报告里，提及240小时过境免签的有几份？逐一列出。")
    assert answer.answer.startswith("1/3份报告") and "松原里" not in answer.answer


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("2024年哪些市的高速公路里程超过800公里", {"澜川市", "松原里市"}),
        ("2024年高速公路里程不到800公里的市有哪几个", {"云台市"}),
        ("2024年接待游客超过800万人次的是哪几个市", {"澜川市"}),
        ("哪个市的海洋生产总值2024年破了两百亿", {"澜川市"}),
        ("2025年城镇新增就业目标不到10万人的有哪几个市，各多少", {"澜川市", "云台市"}),
        ("2025年城镇新增就业目标在10万人以上的市有谁", {"松原里市"}),
    ],
)
def test_a_bound_is_put_on_the_thing_counted(desk: Desk, question: str, held: set[str]) -> None:
    answer = desk.assistant.ask(question)
    assert answer.kind == "list" and answer.table is not None
    named = {row[0].partition("人民政府")[0] for row in answer.table.rows}
    assert named == held


def test_the_values_of_all_units_named(desk: Desk) -> None:
    answer = desk.assistant.ask(
        "澜川市、松原里市、云台市2024年高速公路里程各为多少，达到或超过900公里的是哪些？"
    )
    assert answer.answer.startswith("1/3份报告") and "松原里市" in answer.answer
    assert answer.table is not None
    values = {row[0]: row[1] for row in answer.table.rows}
    assert values["澜川市人民政府"].startswith("818公里")  # the exact one, not 突破800公里
    assert values["云台市人民政府"].startswith("650公里")


def test_who_lies_above_the_mean(desk: Desk) -> None:
    answer = desk.assistant.ask(
        "澜川市、松原里市2024年细颗粒物平均浓度的平均值是多少？哪个市高于平均？"
    )
    assert "23.5" in answer.answer
    assert "高于平均的有松原里市" in answer.answer


@pytest.mark.parametrize(
    ("history", "question", "expected"),
    [
        (("澜川市2024年新增养老床位多少张？",), "再往前一年是多少", "510张"),
        (("澜川市2024年新增养老床位多少张？", "2023年呢"), "这两年加在一起多少张？", "940张"),
        (("澜川市2024年新增养老床位多少张？", "松原里市呢"), "两个市加起来呢", "730张"),
        (("澜川市2024年新增养老床位多少张？",), "跟松原里市的养老床位比，哪边多？", "430张"),
        (("2025年哪些市的报告提到“烟火气”？",), "澜川市那句的全文给我", "让街巷更有烟火气"),
        (("澜川市2024年城镇新增就业多少人？",), "它2025年想做到多少", "9万人"),
        (("澜川市2025年报告重点工作的小标题有哪些？",), "松原里市那份的两个小标题呢", "提振信心"),
    ],
)
def test_a_sequel_takes_over_what_it_leans_on(
    desk: Desk, history: tuple[str, ...], question: str, expected: str
) -> None:
    assert expected in desk.assistant.ask(question, history).answer


def test_the_sentence_of_a_unit_that_has_none_is_refused(desk: Desk) -> None:
    answer = desk.assistant.ask("松原里市那句原话怎么写的", ["2025年哪些市的报告提到“烟火气”？"])
    assert answer.status == "refused"


def test_headings_are_verbatim_and_cited(desk: Desk) -> None:
    answer = desk.assistant.ask("澜川市2025年报告“重点工作”的小标题是什么，都是用哪几个字打头的？")
    quotes = [citation.quote for citation in answer.citations]
    assert quotes == ["（一）更大力度推动内需扩大", "（二）更大力度推动云澜协同发展"]
    assert "更大力度推动" in answer.answer.splitlines()[0]


def test_the_heading_about_something(desk: Desk) -> None:
    answer = desk.assistant.ask("澜川市和松原里市2025年报告里写协同发展的那条小标题是怎么拟的")
    quotes = [citation.quote for citation in answer.citations]
    assert quotes == ["（二）更大力度推动云澜协同发展", "（二）深化云松协同发展"]


@pytest.mark.parametrize(
    "question",
    ["澜川市2025年报告第九部分的小标题有哪些", "澜川市2025年报告写量子科技的小标题是什么"],
)
def test_a_part_that_is_not_there_has_no_headings(desk: Desk, question: str) -> None:
    assert desk.assistant.ask(question).status == "refused"
