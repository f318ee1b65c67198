"""What becomes of files that are given to a library."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.library import Library
from ingest.errors import ReportAssistantError
from ingest.report import Reading
from tests.fakes import HashEmbedder
from tests.index.conftest import outcomes, read_plain


def test_two_files_of_one_name_are_two_reports(library: Library, folder: Path) -> None:
    assert outcomes(library, folder) == {
        "a.txt": "added",
        "b.txt": "added",
        "town/a.txt": "added",
    }
    entries = library.reports()
    assert [(entry.unit, entry.year) for entry in entries] == [
        ("白水区城管委", 2024),
        ("青石街道", 2023),
        ("青石街道", 2024),
    ]
    assert entries[0].sources == ("town/a.txt",)


def test_an_unchanged_file_does_nothing(
    library: Library, folder: Path, embedder: HashEmbedder
) -> None:
    library.ingest([folder])
    embedded = embedder.passages_embedded
    assert set(outcomes(library, folder).values()) == {"unchanged"}
    assert embedder.passages_embedded == embedded


def test_new_content_replaces_the_old(library: Library, folder: Path) -> None:
    before = library.ingest([folder])[0].report_id
    (folder / "a.txt").write_text("青石街道|2023\n#measures\n全年审核合同52件。\n", "utf-8")
    assert outcomes(library, folder)["a.txt"] == "updated"
    assert before not in {entry.id for entry in library.reports()}
    assert not [
        hit for hit in library.search("普法宣传活动12次", mode="lexical") if "12次" in hit.text
    ]
    assert "52件" in library.search("审核合同52件", limit=1)[0].text


def test_the_same_content_is_one_report_with_two_sources(library: Library, folder: Path) -> None:
    library.ingest([folder])
    copy = folder / "copy.txt"
    copy.write_bytes((folder / "a.txt").read_bytes())
    (folder / "crlf.txt").write_bytes((folder / "a.txt").read_bytes() + b"")
    found = outcomes(library, folder)
    assert found["copy.txt"] == found["crlf.txt"] == "duplicate"
    sources = {entry.sources for entry in library.reports()}
    assert ("a.txt", "copy.txt", "crlf.txt") in sources
    (folder / "a.txt").write_text("别的内容\n", "utf-8")  # the other sources keep the report
    assert outcomes(library, folder)["a.txt"] == "updated"
    assert ("copy.txt", "crlf.txt") in {entry.sources for entry in library.reports()}


def test_bad_files_are_rejected_and_the_rest_goes_on(library: Library, folder: Path) -> None:
    (folder / "0-empty.txt").write_text("", "utf-8")
    (folder / "1-binary.txt").write_bytes(b"\xff\xfe\x00\x81")
    (folder / "2-part.txt").write_text("红叶镇|2024\n缺页\n", "utf-8")
    (folder / "3-gone.txt").symlink_to(folder / "nowhere.txt")
    (folder / ".hidden.txt").write_text("不看\n", "utf-8")
    records = {record.source: record for record in library.ingest([folder])}
    assert [records[name].outcome for name in sorted(records)] == [
        "rejected",
        "rejected",
        "partial",
        "rejected",
        "added",
        "added",
        "added",
    ]
    assert all(r.reason for r in records.values() if r.outcome in ("rejected", "partial"))
    assert ".hidden.txt" not in records


def test_a_rejected_new_version_keeps_the_old(library: Library, folder: Path) -> None:
    library.ingest([folder])
    (folder / "a.txt").write_text("", "utf-8")
    assert outcomes(library, folder)["a.txt"] == "rejected"
    assert len(library.reports()) == 3


def test_a_missing_path_stops_before_anything_is_done(library: Library, folder: Path) -> None:
    with pytest.raises(ReportAssistantError, match="没有文件"):
        library.ingest([folder, folder / "没有.txt"])
    assert library.reports() == ()


def test_a_file_given_twice_has_one_record(library: Library, folder: Path) -> None:
    assert list(outcomes(library, folder / "a.txt", folder)) == ["a.txt", "b.txt", "town/a.txt"]


def test_progress_is_told_file_by_file(library: Library, folder: Path) -> None:
    told: list[tuple[int, int, str]] = []
    library.ingest([folder], on_progress=lambda *step: told.append(step))
    assert told == [(0, 3, "a.txt"), (1, 3, "b.txt"), (2, 3, "town/a.txt"), (3, 3, "")]


def test_what_was_taken_before_an_interruption_is_kept(library: Library, folder: Path) -> None:
    def stop_at_third(done: int, total: int, source: str) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        library.ingest([folder], on_progress=stop_at_third)
    assert len(library.reports()) == 2
    assert library.search("行政复议案件3件", limit=1)[0].report.year == 2024
    assert outcomes(library, folder)["town/a.txt"] == "added"


def test_a_file_that_changes_or_vanishes_while_it_is_read_is_a_record(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meddle(path: Path) -> bytes:
        data = path.read_bytes()
        if path.name == "b.txt":
            path.write_bytes(data + "又写了一行\n".encode())
        elif path.parent.name == "town":
            path.unlink()
        return data

    monkeypatch.setattr("index.candidates.load", meddle)
    assert list(outcomes(library, folder).values()) == ["added", "rejected", "rejected"]
    assert list(outcomes(library, folder / "a.txt").values()) == ["unchanged"]


def test_a_reader_that_breaks_is_a_record(
    tmp_path: Path, folder: Path, embedder: HashEmbedder
) -> None:
    def broken(name: str, data: bytes) -> Reading:
        if name == "b.txt":
            raise RecursionError("too deep")
        return read_plain(name, data)

    with Library.open(tmp_path / "资料库", embedder=embedder, reader=broken) as library:
        records = library.ingest([folder])
    assert [record.outcome for record in records] == ["added", "rejected", "added"]
    assert "RecursionError" in (records[1].reason or "")


def test_a_new_reader_reads_known_files_anew(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.ingest([folder])
    monkeypatch.setattr("index.ingestion.READER_VERSION", 10_000)
    before = [(entry.id, entry.sources) for entry in library.reports()]
    assert set(outcomes(library, folder).values()) == {"updated"}
    assert [(entry.id, entry.sources) for entry in library.reports()] == before
    assert len(library.search("审核合同", limit=50)) == library.passage_count
    assert set(outcomes(library, folder).values()) == {"unchanged"}


def test_what_the_library_stores_is_no_report(
    tmp_path: Path, folder: Path, embedder: HashEmbedder
) -> None:
    """``ingest .`` with the library beside the reports, as the default has it."""
    with Library.open(folder / "library", embedder=embedder, reader=read_plain) as inside:
        inside.ingest([folder])
        assert set(outcomes(inside, folder)) == {"a.txt", "b.txt", "town/a.txt"}
