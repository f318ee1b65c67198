"""Who did what and when: a log that is only ever added to.

Questions are not written down, only that one was asked; nor are passwords or tokens.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ingest.errors import ReportAssistantError
from ui.text import one_line

DATABASE = "audit.sqlite3"
KEPT_DAYS = 180  # 网络安全法第二十一条: logs are kept for six months at least
LONGEST_OBJECT = 200  # characters
_WAIT = 20.0
# The table defends itself: a row changes never, and goes only when it is old enough.
_TABLES = """
CREATE TABLE IF NOT EXISTS log (
  number INTEGER PRIMARY KEY AUTOINCREMENT, time TEXT NOT NULL, user TEXT NOT NULL,
  address TEXT NOT NULL, action TEXT NOT NULL, object TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS retention (days INTEGER NOT NULL);
CREATE TRIGGER IF NOT EXISTS log_stands BEFORE UPDATE ON log
BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
CREATE TRIGGER IF NOT EXISTS log_stays BEFORE DELETE ON log
WHEN old.time >= strftime('%Y-%m-%dT%H:%M:%S', 'now', '-' || (SELECT days FROM retention) || ' days')
BEGIN SELECT RAISE(ABORT, 'too young to go'); END;
CREATE INDEX IF NOT EXISTS log_time ON log (time);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One act.

    Attributes:
        time: UTC in ISO 8601.
        address: from where; empty for the command line.
        action: one of ``ACTIONS``.
        object: what it was done to.
    """

    time: str
    user: str
    address: str
    action: str
    object: str


ACTIONS = {
    "sign-in": "登录",
    "sign-in-wrong": "登录失败",
    "sign-in-delayed": "登录过频",
    "sign-out": "退出",
    "refused": "越权被拒",
    "question": "提问",
    "request": "接口调用",
    "download": "下载",
    "upload": "上传",
    "edit": "更正信息",
    "delete": "删除报告",
    "evaluate": "评测",
    "users": "用户管理",
    "collections": "专题管理",
}

_Row = tuple[str, str, str, str, str]


class Audit:
    """The log of one installation. Any thread and any process may call."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._waiting: list[tuple[_Row, asyncio.Future[None]]] = []
        self._writer: asyncio.Task[None] | None = None

    def note(self, *, user: str, address: str, action: str, object: str = "") -> None:
        """Adds an act.

        Raises:
            ReportAssistantError: it cannot be written; then the act is not to be done either.
            KeyError: there is no such action: a mistake of ours.
        """
        self._write([_row(user, address, action, object)])

    def _write(self, rows: Sequence[_Row]) -> None:
        with self._opened() as connection, connection:
            connection.executemany(
                "INSERT INTO log (time, user, address, action, object) VALUES (?, ?, ?, ?, ?)", rows
            )

    async def note_aside(self, *, user: str, address: str, action: str, object: str = "") -> None:
        """As ``note``, in a thread: a slow disk holds up nobody else.

        What comes while one is written is written together: a hundred writers of their own, who
        wait for each other and for the answers under way, took up to 1.8 seconds.
        """
        written = asyncio.get_running_loop().create_future()
        self._waiting.append((_row(user, address, action, object), written))
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write_waiting())
        await written

    async def _write_waiting(self) -> None:
        while self._waiting:
            acts, self._waiting = self._waiting, []
            failed: Exception | None = None
            try:
                await asyncio.to_thread(self._write, [row for row, _ in acts])
            except Exception as error:  # told to each who waits
                failed = error
            for _, written in acts:
                if written.done():  # whoever waited has gone
                    continue
                if failed is None:
                    written.set_result(None)
                else:
                    written.set_exception(failed)

    def entries(
        self, *, user: str | None = None, action: str | None = None, limit: int = 100
    ) -> tuple[AuditEntry, ...]:
        """The latest acts, the latest first."""
        with self._opened() as connection:
            rows = connection.execute(
                "SELECT time, user, address, action, object FROM log WHERE (?1 IS NULL OR user = ?1)"
                " AND (?2 IS NULL OR action = ?2) ORDER BY number DESC LIMIT ?3",
                (user, action, limit),
            ).fetchall()
        return tuple(
            AuditEntry(time=time, user=who, address=address, action=act, object=what)
            for time, who, address, act, what in rows
        )

    def keep_for(self, days: int) -> None:
        """Says how long acts are kept.

        Raises:
            ReportAssistantError: shorter than the law asks for.
        """
        if days < KEPT_DAYS:
            raise ReportAssistantError(
                f"保留 {days} 天太短，应不少于 {KEPT_DAYS} 天（网络安全法要求六个月）",
                hint=f"请给出 {KEPT_DAYS} 以上的天数",
            )
        with self._opened() as connection, connection:
            connection.execute("UPDATE retention SET days = ?", (days,))

    def kept_days(self) -> int:
        """How long acts are kept."""
        with self._opened() as connection:
            return int(connection.execute("SELECT days FROM retention").fetchone()[0])

    def forget_old(self) -> int:
        """Removes what is older than it is kept; how many acts that were."""
        with self._opened() as connection, connection:
            (days,) = connection.execute("SELECT days FROM retention").fetchone()
            before = (datetime.now(UTC) - timedelta(days=days, minutes=1)).isoformat("T", "seconds")
            gone = connection.execute("DELETE FROM log WHERE time < ?", (before,))
            return gone.rowcount

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._folder / DATABASE, timeout=_WAIT)) as connection:
                if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
                    connection.executescript(_TABLES)
                    with connection:
                        connection.execute(
                            "INSERT INTO retention SELECT ? WHERE NOT EXISTS"
                            " (SELECT 1 FROM retention)",
                            (KEPT_DAYS,),
                        )
                yield connection
        except sqlite3.Error as error:
            raise ReportAssistantError(
                f"操作日志 {DATABASE} 无法读写（{error}）", hint="请检查磁盘空间和文件夹权限"
            ) from error


def _row(user: str, address: str, action: str, thing: str) -> _Row:
    ACTIONS[action]
    return _now(), user, address, action, one_line(thing)[:LONGEST_OBJECT]


def _now() -> str:
    return datetime.now(UTC).isoformat("T", "milliseconds")
