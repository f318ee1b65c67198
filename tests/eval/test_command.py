"""The command from end to end over made-up reports: gate, page, verdicts, sabotage."""

from __future__ import annotations

import argparse
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from assistant.types import Answer, Table
from eval.command import add_arguments, run
from eval.testset import write_test_set
from eval.types import Case
from ingest.errors import ReportAssistantError
from tests.eval.material import CASES, Scripted, cite, good_answers, make_catalogue

CATALOGUE = make_catalogue()
GOOD = good_answers(CATALOGUE)


@pytest.fixture
def test_set(tmp_path: Path) -> Path:
    path = tmp_path / "set.jsonl"
    write_test_set(path, CASES)
    return path


def evaluate(answers: dict[str, Answer], *words: object) -> int:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    arguments = parser.parse_args([str(word) for word in words])
    return run(arguments, lambda: (Scripted(answers), CATALOGUE.library))


def scope_ignored(answers: dict[str, Answer]) -> dict[str, Answer]:
    """Every lookup answered from the other report, which has the same sentences."""
    question = CASES[0].question
    citation = cite(CATALOGUE, "beta.txt", "全年审核合同52件", 1)
    return {
        **answers,
        question: replace(answers[question], answer="52件[1]。", citations=(citation,)),
    }


def marker_off_by_one(answers: dict[str, Answer]) -> dict[str, Answer]:
    def shift(text: str) -> str:
        return re.sub(r"\[(\d)\]", lambda match: f"[{int(match[1]) + 1}]", text)

    question = CASES[3].question
    answer = answers[question]
    assert answer.table
    rows = tuple(tuple(map(shift, row)) for row in answer.table.rows)
    table = Table(columns=answer.table.columns, rows=rows)
    return {**answers, question: replace(answer, answer=shift(answer.answer), table=table)}


def digit_changed(answers: dict[str, Answer]) -> dict[str, Answer]:
    question = CASES[2].question
    answer = answers[question]
    return {**answers, question: replace(answer, answer=answer.answer.replace("7", "8"))}


def digit_added(answers: dict[str, Answer]) -> dict[str, Answer]:
    """Beside the right value a number that nothing bears: the expectation alone is still met."""
    question = CASES[2].question
    answer = answers[question]
    return {**answers, question: replace(answer, answer=f"{answer.answer}另有3次[1]。")}


def quote_shifted(answers: dict[str, Answer]) -> dict[str, Answer]:
    question = CASES[2].question
    (citation,) = answers[question].citations
    moved = replace(citation, start=citation.start + 1, end=citation.end + 1)
    return {**answers, question: replace(answers[question], citations=(moved,))}


def never_refuses(answers: dict[str, Answer]) -> dict[str, Answer]:
    return {**answers, CASES[4].question: answers[CASES[0].question]}


@pytest.mark.parametrize(
    ("sabotage", "case_id", "seen"),
    [
        (scope_ignored, "n-1", "没有引用：alpha.txt「审核合同25件」"),
        (marker_off_by_one, "c-1", "标记[3]没有对应的引文"),
        (digit_changed, "n-3", "数字 8 不在所引的句子里"),
        (digit_added, "n-3", "数字 3 不在所引的句子里"),
        (quote_shifted, "n-3", "引文[1]与库中原文不一致"),
        (never_refuses, "r-1", "本应拒答，却给出了答案"),
    ],
)
def test_sabotage_fails_the_gate_and_is_found_on_the_page(
    test_set: Path, tmp_path: Path, sabotage: Any, case_id: str, seen: str
) -> None:
    assert evaluate(GOOD, test_set, "--out", tmp_path / "before") == 0
    assert (
        evaluate(GOOD, test_set, "--out", tmp_path / "same", "--baseline", tmp_path / "before") == 0
    )
    status = evaluate(
        sabotage(GOOD), test_set, "--out", tmp_path / "now", "--baseline", tmp_path / "before"
    )
    assert status == 1
    page = (tmp_path / "now" / "report.html").read_text(encoding="utf-8")
    (row,) = re.findall(rf'<details class="row" id="q-{case_id}".*?</details>', page, re.DOTALL)
    assert seen in row
    assert re.search('data-states="[^"]*(wrong|flag)', row)
    assert "项质量指标低于基线" in page


def test_slower_is_not_worse(test_set: Path, tmp_path: Path) -> None:
    evaluate(GOOD, test_set, "--out", tmp_path / "before")
    slow = {question: replace(answer, elapsed_ms=9000) for question, answer in GOOD.items()}
    assert (
        evaluate(slow, test_set, "--out", tmp_path / "now", "--baseline", tmp_path / "before") == 0
    )


def test_two_runs_differ_in_latency_alone(test_set: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        evaluate(GOOD, test_set, "--out", tmp_path / name)
    one, two = ((tmp_path / name / "metrics.json").read_bytes() for name in ("one", "two"))
    assert one == two


def test_a_baseline_of_the_contracts_fields_alone(test_set: Path, tmp_path: Path) -> None:
    folder = tmp_path / "contract"
    folder.mkdir()
    fields = {"n": 5, "right": 5, "answer_accuracy": 1.0, "latency_p50_ms": 0}
    document = {"overall": fields, "categories": {}}
    (folder / "metrics.json").write_text(json.dumps(document))
    assert evaluate(GOOD, test_set, "--out", tmp_path / "a", "--baseline", folder) == 0
    bad = digit_changed(GOOD)
    assert evaluate(bad, test_set, "--out", tmp_path / "b", "--baseline", folder) == 1


def test_json_is_one_document(
    test_set: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    evaluate(GOOD, test_set, "--out", tmp_path / "out", "--json")
    printed = json.loads(capsys.readouterr().out)
    assert printed == json.loads((tmp_path / "out" / "metrics.json").read_text(encoding="utf-8"))
    assert printed["overall"]["right"] == 5


def test_fixed_and_broken_are_linked(test_set: Path, tmp_path: Path) -> None:
    evaluate(digit_changed(GOOD), test_set, "--out", tmp_path / "before")
    words = ("--out", tmp_path / "now", "--baseline", tmp_path / "before")
    assert evaluate(scope_ignored(GOOD), test_set, *words) == 1
    page = (tmp_path / "now" / "report.html").read_text(encoding="utf-8")
    assert '修复 1 题</h3><ul><li><a href="#q-n-3">' in page
    assert '变差 1 题</h3><ul><li><a href="#q-n-1">' in page


def verdict_file(path: Path, page: str, case_id: str, opinion: str) -> Path:
    """What the page saves, for one question."""
    digest = re.search(rf'data-id="{case_id}".*?data-digest="(\w+)"', page)
    assert digest
    verdict = {"id": case_id, "opinion": opinion, "remark": "看过", "answer_digest": digest[1]}
    document = {"kind": "report-assistant-verdicts", "version": 1, "verdicts": [verdict]}
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return path


def test_a_persons_verdict_counts_until_the_answer_changes(test_set: Path, tmp_path: Path) -> None:
    bad = digit_changed(GOOD)
    out = tmp_path / "out"
    evaluate(bad, test_set, "--out", out)
    page = (out / "report.html").read_text(encoding="utf-8")
    verdicts = verdict_file(tmp_path / "v.json", page, "n-3", "right")
    evaluate(bad, test_set, "--out", out, "--verdicts", verdicts)
    overall = json.loads((out / "metrics.json").read_text(encoding="utf-8"))["overall"]
    assert (overall["right"], overall["judged"], overall["judged_rate"]) == (4, 1, 1.0)
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "人工：对" in page
    assert ">看过</textarea>" in page
    evaluate(GOOD, test_set, "--out", out, "--verdicts", verdicts)
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "上次判为“对”，但答案已变" in page
    assert "judged" not in json.loads((out / "metrics.json").read_text(encoding="utf-8"))["overall"]


class Tags(HTMLParser):
    """Tags and attributes as a browser would see them."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, list[tuple[str, str | None]]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, attrs))


NASTY = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'&{{7*7}}$style"


def test_nothing_of_a_test_set_or_an_answer_becomes_markup(tmp_path: Path) -> None:
    case = Case(
        row=1,
        id=NASTY,
        category=NASTY,
        question=NASTY,
        history=(NASTY,),
        expected=((NASTY,),),
        forbidden=(NASTY[:5],),
    )
    answer = replace(
        GOOD[CASES[3].question],
        question=NASTY,
        resolved=NASTY + "?",
        answer=NASTY,
        notes=(NASTY,),
        computed=(NASTY,),
        table=Table(columns=(NASTY,), rows=((NASTY,),)),
    )
    path = tmp_path / "set.jsonl"
    write_test_set(path, [case])
    evaluate({NASTY: answer}, path, "--out", tmp_path / "out")
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    tags = Tags()
    tags.feed(page)
    assert [tag for tag, _ in tags.seen].count("script") == 1
    assert not {"img", "link", "iframe", "object", "embed"} & {tag for tag, _ in tags.seen}
    attributes = [pair for _, own in tags.seen for pair in own]
    assert not any(name == "src" or name.startswith("on") for name, _ in attributes)
    assert all((value or "").startswith("#") for name, value in attributes if name == "href")
    assert ("data-id", NASTY) in attributes
    assert "default-src 'none'" in page
    assert "url(" not in page
    assert "http" not in page.replace("http-equiv", "")


def test_the_workbook_has_every_question(test_set: Path, tmp_path: Path) -> None:
    evaluate(digit_changed(GOOD), test_set, "--out", tmp_path / "out")
    book = load_workbook(tmp_path / "out" / "report.xlsx")
    rows = list(book["逐题"].values)
    assert [row[0] for row in rows[1:]] == [case.id for case in CASES]
    assert rows[3][3] == "错"
    assert rows[3][8] == "7次"
    assert book["得分"]["A2"].value == "总体"


def test_check_alone_asks_nothing(test_set: Path, tmp_path: Path) -> None:
    assert evaluate({}, test_set, "--check") == 0
    write_test_set(tmp_path / "b.jsonl", [Case(row=1, id="a", category="c", question="甲")])
    assert evaluate({}, tmp_path / "b.jsonl", "--check") == 1


def test_the_template_needs_no_library(tmp_path: Path) -> None:
    assert evaluate({}, "--template", tmp_path / "t.xlsx") == 0
    assert (tmp_path / "t.xlsx").is_file()


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["set.jsonl"],
        ["set.jsonl", "--out", "o", "--baseline", "absent"],
        ["set.jsonl", "--out", "o", "--verdicts", "set.jsonl"],
        ["set.jsonl", "--out", "o", "--system", "nobody"],
        ["set.jsonl", "--out", "o", "--map", "x"],
        ["--template", "t.txt"],
    ],
)
def test_bad_use_is_one_line(
    test_set: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ReportAssistantError) as raised:
        evaluate(GOOD, *words)
    assert "\n" not in str(raised.value)
    assert raised.value.hint


def test_a_free_sheet_leaves_what_it_became(tmp_path: Path) -> None:
    (tmp_path / "q.csv").write_text(
        "问题,标准答案,出处\n青山街道审核合同多少件？,25件,青山街道2024年报告\n", encoding="gb18030"
    )
    assert evaluate(GOOD, tmp_path / "q.csv", "--out", tmp_path / "out") == 0
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "question ← 问题" in page
    again = tmp_path / "out" / "converted.xlsx"
    assert evaluate(GOOD, again, "--out", tmp_path / "again") == 0
    overall = json.loads((tmp_path / "again" / "metrics.json").read_text(encoding="utf-8"))[
        "overall"
    ]
    assert overall["right"] == 1
