from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.prose.sentences import SentenceStream
from assistant.prose.types import Sentence

ANSWER = """## 审查合同

各街道审查合同情况如下：
- **甲街道**：2024年审查合同158份[1]，比上年增加32份。[1][2] 报告写道：“一是力量薄弱。二是人少。”[3]另外，乙街道88份【4】。
- 乙街道：提到“执法力量不足。”的问题[1, 2]。增长5.5%[1]

| 单位 | 数 |
|---|---|
| 甲 | 1,158份[1] |

综上，甲最多。 [3]
真好![1]"""


def read(text: str, size: int) -> list[Sentence]:
    stream = SentenceStream()
    found = [one for at in range(0, len(text), size) for one in stream.feed(text[at : at + size])]
    return found + stream.end()


def test_sentences_with_their_markers() -> None:
    found = [(one.text, one.markers) for one in read(ANSWER, 3)]
    assert found == [
        ("审查合同", ()),
        ("各街道审查合同情况如下：", ()),
        ("**甲街道**：2024年审查合同158份，比上年增加32份。", (1, 2)),
        ("报告写道：“一是力量薄弱。二是人少。”", (3,)),
        ("另外，乙街道88份。", (4,)),
        ("乙街道：提到“执法力量不足。”的问题。", (1, 2)),
        ("增长5.5%", (1,)),
        ("| 单位 | 数 |", ()),
        ("| 甲 | 1,158份 |", (1,)),
        ("综上，甲最多。", (3,)),
        ("真好!", (1,)),
    ]


@given(st.integers(1, 40))
def test_how_it_is_fed_makes_no_difference(size: int) -> None:
    assert read(ANSWER, size) == read(ANSWER, len(ANSWER))


@given(st.text(alphabet="甲1.5%。！“”[]（）\n -#*|，：", max_size=80), st.integers(1, 7))
def test_any_text_is_cut_alike_however_it_is_fed(text: str, size: int) -> None:
    assert read(text, size) == read(text, len(text) + 1)


def test_a_sentence_comes_as_soon_as_it_is_whole() -> None:
    stream = SentenceStream()
    assert stream.feed("甲街道158份[1]。") == []  # a marker may still follow
    assert [one.text for one in stream.feed("乙")] == ["甲街道158份。"]


def test_a_marker_behind_the_full_stop_is_waited_for() -> None:
    stream = SentenceStream()
    assert stream.feed("甲街道158份。[1") == []
    assert [one.markers for one in stream.feed("2]乙街道")] == [(12,)]


def test_what_a_bullet_stands_under_goes_with_it() -> None:
    found = read(ANSWER, 5)
    assert found[2].under == "审查合同 各街道审查合同情况如下"
    assert found[2].lead.endswith("- ")


@pytest.mark.parametrize(
    ("text", "markers"),
    [("甲。[1-3]", (1, 2, 3)), ("甲［2］。", (2,)), ("甲[^4]。", (4,)), ("甲[1][1]。", (1,))],
)
def test_markers_in_other_forms(text: str, markers: tuple[int, ...]) -> None:
    assert read(text, 2)[0].markers == markers


def test_a_year_in_brackets_is_no_marker() -> None:
    assert read("市政发[2024]5号。", 4)[0].markers == ()


def test_text_without_end_is_cut_all_the_same() -> None:
    stream = SentenceStream()
    assert stream.feed("甲" * 5000)
