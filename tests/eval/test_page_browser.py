"""report.html in a real browser: filters, links, and the verdict file that the next run reads."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from eval.testset import write_test_set
from eval.verdicts import read_verdicts
from tests.eval.material import CASES, good_answers, make_catalogue
from tests.eval.test_command import digit_changed, evaluate

pytestmark = pytest.mark.slow
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Any]:
    if not BROWSER:
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    good = good_answers(make_catalogue())
    write_test_set(tmp_path / "set.jsonl", CASES)
    evaluate(good, tmp_path / "set.jsonl", "--out", tmp_path / "before")
    words = ("--out", tmp_path / "out", "--baseline", tmp_path / "before")
    evaluate(digit_changed(good), tmp_path / "set.jsonl", *words)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=list(FLAGS))
        tab = browser.new_page()
        faults: list[str] = []
        tab.on("console", lambda message: faults.append(message.text))
        tab.on("pageerror", lambda error: faults.append(str(error)))
        requests: list[str] = []
        tab.on("request", lambda request: requests.append(request.url))
        tab.goto((tmp_path / "out" / "report.html").as_uri())
        yield tab
        assert faults == []
        assert all(url.startswith(("file:", "blob:", "data:")) for url in requests)
        browser.close()


def visible(page: Any) -> list[str]:
    rows = page.query_selector_all("#rows .row:not([hidden])")
    return [row.get_attribute("data-id") for row in rows]


def test_filters_show_what_they_say(page: Any) -> None:
    assert visible(page) == ["n-3"]
    page.select_option("#state", "all")
    assert visible(page) == [case.id for case in CASES]
    page.select_option("#category", "compare")
    assert visible(page) == ["c-1"]
    page.select_option("#category", "")
    page.fill("#search", "2030年")
    assert visible(page) == ["r-1"]
    page.fill("#search", "没有这些字")
    assert visible(page) == []
    assert page.is_visible("#none")


def test_a_change_links_to_its_question(page: Any) -> None:
    page.click('a[href="#q-n-3"]')
    assert page.locator("#q-n-3").get_attribute("open") is not None
    assert page.locator("#q-n-3 .pair").is_visible()
    assert "基线所答（对）" in page.inner_text("#q-n-3")


def test_verdicts_are_saved_as_the_next_run_reads_them(page: Any, tmp_path: Path) -> None:
    page.click("#q-n-3 summary")
    page.click('#q-n-3 input[value="right"]')
    page.fill("#q-n-3 textarea", "口径不同，“也对”")
    with page.expect_download() as download:
        page.click("#save")
    path = tmp_path / "saved.json"
    download.value.save_as(path)
    verdict = read_verdicts(path)["n-3"]
    assert (verdict.opinion, verdict.remark) == ("right", "口径不同，“也对”")
    page.select_option("#state", "disagree")
    assert visible(page) == ["n-3"]
    words = ("--out", tmp_path / "out", "--verdicts", path)
    good = good_answers(make_catalogue())
    evaluate(digit_changed(good), tmp_path / "set.jsonl", *words)
    assert "人工：对" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
