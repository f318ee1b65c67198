"""One writer at a time, in this process and in others."""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from ingest.errors import ReportAssistantError


class WriterLock:
    """Held by whoever changes the library; the system releases it when its owner dies.

    It is an exclusive transaction on an empty SQLite file: the same on every system, and gone
    with the process. The owner's name stands in a file beside it. It may be entered again by the
    thread that holds it.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / "writer.lock"
        self._owner = folder / "writer.json"
        self._thread = threading.RLock()
        self._depth = 0
        self._connection: sqlite3.Connection | None = None

    def acquire(self, *, wait: float = 0.0) -> bool:
        """Takes the lock; False if another process or thread keeps it for ``wait`` seconds."""
        if not self._thread.acquire(timeout=wait):
            return False
        if self._depth == 0 and not self._take(wait):
            self._thread.release()
            return False
        self._depth += 1
        return True

    def release(self) -> None:
        """Gives back what ``acquire`` took."""
        self._depth -= 1
        if self._depth == 0 and self._connection is not None:
            self._connection.close()
            self._connection = None
        self._thread.release()

    def _take(self, wait: float) -> bool:
        connection = sqlite3.connect(
            self._path, timeout=wait, isolation_level=None, check_same_thread=False
        )
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            connection.close()
            return False
        self._connection = connection
        since = datetime.now(UTC).isoformat(timespec="seconds")
        self._owner.write_text(json.dumps({"process": os.getpid(), "since": since}), "utf-8")
        return True

    def __enter__(self) -> WriterLock:
        if not self.acquire(wait=2.0):  # another thread may just be saving an index
            raise ReportAssistantError(
                f"资料库 {self._path.parent} 正由另一个程序写入({self._owner_name()})",
                hint="同一时间只能有一个写入者,请等它结束后再试",
            )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()

    def _owner_name(self) -> str:
        try:
            owner = json.loads(self._owner.read_text("utf-8"))
            return f"进程 {owner['process']},自 {owner['since']}"
        except (OSError, ValueError, KeyError, TypeError):
            return "未留下名字"
