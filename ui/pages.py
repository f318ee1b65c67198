"""The page, once for every set of collections: what a reader may not see or do is not in his."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ui.access.account import LOCAL, Account, account_of
from ui.context import PageContext

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_Key = frozenset[str] | None  # collections of readers; None for administrators


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    app: ASGIApp
    lifespan: Any
    events: Mapping[int, frozenset[str]]


class Pages:
    """Makes the page of an account when it is first asked for, in half a second."""

    def __init__(self, context: PageContext) -> None:
        self._context = context
        self._made: dict[_Key, _Page] = {}
        self._making: asyncio.Lock | None = None
        self._stack: AsyncExitStack | None = None

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """While the server runs; the pages' own beginnings and ends lie within."""
        self._making = asyncio.Lock()
        async with AsyncExitStack() as self._stack:
            await self._page(LOCAL)  # what is wrong with it is told before anybody comes
            yield
        self._made.clear()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers from the page of whoever asks."""
        page = await self._page(account_of(scope))
        await page.app(scope, receive, send)

    async def events(self, account: Account) -> Mapping[int, frozenset[str]]:
        """What can be done on an account's page: number → names of what triggers it."""
        return (await self._page(account)).events

    async def _page(self, account: Account) -> _Page:
        key: _Key = None if account.is_admin else account.collections
        found = self._made.get(key)
        if found is not None:
            return found
        assert self._making is not None and self._stack is not None, "not running"
        async with self._making:
            if key not in self._made:
                from anyio.to_thread import run_sync

                page = await run_sync(_build, self._context.for_user(account))
                await self._stack.enter_async_context(page.lifespan())
                self._made[key] = page
            return self._made[key]


def _build(context: PageContext) -> _Page:
    import gradio as gr
    from fastapi import FastAPI

    from ui.page import build_page
    from ui.session_memory import keep_small
    from ui.style import CSS, office_theme

    blocks = build_page(context)
    shell = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    gr.mount_gradio_app(
        shell, blocks, path="/", theme=office_theme(), css=CSS, footer_links=[],
        run_history=False, show_error=False, ssr_mode=False, enable_monitoring=False,
        mcp_server=False,
    )  # fmt: skip
    keep_small(shell)
    return _Page(
        app=shell,
        lifespan=lambda: shell.router.lifespan_context(shell),
        events={
            number: frozenset(str(event) for _, event in one.targets)
            for number, one in blocks.fns.items()
        },
    )
