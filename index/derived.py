"""Files made from the database: saved whole, checked on loading, rebuilt when they do not match.

Neither tantivy nor FAISS notices a flipped byte, so what is loaded is first compared with the
checksums that SQLite keeps.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import uuid
from pathlib import Path

from index.dense import DenseIndex
from index.lexical import LexicalIndex
from index.store import Store
from index.types import Derived

LOCKS = (".tantivy-meta.lock", ".tantivy-writer.lock")
CHANGING = ("meta.json", ".managed.json")  # tantivy writes every other file only once


def write_whole(path: Path, data: bytes) -> None:
    """Writes aside, flushes, renames: the file is the old one or the new one, never half."""
    aside = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    try:
        with aside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Makes a rename last through a power cut, where the system has a way to say so."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def checksums(folder: Path, known: dict[str, str] | None = None) -> dict[str, str]:
    """SHA-256 of each file of a tantivy folder.

    Args:
        known: checksums of files that are written once and were checked before.
    """
    found: dict[str, str] = {}
    for path in sorted(folder.iterdir()):
        if path.name in LOCKS:
            continue
        before = None if known is None or path.name in CHANGING else known.get(path.name)
        found[path.name] = before or hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def load_lexical(store: Store, folder: Path, name: str) -> LexicalIndex | None:
    """The stored lexical index; None if missing or damaged."""
    derived = store.derived(name)
    if derived is None:
        return None
    place = folder / derived.place
    try:
        return LexicalIndex(place) if checksums(place) == derived.files else None
    except (OSError, ValueError):  # tantivy reports what it cannot open as ValueError
        return None


def save_lexical(
    store: Store, folder: Path, name: str, place: str, *, revision: int, count: int
) -> None:
    """Names the lexical index's present files in the database."""
    before = store.derived(name)
    known = before.files if before is not None and before.place == place else None
    files = checksums(folder / place, known)
    sync_folder(folder / place)
    store.put_derived(Derived(name=name, place=place, revision=revision, count=count, files=files))


def load_dense(store: Store, folder: Path, name: str, dimension: int) -> DenseIndex | None:
    """The stored dense index; None if missing, damaged or of another dimension."""
    derived = store.derived(name)
    if derived is None:
        return None
    try:
        data = (folder / derived.place).read_bytes()
        if hashlib.sha256(data).hexdigest() != derived.files.get(derived.place):
            return None
        index = DenseIndex(dimension, data)
    except (OSError, ValueError, RuntimeError):  # FAISS raises RuntimeError
        return None
    return index if len(index) == derived.count else None


def save_dense(store: Store, folder: Path, name: str, index: DenseIndex, revision: int) -> None:
    """Writes a new generation, names it in the database, then drops the one before."""
    before = store.derived(name)
    place = f"{name}-{revision}-{uuid.uuid4().hex[:8]}.faiss"
    data = index.to_bytes()
    write_whole(folder / place, data)
    digest = hashlib.sha256(data).hexdigest()
    store.put_derived(
        Derived(name=name, place=place, revision=revision, count=len(index), files={place: digest})
    )
    if before is not None and before.place != place:
        (folder / before.place).unlink(missing_ok=True)


def drop(folder: Path, place: str) -> None:
    """Removes a generation that nothing names any more."""
    shutil.rmtree(folder / place, ignore_errors=True)
