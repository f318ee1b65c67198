"""找例句: what it finds and shows, without a browser, then in one."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.outline_check import DraftCheck, MissingHeading, Outline, OutlineHeading
from assistant.types import PassageGroup
from index.library import Library
from ingest.errors import ReportAssistantError
from tests.ui.answers import citation
from tests.ui.payloads import HOSTILE, PAYLOADS, alive
from ui.basket import (
    MOST,
    Collected,
    cited,
    read_basket,
    read_place,
    stored_basket,
    with_place,
    without_place,
)
from ui.basket_export import basket_docx
from ui.drafting import Within, Wordings, draft_check, genres, outline, wordings
from ui.wording_view import basket_html, check_html, groups_html, outline_html, place_key

if TYPE_CHECKING:
    from playwright.sync_api import Page

TOPIC = "执法力量不足"
DRAFT = """望澜区某某局2024年法治政府建设年度报告
一、2024年推进法治政府建设的主要举措和成效
（一）加强组织领导
全年审核合同5件，开展普法宣传。
二、2025年工作安排
继续推进法治建设。
"""


# Finding.


def test_passages_are_verbatim_and_within_what_was_asked(quick_library: Library) -> None:
    found = wordings(quick_library, TOPIC, Within(role="problems", year="2024"))
    assert found.groups
    for group in found.groups:
        for passage in group.passages:
            report = quick_library.report(passage.report_id)
            assert report.text[passage.start : passage.end] == passage.quote
            assert report.year == 2024
            assert report.section_of(passage.start).role == "problems"


def test_a_pasted_paragraph_finds_its_like(quick_library: Library) -> None:
    report = quick_library.report(quick_library.reports()[0].id)
    start = report.text.index("落实公众参与")
    paragraph = report.text[start : report.text.index("\n", start)]
    found = wordings(quick_library, paragraph, Within())
    first = found.groups[0].passages[0]
    assert first.report_id == report.id
    assert paragraph[:12] in first.quote


def test_nothing_asked_is_said(quick_library: Library) -> None:
    with pytest.raises(ReportAssistantError, match="还没有写"):
        wordings(quick_library, " \n ", Within())


def test_set_phrases_can_be_left_out() -> None:
    plain = PassageGroup(passages=(citation(quote="自己的话。"),), reports=1, set_phrase=False)
    phrase = PassageGroup(passages=(citation(quote="大家的话。"),), reports=9, set_phrase=True)
    found = Wordings(sought="题", groups=(plain, phrase), reports=9)
    assert "大家的话" in groups_html(found)
    without = groups_html(found, set_phrases=False)
    assert "大家的话" not in without
    assert "略去套话 1 组" in without
    only = groups_html(replace(found, groups=(phrase,)), set_phrases=False)
    assert "都是套话" in only


def test_a_copy_carries_its_source() -> None:
    group = PassageGroup(
        passages=(citation(), citation(quote="相近的话。")), reports=2, set_phrase=False
    )
    html = groups_html(Wordings(sought="题", groups=(group,), reports=2))
    assert 'data-copy="全年审核合同312件。"' in html
    assert "——示例区司法局（2024年）《示例区司法局2024年法治政府建设年度报告》" in html
    assert "相近表述 1 处" in html


# The basket.


def test_a_basket_holds_places_and_slices_them_anew(quick_library: Library) -> None:
    groups = wordings(quick_library, TOPIC, Within()).groups
    first, second = groups[0].passages[0], groups[1].passages[0]
    basket = with_place((), place_key(first), TOPIC)
    basket = with_place(basket, place_key(second), "另一个主题")
    basket = with_place(basket, place_key(first), "再来一次")  # once is enough
    assert read_basket(stored_basket(basket)) == basket
    quotes = [one.quote for _, one in cited(quick_library, basket)]
    assert quotes == [first.quote, second.quote]
    assert [topic for topic, _ in cited(quick_library, basket)] == [TOPIC, "另一个主题"]
    assert without_place(basket, place_key(first)) == basket[1:]


def test_passages_of_one_topic_stand_together(quick_library: Library) -> None:
    keys = [place_key(g.passages[0]) for g in wordings(quick_library, TOPIC, Within()).groups[:3]]
    basket: tuple[Collected, ...] = ()
    for key, topic in zip(keys, ("甲", "乙", "甲"), strict=True):
        basket = with_place(basket, key, topic)
    found = cited(quick_library, basket)
    assert [topic for topic, _ in found] == ["甲", "甲", "乙"]
    assert [one.marker for _, one in found] == [1, 2, 3]


def test_a_browser_cannot_put_words_into_a_report(quick_library: Library) -> None:
    known = quick_library.reports()[0].id
    for stored in (
        None,
        "text",
        [1, None, "x"],
        [{"report_id": "../../etc", "start": 0, "end": 5, "topic": "t"}],
        [{"report_id": known, "start": 5, "end": 5, "topic": "t"}],
        [{"report_id": known, "start": -1, "end": 5, "topic": "t"}],
        [{"report_id": known, "start": 0, "end": 10**12, "topic": "t"}],
        [{"report_id": known, "start": 0, "end": 5_000, "topic": "t"}],
        [{"report_id": known, "quote": "编造的话"}],
    ):
        assert read_basket(stored) == ()
    # Places that the library does not have are left out, and the reader is told.
    gone = [
        Collected(report_id="0" * 16, start=0, end=5, topic="t"),
        Collected(report_id=known, start=999_000, end=999_010, topic="t"),
    ]
    assert cited(quick_library, gone) == ()
    assert read_place("a:b") is None


def test_a_full_basket_says_so() -> None:
    full = tuple(Collected(report_id="0" * 16, start=n, end=n + 1, topic="") for n in range(MOST))
    with pytest.raises(ReportAssistantError, match=str(MOST)):
        with_place(full, f"{'1' * 16}:0:5", "题")


def test_the_word_file_holds_passages_and_sources_as_they_are() -> None:
    from docx import Document

    odd = citation(2, quote="含有[9]和**星号**的一句。", source="b.txt")
    data = basket_docx([("主题甲", citation()), ("主题乙", odd)])
    lines = [paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs]
    assert lines[:2] == ["例句摘录", "一、主题甲"]
    assert "全年审核合同312件。[1]" in lines
    assert "含有[9]和**星号**的一句。[2]" in lines
    assert any(line.startswith("[2] 示例区司法局（2024年）") and "b.txt" in line for line in lines)
    with pytest.raises(ReportAssistantError, match="空的"):
        basket_docx([])


# Outlines and drafts.


def test_the_outline_of_a_genre_tells_how_common_each_heading_is(quick_library: Library) -> None:
    genre = genres(quick_library)[0]
    found = outline(quick_library, genre, Within())
    html = outline_html(found)
    assert f"{found.reports} 份“{genre}”" in html
    assert html.count('data-act="read"') == len(found.headings)
    for heading in found.headings:
        report = quick_library.report(heading.example.report_id)
        assert report.text[heading.example.start : heading.example.end] == heading.example.quote


def test_what_a_draft_lacks_is_named(quick_library: Library, tmp_path: Path) -> None:
    pasted = draft_check(quick_library, DRAFT, None, "")
    roles = {one.heading.role for one in pasted.missing}
    assert "problems" in roles
    assert "measures" not in {one.heading.role for one in pasted.missing if one.heading.level == 1}
    assert "（一）加强组织领导" in pasted.headings
    assert "缺" in check_html(pasted)
    file = tmp_path / "草稿.txt"
    file.write_text(DRAFT, "utf-8")
    assert draft_check(quick_library, "", file, "").missing == pasted.missing
    whole = quick_library.report(quick_library.reports()[0].id)
    assert len(draft_check(quick_library, whole.text, None, "").missing) < len(pasted.missing)


def test_a_draft_that_cannot_be_read_says_why(quick_library: Library, tmp_path: Path) -> None:
    with pytest.raises(ReportAssistantError, match="还没有草稿"):
        draft_check(quick_library, " ", None, "")
    broken = tmp_path / "坏.docx"
    broken.write_bytes(b"nothing")
    with pytest.raises(ReportAssistantError, match=r"坏\.docx"):
        draft_check(quick_library, "", broken, "")


# What comes from outside is text.


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_comes_alive(payload: str) -> None:
    bad = citation(quote=payload, title=payload, unit=payload, section=payload, source=payload)
    group = PassageGroup(passages=(bad, bad), reports=2, set_phrase=True)
    heading = OutlineHeading(
        role="problems", level=1, heading=payload, reports=1, typical=True,
        variants=(payload,), example=bad,
    )  # fmt: skip
    whole = Outline(genre=payload, reports=2, headings=(heading,))
    check = DraftCheck(
        title=payload, genre=payload, headings=(payload,),
        missing=(MissingHeading(heading=heading, in_text=True),), outline=whole,
    )  # fmt: skip
    collected = Collected(report_id="0" * 16, start=0, end=1, topic=payload)
    for html in (
        groups_html(Wordings(sought=payload, groups=(group,), reports=2)),
        groups_html(Wordings(sought=payload, groups=(), reports=2)),
        basket_html([collected], [(payload, bad)]),
        outline_html(whole),
        check_html(check),
    ):
        assert alive(html) == []
        assert "\u202e" not in html


# With a browser.


def find(page: Page, text: str) -> None:
    page.locator("#wording-text textarea").fill(text)
    page.get_by_role("button", name="查找", exact=True).click()


@pytest.mark.slow
def test_find_collect_export_and_reload(page: Page, tmp_path: Path) -> None:
    from docx import Document

    page.get_by_role("tab", name="找例句", exact=True).click()
    find(page, TOPIC)
    collect = page.locator("#wordings [data-act=collect]")
    collect.first.click()
    page.locator("#basket", has_text="1 条").wait_for()
    collect.nth(1).click()
    page.locator("#basket", has_text="2 条").wait_for()
    with page.expect_download() as download:
        page.get_by_role("button", name="导出 Word").click()
    download.value.save_as(tmp_path / "basket.docx")
    lines = [one.text for one in Document(str(tmp_path / "basket.docx")).paragraphs]
    assert lines[0] == "例句摘录"
    assert f"一、{TOPIC}" in lines
    first = page.locator("#wordings blockquote").first.inner_text()
    assert any("".join(first.split()) in "".join(line.split()) for line in lines)
    page.reload()
    page.get_by_role("tab", name="找例句", exact=True).click()
    page.locator("#basket", has_text="2 条").wait_for()
    page.locator("#basket [data-act=drop]").first.click()
    page.locator("#basket", has_text="1 条").wait_for()


@pytest.mark.slow
def test_a_passage_opens_in_its_report(page: Page) -> None:
    page.get_by_role("tab", name="找例句", exact=True).click()
    find(page, TOPIC)
    quote = page.locator("#wordings blockquote").first.inner_text()
    page.locator("#wordings [data-act=read]").first.click()
    page.locator("#wording-report mark.quoted").first.wait_for()
    shown = "".join(page.locator("#wording-report mark.quoted").all_inner_texts())
    assert "".join(shown.split()) == "".join(quote.split())
    assert page.locator("#wording-report mark.quoted").first.is_visible()
    page.get_by_role("button", name="返回", exact=True).click()
    page.locator("#wordings").wait_for()


@pytest.mark.slow
def test_copying_fills_the_clipboard(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("tab", name="找例句", exact=True).click()
    find(page, TOPIC)
    page.locator("#wordings .copy").nth(1).click()
    page.locator("#wordings .copy", has_text="已复制").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert page.locator("#wordings blockquote").first.inner_text().strip() in copied
    assert "——" in copied


@pytest.mark.slow
def test_an_outline_and_a_draft(page: Page) -> None:
    page.get_by_role("tab", name="找例句", exact=True).click()
    page.get_by_role("tab", name="列提纲").click()
    page.get_by_role("button", name="列出提纲").click()
    page.locator("#outline .skeleton").wait_for()
    page.get_by_role("tab", name="查草稿").click()
    page.get_by_label("粘贴草稿全文").fill(DRAFT)
    page.get_by_role("button", name="检查", exact=True).click()
    page.locator("#draft-check .missing").wait_for()
    assert "不足原因" in page.locator("#draft-check .missing").inner_text()


@pytest.mark.slow
def test_hostile_words_stay_words(page: Page) -> None:
    page.get_by_role("tab", name="找例句", exact=True).click()
    find(page, HOSTILE + TOPIC)
    page.locator("#wordings .counted, #wordings .notice").first.wait_for()
    page.get_by_role("tab", name="查草稿").click()
    page.get_by_label("粘贴草稿全文").fill(DRAFT.replace("加强组织领导", HOSTILE))
    page.get_by_role("button", name="检查", exact=True).click()
    page.locator("#draft-check .draft-check").wait_for()
    assert page.locator("#draft-check img, #draft-check script, #wordings img").count() == 0
