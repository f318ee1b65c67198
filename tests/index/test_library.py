"""A library on disk: what lasts, what is refused, what a damaged or full disk does."""

from __future__ import annotations

import dataclasses
import errno
import shutil
import sqlite3
from decimal import Decimal
from pathlib import Path

import pytest

from index.derived import Generation
from index.library import Library
from index.lock import WriterLock
from index.repair import rebuild
from ingest.errors import ReportAssistantError
from ingest.report import Reading
from ingest.types import Figure
from tests.fakes import HashEmbedder
from tests.index.conftest import make_report, outcomes, read_plain


def test_everything_survives_a_restart(tmp_path: Path, embedder: HashEmbedder) -> None:
    sentence = "审核合同25件。"
    report = dataclasses.replace(
        make_report(f"#measures\n{sentence}\n", unit="青石街道", year=2024),
        pages=(0,),
        region=("某省", "某市"),
        figures=(
            Figure(
                start=14,
                end=17,
                value=Decimal("25"),
                high=Decimal("26.50"),
                measure="件",
                amount=Decimal("25"),
                base="件",
                indicator="审核合同",
                change="to",
                sentence_start=10,
                sentence_end=10 + len(sentence),
            ),
        ),
    )
    file = tmp_path / "a.txt"
    file.write_text("x", "utf-8")
    place = tmp_path / "library"
    reader = lambda name, data: Reading(report=report)  # noqa: E731
    with Library.open(place, embedder=embedder, reader=reader) as library:
        library.ingest([file])
        hits = library.search("审核合同")
    with Library.open(place, embedder=embedder, create=False) as library:
        assert library.report(report.id) == report
        assert library.search("审核合同") == hits
        source = library.sources(report.id)[0]
        assert (source.origin, source.source, source.size) == (str(file), "a.txt", 1)


def test_removed_reports_are_gone_everywhere(library: Library, folder: Path) -> None:
    library.ingest([folder])
    gone = library.reports()[0].id
    with pytest.raises(ReportAssistantError, match="nothing-such"):
        library.remove([gone, "nothing-such"])
    assert len(library.reports()) == 3
    library.remove([gone])
    assert gone not in {entry.id for entry in library.reports()}
    assert all(hit.report.id != gone for hit in library.search("审核合同88份", limit=50))
    assert library.sources(gone) == ()
    with pytest.raises(ReportAssistantError, match=gone):
        library.report(gone)


@pytest.mark.parametrize("change", ["'99份'", "CAST(x'ff' AS TEXT)"])
def test_a_changed_byte_in_the_database_is_no_passage(
    change: str, tmp_path: Path, folder: Path, embedder: HashEmbedder
) -> None:
    """SQLite does not notice it; the report is left out until its file is taken in again."""
    place = tmp_path / "资料库"
    with Library.open(place, embedder=embedder, reader=read_plain) as library:
        library.ingest([folder])
        ids = {entry.unit: entry.id for entry in library.reports()}
    connection = sqlite3.connect(place / "library.sqlite3")
    connection.execute(f"UPDATE reports SET text = replace(text, '88份', {change})")
    connection.execute("DELETE FROM derived")
    connection.commit()
    connection.close()
    with Library.open(place, embedder=embedder, reader=read_plain) as library:
        for mode in ("lexical", "dense", "hybrid"):
            hits = library.search("审核合同88份", mode=mode, limit=50)
            assert hits and not [hit for hit in hits if "99份" in hit.text]
        with pytest.raises(ReportAssistantError, match="已损坏"):
            library.report(ids["白水区城管委"])
    assert "损坏" in rebuild(place, embedder)
    with Library.open(place, embedder=embedder, reader=read_plain) as library:
        assert outcomes(library, folder)["town/a.txt"] == "updated"
        assert "88份" in library.search("审核合同88份", limit=1)[0].text


def test_vectors_that_changed_are_made_anew(
    tmp_path: Path, folder: Path, embedder: HashEmbedder
) -> None:
    place = tmp_path / "资料库"
    with Library.open(place, embedder=embedder, reader=read_plain) as library:
        library.ingest([folder])
        expected = library.search("审核合同", mode="dense", limit=50)
    connection = sqlite3.connect(place / "library.sqlite3")
    turned = "CAST(substr(data, 257) || substr(data, 1, 256) AS BLOB)"
    connection.execute(f"UPDATE vectors SET data = {turned}")
    connection.commit()
    connection.close()
    with Library.open(place, embedder=embedder, reader=read_plain) as library:
        assert library.search("审核合同", mode="dense", limit=50) == expected


def test_a_folder_that_cannot_be_written_is_searched_all_the_same(
    tmp_path: Path, folder: Path, embedder: HashEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "资料库"
    with Library.open(place, embedder=embedder, reader=read_plain) as library:
        library.ingest([folder])
        expected = library.search("审核合同", limit=50)
    shutil.rmtree(place / "index")

    def refuse(self: WriterLock, wait: float, *, sign: bool) -> bool:
        raise ReportAssistantError("不可写入")

    monkeypatch.setattr(WriterLock, "_take", refuse)
    with Library.open(place, embedder=embedder, create=False) as library:
        assert library.search("审核合同", limit=50) == expected
    assert not (place / "index").exists()


def test_a_full_disk_is_told_and_made_up_for(
    tmp_path: Path, folder: Path, embedder: HashEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The index cannot be written: the report is stored, and questions see the last index."""

    def full(*_: object, **__: object) -> Generation:
        raise OSError(errno.ENOSPC, "No space left on device")

    with Library.open(tmp_path / "资料库", embedder=embedder, reader=read_plain) as library:
        library.ingest([folder / "a.txt"])
        with monkeypatch.context() as patch:
            patch.setattr("index.derived.grow", full)
            with pytest.raises(ReportAssistantError, match=r"No space.*报告都已存好"):
                library.ingest([folder])
            assert [hit.report.year for hit in library.search("审核合同", limit=50)] == [2023] * 6
            assert len(library.reports()) == 1
        library.ingest([folder])
        assert len(library.reports()) == 3


def test_no_library_and_no_sqlite_are_told(tmp_path: Path, embedder: HashEmbedder) -> None:
    with pytest.raises(ReportAssistantError, match="不是资料库"):
        Library.open(tmp_path / "none", embedder=embedder, create=False)
    (tmp_path / "library.sqlite3").write_text("这不是数据库" * 100, "utf-8")
    with pytest.raises(ReportAssistantError, match=r"library\.sqlite3"):
        Library.open(tmp_path, embedder=embedder)


def test_newer_and_foreign_databases_are_refused(tmp_path: Path, embedder: HashEmbedder) -> None:
    Library.open(tmp_path, embedder=embedder).close()
    connection = sqlite3.connect(tmp_path / "library.sqlite3")
    connection.execute("PRAGMA user_version = 99")
    connection.commit()
    with pytest.raises(ReportAssistantError, match="99"):
        Library.open(tmp_path, embedder=embedder)
    connection.execute("PRAGMA application_id = 7")
    connection.commit()
    connection.close()
    with pytest.raises(ReportAssistantError, match="别的程序"):
        Library.open(tmp_path, embedder=embedder)
