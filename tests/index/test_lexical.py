from __future__ import annotations

import math
from collections import Counter
from pathlib import Path

import pytest

from index.lexical import LexicalEntry, LexicalIndex

TEXTS = [
    "法律 顾问 提供 法律 意见 7 次",
    "审核 合同 25 件",
    "法律 顾问 审核 合同 88 件 出具 意见 书",
    "开展 普法 宣传 活动 12 次 发放 材料",
    "执法 力量 不足",
    "执法 人员 培训 次 次 次",
]


def entries() -> list[LexicalEntry]:
    return [
        LexicalEntry(
            passage_id=10 + i,
            report_id=f"r{i % 2}",
            role="problems" if i > 3 else "measures",
            words=tuple(text.split()),
        )
        for i, text in enumerate(TEXTS)
    ]


@pytest.fixture
def index() -> LexicalIndex:
    made = LexicalIndex()
    made.change(add=entries())
    return made


def reference(query: list[str], k1: float = 1.2, b: float = 0.75) -> dict[int, float]:
    """BM25 as Robertson & Zaragoza (2009) write it, with Lucene's idf."""
    passages = {entry.passage_id: Counter(entry.words) for entry in entries()}
    average = sum(sum(words.values()) for words in passages.values()) / len(passages)
    scores: dict[int, float] = {}
    for word in query:
        holding = [one for one, words in passages.items() if word in words]
        idf = math.log(1 + (len(passages) - len(holding) + 0.5) / (len(holding) + 0.5))
        for one in holding:
            count, length = passages[one][word], sum(passages[one].values())
            part = count * (k1 + 1) / (count + k1 * (1 - b + b * length / average))
            scores[one] = scores.get(one, 0.0) + idf * part
    return scores


@pytest.mark.parametrize("query", ["法律 顾问 意见", "审核 合同 件 次", "执法 执法 次", "没有"])
def test_scores_are_the_reference(index: LexicalIndex, query: str) -> None:
    found = index.search(query.split(), limit=10)
    assert found == pytest.approx(reference(query.split()), rel=1e-4)
    assert list(found.values()) == sorted(found.values(), reverse=True)


def test_no_passage_reaches_the_ideal(index: LexicalIndex) -> None:
    query = ["法律", "顾问", "执法", "没有"]
    assert 0 < max(index.search(query, limit=9).values()) < index.ideal(query)
    assert index.ideal([]) == 0.0


def test_filters_apply_before_ranking(index: LexicalIndex) -> None:
    query = ["次", "件"]
    assert index.search(query, limit=1, report_ids={"r1"}).keys() <= {11, 13, 15}
    assert index.search(query, limit=9, roles={"problems"}).keys() == {15}
    assert index.search(query, limit=9, passage_ids={10, 14}).keys() == {10}
    for nothing in ({"report_ids": set()}, {"roles": set()}, {"passage_ids": set()}):
        assert index.search(query, limit=9, **nothing) == {}


def test_filtered_scores_equal_unfiltered_ones(index: LexicalIndex) -> None:
    everywhere = index.search(["次", "法律"], limit=9)
    inside = index.search(["次", "法律"], limit=9, report_ids={"r0"})
    assert inside == {one: score for one, score in everywhere.items() if one % 2 == 0}


def test_frequency_counts_only_what_is_there(index: LexicalIndex) -> None:
    assert index.document_frequency(["法律"]) == 2
    assert index.document_frequency(["法律", "合同"]) == 1
    assert index.document_frequency([]) == 0
    index.change(remove=["r0"])
    assert index.document_frequency(["法律"]) == 0
    assert index.passage_ids() == {11, 13, 15}
    index.change(remove_passages={11})
    assert index.passage_ids() == {13, 15}


def test_lives_in_a_folder_of_any_name(tmp_path: Path) -> None:
    LexicalIndex(tmp_path / "索引 库").change(add=entries())
    assert len(LexicalIndex(tmp_path / "索引 库").passage_ids()) == len(TEXTS)
