"""Lexical indexes on disk: each generation a folder that is never changed once it is named.

A new generation begins as links to the files of the one before (tantivy writes every file only
once), is changed aside, flushed, renamed, and only then named in the database with the checksum
of every file. Neither a kill nor a full disk touches the generation that is named, and since
tantivy does not notice a flipped byte, what is loaded is first compared with the checksums.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from index.lexical import LexicalEntry, LexicalIndex
from index.types import Derived

LOCKS = (".tantivy-meta.lock", ".tantivy-writer.lock")
REPLACED = ("meta.json", ".managed.json")  # that tantivy writes again and again

# What a file that was read before is known by: device, inode, size, time of change.
Known = dict[tuple[int, int, int, int], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Generation:
    """A lexical index and the revision of the library that it shows.

    Attributes:
        derived: how it is named in the database; None for one in memory.
    """

    index: LexicalIndex
    revision: int
    derived: Derived | None = None


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
    sync(path.parent)


def sync(path: Path) -> None:
    """Makes a file, or the names in a folder, last through a power cut.

    Where the system has no way to say so for a folder, nothing is done.
    """
    if path.is_dir() and os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def load(folder: Path, derived: Derived, known: Known) -> Generation | None:
    """A generation that is named; None if missing or damaged.

    Args:
        known: checksums of files that were read before; brought up to date.
    """
    place = folder / derived.place
    try:
        if _checksums(place, known) != derived.files:
            return None
        index = LexicalIndex(place)
        if len(index) != derived.count:
            return None
        return Generation(index=index, revision=derived.revision, derived=derived)
    except (OSError, ValueError):  # tantivy reports what it cannot open as ValueError
        return None


def grow(
    folder: Path,
    name: str,
    before: Generation | None,
    *,
    revision: int,
    add: Iterable[LexicalEntry],
    remove: Collection[str],
    known: Known,
) -> Generation:
    """Writes the next generation; the database does not name it yet.

    Args:
        before: what it starts from; None for nothing.
        remove: ids of reports whose passages go before ``add`` comes.

    Raises:
        OSError, ValueError: it could not be written; nothing is left of it.
    """
    place = f"{name}-{revision}-{uuid.uuid4().hex[:8]}"
    aside = folder / f".{place}"
    try:
        folder.mkdir(exist_ok=True)
        aside.mkdir()
        if before is not None and before.derived is not None:
            _link(folder / before.derived.place, aside, before.derived.files)
        index = LexicalIndex(aside)
        index.change(add=add, remove=remove)
        count = len(index)
        del index
        for lock in LOCKS:
            (aside / lock).unlink(missing_ok=True)
        files = _checksums(aside, known)
        _sync_new(aside, before)
        aside.rename(folder / place)
        sync(folder)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    derived = Derived(name=name, place=place, revision=revision, count=count, files=files)
    return Generation(index=LexicalIndex(folder / place), revision=revision, derived=derived)


def sweep(folder: Path, named: Collection[str]) -> int:
    """Removes whatever under ``folder`` no record names; how many things there were.

    Only for whoever may write: another writer's unfinished generation is not named either.
    """
    left = leftovers(folder, named)
    for path in left:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)  # Windows keeps what another process reads
        else:
            path.unlink(missing_ok=True)
    return len(left)


def leftovers(folder: Path, named: Collection[str]) -> list[Path]:
    """What lies under ``folder`` and no record names."""
    return [path for path in _inside(folder) if path.name not in named]


def _inside(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except FileNotFoundError:
        return []


def _link(source: Path, target: Path, names: Iterable[str]) -> None:
    for name in names:
        try:
            if name in REPLACED:
                raise OSError("a file that changes is copied")
            os.link(source / name, target / name)
        except OSError:  # a file system without links
            shutil.copy2(source / name, target / name)


def _sync_new(folder: Path, before: Generation | None) -> None:
    old = before.derived.files if before is not None and before.derived is not None else {}
    for path in folder.iterdir():
        if path.name in REPLACED or path.name not in old:
            sync(path)
    sync(folder)


def _checksums(folder: Path, known: Known) -> dict[str, str]:
    """SHA-256 of each file of a generation; ``known`` then holds these files and no others."""
    found: dict[str, str] = {}
    read: Known = {}
    for path in _inside(folder):
        if path.name in LOCKS:
            continue
        status = path.stat()
        identity = (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)
        digest = known.get(identity) or hashlib.sha256(path.read_bytes()).hexdigest()
        found[path.name] = read[identity] = digest
    known.clear()
    known.update(read)
    return found
