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
from ui.board import on_click, on_download, on_shown
from ui.context import PageContext
from ui.evaluation_parts import EVERY_CATEGORY, NO_BASELINE, EvaluationParts, lay_out
from ui.evaluation_view import (
    SHOWN_AT_ONCE,
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
Refresh = Callable[[Any], None]  # reads the menus again when an event is over


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationTab:
    """What the rest of the page needs of the tab."""

    test_sets: Any


def build_evaluation_tab(context: PageContext) -> EvaluationTab:
    """The tab 评测, inside the ``gr.Tab`` that is being built."""
    parts = lay_out()
    store = Evaluations(context.library_folder)
    menus = _menus(store)
    refreshing = (
        [parts.sets, parts.baseline, parts.chosen],
        [parts.sets, parts.baseline, parts.history],
    )

    def refresh_after(event: Any) -> None:
        event.then(menus, *refreshing, **_QUIET)

    on_shown(menus, refreshing[1], refreshing[0])
    _wire_runs(context, store, parts, refresh_after)
    _wire_files(context, store, parts, refresh_after)
    _wire_questions(context, store, parts)
    return EvaluationTab(test_sets=parts.sets)


def _menus(store: Evaluations) -> Callable[[str, str, str], tuple[Any, ...]]:
    import gradio as gr

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

    return menus


def _wire_runs(
    context: PageContext, store: Evaluations, parts: EvaluationParts, refresh_after: Refresh
) -> None:
    """Beginning a run, stopping it, opening one."""
    import gradio as gr

    unchanged = (gr.skip(),) * (len(parts.shown) - 1)
    stopping = work.Stop()

    def view(name: str, told: Any = "") -> tuple[Any, ...]:
        try:
            outcome = work.outcome_of(context, name)
            run = store.run(name)
        except ReportAssistantError as error:
            return (*unchanged, error_notice(error))
        first = first_state(outcome)
        names = ((category_name(c), c) for c in outcome.metrics["categories"])
        return (
            name,
            gr.update(visible=True),
            summary_html(outcome, run),
            gr.update(value=first),
            gr.update(choices=[(EVERY_CATEGORY, ""), *names], value=""),
            rows_html(outcome, first),
            told,
        )

    def run(request: Any, test_set: str | None, compared: str | None) -> Iterator[tuple[Any, ...]]:
        note(context, request, "evaluate", test_set or "")
        for stage in work.running(context, test_set or "", compared or "", stopping):
            if stage.finished:
                yield view(stage.finished, stage.html)
            else:
                yield (*unchanged, stage.html)

    def open_run(act: str, value: str) -> tuple[Any, ...]:
        return view(value) if act == "run" else (*unchanged, gr.skip())

    begun = [parts.sets, parts.baseline]
    refresh_after(parts.start.click(with_request(run), begun, parts.shown, **_QUIET, **_WRITING))
    parts.stop.click(lambda: stopping.asked.set(), None, None, **_QUIET)
    refresh_after(on_click(parts.history, open_run, (), parts.shown))


def _run_label(run: Run) -> str:
    overall = run.metrics["overall"]
    return f"{run.when} {run.test_set}（{overall.get('right', 0)}/{overall.get('n', 0)}）"


def _wire_files(
    context: PageContext, store: Evaluations, parts: EvaluationParts, refresh_after: Refresh
) -> None:
    """Test sets that come, and results that go."""
    import gradio as gr

    said, chosen = parts.said, parts.chosen

    def take(path: str | None) -> tuple[Any, Any]:
        if path is None:
            return gr.skip(), gr.skip()
        try:
            test_set = work.kept(context, Path(path))
        except ReportAssistantError as error:
            return error_notice(error), gr.skip()
        names = list(store.test_sets())
        return read_set_html(test_set), gr.update(choices=names, value=names[0])

    parts.upload.upload(take, parts.upload, [said, parts.sets], **_QUIET, **_WRITING)
    on_download(parts.page, lambda name: store.file(name, PAGE), [chosen], said)
    on_download(parts.sheet, lambda name: store.file(name, WORKBOOK), [chosen], said)
    on_download(parts.copy, store.test_set_of, [chosen], said)

    def keeping(
        make: Callable[[PageContext], tuple[str, bytes]],
    ) -> Callable[[], tuple[str, bytes]]:
        def made_file() -> tuple[str, bytes]:
            name, data = make(context)
            store.add_test_set(name, data)
            return name, data

        return made_file

    told = notice(
        "做好的表格已下载，也列在“测试集”里。请补上或核对“应有内容”后再用于评测。", "good"
    )
    making = ((parts.feedback, work.feedback_file), (parts.draft, work.draft_file))
    for button, make in making:
        refresh_after(on_download(button, keeping(make), [], said, done=told))


def _wire_questions(context: PageContext, store: Evaluations, parts: EvaluationParts) -> None:
    """The questions of the run that is shown."""
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

    filters = parts.filters
    on_click(parts.summary, show_question, [parts.chosen], [*filters, parts.rows])
    on_click(
        parts.rows, clicked, [parts.chosen, *filters], [parts.summary, parts.rows, parts.said],
        **_WRITING,
    )  # fmt: skip
    gr.on(
        [one.input for one in filters], show, [parts.chosen, *filters], parts.rows,
        trigger_mode="always_last", **_QUIET,
    )  # fmt: skip
