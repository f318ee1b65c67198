"""One evaluation from test set to files: what ``eval`` does, without a command line around it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from eval.catalogue import Catalogue
from eval.compare import Comparison, compare
from eval.grade import grade
from eval.metrics import metrics
from eval.outcome import Outcome, Row
from eval.page import page_html
from eval.predictions import answer_digest, parse_prediction, read_predictions
from eval.run import PREDICTIONS, Progress, fingerprint_of, run_cases
from eval.systems import Asks, open_system
from eval.testset import TestSet, write_test_set
from eval.types import Case, Grade, Prediction, Verdict
from eval.verdicts import standing_opinions
from eval.workbook import write_workbook
from ingest.errors import ReportAssistantError

METRICS = "metrics.json"
PAGE = "report.html"
WORKBOOK = "report.xlsx"
CONVERTED = "converted.xlsx"


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """An earlier run.

    Attributes:
        metrics: its metrics.json.
        predictions: by question id; empty where the folder has none.
    """

    metrics: Mapping[str, Any]
    predictions: Mapping[str, Prediction]


def read_baseline(folder: Path) -> Baseline:
    """Read the folder that an earlier ``eval --out`` wrote.

    Raises:
        ReportAssistantError: it has no readable metrics.json.
    """
    path = folder / METRICS
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ReportAssistantError(
            f"基线 {folder} 里没有可读的 {METRICS}：{error}", hint="应为之前 eval --out 的文件夹"
        ) from error
    if not isinstance(document, dict) or not isinstance(document.get("overall"), dict):
        raise ReportAssistantError(
            f"{path} 不是评测结果，缺少 overall", hint="应为之前 eval --out 的文件夹"
        )
    if not isinstance(document.get("categories", {}), dict):
        raise ReportAssistantError(
            f"{path} 的 categories 应为对象", hint="应为之前 eval --out 的文件夹"
        )
    records = read_predictions(folder / PREDICTIONS) if (folder / PREDICTIONS).is_file() else []
    predictions = {record["id"]: parse_prediction(record) for record in records}
    return Baseline(metrics=document, predictions=predictions)


def evaluate(
    test_set: TestSet,
    assistant: Asks,
    catalogue: Catalogue,
    out: Path,
    *,
    system: str,
    model: str | None = None,
    baseline: Baseline | None = None,
    verdicts: Mapping[str, Verdict] | None = None,
    on_progress: Progress | None = None,
) -> Outcome:
    """Run a test set and write predictions, metrics, page and workbook into ``out``.

    Args:
        system: see ``eval.systems.system_names``.
        model: embedding model of the library, for a baseline system.
        baseline: what to compare with.
        verdicts: by question id, from an earlier report.html.

    Raises:
        ReportAssistantError: ``out`` cannot be written, or no system has that name.
    """
    result = run_cases(
        test_set.cases,
        open_system(system, assistant, catalogue, model=model),
        out,
        fingerprint=fingerprint_of(test_set, catalogue, system, model),
        on_progress=on_progress,
    )
    predictions = {record["id"]: parse_prediction(record) for record in result.records}
    judged = judge(test_set, predictions, catalogue, system, baseline, verdicts or {})
    outcome = replace(judged, resumed=result.resumed)
    write_outcome(outcome, out)
    return outcome


def judge(
    test_set: TestSet,
    predictions: Mapping[str, Prediction],
    catalogue: Catalogue,
    system: str,
    baseline: Baseline | None,
    verdicts: Mapping[str, Verdict],
) -> Outcome:
    """Grade predictions and compare them with the baseline's, graded by the same test set."""
    cases = test_set.cases
    grades = _grades(cases, predictions, catalogue)
    opinions = standing_opinions(verdicts, predictions)
    document = metrics(list(grades.values()), opinions)
    comparison: Comparison | None = None
    if baseline:
        common = [case for case in cases if case.id in baseline.predictions]
        before = _grades(common, baseline.predictions, catalogue)
        comparison = compare(
            baseline.metrics, document, list(before.values()), list(grades.values())
        )
    rows = tuple(
        Row(
            case=case,
            prediction=predictions[case.id],
            grade=grades[case.id],
            digest=answer_digest(predictions[case.id]),
            before=baseline.predictions.get(case.id) if baseline else None,
            before_grade=comparison.before.get(case.id) if comparison else None,
            declines=tuple(d for d in comparison.declines if d.id == case.id) if comparison else (),
            verdict=verdicts.get(case.id),
            opinion=opinions.get(case.id),
        )
        for case in cases
    )
    return Outcome(
        test_set=test_set,
        system=system,
        metrics=document,
        rows=rows,
        comparison=comparison,
        baseline=baseline.metrics if baseline else None,
        reports=len(catalogue.entries),
        when=datetime.now().strftime("%Y-%m-%d %H:%M"),
    )


def _grades(
    cases: Sequence[Case], predictions: Mapping[str, Prediction], catalogue: Catalogue
) -> dict[str, Grade]:
    return {
        case.id: grade(case, predictions[case.id], catalogue.index, catalogue.text)
        for case in cases
    }


def write_outcome(outcome: Outcome, out: Path) -> None:
    """Write metrics.json, report.html, report.xlsx and, for a free sheet, what became of it."""
    document = json.dumps(outcome.metrics, ensure_ascii=False, indent=2) + "\n"
    try:
        (out / METRICS).write_text(document, encoding="utf-8", newline="\n")
        # A lone surrogate of a test set shows as a question mark rather than stopping the page.
        page = page_html(outcome).encode("utf-8", errors="replace")
        (out / PAGE).write_bytes(page)
        write_workbook(out / WORKBOOK, outcome)
        if outcome.test_set.mapping is not None:
            write_test_set(out / CONVERTED, outcome.test_set.cases)
    except OSError as error:
        raise ReportAssistantError(
            f"无法写入评测结果文件夹 {out}：{error.strerror or error}", hint="请换一个可写的文件夹"
        ) from error
