"""Signing in and out in a browser, and what a reader finds there."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.ui.access.office import PASSWORDS
from tests.ui.browser import Seen, ask, served
from ui.access.accounts import Accounts

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def guarded(sample_library_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page over a copy of the samples, with an administrator and a reader."""
    place = tmp_path_factory.mktemp("guarded")
    shutil.copytree(sample_library_folder, place / "library")
    accounts = Accounts(place / "library")
    accounts.add("alice", "admin", PASSWORDS["alice"])
    accounts.add("carol", "reader", PASSWORDS["carol"])
    with served(place / "library", place) as address:
        yield address


@contextmanager
def signed_in(browser: Browser, address: str, name: str, *, scripts: bool = True) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.set_default_timeout(60_000)
    seen = Seen()
    seen.watch(page)
    page.goto(f"{address}?conversation=")
    assert page.url.startswith(f"{address}sign-in?next=")
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码").fill(PASSWORDS[name])
    page.get_by_role("button", name="登录").click()
    yield page
    context.close()
    assert not (seen.outside or seen.complaints), (seen.outside, seen.complaints)


def test_sign_in_ask_and_sign_out(browser: Browser, guarded: str) -> None:
    with signed_in(browser, guarded, "carol") as page:
        page.locator(".thread").wait_for(state="attached")
        assert page.url == f"{guarded}?conversation="
        account = page.locator(".account")
        account.wait_for()
        assert "carol（读者）" in account.inner_text()
        title, line = page.locator(".masthead").bounding_box(), account.bounding_box()
        words = page.locator(".masthead p").bounding_box()
        assert title and line and words
        assert line["x"] > words["x"] + words["width"]  # nothing is written over the other
        assert "份" in ask(page, "各单位审核合同多少份？")
        account.get_by_role("button", name="退出登录").click()
        page.get_by_label("密码").wait_for()
        assert page.url == f"{guarded}sign-in"
        page.goto(guarded)
        assert "sign-in" in page.url


def test_a_reader_finds_no_way_to_change_anything(browser: Browser, guarded: str) -> None:
    with signed_in(browser, guarded, "carol") as page:
        page.locator(".thread").wait_for(state="attached")
        tabs = page.get_by_role("tab").all_inner_texts()
        assert tabs == ["问答", "找例句", "报告库"]
        page.get_by_role("tab", name="报告库").click()
        page.locator("#shelf [data-act=open]").first.click()
        page.get_by_role("button", name="下载原文件").wait_for()
        shown = page.get_by_role("button").all_inner_texts()
        assert "返回列表" in shown
        assert not {"改正信息", "删除", "保存", "确定删除", "开始收录"} & set(shown)
        assert page.get_by_role("tab", name="上传报告").count() == 0


def test_an_administrator_finds_everything(browser: Browser, guarded: str) -> None:
    with signed_in(browser, guarded, "alice") as page:
        page.locator(".thread").wait_for(state="attached")
        assert page.get_by_role("tab", name="评测").count() == 1
        page.get_by_role("tab", name="报告库").click()
        page.get_by_role("tab", name="上传报告").wait_for()


def test_the_sign_in_page_works_without_scripts_and_is_plain_about_mistakes(
    browser: Browser, guarded: str
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 700})
    page = context.new_page()
    page.goto(f"{guarded}sign-in")
    page.get_by_label("用户名").fill("carol")
    page.get_by_label("密码").fill("wrong password")
    page.get_by_role("button", name="登录").click()
    assert page.get_by_role("alert").inner_text() == "用户名或密码不对"
    assert page.get_by_label("用户名").input_value() == "carol"
    assert page.get_by_label("密码").input_value() == ""
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()
