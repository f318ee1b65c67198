"""Runs a test set: one question after the other, every answer on disk before the next."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.types import Answer
from eval.catalogue import Catalogue
from eval.predictions import read_predictions, record_answer
from eval.testset import TestSet
from eval.types import Case, System
from ingest.errors import ReportAssistantError

PREDICTIONS = "predictions.jsonl"
STATE = "run.json"
_ROOMS = ("ingest", "index", "assistant", "eval")

Progress = Callable[[int, int, str], None]
"""Questions done, questions in all, id of the last one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunResult:
    """Attributes:
    records: lines of predictions.jsonl in the order of the test set.
    resumed: how many of them an interrupted run had left.
    """

    records: tuple[dict[str, Any], ...]
    resumed: int


def run_cases(
    cases: Sequence[Case],
    system: System,
    out: Path,
    *,
    fingerprint: str,
    on_progress: Progress | None = None,
) -> RunResult:
    """Ask every question, in order, into ``out/predictions.jsonl``.

    Each line is flushed to the disk before the next question is asked, so that a run that was
    interrupted goes on where it stopped. It starts anew when the fingerprint differs or the
    earlier run was finished. A question that fails is recorded with its error and asked again
    when a run is resumed.

    Args:
        fingerprint: of all that the answers depend on, see ``fingerprint_of``.

    Raises:
        ReportAssistantError: ``out`` cannot be written.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        kept = _kept(out, cases, fingerprint)
        _write_state(out, fingerprint, finished=False)
        _write_lines(out / PREDICTIONS, [kept[case.id] for case in cases if case.id in kept])
        records = dict(kept)
        if len(kept) < len(cases):
            _prepare(system)
        with (out / PREDICTIONS).open("a", encoding="utf-8") as stream:
            for done, case in enumerate(cases, start=1):
                if case.id not in records:
                    records[case.id] = _ask(case, system)
                    stream.write(_line(records[case.id]))
                    stream.flush()
                    os.fsync(stream.fileno())
                if on_progress:
                    on_progress(done, len(cases), case.id)
        ordered = tuple(records[case.id] for case in cases)
        _write_lines(out / PREDICTIONS, ordered)
        _write_state(out, fingerprint, finished=True)
    except OSError as error:
        a_file = isinstance(error, FileExistsError | NotADirectoryError)
        reason = "路径上有文件，应为文件夹" if a_file else error.strerror or error
        raise ReportAssistantError(
            f"无法写入评测结果文件夹 {out}：{reason}", hint="请换一个可写的文件夹"
        ) from error
    return RunResult(records=ordered, resumed=len(kept))


def _prepare(system: System) -> None:
    """The first question's time is not to hold the model's loading."""
    # Where that fails, each question that needs the model says so itself.
    with contextlib.suppress(Exception):
        if system.prepare:
            system.prepare()


def fingerprint_of(
    test_set: TestSet, catalogue: Catalogue, system: str, model: str | None = None
) -> str:
    """Digest of the test set, the library's reports, the program's code, system and model."""
    digest = hashlib.sha256()
    reports = (entry.id for entry in catalogue.entries)
    for part in (test_set.digest, system, model or "", code_digest(), *reports):
        digest.update(part.encode() + b"\0")
    return digest.hexdigest()


def code_digest() -> str:
    """Changes when any module that an answer or its grade depends on does."""
    root = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256()
    for room in _ROOMS:
        for path in sorted((root / room).rglob("*.py")):
            digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _ask(case: Case, system: System) -> dict[str, Any]:
    try:
        answer: Answer = system.ask(case.question, case.history)
        # After the answer, so that the search made for measuring is not in its time.
        retrieved = system.retrieve(answer) if system.retrieve and case.evidence else None
        record = record_answer(case.id, answer, retrieved)
        _line(record)  # an answer that cannot be written is this question's failure too
        return record
    except Exception as error:  # one failing question never stops the rest
        return {"id": case.id, "error": f"{type(error).__name__}: {error}"}


def _kept(out: Path, cases: Sequence[Case], fingerprint: str) -> dict[str, dict[str, Any]]:
    """Answers of an unfinished run of the very same thing."""
    try:
        state = json.loads((out / STATE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if state != {"fingerprint": fingerprint, "finished": False}:
        return {}
    if not (out / PREDICTIONS).is_file():
        return {}
    wanted = {case.id for case in cases}
    records = read_predictions(out / PREDICTIONS)
    return {r["id"]: r for r in records if r["id"] in wanted and "error" not in r}


def _write_state(out: Path, fingerprint: str, *, finished: bool) -> None:
    _replace(out / STATE, json.dumps({"fingerprint": fingerprint, "finished": finished}) + "\n")


def _write_lines(path: Path, records: Sequence[dict[str, Any]]) -> None:
    _replace(path, "".join(_line(record) for record in records))


def _replace(path: Path, text: str) -> None:
    """Write aside and rename: a kill leaves the old file or the new one, never half of it."""
    aside = path.with_name(path.name + ".new")
    with aside.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    aside.replace(path)


def _line(record: dict[str, Any]) -> str:
    line = json.dumps(record, ensure_ascii=False) + "\n"
    line.encode("utf-8")  # a lone surrogate would fail only when it reaches the file
    return line
