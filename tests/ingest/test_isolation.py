"""Parsing happens in a process that may crash, hang and swell without harm."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.archive import unpack
from ingest.errors import ReportAssistantError
from ingest.isolation import IsolatedReader
from ingest.parser import FILES
from ingest.report import read_file
from tests.ingest.test_package import zipped

ROOT = Path(__file__).resolve().parents[2]
# As long as a text may be: seconds of work, so that there is time to disturb it.
LONG = "".join(f"第{number}条审核合同{number}件。\n" for number in range(50_000)).encode()


@pytest.fixture(scope="module")
def reader() -> Iterator[IsolatedReader]:
    with IsolatedReader() as opened:
        yield opened


def child_of(reader: IsolatedReader) -> int:
    child = reader._child
    assert child is not None
    return child._process.pid


def test_it_reads_as_the_reader_itself_does(reader: IsolatedReader, samples: Path) -> None:
    for path in sorted(samples.iterdir()):
        assert reader(path.name, path.read_bytes()) == read_file(path.name, path.read_bytes())


def test_it_stays_warm(reader: IsolatedReader) -> None:
    reader("a.txt", "一、审核合同25件。".encode())
    first = child_of(reader)
    started = time.monotonic()
    for number in range(20):
        reader("a.txt", f"一、审核合同{number}件。".encode())
    assert child_of(reader) == first
    assert (time.monotonic() - started) / 20 < 0.25


def test_refusals_come_over_word_for_word(reader: IsolatedReader) -> None:
    for name, data in (("a.txt", b" "), ("a.txt", b"\xff"), ("a.txt", "。".encode())):
        with pytest.raises(ReportAssistantError) as there:
            reader(name, data)
        with pytest.raises(ReportAssistantError) as here:
            read_file(name, data)
        assert (there.value.message, there.value.hint) == (here.value.message, here.value.hint)


def test_archives_are_opened_there_too(reader: IsolatedReader) -> None:
    data = zipped(("a.txt", b"1"), ("../b.txt", b"2"), ("c.txt", b""), ("d.txt", b"345"))
    assert reader.unpack("a.zip", data) == unpack("a.zip", data)
    with pytest.raises(ReportAssistantError, match="压缩格式"):
        reader.unpack("a.zip", b"x")


def test_a_fault_of_a_parser_is_one_refusal_and_the_last_reply(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from ingest import parser

    def broken(name: str, data: bytes, site: frozenset[str]) -> None:
        raise KeyError(name)

    monkeypatch.setattr(parser, "read_file", broken)
    reply, body = parser._answered({"task": "read", "name": "a.txt"}, b"x")
    assert "解析中断(KeyError)" in reply["refused"]["message"]
    assert reply["last"] and not body


def test_a_refusal_keeps_the_process(reader: IsolatedReader) -> None:
    reader("a.txt", "审核合同".encode())
    before = child_of(reader)
    with pytest.raises(ReportAssistantError, match="不支持的文件类型"):
        reader("a.nothing-reads-this", b"x")
    reader("a.txt", "审核合同".encode())
    assert child_of(reader) == before


def test_what_takes_too_long_is_stopped() -> None:
    with IsolatedReader(seconds=0.5) as hasty:
        hasty("a.txt", "审核合同".encode())
        pid = child_of(hasty)
        started = time.monotonic()
        with pytest.raises(ReportAssistantError, match=r"超过 0\.5 秒"):
            hasty("long.txt", LONG)
        assert time.monotonic() - started < 10
        assert not Path(f"/proc/{pid}").exists() or sys.platform != "linux"
        assert hasty("a.txt", "审核合同".encode()).report.text == "审核合同"


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("name", ["SIGSEGV", "SIGKILL", "SIGABRT", "SIGXCPU"])
def test_a_crash_is_one_refusal(name: str) -> None:
    with IsolatedReader() as reader:
        reader("a.txt", "审核合同".encode())
        pid = child_of(reader)
        threading.Timer(0.2, os.kill, (pid, signal.Signals[name])).start()
        with pytest.raises(ReportAssistantError, match=name):
            reader("long.txt", LONG)
        assert reader("a.txt", "审核合同".encode()).report.text == "审核合同"


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_one_that_died_between_two_files_is_replaced(reader: IsolatedReader) -> None:
    reader("a.txt", "审核合同".encode())
    os.kill(child_of(reader), signal.SIGKILL)
    time.sleep(0.2)
    assert reader("a.txt", "审核合同".encode()).report.text == "审核合同"


def test_threads_take_turns(reader: IsolatedReader) -> None:
    texts = [f"审核合同{number}件" for number in range(24)]
    found: dict[str, str] = {}

    def ask(text: str) -> None:
        found[text] = reader("a.txt", text.encode()).report.text

    threads = [threading.Thread(target=ask, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {text: text for text in texts}


def test_it_is_replaced_after_a_number_of_files() -> None:
    with IsolatedReader() as reader:
        pids = set()
        for number in range(FILES + 1):
            reader("a.txt", f"审核合同{number}件".encode())
            if reader._child is not None:
                pids.add(child_of(reader))
        assert len(pids) == 2


def test_closing_ends_it_and_clears_its_folder() -> None:
    reader = IsolatedReader()
    reader("a.txt", "审核合同".encode())
    child = reader._child
    assert child is not None
    work = Path(child._work.name)
    assert work.is_dir()
    reader.close()
    reader.close()
    assert child._process.returncode is not None and not work.exists()


def test_nothing_of_the_environment_is_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("OPENAI_API_KEY", "secret")
    with IsolatedReader() as reader:
        reader("a.txt", "审核合同".encode())
        place = Path(f"/proc/{child_of(reader)}/environ")
        if not place.exists():
            pytest.skip("this system does not show a process's environment")
        said = place.read_bytes()
    assert b"secret" not in said and b"PROXY" not in said and b"TMPDIR=" in said
