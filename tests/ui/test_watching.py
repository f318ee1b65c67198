"""Leaving what is under way: at once, and with nothing shown afterwards."""

from __future__ import annotations

import threading
import time
from typing import Any

import gradio as gr
import pytest

from ui.background import WORTH_SHOWING, Finished, Step, Tell, watched
from ui.chat_tab import build_chat_tab
from ui.context import PageContext
from ui.watching import Watching, Watchings


def test_a_watcher_leaves_though_the_work_says_nothing() -> None:
    go, done = threading.Event(), threading.Event()

    def work(tell: object) -> None:
        assert go.wait(30)
        done.set()

    watchings, shown = Watchings(), []

    def watch() -> None:
        with watchings.begun("a") as watching:
            begun.set()
            shown.extend(watched(work, watching))

    begun = threading.Event()
    watching_thread = threading.Thread(target=watch)
    watching_thread.start()
    assert begun.wait(30)
    watchings.leave("another")
    assert watching_thread.is_alive()
    watchings.leave("a")
    watching_thread.join(30)
    assert not watching_thread.is_alive() and shown == []
    go.set()
    assert done.wait(30)  # the work went on


def test_whoever_has_one_leave_goes_on_when_he_has_left() -> None:
    watchings, order = Watchings(), []
    begun, sent = threading.Event(), threading.Event()

    def event() -> None:
        with watchings.begun("a") as watching:
            begun.set()
            assert watching.left.wait(30) and watching.dropped.is_set()
            assert not sent.wait(0.2)  # what it showed last is still on its way
            order.append("ended")

    thread = threading.Thread(target=event)
    thread.start()
    assert begun.wait(30)
    watchings.leave("a", drop=True)
    order.append("after")
    thread.join(30)
    assert order == ["ended", "after"]
    watchings.leave("a")  # there is none any more


def test_one_who_has_left_before_the_work_begins_is_shown_nothing() -> None:
    watching, done = Watching(), threading.Event()
    watching.ended.set()
    watching.leave()
    assert list(watched(lambda _: done.set(), watching)) == []
    assert done.wait(30)


@pytest.fixture
def wired(context: PageContext) -> dict[str, Any]:
    """The functions of the tab by what triggers them."""
    with gr.Blocks() as page, gr.Tabs(), gr.Tab("问答"):
        tab = build_chat_tab(context)
    assert tab.thread in page.blocks.values()
    return {event: one for one in page.fns.values() for _, event in one.targets}


def test_a_page_that_is_being_opened_is_filled_by_what_opens_it(wired: dict[str, Any]) -> None:
    """The tab is also chosen when the page appears: it must not put a new conversation there."""
    chosen = wired["select"].fn

    def names(update: dict[Any, Any]) -> set[str]:
        return {str(part.elem_id) for part in update}

    assert names(chosen(None)) == {"options"}
    assert names(chosen("")) == {"thread", "options"}
    assert names(chosen("opened")) == {"options"}


def test_gradio_cancels_no_event(wired: dict[str, Any]) -> None:
    """Its request for that may come late, and ends the next question instead."""
    assert not any(one.cancels for one in wired.values())


def test_steps_that_flash_by_are_not_shown() -> None:
    def work(tell: Tell) -> str:
        for done in range(5):
            tell(done, 5, "检索")
        time.sleep(3 * WORTH_SHOWING)
        tell(5, 5, "核对引文")
        return "好"

    shown = list(watched(work))
    assert shown == [Step(done=4, total=5, doing="检索"), Finished(result="好")]
