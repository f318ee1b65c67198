"""报告库: what it shows, without a browser, then in one."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index.library import Library
from index.types import IngestRecord, ReportEntry
from ingest.errors import ReportAssistantError
from ingest.report import assemble
from tests.fakes import HashEmbedder
from tests.ui.browser import ask
from tests.ui.payloads import HOSTILE, PAYLOADS, alive
from ui import browse
from ui.background import Finished, Step, watched
from ui.board import read_click
from ui.charts import Bar, Bars, Line, bar_chart, line_chart, nice_step, short_number
from ui.context import PageContext
from ui.coverage import coverage, coverage_html, read_cell
from ui.indicator import Indicator
from ui.indicator_view import indicator_html, indicator_workbook, searched
from ui.metadata_form import changes, fields_of, read_fields
from ui.report_text import text_html
from ui.report_view import report_html
from ui.shelf import UNKNOWN, Wanted, facets, matching, ordered, shelve
from ui.shelf_view import list_html, records_html
from ui.upload_panel import taking
from ui.uploads import UPLOADS, drop_upload, keep_upload, stored_name

if TYPE_CHECKING:
    from playwright.sync_api import Page

TEXT = """青石市石桥镇人民政府2024年法治政府建设年度报告
一、主要举措
（一）依法行政
全年审核合同77件，开展普法宣传33场。
二、存在不足
执法力量不足。
青石市石桥镇人民政府
2025年1月10日
"""


@pytest.fixture
def own(tmp_path: Path) -> Iterator[PageContext]:
    """A small library to change."""
    folder = tmp_path / "library"
    with Library.open(folder, embedder=HashEmbedder()) as library:
        yield PageContext(assistant=None, library=library, library_folder=folder)  # type: ignore[arg-type]


def upload(tmp_path: Path, name: str, text: str) -> Path:
    place = tmp_path / f"browser-{len(list(tmp_path.iterdir()))}" / name
    place.parent.mkdir()
    place.write_text(text, "utf-8")
    return place


# Looking through the library.


def test_an_office_has_one_name_and_its_whole_region(quick_library: Library) -> None:
    shelf = shelve(quick_library.reports())
    huaiting = [one for one in shelf if "槐汀" in one.unit]
    assert len({one.unit for one in huaiting}) == 1
    assert {one.place for one in huaiting} == {"海川市 / 望澜区"}


def test_what_is_wanted_narrows(quick_library: Library) -> None:
    shelf = shelve(quick_library.reports())
    assert matching(shelf, Wanted()) == shelf
    of_2024 = matching(shelf, Wanted(year="2024"))
    assert {one.entry.year for one in of_2024} == {2024}
    district = matching(shelf, Wanted(place="海川市 / 望澜区"))
    assert district
    assert set(district) <= set(matching(shelf, Wanted(place="海川市")))
    assert all("司法局" in one.unit for one in matching(shelf, Wanted(words="司法局")))
    assert matching(shelf, Wanted(words="司法局 1999")) == ()


def test_facets_count_every_report_once(quick_library: Library) -> None:
    shelf = shelve(quick_library.reports())
    found = facets(shelf)
    for name in ("unit", "year", "genre"):
        assert sum(facet.count for facet in found[name]) == len(shelf)
    for facet in found["place"]:
        assert len(matching(shelf, Wanted(place=facet.value))) == facet.count


def test_a_column_sorts_both_ways_and_unknown_values_come_last(quick_library: Library) -> None:
    shelf = shelve([*quick_library.reports()[:-1], replace(quick_library.reports()[-1], year=None)])
    for descending in (False, True):
        years = [one.entry.year for one in ordered(shelf, "year", descending=descending)]
        assert years[-1] is None
        known = [year for year in years if year is not None]
        assert known == sorted(known, reverse=descending)
    listing = browse.sorted_by(browse.Listing(), "year")
    assert (listing.order, listing.descending) == ("year", True)
    assert browse.sorted_by(listing, "year").descending is False
    assert browse.sorted_by(listing, "no such column") == listing


def test_a_long_list_is_shown_in_parts(quick_library: Library) -> None:
    shelf = shelve(quick_library.reports())
    html = list_html(shelf, shelf, order="unit", descending=False, limit=5)
    assert html.count('data-act="open"') == 5
    assert "还有 7 份" in html
    assert 'data-act="more"' not in list_html(shelf, shelf, order="unit", descending=False)


# A report.


def test_the_text_is_shown_whole_and_in_order(quick_library: Library) -> None:
    from html import unescape
    from re import sub

    for entry in quick_library.reports():
        report = quick_library.report(entry.id)
        shown = unescape(sub(r"<[^>]+>", "", text_html(report)))
        assert "".join(shown.split()) == "".join(report.text.split())


def test_headings_figures_and_a_quote_are_marked(quick_library: Library) -> None:
    entry = quick_library.reports()[0]
    report = quick_library.report(entry.id)
    figure = report.figures[3]
    quote = (figure.sentence_start, figure.sentence_end)
    html = report_html(entry, report, quote=quote)
    for ordinal in range(len(report.figures)):
        assert f'data-at="figure-{ordinal}"' in html
        assert f'data-goto="figure-{ordinal}"' in html
    headed = [n for n, section in enumerate(report.sections) if section.heading]
    assert all(f'data-goto="section-{n}"' in html for n in headed)
    assert all(f'data-at="section-{n}"' in html for n in headed)
    assert 'data-start-at="quote"' in html
    assert html.count('data-at="quote"') == 1


def test_a_quote_over_lines_and_through_a_mark_keeps_every_character() -> None:
    report = assemble(TEXT)
    start, end = report.text.index("审核合同7") + 5, report.text.index("执法力量") + 2
    from html import unescape
    from re import sub

    shown = unescape(sub(r"<[^>]+>", "", text_html(report, quote=(start, end))))
    assert "".join(shown.split()) == "".join(report.text.split())


# Correcting and removing.


def test_the_form_says_what_is_wrong_with_a_field() -> None:
    good = read_fields("某报告", " 某局 ", "甲、乙，甲", "云岭省 / 青石市", "2024年", "")
    assert (good.unit, good.aliases, good.region) == ("某局", ("甲", "乙"), ("云岭省", "青石市"))
    assert (good.year, good.genre) == (2024, None)
    for fields, word in (
        (("", "", "", "", "", ""), "标题"),
        (("题", "", "", "", "二〇二四", ""), "二〇二四"),
        (("题", "", "", "", "3024", ""), "3024"),
        (("题", "长" * 201, "", "", "", ""), "单位"),
        (("题", "", "", "/".join("甲乙丙丁戊己庚"), "", ""), "7 级"),
    ):
        with pytest.raises(ReportAssistantError, match=word):
            read_fields(*fields)


def test_an_untouched_form_changes_nothing(quick_library: Library) -> None:
    for entry in quick_library.reports():
        assert changes(entry, read_fields(*fields_of(entry))) == {}


def test_a_correction_is_kept_when_the_file_comes_again(own: PageContext, tmp_path: Path) -> None:
    list(taking(own, [upload(tmp_path, "a.txt", TEXT)], replace=False))
    (entry,) = own.library.reports()
    fields = list(fields_of(entry))
    fields[4] = "2023"
    assert "年度" in browse.corrected(own.library, entry.id, fields)
    list(taking(own, [upload(tmp_path, "a.txt", TEXT)], replace=False))
    (again,) = own.library.reports()
    assert again.year == 2023
    assert "手工改正过：年度" in browse.opened(own.library, again.id)[1]
    browse.restored(own.library, again.id)
    assert own.library.reports()[0].year == 2024


def test_a_removed_report_takes_its_upload_along(own: PageContext, tmp_path: Path) -> None:
    list(taking(own, [upload(tmp_path, "a.txt", TEXT)], replace=False))
    (entry,) = own.library.reports()
    assert browse.original_file(own.library, entry.id) == ("a.txt", TEXT.encode())
    assert "已删除" in browse.removed(own.library, own.library_folder, entry.id)
    assert own.library.reports() == ()
    assert [p for p in (own.library_folder / UPLOADS).rglob("*") if p.is_file()] == []
    with pytest.raises(ReportAssistantError, match="不在资料库"):
        browse.opened(own.library, entry.id)


# Uploading.


def test_each_file_has_its_result(own: PageContext, tmp_path: Path) -> None:
    good = upload(tmp_path, "《好》（2024）.txt", TEXT)
    bad = upload(tmp_path, "坏.docx", "not a document")
    *steps, last = taking(own, [good, bad], replace=False)
    assert all("<progress" in step for step in steps)
    assert "已收录 1 个，未收录 1 个" in last
    assert "《好》（2024）.txt" in last
    # A file that is of no use is not kept.
    kept = [p.name for p in (own.library_folder / UPLOADS).rglob("*") if p.is_file()]
    assert kept == ["《好》（2024）.txt"]


def test_two_offices_may_send_files_of_one_name(own: PageContext, tmp_path: Path) -> None:
    other = TEXT.replace("石桥镇", "白石镇")
    first, second = upload(tmp_path, "报告.txt", TEXT), upload(tmp_path, "报告.txt", other)
    list(taking(own, [first, second], replace=False))
    assert len(own.library.reports()) == 2
    assert "没有变化 1 个" in list(taking(own, [first], replace=False))[-1]


def test_a_corrected_file_takes_the_place_of_the_one_before(
    own: PageContext, tmp_path: Path
) -> None:
    list(taking(own, [upload(tmp_path, "报告.txt", TEXT)], replace=False))
    better = TEXT.replace("77件", "79件")
    last = list(taking(own, [upload(tmp_path, "报告.txt", better)], replace=True))[-1]
    assert "已更新 1 个" in last
    (entry,) = own.library.reports()
    assert "79件" in own.library.report(entry.id).text
    assert entry.earlier_versions == 1


def test_a_name_cannot_leave_the_folder(tmp_path: Path) -> None:
    assert stored_name("../../etc/passwd") == "passwd"
    assert stored_name("..\\..\\a.txt") == "a.txt"
    assert stored_name(".hidden.txt") == "hidden.txt"
    assert stored_name("\x00\x1b[2J报告.txt").endswith("报告.txt")
    assert stored_name("") == "未命名"
    long = stored_name("长" * 300 + ".docx")
    assert long.endswith(".docx")
    assert len(long.encode()) < 200
    place = keep_upload(tmp_path / "up", "b", upload(tmp_path, "a.txt", "甲"), replace=False)
    assert place.parent == tmp_path / "up" / "b"


def test_only_kept_files_are_deleted(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("x")
    (tmp_path / UPLOADS / "b").mkdir(parents=True)
    link = tmp_path / UPLOADS / "b" / "link.txt"
    link.symlink_to(outside)
    for origin in (outside, link, tmp_path / UPLOADS / ".." / "outside.txt"):
        drop_upload(tmp_path, origin)
    assert outside.exists()


def test_work_is_watched_to_its_end_and_its_error_handed_on() -> None:
    def work(tell: object) -> str:
        assert callable(tell)
        tell(1, 2, "甲")
        return "done"

    *steps, last = watched(work)
    assert all(isinstance(one, Step) for one in steps)
    assert last == Finished(result="done")

    def fail(tell: object) -> str:
        raise ReportAssistantError("坏了")

    with pytest.raises(ReportAssistantError, match="坏了"):
        list(watched(fail))


# Charts.


def test_coverage_counts_every_report_and_shows_the_gaps(quick_library: Library) -> None:
    shelf = shelve(quick_library.reports())
    for by in ("place", "unit"):
        found = coverage(shelf, by)  # type: ignore[arg-type]
        assert sum(found.counts.values()) == len(shelf)
        html = coverage_html(found)
        filled = sum(found.counts[(row, year)] > 0 for row in found.rows for year in found.years)
        assert html.count('data-act="narrow"') == filled
        assert html.count('class="lacking"') == len(found.rows) * len(found.years) - filled


def test_a_cell_narrows_the_list_to_what_it_counts(quick_library: Library) -> None:
    from ui.browse_panel import narrowed

    shelf = shelve(quick_library.reports())
    found = coverage(shelf, "place")
    for (row, year), count in found.counts.items():
        words, place, unit, when, genre = narrowed(f"place\t{row}\t{year}")
        wanted = Wanted(words=words, place=place, unit=unit, year=when, genre=genre)
        assert len(matching(shelf, wanted)) == count
    assert read_cell("nonsense") is None
    assert read_cell("a\tb\tc") is None


def test_years_between_are_columns_and_an_unknown_year_is_one(quick_library: Library) -> None:
    first, second, *_ = quick_library.reports()
    shelf = shelve([replace(first, year=2019), replace(second, year=2023)])
    assert coverage(shelf, "unit").years == ("2019", "2020", "2021", "2022", "2023")
    assert coverage(shelve([replace(first, year=None)]), "unit").years == (UNKNOWN,)


def test_an_indicator_is_compared_in_one_measure(quick_library: Library) -> None:
    found = searched(quick_library, "审核合同", "", "")
    assert found.points
    assert {point.found.figure.base for point in found.points} == {found.base}
    assert all(point.found.figure.base != found.base for point in found.elsewhere)
    ids = [point.found.report.id for point in (*found.points, *found.elsewhere)]
    assert len(ids) == len(set(ids))
    assert len(ids) + found.silent == len(quick_library.reports())
    huaiting = {p.year: p.found.stated for p in found.points if "槐汀" in p.unit}
    assert huaiting[2024] == "158份"
    html = indicator_html(found)
    for point in found.points:
        place = browse.place_of_figure(point.found.report.id, point.ordinal)
        assert f'data-value="{place}"' in html


def test_an_indicator_nobody_states_says_so(quick_library: Library) -> None:
    found = searched(quick_library, "登月火箭", "", "")
    assert found == Indicator(
        asked="登月火箭", base="", points=(), elsewhere=(), silent=len(quick_library.reports())
    )
    assert "没有找到" in indicator_html(found)
    with pytest.raises(ReportAssistantError, match="指标"):
        searched(quick_library, " ", "", "")


def test_the_workbook_of_an_indicator_opens(quick_library: Library) -> None:
    from openpyxl import load_workbook

    name, data = indicator_workbook(quick_library, "审核合同", "", "2024")
    assert name.endswith(".xlsx")
    rows = list(load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True))
    assert "158份" in {cell for row in rows for cell in row}
    assert {row[1] for row in rows[1:] if row[1]} == {2024}


def test_bars_share_one_scale_and_lines_break_where_a_year_lacks() -> None:
    bars = (
        Bar(label="2023年", value=Decimal(50), shown="50件"),
        Bar(label="2024年", value=Decimal(-200), shown="-200件"),
    )
    html = bar_chart("题", [Bars(heading="甲", bars=bars)])
    assert "width:25.0%" in html
    assert 'class="bar negative" style="width:100.0%"' in html
    line = Line(name="甲", values=((2020, Decimal(1)), (2022, Decimal(3))))
    drawn = line_chart("题", [line], "件")
    assert drawn.count("<circle") == 2
    assert line_chart("题", [Line(name="甲", values=((2020, Decimal(1)),))], "件") == ""
    assert line_chart("题", [Line(name="零", values=((1, Decimal(0)), (2, Decimal(0))))], "件")


@pytest.mark.parametrize(("span", "step"), [(100, 50), (9, 5), (4, 1), (0, 1), (1300, 500)])
def test_grid_lines_stand_at_round_numbers(span: int, step: int) -> None:
    assert nice_step(Decimal(span)) == step


def test_large_numbers_are_read_in_chinese() -> None:
    assert short_number(Decimal(47_200_000_000_00)) == "4.72万亿"
    assert short_number(Decimal("1234.5")) == "1234.5"
    assert short_number(Decimal(13_000_000)) == "1300万"


# What comes from outside is text.


def hostile_entry(payload: str) -> ReportEntry:
    return ReportEntry(
        id="0123456789abcdef",
        title=payload,
        unit=payload,
        aliases=(payload,),
        region=(payload,),
        year=2024,
        date=payload,
        genre=payload,
        sources=(payload,),
        characters=1,
        passages=1,
        figures=0,
    )


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_comes_alive_anywhere(payload: str) -> None:
    entry = hostile_entry(payload)
    report = assemble(f"一、{payload}\n（一）{payload}。审核{payload}合同7件。\n二、{payload}\n")
    shelf = shelve([entry])
    record = IngestRecord(
        source=payload, outcome="rejected", report_id=payload, title=payload, reason=payload
    )
    shown = [
        list_html(shelf, shelf, order="unit", descending=False),
        report_html(entry, report, start_at=payload),
        records_html([record]),
        coverage_html(coverage(shelf, "unit")),
        coverage_html(coverage(shelf, "place")),
        bar_chart(payload, [Bars(heading=payload, bars=(Bar(label=payload, value=Decimal(1), shown=payload),))]),
        line_chart(payload, [Line(name=payload, values=((1, Decimal(1)), (2, Decimal(2))))], payload),
    ]  # fmt: skip
    for html in shown:
        assert alive(html) == []
        assert "\u202e" not in html


def test_a_click_is_believed_only_in_shape() -> None:
    assert read_click({"act": "open", "value": "x"}) == ("open", "x")
    for sent in (
        None,
        "open",
        {"act": 1, "value": "x"},
        {"act": "open"},
        {"act": "a", "value": "长" * 30_000},
    ):
        assert read_click(sent) == ("", "")


# With a browser.


def go(page: Page, *tabs: str) -> None:
    for name in tabs:
        page.get_by_role("tab", name=name, exact=True).click()


@pytest.mark.slow
def test_browse_open_correct_and_chart(page: Page) -> None:
    go(page, "报告库")
    page.get_by_label("搜索").fill("司法局")
    page.locator("#shelf .counted", has_text="1 份报告").wait_for()
    page.locator("#shelf button.open").click()
    text = page.locator("#report .report-text")
    text.wait_for()
    page.locator("#report .outline .goto").nth(4).click()
    assert page.locator("#report .arrived.heading").count() == 1
    page.locator("#report .figure-list .goto").nth(9).click()
    assert page.locator("#report .arrived.figure").is_visible()
    page.get_by_role("button", name="改正信息").click()
    page.get_by_label("年度").last.fill("2021")
    page.get_by_role("button", name="保存", exact=True).click()
    page.locator("#report .report-head", has_text="2021年").wait_for()
    page.get_by_role("button", name="改正信息").click()
    page.get_by_role("button", name="恢复自动识别").click()
    page.locator("#report .report-head", has_text="2024年").wait_for()
    go(page, "图表")
    page.locator("#coverage .shade-1 button, #coverage td button").first.click()
    page.locator("#shelf .counted", has_text="全库").wait_for()


@pytest.mark.slow
def test_upload_open_and_delete(page: Page, tmp_path: Path) -> None:
    good = tmp_path / "《石桥》<b>2024.txt"
    good.write_text(TEXT, "utf-8")
    bad = tmp_path / "坏.docx"
    bad.write_bytes(b"nothing")
    go(page, "报告库", "上传报告")
    page.locator("#upload-files input[type=file]").set_input_files([good, bad])
    page.locator("#upload-files").get_by_text("坏").wait_for()
    page.get_by_role("button", name="开始收录").click()
    results = page.locator("#upload-results table")
    results.wait_for()
    assert "已收录" in results.inner_text()
    assert "未收录" in results.inner_text()
    page.locator("#upload-results button.open").first.click()
    page.locator("#report .report-text").wait_for()
    with page.expect_download() as download:
        page.get_by_role("button", name="下载原文件").click()
    assert Path(download.value.path()).read_text("utf-8") == TEXT
    go(page, "问答")
    assert "77件[1]" in ask(page, "石桥镇2024年审核合同多少件")
    go(page, "报告库")
    page.get_by_role("button", name="删除", exact=True).click()
    page.locator("#remove-question .notice").wait_for()
    page.get_by_role("button", name="不删除").click()
    assert page.locator("#report .report-text").is_visible()
    page.get_by_role("button", name="删除", exact=True).click()
    page.get_by_role("button", name="确定删除").click()
    page.locator("#shelf-said", has_text="已删除").wait_for()
    page.locator("#shelf .counted", has_text="12 份报告").wait_for()


@pytest.mark.slow
def test_a_narrow_window_never_scrolls_sideways(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    go(page, "报告库")
    page.locator("#shelf button.open").first.click()
    page.locator("#report .report-text").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    go(page, "图表")
    page.locator("#coverage table").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.slow
def test_hostile_words_typed_into_the_tab_stay_words(page: Page) -> None:
    go(page, "报告库")
    page.get_by_label("搜索").fill(HOSTILE)
    page.locator("#shelf", has_text="没有符合条件的报告").wait_for()
    go(page, "图表")
    page.get_by_label("指标").fill(HOSTILE[:90])
    page.get_by_role("button", name="画图").click()
    page.locator("#indicator-chart", has_text="没有找到").wait_for()
    assert page.locator("#indicator-chart img, #indicator-chart script").count() == 0
