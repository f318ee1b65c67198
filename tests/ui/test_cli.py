"""The command line as scripts and people meet it. Every test starts the real program."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from index.library import Library
from tests.ui.program import Finished, command, environment, run
from ui.examples import example_questions
from ui.usage import in_chinese

VERBS = (
    *("ingest", "reports", "show", "remove", "ask", "find", "figures", "export"),
    *("serve", "demo", "eval", "draft-tests", "doctor"),
)


def assert_one_line(finished: Finished, *named: str) -> None:
    assert finished.status == 2, finished
    assert finished.out == ""
    assert finished.err.count("\n") == 1, finished.err
    assert finished.err.startswith("错误：")
    for word in named:
        assert word in finished.err


def test_help_comes_at_once(tmp_path: Path) -> None:
    def timed() -> float:
        began = time.perf_counter()
        finished = run("--help", cwd=tmp_path)
        assert finished.status == 0
        assert all(verb in finished.out for verb in VERBS)
        return time.perf_counter() - began

    assert min(timed() for _ in range(3)) < 0.5


@pytest.mark.parametrize("verb", VERBS)
def test_every_command_explains_itself(verb: str, tmp_path: Path) -> None:
    finished = run(verb, "--help", cwd=tmp_path)
    assert finished.status == 0
    assert "--library" in finished.out
    assert finished.err == ""


BAD_USE: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "no command": ((), ("缺少命令",)),
    "unknown command": (("aks", "问"), ("aks", "ask")),
    "unknown option": (("reports", "--jsno"), ("--jsno",)),
    "unknown option before": (("--nope", "reports"), ("--nope",)),
    "missing argument": (("ask",), ("QUESTION",)),
    "argument too many": (("ask", "一", "二"), ("二",)),
    "missing value": (("serve", "--port"), ("--port",)),
    "wrong port": (("serve", "--port", "80x"), ("80x", "65535")),
    "port out of range": (("serve", "--port", "70000"), ("70000", "65535")),
    "open to others": (("serve", "--host", "0.0.0.0"), ("0.0.0.0", "127.0.0.1")),
    "open to others by name": (("serve", "--host", "example.org"), ("example.org",)),
    "missing file": (("ingest", "没有.txt"), ("没有.txt",)),
    "one file missing": (("ingest", ".", "没有.txt"), ("没有.txt",)),
    "missing folder": (("demo", "--reports", "没有"), ("没有",)),
    "unknown id": (("show", "ffffffffffffffff"), ("ffffffffffffffff", "reports")),
    "unknown id to remove": (("remove", "zz"), ("zz",)),
    "null byte in the id": (("show", "a\x1b[31m\nb"), ("a",)),
    "library is a file": (("--library", "file.txt", "reports"), ("file.txt", "文件夹")),
    "library inside a file": (("ask", "问", "--library", "file.txt/x"), ("file.txt",)),
    "missing test set": (("eval", "没有.jsonl", "--out", "out"), ("没有.jsonl",)),
}


@pytest.mark.parametrize("case", BAD_USE)
def test_bad_use_is_one_line(case: str, tmp_path: Path) -> None:
    (tmp_path / "file.txt").write_text("不是资料库", encoding="utf-8")
    words, named = BAD_USE[case]
    assert_one_line(run(*words, cwd=tmp_path), *named)
    assert [path.name for path in tmp_path.iterdir()] == ["file.txt"]


def test_a_damaged_library_is_one_line(tmp_path: Path) -> None:
    _folder(tmp_path / "nothing")
    made = run("ingest", "nothing", "--json", cwd=tmp_path)
    assert (made.status, json.loads(made.out)) == (0, [])
    library = tmp_path / "library"
    for path in library.rglob("*"):
        if path.is_file():
            path.write_bytes(b"\x00 not a database \xff" * 400)
    assert_one_line(run("reports", "--library", str(library), cwd=tmp_path), str(library))


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


def test_an_absent_library_is_empty_and_stays_absent(tmp_path: Path) -> None:
    finished = run("reports", "--json", cwd=tmp_path)
    assert (finished.status, json.loads(finished.out)) == (0, [])
    assert "library" in finished.err
    assert list(tmp_path.iterdir()) == []


def test_the_library_is_named_before_after_or_by_the_environment(tmp_path: Path) -> None:
    for words, changes in (
        (("--library", "mine", "reports"), {}),
        (("reports", "--library", "mine"), {}),
        (("reports",), {"REPORT_ASSISTANT_LIBRARY": "mine"}),
        (("reports", "--library", "mine"), {"REPORT_ASSISTANT_LIBRARY": "other"}),
    ):
        assert "mine" in run(*words, cwd=tmp_path, **changes).err


@pytest.mark.parametrize("variables", [{"LANG": "C"}, {"LC_ALL": "C"}, {"LC_ALL": "POSIX"}])
def test_any_locale_writes_utf8(variables: dict[str, str], tmp_path: Path) -> None:
    assert_one_line(run("ask", "甲", "乙", cwd=tmp_path, **variables), "乙")


def test_a_broken_pipe_is_quiet(tmp_path: Path) -> None:
    with subprocess.Popen(
        command("reports", "--json"),
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read().decode("utf-8")
        assert process.wait(60) == 141
        assert said.count("\n") == 1, said


def test_complaints_of_an_unknown_pattern_are_passed_on() -> None:
    assert in_chinese("something new") == "命令行有误（something new）"


@pytest.mark.parametrize("question", ["", "?", "\x00\x1b[2J", "你" * 10_000, "a\udce4\u202eb"])
def test_any_question_gets_an_answer_from_an_empty_library(question: str, tmp_path: Path) -> None:
    words = [word.replace("\x00", "\x01") for word in ("ask", question, "--json")]
    finished = run(*(os.fsencode(word) for word in words), cwd=tmp_path)
    assert finished.status == 0, finished.err
    document = json.loads(finished.out)
    assert document["status"] == "refused"
    assert document["citations"] == []


# From here on with the real model and the samples.


@pytest.fixture(scope="module")
def library(sample_library_folder: Path) -> str:
    return str(sample_library_folder)


@pytest.fixture(scope="module")
def question(sample_library: Library) -> str:
    """A question that the samples answer."""
    return example_questions([sample_library.report(e.id) for e in sample_library.reports()])[0]


def document(*words: str, library: str, cwd: Path) -> Any:
    """What a command with ``--json`` prints: exactly one document."""
    finished = run(*words, "--json", "--library", library, cwd=cwd)
    assert finished.status == 0, finished.err
    return json.loads(finished.out)


@pytest.mark.slow
def test_reports_and_show_agree(library: str, tmp_path: Path) -> None:
    listed = document("reports", library=library, cwd=tmp_path)
    assert len(listed) >= 4
    for entry in listed:
        assert list(entry)[:12] == [
            *("id", "title", "unit", "aliases", "region", "year", "date", "genre"),
            *("sources", "characters", "passages", "figures"),
        ]
    shown = document("show", listed[0]["id"], library=library, cwd=tmp_path)
    assert {name: shown[name] for name in listed[0]} == listed[0]
    assert len(shown["text"]) == shown["characters"]
    for section in shown["sections"]:
        text = shown["text"][section["start"] : section["end"]]
        assert text.startswith(section["heading"])
        assert set(section) == {"heading", "path", "role", "start", "end"}


@pytest.mark.slow
def test_an_answer_cites_slices(question: str, library: str, tmp_path: Path) -> None:
    answer = document("ask", question, library=library, cwd=tmp_path)
    assert answer["question"] == question
    assert answer["status"] == "answered"
    assert answer["citations"]
    for citation in answer["citations"]:
        text = document("show", citation["report_id"], library=library, cwd=tmp_path)["text"]
        assert text[citation["start"] : citation["end"]] == citation["quote"]


@pytest.mark.slow
@pytest.mark.parametrize("colour", [{}, {"NO_COLOR": "1"}])
def test_people_read_text_without_escape_codes(
    colour: dict[str, str], question: str, library: str, tmp_path: Path
) -> None:
    entry = document("reports", library=library, cwd=tmp_path)[0]
    for words in (
        ("reports",),
        ("show", entry["id"]),
        ("ask", question),
    ):
        finished = run(*words, "--library", library, cwd=tmp_path, **colour)
        assert finished.status == 0
        assert "\x1b" not in finished.out
        assert finished.err == ""
    assert "出处" in finished.out
    assert "[1]" in finished.out


@pytest.mark.slow
def test_ingest_reports_every_file_and_remove_takes_out(tmp_path: Path, samples: Path) -> None:
    reports = _folder(tmp_path / "reports")
    sample = sorted(samples.glob("*.txt"))[0]
    (reports / "a.txt").write_bytes(sample.read_bytes())
    (reports / "empty.txt").write_bytes(b"")
    words = ("ingest", str(reports), "--json")
    first = run(*words, cwd=tmp_path)
    outcomes = {record["source"]: record for record in json.loads(first.out)}
    assert first.status == 1
    assert outcomes["a.txt"]["outcome"] == "added"
    assert outcomes["empty.txt"]["outcome"] == "rejected"
    assert outcomes["empty.txt"]["reason"]
    assert set(outcomes["a.txt"]) == {"source", "outcome", "report_id", "title", "reason"}
    again = run(*words, cwd=tmp_path)
    assert {r["source"]: r["outcome"] for r in json.loads(again.out)}["a.txt"] == "unchanged"

    report_id = outcomes["a.txt"]["report_id"]
    half = run("remove", report_id, "ffffffffffffffff", cwd=tmp_path)
    assert_one_line(half, "ffffffffffffffff")
    assert len(json.loads(run("reports", "--json", cwd=tmp_path).out)) == 1
    assert run("remove", report_id, cwd=tmp_path).status == 0
    assert json.loads(run("reports", "--json", cwd=tmp_path).out) == []


@pytest.mark.slow
def test_demo_prints_its_address_and_follows_its_folder(tmp_path: Path, samples: Path) -> None:
    reports = _folder(tmp_path / "reports")
    first, second = sorted(samples.glob("*.txt"))[:2]
    (reports / first.name).write_bytes(first.read_bytes())
    (reports / second.name).write_bytes(second.read_bytes())
    words = ("--library", str(tmp_path / "home"), "demo", "--reports", str(reports))
    assert _demo_summary(words, tmp_path).startswith("共 2 个文件：新加入 2")
    (reports / second.name).unlink()
    assert _demo_summary(words, tmp_path).startswith("共 1 个文件：未变化 1")
    (library,) = (tmp_path / "home").iterdir()
    listed = document("reports", library=str(library), cwd=tmp_path)
    assert [entry["sources"] for entry in listed] == [[first.name]]


def _demo_summary(words: tuple[str, ...], cwd: Path) -> str:
    """Starts the demo, waits for its address, stops it with Ctrl+C; what it said before."""
    with subprocess.Popen(
        command(*words),
        cwd=cwd,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        # A job started in the background inherits an ignored SIGINT: at a terminal it is not.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL) and None,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        address = process.stdout.readline()
        time.sleep(1)  # nobody presses Ctrl+C in the instant in which the address appears
        process.send_signal(signal.SIGINT)
        said = process.stderr.read()
        assert process.wait(60) in (0, 130), said
    assert "http://127.0.0.1:" in address, said
    return said.splitlines()[0]
