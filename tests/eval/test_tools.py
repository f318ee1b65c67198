"""Baselines, drafts, ranking metrics and benchmark readers."""

from __future__ import annotations

import argparse
import gzip
import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.types import AnswerScope
from eval.baselines import bm25_ranker, cut, extractive_answer, fused
from eval.benchmarks import Document, Question, benchmark_cases, main, read_benchmark
from eval.check import check_cases
from eval.draft import draft_cases
from eval.draft_command import run as draft_run
from eval.grade import verbatim
from eval.predictions import parse_prediction, record_answer
from eval.ranking import ndcg_at, recall_at, reciprocal_rank
from eval.splitter import split_recursive
from eval.systems import open_system, reports_in
from eval.testset import read_test_set
from ingest.errors import ReportAssistantError
from tests.eval.material import CASES, Scripted, good_answers, make_catalogue

CATALOGUE = make_catalogue()


@given(st.text(alphabet="甲乙。 \n", max_size=400), st.integers(20, 60))
def test_pieces_fit_and_leave_nothing_out(text: str, size: int) -> None:
    spans = split_recursive(text, size=size, overlap=5)
    covered = set()
    for start, end in spans:
        assert 0 < end - start <= size
        covered |= set(range(start, end))
    assert all(i in covered for i, character in enumerate(text) if not character.isspace())
    assert list(spans) == sorted(spans)


def test_pieces_break_at_the_coarsest_separator() -> None:
    text = "甲" * 30 + "\n\n" + "乙" * 30 + "\n" + "丙" * 30
    assert [text[a:b] for a, b in split_recursive(text, size=40, overlap=0)] == [
        "甲" * 30,
        "乙" * 30,
        "丙" * 30,
    ]
    long = "丁" * 100
    spans = split_recursive(long, size=40, overlap=10)
    assert spans[0] == (0, 40)
    assert spans[1] == (30, 70)


def test_bm25_finds_the_piece_with_the_rare_word() -> None:
    rank = bm25_ranker(["青山街道审核合同", "绿水街道行政检查", "绿水街道普法宣传"])
    assert rank("行政检查次数", 1) == [1]
    assert bm25_ranker([])("甲", 3) == []


def test_fusion_prefers_what_both_rank_high() -> None:
    def first(question: str, limit: int) -> list[int]:
        return [0, 1, 2][:limit]

    def second(question: str, limit: int) -> list[int]:
        return [3, 1, 4][:limit]

    assert fused([first, second])("", 1) == [1]
    assert fused([first, second])("", 5) == fused([second, first])("", 5)


def test_a_baseline_cites_slices() -> None:
    pieces = cut(CATALOGUE)
    answer = extractive_answer("问", pieces, CATALOGUE, 1)
    prediction = parse_prediction(record_answer("a", answer))
    assert len(prediction.citations) == len(pieces) > 0
    assert all(verbatim(citation, CATALOGUE.text) for citation in prediction.citations)
    system = open_system("splitter-bm25", Scripted({}), CATALOGUE)
    assert "绿水街道" in system.ask("绿水街道审核合同多少件？", ()).citations[0].quote


def test_the_scope_of_an_answer_narrows_the_measured_search() -> None:
    entries = CATALOGUE.entries
    assert reports_in(AnswerScope(), entries) is None
    assert reports_in(AnswerScope(units=("青山街道",)), entries) == frozenset({entries[0].id})
    assert reports_in(AnswerScope(years=(1999,)), entries) is None
    assert reports_in(AnswerScope(units=("无此单位",)), entries) == frozenset()
    answer = good_answers(CATALOGUE)[CASES[0].question]
    system = open_system("assistant", Scripted({}), CATALOGUE)
    assert system.retrieve
    assert system.retrieve(answer)


def test_ranking_metrics_by_hand() -> None:
    ranks = (1, 3, None)
    assert recall_at(ranks, 1).value == pytest.approx(1 / 3)
    assert recall_at(ranks, 3).value == pytest.approx(2 / 3)
    assert reciprocal_rank((None, 4)).value == 0.25
    assert reciprocal_rank((None,)).value == 0
    gained = 1 + 1 / math.log2(4)
    ideal = 1 + 1 / math.log2(3) + 1 / math.log2(4)
    assert ndcg_at(ranks, 10).value == pytest.approx(gained / ideal)


@given(st.lists(st.one_of(st.none(), st.integers(1, 15)), min_size=1, max_size=6))
def test_ndcg_is_between_nothing_and_perfect(ranks: list[int | None]) -> None:
    value = ndcg_at(ranks, 10).value
    assert value is not None
    assert 0 <= value <= 1 + 1e-12


def test_a_draft_fits_its_library() -> None:
    cases = draft_cases(CATALOGUE, each=5)
    assert {case.category for case in cases} == {"number", "wording", "compare", "refuse"}
    assert check_cases(cases, CATALOGUE) == ()
    assert cases == draft_cases(CATALOGUE, each=5)
    for case in cases:
        assert case.refuse or case.evidence
    assert len({case.id for case in cases}) == len(cases)


def test_drafts_are_never_written_over_checked_ones(tmp_path: Path) -> None:
    path = tmp_path / "draft.xlsx"
    arguments = argparse.Namespace(out=str(path), each=3, seed=1)
    assert draft_run(arguments, lambda: CATALOGUE.library) == 0
    assert read_test_set(path, CATALOGUE).problems == ()
    with pytest.raises(ReportAssistantError, match="已经存在"):
        draft_run(arguments, lambda: CATALOGUE.library)


SQUAD = {
    "data": [
        {
            "paragraphs": [
                {
                    "context": "甲乙丙有25件。",
                    "qas": [
                        {
                            "id": "q1",
                            "question": "多少？",
                            "answers": [{"text": "25件"}, {"text": "25"}],
                        },
                        {"id": "q2", "question": "谁？", "answers": [], "is_impossible": True},
                    ],
                }
            ]
        }
    ]
}


def test_squad_and_plain_benchmarks(tmp_path: Path) -> None:
    squad = tmp_path / "squad.json"
    squad.write_text(json.dumps(SQUAD), encoding="utf-8")
    (case,) = benchmark_cases(read_benchmark(squad))
    assert case.expected == (("25件", "25"),)
    assert case.evidence[0].quote == "甲乙丙有25件。"
    plain = tmp_path / "plain.jsonl.gz"
    rows = [
        {
            "context": "丁有7个。",
            "qas": [{"question": "几个？", "answer": "7个"}, {"question": "谁？", "answer": None}],
        }
    ]
    plain.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    (case,) = benchmark_cases(read_benchmark(plain))
    assert case.evidence[0].source == "d00001.txt"
    out = tmp_path / "docs"
    assert main([str(plain), "--documents", str(out), "--tests", str(tmp_path / "t.jsonl")]) == 0
    assert (out / "d00001.txt").read_text(encoding="utf-8") == "丁有7个。"


def test_a_part_of_a_benchmark_is_the_same_every_time(tmp_path: Path) -> None:
    asked = [{"question": f"第{n}问？", "answer": "7个"} for n in range(7)]
    path = tmp_path / "plain.jsonl"
    path.write_text(json.dumps({"context": "丁有7个。", "qas": asked}), encoding="utf-8")
    words = [str(path), "--documents", str(tmp_path / "docs"), "--tests", str(tmp_path / "t.jsonl")]
    assert main([*words, "--every", "3"]) == 0
    cases = read_test_set(tmp_path / "t.jsonl", CATALOGUE).cases
    assert [case.question for case in cases] == ["第0问？", "第3问？", "第6问？"]
    with pytest.raises(SystemExit):
        main([*words, "--every", "0"])


def test_the_words_around_an_answer_do_not_cut_a_number() -> None:
    text = "甲" + "1" * 30 + "年有25件" + "乙" * 19 + "2024年"
    question = Question(id="q", question="多少？", answers=("25件",))
    document = Document(name="d", text=text, questions=(question,))
    (case,) = benchmark_cases([document])
    assert case.evidence[0].quote == "1" * 30 + "年有25件" + "乙" * 19 + "2024"


@pytest.mark.parametrize("content", ["", "[]", "{}", "not json", '{"context": "x"}'])
def test_what_is_no_benchmark_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(content)
    with pytest.raises(ReportAssistantError):
        read_benchmark(path)
