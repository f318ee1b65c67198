"""The command ``doctor``: what is broken is named, and what can be made anew is mended."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from index.checkup import Check, check_library
from index.library import Library
from index.repair import rebuild
from tests.fakes import HashEmbedder
from tests.ui.program import here, run

TEXT = (
    "示例街道2024年法治政府建设年度报告\n\n一、主要举措\n（一）规范决策\n全年审查合同126份，提出修改意见203条。\n"
    "二、存在的不足\n一是执法力量薄弱，实有执法人员9名。\n"
)


@pytest.fixture
def embedder() -> HashEmbedder:
    return HashEmbedder()


@pytest.fixture
def folder(tmp_path: Path, embedder: HashEmbedder) -> Path:
    """A small library with its index on disk."""
    source = tmp_path / "reports"
    source.mkdir()
    (source / "a.txt").write_text(TEXT, encoding="utf-8")
    place = tmp_path / "library"
    with Library.open(place, embedder=embedder) as library:
        library.ingest([source])
        assert library.search("合同")
    return place


def checked(folder: Path, embedder: HashEmbedder) -> dict[str, Check]:
    return {check.check: check for check in check_library(folder, embedder)}


def wrong(folder: Path, embedder: HashEmbedder) -> set[str]:
    checks = checked(folder, embedder)
    assert all(check.mend for check in checks.values() if not check.ok)
    return {name for name, check in checks.items() if not check.ok}


def execute(folder: Path, statement: str) -> None:
    connection = sqlite3.connect(folder / "library.sqlite3")
    connection.execute(statement)
    connection.commit()
    connection.close()


def files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_whole_library_is_well_and_left_as_it_is(folder: Path, embedder: HashEmbedder) -> None:
    before = files(folder)
    checks = checked(folder, embedder)
    assert wrong(folder, embedder) == set()
    assert list(checks) == [
        *("资料库文件夹", "数据库", "报告", "阅读规则", "段落向量", "词索引", "残留文件"),
    ]
    assert "1 份报告" in checks["报告"].found
    assert files(folder) == before


def test_a_library_that_nobody_made_is_well(tmp_path: Path, embedder: HashEmbedder) -> None:
    checks = checked(tmp_path / "none", embedder)
    assert [check.ok for check in checks.values()] == [True]
    assert "尚未建立" in checks["资料库文件夹"].found
    assert wrong(tmp_path, embedder) == set()  # a folder without a database
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("damage", ["flip", "delete"])
def test_a_damaged_index_is_named_and_rebuilt(
    damage: str, folder: Path, embedder: HashEmbedder
) -> None:
    (place,) = (folder / "index").iterdir()
    for path in place.iterdir():
        if damage == "delete":
            path.unlink()
        elif path.suffix in (".term", ".idx"):
            path.write_bytes(path.read_bytes()[:-9] + b"\xff" * 9)
    assert wrong(folder, embedder) == {"词索引"}
    assert "重建" in rebuild(folder, embedder)
    assert wrong(folder, embedder) == set()
    with Library.open(folder, embedder=embedder) as library:
        assert library.search("合同", mode="lexical")
        assert library.search("合同", mode="dense")


def test_an_index_that_lags_behind_is_named(folder: Path, embedder: HashEmbedder) -> None:
    execute(folder, "DELETE FROM passages WHERE ordinal = 0")
    assert wrong(folder, embedder) == {"报告", "段落向量", "词索引"}


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM vectors",
        "UPDATE vectors SET data = substr(data, 1, length(data) - 256)",
        "UPDATE vectors SET data = substr(data, 1, 5)",
        "UPDATE vectors SET data = zeroblob(length(data))",
    ],
)
def test_wrong_vectors_are_named_and_made_anew(
    damage: str, folder: Path, embedder: HashEmbedder
) -> None:
    execute(folder, damage)
    assert "段落向量" in wrong(folder, embedder)
    assert "1 份报告的向量" in rebuild(folder, embedder)
    assert wrong(folder, embedder) == set()


def test_reports_of_another_reader_are_named(folder: Path, embedder: HashEmbedder) -> None:
    execute(folder, "UPDATE reports SET reader = reader - 1")
    assert wrong(folder, embedder) == {"阅读规则"}


@pytest.mark.parametrize(
    ("statement", "told"),
    [("PRAGMA user_version = 99", "99"), ("PRAGMA application_id = 1", "不是本程序")],
)
def test_another_version_or_program_is_named(
    statement: str, told: str, folder: Path, embedder: HashEmbedder
) -> None:
    execute(folder, statement)
    assert wrong(folder, embedder) == {"数据库"}
    assert told in checked(folder, embedder)["数据库"].found


def test_a_damaged_database_is_named(folder: Path, embedder: HashEmbedder) -> None:
    path = folder / "library.sqlite3"
    data = bytearray(path.read_bytes())
    data[4096 : len(data) // 2] = b"\xa5" * (len(data) // 2 - 4096)
    path.write_bytes(bytes(data))
    assert wrong(folder, embedder) == {"数据库"}


# The program itself.


def doctor(cwd: Path, *words: str) -> tuple[int, dict[str, dict[str, Any]]]:
    finished = here("doctor", "--json", *words, cwd=cwd)
    checks = json.loads(finished.out)
    assert all(set(check) == {"check", "ok", "found", "mend"} for check in checks)
    assert finished.err == ""
    return finished.status, {check["check"]: check for check in checks}


@pytest.mark.slow
def test_without_a_library_all_is_well_and_nothing_is_made(tmp_path: Path) -> None:
    status, checks = doctor(tmp_path)
    assert status == 0, checks
    assert {"Python", "依赖包", "向量模型", "资料库文件夹", "磁盘空间", "语言模型"} <= set(checks)
    assert "未配置" in checks["语言模型"]["found"]
    status, checks = doctor(tmp_path, "--repair")
    assert status == 0
    assert "尚未建立" in checks["修复"]["found"]
    assert list(tmp_path.iterdir()) == []


def test_a_model_that_cannot_be_loaded_is_named(tmp_path: Path) -> None:
    status, checks = doctor(tmp_path, "--model", str(tmp_path / "none"))
    assert status == 1
    assert not checks["向量模型"]["ok"]
    assert "--model" in checks["向量模型"]["mend"]


def test_an_unused_model_is_not_made(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    finished = run("doctor", "--json", cwd=tmp_path, REPORT_ASSISTANT_CACHE=str(cache))
    assert finished.status == 0
    checks = {check["check"]: check for check in json.loads(finished.out)}
    assert "尚未生成" in checks["向量模型"]["found"]
    assert not cache.exists()


@pytest.mark.slow
def test_a_damaged_library_is_told_not_thrown(tmp_path: Path) -> None:
    library = tmp_path / "library"
    library.mkdir()
    (library / "library.sqlite3").write_bytes(b"\x00 not a database \xff" * 400)
    for words in ((), ("--repair",)):
        status, checks = doctor(tmp_path, *words)
        assert status == 1
        assert not checks["数据库"]["ok"]
        assert "备份" in checks["数据库"]["mend"]
    finished = here("doctor", cwd=tmp_path)
    assert finished.status == 1
    assert "[有问题] 数据库" in finished.out
    assert "\x1b" not in finished.out


@pytest.mark.slow
def test_the_samples_are_well_and_repair_brings_the_indexes_back(
    sample_library_folder: Path, tmp_path: Path
) -> None:
    library = tmp_path / "library"
    shutil.copytree(sample_library_folder, library)
    status, checks = doctor(tmp_path)
    assert status == 0, checks
    shutil.rmtree(library / "index")
    status, checks = doctor(tmp_path)
    assert status == 1
    assert {name for name, check in checks.items() if not check["ok"]} == {"词索引"}
    status, checks = doctor(tmp_path, "--repair")
    assert status == 0, checks
    assert "重建词索引" in checks["修复"]["found"]
