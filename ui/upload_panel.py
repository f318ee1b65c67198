"""报告库 · 上传: wiring of many files, a progress line and a result for each."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from ingest.errors import ReportAssistantError
from ui.background import Finished, watched
from ui.board import board, on_shown
from ui.context import PageContext
from ui.markup import error_notice, notice, progress
from ui.page_request import note, with_request
from ui.shelf_view import records_html
from ui.text import one_line
from ui.uploads import take_uploads

LOGGER = logging.getLogger(__name__)
EVERYBODY = "所有用户（不放入专题）"
HINT = (
    "可一次选多个文件：Word、PDF、网页、文本、表格，或装着它们的压缩包。"
    "单位、地区、年度和类型从正文读出，与文件名无关。"
)


def taking(
    context: PageContext,
    uploads: Sequence[Path],
    *,
    replace: bool,
    collection: str | None = None,
) -> Iterator[str]:
    """Adds uploaded files; HTML of how far it is, at last of what became of each file.

    Args:
        collection: to put them into: only its members will see them.
    """
    if not uploads:
        yield notice("请先选择要收录的文件。")
        return
    yield progress(0, len(uploads), "正在准备")

    def take(tell: Callable[[int, int, str], None]) -> Any:
        return take_uploads(
            context.library,
            context.library_folder,
            uploads,
            tell,
            replace=replace,
            collection=collection,
        )

    try:
        for one in watched(take):
            if isinstance(one, Finished):
                yield records_html(one.result)
            else:
                doing = f"正在读取 {one_line(one.doing)}" if one.doing else "正在整理索引"
                yield progress(one.done, one.total, doing)
    except ReportAssistantError as error:
        yield error_notice(error)
    except Exception:
        LOGGER.exception("upload")
        yield notice("收录时程序出错，已停止；此前的文件已经收录。请把日志交给维护人员。", "bad")


def build_upload_panel(context: PageContext) -> tuple[Any, Any]:
    """The upload box and its results.

    Returns:
        The board of results, whose ``open`` buttons name reports; and the event after which
        what the library holds has changed.
    """
    import gradio as gr

    board(f"<p class='hint'>{HINT}</p>", name="upload-hint")
    files = gr.File(label="要收录的文件", file_count="multiple", height=180, elem_id="upload-files")
    replace = gr.Checkbox(
        False,
        label="同名文件是更正稿",
        info="勾选后取代此前经本页上传的同名文件，旧稿存为旧版本；不勾选则各自成为一份报告。",
    )
    place = gr.Dropdown(
        [(EVERYBODY, "")], value="", label="谁能看到", visible=False, elem_id="upload-collection"
    )
    start = gr.Button("开始收录", variant="primary", size="sm", min_width=120, elem_classes="start")
    results = board(name="upload-results")

    def take(
        request: Any, uploads: Sequence[str] | None, correcting: bool, into: str | None
    ) -> Iterator[str]:
        paths = [Path(one) for one in uploads or ()]
        try:
            for path in paths:
                note(context, request, "upload", path.name)
        except ReportAssistantError as error:
            yield error_notice(error)
            return
        yield from taking(context, paths, replace=correcting, collection=into or None)

    def refresh(chosen: str | None) -> Any:
        known = context.library.collections.names()
        value = chosen if chosen in known else ""
        choices = [(EVERYBODY, ""), *((one, one) for one in known)]
        return gr.update(choices=choices, value=value, visible=bool(known))

    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    done = start.click(
        with_request(take), [files, replace, place], results,
        concurrency_id="library-writing", concurrency_limit=1, **quiet,
    )  # fmt: skip
    done.then(lambda: None, None, files, **quiet)
    on_shown(refresh, [place], [place])
    return results, done
