"""What a file is, by its first bytes: offices rename, and programs save one format as another."""

from __future__ import annotations

from typing import Final, Literal

from ingest.errors import ReportAssistantError

Kind = Literal["pdf", "docx", "xlsx", "ofd", "odf", "rtf", "html", "mhtml", "ole", "zip", ""]

COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
_HEAD: Final = 4096


def kind_of(data: bytes) -> Kind:
    """The kind that the bytes themselves tell; empty where they tell none (text, damage)."""
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n\0")
    if head.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _container(data)
    if data.startswith(COMPOUND):
        return "ole"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    low = head[:400].lower()
    if low.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) or (
        low.startswith((b"<?xml", b"<!--")) and b"<html" in head.lower()
    ):
        return "html"
    if low.startswith((b"mime-version:", b"from: <saved by", b"from:<saved by")) and (
        b"multipart/related" in head.lower()
    ):
        return "mhtml"
    return ""


def _container(data: bytes) -> Kind:
    """Which office format a ZIP is; the names of its members stand in it unpacked."""
    if b"word/document" in data:
        return "docx"
    if b"xl/workbook" in data:
        return "xlsx"
    if b"OFD.xml" in data:
        return "ofd"
    if b"application/vnd.oasis.opendocument" in data[:200] or b"META-INF/manifest.xml" in data:
        return "odf"
    return "zip"


def check_lock(data: bytes) -> None:
    """Refuses a Word or Excel file that is locked with a password.

    Raises:
        ReportAssistantError: the file is encrypted.
    """
    if data.startswith(COMPOUND) and _LOCKED in data:
        raise ReportAssistantError("文件有打开密码", hint="请去掉密码后再提供")
