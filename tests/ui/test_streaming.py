"""Prose that appears while it is written: in the terminal, in the conversation, in the browser."""

from __future__ import annotations

import io
import json
import os
import pty
import select
import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from assistant.types import Prose
from index.library import Library
from tests.assistant.language_model.desk import assistant_with
from tests.assistant.language_model.server import (
    Reply,
    Request,
    ScriptedServer,
    evidence_in,
    is_repair,
    piecemeal,
    scripted,
)
from tests.ui.answers import answer
from tests.ui.browser import ask, served, visited
from tests.ui.program import command, environment, here
from ui.asking import Kept, Running, Steps, answering
from ui.chat import Chat
from ui.context import PageContext
from ui.conversations import Conversations
from ui.terminal_stream import LiveText
from ui.thread_view import pending_html
from ui.users import LOCAL_USER
from ui.view import answer_html

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

QUESTION = "槐汀街道2024年审核合同多少件？"
FIRST, LIE, LAST = "审查合同、协议158份", "提出修改意见999条", "提出修改意见261条"
PAUSE = 4.0  # seconds between the first true sentence and the last


def writer(request: Request) -> Reply:
    """A true sentence, a lie, and after a while another true sentence."""
    if is_repair(request):
        return Reply(pieces=("1. 删",))
    unit = evidence_in(request)[0]["单位"]
    begun = f"{unit}2024年{FIRST}[1]。{unit}2024年{LIE}[1]。"
    return Reply(pieces=(*piecemeal(begun), PAUSE, f"{unit}2024年{LAST}[1]。"))


def wait_until(happened: Callable[[], bool]) -> None:
    for _ in range(600):
        if happened():
            return
        time.sleep(0.05)
    raise AssertionError("it never happened")


def live() -> tuple[LiveText, io.StringIO]:
    out = io.StringIO()
    return LiveText(Console(file=out, force_terminal=True, width=200, color_system=None)), out


def test_the_terminal_shows_what_is_added() -> None:
    text, out = live()
    text.show("甲[1]。")
    assert out.getvalue() == "甲[1]。"
    text.show("甲[1]。乙[2]。")
    assert text.finish("甲[1]。乙[2]。\n丙。")
    assert out.getvalue() == "甲[1]。乙[2]。\n丙。\n"


def test_the_terminal_says_what_did_not_hold() -> None:
    text, out = live()
    text.show("甲[1]。")
    assert not text.finish("乙。")
    assert "以下列为准" in out.getvalue()


def test_a_pipe_gets_the_answer_once() -> None:
    out = io.StringIO()
    text = LiveText(Console(file=out, width=200))
    text.show("甲[1]。")
    assert not text.finish("甲[1]。")
    assert out.getvalue() == ""


def test_hostile_prose_is_text_on_the_page() -> None:
    shown = pending_html("问", ("组织文字",), "<img src=x onerror=alert(1)>[1]。")
    assert "<img" not in shown and "&lt;img" in shown


def test_the_page_says_who_wrote_and_what_is_hidden() -> None:
    plain = answer()
    written = replace(plain, prose=Prose(model="<b>qwen</b>", left_out=2))
    assert "语言模型" not in answer_html(plain)
    shown = answer_html(written)
    assert "语言模型行文" in shown and "2句未通过核对，已隐去" in shown and "<b>qwen" not in shown


def test_the_conversation_shows_sentences_as_they_are_ready(
    context: PageContext, quick_library: Library
) -> None:
    with scripted(writer) as server:
        changed = replace(context, assistant=assistant_with(quick_library, server.address))
        conversation = Conversations(context.library_folder).start(LOCAL_USER, "问")
        steps = answering(changed, Running(), LOCAL_USER, conversation, QUESTION)
        texts = []
        first_seen = 0.0
        started = time.monotonic()
        for one in steps:
            if isinstance(one, Steps) and FIRST in one.text and not first_seen:
                first_seen = time.monotonic() - started
                assert LAST not in one.text
            texts.append(one.text if isinstance(one, Steps) else "")
            if isinstance(one, Kept):
                assert time.monotonic() - started > first_seen + PAUSE / 2
    assert first_seen
    assert not any("999" in text for text in texts)
    thread = Chat.over(changed).opened(LOCAL_USER, conversation).thread or ""
    assert LAST in thread and "语言模型行文" in thread and "1句未通过核对，已隐去" in thread


def test_a_stopped_question_ends_the_models_writing(
    context: PageContext, quick_library: Library
) -> None:
    with scripted(lambda _: Reply(pieces=("好",), forever="嗯")) as server:
        assistant = assistant_with(quick_library, server.address, longest_text=10**6)
        changed, running = replace(context, assistant=assistant), Running()
        conversation = Conversations(context.library_folder).start(LOCAL_USER, "问")
        steps = answering(changed, running, LOCAL_USER, conversation, QUESTION)
        watching = threading.Thread(target=list, args=(steps,))
        watching.start()
        wait_until(lambda: bool(server.requests))
        running.stop(conversation)
        wait_until(lambda: server.dropped == 1)
        watching.join(30)
    assert Conversations(context.library_folder).turns(LOCAL_USER, conversation) == ()


def model_at(address: str) -> dict[str, str]:
    return {
        "REPORT_ASSISTANT_LLM_BASE_URL": address,
        "REPORT_ASSISTANT_LLM_MODEL": "scripted",
    }


@pytest.mark.slow
def test_ask_types_the_first_sentence_before_the_last_is_written(
    sample_library_folder: Path, tmp_path: Path
) -> None:
    with scripted(writer) as server:
        ours, theirs = pty.openpty()
        words = command("--library", str(sample_library_folder), "ask", QUESTION)
        process = subprocess.Popen(
            words, cwd=tmp_path, env=environment(**model_at(server.address)), stdout=theirs
        )
        os.close(theirs)
        seen = b""
        moments: dict[str, float] = {}
        while select.select([ours], [], [], 500)[0]:
            try:
                piece = os.read(ours, 4096)
            except OSError:  # the program has ended
                break
            seen += piece
            for sentence in (FIRST, LAST):
                if sentence.encode() in seen:
                    moments.setdefault(sentence, time.monotonic())
        assert process.wait(60) == 0
        os.close(ours)
    text = seen.decode()
    assert moments[LAST] - moments[FIRST] > PAUSE / 2
    assert text.count(FIRST + "[1]") == 1  # typed once; the source below quotes it without a marker
    assert "999" not in text and "1句未通过核对，已隐去" in text and "语言模型行文" in text


@pytest.mark.slow
def test_json_holds_one_document_and_the_doctor_tries_the_endpoint(
    sample_library_folder: Path, tmp_path: Path
) -> None:
    library = ("--library", str(sample_library_folder))
    with scripted(writer) as server:
        variables = model_at(server.address)
        done = here(*library, "ask", "--json", QUESTION, cwd=tmp_path, **variables)
        document = json.loads(done.out)
        assert document["prose"] == {"model": "scripted", "left_out": 1}
        server.script = lambda _: Reply(pieces=("好",))
        done = here(*library, "doctor", "--json", cwd=tmp_path, **variables)
        (check,) = [one for one in json.loads(done.out) if one["check"] == "语言模型"]
        assert check["ok"] and "可用" in check["found"]
        server.script = lambda _: Reply(status=401, body=b"{}")
        done = here(*library, "doctor", "--json", cwd=tmp_path, **variables)
        (check,) = [one for one in json.loads(done.out) if one["check"] == "语言模型"]
        assert not check["ok"] and "401" in check["found"] and "api_key" in check["mend"]
        assert done.status == 1
    wrong = {**variables, "REPORT_ASSISTANT_LLM_TOTAL_SECONDS": "x"}
    done = here(*library, "ask", QUESTION, cwd=tmp_path, **wrong)
    assert (done.status, done.out) == (2, "") and "total_seconds" in done.err
    (check,) = [
        one
        for one in json.loads(here(*library, "doctor", "--json", cwd=tmp_path, **wrong).out)
        if one["check"] == "语言模型"
    ]
    assert not check["ok"] and check["mend"]


@pytest.mark.slow
def test_the_browser_shows_what_is_written_until_it_is_stopped_or_left(
    browser: Browser, sample_library_folder: Path, tmp_path: Path
) -> None:
    import shutil

    shutil.copytree(sample_library_folder, tmp_path / "library")
    with scripted(writer) as server:
        settings = {"base_url": server.address, "model": "scripted"}
        lines = "".join(f'{name} = "{value}"\n' for name, value in settings.items())
        (tmp_path / "library" / "language-model.toml").write_text(lines, encoding="utf-8")
        with served(tmp_path / "library", tmp_path) as address:
            see_the_first_sentence_before_the_last(browser, address)
            server.script = hesitating
            stop_and_ask_again(browser, address, server)
            leave_and_ask_elsewhere(browser, address, server)


def see_the_first_sentence_before_the_last(browser: Browser, address: str) -> None:
    with visited(browser, address) as page:
        page.locator(".composer textarea").fill(QUESTION)
        page.locator(".composer textarea").press("Enter")
        page.locator(f".pending:has-text('{FIRST}')").wait_for()
        assert LAST not in page.locator(".pending").inner_text()
        page.locator(f".turn:has-text('{LAST}')").wait_for()
        text = page.locator(".turn").inner_text()
        assert "999" not in text and "语言模型行文" in text and "1句未通过核对，已隐去" in text
        page.locator(".turn .answer-text .marker").last.click()
        page.locator(".evidence mark").wait_for()


def hesitating(request: Request) -> Reply:
    """A minute's hesitation over ``QUESTION``; what another county did is said at once."""
    if "桐湾县" in evidence_in(request)[0]["单位"]:
        return Reply(pieces=("好",))
    return Reply(pieces=("好", *(("嗯", 0.2) * 300)))


def begin_a_hesitating_answer(page: Page, server: ScriptedServer) -> None:
    before = len(server.requests)
    page.locator(".composer textarea").fill(QUESTION)
    page.locator(".composer textarea").press("Enter")
    page.locator(".pending").wait_for()
    wait_until(lambda: len(server.requests) > before)


def stop_and_ask_again(browser: Browser, address: str, server: ScriptedServer) -> None:
    """At once: nothing of the stopped question may come later, and nothing end the next one."""
    with visited(browser, address) as page:
        dropped = server.dropped
        begin_a_hesitating_answer(page, server)
        page.get_by_role("button", name="停止").click()
        page.locator(".pending").wait_for(state="detached")
        assert "桐湾县" in ask(page, "桐湾县2024年审核合同多少件？")
        wait_until(lambda: server.dropped == dropped + 1)
        page.reload()
        page.locator(".turn").wait_for()
        assert page.locator(".turn").count() == 1


def leave_and_ask_elsewhere(browser: Browser, address: str, server: ScriptedServer) -> None:
    """The new conversation holds its own question only; the other one is found in the list."""
    with visited(browser, address) as page:
        begin_a_hesitating_answer(page, server)
        page.get_by_role("button", name="新对话").click()
        page.locator(".welcome").wait_for()
        assert page.locator(".pending").count() == 0
        assert "桐湾县" in ask(page, "桐湾县2024年审核合同多少件？")
        assert page.locator(".turn").count() == 1
