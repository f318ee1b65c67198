"""评测: what is laid out on the tab."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ui.board import board
from ui.evaluation_view import STATES

NO_BASELINE, EVERY_CATEGORY = "不比较", "全部类别"


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationParts:
    """The components of the tab.

    Attributes:
        chosen: name of the run whose results are shown.
        upload, feedback, draft: ways to get a test set.
        sets, baseline, start, stop: of a run to begin.
        said, history: what is told, and the runs there are.
        result: what holds the results.
        page, sheet, copy: downloads of them.
        summary, rows: the results.
        state, category, words: which questions are shown.
    """

    chosen: Any
    upload: Any
    feedback: Any
    draft: Any
    sets: Any
    baseline: Any
    start: Any
    stop: Any
    said: Any
    history: Any
    result: Any
    page: Any
    sheet: Any
    copy: Any
    summary: Any
    state: Any
    category: Any
    words: Any
    rows: Any

    @property
    def shown(self) -> list[Any]:
        """What changes when a run is opened; what is told is the last."""
        return [
            self.chosen, self.result, self.summary, self.state, self.category, self.rows, self.said
        ]  # fmt: skip

    @property
    def filters(self) -> list[Any]:
        """Which questions are shown."""
        return [self.state, self.category, self.words]


def lay_out() -> EvaluationParts:
    """Lays the tab out, inside the ``gr.Tab`` that is being built."""
    import gradio as gr

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
    return EvaluationParts(
        chosen=chosen, upload=upload, feedback=feedback, draft=draft, sets=sets,
        baseline=baseline, start=start, stop=stop, said=said, history=history, result=result,
        page=page, sheet=sheet, copy=copy, summary=summary, state=state, category=category,
        words=words, rows=rows,
    )  # fmt: skip
