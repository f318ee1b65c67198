"""A document that is a ZIP container inside (DOCX, XLSX, OFD, ODT), read under limits.

Nothing is ever written to disk, so a member's name is a key and no path. Overlapping members (one
compressed stream listed many times: Fifield, "A better zip bomb", 2019) are refused here because
Python before 3.11.8 accepts them.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NoReturn

from ingest.errors import ReportAssistantError

MAX_MEMBERS = 2_000
MAX_TOTAL = 200 * 1024 * 1024  # bytes unpacked, all members together
MAX_RATIO = 100
SMALL = 4 * 1024 * 1024  # below this size a high ratio harms nobody (empty styles, blank images)

_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED = 0x1
_HINT = "请用 Word、WPS 等重新保存该文件"


@dataclass(frozen=True, slots=True)
class Package:
    """The members of a container by name."""

    _file: zipfile.ZipFile
    _members: dict[str, zipfile.ZipInfo]

    def names(self) -> tuple[str, ...]:
        """Names of all members, folders left out, in the container's order."""
        return tuple(self._members)

    def __contains__(self, name: str) -> bool:
        return name.removeprefix("/") in self._members

    def read(self, name: str) -> bytes:
        """The bytes of one member; a leading slash, as part names have it, is ignored.

        Raises:
            ReportAssistantError: no such member, or its bytes are damaged.
        """
        member = self._members.get(name.removeprefix("/"))
        if member is None:
            raise ReportAssistantError(f"文件里缺少 {name[:80]}，可能已损坏", hint=_HINT)
        return read_member(self._file, member)


def open_package(data: bytes) -> Package:
    """Opens the container whose bytes are ``data``.

    Raises:
        ReportAssistantError: no container, damaged, encrypted, or beyond the limits.
    """
    file = open_zip(data)
    infos = files_in(file)
    if len(infos) > MAX_MEMBERS:
        _refuse(f"文件内部有 {len(infos)} 个部件(上限 {MAX_MEMBERS})")
    members: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        name = info.filename.removeprefix("/")
        if name in members:
            _refuse(f"文件内部有两个同名部件 {name[:80]}")
        members[name] = info
        fault = member_fault(info)
        if fault:
            _refuse(f"文件内部的部件 {name[:80]} {fault}")
    if overlapping(data, infos):
        _refuse("文件内部的部件互相重叠，是压缩炸弹")
    if sum(info.file_size for info in infos) > MAX_TOTAL:
        _refuse(f"文件展开后超过 {MAX_TOTAL // 2**20} MiB")
    return Package(file, members)


def open_zip(data: bytes) -> zipfile.ZipFile:
    """The directory of a ZIP file.

    Raises:
        ReportAssistantError: not a ZIP file, or its directory is damaged.
    """
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
        raise ReportAssistantError(
            "文件不是完整的压缩格式(损坏、未下载完或改了后缀)", hint="请重新下载或另存该文件"
        ) from error


def files_in(file: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The members that are no folders; a member without a name, which zipfile trips over, is."""
    return [info for info in file.infolist() if info.filename and not info.is_dir()]


def member_fault(info: zipfile.ZipInfo) -> str:
    """Why a member is not read, as its directory entry tells; empty where nothing is wrong."""
    if info.flag_bits & _ENCRYPTED:
        return "已加密，请去掉密码后再提供"
    if info.compress_type not in _METHODS:
        return f"的压缩方法({info.compress_type})不受支持，请用普通 ZIP 方式压缩"
    if info.file_size > MAX_TOTAL:
        return f"展开后有 {info.file_size // 2**20} MiB(上限 {MAX_TOTAL // 2**20} MiB)"
    if info.file_size > SMALL and info.file_size > MAX_RATIO * max(1, info.compress_size):
        return f"的压缩比超过 {MAX_RATIO} 倍，是压缩炸弹"
    return ""


def overlapping(data: bytes, infos: Sequence[zipfile.ZipInfo]) -> bool:
    """Whether two members share bytes of the container."""
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        start = info.header_offset
        if start < end:
            return True
        header = data[start : start + 30]
        lengths = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
        end = start + 30 + lengths + info.compress_size
    return False


def read_member(file: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """The bytes of a member that :func:`member_fault` has nothing against.

    Raises:
        ReportAssistantError: the bytes are damaged or longer than the directory says.
    """
    try:
        with file.open(info) as stream:
            data = stream.read(info.file_size + 1)
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, RuntimeError) as error:
        raise ReportAssistantError(
            f"文件内部的 {info.filename[:80]} 已损坏", hint="请重新下载或另存该文件"
        ) from error
    if len(data) != info.file_size:
        _refuse(f"文件内部的 {info.filename[:80]} 与目录所写的长度不符")
    return data


def _refuse(message: str) -> NoReturn:
    raise ReportAssistantError(message, hint=_HINT)
