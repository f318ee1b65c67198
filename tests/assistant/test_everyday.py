"""Everyday words against the words of reports: what people say, what reports write."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.abbreviations import Writing, expansions
from assistant.everyday_words import entry_count, find_phrases
from tests.assistant.rows import Desk, open_desk
from tests.fakes import HashEmbedder

TOWN = """2025年澜川市政府工作报告

一、2024年工作回顾
城镇新增就业8.6万人，失业人员再就业2.1万人，农村劳动力转移就业31.4万人。
空气质量优良天数达到322天、增加7天。
新增基础教育公办学位1.3万个，建成老年助餐点126个，新增普惠性托位2400个。
筹集保障性租赁住房5200套，配售型保障性住房开工800套，既有住宅加装电梯311部。
新增高速公路通车里程86公里，高速公路总里程达到912公里。
医药集中带量采购减轻群众就医负担4.3亿元，城乡居民住院报销比例提高至71.5%。
受理行政复议案件640件。完成人畜分离1700户，改造农村户厕2.4万座。
战略性新兴产业产值占规上工业比重达31.8%。
东岭古镇火爆出圈，湖湾沙洲列入世界自然遗产名录。
二、2025年工作安排
城镇新增就业8万人以上。
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    place = tmp_path_factory.mktemp("everyday")
    with open_desk({"a.txt": TOWN}, place, HashEmbedder) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("澜川市2024年有多少人在城里新找到了工作", "8.6万人"),
        ("澜川市2024年城里新上岗的有多少人", "8.6万人"),
        ("澜川市2024年有多少失业的人又重新找到了工作", "2.1万人"),
        ("澜川市2024年多少农民外出打工", "31.4万人"),
        ("澜川市2024年空气好的日子有多少天", "322天"),
        ("澜川市2024年蓝天一共多少天", "322天"),
        ("澜川市2024年给孩子们多添了多少个上学名额", "1.3万个"),
        ("澜川市2024年办起了多少个给老人吃饭的地方", "126个"),
        ("澜川市2024年照看小孩的位子添了多少个", "2400个"),
        ("澜川市2024年给租房子的人凑了多少套保障房", "5200套"),
        ("澜川市2024年老楼装了多少部电梯", "311部"),
        ("澜川市2024年一年里新修通了多少公里高速公路", "86公里"),
        ("澜川市2024年集中买药让老百姓看病少花了多少钱", "4.3亿元"),
        ("澜川市2024年有多少户人家把牲口圈和住人的屋子分开了", "1700户"),
        ("澜川市2024年村里改了多少座旱厕", "2.4万座"),
        ("澜川市2024年战新产业占规上工业的比重多少", "31.8%"),
        ("澜川市2024年哪个古镇突然火了", "东岭古镇"),
    ],
)
def test_what_people_say_finds_what_reports_write(desk: Desk, question: str, value: str) -> None:
    answer = desk.assistant.ask(question)
    assert answer.status == "answered", answer.answer
    assert value in answer.answer + str(answer.table)


@pytest.mark.parametrize(
    "question",
    [
        "澜川市2024年有多少残疾人找到了工作",
        "澜川市2024年办完了多少件复议案子",  # taken in is not closed
        "澜川市2024年换了多少部老电梯",  # put in is not replaced
        "澜川市2024年修通了多少公里高铁",
        "澜川市2024年旱厕塌陷事故多少起",
        "澜川市2024年养老床位添了多少张",
        "澜川市2024年卖了多少亿元的彩票",
        "澜川市2024年给老人发了多少补贴",
        "澜川市2024年重污染的日子有多少天",
        "澜川市2024年外国人来玩的有多少",
    ],
)
def test_neighbours_of_an_everyday_word_stay_refused(desk: Desk, question: str) -> None:
    answer = desk.assistant.ask(question)
    assert answer.status == "refused", answer.answer


def test_the_answer_says_how_a_word_was_taken(desk: Desk) -> None:
    answer = desk.assistant.ask("澜川市2024年有多少户人家把牲口圈和住人的屋子分开了")
    assert any("牲口圈" in note and "人畜分离" in note for note in answer.notes)


def test_the_words_of_the_report_need_no_taking(desk: Desk) -> None:
    answer = desk.assistant.ask("澜川市2024年城镇新增就业多少人")
    assert "8.6万人" in answer.answer
    assert not any("理解" in note for note in answer.notes)


def test_the_thesaurus_is_broad_and_every_line_says_something() -> None:
    assert entry_count() >= 800


def test_a_short_phrase_is_found_as_a_word_only() -> None:
    words = {"优良以上天数": ["优良", "以上", "天数"], "卫星上天": ["卫星", "上天"]}
    assert not find_phrases("优良以上天数", words.__getitem__)
    assert find_phrases("卫星上天", words.__getitem__)


def test_an_abbreviation_is_written_out_only_where_it_can_mean_one_thing() -> None:
    def words(text: str) -> list[str]:
        return [w for w in ("战略性", "新兴", "产业", "战术", "新型") if w in text]

    assert expansions("战新产业", ["发展战略性新兴产业"], words) == ("战略性新兴产业",)
    two = ["发展战略性新兴产业", "发展战术新型产业"]
    assert expansions("战新产业", two, words) == ()
    assert expansions("战新产业", ["战新产业增长", "战略性新兴产业"], words) == ()


def test_a_gap_is_filled_as_the_reports_fill_it() -> None:
    writing = Writing(texts=lambda: ["减轻群众就医负担1亿元，减轻企业，负担"], words=lambda _: [])
    assert writing.of_form("减轻…负担") == ("减轻群众就医负担",)
