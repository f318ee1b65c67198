"""One writer at a time, in this process and in others."""

from __future__ import annotations

import getpass
import json
import os
import platform
import sqlite3
import threading
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from ingest.errors import ReportAssistantError

_PATIENCE = 2.0  # seconds for another process, which may just be saving an index


class WriterLock:
    """Held by whoever changes the library; the system releases it when its owner dies.

    It is an exclusive transaction on an empty SQLite file: the same on every system, and gone
    with the process, so a dead owner never stands in the way. The owner's name stands in a file
    beside it and is only told while the lock is really held. The thread that holds it may enter
    it again.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / "writer.lock"
        self._owner = folder / "writer.json"
        self._thread = threading.RLock()
        self._depth = 0
        self._holder = 0  # the thread, while depth is above 0
        self._connection: sqlite3.Connection | None = None

    def acquire(self, *, wait: float = 0.0) -> bool:
        """Takes the lock; False if another process or thread keeps it for ``wait`` seconds.

        Raises:
            ReportAssistantError: nobody can take it: the folder is not writable.
        """
        if not self._thread.acquire(timeout=wait):
            return False
        taken = False
        try:
            taken = self._depth > 0 or self._take(wait, sign=True)
            self._depth += taken
            self._holder = threading.get_ident() if taken else self._holder
        finally:
            if not taken:
                self._thread.release()
        return taken

    def release(self) -> None:
        """Gives back what ``acquire`` took."""
        self._depth -= 1
        if self._depth == 0:
            self._leave()
        self._thread.release()

    def held_by_another_thread(self) -> bool:
        """Whether another thread of this process is writing, as far as one can tell without it."""
        return self._depth > 0 and self._holder != threading.get_ident()

    def owner(self) -> str:
        """Who holds the lock now, in words; empty if nobody does.

        Raises:
            ReportAssistantError: the folder is not writable.
        """
        if not self._path.exists():
            return ""
        if not self._thread.acquire(blocking=False):
            return self._owner_name()
        try:
            if self._depth == 0 and self._take(0.0, sign=False):
                self._leave()
                return ""
            return self._owner_name()
        finally:
            self._thread.release()

    def _take(self, wait: float, *, sign: bool) -> bool:
        connection: sqlite3.Connection | None = None
        try:
            connection = sqlite3.connect(
                self._path, timeout=wait, isolation_level=None, check_same_thread=False
            )
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            if connection is not None:
                connection.close()
            if getattr(error, "sqlite_errorname", "") == "SQLITE_BUSY":
                return False
            raise ReportAssistantError(
                f"资料库 {self._path.parent} 不可写入({error})", hint="请检查文件夹权限和磁盘"
            ) from error
        self._connection = connection
        if sign:
            self._sign()
        return True

    def _leave(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _sign(self) -> None:
        """Leaves the owner's name, if the disk has room for it: the lock holds without."""
        name = {
            "process": os.getpid(),
            "host": platform.node(),
            "since": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        with suppress(OSError, KeyError, ImportError):  # a user without a name
            name["user"] = getpass.getuser()
        with suppress(OSError):
            self._owner.write_text(json.dumps(name, ensure_ascii=False), "utf-8")

    def __enter__(self) -> WriterLock:
        if not self.acquire(wait=_PATIENCE):
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
            user = f",用户 {owner['user']}" if owner.get("user") else ""
            host = owner.get("host") or "本机"
            return f"进程 {owner['process']}(主机 {host}{user}),自 {owner['since']}"
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return "未留下名字"
