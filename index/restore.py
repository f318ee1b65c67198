"""A library back from its backup: checked whole before anything is replaced."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from index import memberships
from index.backup import CHUNK, FORMAT, MANIFEST, Manifest, counts, unwritable
from index.checkup import check_database
from index.connection import connect, told
from index.derived import sync
from index.editions import now
from index.library import DATABASE, DERIVED
from index.lock import WriterLock
from ingest.errors import ReportAssistantError

# What a damaged zip file makes Python raise: any byte of it may be another.
_UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, struct.error),
    *(EOFError, NotImplementedError, RuntimeError, ValueError, OverflowError),
)


def restore(backup: Path, folder: Path, *, overwrite: bool = False) -> Manifest:
    """Makes ``folder`` the library that was backed up.

    The backup is unpacked aside and checked whole before anything is replaced; programs that have
    the library open go on with the restored one.

    Args:
        overwrite: also where there is a library with reports already.

    Raises:
        ReportAssistantError: no backup of ours, damaged, of a newer version; a library is there
            and ``overwrite`` is not given; the folder cannot be written or is being written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (
            tempfile.TemporaryDirectory(prefix=".restore-", dir=folder) as aside,
            WriterLock(folder),
        ):
            _require_free(folder, overwrite=overwrite)
            copy = Path(aside) / DATABASE
            with _opened(backup) as archive:
                manifest = _read_manifest(archive, backup)
                _unpack(archive, manifest, copy, backup)
            _verify(copy, manifest, backup)
            _keep_hidden(copy, _collected(folder / DATABASE))
            _prepare(copy, after=_revision(folder / DATABASE))
            _replace(copy, folder / DATABASE)
            shutil.rmtree(folder / DERIVED, ignore_errors=True)  # made anew when it is needed
    except OSError as error:
        raise unwritable(folder, error) from error
    return manifest


@contextmanager
def _opened(backup: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(backup) as archive:
            yield archive
    except FileNotFoundError as error:
        raise ReportAssistantError(f"没有备份文件 {backup}", hint="请检查路径") from error
    except _UNREADABLE as error:
        raise _no_backup(backup, str(error)) from error


def _read_manifest(archive: zipfile.ZipFile, backup: Path) -> Manifest:
    try:
        with archive.open(MANIFEST) as member:
            fields = json.loads(member.read(CHUNK))
        manifest = Manifest(**fields)
    except (KeyError, ValueError, TypeError) as error:
        raise _no_backup(backup, f"{MANIFEST} 缺失或读不懂") from error
    if manifest.format != FORMAT or not isinstance(manifest.size, int):
        raise _no_backup(backup, f"格式 {manifest.format}")
    return manifest


def _unpack(archive: zipfile.ZipFile, manifest: Manifest, target: Path, backup: Path) -> None:
    """One member under a name of ours, and not a byte more than the manifest says."""
    try:
        info = archive.getinfo(DATABASE)
    except KeyError as error:
        raise _no_backup(backup, f"没有 {DATABASE}") from error
    digest, left = hashlib.sha256(), manifest.size
    with archive.open(info) as member, target.open("xb") as file:
        while left > 0 and (chunk := member.read(min(CHUNK, left))):
            digest.update(chunk)
            file.write(chunk)
            left -= len(chunk)
        if left or member.read(1) or digest.hexdigest() != manifest.sha256:
            raise _no_backup(backup, "数据库与校验和不符,文件已损坏")


def _verify(database: Path, manifest: Manifest, backup: Path) -> None:
    check = check_database(database)
    if not check.ok:
        raise _no_backup(backup, check.found)
    with closing(connect(database, create=False)):
        pass  # an older version is brought up to date
    if counts(database) != (manifest.reports, manifest.passages, manifest.earlier_versions):
        raise _no_backup(backup, "报告数与备份时不符")


def _revision(database: Path) -> int:
    """The revision of the library that is about to be replaced; 0 where none can be read."""
    try:
        with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as opened:
            query = "SELECT value FROM state WHERE name = 'revision'"
            return int(opened.execute(query).fetchone()[0])
    except (sqlite3.Error, TypeError, ValueError):
        return 0


def _collected(database: Path) -> list[tuple[str, str]]:
    """Which reports lie in which collections of the library that is there, if it can be read."""
    try:
        with closing(
            sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)
        ) as opened:
            return opened.execute("SELECT collection, report_id FROM collected").fetchall()
    except sqlite3.Error:  # none there, an older one, or beyond reading
        return []


def _keep_hidden(copy: Path, collected: list[tuple[str, str]]) -> None:
    """What only some may see now, an older backup does not make everybody's."""
    if not collected:
        return
    with closing(connect(copy, create=False)) as opened:  # brings its tables up to date
        opened.execute("BEGIN IMMEDIATE")
        for name, report_id in collected:
            memberships.put(opened.execute, name, (report_id,))
        opened.execute("COMMIT")


def _prepare(database: Path, *, after: int) -> None:
    """Numbers the copy so that whoever has the old library open sees that all is new."""
    with closing(sqlite3.connect(database, isolation_level=None)) as opened:
        opened.execute("BEGIN IMMEDIATE")
        opened.execute("DELETE FROM derived")
        opened.execute("DELETE FROM changes")
        query = "UPDATE state SET value = max(value, ?) + 1 WHERE name IN ('revision', 'floor')"
        opened.execute(query, (after,))
        opened.execute(
            "UPDATE state SET value = (SELECT value FROM state WHERE name = 'revision')"
            " WHERE name = 'floor'"
        )
        opened.execute("COMMIT")


def _require_free(folder: Path, *, overwrite: bool) -> None:
    database = folder / DATABASE
    if overwrite or not database.exists():
        return
    try:
        reports = counts(database)[0]
    except sqlite3.Error:
        reports = -1
    if reports:
        held = f"已有 {reports} 份报告" if reports > 0 else "有一个读不了的资料库"
        raise ReportAssistantError(
            f"{folder} {held},不予覆盖",
            hint="请换一个文件夹,或先 backup 再加 --overwrite 恢复",
        )


def _replace(copy: Path, database: Path) -> None:
    """Through SQLite where it can be, so that open connections see it; else by renaming."""
    if database.exists():
        try:
            with (
                closing(sqlite3.connect(copy)) as source,
                closing(connect(database, create=False)) as target,
            ):
                source.backup(target)
            return
        except sqlite3.OperationalError as error:
            raise told(error, database) from error
        except (sqlite3.DatabaseError, ReportAssistantError):
            kept = database.with_name(f"{database.name}.damaged-{now().replace(':', '')}")
            database.replace(kept)  # beyond reading; kept all the same
            for suffix in ("-journal", "-wal", "-shm"):
                stale = database.with_name(database.name + suffix)
                if stale.exists():
                    stale.replace(kept.with_name(kept.name + suffix))
    sync(copy)
    copy.replace(database)
    sync(database.parent)


def _no_backup(backup: Path, reason: str) -> ReportAssistantError:
    return ReportAssistantError(
        f"{backup} 不是完好的资料库备份({reason})",
        hint="应为 backup 命令写的 zip 文件;现有资料库没有改动",
    )
