"""PDF and OFD as printers and offices make them. A PDF is printed by LibreOffice or a browser."""

from __future__ import annotations

import io
from typing import Any

from tests.ingest.readers.sheets_of_paper import ofd_file, ofd_rule, ofd_text

_SAID = "推进“放管服”改革，全年办理行政许可{}件，按时办结率99.{}%，压减材料{}项，平均办理时间缩短至{}天，群众满意度持续提升。"
LEVELLED = (
    ("类别", "2023年", "2024年", "增长（%）"),
    ("行政许可（件）", "3,120", "3,408", "9.2"),
    ("行政处罚（件）", "96", "88", "-8.3"),
    ("行政检查（次）", "1,460", "1,512", "3.6"),
    ("罚没金额（万元）", "75.2", "64.9", "-13.7"),
)  # fmt: skip


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


def _title(document: Any, text: str, size: float) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(text).font.size = Pt(size)


def _columns(section: Any, number: int) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    columns = section._sectPr.find(qn("w:cols"))
    if columns is None:
        columns = OxmlElement("w:cols")
        section._sectPr.append(columns)
    columns.set(qn("w:num"), str(number))
    columns.set(qn("w:space"), "425")


def table_without_rules(document: Any, rows: tuple[tuple[str, ...], ...] = LEVELLED) -> None:
    """A table whose lines nobody drew."""
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for place, word in zip(table.add_row().cells, row, strict=True):
            place.text = word


def saved(document: Any) -> bytes:
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def two_columns_and_a_table() -> bytes:
    """A Word file to be printed: two columns with header and footer, then a table without rules."""
    from docx.enum.section import WD_SECTION
    from docx.shared import Pt

    document = _document(10.5)
    document.sections[0].header.paragraphs[0].text = "湖湾区政务公开　2025年第2期"
    document.sections[0].footer.paragraphs[0].text = "湖湾区人民政府办公室编印"
    _title(document, "湖湾区行政审批局2024年度法治政府建设情况报告", 16)
    _columns(document.add_section(WD_SECTION.CONTINUOUS), 2)
    for part, heading in enumerate(("主要工作及成效", "存在的问题", "2025年工作计划")):
        document.add_paragraph(f"{'一二三'[part]}、{heading}")
        for k in range(5):
            text = _SAID.format(300 + 10 * part + k, k, k + 3, k + 2)
            paragraph = document.add_paragraph(f"（{'一二三四五'[k]}）{text}")
            paragraph.paragraph_format.first_line_indent = Pt(21)
            paragraph.paragraph_format.space_after = Pt(0)
    _columns(document.add_section(WD_SECTION.CONTINUOUS), 1)
    document.add_paragraph("附：2024年主要指标完成情况")
    table_without_rules(document)
    document.add_paragraph("注：罚没金额为入库数。")
    return saved(document)


def parallel_lists() -> bytes:
    """A Word file to be printed: words side by side that are no table of figures."""
    document = _document(12)
    _title(document, "湖湾区医疗保障局2024年度法治政府建设工作报告", 16)
    document.add_paragraph(
        "　　2024年，全区基本医保参保43.6万人，参保率97.2%，现将有关情况报告如下。"
    )
    table_without_rules(
        document,
        (
            ("主要做法", "取得成效"),
            (
                "开展打击欺诈骗保专项整治，检查定点医药机构312家。",
                "追回基金518万元，曝光典型案例9起。",
            ),
            (
                "推行经办服务“一窗通办”，下沉事项14项到镇街。",
                "群众办事平均等候时间由22分钟减至8分钟。",
            ),
        ),
    )
    document.add_paragraph("　　存在的不足：基金监管力量薄弱，专职稽核人员仅5名。")
    document.add_paragraph("湖湾区医疗保障局        2025年1月9日")
    return saved(document)


def _glyphs(text: str, x: float, y: float, size: float, step: float) -> str:
    """Letters set one by one with their distances written out, as a converter writes them."""
    from html import escape

    deltas = " ".join(f"{step if not c.isascii() else step / 2:g}" for c in text[:-1]) or "0"
    return (
        f'<ofd:TextObject ID="9" Boundary="{x} {y} {step * len(text) + 2:g} {size + 1:g}" Font="3" '
        f'Size="{size}" CTM="1 0 0 1 0 0"><ofd:FillColor Value="0 0 0"/><ofd:TextCode X="0" Y="{size * 0.85:g}" '
        f'DeltaX="{deltas}">{escape(text)}</ofd:TextCode></ofd:TextObject>'
    )


def official_paper() -> bytes:
    """OFD: a red head on a template, letters set one by one, a page number, a signature at the right."""
    head = ofd_text("湖湾区退役军人事务局文件", 55, 18, 9) + ofd_rule(20, 34, 190, 34)
    first = (
        "　　2024年，区退役军人事务局坚持依法行政，办理各类申",
        "请事项1,186件，发放优抚资金2,340.5万元，现报告如下。",
        "　　一、主要工作", "　　（一）开展法治宣传23场次，发放资料6500份。",
        "　　（二）审查合同19份，未发生行政诉讼案件。",
    )  # fmt: skip
    second = (
        "　　二、存在问题", "　　镇街服务站编制少，平均每站不足2人。", "　　三、2025年计划",
        "　　走访慰问重点优抚对象不少于400户。",
    )  # fmt: skip
    pages = []
    for number, lines in enumerate((first, second), 1):
        y, objects = 60.0, ""
        if number == 1:
            objects += _glyphs("关于2024年度法治政府建设情况的报告", 45, 44, 7, 7)
        for line in lines:
            bare = line.lstrip("　")
            objects += _glyphs(bare, 28 + 5.6 * (len(line) - len(bare)), y, 5.6, 5.6)
            y += 10
        if number == 2:
            objects += _glyphs("湖湾区退役军人事务局", 115, y + 10, 5.6, 5.6)
            objects += _glyphs("2025年1月16日", 125, y + 20, 5.6, 5.6)
        pages.append(objects + ofd_text(f"— {number} —", 98, 280, 4.9))
    return ofd_file(pages, template=head)


def ledger() -> bytes:
    """OFD: a ruled table with merged heads, its words set in two lines of a cell."""
    xs, ys = (20, 60, 95, 130, 190), (60, 72, 84, 96, 108)
    rules = "".join(ofd_rule(20, y, 190, y) for y in ys[1:] if y != 72) + ofd_rule(20, 60, 190, 60)
    rules += ofd_rule(60, 72, 130, 72)
    rules += "".join(ofd_rule(x, 60, x, 108) for x in xs if x != 95) + ofd_rule(95, 72, 95, 108)
    words = (
        ("街道", 30, 70), ("行政检查（次）", 72, 64), ("整改率", 150, 70), ("2023年", 68, 76), ("2024年", 103, 76),
        ("望湖街道", 25, 88), ("412", 72, 88), ("455", 107, 88), ("98.5%", 152, 88),
        ("滨江街", 25, 97.5), ("道", 25, 102.5), ("388", 72, 100), ("401", 107, 100), ("97.1%", 152, 100),
    )  # fmt: skip
    objects = ofd_text("湖湾区应急管理局2024年行政检查情况表", 50, 40, 6) + rules
    objects += "".join(ofd_text(word, x, y, 4.2) for word, x, y in words)
    objects += ofd_text("注：检查次数含“双随机”抽查。", 20, 114, 4.2)
    return ofd_file([objects])
