"""The same for files that other programs make: prints and old formats. Skips without them."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.report import read_file
from tests.ingest.readers.convert import converted, needs_libreoffice
from tests.ingest.unplanned import print_files, word_files, writing
from tests.ingest.unplanned.test_reads_well import EDITED, FORM, Expected, check

pytestmark = pytest.mark.slow

BROWSER = Path("/usr/bin/chromium")
needs_browser = pytest.mark.skipif(not BROWSER.is_file(), reason="chromium is not installed")


@needs_libreoffice
def test_two_columns_and_a_table_over_two_pages(tmp_path: Path) -> None:
    data = converted(print_files.two_columns_and_a_table(), "docx", "pdf", tmp_path)
    reading = read_file("a.pdf", data)
    expected = Expected(
        title="湖湾区行政审批局2024年度法治政府建设情况报告",
        unit="湖湾区行政审批局",
        year=2024,
        roles="measures problems plan",
        lines=(
            "（三）推进“放管服”改革，全年办理行政许可312件，按时办结率99.2%，压减材料5项，"
            "平均办理时间缩短至4天，群众满意度持续提升。",
            "附：2024年主要指标完成情况",
            "行政许可（件）\t2023年：3,120件\t2024年：3,408件\t增长：9.2%",
            "罚没金额（万元）\t2023年：75.2万元\t2024年：64.9万元\t增长：-13.7%",
            "注：罚没金额为入库数。",
        ),
        absent=("政务公开", "编印"),
        facts={
            ("行政许可", "3,408件", "2024年", ""),
            ("罚没金额", "64.9万元", "2024年", ""),
            ("行政处罚", "-8.3%", "", ""),
        },
    )
    check(reading, expected)
    report = reading.report
    figure = next(f for f in report.figures if report.text[f.start : f.end] == "64.9万元")
    assert report.page_of(figure.start) == 2
    assert report.section_of(figure.start).role != "plan"  # an annex is no part of the plan above


@needs_libreoffice
def test_words_side_by_side_do_not_mix(tmp_path: Path) -> None:
    data = converted(print_files.parallel_lists(), "docx", "pdf", tmp_path)
    expected = Expected(
        title="湖湾区医疗保障局2024年度法治政府建设工作报告",
        unit="湖湾区医疗保障局",
        year=2024,
        date="2025-01-09",
        lines=(
            "开展打击欺诈骗保专项整治，检查定点医药机构312家。",
            "追回基金518万元，曝光典型案例9起。",
            "群众办事平均等候时间由22分钟减至8分钟。",
        ),
        facts={("检查定点医药机构", "312家", "", ""), ("追回基金", "518万元", "", "")},
    )
    check(read_file("a.pdf", data), expected)


@needs_libreoffice
@pytest.mark.parametrize("kind", ["doc", "wps"])
def test_old_word_files(kind: str, tmp_path: Path) -> None:
    check(
        read_file(f"a.{kind}", converted(word_files.filled_form(), "docx", "doc", tmp_path)), FORM
    )


def printed(page: bytes, folder: Path) -> bytes:
    """A page as a browser prints it into a PDF, its date and address on every page."""
    (folder / "page.html").write_bytes(page)
    subprocess.run(
        [
            str(BROWSER),
            *("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'user'}"),
            f"--print-to-pdf={folder / 'page.pdf'}",
            (folder / "page.html").as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return (folder / "page.pdf").read_bytes()


@needs_browser
def test_a_page_printed_from_a_browser(tmp_path: Path) -> None:
    """Browsers name radicals for characters (⻚ for 页) and print their own lines at the edges."""
    data = printed(writing.of_a_platform(), tmp_path)
    expected = Expected(
        title="渡口市交通运输局2024年法治政府建设年度报告",
        unit="渡口市交通运输局",
        year=2024,
        date="2025-01-22",
        roles="measures problems plan",
        absent=("⻋", "file:", "首页", "扫一扫", "当前位置"),
        facts={
            ("查处超限超载车辆", "1,204台次", "", ""),
            ("非法营运案件", "52件", "", ""),
        },
    )
    check(read_file("a.pdf", data), expected)


@needs_browser
def test_a_document_saved_as_a_page_and_printed(tmp_path: Path) -> None:
    page = writing.saved_by_an_editor().decode("gbk").replace("<del>（此处待核实）</del>", "")
    lines = tuple(line for line in EDITED.lines if not line.startswith("执法领域"))
    check(read_file("a.pdf", printed(page.encode("gbk"), tmp_path)), replace(EDITED, lines=lines))
