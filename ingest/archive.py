"""Archives: ZIP and tar become files with bytes; nothing is ever written under a name of theirs.

Whatever is wrong with one member (a way out of the folder, a link, encryption, a bomb) is that
member's reason; only an archive that cannot be listed is refused as a whole.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import stat
import tarfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from ingest.errors import ReportAssistantError
from ingest.member_names import name_fault, shown_name, tar_name, zip_name
from ingest.package import (
    MAX_MEMBERS,
    MAX_TOTAL,
    files_in,
    member_fault,
    open_zip,
    overlapping,
    read_member,
)
from ingest.read import MAX_BYTES, check_kind

MAX_ARCHIVE = 200 * 1024 * 1024
SEPARATOR = "!/"

_TAR = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
_FILES = (0, stat.S_IFREG, stat.S_IFIFO)  # zip marks what came through a pipe as one


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One file of an archive.

    Attributes:
        name: its path in the archive, POSIX separators; inside a nested one ``b.zip!/c.txt``.
        data: its bytes; empty where there is a reason.
        reason: why it is not taken; empty where it is.
    """

    name: str
    data: bytes = b""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """A line of an archive's directory. ``fault`` tells what speaks against reading it."""

    name: str
    size: int
    fault: str
    read: Callable[[], bytes]


def is_archive(name: str) -> bool:
    """Whether a file of this name is an archive."""
    return name.lower().endswith((".zip", *_TAR))


def unpack(name: str, data: bytes) -> tuple[Member, ...]:
    """The files of an archive, in its order; folders and hidden files are skipped.

    Archives inside are opened one level deep. All members together hold at most ``MAX_TOTAL``
    bytes and are at most ``MAX_MEMBERS``.

    Raises:
        ReportAssistantError: damaged, or beyond the limits as a whole.
    """
    members: list[Member] = []
    _collect(name, data, prefix="", members=members)
    if not members:
        raise ReportAssistantError("压缩包里没有文件", hint="请确认压缩包是否完整")
    return tuple(members)


def _collect(name: str, data: bytes, *, prefix: str, members: list[Member]) -> None:
    seen: set[str] = set()
    for entry in _entries(name, data):
        path = shown_name(entry.name)
        if path is None:
            continue
        shown = prefix + path
        if len(members) >= MAX_MEMBERS:
            raise _too_many()
        room = MAX_TOTAL - sum(len(member.data) for member in members)
        reason = name_fault(entry.name) or entry.fault
        if not reason and path in seen:
            reason = "压缩包里已有同名文件，只取第一个"
        if not reason and entry.size > room:
            reason = f"压缩包展开后超过 {MAX_TOTAL // 2**20} MiB，这个文件未读"
        seen.add(path)
        if reason:
            members.append(Member(name=shown, reason=reason))
        else:
            _take(entry, shown, nested=bool(prefix), members=members)


def _take(entry: _Entry, shown: str, *, nested: bool, members: list[Member]) -> None:
    """Adds one sound entry: as a file, or as what the archive in it holds."""
    try:
        if not is_archive(entry.name):
            check_kind(PurePosixPath(shown).name)
            if entry.size > MAX_BYTES:
                reason = f"文件过大({entry.size // 2**20} MiB，上限 {MAX_BYTES // 2**20} MiB)"
                raise ReportAssistantError(reason)
            members.append(Member(name=shown, data=entry.read()))
        elif nested:
            members.append(Member(name=shown, reason="压缩包嵌套超过一层，请解压后再导入"))
        else:
            _collect(entry.name, entry.read(), prefix=shown + SEPARATOR, members=members)
    except ReportAssistantError as error:
        members.append(Member(name=shown, reason=str(error)))


def _entries(name: str, data: bytes) -> Iterator[_Entry]:
    return _tar_entries(data) if name.lower().endswith(_TAR) else _zip_entries(data)


def _zip_entries(data: bytes) -> Iterator[_Entry]:
    file = open_zip(data)
    infos = files_in(file)
    if len(infos) > MAX_MEMBERS:
        raise _too_many(len(infos))
    if overlapping(data, infos):
        raise ReportAssistantError("压缩包里的文件互相重叠，是压缩炸弹", hint="请勿使用这个压缩包")
    for info in infos:
        kind = stat.S_IFMT(info.external_attr >> 16)
        fault = member_fault(info)
        yield _Entry(
            name=zip_name(info),
            size=info.file_size,
            fault=f"这个文件{fault}" if fault else _kind_fault(kind in _FILES),
            read=lambda info=info: read_member(file, info),  # type: ignore[misc]
        )


def _tar_entries(data: bytes) -> Iterator[_Entry]:
    try:
        with tarfile.open(fileobj=io.BytesIO(_unwrapped(data)), mode="r:") as file:
            for count, info in enumerate(file):
                if count >= MAX_MEMBERS:
                    raise _too_many()
                if info.isdir():
                    continue
                yield _Entry(
                    name=tar_name(info.name),
                    size=info.size,
                    fault=_kind_fault(info.isreg() and not info.issparse()),
                    read=lambda info=info: _tar_bytes(file, info),  # type: ignore[misc]
                )
    except (tarfile.TarError, ValueError, OSError, EOFError) as error:
        raise ReportAssistantError(
            "压缩包损坏或没有下载完", hint="请重新下载，或解压后导入文件夹"
        ) from error


_WRAPPINGS: tuple[tuple[bytes, Callable[[BinaryIO], Any]], ...] = (
    (b"\x1f\x8b", lambda source: gzip.GzipFile(fileobj=source)),
    (b"BZh", bz2.BZ2File),
    (b"\xfd7zXZ", lzma.LZMAFile),
)


def _unwrapped(data: bytes) -> bytes:
    """A tar file out of gzip, bzip2 or xz, which its first bytes tell."""
    opener = next((opener for mark, opener in _WRAPPINGS if data.startswith(mark)), None)
    if opener is None:
        return data
    try:
        with opener(io.BytesIO(data)) as stream:
            unwrapped: bytes = stream.read(MAX_TOTAL + 1)
    except (zlib.error, lzma.LZMAError) as error:
        raise OSError("damaged") from error
    if len(unwrapped) > MAX_TOTAL:
        raise ReportAssistantError(
            f"压缩包展开后超过 {MAX_TOTAL // 2**20} MiB", hint="请分成几个压缩包"
        )
    return unwrapped


def _tar_bytes(file: tarfile.TarFile, info: tarfile.TarInfo) -> bytes:
    stream = file.extractfile(info)
    data = stream.read(info.size + 1) if stream else b""
    if len(data) != info.size:
        raise ReportAssistantError("文件不完整", hint="请重新下载压缩包")
    return data


def _kind_fault(regular: bool) -> str:
    return "" if regular else "是链接或特殊文件，不是普通文件"


def _too_many(count: int | None = None) -> ReportAssistantError:
    found = f"有 {count} 个文件" if count else "的文件过多"
    return ReportAssistantError(
        f"压缩包里{found}(上限 {MAX_MEMBERS})", hint="请分成几个压缩包，或解压后导入文件夹"
    )
