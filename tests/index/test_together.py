"""Several at one library: threads and processes that ask, write and look on."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from index.library import Library
from ingest.errors import ReportAssistantError
from ingest.report import Reading
from tests.fakes import HashEmbedder
from tests.index.conftest import read_plain


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


def test_a_second_writer_is_told_who_writes(
    tmp_path: Path, library: Library, folder: Path, embedder: HashEmbedder
) -> None:
    other = Library.open(tmp_path / "资料库", embedder=embedder, reader=read_plain)
    with library._writer, pytest.raises(ReportAssistantError, match="进程"):
        other.ingest([folder])
    other.ingest([folder])
    other.close()
    assert len(library.search("审核合同", limit=3)) == 3  # sees what the other has written
