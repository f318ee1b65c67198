"""The SQLite file that conversations are kept in: its tables, and how it is opened."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from ingest.errors import ReportAssistantError

DATABASE = "conversations.sqlite3"
_WAIT = 20.0  # seconds that one writer waits for another
# SQLite has writers who meet sleep and try again, up to 0.1 s each time: here they queue instead.
_WRITING = threading.Lock()
_TABLES = """
CREATE TABLE IF NOT EXISTS conversations (
  id TEXT PRIMARY KEY, user TEXT NOT NULL, title TEXT NOT NULL, changed TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS turns (
  conversation TEXT NOT NULL REFERENCES conversations(id) ON DELETE CASCADE,
  number INTEGER NOT NULL, question TEXT NOT NULL, within TEXT, answer TEXT NOT NULL,
  answered TEXT NOT NULL, PRIMARY KEY (conversation, number));
CREATE TABLE IF NOT EXISTS verdicts (
  conversation TEXT NOT NULL, number INTEGER NOT NULL, answered TEXT NOT NULL,
  user TEXT NOT NULL, verdict TEXT NOT NULL, reason TEXT NOT NULL, history TEXT NOT NULL,
  question TEXT NOT NULL, answer TEXT NOT NULL, given TEXT NOT NULL,
  PRIMARY KEY (conversation, number, answered));
CREATE INDEX IF NOT EXISTS of_user ON conversations (user, changed);
"""


@contextmanager
def reading(folder: Path) -> Iterator[sqlite3.Connection]:
    """A connection; the file and its tables are made where they are not there yet.

    Raises:
        ReportAssistantError: the file cannot be read or written, or is none of ours.
    """
    try:
        with closing(sqlite3.connect(folder / DATABASE, timeout=_WAIT)) as connection:
            connection.execute("PRAGMA foreign_keys = ON")
            if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
                connection.executescript(_TABLES)
            yield connection
    except sqlite3.Error as error:
        raise ReportAssistantError(
            f"对话记录 {DATABASE} 无法读写（{error}）",
            hint="请检查磁盘空间和文件夹权限；文件若已损坏，可将它移走，报告不受影响",
        ) from error


@contextmanager
def writing(folder: Path) -> Iterator[sqlite3.Connection]:
    """A connection whose changes are kept all together, or not at all."""
    with _WRITING, reading(folder) as connection, connection:
        yield connection
