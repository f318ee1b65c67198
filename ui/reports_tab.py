"""报告库: wiring of its three parts, the list, the upload and the charts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ui.board import on_click
from ui.browse_panel import build_browse_panel
from ui.chart_panel import build_chart_panel
from ui.context import PageContext
from ui.upload_panel import build_upload_panel

_BROWSE = "browse"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportsTab:
    """What the rest of the page needs of the tab.

    Attributes:
        changed: events after which the library holds other reports.
    """

    changed: tuple[Any, ...]


def build_reports_tab(context: PageContext) -> ReportsTab:
    """The tab 报告库, inside the ``gr.Tab`` that is being built."""
    import gradio as gr

    with gr.Tabs(elem_classes="inner-tabs") as parts:
        with gr.Tab("浏览", id=_BROWSE):
            browse = build_browse_panel(context)
        uploads = []
        if context.may_change:
            with gr.Tab("上传报告", id="upload"):
                uploads.append(build_upload_panel(context))
        with gr.Tab("图表", id="charts"):
            grid, chart = build_chart_panel(context)

    def open_report(act: str, value: str) -> tuple[Any, ...]:
        if act != "open":
            return (gr.skip(),) * (len(browse.opening) + 1)
        return (gr.update(selected=_BROWSE), *browse.open_report(value))

    def narrow(act: str, value: str) -> tuple[Any, ...]:
        if act != "narrow":
            return (gr.skip(),) * (len(browse.filters) + 3)
        back = (gr.update(visible=True), gr.update(visible=False))
        return (gr.update(selected=_BROWSE), *browse.narrow(value), *back)

    for place in (*(results for results, _ in uploads), chart):
        on_click(place, open_report, (), [parts, *browse.opening])
    on_click(grid, narrow, (), [parts, *browse.filters, *browse.opening[:2]])
    return ReportsTab(changed=tuple(event for _, event in uploads))
