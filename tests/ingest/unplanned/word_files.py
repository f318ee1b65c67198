"""Word and RTF files as offices really make them: every habit of a word processor at once."""

from __future__ import annotations

import io
from typing import Any

from tests.ingest.readers.word import cell, paragraph, run, table, word_file

_BOX = (
    "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:wsp><wps:txbx><w:txbxContent>{0}"
    "</w:txbxContent></wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>"
    "{0}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)  # fmt: skip
_STYLES = (
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr><w:numPr>'
    '<w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="1"/><w:pPr><w:numPr>'
    '<w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
)  # fmt: skip


def _field(code: str, shown: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> '
        f'{code} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(shown)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _inserted(text: str) -> str:
    return f'<w:ins w:id="1" w:author="审核人" w:date="2025-01-05T09:00:00Z">{run(text)}</w:ins>'


def _deleted(text: str) -> str:
    return (
        '<w:del w:id="2" w:author="审核人" w:date="2025-01-05T09:00:00Z"><w:r>'
        f'<w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'
    )


def _moved() -> tuple[str, str]:
    words = "全年审核重大执法决定34件。"
    return (
        f'<w:moveFrom w:id="5"><w:r><w:t>{words}</w:t></w:r></w:moveFrom>',
        f'<w:moveTo w:id="6">{run(words)}</w:moveTo>',
    )


def under_revision() -> bytes:
    """DOCX: numbers by style, a table of contents, boxes, notes, changes, a table with merged heads."""
    contents = (
        "<w:sdt><w:sdtPr><w:docPartObj/></w:sdtPr><w:sdtContent>"
        + paragraph(_field("TOC \\o 1-2", "目  录"))
        + paragraph("一、工作成效\t1", style="10")
        + paragraph("二、问题和原因\t3", style="10")
        + "</w:sdtContent></w:sdt>"
    )
    gone, come = _moved()
    heads = (
        cell("序号", merge="restart") + cell("乡镇（街道）", merge="restart")
        + cell("行政处罚（件）", columns=2) + cell("罚没金额（元）", merge="restart"),
        cell("", merge="continue") + cell("", merge="continue") + cell("2023年") + cell("2024年")
        + cell("", merge="continue"),
    )  # fmt: skip
    rows = [("1", "石桥镇", "42", "57", "128,600"), ("2", "柳湾街道", "30", "28", "96,500"),
            ("", "合  计", "72", "85", "225,100")]  # fmt: skip
    body = (
        paragraph(run("平湖县综合行政执法局", '<w:b/><w:sz w:val="44"/>'))
        + paragraph(run("2024年度法治政府建设工作报告"), run("（送审稿）"))
        + contents
        + paragraph("2024年，平湖县综合行政执法局聚焦“大综合一体化”改革，现将有关情况报告如下。")
        + paragraph("工作成效", style="1")
        + paragraph("规范执法行为", style="2")
        + paragraph(
            "全年办理行政处罚案件", _deleted("79"), _inserted("85"), "件，", gone,
            '<w:bookmarkStart w:id="9" w:name="_GoBack"/>', "罚没款", "22.51",
            '<w:commentRangeStart w:id="0"/>', "万元",
            '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
            '<w:r><w:footnoteReference w:id="2"/></w:r>', "。",
        )
        + paragraph("强化队伍建设", style="2")
        + paragraph("组织培训", _field("= 3 + 4", "7"), "期，培训", run("512"), "人次。", come,
                    _BOX.format(paragraph("数据截至2024年12月31日。")))
        + table(*heads, *("".join(cell(one) if one else cell("") for one in row) for row in rows))
        + paragraph("问题和原因", style="1")
        + paragraph("一线执法人员不足，平均每个中队", _inserted("仅"), "4.5人；智慧执法水平不高。")
        + paragraph("明年计划", style="1")
        + paragraph("2025年，计划新建综合查一次场景", run("藏起来的话", "<w:vanish/>"), "12个，",
                    "跨部门联合检查不少于60次。")
        + paragraph(run("平湖县综合行政执法局"))
        + paragraph("2025 年 1 月 6 日")
    )  # fmt: skip
    notes = (
        '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="2">'
        + paragraph("含没收违法所得3.2万元。")
        + "</w:footnote>"
    )
    return word_file(body, {"styles": _STYLES, "footnotes": notes})


def filled_form() -> bytes:
    """DOCX: the whole report sits in one table, as forms for superior offices demand."""
    from docx import Document
    from docx.shared import Pt

    document: Any = Document()
    document.styles["Normal"].font.size = Pt(12)
    document.add_paragraph("附件2").runs[0].bold = True
    document.add_paragraph("平湖县法治政府建设年度情况统计表")
    document.add_paragraph(
        "填报单位（盖章）：平湖县人力资源和社会保障局        填报时间：2025年1月8日"
    )
    form = document.add_table(rows=0, cols=4)
    form.style = "Table Grid"
    for words in (
        ("指标名称", "计量单位", "2024年", "比上年增减"),
        ("劳动保障监察案件", "件", "96", "-11"),
        ("其中：追发工资", "万元", "418.7", "＋35.2"),
        ("劳动争议仲裁结案率", "％", "98.6", "0.4个百分点"),
    ):
        for place, word in zip(form.add_row().cells, words, strict=True):
            place.text = word
    merged = form.add_row().cells
    merged[0].text = "主要做法"
    merged[1].merge(
        merged[3]
    ).text = "1.开展根治欠薪专项行动3轮，检查企业215户次。\n2.推行“一窗受理”，仲裁平均办案天数压缩至28天。"
    merged = form.add_row().cells
    merged[0].text = "存在问题"
    merged[1].merge(merged[3]).text = "仲裁员配备不足，人均办案量达到137件，超出合理负荷。"
    merged = form.add_row().cells
    merged[0].text = "填表人"
    merged[1].text, merged[2].text, merged[3].text = "王某", "联系电话", "0000-6543210"
    document.add_paragraph("说明：本表数据来源于县劳动人事争议仲裁院。")
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def _bytes(text: str) -> str:
    return "".join(
        c if c.isascii() and c not in "\\{}" else "".join(f"\\'{b:02x}" for b in c.encode("gbk"))
        for c in text
    )


_WORDPAD = (
    "{\\rtf1\\ansi\\ansicpg936\\deff0\\nouicompat\\deflang1033\\deflangfe2052{\\fonttbl{\\f0\\fnil\\fcharset134 "
    "\\'b7\\'c2\\'cb\\'ce;}{\\f1\\fnil\\fcharset0 Calibri;}}\r\n{\\colortbl ;\\red255\\green0\\blue0;}\r\n"
    "{\\*\\generator Riched20 10.0.19041}\\viewkind4\\uc1 \r\n\\pard\\sa200\\sl276\\slmult1\\qc\\b\\f0\\fs36\\lang2052 "
)  # fmt: skip


def of_wordpad() -> bytes:
    """RTF of WordPad: code page 936, fonts that change in the middle of a number, tabs for columns."""
    lines = (
        "\\pard\\sa200\\sl276\\slmult1\\b0\\fs24 " + _bytes("　　2024年，青岩镇") + "\\f1 "
        + "\\f0" + _bytes("坚持依法行政，现将有关情况报告如下。"),
        "\\b " + _bytes("一、主要工作") + "\\b0",
        _bytes("　　（一）办理信访件") + "\\cf1\\f1 1\\f0 26\\cf0 " + _bytes("件，调解矛盾纠纷")
        + "\\f1 208\\f0 " + _bytes("起，调解成功率99.04%。"),
        _bytes("　　（二）开展联合执法检查36次，拆除违法建筑1.3万平方米。"),
        "\\tx1440\\tx2880 " + _bytes("村（社区）") + "\\tab " + _bytes("纠纷（起）") + "\\tab " + _bytes("调处率"),
        _bytes("青岩社区") + "\\tab 88\\tab 98.9%", _bytes("上湾村") + "\\tab 64\\tab 100%",
        "\\b " + _bytes("二、存在不足") + "\\b0", _bytes("　　综合执法大队仅有队员11名，专业人员缺乏。"),
        "\\b " + _bytes("三、2025年打算") + "\\b0", _bytes("　　建设村级法治文化阵地5处。"),
        "\\qr " + _bytes("青岩镇人民政府"), _bytes("2025年1月3日"),
    )  # fmt: skip
    title = _bytes("宁山县青岩镇人民政府2024年法治政府建设工作总结")
    return (_WORDPAD + "\\par\r\n".join((title, *lines)) + "\\par\r\n}\r\n\x00").encode("ascii")


def _numbers(text: str) -> str:
    """Each letter by its number, with the two bytes that stand in for it (uc2)."""
    return "".join(
        c if c.isascii() else f"\\u{ord(c) - 65536 * (ord(c) > 32767)}" + _bytes(c) for c in text
    )


def of_a_word_processor() -> bytes:
    """RTF of Word: list tables, running headers, a hyperlink, a nested table, marked changes."""
    head = (
        r"{\rtf1\adeflang1025\ansi\ansicpg936\uc2\deff0\stshfdbch31505{\fonttbl{\f0\froman\fcharset0 Times New Roman;}"
        r"{\f13\fnil\fcharset134{\*\panose 02010600030101010101}\'cb\'ce\'cc\'e5{\*\falt SimSun};}}{\stylesheet{\ql \fs21 "
        r"\snext0 Normal;}{\s1\b heading 1;}}{\*\listtable{\list{\listlevel\levelnfc39{\leveltext\'02\'00\u12289 ?;}}}}"
        r"{\*\revtbl{Unknown;}}{\info{\author x}{\creatim\yr2025\mo1}}\sectd"
        rf"{{\header \pard\plain \ql {_numbers('内部文件')}\par}}{{\footer \pard {{\field{{\*\fldinst PAGE}}{{\fldrslt 1}}}}\par}}"
    )  # fmt: skip

    def item(label: str, words: str) -> str:
        return rf"{{\listtext\pard\plain\f13 {_numbers(label)}\tab}}\pard\plain\s1\ls1\b {{\f13 {_numbers(words)}}}\par "

    def row(*words: str) -> str:
        cells = "".join(rf"\pard\intbl {{{_numbers(word)}}}\cell " for word in words)
        places = "".join(rf"\cellx{2000 * n}" for n in range(1, len(words) + 1))
        return rf"\trowd\trgaph108{places} {cells}\row "

    plain = r"\pard\plain\ltrpar\qj\fi640 \f13 "
    body = (
        rf"\pard\plain\qc\b\fs36 {_numbers('宁山县退役军人事务局')}\line {_numbers('2024年度法治建设情况报告')}\par "
        + item("一、", "工作开展情况")
        + rf"{plain}{_numbers('办理优待证')}{{\deleted 3100}}{{\revised 3265}}{_numbers('张，发放抚恤补助资金')}"
        rf"{{\field{{\*\fldinst HYPERLINK \\l x}}{{\fldrslt 1,206.5}}}}{_numbers('万元')}"
        rf"{{\footnote\pard\plain {{\super\chftn}} {_numbers('含省级配套。')}}}{_numbers('。')}\par "
        + row("项目", "人数（人）", "金额（万元）") + row("抚恤", "412", "980.3") + row("慰问", "1530", "226.2")
        + item("二、", "存在问题") + rf"{plain}{_numbers('基层服务站专职人员少，全县仅')}27{_numbers('名。')}\par "
        + item("三、", "下步计划") + rf"{plain}{_numbers('计划走访退役军人家庭800户。')}\par }}"
    )  # fmt: skip
    return (head + body).encode("ascii")
