"""The commands ``backup``, ``restore`` and ``show --history`` as a user runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.library import Library
from tests.fakes import HashEmbedder
from tests.index.torture.scenario import go_through, write_files
from tests.ui.program import run


@pytest.fixture
def library(tmp_path: Path) -> Path:
    write_files(tmp_path / "files")
    go_through(tmp_path / "library", tmp_path / "files", lambda step: None)
    return tmp_path / "library"


def test_there_and_back(library: Path, tmp_path: Path) -> None:
    made = run("backup", "b.zip", "--json", cwd=tmp_path)
    assert made.status == 0, made.err
    assert json.loads(made.out)["reports"] == 3
    again = run("backup", "b.zip", cwd=tmp_path)
    assert again.status == 2 and "已经存在" in again.err and "Traceback" not in again.err
    refused = run("restore", "b.zip", cwd=tmp_path)
    assert refused.status == 2 and "--overwrite" in refused.err
    elsewhere = run("--library", "new", "restore", "b.zip", "--json", cwd=tmp_path)
    assert elsewhere.status == 0, elsewhere.err
    listed = [
        run("--library", name, "reports", "--json", cwd=tmp_path) for name in ("new", library)
    ]
    assert listed[0].out == listed[1].out
    (tmp_path / "b.zip").write_bytes(b"PK nonsense")
    broken = run("--library", "new", "restore", "b.zip", "--overwrite", cwd=tmp_path)
    assert broken.status == 2 and "不是完好的资料库备份" in broken.err
    assert run("--library", "new", "reports", "--json", cwd=tmp_path).out == listed[1].out


def test_history_is_shown_when_asked_for(library: Path, tmp_path: Path) -> None:
    with Library.open(library, embedder=HashEmbedder()) as opened:
        (entry,) = (one for one in opened.reports() if one.earlier_versions)
    shown = json.loads(run("show", entry.id, "--history", "--json", cwd=tmp_path).out)
    (version,) = shown["history"]
    assert version["version"] != entry.id and version["source"] == "c.txt"
    assert version["text"] != shown["text"]
    assert "更正前第 1 版" in run("show", entry.id, "--history", cwd=tmp_path).out
    plain = json.loads(run("show", entry.id, "--json", cwd=tmp_path).out)
    assert "history" not in plain and plain["earlier_versions"] == 1
