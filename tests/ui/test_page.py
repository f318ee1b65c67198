"""The page in a real browser over the real program, and its plain functions without one."""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.answer import Assistant
from assistant.types import Answer, AnswerScope
from index.library import Library
from ingest.errors import ReportAssistantError
from tests.ui.program import command, environment
from ui.examples import example_questions, short_name
from ui.page import earlier_questions, message_text, reply
from ui.server import checked_host, chosen_port, is_free

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HOSTILE = "<img src=x onerror=alert(1)> ![图](http://outside.test/a.png) [链](http://outside.test)"


# Without a browser.


def test_a_message_is_a_string_or_blocks() -> None:
    assert message_text({"role": "user", "content": "问"}) == "问"
    blocks = [{"type": "text", "text": "一"}, {"type": "file", "file": None}, {"text": "二"}]
    assert message_text({"role": "user", "content": blocks}) == "一二"


def test_the_history_is_the_questions_as_typed() -> None:
    history = [
        {"role": "user", "content": [{"type": "text", "text": "甲&#91;1&#93;&#60;b&#62;"}]},
        {"role": "assistant", "content": [{"type": "text", "text": "答"}]},
        {"role": "user", "content": "乙"},
    ]
    assert earlier_questions(history) == ["甲[1]<b>", "乙"]


def test_a_reply_hands_on_the_conversation() -> None:
    asked: list[tuple[str, Sequence[str]]] = []

    class Recorder:
        def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
            asked.append((question, history))
            return Answer(
                question=question,
                resolved=question,
                status="refused",
                kind="refusal",
                scope=AnswerScope(),
                answer="库中没有。",
                suggestions=("下一问？",),
            )

    message = reply(Recorder(), " 那乙呢\x00 ", [{"role": "user", "content": "甲几件"}])  # type: ignore[arg-type]
    assert asked == [("那乙呢", ["甲几件"])]
    assert message["content"] == "库中没有。"
    assert message["options"] == [{"value": "下一问？"}]


def test_only_this_machine_may_be_listened_on() -> None:
    assert checked_host("127.0.0.1") == "127.0.0.1"
    assert checked_host("localhost") == "127.0.0.1"
    assert checked_host("::1") == "::1"
    for host in ("0.0.0.0", "::", "192.168.1.2", "office.example", ""):
        with pytest.raises(ReportAssistantError):
            checked_host(host)


def test_a_taken_port_is_passed_over_unless_asked_for() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert not is_free("127.0.0.1", port)
        with pytest.raises(ReportAssistantError, match=str(port)):
            chosen_port("127.0.0.1", port)
    assert chosen_port("127.0.0.1", port) == port
    assert is_free("127.0.0.1", chosen_port("127.0.0.1", None))


@pytest.mark.slow
def test_examples_name_units_and_years_of_the_library(sample_library: Library) -> None:
    reports = [sample_library.report(entry.id) for entry in sample_library.reports()]
    questions = example_questions(reports)
    assert len(questions) == 4
    for question in questions:
        assert any(
            question.startswith(f"{short_name(report)}{report.year}年") for report in reports
        )
    assert len({question.split("年")[0] for question in questions}) == 4
    assert example_questions([]) == []


@pytest.mark.slow
def test_every_example_is_answered(sample_library: Library) -> None:
    assistant = Assistant(sample_library)
    reports = [sample_library.report(entry.id) for entry in sample_library.reports()]
    refused = [
        (question, answer.answer)
        for question in example_questions(reports)
        if (answer := assistant.ask(question)).status != "answered"
    ]
    assert refused == []


# With a browser.


@dataclass(slots=True)
class Seen:
    """What the browser did while a test ran."""

    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("request", lambda request: self._request(request.url))
        page.on(
            "console",
            lambda message: (
                self.complaints.append(message.text) if message.type == "error" else None
            ),
        )
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: (self.complaints.append("dialog"), dialog.dismiss()))

    def _request(self, url: str) -> None:
        if not url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            self.outside.append(url)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        reason = f"{CHROMIUM} is not installed"
        if os.environ.get("CI") == "true":
            pytest.fail(f"{reason}, and CI must test the page")
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def address(sample_library_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address that ``report-assistant serve`` prints."""
    with subprocess.Popen(
        command("serve", "--library", str(sample_library_folder)),
        cwd=tmp_path_factory.mktemp("serve"),
        env=environment(http_proxy="http://127.0.0.1:9", HTTP_PROXY="http://127.0.0.1:9"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        line = process.stdout.readline()
        start = line.find("http://")
        assert start >= 0, process.stderr.read()
        yield line[start:].split()[0]
        process.terminate()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(locale="zh-CN", viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.set_default_timeout(60_000)
    seen = Seen()
    seen.watch(page)
    page.goto(address)
    page.locator(".ask-box textarea").wait_for()
    yield page
    context.close()
    assert seen.outside == []
    assert seen.complaints == []


def ask(page: Page, question: str) -> str:
    """Asks and returns the text of the newest answer."""
    answers = page.locator(".conversation [data-testid=bot]")
    before = answers.count()
    box = page.locator(".ask-box textarea")
    box.fill(question)
    box.press("Enter")
    newest = answers.nth(before)
    newest.locator(".prose").wait_for()
    page.wait_for_function("document.querySelector('.ask-box textarea:not([disabled])')")
    return newest.inner_text()


def question_about(library: Library) -> tuple[str, str]:
    """A question that the library answers, and the unit it names."""
    (question, *_) = example_questions([library.report(e.id) for e in library.reports()])
    return question, question.split("20")[0]


@pytest.mark.slow
def test_a_question_is_answered_with_its_source(page: Page, sample_library: Library) -> None:
    question, unit = question_about(sample_library)
    shown = ask(page, question)
    assert "出处（" in shown
    assert "[1]" in shown
    assert unit in shown
    quotes = page.locator(".conversation [data-testid=bot] blockquote").all_inner_texts()
    texts = ["".join(sample_library.report(e.id).text.split()) for e in sample_library.reports()]
    assert quotes
    for quote in quotes:
        assert any("".join(quote.split()) in text for text in texts), quote


@pytest.mark.slow
def test_an_example_can_be_clicked(page: Page) -> None:
    page.locator(".conversation .example").first.click()
    page.locator(".conversation [data-testid=bot] .prose").first.wait_for()
    assert "出处（" in page.locator(".conversation [data-testid=bot]").first.inner_text()


@pytest.mark.slow
def test_the_reports_stand_beside_the_conversation(page: Page, sample_library: Library) -> None:
    panel = page.locator(".library-panel").inner_text()
    entries = sample_library.reports()
    assert f"{len(entries)} 份报告" in panel
    for entry in entries:
        assert entry.unit is not None
        assert entry.unit in panel
    assert page.title() == "报告助手"
    assert "Gradio" not in page.locator("body").inner_text()


@pytest.mark.slow
def test_what_is_typed_is_shown_as_text(page: Page) -> None:
    ask(page, f"{HOSTILE} 有几件")
    asked = page.locator(".conversation [data-testid=user]").first
    assert "<img src=x onerror=alert(1)> ![图](http://outside.test/a.png)" in asked.inner_text()
    assert (
        page.locator(".conversation img[src*=outside], .conversation a[href*=outside]").count() == 0
    )
    # Undo gives the words back to the text box as they were typed.
    page.get_by_role("button", name="撤销").click()
    page.wait_for_function("document.querySelector('.ask-box textarea').value != ''")
    assert page.locator(".ask-box textarea").input_value() == f"{HOSTILE} 有几件"


@pytest.mark.slow
def test_a_narrow_window_does_not_scroll_sideways(page: Page, sample_library: Library) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    ask(page, question_about(sample_library)[0])
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.slow
def test_the_page_sends_its_second_wall(page: Page, address: str) -> None:
    response = page.request.get(address)
    assert "default-src 'self'" in response.headers["content-security-policy"]
    assert response.headers["x-content-type-options"] == "nosniff"
