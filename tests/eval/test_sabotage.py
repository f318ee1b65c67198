"""Faults put into the real program: the gate sees each, and report.html leads to it.

The faults are made where a programmer would make them, on the way from question to answer; what
follows (the program's own gate, the run, the grades, the page) is the real thing.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest

import assistant.answer
from assistant.answer import Assistant
from assistant.draft import make_citations
from assistant.scope import ReportScope, resolve_scope
from assistant.types import Answer, Citation
from eval.command import add_arguments, run
from index.library import Library
from tests.ui.program import run as run_program

pytestmark = pytest.mark.slow
QUESTIONS = Path(__file__).parent.parent / "data" / "samples.jsonl"
EVERY = 9


@pytest.fixture(scope="module")
def test_set(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every ninth question of the samples: all categories, in a few seconds."""
    path = tmp_path_factory.mktemp("sabotage") / "part.jsonl"
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[::EVERY]), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def baseline(sample_library: Library, test_set: Path) -> Path:
    """What the sound program gives."""
    out = test_set.parent / "baseline"
    assert evaluate(sample_library, test_set, "--out", out) == 0
    return out


def evaluate(library: Library, *words: object) -> int:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return run(
        parser.parse_args([str(word) for word in words]), lambda: (Assistant(library), library)
    )


def scope_ignored(patch: pytest.MonkeyPatch) -> None:
    """The units and years of a question are read and then not used."""

    def everywhere(reading: Any, *others: Any) -> ReportScope:
        anywhen = replace(reading.years, years=())
        return resolve_scope(replace(reading, units=(), years=anywhen), *others)

    patch.setattr(assistant.answer, "resolve_scope", everywhere)


def marker_off_by_one(patch: pytest.MonkeyPatch) -> None:
    """Every citation gets the marker of its neighbour; none dangles, so no quick check sees it."""

    def shifted(*arguments: Any) -> tuple[Citation, ...]:
        made = make_citations(*arguments)
        return tuple(replace(one, marker=one.marker % len(made) + 1) for one in made)

    patch.setattr(assistant.answer, "make_citations", shifted)


def numbering_from_two(patch: pytest.MonkeyPatch) -> None:
    """Citations are counted from 2, the answer's markers from 1."""

    def late(*arguments: Any) -> tuple[Citation, ...]:
        return tuple(replace(one, marker=one.marker + 1) for one in make_citations(*arguments))

    patch.setattr(assistant.answer, "make_citations", late)


def digit_changed(patch: pytest.MonkeyPatch) -> None:
    """The first number of each answer is another one, behind the program's own check."""

    def change(answer: Answer, vouched: Any) -> Answer:
        other = re.sub(r"\d", lambda digit: str((int(digit[0]) + 1) % 10), answer.answer, count=1)
        return replace(answer, answer=other)

    patch.setattr(assistant.answer, "gated", change)


FAULTS = [
    (scope_ignored, "引文查准", "低于基线：引文查准"),
    (marker_off_by_one, "标记对应", "所带的标记没有指向其出处"),
    (numbering_from_two, "正确率", "本应回答，却拒答"),
    (digit_changed, "数字有据", "不在所引的句子里"),
]


@pytest.mark.parametrize(("sabotage", "metric", "said"), FAULTS)
def test_a_fault_fails_the_gate_and_is_found_on_the_page(
    sample_library: Library,
    test_set: Path,
    baseline: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    sabotage: Any,
    metric: str,
    said: str,
) -> None:
    sabotage(monkeypatch)
    assert evaluate(sample_library, test_set, "--out", tmp_path, "--baseline", baseline) == 1
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    gate = page[page.index('<div class="gate bad">') : page.index("</table>")]
    (fall,) = re.findall(rf"<tr><td>总体</td><td>{metric}</td>.*?</tr>", gate)
    linked = re.findall(r'<a href="#(q-[^"]+)">', fall)
    assert linked
    rows = {anchor: row for anchor, row in _rows(page) if anchor in linked}
    assert set(rows) == set(linked)
    assert all(f"低于基线：{metric}" in row for row in rows.values())
    assert any(said in row for row in rows.values())
    # The page opens on them, whether or not the answers still count as right.
    assert all(re.search(r'data-states="[^"]*\b(wrong|declined)\b', row) for row in rows.values())


def _rows(page: str) -> Iterator[tuple[str, str]]:
    for anchor, row in re.findall(
        r'(?s)<details class="row" id="(q-[^"]+)"(.*?</div></details>)', page
    ):
        yield anchor, unescape(row)


def test_the_sound_program_passes_its_own_gate(
    sample_library: Library, test_set: Path, baseline: Path, tmp_path: Path
) -> None:
    assert evaluate(sample_library, test_set, "--out", tmp_path, "--baseline", baseline) == 0


def test_two_runs_of_the_program_differ_in_latency_alone(
    sample_library_folder: Path, test_set: Path, tmp_path: Path
) -> None:
    """Two processes whose sets and dictionaries hash differently."""
    documents = []
    for seed in ("1", "2"):
        words = ("--library", str(sample_library_folder), "eval", str(test_set), "--out", seed)
        done = run_program(*words, "--json", cwd=tmp_path, PYTHONHASHSEED=seed)
        assert done.status == 0, done.err
        document = json.loads(done.out)
        assert document == json.loads((tmp_path / seed / "metrics.json").read_text("utf-8"))
        for fields in (document["overall"], *document["categories"].values()):
            del fields["latency_p50_ms"], fields["latency_p95_ms"]
        documents.append(document)
    assert documents[0] == documents[1]
    lines = [(tmp_path / seed / "predictions.jsonl").read_text("utf-8") for seed in ("1", "2")]
    one, two = (re.sub(r'"elapsed_ms": \d+', "", text) for text in lines)
    assert one == two
