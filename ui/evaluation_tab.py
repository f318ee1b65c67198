"""评测: wiring of the test sets, of a run with its progress, and of its results."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.evaluate import PAGE, WORKBOOK
from eval.names import category_name
from ingest.errors import ReportAssistantError
from ui import evaluation_work as work
from ui.board import board, on_click, on_download, on_shown
from ui.context import PageContext
from ui.evaluation_view import (
    SHOWN_AT_ONCE,
    STATES,
    first_state,
    read_set_html,
    rows_html,
    runs_html,
    summary_html,
)
from ui.evaluations import Evaluations, Run
from ui.markup import error_notice, notice
from ui.page_request import note, with_request

_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
_WRITING: dict[str, Any] = {"concurrency_id": "evaluations", "concurrency_limit": 1}
NO_BASELINE, EVERY_CATEGORY = "不比较", "全部类别"


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationTab:
    """What the rest of the page needs of the tab."""

    test_sets: Any


def build_evaluation_tab(context: PageContext) -> EvaluationTab:
    """The tab 评测, inside the ``gr.Tab`` that is being built."""
    import gradio as gr

    store = Evaluations(context.library_folder)
    chosen = gr.State("")
    with gr.Row(equal_height=False, elem_classes="evaluation-start"):
        with gr.Column(scale=1, min_width=280):
            upload = gr.File(
                label="上传测试集（表格或 JSONL）",
                height=132, elem_id="test-set-upload",
            )  # fmt: skip
            with gr.Row(elem_classes="tools"):
                feedback = gr.Button("差评问题做成测试集", size="sm", min_width=150)
                draft = gr.Button("从资料库草拟", size="sm", min_width=110)
        with gr.Column(scale=2, min_width=320):
            with gr.Row(elem_classes="filters"):
                sets = gr.Dropdown([], label="测试集", min_width=180)
                baseline = gr.Dropdown(
                    [(NO_BASELINE, "")], value="", label="与哪次评测比较", min_width=180
                )
                start = gr.Button("运行评测", variant="primary", size="sm", min_width=90, scale=0)
                stop = gr.Button("停止", size="sm", min_width=60, scale=0)
            said = board(name="evaluation-said")
            history = board(name="runs")
    with gr.Column(visible=False, elem_classes="evaluation-result") as result:
        with gr.Row(elem_classes="tools"):
            page = gr.Button("下载网页报告", size="sm", min_width=110, scale=0)
            sheet = gr.Button("下载 Excel", size="sm", min_width=100, scale=0)
            copy = gr.Button("取回测试集", size="sm", min_width=100, scale=0)
        summary = board(name="evaluation", style="evaluation-board")
        with gr.Row(elem_classes="filters"):
            state = gr.Dropdown(
                [(n, s) for s, n in STATES.items()], value="wrong", label="题目", min_width=140
            )
            category = gr.Dropdown([(EVERY_CATEGORY, "")], value="", label="类别", min_width=140)
            words = gr.Textbox(
                label="搜索", placeholder="题干、编号或答案里的字", max_lines=1, scale=2
            )
        rows = board(name="questions", style="evaluation-board")

    def menus(current: str, compared: str, viewed: str) -> tuple[Any, ...]:
        names, runs = list(store.test_sets()), store.runs()
        earlier = [(NO_BASELINE, ""), *((_run_label(run), run.name) for run in runs)]
        value = current if current in names else next(iter(names), None)
        held = compared if compared in {run.name for run in runs} else ""
        return (
            gr.update(choices=names, value=value),
            gr.update(choices=earlier, value=held),
            runs_html(runs, viewed),
        )

    shown = [chosen, result, summary, state, category, rows, said]

    def view(name: str, told: Any = "") -> tuple[Any, ...]:
        try:
            outcome = work.outcome_of(context, name)
            run = store.run(name)
        except ReportAssistantError as error:
            return (gr.skip(),) * (len(shown) - 1) + (error_notice(error),)
        first = first_state(outcome)
        names = [
            (EVERY_CATEGORY, ""),
            *((category_name(c), c) for c in outcome.metrics["categories"]),
        ]
        return (
            name,
            gr.update(visible=True),
            summary_html(outcome, run),
            gr.update(value=first),
            gr.update(choices=names, value=""),
            rows_html(outcome, first),
            told,
        )

    def run(request: Any, test_set: str | None, compared: str | None) -> Iterator[tuple[Any, ...]]:
        note(context, request, "evaluate", test_set or "")
        for stage in work.running(context, test_set or "", compared or "", stopping):
            if stage.finished:
                yield view(stage.finished, stage.html)
            else:
                yield (gr.skip(),) * (len(shown) - 1) + (stage.html,)

    stopping = work.Stop()
    refreshing = ([sets, baseline, chosen], [sets, baseline, history])
    started = start.click(with_request(run), [sets, baseline], shown, **_QUIET, **_WRITING)
    started.then(menus, *refreshing, **_QUIET)
    stop.click(lambda: stopping.asked.set(), None, None, **_QUIET)
    on_shown(menus, refreshing[1], refreshing[0])

    def open_run(act: str, value: str) -> tuple[Any, ...]:
        return view(value) if act == "run" else (gr.skip(),) * len(shown)

    opened = on_click(history, open_run, (), shown)
    opened.then(menus, *refreshing, **_QUIET)

    def take(path: str | None) -> tuple[Any, Any]:
        if path is None:
            return gr.skip(), gr.skip()
        try:
            test_set = work.kept(context, Path(path))
        except ReportAssistantError as error:
            return error_notice(error), gr.skip()
        names = list(store.test_sets())
        return read_set_html(test_set), gr.update(choices=names, value=names[0])

    upload.upload(take, upload, [said, sets], **_QUIET, **_WRITING)
    _wire_files(
        context, store, said, (page, sheet, copy), (feedback, draft), chosen, (menus, refreshing)
    )
    _wire_questions(context, store, chosen, summary, said, rows, [state, category, words])
    return EvaluationTab(test_sets=sets)


def _run_label(run: Run) -> str:
    overall = run.metrics["overall"]
    return f"{run.when} {run.test_set}（{overall.get('right', 0)}/{overall.get('n', 0)}）"


def _wire_files(
    context: PageContext, store: Evaluations, said: Any, results: tuple[Any, Any, Any],
    made: tuple[Any, Any], chosen: Any, refresh: tuple[Callable[..., Any], tuple[Any, Any]],
) -> None:  # fmt: skip
    page, sheet, copy = results
    on_download(page, lambda name: store.file(name, PAGE), [chosen], said)
    on_download(sheet, lambda name: store.file(name, WORKBOOK), [chosen], said)
    on_download(copy, store.test_set_of, [chosen], said)

    def keeping(
        make: Callable[[PageContext], tuple[str, bytes]],
    ) -> Callable[[], tuple[str, bytes]]:
        def made_file() -> tuple[str, bytes]:
            name, data = make(context)
            store.add_test_set(name, data)
            return name, data

        return made_file

    feedback, draft = made
    told = notice(
        "做好的表格已下载，也列在“测试集”里。请补上或核对“应有内容”后再用于评测。", "good"
    )
    for button, make in ((feedback, work.feedback_file), (draft, work.draft_file)):
        on_download(button, keeping(make), [], said, done=told).then(
            refresh[0], *refresh[1], **_QUIET
        )


def _wire_questions(
    context: PageContext, store: Evaluations, chosen: Any, summary: Any, said: Any, rows: Any,
    filters: list[Any],
) -> None:  # fmt: skip
    import gradio as gr

    def show(
        name: str, state: str, category: str | None, words: str | None, limit: int = SHOWN_AT_ONCE
    ) -> Any:
        if not name:
            return gr.skip()
        try:
            outcome = work.outcome_of(context, name)
        except ReportAssistantError as error:
            return error_notice(error)
        return rows_html(outcome, state, category or "", words or "", limit)

    def clicked(
        act: str, value: str, name: str, state: str, category: str, words: str
    ) -> tuple[Any, Any, Any]:
        if act == "more" and value.isdigit():
            more = min(int(value), 100_000)
            return gr.skip(), show(name, state, category, words, more), gr.skip()
        if act != "verdict":
            return (gr.skip(),) * 3
        try:
            outcome = work.judged(context, name, value)
            if outcome is None:
                return (gr.skip(),) * 3
            return (
                summary_html(outcome, store.run(name)),
                gr.skip(),
                notice("人工判断已保存。", "good"),
            )
        except ReportAssistantError as error:
            return gr.skip(), gr.skip(), error_notice(error)

    def show_question(act: str, value: str, name: str) -> tuple[Any, ...]:
        if act != "question":
            return (gr.skip(),) * 4
        return "all", "", value, show(name, "all", "", value)

    on_click(summary, show_question, [chosen], [*filters, rows])
    on_click(rows, clicked, [chosen, *filters], [summary, rows, said], **_WRITING)
    gr.on(
        [one.input for one in filters], show, [chosen, *filters], rows,
        trigger_mode="always_last", **_QUIET,
    )  # fmt: skip
