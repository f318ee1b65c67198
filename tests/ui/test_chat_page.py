"""The tab 问答 in a real browser over the real program."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index.library import Library
from tests.ui.browser import ask, visited

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LOOKUP = "槐汀街道2024年审核合同多少件？"
COMPARE = "2024年各单位审核合同各多少份？"
HOSTILE = "<img src=x onerror=alert(1)> ![图](http://outside.test/a.png) [链](http://outside.test)"

pytestmark = pytest.mark.slow


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (LOOKUP, "158份[1]"),
        (COMPARE, "桐湾县人民政府"),
        ("哪些单位提到执法力量不足？", "/12份报告"),
        ("存在不足里怎么写执法力量薄弱？", "均为原文"),
        ("火星市2024年审核合同多少？", "库中没有"),
    ],
)
def test_each_kind_of_question_is_answered(page: Page, question: str, words: str) -> None:
    assert words in ask(page, question)
    assert page.locator(".pending, .failed").count() == 0


def test_the_steps_are_shown_while_it_works(page: Page) -> None:
    page.evaluate(
        """() => { window.steps = new Set(); new MutationObserver(() =>
        document.querySelectorAll('.steps li').forEach(one => window.steps.add(one.textContent)))
        .observe(document.querySelector('#pending'), {subtree: true, childList: true,
        characterData: true}); }"""
    )
    ask(page, COMPARE)
    assert "理解问题" in page.evaluate("[...window.steps]")  # later ones may pass too quickly


def test_a_citation_opens_its_sentence_in_the_whole_report(
    page: Page, sample_library: Library
) -> None:
    ask(page, COMPARE)
    markers = page.locator(".turn tbody .marker")
    texts = {squeezed(sample_library.report(e.id).text) for e in sample_library.reports()}
    for place in range(markers.count()):
        marker = markers.nth(place)
        number = marker.inner_text()
        unit = marker.locator("xpath=ancestor::tr/th").inner_text()
        marker.click()
        panel = page.locator(f".evidence:has-text('出处 {number.strip('[]')} /')")
        panel.wait_for()
        quote = page.locator(".evidence mark")
        assert quote.evaluate(
            """one => { const inside = one.getBoundingClientRect();
            const frame = one.closest('.report-text').getBoundingClientRect();
            return inside.top >= frame.top && inside.bottom <= frame.bottom; }"""
        )
        whole = squeezed(page.locator(".evidence .report-text").inner_text())
        assert whole in texts
        cited = page.locator(f".sources li:has(> [data-cite='{number.strip('[]')}']) q")
        assert squeezed(quote.inner_text()) == squeezed(cited.text_content() or "")
        facts = squeezed(panel.locator(".facts").inner_text())
        assert "2024年" in facts
        assert "章节" in facts
        assert unit.replace("望澜区槐汀街道办事处", "槐汀街道") in facts


def test_the_panel_is_used_with_the_keyboard(page: Page) -> None:
    ask(page, COMPARE)
    marker = page.locator(".turn .marker").first
    marker.focus()
    page.keyboard.press("Enter")
    page.locator(".evidence mark").wait_for()
    page.get_by_role("button", name="下一处").click()
    page.locator(".evidence-count:has-text('出处 2 / 6')").wait_for()
    page.get_by_role("button", name="上一处").click()
    page.locator(".evidence-count:has-text('出处 1 / 6')").wait_for()
    page.keyboard.press("Escape")
    page.locator(".evidence").wait_for(state="detached")
    assert page.evaluate("document.activeElement.classList.contains('marker')")
    page.keyboard.press("Enter")
    page.locator(".evidence mark").wait_for()


def test_the_original_can_be_fetched(page: Page, samples: Path) -> None:
    ask(page, LOOKUP)
    page.locator(".turn .marker").first.click()
    link = page.locator(".evidence .facts a")
    with page.expect_download() as waiting:
        link.click()
    download = waiting.value
    assert Path(download.path()).read_bytes() == (samples / "02-huaiting-2024.txt").read_bytes()


def test_a_table_sorts_and_filters(page: Page) -> None:
    ask(page, COMPARE)
    table = page.locator(".answer-table")
    rows = table.locator("tbody tr:visible")
    before = rows.all_inner_texts()
    table.get_by_role("button", name="审核合同").click()
    numbers = [row.split("\t")[1] for row in rows.all_inner_texts()]
    assert [n[:2] for n in numbers] == ["21", "43", "86", "88", "11", "15", "未提", "未提"]
    table.get_by_role("button", name="审核合同").click()
    assert rows.first.inner_text().split("\t")[1].startswith("158份")
    assert table.locator("th[aria-sort=descending]").count() == 1
    table.get_by_label("隐藏“未提及”").check()
    assert rows.count() == 6
    table.get_by_label("筛选表格").fill("桐湾")
    assert rows.count() == 1
    assert "1 / 8行" in table.inner_text()
    ask(page, "那2023年呢？")  # a new answer leaves the table as the reader arranged it
    assert page.locator(".answer-table").first.locator("tbody tr:visible").count() == 1
    first = page.locator(".answer-table").first
    first.get_by_label("筛选表格").fill("")
    first.get_by_label("隐藏“未提及”").uncheck()
    first.get_by_role("button", name="审核合同").click()  # descending once more: as it was given
    assert first.locator("tbody tr:visible").all_inner_texts() == before


def test_the_first_column_stays_in_sight(browser: Browser, address: str) -> None:
    with visited(browser, address, width=390, height=844) as page:
        ask(page, "2024年各单位审核合同、行政复议、行政诉讼、执法人员各多少？")
        for part in (".composer .send", ".question", ".answer", ".chips"):
            box = page.locator(part).bounding_box()
            assert box is not None and box["x"] + box["width"] <= 390, part
        place = page.evaluate(
            """() => { const area = document.querySelector('.answer-table .table-scroll');
            area.scrollLeft = 400; const cell = area.querySelector('tbody th');
            return [area.scrollLeft, cell.getBoundingClientRect().left -
            area.getBoundingClientRect().left]; }"""
        )
        assert place[0] > 0
        assert abs(place[1]) <= 2


def test_a_chip_is_removed_and_added(page: Page) -> None:
    ask(page, COMPARE)
    assert page.locator(".chip").all_inner_texts() == ["年份：2024年\n×"]
    page.get_by_role("button", name="去掉年份：2024年，重新回答").click()
    page.locator(".chip.fixed:has-text('全部报告')").wait_for()
    assert "2023" in page.locator(".turn").inner_text()
    assert page.locator(".turn").count() == 1
    page.locator(".chip-add").fill("年份：2023年")
    page.locator(".chip-add").press("Enter")
    page.locator(".chip:has-text('年份：2023年')").wait_for()
    page.reload()
    page.locator(".chip:has-text('年份：2023年')").wait_for()


def test_answers_are_exported_and_open_again(page: Page) -> None:
    from docx import Document
    from openpyxl import load_workbook

    ask(page, COMPARE)
    taken: dict[str, bytes] = {}
    for name in ("Word", "Excel", "Markdown"):
        with page.expect_download() as waiting:
            page.get_by_role("link", name=name).click()
        taken[name] = Path(waiting.value.path()).read_bytes()
        assert waiting.value.suggested_filename.startswith("2024年各单位审核合同各多少份")
    tables = Document(io.BytesIO(taken["Word"])).tables
    assert any("119件" in cell.text for row in tables[0].rows for cell in row.cells)
    assert load_workbook(io.BytesIO(taken["Excel"])).sheetnames
    assert "119件" in taken["Markdown"].decode("utf-8")


def test_an_answer_is_copied_with_its_sources(page: Page) -> None:
    ask(page, LOOKUP)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="复制", exact=True).click()
    page.get_by_role("button", name="已复制").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("158份[1]")
    assert "全年审查合同、协议158份" in copied


def test_an_answer_is_rated_with_a_reason(page: Page) -> None:
    ask(page, LOOKUP)
    page.get_by_role("button", name="有问题").click()
    page.get_by_label("出处不对").check()
    page.get_by_label("补充说明").fill("应引第二段 <b>")
    page.get_by_role("button", name="提交").click()
    page.locator(".reason:has-text('出处不对：应引第二段 <b>')").wait_for()
    page.reload()
    down = page.get_by_role("button", name="有问题")
    down.wait_for()
    assert down.get_attribute("aria-pressed") == "true"
    down.click()
    page.locator(".verdict.down[aria-pressed=false]").wait_for()


def test_a_conversation_outlives_a_reload(page: Page) -> None:
    before = ask(page, COMPARE)
    assert "conversation=" in page.url
    page.reload()
    page.locator(".turn").wait_for()
    assert page.locator(".turn").inner_text() == before
    page.locator(".turn tbody .marker").first.click()
    assert "86份" in page.locator(".evidence mark").inner_text()
    ask(page, "那2023年呢？")
    assert page.locator(".turn").count() == 2


def test_conversations_are_found_renamed_and_deleted(page: Page) -> None:
    ask(page, "哪些单位提到执法力量不足？")
    entry = page.locator(".history-list li[aria-current]")
    entry.hover()
    entry.locator(".rename").click()
    page.get_by_label("新的名称").fill("力量不足一问")
    acts: list[str] = []
    page.on("request", lambda one: acts.append(one.post_data or "") if one.post_data else None)
    page.keyboard.press("Enter")
    page.locator(".history-list li[aria-current]:has-text('力量不足一问')").wait_for()
    assert len(acts) == 1 and '"act":"rename"' in acts[0]  # Enter presses nothing besides
    page.get_by_role("button", name="新对话").click()
    page.locator(".welcome").wait_for()
    assert "conversation=" not in page.url
    page.get_by_label("查找对话").fill("力量不足一")
    found = page.locator(".history-list li")
    page.wait_for_function("document.querySelectorAll('.history-list li').length === 1")
    found.locator(".open").click()
    page.locator(".turn").wait_for()
    found.locator(".remove").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="确认删除").click()
    page.locator(".welcome").wait_for()
    page.locator(".no-history").wait_for()


def test_suggestions_and_examples_are_asked_with_a_click(page: Page) -> None:
    page.locator(".welcome .questions button").first.click()
    page.locator(".turn").wait_for()
    suggestion = page.locator(".questions button").first
    words = suggestion.inner_text()
    suggestion.click()
    page.locator(".turn").nth(1).wait_for()
    assert page.locator(".question").nth(1).inner_text() == words


def test_what_is_typed_is_shown_as_text(page: Page) -> None:
    shown = ask(page, f"{HOSTILE} 有几件")
    assert HOSTILE in shown
    assert page.locator("[src*=outside], [href*=outside], .thread img").count() == 0
    assert HOSTILE[:40] in page.locator(".history-list li[aria-current]").inner_text()


def test_shift_enter_begins_a_line_and_composing_does_not_send(page: Page) -> None:
    field = page.locator(".composer textarea")
    field.fill("第一行")
    field.press("Shift+Enter")
    assert field.input_value() == "第一行\n"
    field.dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    page.wait_for_timeout(300)
    assert page.locator(".turn, .pending").count() == 0


def test_the_panel_is_a_sheet_in_a_narrow_window(browser: Browser, address: str) -> None:
    with visited(browser, address, width=390, height=844) as page:
        ask(page, COMPARE)
        page.locator(".turn .marker").first.click()
        page.locator(".evidence mark").wait_for()
        box = page.locator(".evidence-column").bounding_box()
        assert box is not None
        assert (box["x"], box["y"], box["width"]) == (0, 0, 390)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.get_by_role("button", name="关闭原文").click()
        page.locator(".evidence").wait_for(state="detached")
        page.get_by_role("button", name="对话记录").click()
        assert page.locator(".history-list li").first.is_visible()
