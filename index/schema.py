"""The tables of ``library.sqlite3`` and how a connection to them is opened."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from ingest.errors import ReportAssistantError

APPLICATION_ID = 0x52415354  # "RAST": tells our file from another program's
VERSION = 1

TABLES = """
CREATE TABLE reports (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    unit TEXT,
    aliases TEXT NOT NULL,      -- JSON list
    region TEXT NOT NULL,       -- JSON list
    year INTEGER,
    date TEXT,
    genre TEXT,
    text TEXT NOT NULL,
    pages TEXT NOT NULL,        -- JSON list
    characters INTEGER NOT NULL,
    reader INTEGER NOT NULL     -- version of the code that read it
);
CREATE TABLE sections (
    report_id TEXT NOT NULL REFERENCES reports ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    heading TEXT NOT NULL,
    path TEXT NOT NULL,         -- JSON list
    role TEXT NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    PRIMARY KEY (report_id, ordinal)
) WITHOUT ROWID;
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used twice: derived files know passages by it
    report_id TEXT NOT NULL REFERENCES reports ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    section INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    UNIQUE (report_id, ordinal)
);
CREATE TABLE figures (
    report_id TEXT NOT NULL REFERENCES reports ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    value TEXT NOT NULL,        -- decimals as text: they are exact
    high TEXT,
    measure TEXT NOT NULL,
    amount TEXT NOT NULL,
    amount_high TEXT,
    base TEXT NOT NULL,
    qualifier TEXT NOT NULL,
    change TEXT NOT NULL,
    indicator TEXT NOT NULL,
    subject TEXT NOT NULL,
    period TEXT NOT NULL,
    sentence_start INTEGER NOT NULL,
    sentence_stop INTEGER NOT NULL,
    PRIMARY KEY (report_id, ordinal)
) WITHOUT ROWID;
CREATE TABLE sources (
    origin TEXT PRIMARY KEY,    -- absolute path
    source TEXT NOT NULL,       -- path relative to the folder that was given
    report_id TEXT NOT NULL REFERENCES reports ON DELETE CASCADE,
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL
);
CREATE INDEX sources_report ON sources (report_id);
CREATE INDEX sources_sha256 ON sources (sha256);
CREATE TABLE vectors (
    report_id TEXT NOT NULL REFERENCES reports ON DELETE CASCADE,
    model TEXT NOT NULL,
    dimension INTEGER NOT NULL,
    data BLOB NOT NULL,         -- float32, little-endian, a row a passage in order
    PRIMARY KEY (report_id, model)
);
CREATE TABLE derived (
    name TEXT PRIMARY KEY,
    place TEXT NOT NULL,        -- file or folder under index/
    revision INTEGER NOT NULL,  -- of the library that it shows
    count INTEGER NOT NULL,     -- passages
    files TEXT NOT NULL         -- JSON: name → SHA-256
);
CREATE TABLE state (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
INSERT INTO state VALUES ('revision', 0);
"""


def connect(path: Path, *, create: bool) -> sqlite3.Connection:
    """Opens the database, making its tables where ``create`` allows.

    Raises:
        ReportAssistantError: no library there, no SQLite file, or a newer version's.
    """
    hint = "请用 --library 指定资料库文件夹,或先用 ingest 导入报告"
    if not path.exists() and not create:
        raise ReportAssistantError(f"{path.parent} 不是资料库(没有 {path.name})", hint=hint)
    try:
        connection = sqlite3.connect(
            path, timeout=10.0, isolation_level=None, check_same_thread=False
        )
        try:
            _prepare(connection, path, create=create)
        except BaseException:
            connection.close()
            raise
    except sqlite3.DatabaseError as error:
        raise ReportAssistantError(
            f"打不开资料库 {path}({error}),应为本程序写的 SQLite 文件",
            hint="请从备份恢复它,或换一个文件夹",
        ) from error
    return connection


def _prepare(connection: sqlite3.Connection, path: Path, *, create: bool) -> None:
    # SQLite 3.7.0-3.51.2 can corrupt a database in WAL mode (its WAL-reset fault), and Python
    # may bring any of these: so a rollback journal. EXTRA also syncs the folder after the journal
    # is deleted; without it a power cut may bring the journal back and undo the commit.
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("PRAGMA busy_timeout = 10000")
    connection.execute("PRAGMA foreign_keys = ON")
    if _number(connection, "PRAGMA schema_version") == 0 and create:
        connection.execute("BEGIN IMMEDIATE")  # of two processes, one makes the tables
        if _number(connection, "PRAGMA schema_version") == 0:
            for statement in TABLES.split(";\n"):
                if statement.strip():
                    connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    if _number(connection, "PRAGMA application_id") != APPLICATION_ID:
        raise ReportAssistantError(f"{path} 是别的程序的数据库,不是资料库", hint="请换一个文件夹")
    version = _number(connection, "PRAGMA user_version")
    if version > VERSION:
        raise ReportAssistantError(
            f"资料库 {path} 的版本是 {version},本程序只认到 {VERSION}", hint="请升级本程序"
        )


def _number(connection: sqlite3.Connection, statement: str) -> int:
    return int(connection.execute(statement).fetchone()[0])
