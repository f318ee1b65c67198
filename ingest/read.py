"""A file's bytes become text. One table maps a suffix to its reader."""

from __future__ import annotations

import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from ingest.document import Document, Reader
from ingest.encoding import control_share, decode
from ingest.errors import ReportAssistantError
from ingest.kinds import Kind, check_lock, kind_of
from ingest.readers.delimited import read_csv
from ingest.readers.docx import read_docx
from ingest.readers.html import read_html
from ingest.readers.mhtml import read_mhtml
from ingest.readers.ofd import read_ofd
from ingest.readers.office import read_spreadsheet, read_text_document
from ingest.readers.pdf import read_pdf
from ingest.readers.plain import read_markdown, read_plain
from ingest.readers.rtf import read_rtf
from ingest.readers.xlsx import read_xlsx

__all__ = ["MAX_BYTES", "READERS", "Document", "decode", "load", "read_bytes"]

MAX_BYTES = 64 * 1024 * 1024  # no report of words alone comes near

MAX_CHARACTERS = 1_000_000  # 30 long government reports; more is a dump, not a report

READERS: Mapping[str, Reader] = {
    ".txt": read_plain,
    ".text": read_plain,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".htm": read_html,
    ".html": read_html,
    ".shtml": read_html,
    ".xhtml": read_html,
    ".mht": read_mhtml,
    ".mhtml": read_mhtml,
    ".docx": read_docx,
    ".docm": read_docx,
    ".pdf": read_pdf,
    ".ofd": read_ofd,
    ".rtf": read_rtf,
    ".xlsx": read_xlsx,
    ".xlsm": read_xlsx,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".doc": read_text_document,
    ".wps": read_text_document,
    ".odt": read_text_document,
    ".xls": read_spreadsheet,
    ".et": read_spreadsheet,
}
# Kinds whose bytes tell what they are, whatever the file is called: a DOC that is RTF, HTML or
# DOCX inside is common. Text is never guessed at.
_BY_BYTES: Final[Mapping[Kind, Reader]] = {
    "docx": read_docx,
    "xlsx": read_xlsx,
    "pdf": read_pdf,
    "ofd": read_ofd,
    "rtf": read_rtf,
    "html": read_html,
    "mhtml": read_mhtml,
}
_TEXT: Final = frozenset({".txt", ".text", ".md", ".markdown", ".csv", ".tsv"})
_OLD: Final = frozenset({".doc", ".wps"})
_SHEETS: Final = frozenset({".xls", ".et", ".xlsx", ".xlsm"})
_RESAVE: Final = "请用 Word、WPS 等重新保存，或另存为 TXT、DOCX 后再导入"


def check_kind(name: str) -> None:
    """Raises ``ReportAssistantError`` where no reader takes a file of this name."""
    suffix = Path(name).suffix
    if suffix.lower() not in READERS:
        known = " ".join(sorted(READERS))
        raise ReportAssistantError(f"不支持的文件类型“{suffix or name}”", hint=f"目前可读: {known}")


def load(path: Path) -> bytes:
    """The bytes of a file that some reader takes.

    Raises:
        ReportAssistantError: unknown suffix (the file is not opened then), unreadable, too large.
    """
    check_kind(path.name)
    return load_any(path, MAX_BYTES)


def load_any(path: Path, limit: int) -> bytes:
    """The bytes of a file of any kind, at most ``limit`` of them.

    Raises:
        ReportAssistantError: unreadable, too large, or no file (a pipe would never end).
    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise ReportAssistantError(
                "无法读取文件(是文件夹、管道或设备)", hint="请移出要导入的文件夹"
            )
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise ReportAssistantError(
            f"无法读取文件({error.strerror or error})", hint="请检查文件是否存在及其权限"
        ) from error
    if len(data) > limit:
        raise ReportAssistantError(
            f"文件过大({found.st_size // 2**20} MiB)", hint=f"上限 {limit // 2**20} MiB"
        )
    return data


def read_bytes(data: bytes, suffix: str) -> Document:
    """Reads the bytes of a file of a known ``suffix``.

    Raises:
        ReportAssistantError: unknown suffix, empty, damaged, not text, or longer than ``MAX_CHARACTERS``.
    """
    check_kind(f"文件{suffix}")
    if not data.strip():
        raise ReportAssistantError("文件是空的", hint="请确认导出或下载是否完整")
    check_lock(data)
    document = _document(_reader(data, suffix.lower()), data)
    if not any(c.isalnum() for c in document.text):
        raise ReportAssistantError("文件里没有文字", hint="请确认导出或下载是否完整")
    if control_share(document.text) > 0.05:
        raise ReportAssistantError(
            "内容不是可识别的文字(可能是改了后缀的二进制文件)", hint="请提供文本文件"
        )
    if len(document.text) > MAX_CHARACTERS:
        raise ReportAssistantError(
            f"文字过多({len(document.text)} 字，上限 {MAX_CHARACTERS} 字)",
            hint="请按报告拆成几个文件",
        )
    return document


def _reader(data: bytes, suffix: str) -> Reader:
    """The reader for what the file is; its name decides where the bytes do not."""
    if suffix in _TEXT:
        return READERS[suffix]
    kind = kind_of(data)
    if not kind and suffix in _OLD:
        return read_plain  # text called DOC; what is no text is refused there
    if kind == "ole":
        return read_spreadsheet if suffix in _SHEETS else read_text_document
    if kind == "odf" and suffix not in _SHEETS:
        return read_text_document
    return _BY_BYTES.get(kind, READERS[suffix])


def _document(reader: Reader, data: bytes) -> Document:
    """What the reader returns; whatever a parser raises at a damaged file is a refusal.

    Running out of memory or of depth stays what it is: the process that parses says so.
    """
    try:
        return reader(data)
    except (ReportAssistantError, MemoryError, RecursionError):
        raise
    except Exception as error:
        raise ReportAssistantError(
            f"文件已损坏或不合规范，无法解析({type(error).__name__})", hint=_RESAVE
        ) from error
