"""Names of an archive's members: what their makers meant, and which of them are traps."""

from __future__ import annotations

import re
import unicodedata
import zipfile

MAX_NAME = 500  # characters of a member's path

_DRIVE = re.compile(r"^[A-Za-z]:")
# GBK bytes that a program took for Latin-1: nothing but pairs of the GB2312 plane.
_MISREAD = re.compile("(?:[\x20-\x7e]|[\xa1-\xf7][\xa1-\xfe])+")


def zip_name(info: zipfile.ZipInfo) -> str:
    """The name as its maker meant it.

    Without flag bit 11 the bytes are in the maker's own code page, which Python reads as CP437;
    Chinese Windows writes GBK there, macOS UTF-8.
    """
    name = info.orig_filename
    if info.flag_bits & 0x800:
        misread = _MISREAD.fullmatch(name)
        return _decoded_name(name.encode("latin-1"), name) if misread else name
    return _decoded_name(name.encode("cp437"), name)


def tar_name(name: str) -> str:
    """The name as its maker meant it: tarfile keeps bytes that are no UTF-8 as lone surrogates."""
    return _decoded_name(name.encode("utf-8", "surrogateescape"), name)


def _decoded_name(raw: bytes, otherwise: str) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return otherwise


def name_fault(name: str) -> str:
    """Why a member of this name is not taken; empty where nothing is wrong with it."""
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or _DRIVE.match(name) or ".." in parts:
        return "文件名指向压缩包之外，已拒绝"
    if "\0" in name:
        return "文件名含有空字符，已拒绝"
    if len(name) > MAX_NAME:
        return f"文件名长达 {len(name)} 字(上限 {MAX_NAME})"
    return ""


def is_left_behind(name: str) -> bool:
    """Whether a file or folder is hidden, or only what a system or an open document leaves behind."""
    hidden = name.startswith((".", "~$")) and name != ".."
    return hidden or name.lower() in ("__macosx", "thumbs.db", "desktop.ini")


def shown_name(name: str) -> str | None:
    """The name as records and sources show it; None for what is hidden, as in folders.

    Characters that steer a terminal or turn text round are replaced.
    """
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".")]
    if any(is_left_behind(part) for part in parts):
        return None
    shown = "".join(
        "\ufffd" if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") else c
        for c in "/".join(parts)
    )
    return shown if len(shown) <= MAX_NAME else shown[:80] + "…"
