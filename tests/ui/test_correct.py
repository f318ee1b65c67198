"""The command ``correct``, and how ``reports`` tells what was corrected."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from index.library import Library
from tests.fakes import HashEmbedder
from tests.index.torture.scenario import text_of
from tests.ui.program import here


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A report, and the same report from another site."""
    text = text_of(1, "望川县白石镇人民政府", 2024)
    (tmp_path / "a.txt").write_text(text, "utf-8")
    (tmp_path / "b.txt").write_text(text.replace("。", "。另有一件。", 1), "utf-8")
    with Library.open(tmp_path / "library", embedder=HashEmbedder()) as opened:
        opened.ingest([tmp_path / "a.txt", tmp_path / "b.txt"])
    return tmp_path / "library"


def listed(place: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(here("reports", "--json", cwd=place.parent).out)
    return found


@pytest.mark.slow
def test_correct_and_reset(library: Path, tmp_path: Path) -> None:
    entry = next(one for one in listed(library) if one["sources"] == ["a.txt"])
    assert entry["corrected"] == []
    options = ("--unit", "望川县青石镇人民政府", "--year", "2023年", "--region", "某省/望川县")
    done = here("correct", entry["id"], *options, "--json", cwd=tmp_path)
    assert done.status == 0, done.err
    told = json.loads(done.out)
    assert (told["unit"], told["year"]) == ("望川县青石镇人民政府", 2023)
    assert told["region"] == ["某省", "望川县"]
    assert told["corrected"] == ["unit", "region", "year"] and told in listed(library)
    table = here("reports", cwd=tmp_path).out
    assert "已人工更正" in table
    again = here("correct", entry["id"], "--reset", "--json", cwd=tmp_path)
    assert json.loads(again.out) == entry
    unknown = json.loads(here("correct", entry["id"], "--year", "", "--json", cwd=tmp_path).out)
    assert unknown["year"] is None


def test_reports_marks_a_look_alike(library: Path, tmp_path: Path) -> None:
    behind = next(one for one in listed(library) if one["near_duplicate_of"])
    table = here("reports", cwd=tmp_path).out
    assert "近似" in table and "其中 1 份与另一份近似" in table
    assert f"与 {behind['near_duplicate_of']} 近似" in here("show", behind["id"], cwd=tmp_path).out


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("correct",), "缺少参数 ID"),
        (("correct", "{id}"), "没有给出要更正的项"),
        (("correct", "{id}", "--reset", "--unit", "甲镇"), "不能同时使用"),
        (("correct", "{id}", "--year", "24"), "不是年度"),
        (("correct", "{id}", "--title", ""), "标题不能是"),
        (("correct", "0000000000000000", "--year", "2024"), "没有编号为"),
    ],
)
def test_bad_use_is_told_in_one_line(
    library: Path, tmp_path: Path, words: tuple[str, ...], complaint: str
) -> None:
    known = listed(library)[0]["id"]
    done = here(*(word.format(id=known) for word in words), cwd=tmp_path)
    assert done.status == 2 and complaint in done.err and "Traceback" not in done.err
    assert len(done.err.strip().splitlines()) == 1
