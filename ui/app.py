"""The whole web application as one ASGI value: the page, the downloads, routes for programs."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING, Any

from ui.access.account import ACCOUNT_KEY, LOCAL
from ui.context import PageContext
from ui.users import USER_KEY

if TYPE_CHECKING:
    from fastapi import APIRouter, FastAPI
    from starlette.types import ASGIApp, Receive, Scope, Send

Lifespan = Callable[[], AbstractAsyncContextManager[None]]


class _EverybodyLocal:
    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app({**scope, ACCOUNT_KEY: LOCAL, USER_KEY: LOCAL.name}, receive, send)


def build_app(
    context: PageContext,
    *,
    routers: Sequence[APIRouter] = (),
    mounts: Mapping[str, ASGIApp] | None = None,
    lifespans: Sequence[Lifespan] = (),
) -> ASGIApp:
    """The application; what comes in goes through the access layer first.

    Args:
        routers: of programs; each handler finds ``account_of(request.scope)`` and answers over
            ``context.for_user(account)``.
        mounts: whole applications by their path, ``/mcp`` say; behind the layer too.
        lifespans: entered when the server starts and left when it ends.
    """
    import gradio as gr
    from fastapi import FastAPI

    from ui.downloads import download_routes
    from ui.language import ChineseDocument
    from ui.page import build_page
    from ui.server import SecurityHeaders
    from ui.style import CSS, office_theme

    @asynccontextmanager
    async def running(app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            for one in lifespans:
                await stack.enter_async_context(one())
            yield

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=running)
    for router in routers:
        app.include_router(router)
    for path, mounted in (mounts or {}).items():
        app.mount(path, mounted)
    app.router.routes.extend(download_routes(context))
    options: dict[str, Any] = {"theme": office_theme(), "css": CSS, "footer_links": []}
    gr.mount_gradio_app(
        app, build_page(context), path="/", run_history=False, show_error=False,
        ssr_mode=False, enable_monitoring=False, mcp_server=False, **options,
    )  # fmt: skip
    return SecurityHeaders(_EverybodyLocal(ChineseDocument(app)))
