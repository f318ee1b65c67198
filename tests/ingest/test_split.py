"""Passages tile the text, keep to their section, and begin at the author's joints."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.outline import outline
from ingest.sentences import joint_spans, sentence_around, sentence_spans, trim
from ingest.split import PASSAGE_LIMIT, own_ranges, split_plain, split_report
from tests.ingest import material

_TEXTS = st.lists(
    st.sampled_from(
        [*material.lines(), "一是甲。二是乙。", "，", "法" * 300, "。”", "\n", "（一）丙", " "]
    ),
    max_size=25,
).map("\n".join) | st.text(max_size=400)


@given(_TEXTS)
@settings(max_examples=300, deadline=None)
def test_passages_tile_and_none_crosses_a_section(text: str) -> None:
    sections = outline(text, year=2024, genre="法治政府建设年度报告")
    passages = split_report(text, sections)
    edges = [0, *(passage.end for passage in passages)]
    assert [passage.start for passage in passages] == edges[:-1]
    assert edges[-1] == len(text)
    ranges = {index: (start, end) for index, start, end in own_ranges(sections)}
    for number, passage in enumerate(passages):
        start, end = ranges[passage.section]
        assert passage.ordinal == number
        assert start <= passage.start < passage.end <= end


@given(_TEXTS)
@settings(max_examples=200, deadline=None)
def test_spans_tile(text: str) -> None:
    for cut in (sentence_spans, joint_spans):
        spans = cut(text)
        assert "".join(text[start:end] for start, end in spans) == text


@given(st.text(alphabet="法治，。；\n", min_size=1, max_size=2000))
def test_plain_pieces_stay_near_the_limit(text: str) -> None:
    pieces = split_plain(text)
    assert "".join(text[start:end] for start, end in pieces) == text
    # A stub too short to stand alone may join a neighbour that is full already.
    assert all(end - start < PASSAGE_LIMIT + 2 * 24 for start, end in pieces)


def test_a_long_paragraph_is_cut_where_its_author_counts() -> None:
    first = "一是加强学习，" + "组织学法，" * 20 + "成效明显。"
    second = "二是规范执法，" + "审查合同，" * 20 + "均已办结。"
    pieces = [(first + second)[start:end] for start, end in split_plain(first + second)]
    assert pieces == [first, second]


def test_a_heading_stays_with_what_it_heads() -> None:
    text = "（一）学习\n全年组织专题学法12次，参训干部360人次，取得了较好效果。"
    assert split_plain(text) == [(0, len(text))]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("甲乙。审查合同158份！丙丁。", "审查合同158份！"),
        ("“放管服”。\n他说：“审查合同158份。”丙丁。", "他说：“审查合同158份。”"),
        ("审查合同158份\n丙丁。", "审查合同158份"),
    ],
)
def test_the_sentence_around_a_number(text: str, sentence: str) -> None:
    start = text.index("158")
    found = sentence_around(text, start, start + 3)
    assert text[slice(*found)] == sentence
    assert trim(" 甲 ", 0, 3) == (1, 2)
