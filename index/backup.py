"""A library in one file that anybody can open."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from index import schema
from index.connection import connect, told
from index.derived import sync
from index.editions import now
from index.library import DATABASE
from index.lock import WriterLock
from ingest.errors import ReportAssistantError

FORMAT = "report-assistant-backup-1"
MANIFEST = "manifest.json"
README = "说明.txt"
CHUNK = 1 << 20
_ABOUT = """这是报告助手资料库的备份,一个普通的 zip 文件。

library.sqlite3  全部报告、提纲、数据和向量,SQLite 3 数据库,可用任何 SQLite 工具打开
manifest.json    备份时间、报告数、数据库的 SHA-256 校验和

恢复: report-assistant --library 文件夹 restore 本文件
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup says of itself.

    Attributes:
        created: UTC, ISO 8601.
        version: of the tables.
        sha256: of the database; ``size`` in bytes.
    """

    format: str
    created: str
    version: int
    reports: int
    passages: int
    earlier_versions: int
    sha256: str
    size: int


def back_up(folder: Path, target: Path) -> Manifest:
    """Writes the library in ``folder`` to ``target``, whole or not at all.

    Questions go on meanwhile. Writing does not: in a rollback journal a commit that waits for
    a long reader would hold up every question.

    Raises:
        ReportAssistantError: no library there, it is being written, ``target`` is there already or
            cannot be written.
    """
    source = folder / DATABASE
    if not source.exists():
        raise ReportAssistantError(
            f"{folder} 不是资料库(没有 {DATABASE})", hint="请用 --library 指定资料库文件夹"
        )
    if target.exists():
        raise ReportAssistantError(f"{target} 已经存在,不予覆盖", hint="请换一个文件名")
    try:
        with tempfile.TemporaryDirectory(prefix=".backup-", dir=target.absolute().parent) as aside:
            copy = Path(aside) / DATABASE
            with WriterLock(folder):
                _copy(source, copy)
            manifest = _manifest(copy)
            packed = Path(aside) / "backup.zip"
            _pack(packed, copy, manifest)
            sync(packed)
            packed.replace(target)
            sync(target.absolute().parent)
    except OSError as error:
        raise unwritable(target, error) from error
    return manifest


def _copy(source: Path, target: Path) -> None:
    """One moment of a database that others may be using."""
    try:
        with closing(connect(source, create=False)) as opened:
            opened.execute("VACUUM INTO ?", (str(target),))
    except sqlite3.Error as error:
        raise told(error, source) from error


def _manifest(database: Path) -> Manifest:
    reports, passages, earlier = counts(database)
    return Manifest(
        format=FORMAT,
        created=now(),
        version=schema.VERSION,
        reports=reports,
        passages=passages,
        earlier_versions=earlier,
        sha256=_sha256(database),
        size=database.stat().st_size,
    )


def counts(database: Path) -> tuple[int, ...]:
    """Reports, passages and earlier versions in a database."""
    with closing(sqlite3.connect(database)) as opened:
        return tuple(
            int(opened.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
            for table in ("reports", "passages", "earlier")
        )


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _pack(target: Path, database: Path, manifest: Manifest) -> None:
    told_of = json.dumps(asdict(manifest), ensure_ascii=False, indent=2)
    with zipfile.ZipFile(target, "x", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(MANIFEST, told_of)
        archive.writestr(README, _ABOUT)
        archive.write(database, DATABASE)


def unwritable(place: Path, error: OSError) -> ReportAssistantError:
    """An error of the file system in words."""
    reason = error.strerror or type(error).__name__
    return ReportAssistantError(
        f"写不了 {place}({reason})", hint="请检查文件夹权限和磁盘空间;现有资料库没有改动"
    )
