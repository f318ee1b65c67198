"""A library that version 1 of the tables holds is brought up to date, whole or not at all."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from index import migration
from index.checkup import check_library
from index.library import Library
from ingest.errors import ReportAssistantError
from tests.fakes import HashEmbedder
from tests.index.torture.scenario import REMOVED, State, observe, write_files

VERSION_1 = Path(__file__).with_name("version1.sql")


@pytest.fixture
def old(tmp_path: Path) -> tuple[Path, State]:
    """A library of version 1, and what it holds."""
    write_files(tmp_path / "files")
    (tmp_path / "files" / "b.txt").unlink()
    with Library.open(tmp_path / "new", embedder=HashEmbedder()) as library:
        library.ingest([tmp_path / "files"])
    expected = observe(tmp_path / "new")
    place = tmp_path / "old"
    (place / "index").mkdir(parents=True)
    (place / "index" / "dense-0123-4.faiss").write_bytes(b"of version 1")
    connection = sqlite3.connect(place / "library.sqlite3")
    connection.executescript(VERSION_1.read_text("utf-8"))
    connection.execute("ATTACH ? AS new", (str(tmp_path / "new" / "library.sqlite3"),))
    for table in ("reports", "sections", "passages", "figures", "sources", "vectors"):
        names = [row[1] for row in connection.execute(f"PRAGMA main.table_info({table})")]
        columns = ", ".join(names)
        connection.execute(
            f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM new.{table}"
        )
    connection.execute("UPDATE main.state SET value = 5")
    connection.commit()
    connection.close()
    return place, expected


def test_nothing_is_lost_and_all_is_searchable(
    old: tuple[Path, State], caplog: pytest.LogCaptureFixture
) -> None:
    place, expected = old
    assert [c.check for c in check_library(place, HashEmbedder())] == ["资料库文件夹", "数据库"]
    assert observe(place) == expected
    assert "版本 1 升级到版本 5" in caplog.text
    assert all(check.ok for check in check_library(place, HashEmbedder()))
    assert [path.name[:7] for path in (place / "index").iterdir()] == ["lexical"]
    embedder = HashEmbedder()
    with Library.open(place, embedder=embedder) as library:
        assert library.search("审查合同") and embedder.passages_embedded == 0
        library.remove([e.id for e in library.reports() if e.sources == (REMOVED,)])
    caplog.clear()
    observe(place)
    assert "升级" not in caplog.text


def test_an_interrupted_upgrade_leaves_the_old_library(
    old: tuple[Path, State], monkeypatch: pytest.MonkeyPatch
) -> None:
    place, expected = old
    before = (place / "library.sqlite3").read_bytes()

    def fail(text: str) -> bytes:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(migration.likeness, "signature", fail)
        with pytest.raises(KeyboardInterrupt):
            Library.open(place, embedder=HashEmbedder())
    connection = sqlite3.connect(place / "library.sqlite3")
    assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    connection.close()
    assert len((place / "library.sqlite3").read_bytes()) == len(before)
    assert observe(place) == expected


def test_what_came_after_is_added_and_may_be_used(tmp_path: Path) -> None:
    """Version 3 knew no corrections by hand."""
    write_files(tmp_path / "files")
    place = tmp_path / "library"
    with Library.open(place, embedder=HashEmbedder()) as library:
        library.ingest([tmp_path / "files"])
    expected = observe(place)
    connection = sqlite3.connect(place / "library.sqlite3")
    connection.executescript(
        "DROP TABLE corrections; DROP TABLE collections; DROP TABLE collected; PRAGMA user_version = 3"
    )
    connection.close()
    assert observe(place) == expected
    with Library.open(place, embedder=HashEmbedder()) as library:
        assert library.correct(library.reports()[0].id, year=2020).corrected == ("year",)
    assert all(check.ok for check in check_library(place, HashEmbedder()))


def test_what_is_too_old_is_refused_with_words(tmp_path: Path) -> None:
    Library.open(tmp_path, embedder=HashEmbedder()).close()
    connection = sqlite3.connect(tmp_path / "library.sqlite3")
    connection.execute("PRAGMA user_version = 0")
    connection.commit()
    connection.close()
    with pytest.raises(ReportAssistantError, match=r"版本是 0.*重新运行 ingest"):
        Library.open(tmp_path, embedder=HashEmbedder())
