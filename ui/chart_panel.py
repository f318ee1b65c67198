"""报告库 · 图表: wiring of the coverage grid and of an indicator across units and years."""

from __future__ import annotations

from typing import Any

from ingest.errors import ReportAssistantError
from ui.board import board, on_download, on_shown
from ui.context import PageContext
from ui.coverage import coverage, coverage_html
from ui.indicator import common_indicators
from ui.indicator_view import (
    ALL_UNITS,
    ALL_YEARS,
    indicator_html,
    indicator_workbook,
    searched,
)
from ui.markup import error_notice
from ui.shelf import facets, shelve

_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
_SAMPLED = 60  # reports whose indicators are counted for the suggestions


def build_chart_panel(context: PageContext) -> tuple[Any, Any]:
    """The charts.

    Returns:
        The boards of the grid (``narrow`` buttons) and of the indicator (``open`` buttons).
    """
    import gradio as gr

    library = context.library
    with gr.Column(elem_classes="chart-part"):
        board("<h2>收录情况</h2>", name="coverage-head")
        by = gr.Radio(
            [("按地区", "place"), ("按单位", "unit")], value="place", show_label=False,
            container=False, elem_classes="switch",
        )  # fmt: skip
        grid = board(name="coverage")
    with gr.Column(elem_classes="chart-part"):
        board("<h2>同一指标的对比</h2>", name="indicator-head")
        with gr.Row(elem_classes="filters"):
            asked = gr.Dropdown(
                [], label="指标", allow_custom_value=True, scale=2, value=None,
                info="可从列表选，也可自己写，如 行政复议案件",
            )  # fmt: skip
            place = gr.Dropdown([(ALL_UNITS, "")], value="", label="地区或单位", min_width=180)
            year = gr.Dropdown([(ALL_YEARS, "")], value="", label="年度", min_width=120)
            draw = gr.Button("画图", variant="primary", size="sm", min_width=80, scale=0)
            save = gr.Button("导出表格", size="sm", min_width=90, scale=0)
        chart = board(name="indicator-chart")

    def show_grid(which: str) -> str:
        return coverage_html(
            coverage(shelve(library.reports()), "unit" if which == "unit" else "place")
        )

    def refresh(which: str) -> tuple[Any, ...]:
        shelf = shelve(library.reports())
        found = facets(shelf)
        sample = [library.report(one.entry.id) for one in shelf[:_SAMPLED]]
        places = [(ALL_UNITS, ""), *((f.value, f.value) for f in (*found["place"], *found["unit"]))]
        years = [(ALL_YEARS, ""), *((f.value, f.value) for f in found["year"])]
        return (
            show_grid(which),
            gr.update(choices=list(common_indicators(sample))),
            gr.update(choices=list(dict.fromkeys(places))),
            gr.update(choices=years),
        )

    def show_chart(indicator: str | None, where: str, when: str) -> str:
        try:
            return indicator_html(searched(library, indicator or "", where or "", when or ""))
        except ReportAssistantError as error:
            return error_notice(error)

    by.change(show_grid, by, grid, **_QUIET)
    on_shown(refresh, [grid, asked, place, year], [by], at_start=False)
    inputs = [asked, place, year]
    gr.on(
        [draw.click, asked.input, place.input, year.input], show_chart, inputs, chart,
        trigger_mode="always_last", **_QUIET,
    )  # fmt: skip
    on_download(
        save,
        lambda *values: indicator_workbook(library, *(one or "" for one in values)),
        inputs,
        chart,
    )
    return grid, chart
