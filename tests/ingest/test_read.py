"""Bytes in any Chinese encoding become text; what is no text is refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import ReportAssistantError
from ingest.read import MAX_BYTES, decode, load, read_bytes
from ingest.report import build_report
from tests.ingest import material

TEXT = "\n".join(material.lines())
TRADITIONAL = (
    "臺北市政府法務局2024年度施政報告\n2024年，本局積極推動各項法務工作，強化法制作業品質，"
    "提升行政效能，保障民眾權益，現將工作情況報告如下：\n一、主要工作成效\n全年審查法規案件一百二十件。\n"
)


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"],
)
def test_every_encoding_reads_the_same(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


def test_big5_of_traditional_text() -> None:
    assert decode(TRADITIONAL.encode("big5")) == TRADITIONAL


def test_a_damaged_file_is_read_and_says_so() -> None:
    document = read_bytes(TEXT.encode("gbk") + b"\xff\xfe\x81", ".txt")
    assert document.text.startswith(TEXT[:-1])
    assert "\ufffd" not in document.text
    assert document.left_out is not None and "略去" in document.left_out


def test_a_file_cut_inside_a_character_is_read() -> None:
    document = read_bytes(TEXT.encode()[:-1], ".txt")
    assert document.text == TEXT[:-1]
    assert document.left_out is not None


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "空"),
        (b" \n\t ", "空"),
        (b"\xef\xbb\xbf \n", "文字"),
        (b"--- *** ...", "文字"),
        (bytes(range(256)) * 40, "文字"),
        (b"\x89PNG\r\n\x1a\n" + bytes(7919 * i % 256 for i in range(6000)), "文字"),
        (b"\x00\x01\x02\x03" * 500, "文字"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, word: str) -> None:
    with pytest.raises(ReportAssistantError, match=word) as refused:
        read_bytes(data, ".txt")
    assert refused.value.hint


def test_unknown_suffix_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(ReportAssistantError, match=r"\.xyz"):
        load(tmp_path / "a.xyz")
    with pytest.raises(ReportAssistantError, match="无法读取"):
        load(tmp_path / "absent.txt")
    folder = tmp_path / "folder.txt"
    folder.mkdir()
    with pytest.raises(ReportAssistantError, match="无法读取"):
        load(folder)


def test_a_file_too_large_is_refused_unread(tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(ReportAssistantError, match="过大"):
        load(large)


def test_markdown_marks_go_and_words_stay() -> None:
    text = read_bytes(
        (
            '# 题目 #\n\n> 引文**重点**[专题学法](http://example.com/a "t")12次。\n'
            "* 条目`代码`\n![图](x.png)\n\n```\n围栏\n```\n---\n"
            "| 项目 | 数量 |\n| --- | ---: |\n| 审查合同 | 158份 |\n1\\. 转义\n"
        ).encode(),
        ".md",
    ).text
    assert [line for line in text.split("\n") if line] == [
        "题目",
        "引文重点专题学法12次。",
        "条目代码",
        "围栏",
        "项目\t数量",
        "审查合同\t数量：158份",
        "1. 转义",
    ]


@given(st.binary(max_size=2000), st.sampled_from([".txt", ".md"]))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_read_or_refused_in_words(data: bytes, suffix: str) -> None:
    try:
        report = build_report(read_bytes(data, suffix))
    except ReportAssistantError as refused:
        assert refused.message
    else:
        assert report.text
