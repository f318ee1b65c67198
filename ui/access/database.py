"""The SQLite file of users: its tables, and how it is opened."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from ingest.errors import ReportAssistantError

DATABASE = "users.sqlite3"
_WAIT = 20.0  # seconds that one writer waits for another
_TABLES = """
CREATE TABLE IF NOT EXISTS users (
  name TEXT PRIMARY KEY, role TEXT NOT NULL CHECK (role IN ('reader', 'admin')),
  password TEXT NOT NULL, changed TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS memberships (
  user TEXT NOT NULL REFERENCES users(name) ON DELETE CASCADE, collection TEXT NOT NULL,
  PRIMARY KEY (user, collection));
CREATE TABLE IF NOT EXISTS tokens (
  digest TEXT PRIMARY KEY, user TEXT NOT NULL REFERENCES users(name) ON DELETE CASCADE,
  label TEXT NOT NULL, created TEXT NOT NULL, UNIQUE (user, label));
CREATE TABLE IF NOT EXISTS sessions (
  digest TEXT PRIMARY KEY, user TEXT NOT NULL REFERENCES users(name) ON DELETE CASCADE,
  started REAL NOT NULL, seen REAL NOT NULL);
CREATE TABLE IF NOT EXISTS attempts (
  whose TEXT PRIMARY KEY, wrong INTEGER NOT NULL, last REAL NOT NULL);
"""


@contextmanager
def reading(folder: Path) -> Iterator[sqlite3.Connection]:
    """A connection; the file and its tables are made where they are not there yet.

    Raises:
        ReportAssistantError: the file cannot be read or written, or is none of ours.
    """
    place = folder / DATABASE
    try:
        if not place.exists():  # nobody else on the machine reads it, not even once
            os.close(os.open(place, os.O_CREAT | os.O_WRONLY, 0o600))
        with closing(sqlite3.connect(place, timeout=_WAIT)) as connection:
            connection.execute("PRAGMA foreign_keys = ON")
            if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
                connection.executescript(_TABLES)
            yield connection
    except (sqlite3.Error, OSError) as error:
        raise ReportAssistantError(
            f"用户文件 {DATABASE} 无法读写（{error}）",
            hint="请检查磁盘空间和文件夹权限；若已损坏，请从备份取回，在此之前无人能登录",
        ) from error


@contextmanager
def writing(folder: Path) -> Iterator[sqlite3.Connection]:
    """A connection whose changes are kept all together, or not at all."""
    with reading(folder) as connection:
        connection.execute("BEGIN IMMEDIATE")
        with connection:
            yield connection
