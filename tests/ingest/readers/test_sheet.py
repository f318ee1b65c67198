"""Workbooks and CSV: rows that can be read alone, numbers as the sheet shows them."""

from __future__ import annotations

import datetime
import io
from typing import Any

import pytest

from ingest.errors import ReportAssistantError
from ingest.read import read_bytes
from ingest.readers.cell_format import shown_number
from ingest.readers.delimited import read_csv
from ingest.readers.xlsx import read_xlsx
from ingest.report import build_report, read_file


def saved(workbook: Any) -> bytes:
    held = io.BytesIO()
    workbook.save(held)
    return held.getvalue()


def test_a_sheet_of_indicators() -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["望澜区2024年度行政执法统计表"],
        ["单位：件"],
        ["单位名称", "行政处罚", None, "罚没金额（万元）", "办结率", "统计日期"],
        [None, "2023年", "2024年"],
        ["望澜区市场监管局", 112, 158, 1234.5, 0.985, datetime.date(2024, 12, 31)],
        ["望澜区城管局", 43, 0.1 + 0.2, 12, 1, datetime.date(2024, 12, 31)],
        ["合计", "=SUM(B5:B6)", None, 1246.5],
        [],
        ["填表人：张三"],
    ):
        sheet.append(row)
    for place in ("A1:F1", "A3:A4", "B3:C3", "D3:D4", "E3:E4", "F3:F4"):
        sheet.merge_cells(place)
    sheet["D5"].number_format = "#,##0.00"
    sheet["E5"].number_format = sheet["E6"].number_format = "0.0%"
    sheet.column_dimensions["G"].hidden = True
    sheet["G5"] = "藏"
    draft = book.create_sheet("草稿")
    draft["A1"], draft.sheet_state = "未定稿", "hidden"
    document = read_xlsx(saved(book))
    assert document.text.split("\n") == [
        "望澜区2024年度行政执法统计表",
        "单位：件",
        "单位名称\t行政处罚\t罚没金额（万元）\t办结率\t统计日期",
        "2023年\t2024年",
        "望澜区市场监管局\t行政处罚2023年：112件\t行政处罚2024年：158件\t罚没金额：1,234.50万元"
        "\t办结率：98.5%\t2024-12-31",
        "望澜区城管局\t行政处罚2023年：43件\t行政处罚2024年：0.3件\t罚没金额：12万元"
        "\t办结率：100.0%\t2024-12-31",
        "合计\t罚没金额：1246.5万元",
        "填表人：张三",
    ]
    assert document.left_out is not None
    for part in ("草稿", "1 个隐藏行列", "1 个公式没有保存结果"):
        assert part in document.left_out
    figures = build_report(document).figures
    assert ("行政处罚", "158", "件", "2024年", "望澜区市场监管局") in [
        (f.indicator, str(f.value), f.measure, f.period, f.subject) for f in figures
    ]


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("0.125", "0.0%", "12.5%"),
        ("1234.5", "#,##0.00", "1,234.50"),
        ("158", '0"件"', "158件"),
        ("12.5", '0.0_ "万元"', "12.5万元"),
        ("0.30000000000000004", "General", "0.3"),
        ("-3.2", "0.0;[Red]-0.0", "-3.2"),
        ("45657", "yyyy-mm-dd", "2024-12-31"),
        ("45657", 'yyyy"年"m"月"d"日"', "2024年12月31日"),
        ("45657", "yyyy/m", "2024年12月"),
        ("1E+400", "0", "1E+400"),
        ("nonsense", "0", "nonsense"),
    ],
)
def test_numbers_as_shown(value: str, code: str, shown: str) -> None:
    assert shown_number(value, code) == shown


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_csv_in_any_encoding(encoding: str, mark: str) -> None:
    rows = [
        ["指标名称", "计量单位", "2023年", "2024年", "同比(%)"],
        ['"审核合同、协议"', "件", '"1,132"', "1158", "2.3"],
        ["接待群众", "人次", "20", "", ""],
    ]
    data = "\r\n".join(mark.join(row) for row in rows).encode(encoding)
    report = build_report(read_bytes(data, ".csv"))
    assert report.text.split("\n")[1:] == [
        "审核合同、协议\t件\t2023年：1,132件\t2024年：1158件\t同比：2.3%",
        "接待群众\t人次\t2023年：20人次",
    ]
    assert [(f.indicator, f.measure, f.change, f.period) for f in report.figures] == [
        ("审核合同、协议", "件", "", "2023年"),
        ("审核合同、协议", "件", "", "2024年"),
        ("审核合同、协议", "%", "by", ""),
        ("接待群众", "人次", "", "2023年"),
    ]


def test_what_all_is_counted_in_is_no_title() -> None:
    rows = '单位：万元\n指标,2023年,2024年\n一般公共预算收入,"12,345.6",13580.2\n罚没收入,210,198\n'
    report = read_file("望澜区2024年收入.csv", rows.encode("utf-8-sig")).report
    assert report.title == "望澜区2024年收入" and report.year == 2024
    assert "罚没收入\t2023年：210万元\t2024年：198万元" in report.text.split("\n")
    titled = read_file("a.csv", f"望澜区2024年收入情况表\n{rows}".encode()).report
    assert titled.title == "望澜区2024年收入情况表"
    assert [f.measure for f in titled.figures] == ["万元"] * 4


def test_the_name_of_a_sheet_is_a_title() -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "2024年普法经费"
    for row in (["项目", "预算数（万元）"], ["宣传", 120], ["调解", 86]):
        sheet.append(row)
    report = read_file("a.xlsx", saved(book)).report
    assert report.title == "2024年普法经费"
    assert report.text.endswith("调解\t预算数：86万元")


def test_what_is_no_sheet_is_refused() -> None:
    for data in (b"", b"PK\x03\x04", b"\xd0\xcf"):
        with pytest.raises(ReportAssistantError):
            read_xlsx(data)
    with pytest.raises(ReportAssistantError):
        read_csv(b'a,"' + b"x" * 200_000 + b"\n")


def test_a_far_cell_costs_nothing() -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["XFD1048576"] = "近处有字", "远"
    document = read_xlsx(saved(book))
    assert document.text == "近处有字"
    assert document.left_out is not None and "表格太大" in document.left_out
