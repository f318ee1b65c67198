"""Parsing happens in a process that may crash, hang and swell without harm."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
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

    def broken(name: str, data: bytes) -> None:
        raise KeyError(name)

    monkeypatch.setattr(parser, "read_file", broken)
    reply, body = parser._answered("read", "a.txt", b"x")
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


def confined(tmp_path: Path, code: str) -> str:
    """What ``code`` prints in a process that gave up its rights; its work folder is ``work``."""
    (tmp_path / "work").mkdir(exist_ok=True)
    program = "import sys, os\nfrom pathlib import Path\nfrom ingest.confined import confine\n"
    program += f"confine(Path({str(tmp_path / 'work')!r}))\n" + textwrap.dedent(code)
    done = subprocess.run(
        [sys.executable, "-B", "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    return done.stdout.strip() + done.stderr.strip().rpartition("\n")[2]


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.socket()",
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
        "import subprocess; subprocess.run(['true'])",
        "import subprocess; subprocess.run('true', shell=True)",
        "os.system('true')",
        "os.fork()",
        "os.execv('/bin/true', ['true'])",
        "os.posix_spawn('/bin/true', ['true'], {})",
        "open('../written', 'w')",
        "open('../written', 'x')",
        "os.open('../written', os.O_CREAT | os.O_WRONLY)",
        "Path('../written').mkdir()",
        "Path('../outside').unlink()",
        "Path('../outside').rename('inside')",
        "os.symlink('x', '../written')",
        "os.symlink('/etc', 'work/link'); open('work/link/written', 'w')",
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="POSIX calls")
def test_what_no_parser_has_to_do_is_refused(tmp_path: Path, code: str) -> None:
    outside = tmp_path / "outside"
    outside.write_text("x", "utf-8")
    changed = code.replace("'../", f"'{tmp_path}/").replace("'work/", f"'{tmp_path}/work/")
    said = confined(tmp_path, f"try:\n    {changed}\nexcept PermissionError:\n    print('refused')")
    assert said == "refused"
    assert outside.exists() and not (tmp_path / "written").exists()


def test_its_work_folder_is_its_own(tmp_path: Path) -> None:
    code = "place = Path(WORK) / 'a'\nplace.write_text('x')\nplace.rename(Path(WORK) / 'b')\n"
    code += "print((Path(WORK) / 'b').read_text())\n(Path(WORK) / 'b').unlink()"
    assert confined(tmp_path, code.replace("WORK", repr(str(tmp_path / "work")))) == "x"


linux = pytest.mark.skipif(sys.platform != "linux", reason="limits that only Linux keeps")


@linux
def test_it_reads_nothing_of_the_users(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("x", "utf-8")
    for place in (str(secret), "/etc/passwd", "/proc/../etc/passwd"):
        assert "PermissionError" in confined(tmp_path, f"open({place!r})")


@linux
def test_memory_files_and_core_dumps_are_limited(tmp_path: Path) -> None:
    assert "MemoryError" in confined(tmp_path, "bytearray(1 << 30)")
    big = tmp_path / "work" / "big"
    code = f"""
        file = open({str(big)!r}, "wb")
        file.truncate(300 << 20)
    """
    assert "File too large" in confined(tmp_path, code)
    assert confined(tmp_path, "import resource; print(resource.getrlimit(4)[0])") == "0"


@linux
def test_its_network_is_empty_where_the_kernel_allows(tmp_path: Path) -> None:
    probe = "import ctypes; print(ctypes.CDLL(None).unshare(0x50000000))"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True)
    if done.stdout.strip() != "0":
        pytest.skip("this kernel lets users make no network namespace")
    code = """
        import ctypes
        print(Path("/proc/net/dev").read_text().count(":"), os.getuid() == USER)
        print(ctypes.CDLL(None).socket(2, 1, 0) >= 0)  # machine code may open a socket,
        import errno
        libc = ctypes.CDLL(None, use_errno=True)
        address = b"\\x02\\x00\\x00\\x09\\x7f\\x00\\x00\\x01" + bytes(8)
        libc.connect(libc.socket(2, 1, 0), address, 16)
        print(errno.errorcode[ctypes.get_errno()])  # but it leads nowhere
    """
    said = confined(tmp_path, code.replace("USER", str(os.getuid())))
    # No interface but loopback, which is down; Landlock may forbid the call before that shows.
    assert said.split()[:3] == ["1", "True", "True"]
    assert said.split()[3] in ("ENETUNREACH", "EACCES")


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


@linux
def test_machine_code_is_held_too_where_the_kernel_has_landlock(tmp_path: Path) -> None:
    """The C library is asked directly, so that no audit event stands in the way."""
    probe = "import ctypes; print(ctypes.CDLL(None).syscall(444, None, ctypes.c_size_t(0), 1))"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True)
    if int(done.stdout) < 1:
        pytest.skip("this kernel has no Landlock")
    (tmp_path / "secret").write_text("x", "utf-8")
    code = f"""
        import ctypes
        libc = ctypes.CDLL(None)
        print(libc.open(b"{tmp_path}/secret", 0), libc.open(b"/etc/shadow", 0))
        print(libc.open(b"{tmp_path}/written", 0o102, 0o600), libc.mkdir(b"{tmp_path}/made", 0o700))
        print(libc.unlink(b"{tmp_path}/secret"))
        print(libc.open(b"{tmp_path}/work/written", 0o102, 0o600) >= 0)
    """
    said = confined(tmp_path, code).split()
    removable = str(tmp_path).startswith("/tmp/")  # where LibreOffice's socket is taken away
    assert said == ["-1", "-1", "-1", "-1", "0" if removable else "-1", "True"]
    assert sorted(path.name for path in (tmp_path).iterdir() if path.name != "secret") == ["work"]
