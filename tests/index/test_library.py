from __future__ import annotations

import dataclasses
import errno
import shutil
import sqlite3
import threading
from decimal import Decimal
from pathlib import Path

import pytest

from index.derived import Generation
from index.library import Library
from index.lock import WriterLock
from index.repair import rebuild
from index.types import Scope
from ingest.errors import ReportAssistantError
from ingest.report import Reading
from ingest.types import Figure
from tests.fakes import HashEmbedder
from tests.index.conftest import make_report, read_plain


def outcomes(library: Library, *paths: Path) -> dict[str, str]:
    return {record.source: record.outcome for record in library.ingest(list(paths))}


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


def test_scope_is_never_widened(library: Library, folder: Path) -> None:
    library.ingest([folder])
    ids = {entry.unit: entry.id for entry in library.reports()}
    inside = Scope(report_ids=frozenset({ids["白水区城管委"]}))
    for mode in ("hybrid", "lexical", "dense"):
        found = library.search("审核合同", scope=inside, mode=mode, limit=50)
        assert found and {hit.report.id for hit in found} == {ids["白水区城管委"]}
        assert library.search("审核合同", scope=Scope(report_ids=frozenset()), mode=mode) == []
        assert library.search("审核", scope=Scope(roles=frozenset({"leader"})), mode=mode) == []
    roles = library.search("执法", scope=Scope(roles=frozenset({"problems"})), limit=50)
    assert {hit.report.sections[hit.passage.section].role for hit in roles} == {"problems"}


def test_hits_are_ordered_slices_of_their_reports(library: Library, folder: Path) -> None:
    library.ingest([folder])
    hits = library.search("审核合同多少件", limit=50)
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(hit.text in hit.report.text for hit in hits)
    assert library.search("审核合同多少件", limit=2) == hits[:2]


def test_search_each_looks_inside_every_report(library: Library, folder: Path) -> None:
    library.ingest([folder])
    ids = [entry.id for entry in library.reports()]
    found = library.search_each("审核合同多少件", [*ids, "unknown"], limit=1)
    assert [len(found[one]) for one in ids] == [1, 1, 1] and found["unknown"] == []
    assert all("合同" in found[one][0].text for one in ids)
    assert all(found[one][0].report.id == one and found[one][0].rank == 1 for one in ids)
    assert library.search_each("审核合同", []) == {}
    problems = library.search_each("执法", ids, roles={"problems"})
    assert [len(problems[one]) for one in ids].count(0) == 1


def test_an_empty_library_answers_with_nothing(library: Library) -> None:
    assert library.reports() == () and library.passage_count == 0
    for mode in ("hybrid", "lexical", "dense"):
        assert library.search("审核合同", mode=mode) == []
    assert library.search_each("审核合同", ["x"]) == {"x": []}
    assert library.document_frequency("合同") == 0
    assert library.search("") == []


def test_document_frequency_counts_passages(library: Library, folder: Path) -> None:
    library.ingest([folder])
    assert library.document_frequency("行政复议") == 1
    assert library.document_frequency("审核合同") == 3
    assert library.document_frequency("。") == 0


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


def test_another_model_embeds_anew(tmp_path: Path, folder: Path, embedder: HashEmbedder) -> None:
    place = tmp_path / "library"
    with Library.open(place, embedder=embedder, reader=read_plain) as library:
        library.ingest([folder])
    other = HashEmbedder("hash-32", 32)
    with Library.open(place, embedder=other) as library:
        assert library.reports() and other.passages_embedded == 0
        assert "行政复议" in library.search("行政复议案件3件", mode="dense", limit=1)[0].text
        assert other.passages_embedded == library.passage_count
    again = HashEmbedder("hash-32", 32)
    with Library.open(place, embedder=again) as library:
        assert library.search("行政复议案件3件", mode="dense")
        assert again.passages_embedded == 0


def test_reading_commands_do_not_embed(tmp_path: Path, folder: Path) -> None:
    class Silent(HashEmbedder):
        def embed_query(self, text: str):  # type: ignore[no-untyped-def]
            raise AssertionError("the model was asked")

    with Library.open(tmp_path / "library", embedder=Silent(), reader=read_plain) as library:
        library.ingest([folder])
        entry = library.reports()[0]
        assert library.report(entry.id).title and library.sources(entry.id)
        assert library.search("合同", mode="lexical") and library.document_frequency("合同")


def test_threads_may_ask_while_one_ingests(library: Library, folder: Path) -> None:
    for number in range(25):
        (folder / f"n{number}.txt").write_text(
            f"第{number}镇|2024\n审核合同{number}件。\n", "utf-8"
        )
    failures: list[BaseException] = []
    finished = threading.Event()

    def ask() -> None:
        try:
            while not finished.is_set():
                for hit in library.search("审核合同多少件", limit=5):
                    assert hit.text and hit.text in hit.report.text
                library.search_each("合同", [entry.id for entry in library.reports()])
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    library.ingest([folder])
    finished.set()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(library.reports()) == 28


def test_a_slow_file_keeps_no_question_waiting(
    tmp_path: Path, folder: Path, embedder: HashEmbedder
) -> None:
    """What is whole is found while the next file is read, in this process and in another."""
    reading, go_on = threading.Event(), threading.Event()

    def slow(name: str, data: bytes) -> Reading:
        if "白水区" in data.decode():
            reading.set()
            assert go_on.wait(30)
        return read_plain(name, data)

    place = tmp_path / "资料库"
    with (
        Library.open(place, embedder=embedder, reader=slow) as library,
        Library.open(place, embedder=embedder) as other,
    ):
        work = threading.Thread(target=library.ingest, args=([folder / "a.txt", folder / "town"],))
        work.start()
        assert reading.wait(30)
        try:
            for one in (library, other):
                for mode in ("lexical", "dense", "hybrid"):
                    assert "25件" in one.search("审核合同25件", mode=mode, limit=1)[0].text
                assert [entry.year for entry in one.reports()] == [2023]
        finally:
            go_on.set()
            work.join()
        assert len(other.reports()) == len(library.reports()) == 2


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


def test_a_second_writer_is_told_who_writes(
    tmp_path: Path, library: Library, folder: Path, embedder: HashEmbedder
) -> None:
    other = Library.open(tmp_path / "资料库", embedder=embedder, reader=read_plain)
    with library._writer, pytest.raises(ReportAssistantError, match="进程"):
        other.ingest([folder])
    other.ingest([folder])
    other.close()
    assert len(library.search("审核合同", limit=3)) == 3  # sees what the other has written


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
