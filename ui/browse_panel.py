"""报告库 · 浏览: wiring of the list, of an opened report and of what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ingest.errors import ReportAssistantError
from ui import browse
from ui.board import board, on_click, on_shown
from ui.context import PageContext
from ui.coverage import read_cell
from ui.markup import error_notice
from ui.metadata_form import fields_of
from ui.opened_panel import build_opened_report, shown, wire_opened_report
from ui.shelf import Wanted, facets

EVERYTHING = ("全部地区", "全部单位", "全部年度", "全部类型")
_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


@dataclass(frozen=True, slots=True, kw_only=True)
class BrowsePanel:
    """What other parts of the page need of the list.

    Attributes:
        opening: outputs that ``open_report`` fills.
        open_report: shows a report given ``id`` or ``id@place``.
        narrow: values for ``filters``, given a cell of the coverage grid.
    """

    filters: list[Any]
    opening: list[Any]
    open_report: Callable[[str], tuple[Any, ...]]
    narrow: Callable[[str], tuple[Any, ...]]


def build_browse_panel(context: PageContext) -> BrowsePanel:
    """The list with its filters, and the opened report that takes its place."""
    import gradio as gr

    library = context.library
    listing = gr.State(browse.Listing())
    chosen = gr.State("")
    said = board(name="shelf-said")
    with gr.Column(elem_classes="browse-list") as looking:
        with gr.Row(elem_classes="filters"):
            words = gr.Textbox(label="搜索", placeholder="标题、单位或文件名", max_lines=1, scale=2)
            place, unit, year, genre = (
                gr.Dropdown([(name, "")], value="", label=label, min_width=150)
                for name, label in zip(EVERYTHING, ("地区", "单位", "年度", "类型"), strict=True)
            )
            clear = gr.Button("清除条件", size="sm", elem_classes="quiet", min_width=90, scale=0)
        shelf = board(name="shelf", style="shelf-board")
    with gr.Column(visible=False, elem_classes="opened-report") as opened:
        parts = build_opened_report(may_change=context.may_change)
    filters: list[Any] = [words, place, unit, year, genre]

    def show_list(*values: Any) -> str:
        *wanted, how = values
        named = {name: one or "" for name, one in zip(_NAMES, wanted, strict=True)}
        return browse.listed(library, Wanted(**named), how)

    def refresh(*wanted: Any) -> tuple[Any, ...]:
        found = facets(browse.shelf_of(library))
        updates = []
        for name, everything, value in zip(_NAMES[1:], EVERYTHING, wanted, strict=True):
            shown_choices, held = browse.choices(found[name], everything, str(value or ""))
            # What somebody chooses meanwhile is not overwritten with what it was.
            change: dict[str, Any] = {} if held == (value or "") else {"value": held}
            updates.append(gr.update(choices=shown_choices, **change))
        return tuple(updates)

    def open_report(value: str) -> tuple[Any, ...]:
        report_id, begin = browse.split_place(value)
        try:
            entry, html = browse.opened(library, report_id, begin)
        except ReportAssistantError as error:
            return shown(opened=False, said=error_notice(error))
        return shown(opened=True, report=html, chosen=report_id, fields=fields_of(entry))

    def clicked(act: str, value: str, how: browse.Listing, *wanted: Any) -> tuple[Any, ...]:
        unchanged = (gr.skip(),) * len(opening)
        if act == "open":
            return (how, gr.skip(), *open_report(value))
        if act == "sort":
            how = browse.sorted_by(how, value)
        elif act == "more" and value.isdigit():
            how = browse.Listing(
                order=how.order, descending=how.descending, limit=min(int(value), 10_000)
            )
        return (how, show_list(*wanted, how), *unchanged)

    opening = [
        looking,
        opened,
        parts.report,
        chosen,
        parts.form,
        parts.confirm,
        said,
        *parts.fields,
    ]
    menus = [place, unit, year, genre]

    def read_again(event: Any) -> None:
        # The list is read with the words of that moment, not of the one when the event began.
        event.then(refresh, menus, menus, **_QUIET).then(
            show_list, [*filters, listing], shelf, **_QUIET
        )

    on_click(shelf, clicked, [listing, *filters], [listing, shelf, *opening])
    gr.on(
        [one.change for one in filters], show_list, [*filters, listing], shelf,
        trigger_mode="always_last", **_QUIET,
    )  # fmt: skip
    clear.click(lambda: ("",) * len(filters), None, filters, **_QUIET)
    read_again(on_shown(lambda: None, ()))
    wire_opened_report(context, parts, opening, said, chosen, read_again)
    return BrowsePanel(
        filters=filters,
        opening=opening,
        open_report=open_report,
        narrow=narrowed,
    )


_NAMES = ("words", "place", "unit", "year", "genre")


def narrowed(value: str) -> tuple[Any, ...]:
    """Values for ``BrowsePanel.filters``, given a cell of the coverage grid."""
    cell = read_cell(value)
    if cell is None:
        return ("",) * len(_NAMES)
    by, row, year = cell
    return ("", row if by == "place" else "", row if by == "unit" else "", year, "")
