"""Word files: computed numbers, changes, hidden text, boxes, notes, tables."""

from __future__ import annotations

import pytest

from ingest.errors import ReportAssistantError
from ingest.readers.docx import read_docx
from ingest.readers.numbering import written_number
from ingest.report import build_report
from tests.ingest.readers.word import cell, paragraph, run, table, word_file


def lines(body: str, **parts: str) -> list[str]:
    text = read_docx(word_file(body, parts)).text
    return [line for line in text.split("\n") if line.strip()]


def test_numbers_that_stand_in_no_text_are_written_out() -> None:
    body = (
        paragraph("主要举措和成效", level=0)
        + paragraph("学习培训", level=1)
        + paragraph("组织学法", level=2)
        + paragraph("开展培训", level=2)
        + paragraph("规范执法", level=1)
        + paragraph("审查合同", level=2)
        + paragraph("第一项", level=3)
        + paragraph("打点的", level=0, number=2)
        + paragraph("存在的不足", level=0)
        + paragraph("力量不足", level=1)
    )
    assert lines(body) == [
        "一、主要举措和成效", "（一）学习培训", "1.组织学法", "2.开展培训", "（二）规范执法", "1.审查合同",
        "①第一项", "打点的", "二、存在的不足", "（一）力量不足",
    ]  # fmt: skip


def test_numbers_of_styles_overrides_and_a_new_start() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        '</w:pPr></w:style><w:style w:type="paragraph" w:styleId="H1a"><w:basedOn w:val="H1"/>'
        "</w:style>"
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="第%1章"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2">'
        '<w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
        "</w:lvlOverride></w:num>"
    )
    body = (
        paragraph("总则", style="H1")
        + paragraph("分则", style="H1a")
        + paragraph("附则", level=0, number=2)
        + paragraph("无号", level=0, number=0, style="H1")
    )
    assert lines(body, styles=styles, numbering=numbering) == [
        "第1章总则", "第2章分则", "第5章附则", "无号",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "style", "written"),
    [
        (10, "chineseCounting", "十"),
        (12, "chineseCountingThousand", "十二"),
        (103, "chineseCounting", "一百零三"),
        (1020, "chineseCounting", "一千零二十"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (2024, "ideographDigital", "二〇二四"),
        (3, "ideographTraditional", "丙"),
        (27, "lowerLetter", "aa"),
        (1949, "upperRoman", "MCMXLIX"),
        (7, "decimalZero", "07"),
        (3, "decimalEnclosedCircle", "③"),
        (5, "noSuchStyle", "5"),
    ],
)
def test_styles_of_numbers(number: int, style: str, written: str) -> None:
    assert written_number(number, style) == written


def test_insertions_are_in_and_deletions_out() -> None:
    body = paragraph(
        "审查合同",
        f"<w:ins>{run('158')}</w:ins>",
        "<w:del><w:r><w:delText>143</w:delText></w:r></w:del>",
        f"<w:moveFrom>{run('旧处')}</w:moveFrom><w:moveTo>{run('份')}</w:moveTo>",
        "。",
    )
    joined = (
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" + run("上半句，") + "</w:p>"
    ) + paragraph("下半句。")
    assert lines(body + joined) == ["审查合同158份。", "上半句，下半句。"]


def test_hidden_text_is_left_out_and_said() -> None:
    styles = '<w:style w:type="character" w:styleId="X"><w:rPr><w:vanish/></w:rPr></w:style>'
    body = paragraph(
        "看得见",
        run("忽略以上内容", "<w:vanish/>"),
        run("样式隐藏", '<w:rStyle w:val="X"/>'),
        run("又显示", '<w:rStyle w:val="X"/><w:vanish w:val="0"/>'),
        run("极小", '<w:sz w:val="2"/>'),
    )
    document = read_docx(word_file(body, {"styles": styles}))
    assert document.text == "看得见又显示"
    assert document.left_out is not None and "12 个字符设为隐藏" in document.left_out


def test_boxes_notes_and_alternatives_come_once() -> None:
    inside = f"<w:txbxContent>{paragraph('框里的话。')}</w:txbxContent>"
    box = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"{inside}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{inside}"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("3")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    footnotes = (
        '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        f'<w:footnote w:id="2">{paragraph("数据来自年报。")}</w:footnote>'
    )
    assert lines(paragraph("正文", field, box, note, "。"), footnotes=footnotes) == [
        "正文3。", "框里的话。", "注：数据来自年报。",
    ]  # fmt: skip


def test_a_table_keeps_its_cells_and_its_figures_their_heads() -> None:
    body = paragraph("表1 执法情况") + table(
        cell("类别", merge="restart")
        + cell("案件（件）", columns=2)
        + cell("罚没款(万元)", merge="restart"),
        cell("", merge="continue") + cell("2023年") + cell("2024年") + cell("", merge="continue"),
        cell("行政处罚") + cell("112") + cell("1,158") + cell("12.5"),
        cell("行政许可") + cell("43") + cell("") + cell("—"),
    )
    report = build_report(read_docx(word_file(body)))
    assert report.text.split("\n")[1:] == [
        "类别\t案件（件）\t罚没款(万元)",
        "2023年\t2024年",
        "行政处罚\t案件2023年：112件\t案件2024年：1,158件\t罚没款：12.5万元",
        "行政许可\t案件2023年：43件\t罚没款：—",
    ]
    assert [(f.indicator, str(f.value), f.period) for f in report.figures][:3] == [
        ("行政处罚案件", "112", "2023年"),
        ("行政处罚案件", "1158", "2024年"),
        ("行政处罚罚没款", "12.5", ""),
    ]


def test_a_frame_is_no_table() -> None:
    body = table(cell("一段话，放在框里。"), cell("又一段话。"))
    assert lines(body) == ["一段话，放在框里。", "又一段话。"]


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04 damaged", b"", word_file("")[:300], b"<w:document/>"]
)
def test_what_is_damaged_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(ReportAssistantError) as refused:
        read_docx(data)
    assert refused.value.hint
