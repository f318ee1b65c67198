"""What got worse though every answer still counts as right, and where the page shows it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from assistant.types import Answer, Table
from eval.compare import Fall, compare
from eval.grade import grade
from eval.metrics import metrics
from eval.page_gate import gate_html
from eval.predictions import parse_prediction, record_answer
from eval.run import run_cases
from eval.testset import write_test_set
from eval.types import Grade, System
from tests.eval.material import CASES, answer_of, cite, good_answers, make_catalogue
from tests.eval.test_command import digit_added, evaluate

CATALOGUE = make_catalogue()
GOOD = good_answers(CATALOGUE)
COMPARE = CASES[3]
REFUSE = CASES[4]


def swapped() -> dict[str, Answer]:
    """Each value of the comparison with the other's marker: right by the contract, and misleading."""
    answer = GOOD[COMPARE.question]
    table = Table(
        columns=("单位", "行政检查"), rows=(("青山街道", "2,080次[2]"), ("绿水街道", "660次[1]"))
    )
    text = "青山街道2,080次[2]，绿水街道660次[1]。"
    return {**GOOD, COMPARE.question: replace(answer, answer=text, table=table)}


def graded(answers: dict[str, Answer]) -> list[Grade]:
    return [
        grade(
            case,
            parse_prediction(record_answer(case.id, answers[case.question])),
            CATALOGUE.index,
            CATALOGUE.text,
        )
        for case in CASES
    ]


def test_a_fall_knows_its_questions() -> None:
    before, now = graded(GOOD), graded(swapped())
    assert all(one.right for one in now)
    found = compare(metrics(before), metrics(now), before, now)
    assert found.broken == ()
    fall = Fall(group="overall", metric="attribution", before=1.0, now=0.6)
    assert fall in found.falls
    assert found.questions_of(fall) == ("c-1",)
    assert {decline.id for decline in found.declines} == {"c-1"}
    page = gate_html(found)
    assert re.search(r'标记对应</td><td>100.0%</td><td class="down">.*?href="#q-c-1">c-1</a>', page)


def test_equal_runs_have_no_declines() -> None:
    before, now = graded(GOOD), graded(GOOD)
    assert compare(metrics(before), metrics(now), before, now).declines == ()


def test_a_first_wrong_citation_declines_though_there_was_none_before() -> None:
    cited = answer_of(
        REFUSE.question, "25件[1]。", [cite(CATALOGUE, "alpha.txt", "审核合同25件", 1)]
    )
    before, now = graded(GOOD), graded({**GOOD, REFUSE.question: cited})
    declines = compare(metrics(before), metrics(now), before, now).declines
    precision = next(d for d in declines if d.metric == "citation_precision")
    assert (precision.id, precision.before, precision.now) == ("r-1", None, 0.0)


def test_a_category_that_is_gone_is_said() -> None:
    before, now = graded(GOOD), graded(GOOD)[:3]
    found = compare(metrics(before), metrics(now), before, now)
    assert "基线有而本次没有的类别：对比、拒答" in gate_html(found)


def test_a_category_falls_unfolded_where_the_whole_does_not() -> None:
    before, now = graded(GOOD), graded(swapped())
    found = compare(metrics(before), metrics(now), before, now)
    assert "<details><summary>" in gate_html(found)
    others = tuple(fall for fall in found.falls if fall.group != "overall")
    assert "<details open><summary>" in gate_html(replace(found, falls=others))


def test_a_value_with_the_wrong_marker_is_named() -> None:
    (found,) = (one for one in graded(swapped()) if one.id == COMPARE.id)
    assert "「2080次」所带的标记没有指向其出处 alpha.txt" in found.flags
    assert "「660次」所带的标记没有指向其出处 beta.txt" in found.flags


def test_an_answer_that_comes_late_is_named() -> None:
    case = CASES[0]
    late = replace(GOOD[case.question], answer="经查阅报告。25件[1]。")
    (found,) = (one for one in graded({**GOOD, case.question: late}) if one.id == case.id)
    assert found.right
    assert found.flags == ("首句没有给出所问的内容",)


def test_what_can_be_counted_on_the_answer_needs_no_source() -> None:
    case = CASES[3]
    listed = "以下2条表述出自2份报告：\n1. “行政检查2,080次”[1]\n2. “行政检查660次”[2]"
    for text, exact in ((listed, True), (listed.replace("以下2条", "以下3条"), False)):
        answer = replace(GOOD[case.question], answer=text, table=None)
        (found,) = (one for one in graded({**GOOD, case.question: answer}) if one.id == case.id)
        assert (found.shares["number_exactness"].value == 1) is exact


def test_a_name_with_a_number_needs_no_source_where_its_report_is_silent() -> None:
    case, answer = CASES[3], GOOD[CASES[3].question]
    assert answer.table
    for cell, exact in (("未提及", True), ("41次", False)):
        table = replace(answer.table, rows=(*answer.table.rows, ("第93街道", cell)))
        named = replace(answer, table=table)
        (found,) = (one for one in graded({**GOOD, case.question: named}) if one.id == case.id)
        assert (found.shares["number_exactness"].value == 1) is exact


def test_only_citations_that_prove_are_ticked(tmp_path: Path) -> None:
    """The same words in another report prove nothing, and the page must not say that they do."""
    case = replace(CASES[0], expected=(), forbidden=())
    case = replace(case, evidence=(replace(case.evidence[0], quote="一、主要做法"),))
    both = [
        cite(CATALOGUE, name, "一、主要做法", n)
        for n, name in enumerate(("beta.txt", "alpha.txt"), 1)
    ]
    write_test_set(tmp_path / "a.jsonl", [case])
    answers = {case.question: answer_of(case.question, "做法[1][2]", both)}
    evaluate(answers, tmp_path / "a.jsonl", "--out", tmp_path / "out")
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    ticked = re.findall(r'<p class="source">\[(\d)\][^<]*<span class="found">✓</span>', page)
    assert ticked == ["2"]


def test_the_command_and_the_page_lead_to_what_declined(tmp_path: Path) -> None:
    write_test_set(tmp_path / "a.jsonl", CASES)
    evaluate(GOOD, tmp_path / "a.jsonl", "--out", tmp_path / "one")
    words = ("--out", tmp_path / "two", "--baseline", tmp_path / "one")
    assert evaluate(digit_added(GOOD), tmp_path / "a.jsonl", *words) == 1
    page = (tmp_path / "two" / "report.html").read_text(encoding="utf-8")
    (row,) = re.findall(r'(?s)<details class="row" id="q-n-3".*?</div></details>', page)
    assert 'data-states="right flag declined"' in row
    assert "低于基线：数字有据 100.0% → 50.0%" in row


def test_what_the_first_question_would_wait_for_is_loaded_before(tmp_path: Path) -> None:
    told: list[str] = []

    def ask(question: str, history: object) -> Answer:
        told.append("asked")
        return GOOD[question]

    def prepare() -> None:
        told.append("prepared")
        raise RuntimeError("no model")  # each question will say so itself

    system = System(name="test", ask=ask, prepare=prepare)
    run_cases(CASES, system, tmp_path, fingerprint="f")
    assert told == ["prepared", *["asked"] * len(CASES)]
