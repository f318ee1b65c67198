"""How a connection to ``library.sqlite3`` is opened, and what its errors say to the user."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index import migration
from index.rows import DamagedReportError
from index.schema import APPLICATION_ID, OLDEST, TABLES, VERSION, statements
from ingest.errors import ReportAssistantError

WAIT = 60.0  # seconds that one connection waits for another (a check of everything reads long)

_FULL = frozenset({"SQLITE_FULL"})
_BUSY = frozenset({"SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_PROTOCOL"})
_CLOSED = frozenset({"SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH"})
_DISK = frozenset({"SQLITE_IOERR", "SQLITE_NOLFS", "SQLITE_INTERRUPT"})


def connect(path: Path, *, create: bool) -> sqlite3.Connection:
    """Opens the database for writing; makes its tables, or brings older ones up to date.

    Raises:
        ReportAssistantError: no library there, no SQLite file, or a version we do not know.
    """
    hint = "请用 --library 指定资料库文件夹,或先用 ingest 导入报告"
    if not path.exists() and not create:
        raise ReportAssistantError(f"{path.parent} 不是资料库(没有 {path.name})", hint=hint)
    with in_words(path):
        connection = _open(path)
        try:
            _prepare(connection, path, create=create)
        except BaseException:
            connection.close()
            raise
    return connection


def connect_for_reading(path: Path) -> sqlite3.Connection:
    """A second connection, which a writer's unfinished work neither shows to nor holds up."""
    with in_words(path):
        connection = _open(path)
        connection.execute("PRAGMA query_only = ON")
        return connection


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=WAIT, isolation_level=None, check_same_thread=False)


def _prepare(connection: sqlite3.Connection, path: Path, *, create: bool) -> None:
    # SQLite 3.7.0-3.51.2 can corrupt a database in WAL mode (its WAL-reset fault), and Python
    # may bring any of these; a second SQLite beside Python's own would break the locks of both.
    # So a rollback journal, which works on shared drives too and leaves one file to copy. EXTRA
    # also syncs the folder after the journal is deleted; without it a power cut may bring the
    # journal back and undo the commit.
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("PRAGMA foreign_keys = ON")
    # A long report must not lock readers out before it is committed.
    connection.execute("PRAGMA cache_spill = OFF")
    if number(connection, "PRAGMA schema_version") == 0 and create:
        _create(connection)
    if number(connection, "PRAGMA application_id") != APPLICATION_ID:
        raise ReportAssistantError(f"{path} 是别的程序的数据库,不是资料库", hint="请换一个文件夹")
    _check_version(number(connection, "PRAGMA user_version"), path)
    migration.migrate(connection)


def _create(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")  # of two processes, one makes the tables
    try:
        if number(connection, "PRAGMA schema_version") == 0:
            for statement in statements(TABLES):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _check_version(version: int, path: Path) -> None:
    if version > VERSION:
        raise ReportAssistantError(
            f"资料库 {path} 的版本是 {version},本程序只认到 {VERSION}", hint="请升级本程序"
        )
    if version < OLDEST:
        raise ReportAssistantError(
            f"资料库 {path} 的版本是 {version},本程序只能从 {OLDEST} 起升级",
            hint="请换一个文件夹,对原文件重新运行 ingest",
        )


def number(connection: sqlite3.Connection, statement: str) -> int:
    """The integer that a statement gives."""
    return int(connection.execute(statement).fetchone()[0])


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Whatever SQLite complains of becomes a message that says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise told(error, path) from error


def told(error: sqlite3.Error, path: Path) -> ReportAssistantError:
    """SQLite's error in words."""
    name = str(getattr(error, "sqlite_errorname", None) or "")
    family = "_".join(name.split("_")[:2])  # SQLITE_IOERR_FSYNC is an SQLITE_IOERR
    if family in _FULL:
        return ReportAssistantError(
            f"磁盘已满,写不了资料库 {path}",
            hint="已确认收录的报告都在;请腾出空间后重新运行同一命令,会从断处继续",
        )
    if family in _BUSY:
        return ReportAssistantError(
            f"资料库 {path} 正被另一个程序占用,等了 {WAIT:.0f} 秒", hint="请稍后再试"
        )
    if family in _CLOSED:
        return ReportAssistantError(
            f"资料库 {path} 打不开或不可写({error})", hint="请检查文件夹权限"
        )
    if family in _DISK:
        return ReportAssistantError(
            f"读写资料库 {path} 时磁盘出错({error})",
            hint="已确认收录的报告都在;请检查磁盘后重新运行同一命令",
        )
    if "decode" in str(error):  # Python's own complaint of a text that is no text any more
        return DamagedReportError(
            f"资料库 {path} 中有内容已损坏({error})",
            hint="请运行 doctor --repair 后对原文件重新 ingest,或用 restore 从备份恢复",
        )
    return ReportAssistantError(
        f"打不开资料库 {path}({error}),应为本程序写的 SQLite 文件",
        hint="请用 restore 从备份恢复它,或换一个文件夹",
    )
