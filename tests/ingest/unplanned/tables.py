"""Workbooks and CSV as statistics desks hand them in."""

from __future__ import annotations

import io
from typing import Any


def _saved(book: Any) -> bytes:
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _with_results(data: bytes, results: dict[str, str]) -> bytes:
    """The workbook with the results that a spreadsheet program stores beside its formulas."""
    import re
    import zipfile

    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                text = content.decode("utf-8")
                for place, value in results.items():
                    text = re.sub(
                        rf'(<c r="{place}"[^>]*>\s*<f>[^<]*</f>)\s*<v\s*/>|(<c r="{place}"[^>]*>\s*<f>[^<]*</f>)<v></v>',
                        rf"\1\2<v>{value}</v>", text,
                    )  # fmt: skip
                content = text.encode()
            new.writestr(name, content)
    return held.getvalue()


def reported_upwards() -> bytes:
    """XLSX: a title over all columns, who fills in and 单位 on one line, two rows of heads, formulas."""
    from openpyxl import Workbook
    from openpyxl.comments import Comment

    book = Workbook()
    sheet: Any = book.active
    sheet.title = "2024年"
    for row in (
        [None, "2024年度行政执法情况统计表"],
        [None, "填报单位：明溪市生态环境局", None, None, None, "单位：件、万元"],
        [None, "序号", "执法门类", "案件数（件）", None, "罚没金额（万元）", "占比"],
        [None, None, None, "立案", "办结"],
        [None, 1, "大气污染", 63, 58, 214.6, "=F5/F8"],
        [None, 2, "水污染", 41, 41, 187.25, "=F6/F8"],
        [None, 3, "固体废物", 19, 17, 66, "=F7/F8"],
        [None, "合计", None, "=SUM(D5:D7)", "=SUM(E5:E7)", "=SUM(F5:F7)", 1],
        [None, "注：1.本表数据截至2024年12月31日。2.罚没金额含责令缴纳部分。"],
        [None, "审核人：赵某", None, "填表人：钱某", None, "报送日期：2025-01-06"],
    ):
        sheet.append(row)
    for place in ("B1:G1", "B3:B4", "C3:C4", "D3:E3", "F3:F4", "G3:G4", "B8:C8", "B9:G9"):
        sheet.merge_cells(place)
    for number in range(5, 9):
        sheet[f"G{number}"].number_format = "0.00%"
        sheet[f"F{number}"].number_format = "#,##0.00_ "
    sheet["D5"].comment = Comment("比上报数多1件", "钱某")
    book.create_sheet("名单（勿外传）").sheet_state = "hidden"
    book["名单（勿外传）"]["A1"] = "不应读入"
    return _with_results(
        _saved(book),
        {"D8": "123", "E8": "116", "F8": "467.85", "G5": "0.458694", "G6": "0.400235", "G7": "0.141071"},
    )  # fmt: skip


def a_tree_of_indicators() -> bytes:
    """XLSX: indicators in levels with 其中, years as numbers in the heads, two sheets by subject."""
    from openpyxl import Workbook

    book = Workbook()
    first: Any = book.active
    first.title = "复议应诉"
    for row in (
        ["指 标", "计量单位", 2022, 2023, 2024],
        ["一、行政复议", None, None, None, None],
        ["  收到复议申请", "件", 51, 63, 88],
        ["    其中：不予受理", "件", 4, 5, 3],
        ["二、行政应诉", None, None, None, None],
        ["  一审应诉案件", "件", 40, 37, 42],
        ["  负责人出庭率", "%", 92.3, 97.3, 100],
    ):
        first.append(row)
    second: Any = book.create_sheet("普法经费")
    second.append(["明溪市司法局2024年普法经费表"])
    second.append(["（单位：万元）"])
    second.append(["项目", "预算数", "执行数", "执行率（%）"])
    second.append(["法治宣传", 120, 113.4, 94.5])
    second.append(["人民调解", 86, 86, 100])
    return _saved(book)


def out_of_a_database() -> bytes:
    """CSV: GB18030, semicolons, quoted names with line ends, empty columns at the end of lines."""
    lines = (
        "单位名称;年份;行政许可办件量（件）;其中：网办件;按时办结率;备注;;",
        '"明溪市行政审批局";2023;"45,210";40112;99.8%;;;',
        '"明溪市行政审批局";2024;"51,876";47925;99.9%;"含""一件事""\n联办";;',
        '"明溪市自然资源局";2024;"8,032";7120;98.7%;;;',
    )  # fmt: skip
    return "\r\n".join(lines).encode("gb18030")


def out_of_a_spreadsheet() -> bytes:
    """CSV: the mark of Excel, a title, what all is counted in, empty rows, a note behind the table."""
    lines = (
        "sep=,",
        "明溪市财政局2024年涉企收费及罚没收入情况表,,,",
        "填报日期：2025年1月7日,,,单位：万元",
        ",,,",
        "项目,2023年,2024年,增减(%)",
        '罚没收入,"3,210.5","2,988.1",-6.9',
        "涉企行政事业性收费,860,742.3,-13.7",
        '合计,"4,070.5","3,730.4",-8.4',
        ",,,",
        "说明：2024年数据为快报数。,,,",
    )
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()
