"""What somebody sees whose question is not taken on."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, expect

from tests.ui.programs.server import running
from ui.context import PageContext
from ui.programs.load import Limits, QuestionDesk

QUESTION = "槐汀街道2024年审查合同多少份？"


@pytest.mark.slow
def test_a_question_that_is_not_taken_on_stays_to_be_sent_again(
    browser: Browser, context: PageContext
) -> None:
    desk, opened = QuestionDesk(Limits(at_once=1, waiting=1)), threading.Event()
    with running(replace(context, desk=desk)) as address:
        visit = browser.new_context(locale="en-US")
        page = visit.new_page()
        page.goto(address)
        page.locator(".thread").wait_for(state="attached")
        turns = [desk.take("others", lambda _: opened.wait(60)) for _ in range(2)]
        field = page.locator("#composer textarea")
        field.fill(QUESTION)
        field.press("Enter")
        notice = page.locator(".toast-body.error")
        expect(notice).to_contain_text("忙，请稍后再试。已有 1 个问题在等候")
        expect(field).to_have_value(QUESTION)
        assert page.locator(".turn").count() == 0
        opened.set()
        assert all(turn.future.result(timeout=10) for turn in turns)
        field.press("Enter")
        expect(page.locator(".turn")).to_contain_text("158份")
        expect(field).to_have_value("")
        visit.close()
