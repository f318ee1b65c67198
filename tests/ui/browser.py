"""A real browser over the real program; what it must never do is watched."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.ui.program import command, environment

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
                self.complaints.append(f"{message.text} {message.location['url']}")
                if message.type == "error"
                else None
            ),
        )
        page.on("framenavigated", lambda _: self._left())
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: (self.complaints.append("dialog"), dialog.dismiss()))

    def _left(self) -> None:
        """Gradio complains of its own stream where a page is left while that is still open."""
        self.complaints[:] = [
            one
            for one in self.complaints
            if "signal is aborted" not in one and "Connection errored out" not in one
        ]

    def _request(self, url: str) -> None:
        if not url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            self.outside.append(url)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium; skips where there is none, but not where CI must test the page."""
    if not CHROMIUM.exists():
        reason = f"{CHROMIUM} is not installed"
        if os.environ.get("CI") == "true":
            pytest.fail(f"{reason}, and CI must test the page")
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        try:
            yield opened
        finally:
            opened.close()


@contextmanager
def served(library_folder: Path, cwd: Path, *options: str) -> Iterator[str]:
    """The address that ``report-assistant serve`` prints, behind a proxy that leads nowhere.

    Args:
        options: further ones of the program.
    """
    with subprocess.Popen(
        command(*options, "serve", "--library", str(library_folder)),
        cwd=cwd,
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
        try:
            yield line[start:].split()[0]
        finally:  # also after a failure: the block's end waits for the process
            process.terminate()


@contextmanager
def visited(
    browser: Browser, address: str, *, width: int = 1440, height: int = 900, locale: str = "en-US"
) -> Iterator[Page]:
    """The page, open; fails where it complained or where a request left the machine.

    Args:
        locale: of the browser. English: the page must be Chinese in any.
    """
    context = browser.new_context(
        locale=locale, viewport={"width": width, "height": height}, accept_downloads=True
    )
    page = context.new_page()
    page.set_default_timeout(60_000)
    seen = Seen()
    seen.watch(page)
    try:
        page.goto(address)
        page.locator(".thread").wait_for(state="attached")
        yield page
    finally:
        context.close()
    assert not seen.outside, seen.outside
    assert not seen.complaints, seen.complaints


def ask(page: Page, question: str) -> str:
    """Asks in the tab 问答 and returns the text of the newest answer."""
    turns = page.locator(".turn")
    before = turns.count()
    field = page.locator(".composer textarea")
    field.fill(question)
    field.press("Enter")
    turns.nth(before).wait_for()
    page.locator(".pending").wait_for(state="detached")
    return turns.nth(before).inner_text()
