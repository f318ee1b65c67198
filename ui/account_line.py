"""Who is signed in, and the way out."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from ui.access.account import ROLE_NAMES, Account
from ui.board import board
from ui.page_request import account_of_event

if TYPE_CHECKING:
    import gradio as gr


def account_html(account: Account) -> str:
    """The line at the top of the page; empty for the one who sits at this machine."""
    if account.is_local:
        return ""
    return (
        f'<form class="account" method="post" action="sign-out"><span>{html.escape(account.name)}'
        f'（{ROLE_NAMES[account.role]}）</span><button type="submit">退出登录</button></form>'
    )


def build_account_line(page: gr.Blocks) -> None:
    """The line, filled when the page is opened: one page serves many users."""
    import gradio as gr

    line = board(name="account-line")

    def show(request: Any) -> str:
        return account_html(account_of_event(request))

    show.__annotations__ = {"request": gr.Request}
    page.load(show, None, line, show_progress="hidden", api_visibility="private")
