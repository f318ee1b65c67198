"""SQL of who lies in which collection; each function is a part of one transaction."""

from __future__ import annotations

from collections.abc import Iterable

from index.rows import Execute


def put(execute: Execute, name: str, report_ids: Iterable[str]) -> None:
    """Puts reports into a collection, which is made where there is none of that name."""
    execute("INSERT OR IGNORE INTO collections VALUES (?)", (name,))
    for report_id in report_ids:
        execute("INSERT OR IGNORE INTO collected VALUES (?, ?)", (name, report_id))


def inherit(execute: Execute, old_id: str, new_id: str) -> None:
    """Puts the report that takes another's place where that one was."""
    execute(
        "INSERT OR IGNORE INTO collected SELECT collection, ? FROM collected WHERE report_id = ?",
        (new_id, old_id),
    )
