"""Title, year, date and genre as the text states them; what it does not state is None."""

from __future__ import annotations

import pytest

from ingest.metadata import iso_date, read_metadata
from ingest.patterns import is_title_line, without_tail
from ingest.read import Document
from ingest.report import build_report
from ingest.types import Report
from tests.ingest import material


def _report(*lines: str) -> Report:
    return build_report(Document(text="\n".join(lines)))


BARE = material.sections(("一、主要成效", "二、存在的不足", "三、述法情况", "四、2025年工作安排"))
TODAY = "今年以来，鹿栖区林业局认真贯彻习近平法治思想，现将法治政府建设情况报告如下："


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["鹿栖区财政局", "2024年度法治政府建设工作情况报告"], "鹿栖区财政局2024年度法治政府建设工作情况报告"),
        (["青石市水务局关于", "2024年法治政府建设情况的报告"], "青石市水务局关于2024年法治政府建设情况的报告"),
        (["《鹿栖区审计局2024年法治政府建设年度报告》"], "鹿栖区审计局2024年法治政府建设年度报告"),
        (["2024年度", "法治政府建设工作总结"], "2024年度法治政府建设工作总结"),
        (["海川市  望澜区  统计局", "2024 年度 法治政府建设 情况报告"], material.TITLE),
        (["望澜区民政局2024年法治建设工作情况及2025年工作打算"], None),
        (["关于2024年度法治政府建设情况的报告"], None),
        ([f"{material.TITLE}_政务公开_望澜区人民政府"], material.TITLE),
        ([f"{material.TITLE} |"], material.TITLE),
        ([f"{material.TITLE} 2025-01-12"], material.TITLE),
        ([f"标题：{material.TITLE}", "来源：区统计局"], material.TITLE),
    ],
)  # fmt: skip
def test_titles(lines: list[str], title: str | None) -> None:
    report = _report(*lines, material.opening(), *material.sections())
    assert report.title == (title or lines[0])
    assert report.year == 2024


def test_a_title_is_made_from_what_the_text_says() -> None:
    report = _report(material.opening(unit="鹿栖区林业局"), *material.sections())
    assert report.title == "鹿栖区林业局2024年度法治政府建设年度报告"


def test_a_subtitle_with_a_date_is_no_tail() -> None:
    line = "政府工作报告——2025年1月14日在鹿栖区第七届人民代表大会第四次会议上"
    assert without_tail(line) == line
    assert not is_title_line("一、2024年工作总结")
    assert not is_title_line("上一篇：望澜区统计局2023年度工作报告")


@pytest.mark.parametrize(
    ("lines", "year"),
    [
        (["鹿栖区林业局二〇二三年度法治政府建设情况报告", TODAY, *BARE], 2023),
        (["法治政府建设情况报告", material.opening(year="2022年度"), *BARE], 2022),
        (["法治政府建设情况报告", material.opening(year="２０２２年"), *BARE], 2022),
        (["区水务局关于落实《纲要（2021-2025年）》2024年度工作情况的报告", TODAY, *BARE], 2024),
        (["法治政府建设情况报告", TODAY, "一、2021年主要成效", *BARE[1:]], 2021),
        (["法治政府建设情况报告", TODAY, *BARE, "鹿栖区林业局", "2025年1月6日"], None),
        (["法治政府建设情况报告", TODAY + "《纲要（2021-2025年）》", *BARE], None),
    ],
)
def test_years(lines: list[str], year: int | None) -> None:
    assert _report(*lines).year == year


def test_a_work_report_is_of_the_year_it_is_delivered_in() -> None:
    body = ["各位代表：", "现在，我代表区人民政府，向大会报告政府工作，请予审议。"]
    review = ["一、2023年工作回顾", "全年生产总值增长6.1%，就业稳定。"]
    plan = ["二、2024年重点工作", "今年预期增长6%左右，就业5000人。"]
    place = "——2024年1月16日在鹿栖区第五届人民代表大会第三次会议上"
    report = _report("政府工作报告", place, *body, *review, *plan)
    assert (report.year, report.date, report.unit) == (2024, "2024-01-16", "鹿栖区人民政府")
    undated = _report(*body, *review, *plan)
    assert (undated.year, undated.genre) == (2024, "政府工作报告")


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("桐城市人民政府2024年政府信息公开工作年度报告", "政府信息公开工作年度报告"),
        ("华澜精密制造股份有限公司2024年年度报告", "企业年度报告"),
        ("海川市文化和旅游局2024年工作总结和2025年工作计划", "部门年度总结"),
        ("鹿栖区水务局2024年依法行政工作总结", "法治政府建设年度报告"),
    ],
)
def test_genres(title: str, genre: str) -> None:
    assert _report(title, *BARE).genre == genre


def test_dates() -> None:
    signed = _report(*material.lines(), "望澜区统计局  2025 年 1 月 8 日")
    assert signed.date == "2025-01-08"
    assert _report(material.TITLE, "（2025年1月10日）", *material.lines()[1:]).date == "2025-01-10"
    published = read_metadata(
        "\n".join(material.lines()), ("今天是：2025年3月5日", "发布日期：2025-02-20 09:30")
    )
    assert published.date == "2025-02-20"
    assert iso_date("二〇二五年十二月三十一日") == "2025-12-31"
    assert iso_date("2024年13月1日") is None
