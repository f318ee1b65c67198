"""The page's frame: masthead and tabs. Each tab is laid out and wired in a module of its own."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from ui.account_line import build_account_line
from ui.chat_tab import build_chat_tab
from ui.context import PageContext
from ui.evaluation_tab import build_evaluation_tab
from ui.reports_tab import build_reports_tab
from ui.wording_tab import build_wording_tab

if TYPE_CHECKING:
    import gradio as gr

TITLE = "报告助手"
MASTHEAD = f"""<header class="masthead"><h1>{TITLE}</h1>
<p>从年度报告里找答案，每句话都有出处</p></header>"""
PASSING_FILES = (3600, 6 * 3600)  # seconds: how often, and how old, uploads are cleared away
# Questions wait at the desk, each in a thread, and beyond its limit the page says so; these two
# only keep a flood of clicks from filling the memory.
THREADS = 128
WAITING_EVENTS = 2_000
MOST_SESSIONS = 2_000  # 20 KB each; the one that was used least recently goes first
TABS = (
    ("问答", "chat", build_chat_tab),
    ("找例句", "wording", build_wording_tab),
    ("报告库", "reports", build_reports_tab),
    ("评测", "evaluation", build_evaluation_tab),
)
READERS_TABS = tuple(tab for tab in TABS if tab[1] != "evaluation")


def build_page(context: PageContext) -> gr.Blocks:
    """The page over one library.

    Returns:
        A page to hand to ``ui.server``; theme and style are given at launch.
    """
    import gradio as gr

    _count_no_events()
    page = gr.Blocks(
        title=TITLE, analytics_enabled=False, fill_width=True, delete_cache=PASSING_FILES
    )
    with page:
        gr.HTML(MASTHEAD, padding=False, apply_default_css=False, elem_classes="masthead-place")
        build_account_line(page)
        with gr.Tabs(elem_classes="rooms"):
            for name, key, build in TABS if context.may_change else READERS_TABS:
                with gr.Tab(name, id=key, elem_classes=f"{key}-tab"):
                    build(context)
    page.max_threads = THREADS
    page.state_session_capacity = MOST_SESSIONS
    page.queue(max_size=WAITING_EVENTS)
    return page


def _count_no_events() -> None:
    """Gradio makes statistics of the last 10,000 events after each event, for nobody: 5 ms of it."""
    os.environ["GRADIO_ANALYTICS_CACHE_FREQUENCY"] = str(sys.maxsize)
    os.environ["GRADIO_ANALYTICS_MAX_EVENTS"] = "1"
