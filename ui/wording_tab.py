"""找例句: wiring of the search for wording with its basket, of outlines, and of the draft check."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.errors import ReportAssistantError
from ui import basket as baskets
from ui import drafting
from ui.basket_export import FILE_NAME, basket_docx
from ui.board import board, on_click, on_download, on_shown
from ui.browse import opened
from ui.context import PageContext
from ui.markup import error_notice, notice
from ui.report_view import report_html
from ui.shelf import facets, shelve
from ui.wording_view import basket_html, check_html, groups_html, outline_html

_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
EVERYWHERE, EVER, EVERY_PART, OWN_GENRE = "全部地区和单位", "全部年度", "全部部分", "自动判断"


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingTab:
    """What the rest of the page needs of the tab."""

    text: Any


def build_wording_tab(context: PageContext) -> WordingTab:
    """The tab 找例句, inside the ``gr.Tab`` that is being built."""
    import gradio as gr

    # The browser keeps places in reports, nothing secret: a fixed key lets them outlive a restart.
    kept = gr.BrowserState([], storage_key="report-assistant-basket", secret="report-assistant")
    with gr.Column(visible=False) as reading:
        with gr.Row(elem_classes="tools"):
            back = gr.Button("返回", size="sm", min_width=90, scale=0)
        report = board(name="wording-report", style="report-board")
    with gr.Row(equal_height=False, elem_classes="wording") as looking:
        with gr.Column(scale=3, min_width=320), gr.Tabs(elem_classes="inner-tabs"):
            with gr.Tab("找表述"):
                text, results = _build_search(context, kept)
            with gr.Tab("列提纲"):
                skeleton = _build_outline(context)
            with gr.Tab("查草稿"):
                check = _build_check(context)
        with gr.Column(scale=1, min_width=270, elem_classes="basket-column"):
            basket = board(name="basket", style="basket-board")
            with gr.Row(elem_classes="tools"):
                export = gr.Button("导出 Word", size="sm", variant="primary", min_width=100)
                clear = gr.Button("清空", size="sm", min_width=70)
            said = board(name="basket-said")
    _wire_basket(context, kept, basket, said, export, clear, results, text)

    def read(act: str, value: str) -> tuple[Any, ...]:
        place = baskets.read_place(value) if act == "read" else None
        if place is None:
            return (gr.skip(),) * 3
        return gr.update(visible=False), gr.update(visible=True), _read(context, place)

    for source in (results, skeleton, check):
        on_click(source, read, (), [looking, reading, report])
    shut = (gr.update(visible=True), gr.update(visible=False), "")
    back.click(lambda: shut, None, [looking, reading, report], **_QUIET)
    return WordingTab(text=text)


def _read(context: PageContext, place: baskets.Collected) -> str:
    """The report that a passage stands in, opened at it."""
    try:
        entry, _ = opened(context.library, place.report_id)
    except ReportAssistantError as error:
        return error_notice(error)
    report = context.library.report(place.report_id)
    return report_html(entry, report, quote=(place.start, place.end))


def _build_search(context: PageContext, kept: Any) -> tuple[Any, Any]:
    import gradio as gr

    library = context.library
    text = gr.Textbox(
        label="主题或一段文字", lines=2, max_lines=8, max_length=drafting.LONGEST_TEXT,
        placeholder="写几个字的主题，如 执法力量不足；也可粘贴一段草稿，找相近的写法",
        elem_id="wording-text",
    )  # fmt: skip
    with gr.Row(elem_classes="filters"):
        role = gr.Dropdown(drafting.role_choices(EVERY_PART), value="", label="部分", min_width=130)
        where = gr.Dropdown([(EVERYWHERE, "")], value="", label="地区或单位", min_width=180)
        year = gr.Dropdown([(EVER, "")], value="", label="年度", min_width=120)
        phrases = gr.Checkbox(True, label="显示套话", min_width=110)
        find = gr.Button("查找", variant="primary", size="sm", min_width=80, scale=0)
    results = board(name="wordings", style="wordings-board")
    found = gr.State(None)

    def search(
        sought: str, part: str, place: str, when: str, show: bool
    ) -> Iterator[tuple[Any, str]]:
        yield None, notice("正在查找…")
        within = drafting.Within(role=part or "", where=place or "", year=when or "")
        try:
            wordings = drafting.wordings(library, sought, within)
        except ReportAssistantError as error:
            yield None, error_notice(error)
        else:
            yield wordings, groups_html(wordings, set_phrases=show)

    def refresh() -> tuple[Any, ...]:
        known = facets(shelve(library.reports()))
        places = [
            (EVERYWHERE, ""),
            *((f.value, f.value) for f in (*known["place"], *known["unit"])),
        ]
        years = [(EVER, ""), *((f.value, f.value) for f in known["year"])]
        return gr.update(choices=list(dict.fromkeys(places))), gr.update(choices=years)

    asked = [text, role, where, year, phrases]
    gr.on([find.click, text.submit], search, asked, [found, results], **_QUIET)
    phrases.change(
        lambda wordings, show: groups_html(wordings, set_phrases=show) if wordings else gr.skip(),
        [found, phrases], results, **_QUIET,
    )  # fmt: skip
    on_shown(refresh, [where, year])
    return text, results


def _wire_basket(
    context: PageContext,
    kept: Any,
    basket: Any,
    said: Any,
    export: Any,
    clear: Any,
    results: Any,
    text: Any,
) -> None:
    library = context.library

    def shown(stored: object) -> str:
        held = baskets.read_basket(stored)
        return basket_html(held, baskets.cited(library, held))

    def collect(act: str, value: str, stored: object, topic: str) -> tuple[Any, str, str]:
        held = baskets.read_basket(stored)
        try:
            if act == "collect":
                held = baskets.with_place(held, value, topic)
        except ReportAssistantError as error:
            return baskets.stored_basket(held), shown(stored), error_notice(error)
        return baskets.stored_basket(held), basket_html(held, baskets.cited(library, held)), ""

    def drop(act: str, value: str, stored: object) -> tuple[Any, str]:
        held = baskets.read_basket(stored)
        held = baskets.without_place(held, value) if act == "drop" else held
        return baskets.stored_basket(held), basket_html(held, baskets.cited(library, held))

    def make(stored: object) -> tuple[str, bytes]:
        return FILE_NAME, basket_docx(baskets.cited(library, baskets.read_basket(stored)))

    on_click(results, collect, [kept, text], [kept, basket, said])
    on_click(basket, drop, [kept], [kept, basket])
    clear.click(lambda: ([], basket_html((), ()), ""), None, [kept, basket, said], **_QUIET)
    on_download(export, make, [kept], said)
    on_shown(shown, [basket], [kept])


def _build_outline(context: PageContext) -> Any:
    import gradio as gr

    with gr.Row(elem_classes="filters"):
        genre = gr.Dropdown([], label="报告类型", min_width=200)
        role = gr.Dropdown(drafting.role_choices(EVERY_PART), value="", label="部分", min_width=130)
        show = gr.Button("列出提纲", variant="primary", size="sm", min_width=100, scale=0)
    result = board(name="outline", style="outline-board")

    def make(kind: str | None, part: str | None) -> Iterator[str]:
        yield notice("正在归纳…")
        try:
            within = drafting.Within(role=part or "")
            yield outline_html(drafting.outline(context.library, kind or "", within))
        except ReportAssistantError as error:
            yield error_notice(error)

    def refresh(kind: str | None) -> Any:
        known = drafting.genres(context.library)
        value = kind if kind in known else next(iter(known), None)
        return gr.update(choices=known, value=value)

    show.click(make, [genre, role], result, **_QUIET)
    on_shown(refresh, [genre], [genre])
    return result


def _build_check(context: PageContext) -> Any:
    import gradio as gr

    with gr.Row():
        text = gr.Textbox(
            label="粘贴草稿全文", lines=8, max_lines=16, scale=2,
            placeholder="一、……\n（一）……", max_length=drafting.LONGEST_DRAFT,
        )  # fmt: skip
        file = gr.File(label="或上传草稿文件", height=190, scale=1, min_width=220)
    with gr.Row(elem_classes="filters"):
        genre = gr.Dropdown([(OWN_GENRE, "")], value="", label="对照的报告类型", min_width=200)
        go = gr.Button("检查", variant="primary", size="sm", min_width=80, scale=0)
    result = board(
        "<p class='hint'>草稿只在这次检查中读取，不会存入资料库。</p>",
        name="draft-check",
        style="outline-board",
    )

    def check(pasted: str, upload: str | None, kind: str | None) -> Iterator[str]:
        yield notice("正在检查…")
        try:
            path = Path(upload) if upload else None
            yield check_html(drafting.draft_check(context.library, pasted or "", path, kind or ""))
        except ReportAssistantError as error:
            yield error_notice(error)

    def refresh() -> Any:
        return gr.update(
            choices=[(OWN_GENRE, ""), *((g, g) for g in drafting.genres(context.library))]
        )

    go.click(check, [text, file, genre], result, **_QUIET)
    on_shown(refresh, [genre])
    return result
