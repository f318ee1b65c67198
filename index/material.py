"""SQL of what indexes are made from, and of what is known of the files that hold them."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable

import numpy as np

from index.database import Database
from index.describe import PassageWords
from index.embed import Vectors
from index.rows import Row
from index.types import Derived
from index.writing import put_vectors, put_words

PassageRow = tuple[int, str, int, str]  # id, report id, ordinal, role

_PASSAGES = (
    "SELECT p.id, p.report_id, p.ordinal, s.role FROM passages p JOIN sections s"
    " ON s.report_id = p.report_id AND s.ordinal = p.section"
)


class Material:
    """Passages, vectors and the record of derived files."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def passages(self, report_ids: Iterable[str] | None = None) -> list[PassageRow]:
        """Of every passage: id, report id, ordinal, role; ascending by id.

        Args:
            report_ids: only of these; None for all.
        """
        with self._database.reading() as execute:
            if report_ids is None:
                return execute(f"{_PASSAGES} ORDER BY p.id").fetchall()
            found: list[PassageRow] = []
            for one in report_ids:
                found += execute(f"{_PASSAGES} WHERE p.report_id = ?", (one,)).fetchall()
            return sorted(found)

    def vectors(self, report_id: str, model: str) -> Vectors | None:
        """float32 (passages, dimension) that this model made; None if missing or damaged."""
        row = self._database.one(
            "SELECT dimension, data, checksum FROM vectors WHERE report_id = ? AND model = ?",
            (report_id, model),
        )
        return None if row is None else _vectors(row)

    def put_vectors(self, report_id: str, model: str, vectors: Vectors) -> None:
        """Keeps vectors of a stored report; those of one that is gone are not kept."""
        with self._database.transaction() as execute:
            if execute("SELECT 1 FROM reports WHERE id = ?", (report_id,)).fetchone():
                put_vectors(execute, report_id, model, vectors)

    def words(self, report_id: str, rules: str) -> PassageWords | None:
        """What a report's passages are found by; None if missing, damaged or of other rules."""
        query = "SELECT data, checksum FROM words WHERE report_id = ? AND rules = ?"
        row = self._database.one(query, (report_id, rules))
        if row is None or zlib.crc32(row[0]) != row[1]:
            return None
        lines = zlib.decompress(row[0]).decode("utf-8").split("\n")
        return tuple(tuple(line.split(" ")) if line else () for line in lines)

    def put_words(self, report_id: str, rules: str, words: PassageWords) -> None:
        """Keeps a stored report's words; those of one that is gone are not kept."""
        with self._database.transaction() as execute:
            if execute("SELECT 1 FROM reports WHERE id = ?", (report_id,)).fetchone():
                put_words(execute, report_id, rules, words)

    def derived(self, name: str) -> Derived | None:
        """What is known of a derived folder."""
        query = "SELECT name, place, revision, count, files FROM derived WHERE name = ?"
        row = self._database.one(query, (name,))
        if row is None:
            return None
        files: dict[str, str] = json.loads(row[4])
        return Derived(name=row[0], place=row[1], revision=row[2], count=row[3], files=files)

    def put_derived(self, derived: Derived) -> None:
        """Names a derived folder that is whole on disk."""
        with self._database.transaction() as execute:
            execute(
                "INSERT OR REPLACE INTO derived VALUES (?, ?, ?, ?, ?)",
                (
                    derived.name,
                    derived.place,
                    derived.revision,
                    derived.count,
                    json.dumps(derived.files, sort_keys=True),
                ),
            )

    def forget_derived(self) -> None:
        """Names no derived folder any more: each is made anew."""
        with self._database.transaction() as execute:
            execute("DELETE FROM derived")

    def places(self) -> frozenset[str]:
        """Every derived folder that is named."""
        return frozenset(str(row[0]) for row in self._database.all("SELECT place FROM derived"))


def _vectors(row: Row) -> Vectors | None:
    dimension, data, checksum = row
    if zlib.crc32(data) != checksum or len(data) % (4 * dimension):
        return None
    return np.frombuffer(data, dtype="<f4").reshape(-1, dimension).astype(np.float32)
