"""报告库 · 浏览: wiring of an opened report: the original, corrections, and its removal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from ingest.errors import ReportAssistantError
from ui import browse
from ui.board import board, on_download
from ui.context import PageContext
from ui.markup import error_notice, notice
from ui.metadata_form import FIELD_NAMES, fields_of
from ui.page_request import note, with_request

if TYPE_CHECKING:
    import gradio as gr

_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
_WRITING: dict[str, Any] = {"concurrency_id": "library-writing", "concurrency_limit": 1}
_BEFORE_SAID = 6  # of ``shown``: what is unchanged where only something is said


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedReport:
    """Components of an opened report."""

    back: gr.Button
    original: gr.Button
    correct: gr.Button
    remove: gr.Button
    form: gr.Column
    fields: list[Any]
    save: gr.Button
    restore: gr.Button
    leave: gr.Button
    confirm: gr.Column
    question: gr.HTML
    sure: gr.Button
    keep: gr.Button
    report: gr.HTML


def build_opened_report(*, may_change: bool) -> OpenedReport:
    """The report with its buttons, its form and the question before it goes.

    Args:
        may_change: else nothing leads to the form and the question, and nothing answers there.
    """
    import gradio as gr

    with gr.Row(elem_classes="tools"):
        back = gr.Button("返回列表", size="sm", min_width=90, scale=0)
        original = gr.Button("下载原文件", size="sm", min_width=100, scale=0)
        correct = gr.Button("改正信息", size="sm", min_width=90, scale=0, visible=may_change)
        remove = gr.Button(
            "删除", size="sm", min_width=70, scale=0, elem_classes="danger", visible=may_change
        )
    with gr.Column(visible=False, elem_classes="sheet") as form:
        board(
            "<h3>改正识别有误的信息</h3><p class='hint'>改正后，提问、筛选和引用都按新的信息。</p>",
            name="form-head",
        )
        with gr.Row():
            title = gr.Textbox(label="标题", max_length=200, scale=3)
            genre = gr.Textbox(label="类型", max_length=200)
            year = gr.Textbox(label="年度", max_length=6, placeholder="如 2024，不知道时留空")
        with gr.Row():
            unit = gr.Textbox(label="单位", max_length=200)
            region = gr.Textbox(label="地区", placeholder="由省到区县，用 / 隔开", max_length=200)
            aliases = gr.Textbox(label="别称", placeholder="用、隔开", max_length=1000)
        with gr.Row(elem_classes="tools"):
            save = gr.Button("保存", size="sm", variant="primary", min_width=90, scale=0)
            restore = gr.Button("恢复自动识别", size="sm", min_width=120, scale=0)
            leave = gr.Button("取消", size="sm", min_width=90, scale=0)
    with gr.Column(visible=False, elem_classes="sheet danger-sheet") as confirm:
        question = board(name="remove-question")
        with gr.Row(elem_classes="tools"):
            sure = gr.Button(
                "确定删除", size="sm", variant="stop", min_width=90, scale=0, elem_classes="danger"
            )
            keep = gr.Button("不删除", size="sm", min_width=90, scale=0)
    report = board(name="report", style="report-board")
    return OpenedReport(
        back=back, original=original, correct=correct, remove=remove, form=form,
        fields=[title, unit, aliases, region, year, genre], save=save, restore=restore, leave=leave,
        confirm=confirm, question=question, sure=sure, keep=keep, report=report,
    )  # fmt: skip


def shown(
    *,
    opened: bool,
    report: Any = None,
    chosen: Any = None,
    said: str = "",
    fields: tuple[str, ...] | None = None,
) -> tuple[Any, ...]:
    """Values for ``BrowsePanel.opening``: the list or the report; form and question folded."""
    import gradio as gr

    keep = gr.skip()
    return (
        gr.update(visible=not opened),
        gr.update(visible=opened),
        keep if report is None else report,
        keep if chosen is None else chosen,
        gr.update(visible=False),
        gr.update(visible=False),
        said,
        *(fields or (keep,) * len(FIELD_NAMES)),
    )


def wire_opened_report(
    context: PageContext,
    parts: OpenedReport,
    opening: list[Any],
    said: Any,
    chosen: Any,
    read_again: Callable[[Any], None],
) -> None:
    """Connects the buttons of an opened report.

    Args:
        opening: outputs that ``shown`` has values for.
        said: where is told what was done.
        chosen: state that holds the report's id.
        read_again: has the list read anew after an event.
    """
    parts.back.click(lambda: shown(opened=False, report=""), None, opening, **_QUIET)
    library = context.library
    on_download(parts.original, lambda one: browse.original_file(library, one), [chosen], said)
    if context.may_change:
        _wire_questions(context, parts, said, chosen)
        _wire_changes(context, parts, opening, chosen, read_again)


def _wire_questions(context: PageContext, parts: OpenedReport, said: Any, chosen: Any) -> None:
    """The form and the question open and close."""
    import gradio as gr

    library, folder = context.library, context.library_folder

    def ask(report_id: str) -> tuple[Any, ...]:
        try:
            entry, _ = browse.opened(library, report_id)
        except ReportAssistantError as error:
            return gr.skip(), gr.update(visible=False), error_notice(error)
        origins = [source.origin for source in library.sources(report_id)]
        asked = notice(browse.removal_question(entry, folder, origins))
        return asked, gr.update(visible=True), ""

    parts.correct.click(
        lambda: (gr.update(visible=True), gr.update(visible=False), ""),
        None, [parts.form, parts.confirm, said], **_QUIET,
    )  # fmt: skip
    parts.leave.click(lambda: gr.update(visible=False), None, parts.form, **_QUIET)
    parts.remove.click(ask, chosen, [parts.question, parts.confirm, said], **_QUIET)
    parts.keep.click(lambda: gr.update(visible=False), None, parts.confirm, **_QUIET)


def _wire_changes(
    context: PageContext,
    parts: OpenedReport,
    opening: list[Any],
    chosen: Any,
    read_again: Callable[[Any], None],
) -> None:
    """What changes the library; each act is written down first."""
    import gradio as gr

    library, folder = context.library, context.library_folder

    def changed(
        request: Any, report_id: str, act: str, change: Callable[[], str]
    ) -> tuple[Any, ...]:
        try:
            note(context, request, "edit", f"{act} {report_id}")
            done = change()
            entry, html = browse.opened(library, report_id)
        except ReportAssistantError as error:
            rest = (gr.skip(),) * (len(opening) - _BEFORE_SAID - 1)
            return (*((gr.skip(),) * _BEFORE_SAID), error_notice(error), *rest)
        return shown(opened=True, report=html, said=notice(done, "good"), fields=fields_of(entry))

    def save(request: Any, report_id: str, *fields: str) -> tuple[Any, ...]:
        change = partial(browse.corrected, library, report_id, fields)
        return changed(request, report_id, "改正", change)

    def restore(request: Any, report_id: str) -> tuple[Any, ...]:
        return changed(request, report_id, "恢复", partial(browse.restored, library, report_id))

    def remove(request: Any, report_id: str) -> tuple[Any, ...]:
        try:
            note(context, request, "delete", report_id)
            done = notice(browse.removed(library, folder, report_id), "good")
        except ReportAssistantError as error:
            done = error_notice(error)
        return shown(opened=False, report="", chosen="", said=done)

    settings = {**_QUIET, **_WRITING}
    saving = with_request(save), [chosen, *parts.fields]
    read_again(parts.save.click(*saving, opening, **settings))
    read_again(parts.restore.click(with_request(restore), chosen, opening, **settings))
    read_again(parts.sure.click(with_request(remove), chosen, opening, **settings))
