"""Exported files opened again: what they hold, how they are set, and that nothing in them acts."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from markdown_it import MarkdownIt
from openpyxl import load_workbook

from assistant.answer_file import parse_answer
from assistant.export import answer_bytes, export_answer, save
from assistant.export_xlsx import Sheet, workbook_bytes
from assistant.types import Answer, AnswerScope, Citation, PassageGroup, Table
from ingest.errors import ReportAssistantError

QUOTE = "全年审查合同126份，提出修改意见203条。"
HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1",
    "＋1",
    "－1",
    "＠a",
    "=cmd|' /C calc'!A0",
    "<b>&amp;</b>",
    "a\x00\x0b\x1fb",
    "半个\ud800字符\uffff",
    "\u202e反写",
)


def cited(marker: int = 1, quote: str = QUOTE, **changes: Any) -> Citation:
    values: dict[str, Any] = {
        "marker": marker,
        "report_id": "0123456789abcdef",
        "title": "示例街道2023年法治政府建设情况报告",
        "unit": "示例街道",
        "year": 2023,
        "section": "一、主要举措 / （三）完善决策机制",
        "source": "town/a.docx",
        "page": 2,
        "start": 10,
        "end": 10 + len(quote),
        "quote": quote,
        **changes,
    }
    return Citation(**values)


def answered(**changes: Any) -> Answer:
    values: dict[str, Any] = {
        "question": "示例街道2023年审查合同多少份？",
        "resolved": "示例街道2023年审查合同多少份？",
        "status": "answered",
        "kind": "lookup",
        "scope": AnswerScope(),
        "answer": "**126份**[1]。\n- 提出修改意见203条[1]。",
        "citations": (cited(),),
        **changes,
    }
    return Answer(**values)


def compared() -> Answer:
    return answered(
        kind="compare",
        answer="示例街道126份[1]，比另一街道88份[2]多38份。",
        citations=(cited(), cited(2, "全年审查合同88份。", unit="另一街道", page=None)),
        table=Table(
            columns=("单位", "审查合同", "次数"),
            rows=(("示例街道", "126份[1]", "3"), ("另一街道", "88份[2]", "未提及")),
        ),
        computed=("126 - 88 = 38（份）",),
        notes=("两处统计口径不同",),
    )


def worded() -> Answer:
    first, second = cited(1), cited(2, "全年审查合同、协议126份。", unit="另一街道")
    return answered(
        kind="wording",
        answer=f"1. “{QUOTE}”——示例街道（2023年）[1]",
        citations=(first, second),
        groups=(PassageGroup(passages=(first, second), reports=2, set_phrase=True),),
    )


def word(answer: Answer) -> Any:
    return Document(io.BytesIO(answer_bytes(answer, ".docx")))


def workbook(answer: Answer) -> Any:
    return load_workbook(io.BytesIO(answer_bytes(answer, ".xlsx")))


def grid(sheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


# -- Word ------------------------------------------------------------------------------------


def test_word_has_the_standards_paper_and_type() -> None:
    document = word(answered())
    page = document.sections[0]
    lengths = (
        (page.page_width, 210),
        (page.page_height, 297),
        (page.top_margin, 37),
        (page.bottom_margin, 35),
        (page.left_margin, 28),
        (page.right_margin, 26),
    )
    for length, millimetres in lengths:
        assert abs(length - Mm(millimetres)) < Mm(0.1)
    title, body = document.paragraphs[:2]
    assert title.text == "示例街道2023年审查合同多少份？"
    assert title.runs[0].font.size == Pt(22)
    assert title.runs[0]._r.rPr.rFonts.get(qn("w:eastAsia")) == "方正小标宋简体"
    assert body.text == "126份[1]。"
    assert body.runs[0].font.size == Pt(16)
    assert body.runs[0]._r.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋_GB2312"
    assert body._p.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"
    assert body.paragraph_format.line_spacing_rule == WD_LINE_SPACING.EXACTLY
    assert Pt(28) <= body.paragraph_format.line_spacing <= Pt(29)


def test_word_raises_markers_and_numbers_pages() -> None:
    document = word(answered())
    raised = [r.text for p in document.paragraphs for r in p.runs if r.font.superscript]
    assert raised == ["[1]", "[1]"]
    assert [r.text for r in document.paragraphs[1].runs if r.font.bold] == ["126份"]
    assert document.paragraphs[2].text == "提出修改意见203条[1]。"
    section = document.sections[0]
    for footer in (section.footer, section.even_page_footer):
        assert " PAGE " in footer._element.xml


def test_word_names_substitutes_for_missing_typefaces() -> None:
    with zipfile.ZipFile(io.BytesIO(answer_bytes(answered(), ".docx"))) as archive:
        fonts = archive.read("word/fontTable.xml").decode("utf-8")
    assert '<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋"/></w:font>' in fonts


def test_word_repeats_the_tables_header_and_ends_in_the_sources() -> None:
    document = word(compared())
    (table,) = document.tables
    assert table.style.name == "Table Grid"
    assert [cell.text for cell in table.rows[0].cells] == ["单位", "审查合同", "次数"]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [cell.text for cell in table.rows[2].cells] == ["另一街道", "88份[2]", "未提及"]
    lines = [p.text for p in document.paragraphs]
    assert "126 - 88 = 38（份）" in lines
    assert "两处统计口径不同" in lines
    sources = lines[lines.index("附：出处") + 1 :]
    assert sources[0] == (
        "[1] 示例街道（2023年）《示例街道2023年法治政府建设情况报告》，"
        "一、主要举措 / （三）完善决策机制，第2页，文件：town/a.docx"
    )
    assert sources[1] == f"“{QUOTE}”"
    assert len(sources) == 4


def test_word_shows_passages_that_the_text_does_not_quote() -> None:
    lines = [p.text for p in word(replace(worded(), answer="见下[1]。")).paragraphs]
    assert "（一）2份报告，套话" in lines
    assert f"{QUOTE}[1]" in lines
    assert "一、例句" not in [p.text for p in word(worded()).paragraphs]


# -- Excel -----------------------------------------------------------------------------------


def test_excel_has_the_table_and_the_sources() -> None:
    book = workbook(compared())
    assert book.sheetnames == ["答案", "说明", "出处"]
    assert grid(book["答案"]) == [
        ["单位", "审查合同", "次数"],
        ["示例街道", "126份[1]", 3],
        ["另一街道", "88份[2]", "未提及"],
    ]
    assert book["答案"].freeze_panes == "A2"
    assert book["答案"].auto_filter.ref == "A1:C3"
    sources = grid(book["出处"])
    assert sources[0] == ["序号", "单位", "年度", "标题", "章节", "页", "原文", "文件"]
    assert sources[1][0] == 1
    assert sources[1][2] == 2023
    assert sources[1][6:] == [QUOTE, "town/a.docx"]
    assert ["计算", "126 - 88 = 38（份）"] in grid(book["说明"])


def test_excel_shows_text_where_there_is_no_table() -> None:
    book = workbook(answered())
    assert book.sheetnames == ["答案", "出处"]
    assert ["答案", answered().answer] in grid(book["答案"])


def test_excel_lists_every_passage_of_a_group() -> None:
    rows = grid(workbook(worded())["答案"])
    assert [row[1] for row in rows[1:]] == [QUOTE, "全年审查合同、协议126份。"]
    assert [row[5:] for row in rows[1:]] == [[2, "是", 1], [2, "是", 2]]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_is_ever_a_formula(text: str) -> None:
    answer = answered(
        question=text,
        answer=text,
        table=Table(columns=(text, "乙"), rows=((text, text),)),
        citations=(cited(1, text, unit=text, title=text, section=text, source=text),),
        notes=(text,),
    )
    data = answer_bytes(answer, ".xlsx")
    for sheet in load_workbook(io.BytesIO(data)):
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
            for cell in row:
                if str(cell.value).startswith(tuple("=+-@＝＋－＠")):
                    assert cell.quotePrefix
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [archive.read(n) for n in archive.namelist() if n.startswith("xl/worksheets/")]
    assert parts
    assert all(b"<f>" not in part for part in parts)


@pytest.mark.parametrize("text", HOSTILE)
def test_word_and_markdown_take_any_text(text: str) -> None:
    answer = answered(
        question=text,
        answer=text,
        table=Table(columns=(text,), rows=((text,),)),
        citations=(cited(1, text, unit=text, title=text, section=text, source=text),),
        groups=(PassageGroup(passages=(cited(1, "别处" + text),), reports=1, set_phrase=False),),
        computed=(text,),
        notes=(text,),
    )
    assert word(answer).paragraphs
    shown = MarkdownIt("commonmark").render(answer_bytes(answer, ".md").decode("utf-8"))
    assert "<b>" not in shown
    assert "\x00" not in shown


def test_numbers_are_numbers_and_others_are_text() -> None:
    from decimal import Decimal

    sheet = Sheet(
        title="数据",
        columns=(("甲", 10), ("乙", 10)),
        rows=((Decimal("40.95"), 3), (Decimal("1234567890.123456789"), None)),
    )
    rows = grid(load_workbook(io.BytesIO(workbook_bytes([sheet])))["数据"])
    assert rows[1] == [40.95, 3]
    assert rows[2] == ["1234567890.123456789", None]


# -- Markdown --------------------------------------------------------------------------------


def test_markdown_has_footnotes() -> None:
    text = answer_bytes(compared(), ".md").decode("utf-8")
    assert text.startswith("# 示例街道2023年审查合同多少份？\n")
    assert "示例街道126份[^1]，比另一街道88份[^2]多38份。" in text
    assert "| 示例街道 | 126份[^1] | 3 |" in text
    assert f"，文件：town/a.docx：“{QUOTE}”" in text
    assert text.count("\n[^1]: ") == 1


@pytest.mark.parametrize(
    "text",
    [
        "[点](javascript:alert(1))",
        "![图](http://outside.test/a.png)",
        "http://outside.test 与 www.outside.test",
        "<script>alert(1)</script>",
        "`代码`",
        "# 标题",
        "| a | b |",
        "1) 一",
        "---",
    ],
)
def test_markdown_shows_text_as_it_stands(text: str) -> None:
    answer = answered(question=text, answer=text, notes=(text,), citations=(cited(1, text),))
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(
        answer_bytes(answer, ".md").decode("utf-8")
    )
    kinds = {child.type for token in tokens for child in token.children or ()}
    kinds |= {token.type for token in tokens}
    assert not kinds & {"link_open", "image", "html_inline", "html_block", "code_inline", "hr"}
    first = next(token for token in tokens if token.type == "inline")
    assert "".join(child.content for child in first.children or ()) == " ".join(text.split())


# -- what comes in and where it goes -----------------------------------------------------------


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".md"])
def test_a_file_is_replaced_as_a_whole(suffix: str, tmp_path: Path) -> None:
    source, target = tmp_path / "answer.json", tmp_path / f"答案{suffix}"
    source.write_text(json.dumps(compared().to_json(), ensure_ascii=False), encoding="utf-8")
    target.write_text("旧", encoding="utf-8")
    export_answer(source, target)
    assert target.read_bytes()[:6] != "旧".encode()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([source.name, target.name])


def test_what_was_written_is_read_back() -> None:
    document = json.dumps(worded().to_json(), ensure_ascii=False)
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert parse_answer(document.encode(encoding), "a.json") == worded()


WRONG: dict[str, tuple[Any, str]] = {
    "a list": ([], "整个文档"),
    "nothing": ({}, "question"),
    "another status": ({**answered().to_json(), "status": "maybe"}, "status"),
    "a number for text": ({**answered().to_json(), "answer": 3}, "answer 应为文字"),
    "text for a marker": (
        {
            **answered().to_json(),
            "citations": [{**answered().to_json()["citations"][0], "marker": "1"}],
        },
        "citations.0.marker 应为整数",
    ),
    "a row too short": (
        {**answered().to_json(), "table": {"columns": ["甲", "乙"], "rows": [["一"]]}},
        "第 1 行有 1 格，应为 2 格",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_no_answer_is_said_in_one_line(case: str) -> None:
    document, named = WRONG[case]
    with pytest.raises(ReportAssistantError) as caught:
        parse_answer(json.dumps(document).encode(), "a.json")
    assert named in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("data", [b"", b"not json", b"\xff\xfe\x00", b"\x80abc"])
def test_what_is_no_json_is_said(data: bytes) -> None:
    with pytest.raises(ReportAssistantError, match=r"a\.json"):
        parse_answer(data, "a.json")


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ReportAssistantError, match="没有文件夹"):
        save(tmp_path / "无" / "a.md", b"")
    with pytest.raises(ReportAssistantError, match="是文件夹"):
        save(tmp_path, b"")


def test_a_write_that_fails_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.md"
    target.write_bytes(b"old")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(ReportAssistantError, match="写不了"):
        save(target, b"new")
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]
