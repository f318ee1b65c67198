from __future__ import annotations

import json
import random
import sqlite3
import zipfile
from pathlib import Path

import pytest

from index.backup import back_up
from index.checkup import check_library
from index.library import Library
from index.restore import restore
from ingest.errors import ReportAssistantError
from tests.fakes import HashEmbedder
from tests.index.torture.scenario import State, go_through, observe, text_of, write_files


@pytest.fixture
def library(tmp_path: Path) -> Path:
    write_files(tmp_path / "files")
    go_through(tmp_path / "library", tmp_path / "files", lambda step: None)
    return tmp_path / "library"


@pytest.fixture
def backup(library: Path, tmp_path: Path) -> Path:
    back_up(library, tmp_path / "备份.zip")
    return tmp_path / "备份.zip"


def one_report(folder: Path, file: Path) -> State:
    """A library that holds something else."""
    file.write_text(text_of(9, "望川县东河镇人民政府", 2022), "utf-8")
    with Library.open(folder, embedder=HashEmbedder()) as opened:
        opened.ingest([file])
    return observe(folder)


def test_a_restored_library_is_the_one_that_was_backed_up(
    library: Path, backup: Path, tmp_path: Path
) -> None:
    manifest = restore(backup, tmp_path / "elsewhere")
    assert observe(tmp_path / "elsewhere") == observe(library)
    assert (manifest.reports, manifest.earlier_versions) == (3, 1)
    assert all(check.ok for check in check_library(tmp_path / "elsewhere", HashEmbedder()))
    assert not list(tmp_path.glob(".backup-*"))
    assert not list((tmp_path / "elsewhere").glob(".restore-*"))


def test_an_older_backup_makes_nothing_everybody_s(
    library: Path, backup: Path, tmp_path: Path
) -> None:
    with Library.open(library, embedder=HashEmbedder()) as opened:
        hidden = opened.reports()[0].id
        opened.collections.put("内部", [hidden])
    restore(backup, library, overwrite=True)
    with Library.open(library, embedder=HashEmbedder()) as opened:
        assert opened.collections.reports("内部") == {hidden}
        assert len(opened.reports()) == 3
    back_up(library, tmp_path / "later.zip")
    restore(tmp_path / "later.zip", tmp_path / "elsewhere")
    with Library.open(tmp_path / "elsewhere", embedder=HashEmbedder()) as opened:
        assert opened.collections.reports("内部") == {hidden}


def test_anybody_can_open_it(backup: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(backup) as archive:
        assert sorted(archive.namelist()) == ["library.sqlite3", "manifest.json", "说明.txt"]
        assert archive.testzip() is None
        archive.extract("library.sqlite3", tmp_path / "unpacked")
        assert json.loads(archive.read("manifest.json"))["reports"] == 3
    connection = sqlite3.connect(tmp_path / "unpacked" / "library.sqlite3")
    assert connection.execute("SELECT count(*) FROM reports").fetchone() == (3,)
    connection.close()


def test_nothing_is_overwritten_without_being_told(backup: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    held = one_report(other, tmp_path / "e.txt")
    with pytest.raises(ReportAssistantError, match=r"已有 1 份报告.*--overwrite"):
        restore(backup, other)
    assert observe(other) == held
    with pytest.raises(ReportAssistantError, match="已经存在"):
        back_up(other, backup)


def test_whoever_has_the_library_open_goes_on_with_the_restored_one(
    library: Path, backup: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    one_report(other, tmp_path / "e.txt")
    with Library.open(other, embedder=HashEmbedder()) as opened:
        for mode in ("lexical", "dense", "hybrid"):
            assert {hit.report.year for hit in opened.search("审查合同", mode=mode)} == {2022}
        restore(backup, other, overwrite=True)
        expected = observe(library)
        assert {entry.id for entry in opened.reports()} == {str(e[0]) for e in expected.entries}
        for mode in ("lexical", "dense", "hybrid"):
            hits = opened.search("审查合同", mode=mode, limit=1000)
            assert hits and {hit.report.year for hit in hits} == {2024}
    assert observe(other) == expected


@pytest.mark.parametrize("damage", ["flip", "cut", "foreign", "manifest", "newer"])
def test_a_damaged_backup_changes_nothing(damage: str, backup: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    held = one_report(other, tmp_path / "e.txt")
    data = bytearray(backup.read_bytes())
    if damage == "flip":
        data[len(data) // 2] ^= 1
        backup.write_bytes(data)
    elif damage == "cut":
        backup.write_bytes(data[: len(data) // 2])
    elif damage == "foreign":
        backup.write_text("不是备份", "utf-8")
    else:
        with zipfile.ZipFile(backup) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        manifest = json.loads(members["manifest.json"])
        changed = {"reports": 4} if damage == "manifest" else {"format": "another-backup-9"}
        members["manifest.json"] = json.dumps({**manifest, **changed}).encode()
        with zipfile.ZipFile(backup, "w") as archive:
            for name, content in members.items():
                archive.writestr(name, content)
    with pytest.raises(ReportAssistantError, match="不是完好的资料库备份"):
        restore(backup, other, overwrite=True)
    assert observe(other) == held


def test_any_flipped_byte_of_a_backup_is_noticed_or_harmless(
    library: Path, backup: Path, tmp_path: Path
) -> None:
    expected = observe(library)
    whole, chance, refused = backup.read_bytes(), random.Random(3), 0
    for number in range(40):
        data = bytearray(whole)
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        backup.write_bytes(data)
        place = tmp_path / f"r{number}"
        try:
            restore(backup, place)
        except ReportAssistantError:
            refused += 1
            assert not (place / "library.sqlite3").exists()
        else:
            assert observe(place) == expected
    assert refused > 30


def test_a_library_beyond_reading_is_replaced_and_kept(backup: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "library.sqlite3").write_bytes(b"\0 no database \xff" * 500)
    with pytest.raises(ReportAssistantError, match="读不了"):
        restore(backup, other)
    restore(backup, other, overwrite=True)
    assert len(observe(other).entries) == 3
    (kept,) = other.glob("library.sqlite3.damaged-*")
    assert kept.read_bytes().startswith(b"\0 no database")


def test_there_is_nothing_to_back_up_or_restore(tmp_path: Path) -> None:
    with pytest.raises(ReportAssistantError, match="不是资料库"):
        back_up(tmp_path, tmp_path / "b.zip")
    with pytest.raises(ReportAssistantError, match="没有备份文件"):
        restore(tmp_path / "none.zip", tmp_path / "library")
