"""Whatever reports, file names and readers bring: no script, no load, no overlay on any tab."""

from __future__ import annotations

import json
import os
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docx import Document

from index.library import Library
from tests.conftest import CORPORA_VARIABLE
from tests.fakes import HashEmbedder
from tests.torture.material import make_model
from tests.ui.browser import ask, served, visited
from tests.ui.test_view import HOSTILE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow

# Tags of plain web pages are taken off when a file is read; these are none of them.
SCRIPT = "<svg/onload=alert(1)>"
OVERLAY = "<dialog open style='position:fixed;inset:0;z-index:9999;background:red'>请登录</dialog>"
LOADS = (
    "<img/src=http://outside.test/a.png>",
    "<style>@import url(http://outside.test/a.css);body{background:url(//outside.test/b)}</style>",
    "<link rel=stylesheet href=http://outside.test/c.css><base href=http://outside.test/>",
    "<video poster=//outside.test/d><source src=//outside.test/e></video><object data=//outside.test/f>",
    "<form action=http://outside.test><button>提交</button></form>",
    "<meta http-equiv=refresh content='0;url=http://outside.test'>",
)
# What only a payload could have brought: none of our own pages has any of it.
FOREIGN = """() => {
  const found = Array.from(document.querySelectorAll('body *')).filter((one) =>
    Array.from(one.attributes).some((a) => a.name.startsWith('on')) ||
    /outside\\.test|javascript:/i.test(one.getAttribute('src') || one.getAttribute('href') ||
      one.getAttribute('data') || one.getAttribute('action') || '') ||
    ['IFRAME', 'OBJECT', 'EMBED', 'BASE', 'META', 'MARQUEE', 'FRAMESET', 'APPLET'].includes(one.tagName));
  const cover = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
  const red = cover && getComputedStyle(cover).backgroundColor === 'rgb(255, 0, 0)';
  return [...found.map((one) => one.outerHTML.slice(0, 120)), ...(red ? ['overlay'] : [])];
}"""


def bleach_and_naughty_strings() -> list[str]:
    """Vectors of the public collections, where they are at hand."""
    folder = os.environ.get(CORPORA_VARIABLE)
    if not folder:
        return []
    with tarfile.open(Path(folder) / "corpora" / "hostile" / "files.tar.xz") as archive:
        found: list[str] = []
        for member in archive:
            held = archive.extractfile(member) if member.isfile() else None
            if held and "bleach" in member.name and member.name.endswith(".test"):
                found.append(held.read().decode("utf-8", "replace").split("\n--\n")[0])
            elif held and member.name.endswith("blns.json"):
                found.extend(one for one in json.load(held) if "<" in one or "](" in one)
    return [" ".join(one.split()) for one in found if one.strip()]


PAYLOADS = [*HOSTILE, SCRIPT, OVERLAY, *LOADS, *bleach_and_naughty_strings()]


@pytest.fixture(scope="module")
def hostile_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page over reports that hold every payload in their text, titles, headings and names."""
    place = tmp_path_factory.mktemp("hostile")
    files = place / "files"
    files.mkdir()
    for number, payload in enumerate((SCRIPT, HOSTILE[2], OVERLAY, LOADS[0])):
        body = [f"第{at}项，全年审核合同{at}件。{one}" for at, one in enumerate(PAYLOADS, 1)]
        name = f"{number}{payload}".replace("/", "∕")[:80]
        document = Document()
        for line in (
            f"望澜区{'甲乙丙丁'[number]}{payload}局{2021 + number}年法治政府建设年度报告",
            f"一、主要举措{payload}",
            f"（一）规范审核{payload}",
            *body,
            f"二、存在的不足{payload}",
            f"一是执法力量不足。{payload}",
        ):
            document.add_paragraph("".join(c for c in line if c.isprintable()))
        document.save(str(files / f"{name}.docx"))
    model = make_model(place / "model")
    with Library.open(place / "library", embedder=HashEmbedder()) as library:
        records = library.ingest([files])
        assert {record.outcome for record in records} == {"added"}
    with served(place / "library", place, "--model", str(model)) as address:
        yield address


def unharmed(page: Page) -> None:
    page.wait_for_timeout(400)
    assert page.evaluate(FOREIGN) == []


def test_answers_citations_and_lists_are_text(browser: Browser, hostile_address: str) -> None:
    with visited(browser, hostile_address) as page:
        unharmed(page)
        for question in (
            "各单位审核合同各多少件？",
            "哪些单位提到执法力量不足？",
            "存在不足里怎么写执法力量不足？",
        ):
            assert "[1]" in ask(page, question), question
            unharmed(page)
            page.locator(".turn").last.locator(".marker").first.click()
            page.locator(".evidence mark").wait_for()
            unharmed(page)
            assert SCRIPT in page.locator(".evidence .report-text").inner_text()
            page.keyboard.press("Escape")
        page.reload()
        page.locator(".turn").first.wait_for()
        unharmed(page)


def test_every_payload_as_a_question(browser: Browser, hostile_address: str) -> None:
    with visited(browser, hostile_address) as page:
        for start in range(0, len(PAYLOADS), 30):
            ask(page, "\n".join(PAYLOADS[start : start + 30]))
            unharmed(page)
        entry = page.locator(".history-list li[aria-current]")
        entry.hover()
        entry.locator(".rename").click()
        page.get_by_label("新的名称").fill(HOSTILE[1])
        page.keyboard.press("Enter")
        entry.locator(f"text={HOSTILE[1]}").wait_for()
        page.get_by_role("button", name="有问题").first.click()
        page.get_by_label("补充说明").first.fill(OVERLAY)
        page.get_by_role("button", name="提交").first.click()
        page.locator(".reason").wait_for()
        unharmed(page)


def test_the_other_tabs_are_text(browser: Browser, hostile_address: str) -> None:
    with visited(browser, hostile_address) as page:
        for name in ("找例句", "报告库", "评测"):
            page.get_by_role("tab", name=name).click()
            unharmed(page)
        page.get_by_role("tab", name="报告库").click()
        page.locator(".shelf [data-act=open]").first.click()
        page.locator(".report-board .report-text").wait_for()
        unharmed(page)
