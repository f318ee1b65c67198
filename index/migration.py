"""Older libraries brought up to date, in one transaction: all of it or nothing."""

from __future__ import annotations

import logging
import sqlite3
import zlib

from index import editions, likeness, rows
from index.schema import FROM_1, FROM_2, FROM_3, FROM_4, VERSION, statements

LOGGER = logging.getLogger(__name__)


def migrate(connection: sqlite3.Connection) -> None:
    """Makes an older database one of ``VERSION``; one that is up to date is left alone."""
    if _version(connection) == VERSION:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        before = _version(connection)  # another process may have been faster
        if before < 2:
            _from_1(connection)
        for version, script in ((3, FROM_2), (4, FROM_3), (5, FROM_4)):
            for statement in statements(script) if before < version else ():
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    if before != VERSION:
        LOGGER.warning("资料库已从版本 %d 升级到版本 %d,报告一份不少", before, VERSION)


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _from_1(connection: sqlite3.Connection) -> None:
    for statement in statements(FROM_1):
        connection.execute(statement)
    execute = connection.execute
    for (report_id,) in execute("SELECT id FROM reports").fetchall():
        stored = rows.fetch(execute, report_id)
        assert stored is not None
        text = execute("SELECT text FROM reports WHERE id = ?", (report_id,)).fetchone()[0]
        execute(
            "UPDATE reports SET checksum = ?, signature = ? WHERE id = ?",
            (stored.checksum(), likeness.signature(text), report_id),
        )
    for key in execute("SELECT report_id, model FROM vectors").fetchall():
        where = "WHERE report_id = ? AND model = ?"
        (data,) = execute(f"SELECT data FROM vectors {where}", key).fetchone()
        execute(f"UPDATE vectors SET checksum = ? {where}", (zlib.crc32(data), *key))
    kin = "SELECT DISTINCT unit, year FROM reports WHERE unit IS NOT NULL AND year IS NOT NULL"
    for unit, year in execute(kin).fetchall():
        editions.mark_near_duplicates(execute, unit, year)
