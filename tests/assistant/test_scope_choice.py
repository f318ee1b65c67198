"""A scope that the reader chose stands in for the one that the question names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer import Assistant
from assistant.types import AnswerScope
from index.library import Library
from tests.fakes import HashEmbedder

QUESTION = "2024年各单位审核合同各多少份？"


@pytest.fixture(scope="module")
def assistant(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Library.open(tmp_path_factory.mktemp("chosen"), embedder=HashEmbedder()) as library:
        library.ingest([samples])
        yield Assistant(library)


def test_the_scope_as_read_changes_nothing(assistant: Assistant) -> None:
    for question in (
        QUESTION,
        "槐汀街道2024年审核合同多少件？",
        "哪些单位提到执法力量不足？",
        "存在不足里怎么写执法力量薄弱？",
        "望澜区2024年审核合同多少件？",
        "青石2024年各单位审核合同多少件？",
        "桐湾县和槐汀街道2024年审核合同各多少件？",
        "槐汀街道和桐湾县2024年审核合同各多少件？",
    ):
        plain = assistant.ask(question)
        again = assistant.ask(question, within=plain.scope)
        assert again.answer == plain.answer, question
        assert again.table == plain.table
        assert again.citations == plain.citations
        assert again.scope == plain.scope


def test_without_its_year_a_question_reaches_the_other_years(assistant: Assistant) -> None:
    plain = assistant.ask(QUESTION)
    wider = assistant.ask(QUESTION, within=AnswerScope())
    assert {citation.year for citation in plain.citations} == {2024}
    assert {citation.year for citation in wider.citations} > {2024}
    assert wider.scope.years == ()


def test_a_unit_that_is_added_is_the_only_one(assistant: Assistant) -> None:
    unit = "望澜区司法局"
    narrow = assistant.ask(QUESTION, within=AnswerScope(units=(unit,), years=(2024,)))
    assert narrow.scope.units == (unit,)
    assert {citation.unit for citation in narrow.citations} == {unit}


def test_two_units_are_compared(assistant: Assistant) -> None:
    scope = AnswerScope(units=("望澜区司法局", "桐湾县人民政府"), years=(2024,))
    both = assistant.ask("望澜区司法局2024年审核合同多少件？", within=scope)
    assert both.kind == "compare"
    assert both.table is not None
    assert {row[0] for row in both.table.rows} == set(scope.units)


def test_a_region_stands_for_its_units(assistant: Assistant) -> None:
    wide = assistant.ask(QUESTION, within=AnswerScope(regions=("青石市",), years=(2024,)))
    units = {citation.unit for citation in wide.citations}
    assert units == {"云岭省青石市澄湖区城市管理局", "青石市国防动员办公室"}


def test_a_section_is_searched_alone(assistant: Assistant) -> None:
    within = AnswerScope(units=("桐湾县人民政府",), years=(2024,), role="problems")
    shown = assistant.ask("桐湾县2024年执法力量怎么样？", within=within)
    for citation in shown.citations:
        assert "不足" in citation.section


def test_a_scope_that_matches_nothing_is_not_widened(assistant: Assistant) -> None:
    nowhere = assistant.ask(QUESTION, within=AnswerScope(years=(1999,)))
    assert nowhere.status == "refused"
    unknown = assistant.ask(QUESTION, within=AnswerScope(units=("没有这个单位",), years=(2024,)))
    assert unknown.status == "refused"
    assert "没有这个单位" in unknown.answer


def test_the_steps_are_told_as_they_begin(assistant: Assistant) -> None:
    told: list[str] = []
    answer = assistant.ask(QUESTION, on_step=told.append)
    assert told == ["理解问题", "检索8份报告", "核对引文"]
    assert answer.citations
