"""Named collections of reports: which of them only some may see.

A report in no collection is everybody's. Memberships belong to the text, not to its file: they
outlive the report's removal, so that it cannot become everybody's by being taken in again, and
what takes its place (the corrected file) inherits them in the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from index.database import Database
from index.memberships import put
from index.writing import note
from ingest.errors import ReportAssistantError

if TYPE_CHECKING:
    from index.current import Current
    from index.lock import WriterLock

LONGEST_NAME = 40  # characters


def checked_name(name: str) -> str:
    """A collection's name as it is stored.

    Raises:
        ReportAssistantError: it is empty, too long, or holds what cannot be seen.
    """
    plain = " ".join(name.split())
    if not plain or len(plain) > LONGEST_NAME or not plain.isprintable():
        raise ReportAssistantError(
            f"专题名 {name[:60]!r} 不能用，应为 1 到 {LONGEST_NAME} 个可见的字",
            hint="例如 内部材料",
        )
    return plain


class ReportCollections:
    """The collections of one library. Safe to use from several threads."""

    def __init__(self, database: Database, writer: WriterLock, current: Current) -> None:
        self._database, self._writer, self._current = database, writer, current

    def names(self) -> tuple[str, ...]:
        """All collections, sorted."""
        return tuple(
            row[0] for row in self._database.all("SELECT name FROM collections ORDER BY name")
        )

    def reports(self, name: str) -> frozenset[str]:
        """Ids of the reports in a collection; some may be out of the library at present.

        Raises:
            ReportAssistantError: there is no such collection.
        """
        self._check(name)
        query = "SELECT report_id FROM collected WHERE collection = ?"
        return frozenset(row[0] for row in self._database.all(query, (name,)))

    def put(self, name: str, report_ids: Iterable[str] = ()) -> None:
        """Puts reports into a collection: from now on only its members see them.

        A collection that is not there yet is made.

        Raises:
            ReportAssistantError: no fit name, or another process is writing.
        """
        ids, checked = sorted(set(report_ids)), checked_name(name)
        with self._writer:
            with self._database.transaction() as execute:
                put(execute, checked, ids)
                note(execute, ids)
            self._current.publish()

    def take_out(self, name: str, report_ids: Iterable[str]) -> None:
        """Takes reports out of a collection; one that is then in none is everybody's.

        Raises:
            ReportAssistantError: no such collection, a report is not in it, or another process
                is writing. Then nothing changes.
        """
        ids = sorted(set(report_ids))
        with self._writer:
            held = self.reports(name)
            for one in ids:
                if one not in held:
                    raise ReportAssistantError(
                        f"专题 {name} 中没有报告 {one}", hint="请用 collections show 查看"
                    )
            with self._database.transaction() as execute:
                for one in ids:
                    execute(
                        "DELETE FROM collected WHERE collection = ? AND report_id = ?", (name, one)
                    )
                note(execute, ids)
            self._current.publish()

    def remove(self, name: str) -> None:
        """Removes an empty collection.

        Raises:
            ReportAssistantError: no such collection, or it holds reports: they would become
                everybody's unasked.
        """
        with self._writer:
            held = self.reports(name)
            if held:
                raise ReportAssistantError(
                    f"专题 {name} 还有 {len(held)} 份报告，应先清空",
                    hint="用 collections take 移出（移出后人人可见）或先放入别的专题",
                )
            with self._database.transaction() as execute:
                execute("DELETE FROM collections WHERE name = ?", (name,))

    def _check(self, name: str) -> None:
        known = self.names()
        if name not in known:
            raise ReportAssistantError(
                f"没有专题 {name[:60]!r}，现有：{'、'.join(known) or '（无）'}",
                hint="请用 collections list 查看",
            )
