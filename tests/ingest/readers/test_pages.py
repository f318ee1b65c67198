"""Pages become text: broken lines whole, columns in order, nothing of the edges, page starts."""

from __future__ import annotations

from ingest.document import split_pages
from ingest.pages import page_starts
from ingest.readers.page import Glyph
from ingest.readers.paragraphs import text_of_pages
from tests.ingest.readers.sheets_of_paper import HEIGHT, SIZE, letters, page, set_lines

LEFT, LETTERS = 60.0, 48
SENTENCE = (
    "望澜区统计局坚持以习近平法治思想为指导，扎实推进法治政府建设各项工作，全年审查合同一百五十八份，"
    "组织专题学法十二次，参训干部三百六十人次，开展执法培训八场次，未发生行政复议案件，取得了较好成效。"
)


def flow(
    paragraphs: list[str], *, x: float = LEFT, y: float = 120.0, width: int = LETTERS
) -> list[list[Glyph]]:
    placed = []
    for text in paragraphs:
        for indent, words in set_lines(text, width):
            placed.append(letters(words, x + indent * SIZE, y))
            y += 1.6 * SIZE
    return placed


def edges(number: int) -> list[list[Glyph]]:
    return [
        letters("望澜区年鉴（2024）", LEFT, 30),
        letters(f"— {number} —", 290, HEIGHT - 40),
    ]


def test_paragraphs_are_whole_again_and_go_on_over_pages() -> None:
    whole = [f"{number}年，{SENTENCE}" for number in (2021, 2022, 2023)]
    lines = flow(whole)
    cut = len(lines) // 2
    lower = [
        [Glyph(text=g.text, x0=g.x0, x1=g.x1, top=g.top - lines[cut][0].top + 120,
               bottom=g.bottom - lines[cut][0].top + 120, size=g.size) for g in line]
        for line in lines[cut:]
    ]  # fmt: skip
    text, starts = text_of_pages([page([*edges(1), *lines[:cut]]), page([*edges(2), *lower])])
    assert [line.strip("　") for line in text.split("\n")] == whole
    assert starts[0] == 0
    assert text[starts[1] :].startswith("".join(g.text for g in lower[0])[:10])


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [f"第{n}，{SENTENCE}" for n in "一二三四"]
    right = [f"第{n}，{SENTENCE}" for n in "五六七八"]
    title = letters("望澜区统计局年度报告", 200, 80, 16)
    placed = [title, *flow(left, width=22), *flow(right, x=LEFT + 260, width=22)]
    text, _ = text_of_pages([page(placed)])
    assert [line.strip("　") for line in text.split("\n")] == [
        "望澜区统计局年度报告",
        *left,
        *right,
    ]


def test_a_title_over_two_lines_is_one() -> None:
    placed = [
        letters("望澜区人民政府办公室关于二〇二四年度", 156, 60, 16),
        letters("法治政府建设情况的报告", 212, 90, 16),
        *flow([SENTENCE, SENTENCE]),
    ]
    text, _ = text_of_pages([page(placed)])
    assert text.split("\n")[0] == "望澜区人民政府办公室关于二〇二四年度法治政府建设情况的报告"


def test_what_stands_once_at_an_edge_stays() -> None:
    pages = [
        page([letters("望澜区年鉴", LEFT, 30), *flow([SENTENCE])]),
        page([letters("望澜区年鉴", LEFT, 30), *flow([SENTENCE])]),
        page([letters("附：名单", LEFT, 30), *flow([SENTENCE])]),
    ]
    text, starts = text_of_pages(pages)
    assert "望澜区年鉴" not in text and "附：名单" in text
    assert len(starts) == 3


def test_page_starts_survive_cleaning() -> None:
    raw, starts = split_pages(
        "\f首页 菜单\n题目\n甲乙丙丁" * 1 + "\f　　戊 己庚辛\n壬癸子丑寅卯\f\f末页的话。"
    )
    cleaned = "题目\n甲乙丙丁戊己庚辛\n壬癸子丑寅卯末页的话。"
    found = page_starts(raw, starts, cleaned)
    assert len(found) == 4 and list(found) == sorted(found)
    assert cleaned[found[1] :].startswith("戊己")
    assert found[2] == found[3] and cleaned[found[3] :].startswith("末页")
    assert page_starts(raw, (), cleaned) == ()
