"""What the process that parses has given up: files, network, memory, the common /tmp."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from ingest.readers.office import libreoffice

ROOT = Path(__file__).resolve().parents[2]
linux = pytest.mark.skipif(sys.platform != "linux", reason="limits that only Linux keeps")
NEW_USER, NEW_NETWORK, NEW_MOUNTS = 0x10000000, 0x40000000, 0x20000


def allowed(namespaces: int) -> bool:
    """Whether this kernel lets a user make such namespaces."""
    probe = f"import ctypes; print(ctypes.CDLL(None).unshare({namespaces}))"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True)
    return done.stdout.strip() == "0"


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
    if not allowed(NEW_USER | NEW_NETWORK):
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
    # Without a /tmp of its own LibreOffice's socket must be taken away from the common one.
    shared = not allowed(NEW_USER | NEW_NETWORK | NEW_MOUNTS) or sys.prefix.startswith("/tmp/")
    removable = shared and str(tmp_path).startswith("/tmp/")
    assert said[:2] == ["-1", "-1"] and said[-1] == "True"
    if shared:  # else that place is one in its own work folder
        assert said[2:5] == ["-1", "-1", "0" if removable else "-1"]
    assert (tmp_path / "secret").exists() or removable
    assert sorted(path.name for path in (tmp_path).iterdir() if path.name != "secret") == ["work"]


@linux
def test_its_tmp_lies_in_its_work_folder(tmp_path: Path) -> None:
    if not allowed(NEW_USER | NEW_NETWORK | NEW_MOUNTS) or sys.prefix.startswith("/tmp/"):
        pytest.skip("this kernel lets users make no mount namespace")
    code = """
        import ctypes
        libc = ctypes.CDLL(None)
        print(libc.open(b"/tmp/made-by-a-parser", 0o102, 0o600) >= 0)
    """
    assert confined(tmp_path, code) == "True"
    assert (tmp_path / "work" / "tmp" / "made-by-a-parser").is_file()
    assert not Path("/tmp/made-by-a-parser").exists()


@linux
@pytest.mark.slow
@pytest.mark.skipif(libreoffice() is None, reason="LibreOffice is not installed")
def test_libreoffice_works_there(tmp_path: Path) -> None:
    from ingest.isolation import IsolatedReader
    from tests.ingest import material
    from tests.ingest.readers.convert import converted

    old = converted("\n".join(material.lines()).encode(), "txt", "doc", tmp_path)
    with IsolatedReader() as reader:
        report = reader("a.doc", old).report
        assert "全年审查合同158份" in report.text
