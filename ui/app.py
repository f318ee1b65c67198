"""The whole web application as one ASGI value: the page, the downloads, routes for programs."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

from ui.access.arrival import Settings
from ui.access.layer import AccessLayer
from ui.access.page_door import PageDoor
from ui.context import PageContext
from ui.pages import Pages

if TYPE_CHECKING:
    from fastapi import APIRouter, FastAPI
    from starlette.types import ASGIApp

Lifespan = Callable[[], AbstractAsyncContextManager[None]]


def build_app(
    context: PageContext,
    *,
    routers: Sequence[APIRouter] = (),
    mounts: Mapping[str, ASGIApp] | None = None,
    lifespans: Sequence[Lifespan] = (),
    settings: Settings | None = None,
) -> ASGIApp:
    """The application; what comes in goes through the access layer first.

    Args:
        routers: of programs; each handler finds ``account_of(request.scope)`` and answers over
            ``context.for_user(account)``.
        mounts: whole applications by their path, ``/mcp`` say; behind the layer too.
        lifespans: entered when the server starts and left when it ends.
    """
    from fastapi import FastAPI

    from ui.downloads import download_routes
    from ui.headers import SecurityHeaders
    from ui.language import ChineseDocument

    pages = Pages(context)

    @asynccontextmanager
    async def running(app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            for one in (*lifespans, pages.running):
                await stack.enter_async_context(one())
            yield

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=running)
    for router in routers:
        app.router.routes.extend(router.routes)  # as they are: including would copy them
    for path, mounted in (mounts or {}).items():
        app.mount(path, mounted)
    app.router.routes.extend(download_routes(context))
    app.mount("/", PageDoor(pages, pages.events, context.library_folder, context.desk))
    layer = AccessLayer(ChineseDocument(app), context.library_folder, settings or Settings())
    return SecurityHeaders(layer)
