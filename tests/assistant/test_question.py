"""A question as understood, over the samples."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.asking import role_asked
from assistant.catalogue import build_catalogue
from assistant.question import Reading, read_question
from assistant.text import clean_question
from ingest.types import Role
from tests.assistant.rows import Desk

Read = Callable[[str], Reading]


@pytest.fixture(scope="module")
def read(sample_desk: Desk) -> Read:
    catalogue = build_catalogue(sample_desk.library.reports())
    return lambda text: read_question(text, catalogue, sample_desk.library.words, lambda _: 0.1)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("槐汀街道2024年走访企业多少家", "lookup"),
        ("槐汀街道2024年走访企业", "lookup"),
        ("桐湾县有多少名法律明白人", "lookup"),
        ("槐汀街道和雁汀街道2024年走访企业各多少家", "compare"),
        ("槐汀街道近三年走访企业", "compare"),
        ("各单位存在的不足对比", "compare"),
        ("哪个街道走访企业最多", "compare"),
        ("哪些单位提到公职律师", "list"),
        ("哪些报告写了八五普法", "list"),
        ("不足部分写普法实效的例句", "wording"),
        ("结尾怎么写", "wording"),
    ],
)
def test_kind(read: Read, text: str, kind: str) -> None:
    assert read(text).kind == kind


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("存在不足里怎么写执法力量薄弱", "problems"),
        ("第一责任人履职部分的写法", "leader"),
        ("2025年工作安排里加强培训", "plan"),
        ("下一步打算", "plan"),
        ("结尾段怎么写", "closing"),
        ("开头帽段的例句", "opening"),
        ("走访企业多少家", None),
    ],
)
def test_role(text: str, role: Role | None) -> None:
    assert role_asked(text) == role


def test_several_aspects_are_several_topics(read: Read) -> None:
    reading = read("槐汀街道2024年审查合同多少份，提供法律意见多少次，公职律师几名")
    assert len(reading.topics) == 3


def test_a_topic_holds_neither_unit_nor_year(read: Read) -> None:
    (topic,) = read("槐汀街道2024年走访企业多少家").topics
    assert "槐汀" not in topic.text
    assert "2024" not in topic.text
    assert "走访企业" in topic.text.replace(" ", "")


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("　槐汀街道 2024年\t走访企业？ ", "槐汀街道 2024年 走访企业?"),
        ("槐汀街道２０２４年", "槐汀街道2024年"),
        ("槐\u200b汀街道\u202e2024年\ufeff", "槐汀街道2024年"),
        ("槐汀街道審查合同、協議多少份", "槐汀街道审查合同、协议多少份"),
        ("\x00槐汀\x1b街道", "槐汀 街道"),
        ("\ud800", ""),
    ],
)
def test_cleaning(typed: str, cleaned: str) -> None:
    assert clean_question(typed) == cleaned


def test_an_endless_question_is_cut() -> None:
    assert len(clean_question("问" * 10_000)) <= 2000
