"""The command ``find`` with the samples; every test of it runs the real program."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import Assistant
from index.library import Library
from tests.ui.program import here

pytestmark = pytest.mark.slow


def found(folder: Path, cwd: Path, *words: str) -> list[dict[str, Any]]:
    finished = here("find", *words, "--json", "--library", str(folder), cwd=cwd)
    assert finished.status == 0, finished.err
    groups: list[dict[str, Any]] = json.loads(finished.out)
    return groups


def firsts(groups: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [group["passages"][0] for group in groups]


def test_passages_are_slices_of_the_section_asked_for(
    sample_library_folder: Path, sample_library: Library, tmp_path: Path
) -> None:
    groups = found(sample_library_folder, tmp_path, "执法力量薄弱", "--role", "不足原因")
    assert len(groups) >= 4
    for group in groups:
        assert set(group) == {"passages", "reports", "set_phrase"}
        for passage in group["passages"]:
            report = sample_library.report(passage["report_id"])
            assert report.text[passage["start"] : passage["end"]] == passage["quote"]
            assert len(passage["quote"]) <= 600
            assert report.section_of(passage["start"]).role == "problems"
            assert passage["source"].endswith(".txt")
    assert groups == found(sample_library_folder, tmp_path, "执法力量薄弱", "--role", "problems")


def test_the_best_of_different_reports_come_first(
    sample_library_folder: Path, tmp_path: Path
) -> None:
    ids = [p["report_id"] for p in firsts(found(sample_library_folder, tmp_path, "普法"))]
    assert len(set(ids[:5])) == 5


def test_scope_and_limit(sample_library_folder: Path, tmp_path: Path) -> None:
    words = ("普法", "--unit", "槐汀街道", "--year", "2023", "--limit", "2")
    groups = found(sample_library_folder, tmp_path, *words)
    assert 1 <= len(groups) <= 2
    assert {(p["unit"], p["year"]) for p in firsts(groups)} == {("海川市望澜区槐汀街道", 2023)}


def test_a_pasted_paragraph_finds_itself_and_its_like(
    sample_library_folder: Path, sample_library: Library, tmp_path: Path
) -> None:
    text = (
        "一是执法力量相对薄弱。综合行政执法队核定编制14名，实有9名，"
        "人均负责两个社区，难以做到全时段覆盖。"
    )
    pasted = f"{text}同时，执法人员年龄偏大，业务能力参差不齐。"
    groups = found(sample_library_folder, tmp_path, pasted)
    assert groups[0]["passages"][0]["quote"] == text
    assert len({p["report_id"] for p in firsts(groups)}) >= 2


def test_what_nobody_words_is_an_empty_list(sample_library_folder: Path, tmp_path: Path) -> None:
    assert found(sample_library_folder, tmp_path, "卫星发射与深空探测") == []
    assert found(sample_library_folder, tmp_path, "") == []


def test_an_absent_library_words_nothing(tmp_path: Path) -> None:
    finished = here("find", "普法", "--json", cwd=tmp_path)
    assert (finished.status, json.loads(finished.out)) == (0, [])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("--role", "附件"), ("附件", "problems", "不足原因")),
        (("--unit", "无名局"), ("无名局",)),
        (("--year", "1999"), ("1999", "2023")),
        (("--limit", "0"), ("'0'", "1000")),
    ],
)
def test_bad_use_is_one_line(
    words: tuple[str, ...], named: tuple[str, ...], sample_library_folder: Path, tmp_path: Path
) -> None:
    finished = here("find", "普法", *words, "--library", str(sample_library_folder), cwd=tmp_path)
    assert (finished.status, finished.out) == (2, "")
    assert finished.err.count("\n") == 1
    assert all(name in finished.err for name in named)


def test_people_read_numbered_passages(sample_library_folder: Path, tmp_path: Path) -> None:
    words = ("find", "执法力量薄弱", "--role", "problems", "--library", str(sample_library_folder))
    finished = here(*words, cwd=tmp_path)
    assert finished.status == 0
    assert finished.out.startswith("1.（1 份报告）\n")
    assert "—— " in finished.out
    assert "\x1b" not in finished.out


def test_an_answer_brings_paraphrases_and_nothing_off_topic(sample_library: Library) -> None:
    answer = Assistant(sample_library).ask("不足部分写普法实效不好的例句")
    assert (answer.status, answer.kind) == ("answered", "wording")
    assert answer.groups is not None
    quotes = [group.passages[0].quote for group in answer.groups]
    assert "普法实效有待提高" in quotes[0]  # the words themselves
    assert any("法治宣传实效性不强" in quote for quote in quotes)  # other words for them
    assert all("普法" in quote or "宣传" in quote for quote in quotes)
    assert len({group.passages[0].report_id for group in answer.groups[:5]}) == 5
    assert all(p.source for group in answer.groups for p in group.passages)
    lines = answer.answer.splitlines()
    assert [line.split(".")[0] for line in lines[1:]] == [str(n + 1) for n in range(len(quotes))]
    assert all(line.endswith("]") for line in lines[1:])


def test_an_answer_takes_whole_sections(sample_library: Library) -> None:
    answer = Assistant(sample_library).ask("开头帽段怎么写")
    assert answer.groups is not None
    assert len(answer.groups) == 8
    assert len({group.passages[0].report_id for group in answer.groups}) == 8
    for group in answer.groups:
        passage = group.passages[0]
        report = sample_library.report(passage.report_id)
        assert report.section_of(passage.start).role == "opening"


def test_what_no_report_words_is_refused(sample_library: Library) -> None:
    assert Assistant(sample_library).ask("不足部分写深空探测滞后的例句").status == "refused"
