from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from index.lock import WriterLock
from ingest.errors import ReportAssistantError

HOLD = """
import sys
from pathlib import Path
from index.lock import WriterLock
with WriterLock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_dead_owner_stands_in_nobodys_way(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])},
    ) as owner:
        assert owner.stdout is not None
        assert owner.stdout.readline().strip() == b"held"
        lock = WriterLock(tmp_path)
        assert not lock.acquire()
        assert f"进程 {owner.pid}" in lock.owner()
        with pytest.raises(ReportAssistantError, match=f"进程 {owner.pid}.*主机"):
            lock.__enter__()
        owner.send_signal(signal.SIGKILL)
        owner.wait()
    assert lock.owner() == ""
    with lock, lock:  # it may be entered again
        assert f"进程 {os.getpid()}" in lock.owner()
    assert lock.owner() == ""


def test_an_owner_without_room_for_its_name_holds_the_lock(tmp_path: Path) -> None:
    (tmp_path / "writer.json").mkdir()  # nothing can be written there
    with WriterLock(tmp_path):
        assert WriterLock(tmp_path).owner() == "未留下名字"


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReportAssistantError, match="不可写入"):
        WriterLock(tmp_path / "none").acquire()
