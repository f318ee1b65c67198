"""The page's frame and how it is served."""

from __future__ import annotations

import re
import socket
from typing import TYPE_CHECKING

import pytest

from assistant.answer import Assistant
from index.library import Library
from ingest.errors import ReportAssistantError
from ui.examples import example_questions, short_name
from ui.server import checked_host, chosen_port, is_free

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# Names of file formats are written so in Chinese offices too.
LATIN = {"Word", "Excel", "Markdown", "PDF", "HTML", "JSONL", "XLSX", "TXT", "DOCX", "OFD", "ZIP"}


# Without a browser.


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


@pytest.mark.slow
def test_four_tabs_in_chinese_whatever_the_browser_speaks(page: Page) -> None:
    assert page.title() == "报告助手"
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    tabs = page.get_by_role("tab")
    assert tabs.all_inner_texts() == ["问答", "找例句", "报告库", "评测"]
    for name in tabs.all_inner_texts():
        page.get_by_role("tab", name=name).click()
        page.wait_for_timeout(700)
        shown = page.locator("body").inner_text()
        placeholders = page.eval_on_selector_all(
            "[placeholder]", "all => all.map(one => one.placeholder).join(' ')"
        )
        words = set(re.findall(r"[A-Za-z]{3,}", f"{shown} {placeholders}"))
        # File names of the samples stand in lists of sources.
        foreign = {
            word
            for word in words - LATIN
            if not re.search(rf"[\w-]*{word}[\w-]*\.\w+|-{word}|{word}-", shown)
        }
        assert foreign == set(), name


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 768, 1280])
def test_no_tab_scrolls_sideways(browser: Browser, address: str, width: int) -> None:
    from tests.ui.browser import visited

    with visited(browser, address, width=width, height=844) as page:
        for name in ("问答", "找例句", "报告库", "评测"):
            page.get_by_role("tab", name=name).click()
            page.wait_for_timeout(300)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name


@pytest.mark.slow
def test_the_page_sends_its_second_wall(page: Page, address: str) -> None:
    response = page.request.get(address)
    assert "default-src 'self'" in response.headers["content-security-policy"]
    assert response.headers["x-content-type-options"] == "nosniff"
