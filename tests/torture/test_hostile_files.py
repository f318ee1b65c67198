"""Hostile and broken files through the real program: nothing crashes, hangs, leaks or escapes.

All of it under the marker ``torture``; a part of it with the normal tests.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.archive import is_archive
from ingest.errors import ReportAssistantError
from ingest.isolation import IsolatedReader
from ingest.parser import SECONDS
from ingest.read import check_kind
from tests.torture.material import (
    PeakMemory,
    Seen,
    make_attacks,
    make_model,
    read_trace,
    traced,
    unpack_samples,
)
from tests.ui.program import ROOT, command, environment

pytestmark = pytest.mark.corpora
MEMORY = 1024 * 1024 * 1024
FAMILIES = ("generated", "ooxml", "xml", "ofd", "html")  # the quick part
# What a process writes once to get user and network namespaces of its own.
MAPS = re.compile(r"/proc/(?:self|\d+)/(?:uid_map|gid_map|setgroups)")
OUTCOMES = {"added", "unchanged", "updated", "duplicate", "partial", "rejected"}


@pytest.fixture(scope="module")
def samples(corpora: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return unpack_samples(corpora, tmp_path_factory.mktemp("hostile") / "files")


@pytest.fixture(scope="module")
def attacks(corpora: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_attacks(corpora, tmp_path_factory.mktemp("attacks") / "made")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_model(tmp_path_factory.mktemp("model") / "characters")


def files_of(*folders: Path) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(path for path in folder.rglob("*") if path.is_file())


def end_of(reader: IsolatedReader, name: str, data: bytes) -> str:
    """How one file ends: ``taken``, ``partly taken`` or ``refused``; anything else is raised."""
    try:
        check_kind(name)
        return "partly taken" if reader(name, data).left_out else "taken"
    except ReportAssistantError as error:
        assert error.message and "Traceback" not in error.message
        return "refused"


def members_of(reader: IsolatedReader, path: Path) -> list[tuple[str, bytes]]:
    """What an archive holds; nothing where it is refused."""
    try:
        found = reader.unpack(path.name, path.read_bytes())
    except ReportAssistantError:
        return []
    return [(Path(one.name).name, one.data) for one in found if not one.reason]


def torture(folders: list[Path]) -> dict[str, object]:
    """Reads every file; asserts that each ends in time and within memory.

    Returns:
        Figures for people: files, how they ended, the slowest and the largest.
    """
    ends: Counter[str] = Counter()
    times: list[tuple[float, str]] = []
    sizes: list[tuple[int, str]] = []
    with IsolatedReader() as reader, PeakMemory() as peak:

        def one(name: str, data: bytes, shown: str) -> None:
            reader._start()  # its start is not the file's time
            child = reader._child
            peak.session = child._process.pid if child else None
            peak.reset()
            started = time.monotonic()
            ends[end_of(reader, name, data)] += 1
            times.append((time.monotonic() - started, shown))
            sizes.append((peak.bytes, shown))

        for path in files_of(*folders):
            if not is_archive(path.name):
                one(path.name, path.read_bytes(), path.name)
                continue
            started = time.monotonic()
            members = members_of(reader, path)
            times.append((time.monotonic() - started, path.name))
            ends["archives"] += 1
            for name, data in members:
                one(name, data, f"{path.name}!/{name}")
    assert max(times)[0] <= SECONDS + 2, max(times)  # killing and cleaning up take a moment
    assert max(sizes)[0] <= MEMORY, max(sizes)
    return {
        "files": len(times),
        **ends,
        "slowest": [f"{seconds:.1f} s {name}" for seconds, name in sorted(times)[-3:]],
        "largest": [f"{size // 2**20} MiB {name}" for size, name in sorted(sizes)[-3:]],
    }


@pytest.mark.slow
def test_hostile_files_end_in_time(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figures = torture([samples / family for family in FAMILIES])
    with capsys.disabled():
        print(f"\n{figures}")
    assert figures["taken"] and figures["refused"] and figures["partly taken"]


@pytest.mark.torture
@pytest.mark.timeout(3600)
def test_all_hostile_files_end_in_time(
    samples: Path, attacks: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figures = torture([samples, attacks])
    with capsys.disabled():
        print(f"\n{json.dumps(figures, ensure_ascii=False, indent=1)}")
    assert isinstance(figures["files"], int) and figures["files"] > 490


# -- through the command, watched by the kernel ------------------------------------------------


def ingest_watched(
    folders: list[Path], work: Path, model: Path
) -> tuple[list[dict[str, str]], Seen]:
    """``report-assistant ingest`` under strace, in a home and a temporary folder of its own."""
    for name in ("home", "temporary", "here", "cache"):
        (work / name).mkdir()
    log = work / "trace"
    words = ["--library", str(work / "library"), "--model", str(model), "ingest"]
    done = subprocess.run(
        [*traced(log), *command(*words, *map(str, folders), "--json")],
        cwd=work / "here",
        env=environment(
            HOME=str(work / "home"),
            TMPDIR=str(work / "temporary"),
            XDG_CACHE_HOME=str(work / "cache"),  # the word list of jieba, made once a user
            PYTHONDONTWRITEBYTECODE="1",
            HF_HUB_OFFLINE="1",
        ),
        capture_output=True,
        timeout=3500,
    )
    assert done.returncode == 1, done.stderr.decode()[-2000:]  # some are rejected, none crashes it
    return json.loads(done.stdout), read_trace(log)


def inside(path: str, *folders: Path | str) -> bool:
    return any(Path(path).is_relative_to(folder) for folder in folders)


def check(folders: list[Path], work: Path, model: Path) -> None:
    records, seen = ingest_watched(folders, work, model)
    given = {path for path in files_of(*folders) if not path.name.startswith(".")}
    assert len(records) >= len(given)
    assert {record["outcome"] for record in records} <= OUTCOMES
    assert all(r["reason"] for r in records if r["outcome"] in ("rejected", "partial"))

    assert seen.network == []
    own = [work / name for name in ("library", "temporary", "cache")]
    outside = {
        path for _, path in seen.written if not (inside(path, *own, "/dev") or MAPS.fullmatch(path))
    }
    # LibreOffice makes a socket there whatever it is told, and takes it away.
    sockets = {path for path in outside if path.startswith("/tmp/OSL_PIPE_")}
    assert outside - sockets == set()
    assert not any(Path(path).exists() for path in sockets)
    assert list((work / "home").iterdir()) == list((work / "here").iterdir()) == []
    assert list((work / "temporary").iterdir()) == []

    # The processes that parse: each starts with our options; what they start has other names.
    parsers = {process for process, path in seen.opened if "ingest/confined.py" in path} - {
        process for process, path in seen.opened if "ui/__main__.py" in path
    }
    assert parsers
    allowed = (ROOT, sys.prefix, sys.base_prefix, *"/usr /lib /lib64 /opt /proc /sys /dev".split())
    etc = "ld.so.cache localtime mime.types fonts locale.alias ssl/openssl.cnf".split()
    system = [Path("/etc") / name for name in etc]
    read_outside = {
        path
        for process, path in seen.opened
        if process in parsers and not inside(path, *allowed, *system, work / "temporary")
    }
    assert read_outside == set()
    programs = {Path(path).name for process, path in seen.started if process not in parsers}
    assert programs <= {Path(sys.executable).name, "python", "soffice", "soffice.bin", "oosplash"} | {
        "sh", "ls", "ldconfig", "gcc", "cc", "lscpu", "uname"
    }  # fmt: skip
    # Nobody at all, LibreOffice included, looks at what it was not given.
    secrets = {"/etc/shadow", str(Path.home())}
    assert not {p for _, p in seen.opened if p in secrets or inside(p, work / "home")}


def needs_strace() -> None:
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    probe = subprocess.run(["strace", "-qq", "-o", os.devnull, "true"], capture_output=True)
    if probe.returncode:
        pytest.skip("strace may not trace here")


@pytest.mark.slow
def test_the_command_leaves_no_trace(samples: Path, model: Path, tmp_path: Path) -> None:
    needs_strace()
    check([samples / family for family in FAMILIES], tmp_path, model)


@pytest.mark.torture
@pytest.mark.timeout(3600)
def test_the_command_leaves_no_trace_of_any(
    samples: Path, attacks: Path, model: Path, tmp_path: Path
) -> None:
    needs_strace()
    check([samples, attacks], tmp_path, model)


def test_the_trace_is_read_rightly(tmp_path: Path) -> None:
    log = tmp_path / "trace"
    log.write_text(
        '7  execve("/usr/bin/python", ["python"], 0x7 /* 3 vars */) = 0\n'
        '7  openat(AT_FDCWD</here>, "a/../b.txt", O_RDONLY|O_CLOEXEC) = 3</here/b.txt>\n'
        '7  openat(AT_FDCWD</here>, "link", O_RDONLY) = 3</real>\n'
        '7  openat(AT_FDCWD</here>, "/etc", O_RDONLY|O_PATH) = 3</etc>\n'
        '7  openat(AT_FDCWD</here>, "/etc/x", O_WRONLY|O_CREAT, 0666) = -1 EACCES (denied)\n'
        '8  openat(5</lib>, "new", O_WRONLY|O_CREAT <unfinished ...>\n'
        "7  connect(3<socket:[1]>, {sa_family=AF_INET, sin_port=htons(9), "
        'sin_addr=inet_addr("127.0.0.1")}, 16) = -1 ENETUNREACH (no)\n'
        "8  <... openat resumed>, 0666) = 4</lib/new>\n"
        '8  rename("/lib/new", "/lib/old") = 0\n'
        '8  connect(4<socket:[2]>, {sa_family=AF_UNIX, sun_path="/run/x"}, 110) = 0\n'
        "8  +++ exited with 0 +++\n",
        "utf-8",
    )
    seen = read_trace(log)
    assert seen.started == [(7, "/usr/bin/python")]
    assert seen.opened == [(7, "/here/b.txt"), (7, "/real")]
    assert seen.written == [(8, "/lib/new"), (8, "/lib/new"), (8, "/lib/old")]
    assert len(seen.network) == 1 and "sin_addr" in seen.network[0]
