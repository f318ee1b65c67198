"""A library that is killed, starved of disk and damaged; the full form is ``make torture``.

The figures of a full run are in the README.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from index.library import Library
from tests.fakes import HashEmbedder
from tests.index.torture.scenario import expected_states, judge, write_files

ROOT = Path(__file__).resolve().parents[3]
SHORT = {"kills": 12, "calls": 10, "full": 8, "damaged": 24}


@pytest.fixture(scope="session")
def faults(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """``faults.c``, compiled."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if sys.platform != "linux" or compiler is None:
        pytest.skip("faults are injected with LD_PRELOAD: Linux and a C compiler are needed")
    library = tmp_path_factory.mktemp("faults") / "faults.so"
    source = Path(__file__).with_name("faults.c")
    options = ["-shared", "-fPIC", "-O1", "-o", str(library), str(source), "-ldl", "-lpthread"]
    subprocess.run([compiler, *options], check=True)
    return library


def run(kind: str, faults: Path, *options: str, seconds: int) -> dict[str, Any]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "LD_PRELOAD": str(faults)}
    finished = subprocess.run(
        [sys.executable, "-m", "tests.index.torture.run", kind, *options],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=seconds,
    )
    assert finished.stdout, finished.stderr[-2000:]
    print(finished.stdout)
    result: dict[str, Any] = json.loads(finished.stdout)
    return result


@pytest.mark.slow
@pytest.mark.parametrize("kind", SHORT)
def test_a_little_torture(kind: str, faults: Path) -> None:
    result = run(kind, faults, "--count", str(SHORT[kind]), seconds=500)
    assert result["wrong"] == []
    assert result["trials"] >= SHORT[kind]


@pytest.mark.torture
@pytest.mark.timeout(0)
@pytest.mark.parametrize("kind", SHORT)
def test_all_the_torture(kind: str, faults: Path, pytestconfig: pytest.Config) -> None:
    if "torture" not in str(pytestconfig.getoption("-m")):
        pytest.skip("takes half an hour; make torture")
    result = run(kind, faults, seconds=4 * 3600)
    assert result["wrong"] == []
    assert result["trials"] >= {"kills": 300, "calls": 500, "full": 100, "damaged": 500}[kind]


def test_the_judge_sees_a_lost_report_and_a_changed_one(tmp_path: Path) -> None:
    """What would pass everything proves nothing."""
    states = expected_states(tmp_path / "expected")
    for number, damage in enumerate(
        ("DELETE FROM reports WHERE title LIKE '%南汀乡%'", "UPDATE passages SET stop = stop - 1")
    ):
        files, library = tmp_path / f"files{number}", tmp_path / f"library{number}"
        write_files(files)
        with Library.open(library, embedder=HashEmbedder()) as opened:
            opened.ingest([files])
        connection = sqlite3.connect(library / "library.sqlite3")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(damage)
        connection.commit()
        connection.close()
        try:
            assert judge(library, files, states, acknowledged=5)
        except Exception as error:
            assert "已损坏" in str(error)
