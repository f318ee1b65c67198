"""评测: what it keeps and shows, without a browser, then in one."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from assistant.types import Answer
from eval.catalogue import Catalogue
from eval.draft import draft_cases
from eval.evaluate import PAGE, WORKBOOK
from eval.testset import TestSet, read_test_set, write_test_set
from eval.types import Case, Problem
from ingest.errors import ReportAssistantError
from tests.ui.answers import answer
from tests.ui.payloads import PAYLOADS, alive
from ui.context import PageContext
from ui.conversations import DislikedAnswer
from ui.evaluation_view import (
    in_state,
    read_set_html,
    rows_html,
    runs_html,
    summary_html,
)
from ui.evaluation_work import (
    Stop,
    draft_file,
    feedback_file,
    judged,
    kept,
    outcome_of,
    read_verdict,
    running,
)
from ui.evaluations import Evaluations
from ui.feedback_cases import cases_bytes, feedback_cases

if TYPE_CHECKING:
    from playwright.sync_api import Page

WRONG = "绝不会出现的字"


def cases_of(context: PageContext, each: int = 2) -> list[Case]:
    """A few questions, the first of which cannot be answered as expected."""
    drafted = list(draft_cases(Catalogue.of(context.library), each=each))
    drafted[0] = replace(drafted[0], expected=((WRONG,),))
    return drafted


@pytest.fixture
def uploaded(context: PageContext, tmp_path: Path) -> Path:
    place = tmp_path / "browser" / "测试.jsonl"
    write_test_set(place, cases_of(context))
    return place


def run(context: PageContext, name: str = "测试.jsonl", baseline: str = "") -> str:
    *_, last = running(context, name, baseline, Stop())
    assert last.finished, last.html
    return last.finished


def verdict(case_id: str, digest: str, opinion: str = "right", remark: str = "") -> str:
    return json.dumps({"id": case_id, "digest": digest, "opinion": opinion, "remark": remark})


# Runs.


def test_a_run_is_kept_and_looked_at_again(context: PageContext, uploaded: Path) -> None:
    assert not kept(context, uploaded).problems
    store = Evaluations(context.library_folder)
    assert store.test_sets() == ("测试.jsonl",)
    stages = list(running(context, "测试.jsonl", "", Stop()))
    assert all("<progress" in stage.html for stage in stages[:-1])
    name = stages[-1].finished
    (found,) = store.runs()
    outcome = outcome_of(context, name)
    assert found.metrics == json.loads(json.dumps(dict(outcome.metrics)))
    assert found.metrics["overall"]["n"] == len(outcome.rows)
    assert [row.grade.right for row in outcome.rows].index(False) == 0
    html = summary_html(outcome, found)
    assert f"{found.metrics['overall']['right']}/{found.metrics['overall']['n']} 题" in html
    failed = rows_html(outcome, "wrong")
    assert WRONG in failed
    assert rows_html(outcome, "all").count('<details class="row"') == len(outcome.rows)
    assert f'data-value="{name}"' in runs_html(store.runs())


def test_files_of_a_run_can_be_taken_away(context: PageContext, uploaded: Path) -> None:
    from io import BytesIO

    from openpyxl import load_workbook

    kept(context, uploaded)
    name = run(context)
    store = Evaluations(context.library_folder)
    page_name, page = store.file(name, PAGE)
    assert page_name.endswith(".html")
    assert WRONG in page.decode()
    sheet_name, sheet = store.file(name, WORKBOOK)
    assert sheet_name.endswith(".xlsx")
    assert "逐题" in load_workbook(BytesIO(sheet)).sheetnames
    assert store.test_set_of(name) == ("测试.jsonl", uploaded.read_bytes())
    with pytest.raises(ReportAssistantError):
        store.file(name, "verdicts.json")


def test_a_run_is_compared_with_an_earlier_one(context: PageContext, uploaded: Path) -> None:
    kept(context, uploaded)
    before = run(context)
    cases = cases_of(context)
    right = draft_cases(Catalogue.of(context.library), each=2)[0]
    write_test_set(uploaded, [right, *cases[1:]])
    kept(context, uploaded)
    now = run(context, baseline=before)
    outcome = outcome_of(context, now)
    assert outcome.comparison is not None
    assert outcome.baseline is not None
    html = summary_html(outcome, Evaluations(context.library_folder).run(now))
    assert "较基线" in html
    assert "与基线相比" in html


def test_a_stopped_run_leaves_nothing(context: PageContext, uploaded: Path) -> None:
    kept(context, uploaded)
    stop = Stop()

    class Halting:
        def ask(self, question: str, history: Any = ()) -> Answer:
            stop.asked.set()
            return context.assistant.ask(question, history)

    halted = replace(context, assistant=Halting())  # type: ignore[arg-type]
    *_, last = running(halted, "测试.jsonl", "", stop)
    assert "已停止" in last.html
    assert Evaluations(context.library_folder).runs() == ()


def test_what_cannot_be_run_says_why(context: PageContext, tmp_path: Path) -> None:
    (last,) = running(context, "没有.jsonl", "", Stop())
    assert "没有.jsonl" in last.html
    broken = tmp_path / "坏.jsonl"
    broken.write_text("{", "utf-8")
    with pytest.raises(ReportAssistantError, match="坏"):
        kept(context, broken)
    assert Evaluations(context.library_folder).test_sets() == ()


@pytest.mark.parametrize("name", ["..", "../x", "20260101-000000-zzzz", "", "/etc"])
def test_a_run_is_named_by_the_page_only(context: PageContext, name: str) -> None:
    store = Evaluations(context.library_folder)
    with pytest.raises(ReportAssistantError):
        store.run(name)
    store.remove(name)
    assert store.baseline_of(name) is None
    with pytest.raises(ReportAssistantError):
        store.test_set_path(f"../{name}")


# Verdicts.


def test_a_verdict_counts_and_goes_into_the_files(context: PageContext, uploaded: Path) -> None:
    kept(context, uploaded)
    name = run(context)
    first = outcome_of(context, name).rows[0]
    outcome = judged(context, name, verdict(first.case.id, first.digest, remark="口径不同"))
    assert outcome is not None
    before = outcome.metrics["overall"]["right_rate"]
    assert outcome.metrics["overall"]["judged_rate"] > before
    assert "人工：对" in Evaluations(context.library_folder).file(name, PAGE)[1].decode()
    again = outcome_of(context, name)
    assert again.rows[0].opinion == "right"
    assert in_state(again.rows[0], "disagree")
    assert "口径不同" in rows_html(again, "judged")
    judged(context, name, verdict(first.case.id, first.digest, opinion=""))
    assert outcome_of(context, name).rows[0].opinion is None


def test_a_verdict_on_another_answer_does_not_count(context: PageContext, uploaded: Path) -> None:
    kept(context, uploaded)
    name = run(context)
    first = outcome_of(context, name).rows[0]
    outcome = judged(context, name, verdict(first.case.id, "0" * 16))
    assert outcome is not None
    assert outcome.rows[0].opinion is None


@pytest.mark.parametrize(
    "sent",
    ["", "[]", "{", '{"id": "a"}', '{"id": "", "digest": "", "opinion": "", "remark": ""}',
     '{"id": "a", "digest": "b", "opinion": "maybe", "remark": ""}', "[" * 5_000],
)  # fmt: skip
def test_what_is_no_verdict_is_left_alone(sent: str) -> None:
    assert read_verdict(sent) is None


# Questions that readers were not content with.


def disliked(question: str, *history: str) -> DislikedAnswer:
    given = answer(question=question)
    return DislikedAnswer(
        question=question, history=history, reason="不对", answer=given, given="2026-01-01"
    )


def test_disliked_questions_become_a_test_set_to_complete(
    context: PageContext, tmp_path: Path
) -> None:
    cases = feedback_cases(
        [disliked("甲？"), disliked("甲？"), disliked("甲？", "先问的"), disliked("乙？")]
    )
    assert [(case.question, case.history) for case in cases] == [
        ("甲？", ()),
        ("甲？", ("先问的",)),
        ("乙？", ()),
    ]
    path = tmp_path / "feedback.xlsx"
    path.write_bytes(cases_bytes(cases, ".xlsx"))
    read = read_test_set(path, Catalogue.of(context.library))
    assert [case.question for case in read.cases] == ["甲？", "甲？", "乙？"]
    assert {problem.kind for problem in read.problems} == {"empty"}
    with pytest.raises(ReportAssistantError, match="没有被标记"):
        feedback_file(context)


def test_drafted_questions_are_a_test_set(context: PageContext, tmp_path: Path) -> None:
    name, data = draft_file(context)
    path = tmp_path / name
    path.write_bytes(data)
    assert not read_test_set(path, Catalogue.of(context.library)).problems


# What comes from outside is text.


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_comes_alive(context: PageContext, tmp_path: Path, payload: str) -> None:
    case = Case(
        row=1, id=payload, category=payload, question=payload, history=(payload,),
        expected=((payload,),), forbidden=(payload,),
    )  # fmt: skip
    path = tmp_path / "in" / "坏.jsonl"
    write_test_set(path, [case])
    kept(context, path)
    name = run(context, "坏.jsonl")
    outcome = outcome_of(context, name)
    found = replace(Evaluations(context.library_folder).run(name), test_set=payload)
    problem = Problem(row=1, id=payload, kind="empty", message=payload)
    for html in (
        rows_html(outcome, "all"),
        summary_html(outcome, found),
        runs_html([found]),
        read_set_html(
            TestSet(name=payload, cases=(case,), problems=(problem,), mapping={payload: payload})
        ),
    ):
        assert alive(html) == []


# With a browser.


@pytest.mark.slow
def test_upload_run_judge_and_take_away(page: Page, context: PageContext, tmp_path: Path) -> None:
    hostile = Case(
        row=1, id="x", category="<b>类</b>", question=PAYLOADS[0] + "是多少？", expected=((WRONG,),)
    )
    write_test_set(tmp_path / "网页.jsonl", [*cases_of(context, each=1), hostile])
    page.get_by_role("tab", name="评测", exact=True).click()
    page.locator("#test-set-upload input[type=file]").set_input_files(tmp_path / "网页.jsonl")
    page.locator("#evaluation-said", has_text="网页.jsonl").wait_for()
    page.get_by_role("button", name="运行评测").click()
    page.locator("#evaluation .cards").wait_for()
    assert (
        WRONG in page.locator("#questions").inner_text()
        or page.locator("#questions summary").count()
    )
    page.locator("#questions summary").first.click()
    page.locator("#questions .verdict input[value=right]").first.check()
    page.locator("#evaluation-said", has_text="人工判断已保存").wait_for()
    page.locator("#evaluation", has_text="人工复核后正确率").wait_for()
    assert page.locator("#questions details.row[open]").count() == 1
    for button, suffix in (("下载网页报告", ".html"), ("下载 Excel", ".xlsx")):
        with page.expect_download() as download:
            page.get_by_role("button", name=button).click()
        assert download.value.suggested_filename.endswith(suffix)
    page.reload()
    page.get_by_role("tab", name="评测", exact=True).click()
    page.locator("#runs button.open").first.click()
    page.locator("#evaluation .cards").wait_for()
    assert "人工：对" in page.locator("#questions").inner_text()
    page.get_by_label("与哪次评测比较").click()
    page.get_by_role("option").nth(1).click()
    page.get_by_role("button", name="运行评测").click()
    page.locator("#evaluation", has_text="与基线相比").wait_for()
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
