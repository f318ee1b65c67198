"""Archives give their files with the names their makers meant, and a reason for what they keep."""

from __future__ import annotations

import io
import stat
import struct
import tarfile
import zipfile
from pathlib import Path

import pytest

from index.candidates import Candidate, opened
from ingest import archive
from ingest.archive import is_archive, unpack
from ingest.errors import ReportAssistantError
from ingest.report import read_file
from tests.ingest.test_package import overlapping_zip, zipped

TEXT = "第一章 总则".encode()


def raw_named(name: bytes, data: bytes = TEXT, *, utf8: bool = False) -> bytes:
    """A ZIP file whose one member's name is these bytes."""
    made = zipped(("?" * len(name), data), method=zipfile.ZIP_STORED)
    made = made.replace(b"?" * len(name), name)
    if utf8:
        for mark, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
            place = made.index(mark) + at
            made = made[:place] + struct.pack("<H", 0x800) + made[place + 2 :]
    return made


def tarred(*members: tuple[tarfile.TarInfo, bytes], mode: str = "w", **more: str) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode, **more) as made:  # type: ignore[call-overload]
        for info, data in members:
            info.size = len(data)
            made.addfile(info, io.BytesIO(data))
    return file.getvalue()


def outcome(name: str, data: bytes) -> dict[str, str | int]:
    """Each member's name with the length of its bytes, or with its reason."""
    return {one.name: one.reason or len(one.data) for one in unpack(name, data)}


@pytest.mark.parametrize(
    ("raw", "utf8", "meant"),
    [
        ("财政报告.txt".encode("gbk"), False, "财政报告.txt"),
        ("朱镕基/㎡.txt".encode("gb18030"), False, "朱镕基/㎡.txt"),
        ("财政报告.txt".encode(), False, "财政报告.txt"),  # macOS forgets the flag
        ("财政报告.txt".encode(), True, "财政报告.txt"),
        ("财政报告.txt".encode("gbk").decode("latin-1").encode(), True, "财政报告.txt"),
        ("Übergröße é.txt".encode(), True, "Übergröße é.txt"),
        (b"report.txt", False, "report.txt"),
    ],
)
def test_names_are_as_their_makers_meant_them(raw: bytes, utf8: bool, meant: str) -> None:
    (member,) = unpack("a.zip", raw_named(raw, utf8=utf8))
    assert (member.name, member.data, member.reason) == (meant, TEXT, "")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize(
    ("suffix", "mode"),
    [(".tar", "w"), (".tar.gz", "w:gz"), (".tgz", "w:gz"), (".tar.bz2", "w:bz2"), (".txz", "w:xz")],
)
def test_tar_in_every_wrapping(suffix: str, mode: str, encoding: str) -> None:
    info = tarfile.TarInfo("镇/报告.txt")
    data = tarred((info, TEXT), mode=mode, format=tarfile.GNU_FORMAT, encoding=encoding)  # type: ignore[arg-type]
    assert is_archive("a" + suffix) and is_archive("A" + suffix.upper())
    assert outcome("a" + suffix, data) == {"镇/报告.txt": len(TEXT)}


def test_folders_and_hidden_files_are_skipped() -> None:
    data = zipped(
        ("d/", b""), ("d/a.txt", TEXT), (".x.txt", TEXT), ("__MACOSX/._a.txt", TEXT), (".g/b.md", TEXT)
    )  # fmt: skip
    assert outcome("a.zip", data) == {"d/a.txt": len(TEXT)}
    with pytest.raises(ReportAssistantError, match="没有文件"):
        unpack("a.zip", zipped(("d/", b"")))


@pytest.mark.parametrize(
    "name",
    ["../a.txt", "d/../../a.txt", "/a.txt", "..\\a.txt", "C:\\a.txt", "c:a.txt", "\\\\host\\a.txt"],
)
def test_ways_out_are_refused(name: str) -> None:
    found = unpack("a.zip", zipped((name, TEXT), ("ok.txt", TEXT)))
    assert [(bool(one.data), "之外" in one.reason) for one in found] == [
        (False, True),
        (True, False),
    ]


def test_names_that_deceive_are_shown_harmless() -> None:
    names = ["a\nb.txt", "a\x1b[31m.txt", "报\u202etxt.exe.md", "x\u200b.txt"]
    found = unpack("a.zip", zipped(*((name, TEXT) for name in names)))
    assert all(one.name.isprintable() and "\ufffd" in one.name for one in found)
    (nul,) = unpack("a.zip", raw_named(b"a.txt\0.docx"))
    assert "空字符" in nul.reason and "\0" not in nul.name
    (long,) = unpack("a.zip", zipped(("长" * 20_000 + ".txt", TEXT)))
    assert "20004" in long.reason and len(long.name) < 100


def test_links_and_devices_are_refused() -> None:
    link = zipfile.ZipInfo("报告.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr(link, "/etc/passwd")
    assert "链接" in str(outcome("a.zip", file.getvalue())["报告.txt"])
    kinds = {b"1": "hard", b"2": "soft", b"3": "character", b"4": "block", b"6": "pipe"}
    infos = []
    for kind, name in kinds.items():
        info = tarfile.TarInfo(f"{name}.txt")
        info.type, info.linkname = kind, "/etc/passwd"
        infos.append((info, b""))
    found = outcome("a.tar", tarred(*infos))
    assert len(found) == len(kinds) and all("链接" in str(reason) for reason in found.values())


def test_the_first_of_two_with_one_name_is_taken() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        data = zipped(("a.txt", b"1"), ("a.txt", b"2"), ("./a.txt", b"3"), ("A.TXT", b"4"))
    found = unpack("a.zip", data)
    assert [one.data for one in found] == [b"1", b"", b"", b"4"]
    assert all("同名" in one.reason for one in found[1:3])


def test_unknown_kinds_are_named_and_not_unpacked() -> None:
    found = outcome("a.zip", zipped(("a.exe", b"MZ"), ("README", b"x")))
    assert all("不支持" in str(reason) for reason in found.values())


def test_one_archive_inside_another_is_opened_and_no_more() -> None:
    inner = zipped(("c.txt", TEXT))
    middle = zipped(("b.zip", inner), ("d.txt", TEXT))
    found = outcome("a.zip", zipped(("m.zip", middle), ("x.zip", b"no archive")))
    assert found["m.zip!/d.txt"] == len(TEXT)
    assert "嵌套" in str(found["m.zip!/b.zip"]) and "压缩格式" in str(found["x.zip"])


def test_bombs_end_as_reasons(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "压缩比" in str(outcome("a.zip", zipped(("a.txt", b"0" * 50_000_000)))["a.txt"])
    with pytest.raises(ReportAssistantError, match="重叠"):
        unpack("a.zip", overlapping_zip(2, 1000))
    with pytest.raises(ReportAssistantError, match="2001"):
        unpack("a.zip", zipped(*((f"{number}.txt", b"") for number in range(2_001))))
    monkeypatch.setattr(archive, "MAX_TOTAL", 10_000)
    with pytest.raises(ReportAssistantError, match="超过"):
        unpack("a.tar.gz", tarred((tarfile.TarInfo("a.txt"), b"0" * 20_000), mode="w:gz"))
    found = outcome("a.zip", zipped(("a.txt", b"0" * 6_000), ("b.txt", b"0" * 6_000)))
    assert found["a.txt"] == 6_000 and "展开后" in str(found["b.txt"])


def test_encrypted_members_say_so() -> None:
    data = zipped(("a.txt", TEXT))
    at = data.index(b"PK\1\2")
    assert "加密" in str(outcome("a.zip", data[: at + 8] + b"\x01" + data[at + 9 :])["a.txt"])


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.tar.xz", "a.tar.bz2"])
@pytest.mark.parametrize("data", [b"x" * 2000, b"\x1f\x8b" + b"x" * 99, b"BZh9" + b"x" * 99])
def test_damaged_archives_are_refused(name: str, data: bytes) -> None:
    with pytest.raises(ReportAssistantError, match=r"损坏|没有文件"):
        unpack(name, data)


def test_members_become_candidates_of_their_own(tmp_path: Path) -> None:
    place = tmp_path / "a.zip"
    place.write_bytes(zipped(("dir/b.txt", TEXT), ("../x.txt", TEXT)))
    good, bad = opened(Candidate(path=place, source="town/a.zip"), unpack, read_file)
    assert (good.source, str(good.path)) == ("town/a.zip!/dir/b.txt", f"{place}!/dir/b.txt")
    assert good.read() == TEXT and good.path.name == "b.txt"
    with pytest.raises(ReportAssistantError, match="之外"):
        bad.read()
    (absent,) = opened(Candidate(path=tmp_path / "no.zip", source="no.zip"), unpack, read_file)
    with pytest.raises(ReportAssistantError, match="无法读取"):
        absent.read()
    (plain,) = opened(Candidate(path=tmp_path / "a.txt", source="a.txt"), unpack, read_file)
    assert plain.data is None


def test_what_systems_leave_behind_is_no_file() -> None:
    left = ("~$a.docx", "Thumbs.db", "b/desktop.ini")
    made = zipped(("a.txt", "审核合同".encode()), *((name, b"x") for name in left))
    assert [member.name for member in unpack("a.zip", made)] == ["a.txt"]
