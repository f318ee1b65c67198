"""The quality gate: the real program may not fall below the committed figures.

``python -m tests.eval.test_gate`` writes the figures of the present code into ``committed/``; do so
only for a change that is meant, and say why in the changelog.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from eval.catalogue import Catalogue
from eval.compare import falls
from eval.evaluate import judge
from eval.predictions import parse_prediction
from eval.run import run_cases
from eval.systems import open_system
from eval.testset import read_test_set
from eval.types import Case

if TYPE_CHECKING:
    from index.library import Library

HERE = Path(__file__).parent
COMMITTED = HERE / "committed"
SAMPLES = HERE.parents[1] / "ui" / "samples"
SAMPLE_TESTS = HERE.parent / "data" / "samples.jsonl"
OFFICES = HERE.parent / "data" / "offices"
_NOT_COMMITTED = ("latency_p50_ms", "latency_p95_ms", "intervals")
_SIX = 6

pytestmark = pytest.mark.slow


def measured(reports: Sequence[Path], tests: Path, work: Path, *, part: bool = False) -> Any:
    """metrics.json of the present code over a library made anew."""
    from index.embed import SentenceTransformerEmbedder
    from index.library import Library

    with Library.open(work / "library", embedder=SentenceTransformerEmbedder()) as library:
        library.ingest(list(reports))
        return measured_over(library, tests, work, part=part)


def measured_over(library: Library, tests: Path, work: Path, *, part: bool = False) -> Any:
    """metrics.json of the present code over a library."""
    from assistant.answer import Assistant

    catalogue = Catalogue.of(library)
    test_set = read_test_set(tests, catalogue)
    cases = test_set.cases
    if part:
        cases = tuple(case for case in cases if _covered(case, catalogue))
    system = open_system("assistant", Assistant(library), catalogue)
    result = run_cases(cases, system, work / "out", fingerprint="gate")
    predictions = {record["id"]: parse_prediction(record) for record in result.records}
    kept = type(test_set)(name=test_set.name, cases=cases)
    document = dict(judge(kept, predictions, catalogue, "assistant", None, {}).metrics)
    for fields in (document["overall"], *document["categories"].values()):
        for name in _NOT_COMMITTED:
            del fields[name]
    return document


def _covered(case: Case, catalogue: Catalogue) -> bool:
    """Whether the library has all that a case needs; a refusal needs nothing."""
    if case.refuse:
        return True
    sources = [evidence.source for evidence in case.evidence]
    return bool(sources) and all(catalogue.index.reports(source) for source in sources)


def six_reports(corpora: Path) -> list[Path]:
    """The six reports that bear most of the questions; by name where they bear as many."""
    lines = (corpora / "corpora" / "gov_dev.jsonl").read_text(encoding="utf-8").splitlines()
    count = Counter(item["source"] for line in lines for item in json.loads(line)["evidence"])
    names = sorted(count, key=lambda name: (-count[name], name))[:_SIX]
    return [corpora / "corpora" / "gov_reports" / name for name in names]


def check(name: str, document: Any) -> None:
    path = COMMITTED / f"{name}.json"
    assert path.is_file(), f"{path} is missing: python -m tests.eval.test_gate writes it"
    committed = json.loads(path.read_text(encoding="utf-8"))
    assert committed["overall"]["n"] == document["overall"]["n"], "the test set has changed"
    assert [f"{f.group} {f.metric}: {f.before} → {f.now}" for f in falls(committed, document)] == []


def test_the_samples_are_answered_as_well_as_before(
    sample_library: Library, tmp_path: Path
) -> None:
    check("samples", measured_over(sample_library, SAMPLE_TESTS, tmp_path))


@pytest.mark.parametrize("name", ["l", "m", "n", "o", "p", "r", "s"])
def test_invented_offices_are_answered_as_well_as_before(name: str, tmp_path: Path) -> None:
    """Look-alike law reports of offices of every kind, and questions by people who did not know how
    they would be answered."""
    tests = OFFICES / f"questions_{name}.jsonl"
    check(f"offices-{name}", measured([OFFICES / name], tests, tmp_path))


@pytest.mark.corpora
def test_the_dev_set_is_answered_as_well_as_before(corpora: Path, tmp_path: Path) -> None:
    check("dev", measured([corpora / "reports"], corpora / "eval" / "dev.jsonl", tmp_path))


@pytest.mark.corpora
def test_six_look_alikes_are_answered_as_well_as_before(corpora: Path, tmp_path: Path) -> None:
    tests = corpora / "corpora" / "gov_dev.jsonl"
    check("gov-six", measured(six_reports(corpora), tests, tmp_path, part=True))


def main() -> None:
    """Write the figures of the present code."""
    COMMITTED.mkdir(exist_ok=True)
    runs: list[tuple[str, list[Path], Path, bool]] = [("samples", [SAMPLES], SAMPLE_TESTS, False)]
    for name in ("l", "m", "n", "o", "p", "r", "s"):
        tests = OFFICES / f"questions_{name}.jsonl"
        runs.append((f"offices-{name}", [OFFICES / name], tests, False))
    if folder := os.environ.get("REPORT_ASSISTANT_CORPORA"):
        corpora = Path(folder)
        runs.append(("dev", [corpora / "reports"], corpora / "eval" / "dev.jsonl", False))
        tests = corpora / "corpora" / "gov_dev.jsonl"
        runs.append(("gov-six", six_reports(corpora), tests, True))
    for name, reports, tests, part in runs:
        with tempfile.TemporaryDirectory() as work:
            document = measured(reports, tests, Path(work), part=part)
        text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
        (COMMITTED / f"{name}.json").write_text(text, encoding="utf-8")
        print(name, document["overall"]["right"], "/", document["overall"]["n"])


if __name__ == "__main__":
    main()
