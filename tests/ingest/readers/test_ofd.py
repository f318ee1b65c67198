"""OFD: text where it lies, tables by their rules, templates, damage."""

from __future__ import annotations

import pytest

from ingest.errors import ReportAssistantError
from ingest.readers.ofd import read_ofd
from ingest.report import build_report
from tests.ingest.readers.sheets_of_paper import ofd_file, ofd_rule, ofd_text, set_lines

SENTENCE = (
    "二〇二四年，望澜区统计局坚持以习近平法治思想为指导，扎实推进法治政府建设各项工作，全年审查合同"
    "158份，组织专题学法12次，取得了较好成效。"
)
TITLE = "望澜区统计局2024年度法治政府建设情况报告"


def written(paragraphs: list[str], y: float = 50.0) -> str:
    placed = ""
    for text in paragraphs:
        for indent, words in set_lines(text, 30):
            placed += ofd_text(words, 30 + 5 * indent, y)
            y += 8
    return placed


def test_lines_become_paragraphs_and_pages_are_kept() -> None:
    data = ofd_file(
        [
            ofd_text(TITLE, 45, 30, 6) + written([SENTENCE, SENTENCE]),
            written([SENTENCE]) + ofd_text("- 2 -", 100, 285),
        ],
        template=ofd_text("望澜区统计局", 30, 10),
    )
    report = build_report(read_ofd(data))
    assert report.text.split("\n") == [TITLE, SENTENCE, SENTENCE, SENTENCE]
    assert report.unit == "望澜区统计局"
    assert report.page_of(report.text.rindex("二〇二四")) == 2


def test_a_ruled_table() -> None:
    xs, ys = (30, 80, 130, 180), (100, 110, 120, 130)
    rules = "".join(ofd_rule(30, y, 180, y) for y in ys)
    rules += "".join(ofd_rule(x, 100, x, 130) for x in xs)
    cells = [["指标", "2023年", "2024年"], ["审查合同", "143", "158"], ["行政处罚", "40", "43"]]
    words = "".join(
        ofd_text(text, xs[c] + 3, ys[r] + 2.5, 4.0)
        for r, row in enumerate(cells)
        for c, text in enumerate(row)
    )
    report = build_report(read_ofd(ofd_file([written([SENTENCE]) + rules + words])))
    assert report.text.split("\n")[1:] == [
        "指标\t2023年\t2024年", "审查合同\t2023年：143\t2024年：158", "行政处罚\t2023年：40\t2024年：43",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04",
        ofd_file([])[:-30],
        ofd_file([]),
        ofd_file([]).replace(b"OFD.xml", b"OFX.xml"),
    ],
)
def test_damage_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(ReportAssistantError) as refused:
        read_ofd(data)
    assert refused.value.hint


def test_a_picture_of_a_page_is_called_a_scan() -> None:
    picture = '<ofd:ImageObject ID="9" Boundary="0 0 210 297" ResourceID="3"/>'
    with pytest.raises(ReportAssistantError, match="扫描件"):
        read_ofd(ofd_file([picture]))
    document = read_ofd(ofd_file([written([SENTENCE]), picture]))
    assert document.left_out is not None and "第 2 页是图片" in document.left_out
