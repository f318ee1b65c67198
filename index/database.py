"""The database's two connections: one that writes, one that reads meanwhile."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from index.connection import connect, connect_for_reading, in_words
from index.rows import Execute, Row


class Database:
    """Queries and transactions; each connection is used by one thread at a time.

    Reading waits for a commit, never for the work before it.
    """

    def __init__(self, path: Path, *, create: bool) -> None:
        self._path = path
        self._writer = connect(path, create=create)
        self._reader = connect_for_reading(path)
        self._writing = threading.RLock()
        self._reading = threading.RLock()

    def close(self) -> None:
        """Closes both connections; the database is not used after."""
        with self._writing, self._reading:
            self._reader.close()
            self._writer.close()

    def all(self, statement: str, values: Sequence[Any] = ()) -> list[Row]:
        """All rows of a query."""
        with self._reading, in_words(self._path):
            return self._reader.execute(statement, values).fetchall()

    def one(self, statement: str, values: Sequence[Any] = ()) -> Row | None:
        """The first row of a query."""
        found = self.all(statement, values)
        return found[0] if found else None

    @contextmanager
    def reading(self) -> Iterator[Execute]:
        """Several queries that see one state."""
        with self._reading, in_words(self._path):
            self._reader.execute("BEGIN")
            try:
                yield self._reader.execute
            finally:
                _end(self._reader, "COMMIT")

    @contextmanager
    def transaction(self) -> Iterator[Execute]:
        """All of it or nothing; durable when it ends without an error."""
        with self._writing, in_words(self._path):
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield self._writer.execute
                self._writer.execute("COMMIT")
            except BaseException:
                _end(self._writer, "ROLLBACK")
                raise


def _end(connection: sqlite3.Connection, statement: str) -> None:
    """Ends a transaction that SQLite may have ended itself (a full disk does that)."""
    if connection.in_transaction:
        connection.execute(statement)
