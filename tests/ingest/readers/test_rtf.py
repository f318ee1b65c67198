"""RTF in its encodings, with lists, notes, tables and what it hides."""

from __future__ import annotations

import pytest

from ingest.errors import ReportAssistantError
from ingest.read import read_bytes
from ingest.readers.rtf import read_rtf
from ingest.report import build_report
from tests.ingest import material

_HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fnil\fcharset134 \'cb\'ce\'cc\'e5;}"
    r"{\f1\fswiss\fcharset0 Arial;}}{\*\generator Riched20;}{\info{\title no}}\f0\fs32 "
)


def in_bytes(text: str) -> str:
    return "".join(
        c if c.isascii() and c not in "\\{}" else "".join(f"\\'{b:02x}" for b in c.encode("gbk"))
        for c in text
    )


def in_numbers(text: str) -> str:
    return "".join(c if c.isascii() else f"\\u{ord(c) - 65536 * (ord(c) > 32767)}?" for c in text)


@pytest.mark.parametrize("written", [in_bytes, in_numbers])
def test_a_report_in_bytes_and_in_numbers(written: object) -> None:
    body = "".join(written(line) + "\\par\r\n" for line in material.lines())  # type: ignore[operator]
    report = build_report(read_bytes((_HEAD + body + "}").encode("ascii"), ".rtf"))
    assert report.text.split("\n") == material.lines()


def test_lists_notes_tables_changes_and_hidden_text() -> None:
    body = (
        rf"{{\listtext {in_bytes('一、')}\tab}}{in_bytes('主要举措')}\par "
        rf"{in_bytes('审查合同')}{{\deleted {in_bytes('旧')}}}158{{\v {in_bytes('藏字')}}}"
        rf"{in_bytes('份')}{{\footnote \chftn {in_bytes('含补充协议。')}}}{in_bytes('。')}\par "
        rf"\trowd\intbl {in_bytes('项目')}\cell {in_bytes('数量')}\cell\row "
        rf"\trowd\intbl {in_bytes('处罚')}\cell 43\cell\row \pard {in_bytes('完。')}\par}}"
    )
    document = read_rtf((_HEAD + body).encode("ascii"))
    assert [line for line in document.text.split("\n") if line] == [
        "一、主要举措", "审查合同158份。", "注：含补充协议。", "项目\t数量", "处罚\t数量：43", "完。",
    ]  # fmt: skip
    assert document.left_out is not None and "2 个字符设为隐藏" in document.left_out


def test_a_doc_that_is_rtf_inside() -> None:
    data = (_HEAD + in_bytes("全年审查合同158份。") + "}").encode("ascii")
    assert read_bytes(data, ".doc").text.strip() == "全年审查合同158份。"


@pytest.mark.parametrize("data", [b"plain words", b"{\\rtf1" + b"{" * 5_000, b"{\\rtf1}"])
def test_what_is_no_rtf_is_refused(data: bytes) -> None:
    with pytest.raises(ReportAssistantError):
        read_bytes(data, ".rtf")


def test_random_damage_never_raises_anything_else() -> None:
    whole = (_HEAD + in_bytes("全年审查合同158份。") * 5 + "}").encode("ascii")
    for cut in range(7, len(whole), 11):
        read_rtf(whole[:cut] + b"\\u99999999999 \\'zz}}}" + whole[cut:])
