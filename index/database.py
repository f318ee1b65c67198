"""One SQLite connection that threads share, and transactions on it."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from index.rows import Row
from index.schema import connect

Execute = Callable[..., sqlite3.Cursor]


def insert(execute: Execute, table: str, row: Row, columns: str = "") -> None:
    """One row into a table."""
    into = f"{table} ({columns})" if columns else table
    execute(f"INSERT INTO {into} VALUES ({', '.join('?' * len(row))})", row)


class Database:
    """One connection, used by one thread at a time."""

    def __init__(self, path: Path, *, create: bool) -> None:
        self._connection = connect(path, create=create)
        self.lock = threading.RLock()

    def close(self) -> None:
        """Closes the connection; the database is not used after."""
        with self.lock:
            self._connection.close()

    def all(self, statement: str, values: Sequence[Any] = ()) -> list[Row]:
        """All rows of a query."""
        with self.lock:
            return self._connection.execute(statement, values).fetchall()

    def one(self, statement: str, values: Sequence[Any] = ()) -> Row | None:
        """The first row of a query."""
        found = self.all(statement, values)
        return found[0] if found else None

    @contextmanager
    def transaction(self) -> Iterator[Execute]:
        """All of it or nothing; durable when it ends."""
        with self.lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection.execute
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")
