"""Evaluations that the page keeps: test sets that were uploaded, and a folder for each run.

A run's folder holds what ``eval --out`` writes, and beside it what is needed to look at the run
again: its test set, what it was compared with, and what people said of its answers.
"""

from __future__ import annotations

import json
import re
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from eval.catalogue import Catalogue
from eval.evaluate import METRICS, PAGE, WORKBOOK, Baseline, judge, read_baseline, write_outcome
from eval.outcome import Outcome
from eval.predictions import parse_prediction, read_predictions
from eval.run import PREDICTIONS
from eval.systems import ASSISTANT
from eval.testset import SUFFIXES, TestSet, read_test_set
from eval.types import Verdict
from eval.verdicts import KIND, VERSION, read_verdicts
from index.derived import write_whole
from ingest.errors import ReportAssistantError
from ui.text import printable
from ui.uploads import stored_name

FOLDER = "evaluations"
_SETS, _RUNS = "testsets", "runs"
_ABOUT, _VERDICTS = "about.json", "verdicts.json"
_RUN_NAME = re.compile(r"\d{8}-\d{6}-[0-9a-f]{4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A finished run.

    Attributes:
        name: of its folder.
        test_set: file name of the test set.
        when: date and time, for the reader.
        baseline: name of the run that it was compared with; empty for none.
        metrics: its metrics.json.
    """

    name: str
    test_set: str
    when: str
    baseline: str
    metrics: Mapping[str, Any]


class Evaluations:
    """The evaluations kept in a library's folder."""

    def __init__(self, library_folder: Path) -> None:
        self._folder = library_folder / FOLDER

    # -- test sets -----------------------------------------------------------------------------

    def test_sets(self) -> tuple[str, ...]:
        """File names of the test sets, the latest first."""
        folder = self._folder / _SETS
        files = [p for p in folder.glob("*") if p.suffix.lower() in SUFFIXES and p.is_file()]
        files.sort(key=lambda path: path.stat().st_mtime, reverse=True)
        return tuple(path.name for path in files)

    def test_set_path(self, name: str) -> Path:
        """Where a test set lies.

        Raises:
            ReportAssistantError: there is none of that name.
        """
        if name not in self.test_sets():
            raise ReportAssistantError(
                f"没有测试集 {printable(name)[:80] or '（未选择）'}，应为已上传的测试集之一",
                hint="请先选择或上传测试集",
            )
        return self._folder / _SETS / name

    def keep_test_set(self, upload: Path, catalogue: Catalogue) -> TestSet:
        """Stores an uploaded test set once it has been read; one of the same name gives way.

        Raises:
            ReportAssistantError: it cannot be read or has rows that cannot be run.
        """
        test_set = read_test_set(upload, catalogue)
        self._put(_SETS, stored_name(upload.name), upload.read_bytes())
        return test_set

    def add_test_set(self, name: str, data: bytes) -> None:
        """Stores a test set that the page made."""
        self._put(_SETS, stored_name(name), data)

    def _put(self, part: str, name: str, data: bytes) -> None:
        folder = self._folder / part
        try:
            folder.mkdir(parents=True, exist_ok=True)
            write_whole(folder / name, data)
        except OSError as error:
            raise ReportAssistantError(
                f"无法保存 {name}（{error.strerror or type(error).__name__}）",
                hint="请检查资料库所在磁盘的空间和权限",
            ) from error

    # -- runs ----------------------------------------------------------------------------------

    def runs(self) -> tuple[Run, ...]:
        """The finished runs, the latest first."""
        folder = self._folder / _RUNS
        names = (path.name for path in folder.glob("*") if _RUN_NAME.fullmatch(path.name))
        found = (self._read(name) for name in sorted(names, reverse=True))
        return tuple(run for run in found if run is not None)

    def run(self, name: str) -> Run:
        """A finished run.

        Raises:
            ReportAssistantError: there is none of that name.
        """
        found = self._read(name) if _RUN_NAME.fullmatch(name) else None
        if found is None:
            raise ReportAssistantError(
                f"没有评测 {printable(name)[:40]}，应为已完成的评测之一", hint="请从列表选择"
            )
        return found

    def _read(self, name: str) -> Run | None:
        folder = self.folder_of(name)
        try:
            about = json.loads((folder / _ABOUT).read_text(encoding="utf-8"))
            metrics = json.loads((folder / METRICS).read_text(encoding="utf-8"))
            fields = {key: str(about[key]) for key in ("test_set", "when", "baseline")}
        except (OSError, ValueError, KeyError, TypeError):
            return None  # unfinished, or damaged: it is not offered
        return Run(name=name, metrics=metrics, **fields)

    def folder_of(self, name: str) -> Path:
        """Where a run's files lie."""
        return self._folder / _RUNS / name

    def start(self, test_set: Path, baseline: str) -> str:
        """Makes the folder of a new run and returns its name; it counts once it is finished."""
        now = datetime.now()
        name = f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"
        folder = self.folder_of(name)
        try:
            folder.mkdir(parents=True)
            shutil.copyfile(test_set, folder / f"testset{test_set.suffix.lower()}")
            about = {
                "test_set": test_set.name,
                "when": f"{now:%Y-%m-%d %H:%M}",
                "baseline": baseline,
            }
            write_whole(folder / _ABOUT, json.dumps(about, ensure_ascii=False).encode("utf-8"))
        except OSError as error:
            raise ReportAssistantError(
                f"无法建立评测文件夹（{error.strerror or type(error).__name__}）",
                hint="请检查资料库所在磁盘的空间和权限",
            ) from error
        return name

    def remove(self, name: str) -> None:
        """Deletes a run with all its files."""
        if _RUN_NAME.fullmatch(name):
            shutil.rmtree(self.folder_of(name), ignore_errors=True)

    def baseline_of(self, name: str) -> Baseline | None:
        """A run to compare with; None where it is gone or none was chosen."""
        if not name or self._read(name) is None:
            return None
        return read_baseline(self.folder_of(name))

    def outcome(self, name: str, catalogue: Catalogue) -> Outcome:
        """A run as it is graded now, with what people said of it.

        Raises:
            ReportAssistantError: it is gone or cannot be read any more.
        """
        run, folder = self.run(name), self.folder_of(name)
        source = next(folder.glob("testset.*"), folder / "testset.jsonl")
        test_set = read_test_set(source, catalogue)
        records = read_predictions(folder / PREDICTIONS)
        predictions = {record["id"]: parse_prediction(record) for record in records}
        named = TestSet(
            name=run.test_set,
            cases=tuple(case for case in test_set.cases if case.id in predictions),
            problems=test_set.problems,
            mapping=test_set.mapping,
        )
        baseline = self.baseline_of(run.baseline)
        return judge(named, predictions, catalogue, ASSISTANT, baseline, self.verdicts(name))

    # -- what people say -----------------------------------------------------------------------

    def verdicts(self, name: str) -> dict[str, Verdict]:
        """Verdicts on a run's answers, by question id."""
        path = self.folder_of(name) / _VERDICTS
        return read_verdicts(path) if path.is_file() else {}

    def judge(self, name: str, verdict: Verdict, catalogue: Catalogue) -> Outcome:
        """Stores a verdict and writes the run's page and workbook anew; not from two threads.

        Raises:
            ReportAssistantError: the run is gone, or its folder cannot be written.
        """
        self.run(name)
        verdicts = self.verdicts(name) | {verdict.id: verdict}
        listed = [
            {
                "id": one.id,
                "opinion": one.opinion,
                "remark": one.remark,
                "answer_digest": one.answer_digest,
            }
            for one in verdicts.values()
            if one.opinion or one.remark
        ]
        document = {"kind": KIND, "version": VERSION, "verdicts": listed}
        self._put(
            f"{_RUNS}/{name}", _VERDICTS, json.dumps(document, ensure_ascii=False).encode("utf-8")
        )
        outcome = self.outcome(name, catalogue)
        write_outcome(outcome, self.folder_of(name))
        return outcome

    def file(self, name: str, which: str) -> tuple[str, bytes]:
        """A run's report.html or report.xlsx, with a name that tells runs apart.

        Raises:
            ReportAssistantError: no run was chosen, or its file is gone.
        """
        run = self.run(name)
        path = self.folder_of(name) / which
        if which not in (PAGE, WORKBOOK) or not path.is_file():
            raise ReportAssistantError(f"评测 {run.when} 没有文件 {which}", hint="请重新运行评测")
        stem = f"评测 {Path(run.test_set).stem} {run.when.replace(':', '')}"
        return f"{stem}{path.suffix}", path.read_bytes()

    def test_set_of(self, name: str) -> tuple[str, bytes]:
        """The test set of a run as it was run.

        Raises:
            ReportAssistantError: no run was chosen, or its test set is gone.
        """
        run = self.run(name)
        path = next(self.folder_of(name).glob("testset.*"), None)
        if path is None:
            raise ReportAssistantError(f"评测 {run.when} 没有留下测试集", hint="请重新上传测试集")
        return run.test_set, path.read_bytes()
