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
from tests.eval.test_command import digit_added, digit_changed, evaluate

pytestmark = pytest.mark.slow
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")


@pytest.fixture
def page(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Any]:
    """The page of a run that ``request.param`` sabotaged; a digit changed unless it says so."""
    if not BROWSER:
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    good = good_answers(make_catalogue())
    write_test_set(tmp_path / "set.jsonl", CASES)
    evaluate(good, tmp_path / "set.jsonl", "--out", tmp_path / "before")
    words = ("--out", tmp_path / "out", "--baseline", tmp_path / "before")
    sabotage = getattr(request, "param", digit_changed)
    evaluate(sabotage(good), tmp_path / "set.jsonl", *words)
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


@pytest.mark.parametrize("page", [digit_added], indirect=True)
def test_the_page_opens_on_what_declined_where_all_is_right(page: Any) -> None:
    assert visible(page) == ["n-3"]
    assert page.input_value("#state") == "declined"
    page.click('.gate a[href="#q-n-3"]')
    assert "数字 3 不在所引的句子里" in page.inner_text("#q-n-3 .reasons")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_is_wider_than_the_screen(page: Any, width: int, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.select_option("#state", "all")
    page.click("#unfold")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    # The chart stays legible: its text is never scaled down with it.
    size = page.evaluate("parseFloat(getComputedStyle(document.querySelector('.chart')).fontSize)")
    assert size >= 12


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
