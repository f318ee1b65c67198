from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.types import Answer
from eval.predictions import read_predictions
from eval.run import PREDICTIONS, code_digest, run_cases
from eval.types import System
from ingest.errors import ReportAssistantError
from tests.eval.material import CASES, good_answers, make_catalogue

ANSWERS = good_answers(make_catalogue())


class Recorder:
    """Answers, remembers what was asked, and fails where told to."""

    def __init__(self, *, fail: str = "", interrupt: str = "") -> None:
        self.asked: list[str] = []
        self.fail, self.interrupt = fail, interrupt

    def __call__(self, question: str, history: Sequence[str]) -> Answer:
        if question == self.interrupt:
            raise KeyboardInterrupt
        self.asked.append(question)
        if question == self.fail:
            raise RuntimeError("出错了")
        return ANSWERS[question]


def run(out: Path, ask: Recorder, fingerprint: str = "f") -> tuple[int, list[str]]:
    result = run_cases(CASES, System(name="test", ask=ask), out, fingerprint=fingerprint)
    return result.resumed, [record["id"] for record in result.records]


IDS = [case.id for case in CASES]


def test_a_failing_question_does_not_stop_the_rest(tmp_path: Path) -> None:
    assert run(tmp_path, Recorder(fail=CASES[1].question)) == (0, IDS)
    records = read_predictions(tmp_path / PREDICTIONS)
    assert [record["id"] for record in records] == IDS
    assert records[1] == {"id": "n-2", "error": "RuntimeError: 出错了"}


def test_an_interrupted_run_goes_on_and_asks_the_failed_again(tmp_path: Path) -> None:
    first = Recorder(fail=CASES[0].question, interrupt=CASES[3].question)
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path, first)
    assert len(read_predictions(tmp_path / PREDICTIONS)) == 3
    second = Recorder()
    assert run(tmp_path, second) == (2, IDS)
    assert second.asked == [CASES[0].question, CASES[3].question, CASES[4].question]
    assert [record["id"] for record in read_predictions(tmp_path / PREDICTIONS)] == IDS


def test_a_torn_last_line_is_asked_again(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path, Recorder(interrupt=CASES[2].question))
    path = tmp_path / PREDICTIONS
    path.write_bytes(path.read_bytes()[:-20])
    assert run(tmp_path, Recorder()) == (1, IDS)


@pytest.mark.parametrize("interrupted", [True, False])
def test_what_changed_or_was_finished_starts_anew(tmp_path: Path, interrupted: bool) -> None:
    if interrupted:
        with pytest.raises(KeyboardInterrupt):
            run(tmp_path, Recorder(interrupt=CASES[3].question), fingerprint="before")
    else:
        run(tmp_path, Recorder())
    again = Recorder()
    assert run(tmp_path, again) == (0, IDS)
    assert len(again.asked) == len(CASES)


def test_a_damaged_file_in_the_middle_is_no_torn_line(tmp_path: Path) -> None:
    path = tmp_path / PREDICTIONS
    path.write_text('{"id": "a"}\nbroken\n{"id": "b"}\n', encoding="utf-8")
    with pytest.raises(ReportAssistantError, match="第2行"):
        read_predictions(path)


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ReportAssistantError, match="无法写入"):
        run(tmp_path / "file" / "out", Recorder())


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    run_cases(
        CASES, System(name="test", ask=Recorder()), tmp_path, fingerprint="f",
        on_progress=lambda done, total, name: told.append((done, total, name)),
    )  # fmt: skip
    assert told == [(number, 5, name) for number, name in enumerate(IDS, start=1)]


def test_predictions_are_answers_with_their_id(tmp_path: Path) -> None:
    run(tmp_path, Recorder())
    line = (tmp_path / PREDICTIONS).read_text(encoding="utf-8").split("\n")[0]
    answer = json.loads(json.dumps(ANSWERS[CASES[0].question].to_json()))
    assert json.loads(line) == {"id": "n-1", **answer}


def test_the_code_has_a_digest() -> None:
    assert code_digest() == code_digest()
    assert len(code_digest()) == 64
