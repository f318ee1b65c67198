"""What a file is, told by its bytes; names decide only where the bytes do not."""

from __future__ import annotations

import pytest

from ingest.errors import ReportAssistantError
from ingest.kinds import kind_of
from ingest.read import READERS, read_bytes
from tests.ingest.readers.convert import needs_libreoffice
from tests.ingest.readers.sheets_of_paper import ofd_file, ofd_text
from tests.ingest.readers.word import paragraph, word_file

WORD = word_file(paragraph("全年审查合同158份。"))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (WORD, "docx"),
        (ofd_file([]), "ofd"),
        (b"%PDF-1.7\n", "pdf"),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE html><p>", "html"),
        (b'<?xml version="1.0"?><html xmlns="x">', "html"),
        (b'<?xml version="1.0"?><w:document/>', ""),
        (b"{\\rtf1 x}", "rtf"),
        (OLE + b"\0" * 600, "ole"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related;", "mhtml"),
        ("2024年，望澜区统计局".encode("gbk"), ""),
        (b"PK\x03\x04 no office format", "zip"),
    ],
)
def test_kinds(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind


@pytest.mark.parametrize("suffix", [".doc", ".wps", ".DOCX", ".pdf", ".html"])
def test_a_renamed_word_file_is_read(suffix: str) -> None:
    assert read_bytes(WORD, suffix).text == "全年审查合同158份。"


def test_a_renamed_ofd_is_read() -> None:
    data = ofd_file([ofd_text("全年审查合同158份，办理案件43件。", 30, 50)])
    assert read_bytes(data, ".pdf").text.strip() == "全年审查合同158份，办理案件43件。"


def test_text_is_never_guessed_at() -> None:
    assert "<html>" in read_bytes("<html>全年审查合同158份。".encode(), ".txt").text


@pytest.mark.parametrize("suffix", sorted(READERS))
@pytest.mark.parametrize(
    "data", [b"\x00\x01\x02" * 400, bytes(7919 * i % 256 for i in range(5_000)), b"PK\x05\x06"]
)
def test_rubbish_is_refused_in_words(
    data: bytes, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With LibreOffice its filters would be tried; that is tested apart, it takes seconds."""
    monkeypatch.setattr("ingest.readers.office.libreoffice", lambda: None)
    with pytest.raises(ReportAssistantError) as refused:
        read_bytes(data, suffix)
    assert refused.value.message and refused.value.hint


def test_a_locked_file_says_so() -> None:
    locked = OLE + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le")
    for suffix in (".docx", ".xlsx", ".doc"):
        with pytest.raises(ReportAssistantError, match="密码"):
            read_bytes(locked, suffix)


def test_without_libreoffice_the_record_is_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setattr("ingest.readers.office._PLACES", ())
    with pytest.raises(ReportAssistantError, match="LibreOffice") as refused:
        read_bytes(OLE + "WordDocument".encode("utf-16-le") + b"\0" * 600, ".wps")
    assert "DOCX" in refused.value.hint


@pytest.mark.slow
@needs_libreoffice
def test_libreoffice_refuses_what_it_cannot_read() -> None:
    with pytest.raises(ReportAssistantError, match="LibreOffice"):
        read_bytes(
            OLE + "WordDocument".encode("utf-16-le") + bytes(7919 * i % 256 for i in range(5_000)),
            ".doc",
        )


def test_a_compound_file_of_another_kind_is_refused() -> None:
    for suffix in (".doc", ".xls"):
        with pytest.raises(ReportAssistantError, match="没有"):
            read_bytes(OLE + b"\0" * 600, suffix)


def test_text_called_doc_is_read_as_text() -> None:
    assert read_bytes("全年审查合同158份。".encode("gbk"), ".doc").text == "全年审查合同158份。"


def test_a_parser_that_fails_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(data: bytes) -> object:
        raise KeyError("a fault of a library")

    monkeypatch.setitem(READERS, ".txt", fails)  # type: ignore[arg-type]
    with pytest.raises(ReportAssistantError, match="KeyError"):
        read_bytes(b"words", ".txt")
