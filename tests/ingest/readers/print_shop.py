"""Word files to be printed: columns, running headers, long tables."""

from __future__ import annotations

import io
from typing import Any

_SAID = (
    "2024年，望澜区市场监督管理局坚持以习近平法治思想为指导，扎实推进法治政府建设各项工作，全年办理行政处罚案件{}件，"
    "罚没款{}万元，组织执法培训{}场次，培训执法人员{}人次，有效提升了执法规范化水平。"
)


def _document(size: float) -> Any:
    from docx import Document
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Noto Serif CJK SC", Pt(size)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Serif CJK SC")
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    return document


def _field(paragraph: Any, code: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind in ("begin", "", "end"):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = code
        paragraph.add_run()._r.append(element)


def _title(document: Any, text: str, size: float) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(text).font.size = Pt(size)


def _saved(document: Any) -> bytes:
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def bulletin() -> bytes:
    """Two columns under a title, indents, a running header, page numbers."""
    from docx.enum.section import WD_SECTION
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    document = _document(10.5)
    document.sections[0].header.paragraphs[0].text = "望澜区年鉴（2024）　　市场监管"
    foot = document.sections[0].footer.paragraphs[0]
    foot.add_run("— ")
    _field(foot, "PAGE")
    foot.add_run(" —")
    _title(document, "望澜区市场监督管理局2024年度法治政府建设情况报告", 18)
    properties = document.add_section(WD_SECTION.CONTINUOUS)._sectPr
    columns = properties.find(qn("w:cols"))
    if columns is None:
        columns = OxmlElement("w:cols")
        properties.append(columns)
    columns.set(qn("w:num"), "2")
    columns.set(qn("w:space"), "425")
    for part, number in enumerate("一二三四", 1):
        document.add_paragraph(f"{number}、第{part}部分工作情况")
        for k in range(4):
            said = _SAID.format(part * 100 + k, part * 10 + k / 10, k + 2, part * 37 + k)
            paragraph = document.add_paragraph(said)
            paragraph.paragraph_format.first_line_indent = Pt(21)
            paragraph.paragraph_format.space_after = Pt(0)
    return _saved(document)


def with_table() -> bytes:
    """No indents; a table of 45 rows over two pages under heads in two rows; 第x页 共y页."""
    document = _document(12)
    foot = document.sections[0].footer.paragraphs[0]
    foot.add_run("第")
    _field(foot, "PAGE")
    foot.add_run("页 共")
    _field(foot, "NUMPAGES")
    foot.add_run("页")
    _title(document, "望澜区人民政府办公室2024年度法治政府建设工作情况的报告", 18)
    document.add_paragraph(_SAID.format(158, "12.5", 8, 360))
    document.add_paragraph("各街道办理情况见下表（单位：件）。")
    table = document.add_table(rows=2, cols=5)
    table.style = "Table Grid"
    for row, words in enumerate(
        (["序号", "街道", "行政处罚", "", "备注"], ["", "", "2023年", "2024年", ""])
    ):
        for column, word in enumerate(words):
            table.cell(row, column).text = word
    table.cell(0, 2).merge(table.cell(0, 3))
    for column in (0, 1, 4):
        table.cell(0, column).merge(table.cell(1, column))
    for i in range(45):
        note = "含委托执法事项以及联合执法的案件数量" if i % 7 == 0 else ""
        words = [
            str(i + 1),
            f"{'东西南北中'[i % 5]}{'山河湖海'[i % 4]}街道",
            str(100 + i),
            str(200 + i),
            note,
        ]
        for cell, word in zip(table.add_row().cells, words, strict=True):
            cell.text = word
    document.add_paragraph(_SAID.format(43, "1.2", 5, 99))
    document.add_paragraph("望澜区人民政府办公室")
    return _saved(document)
