"""``find --draft`` and ``find --skeleton`` with the samples; every test runs the real program."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from index.library import Library
from tests.ui.program import command, environment, here

pytestmark = pytest.mark.slow

GENRE = "法治政府建设年度报告"
DRAFT = """南平区青山街道2025年法治政府建设情况报告

2025年，青山街道认真落实法治政府建设各项要求，取得一定成效。

一、2025年推进法治政府建设的主要举措和成效
（一）深入开展普法宣传
全年开展普法活动30场次。
（二）规范行政执法
组织执法检查120次，审查合同16份，做好政务公开。
三、2026年工作安排
继续抓好普法工作，补齐短板。
"""


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "草稿.txt"
    path.write_text(DRAFT, encoding="utf-8")
    return path


def test_a_draft_is_told_what_it_lacks(
    draft: Path, sample_library_folder: Path, sample_library: Library, tmp_path: Path
) -> None:
    words = ("find", "--draft", str(draft), "--json", "--library", str(sample_library_folder))
    finished = here(*words, cwd=tmp_path)
    assert (finished.status, finished.err) == (0, "")
    check = json.loads(finished.out)
    assert (check["genre"], check["outline"]["reports"]) == (GENRE, 11)
    assert check["headings"][1:3] == ["（一）深入开展普法宣传", "（二）规范行政执法"]
    lacking = {one["heading"]["role"] for one in check["missing"]}
    assert lacking == {"measures", "problems", "leader", "closing"}
    headings = [m["heading"]["heading"] for m in check["missing"] if m["heading"]["level"] == 2]
    assert any("决策" in heading for heading in headings)
    assert not any("普法" in heading or "执法" in heading for heading in headings)
    assert any(m["in_text"] for m in check["missing"])  # 政务公开 without a heading
    for heading in check["outline"]["headings"]:
        example = heading["example"]
        text = sample_library.report(example["report_id"]).text
        assert text[example["start"] : example["end"]] == example["quote"]
        assert example["source"].endswith(".txt")


def test_a_draft_may_be_piped_in(draft: Path, sample_library_folder: Path, tmp_path: Path) -> None:
    library = ("--library", str(sample_library_folder))
    from_file = here("find", "--draft", str(draft), *library, cwd=tmp_path)
    piped = subprocess.run(
        command("find", "--draft", "-", *library),
        cwd=tmp_path,
        env=environment(),
        input=DRAFT.encode(),
        capture_output=True,
        timeout=300,
    )
    assert (from_file.status, piped.returncode) == (0, 0)
    assert piped.stdout.decode() == from_file.out
    assert "第一责任人履职" in from_file.out
    assert "\x1b" not in from_file.out


def test_a_skeleton_of_a_genre(sample_library_folder: Path, tmp_path: Path) -> None:
    library = ("--library", str(sample_library_folder))
    finished = here("find", "--skeleton", "法治政府", "--json", *library, cwd=tmp_path)
    assert finished.status == 0
    outline = json.loads(finished.out)
    assert (outline["genre"], outline["reports"]) == (GENRE, 11)
    tops = [h["role"] for h in outline["headings"] if h["level"] == 1 and h["typical"]]
    assert tops == ["opening", "measures", "problems", "leader", "plan", "closing"]
    unnamed = here("find", "--skeleton", "--json", *library, cwd=tmp_path)
    assert json.loads(unnamed.out) == outline


def test_a_skeleton_of_one_part_and_year(sample_library_folder: Path, tmp_path: Path) -> None:
    words = ("find", "--skeleton", "--role", "plan", "--year", "2024", "--json")
    finished = here(*words, "--library", str(sample_library_folder), cwd=tmp_path)
    outline = json.loads(finished.out)
    assert {heading["role"] for heading in outline["headings"]} == {"plan"}
    assert {heading["example"]["year"] for heading in outline["headings"]} == {2024}


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ((), ("TEXT", "--draft", "--skeleton")),
        (("普法", "--skeleton"), ("'普法'",)),
        (("--draft", "没有.txt"), ("没有.txt",)),
        (("--skeleton", "企业年报"), ("企业年报", GENRE)),
    ],
)
def test_bad_use_is_one_line(
    words: tuple[str, ...], named: tuple[str, ...], sample_library_folder: Path, tmp_path: Path
) -> None:
    finished = here("find", *words, "--library", str(sample_library_folder), cwd=tmp_path)
    assert (finished.status, finished.out) == (2, "")
    assert finished.err.count("\n") == 1
    assert all(name in finished.err for name in named)


def test_an_empty_library_has_no_outline(draft: Path, tmp_path: Path) -> None:
    finished = here("find", "--draft", str(draft), cwd=tmp_path)
    assert (finished.status, finished.out) == (2, "")
    assert "ingest" in finished.err
