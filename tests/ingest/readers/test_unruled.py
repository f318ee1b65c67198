"""Tables that nobody drew lines around: found below their heads, and never in prose."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from ingest.readers.page import Glyph, Page, Segment
from ingest.readers.paragraphs import text_of_pages
from ingest.readers.radicals import unified
from ingest.readers.unruled import with_figure_tables
from tests.ingest.readers.sheets_of_paper import HEIGHT, SIZE, letters, page, set_lines
from tests.ingest.readers.test_pages import SENTENCE, flow

HEADS = ("类别", "2023年", "2024年", "增长（%）")
ROWS = (("行政许可（件）", "3,120", "3,408", "9.2"), ("行政处罚（件）", "96", "88", "-8.3"))
XS = (60.0, 200.0, 320.0, 440.0)


def table(rows: Sequence[Sequence[str]], *, y: float = 200.0) -> list[list[Glyph]]:
    return [
        letters(word, x, y + 2 * SIZE * index)
        for index, row in enumerate(rows)
        for word, x in zip(row, XS, strict=False)
        if word
    ]


def text(*placed: list[Glyph]) -> list[str]:
    return text_of_pages([page(placed)])[0].split("\n")


def test_each_value_stands_behind_its_head() -> None:
    lines = text(*flow([SENTENCE]), *table([HEADS, *ROWS]))
    assert lines[-3:] == [
        "类别\t2023年\t2024年\t增长（%）",
        "行政许可（件）\t2023年：3,120件\t2024年：3,408件\t增长：9.2%",
        "行政处罚（件）\t2023年：96件\t2024年：88件\t增长：-8.3%",
    ]


def test_heads_over_several_columns_and_a_name_between_the_rows() -> None:
    placed = [
        letters("门类", 60, 180),
        letters("案件数（件）", 238, 180),  # in the middle of the two below
        letters("占比", 440, 180),
        *table([("", "立案", "办结"), ROWS[0], ("其中",), ROWS[1]], y=200),
    ]
    assert text(*flow([SENTENCE], y=100), *placed)[-5:] == [
        "门类\t案件数（件）\t占比",
        "立案\t办结",
        "行政许可（件）\t案件数立案：3,120件\t案件数办结：3,408件\t占比：9.2",
        "其中",
        "行政处罚（件）\t案件数立案：96件\t案件数办结：88件\t占比：-8.3",
    ]


def test_it_goes_on_at_the_head_of_the_next_page() -> None:
    first = page([*flow([SENTENCE] * 8), *table([HEADS, ROWS[0]], y=HEIGHT - 120)])
    second = page([*table([ROWS[1]], y=120), *flow([SENTENCE], y=200)])
    lines, starts = text_of_pages([first, second])
    assert "行政处罚（件）\t2023年：96件\t2024年：88件\t增长：-8.3%" in lines.split("\n")
    assert lines[starts[1] :].startswith("行政处罚")


@pytest.mark.parametrize(
    "rows",
    [
        ROWS,  # no heads at all
        [("办理情况",), *ROWS],  # none above the values
        [("目录", "页码"), ("一、总体情况", "1"), ("二、存在问题", "3")],
        [("姓名", "职务", "电话"), ("张三", "主任", "12345678"), ("李四", "科员", "12345679")],
    ],
)
def test_without_a_head_that_counts_there_is_no_table(rows: Sequence[Sequence[str]]) -> None:
    assert not with_figure_tables([page(table(rows))])[0].regions


def test_prose_is_no_table() -> None:
    left = [f"第{n}，{SENTENCE}" for n in "一二三四"]
    right = [f"第{n}，{SENTENCE}" for n in "五六七八"]
    columns = page([*flow(left, width=22), *flow(right, x=320, width=22)])
    running = page(flow([SENTENCE.replace("一百五十八", " 158 ")] * 4))
    for given in (columns, running):
        assert not with_figure_tables([given])[0].regions


def test_a_few_lines_in_two_columns_are_read_one_column_after_the_other() -> None:
    said = (
        "检查定点医药机构三百一十二家，责令整改二十九家，成效良好。",
        "追回基金五百一十八万元，曝光典型案例九起，群众反映较好。",
    )
    placed = [
        letters(words, x + indent * SIZE, 200 + 16 * row)
        for x, sentence in zip((60.0, 320.0), said, strict=True)
        for row, (indent, words) in enumerate(set_lines(sentence, 16, indent=0))
    ]  # fmt: skip
    assert [line for line in text(*placed) if line] == list(said)


def test_names_side_by_side_stay_on_their_lines() -> None:
    names = [("望澜区市场监督管理局", "望澜区卫生健康局"), ("望澜区民政局", "望澜区水务局")]
    placed = [
        letters(name, x, 200 + 16 * row)
        for row, pair in enumerate(names)
        for name, x in zip(pair, (60.0, 320.0), strict=True)
    ]
    lines = text(*flow([SENTENCE], y=100), *placed)
    assert [line.split() for line in lines[-2:]] == [list(pair) for pair in names]


def test_what_a_browser_prints_at_the_edges_goes() -> None:
    placed = [
        letters("2025/1/22 15:04", 24, 16, 8),
        letters("某报告-某市人民政府", 240, 16, 8),
        *flow([SENTENCE]),
        letters("https://www.example.gov.cn/a/1.html", 24, HEIGHT - 20, 8),
        letters("1/1", 570, HEIGHT - 20, 8),
    ]
    assert text(*placed) == [SENTENCE]


def test_radicals_become_characters() -> None:
    assert unified("⼈⺠⻋⻚⻓⻝⻛险") == "人民车页长食风险"
    assert unified("人民车页") == "人民车页"


def test_an_empty_page_holds_no_table() -> None:
    empty = Page(width=600, height=800, segments=())
    alone = Page(
        width=600,
        height=800,
        segments=(Segment(text="1", x0=1, x1=2, top=1, bottom=2, size=1),),
    )
    assert with_figure_tables([empty, alone]) == [empty, alone]
