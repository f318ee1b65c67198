from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from assistant.types import Answer, Table
from eval.grade import grade
from eval.metrics import metrics
from eval.predictions import parse_prediction, record_answer
from eval.types import Case, Grade
from tests.eval.material import CASES, answer_of, cite, evidence, good_answers, make_catalogue

CATALOGUE = make_catalogue()
GOOD = good_answers(CATALOGUE)
BY_ID = {case.id: case for case in CASES}


def graded(case: Case, answer: Answer) -> Grade:
    prediction = parse_prediction(record_answer(case.id, answer))
    return grade(case, prediction, CATALOGUE.index, CATALOGUE.text)


def good(case_id: str) -> tuple[Case, Answer]:
    case = BY_ID[case_id]
    return case, GOOD[case.question]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_right_answer_is_right_in_every_way(case: Case) -> None:
    found = graded(case, GOOD[case.question])
    assert found.right
    assert found.flags == ()
    assert all(share.value == 1 for name, share in found.shares.items())


def test_a_changed_digit_is_wrong_and_borne_by_nothing() -> None:
    case, answer = good("n-1")
    found = graded(case, replace(answer, answer="26件[1]。"))
    assert not found.answer_right
    assert found.missed == (("25件",),)
    assert found.shares["number_exactness"].value == 0
    assert found.flags == ("数字 26 不在所引的句子里",)


def test_a_neighbouring_number_of_the_quote_is_not_the_answer() -> None:
    case, answer = good("n-3")
    assert not graded(case, replace(answer, answer="17次[1]。")).answer_right


def test_what_is_forbidden_makes_the_row_wrong() -> None:
    case, answer = good("n-1")
    found = graded(case, replace(answer, answer="25件[1]，另一说52件[1]。"))
    assert found.forbidden_found == ("52件",)
    assert not found.right


def test_a_marker_off_by_one_is_seen_though_the_citations_are_right() -> None:
    case, answer = good("c-1")
    table = Table(
        columns=("单位", "次数"), rows=(("青山街道", "2080次[2]"), ("绿水街道", "660次[3]"))
    )
    found = graded(
        case, replace(answer, answer="青山街道2080次[2]，绿水街道660次[3]。", table=table)
    )
    assert found.right  # the contract's rule sees nothing, so these have to:
    assert found.shares["attribution"].value == 0
    assert found.shares["table_cell_accuracy"].value == 0
    assert found.shares["marker_accuracy"].value == 0.5
    assert found.shares["number_exactness"].value == 0
    assert "标记[3]没有对应的引文" in found.flags


def test_another_report_with_the_same_words_proves_nothing() -> None:
    case = replace(BY_ID["n-1"], expected=(), evidence=(evidence("alpha.txt", "一、主要做法"),))
    wrong = answer_of(case.question, "做法[1]", [cite(CATALOGUE, "beta.txt", "一、主要做法", 1)])
    found = graded(case, wrong)
    assert not found.citations_right
    assert found.shares["citation_recall"].value == 0
    assert found.shares["citation_precision"].value == 0


@pytest.mark.parametrize(("start", "end", "quote"), [(1, 0, ""), (1, 0, "x"), (0, 1, "x")])
def test_a_quote_that_is_no_slice(start: int, end: int, quote: str) -> None:
    case, answer = good("n-1")
    citation = answer.citations[0]
    shifted = replace(
        citation, start=citation.start + start, end=citation.end + end, quote=citation.quote + quote
    )
    found = graded(case, replace(answer, citations=(shifted,)))
    assert found.shares["verbatim_rate"].value == 0
    assert any("与库中原文不一致" in flag for flag in found.flags)


def test_a_quote_of_a_report_that_is_not_there_is_no_slice() -> None:
    case, answer = good("n-1")
    found = graded(case, replace(answer, citations=(replace(answer.citations[0], report_id="?"),)))
    assert found.shares["verbatim_rate"].value == 0


def test_refusing_what_the_reports_tell_is_wrong_even_if_the_words_fit() -> None:
    case, _ = good("n-1")
    refusal = answer_of(case.question, "库中没有25件的出处。", [])
    found = graded(case, refusal)
    assert not found.answer_right
    assert found.shares["refusal_precision"].value == 0
    assert "本应回答，却拒答" in found.flags


def test_answering_what_should_be_refused_is_wrong() -> None:
    case = BY_ID["r-1"]
    citations = [cite(CATALOGUE, "alpha.txt", "审核合同25件", 1)]
    found = graded(case, answer_of(case.question, "25件[1]。", citations))
    assert not found.answer_right
    assert not found.citations_right
    assert found.shares["citation_precision"].value == 0
    assert found.shares["refusal_recall"].value == 0


def test_lists_are_left_out_of_precision_whatever_the_answer_calls_itself() -> None:
    case, answer = good("n-1")
    extra = cite(CATALOGUE, "beta.txt", "行政检查660次", 2)
    two = replace(answer, citations=(*answer.citations, extra))
    assert graded(case, replace(two, kind="list")).shares["citation_precision"].value == 0.5
    listed = replace(case, category="list")
    assert "citation_precision" not in graded(listed, two).shares


def test_numbers_in_other_units_and_numerals_are_borne() -> None:
    case = replace(BY_ID["n-1"], expected=(("12000万元",),), evidence=(), forbidden=())
    citation = cite(CATALOGUE, "alpha.txt", "处罚金额1.2亿元", 1)
    found = graded(case, answer_of(case.question, "12000万元[1]。", [citation]))
    assert found.shares["number_exactness"].value == 1


def test_arithmetic_that_is_shown_bears_its_result() -> None:
    case, answer = good("c-1")
    summed = replace(answer, answer="合计2740次[1][2]。")
    assert graded(case, summed).shares["number_exactness"].value < 1  # type: ignore[operator]
    shown = replace(summed, computed=("2080 + 660 = 2740",))
    assert graded(case, shown).shares["number_exactness"].value == 1


def test_a_failed_question_counts_as_wrong() -> None:
    case = BY_ID["n-1"]
    prediction = parse_prediction({"id": case.id, "error": "ValueError: x"})
    found = grade(case, prediction, CATALOGUE.index, CATALOGUE.text)
    assert found.failed
    assert not found.right
    assert found.shares["citation_recall"].value == 0
    assert found.elapsed_ms is None
    refused = grade(BY_ID["r-1"], prediction, CATALOGUE.index, CATALOGUE.text)
    assert not refused.right


def test_metrics_of_a_known_run() -> None:
    answers = dict(GOOD)
    case, answer = good("n-1")
    answers[case.question] = replace(answer, answer="26件[1]。")
    refused = BY_ID["n-2"]
    answers[refused.question] = answer_of(refused.question, "库中没有。", [])
    document = metrics([graded(case, answers[case.question]) for case in CASES])
    overall = document["overall"]
    expected: dict[str, Any] = {
        "n": 5,
        "right": 3,
        "answer_accuracy": 0.6,
        "citation_recall": 0.8,
        "citation_precision": 1.0,
        "verbatim_rate": 1.0,
        "refusal_precision": 0.5,
        "refusal_recall": 1.0,
        "latency_p50_ms": 5,
        "latency_p95_ms": 5,
    }
    assert {name: overall[name] for name in expected} == expected
    assert list(document["categories"]) == ["compare", "number", "refuse"]
    assert document["categories"]["number"]["right"] == 1
    assert document["categories"]["compare"]["refusal_recall"] is None
    low, high = overall["intervals"]["verbatim_rate"]
    assert low < 1 == high  # four questions are no proof of perfection


def test_a_citation_must_name_the_file_it_was_sliced_from() -> None:
    case, answer = good("n-1")
    for source in ("", "beta.txt"):
        misnamed = replace(answer, citations=(replace(answer.citations[0], source=source),))
        found = graded(case, misnamed)
        assert not found.citations_right
        assert any("不是该报告的文件" in flag for flag in found.flags)


def test_a_lost_multiplier_is_another_number() -> None:
    case, answer = good("n-1")
    citation = cite(CATALOGUE, "alpha.txt", "处罚金额1.2亿元", 1)
    for text, exact in (("1.2亿元[1]。", 1), ("1.2元[1]。", 0), ("1.2万元[1]。", 0)):
        changed = replace(answer, answer=text, citations=(citation,))
        assert graded(case, changed).shares["number_exactness"].value == exact


def test_a_column_head_may_hold_the_multiplier() -> None:
    case, answer = good("c-1")
    citation = cite(CATALOGUE, "alpha.txt", "处罚金额1.2亿元", 1)
    for head, exact in (("处罚（亿元）", 1), ("处罚（元）", 0)):
        table = Table(columns=("单位", head), rows=(("青山街道", "1.2[1]"),))
        changed = replace(answer, answer="见表。", table=table, citations=(citation,))
        assert graded(case, changed).shares["number_exactness"].value == exact


def test_the_year_in_a_name_is_judged_only_where_a_marker_leads() -> None:
    case, answer = good("n-1")
    silent = replace(answer, answer="青山街道（2024年）25件[1]，青山街道（2023年）未提及。")
    assert graded(case, silent).shares["number_exactness"].value == 1
    wrong_year = replace(answer, answer="青山街道（2023年）25件[1]。")
    assert graded(case, wrong_year).shares["number_exactness"].value == 0.5
