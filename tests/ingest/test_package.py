"""Containers of office documents: their parts come out, and bombs do not."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest

from ingest import package
from ingest.errors import ReportAssistantError
from ingest.package import open_package


def zipped(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return file.getvalue()


def overlapping_zip(entries: int, size: int) -> bytes:
    """Fifield's bomb in its simplest form: every directory entry names the same stream."""
    raw = b"0" * size
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -15)
    stream = squeezer.compress(raw) + squeezer.flush()
    sizes = (zlib.crc32(raw), len(stream), len(raw))
    body = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 8, 0, 33, *sizes, 1, 0) + b"a" + stream
    directory = b"".join(
        struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 8, 0, 33, *sizes, 1, 0, 0, 0, 0, 0, 0)
        + b"a"
        for _ in range(entries)
    )
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, entries, entries, len(directory), len(body), 0)
    return body + directory + end


def test_parts_come_out_by_name() -> None:
    made = zipped(("[Content_Types].xml", b"<a/>"), ("word/", b""), ("word/document.xml", b"<b/>"))
    found = open_package(made)
    assert found.names() == ("[Content_Types].xml", "word/document.xml")
    assert found.read("word/document.xml") == found.read("/word/document.xml") == b"<b/>"
    assert "word/document.xml" in found and "/word/document.xml" in found and "x" not in found
    with pytest.raises(ReportAssistantError, match="缺少 x"):
        found.read("x")


def test_a_file_before_the_container_does_no_harm() -> None:
    found = open_package(b"MZ" * 100 + zipped(("a.xml", b"<a/>"), ("b.xml", b"<b/>")))
    assert found.read("b.xml") == b"<b/>"


@pytest.mark.parametrize("data", [b"", b"PK", b"\xd0\xcf\x11\xe0" * 100, b"PK\5\6" + b"\0" * 17])
def test_what_is_no_container_is_refused(data: bytes) -> None:
    with pytest.raises(ReportAssistantError, match="压缩格式"):
        open_package(data)


def test_a_cut_container_is_refused() -> None:
    whole = zipped(("a.xml", b"<a/>" * 1000))
    with pytest.raises(ReportAssistantError):
        open_package(whole[: len(whole) // 2])


def test_damaged_bytes_are_refused() -> None:
    whole = bytearray(zipped(("a.xml", b"<a/>" * 10), method=zipfile.ZIP_STORED))
    whole[40] ^= 0xFF
    with pytest.raises(ReportAssistantError, match="损坏"):
        open_package(bytes(whole)).read("a.xml")


def test_bombs_are_refused_before_they_are_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ReportAssistantError, match="压缩比"):
        open_package(zipped(("a.xml", b"0" * 50_000_000)))
    with pytest.raises(ReportAssistantError, match="重叠"):
        open_package(_two_names(overlapping_zip(2, 1000)))
    assert open_package(overlapping_zip(1, 1000)).read("a") == b"0" * 1000
    with pytest.raises(ReportAssistantError, match="部件"):
        open_package(zipped(*((f"{number}.xml", b"") for number in range(2_001))))
    monkeypatch.setattr(package, "MAX_TOTAL", 100)
    with pytest.raises(ReportAssistantError, match="超过"):
        open_package(zipped(("a.xml", b"0" * 60), ("b.xml", b"0" * 60)))


def _two_names(data: bytes) -> bytes:
    """The last directory entry's name becomes ``b``; the stream stays shared."""
    at = data.rindex(b"PK\1\2") + 46
    return data[:at] + b"b" + data[at + 1 :]


def test_the_same_name_twice_is_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        doubled = zipped(("a.xml", b"1"), ("a.xml", b"2"))
    with pytest.raises(ReportAssistantError, match="同名"):
        open_package(doubled)


def test_encrypted_and_foreign_methods_are_refused() -> None:
    plain = zipped(("a.xml", b"<a/>"))
    at = plain.index(b"PK\1\2")
    with pytest.raises(ReportAssistantError, match="加密"):
        open_package(plain[: at + 8] + b"\x01" + plain[at + 9 :])
    with pytest.raises(ReportAssistantError, match="压缩方法"):
        open_package(zipped(("a.xml", b"<a/>"), method=zipfile.ZIP_LZMA))


def test_a_member_longer_than_its_directory_says_is_refused() -> None:
    data = bytearray(zipped(("a.xml", b"0123456789"), method=zipfile.ZIP_STORED))
    at = data.index(b"PK\1\2")
    data[at + 24 : at + 28] = struct.pack("<I", 4)
    with pytest.raises(ReportAssistantError):
        open_package(bytes(data)).read("a.xml")
