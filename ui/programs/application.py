"""Everything for programs as one ASGI application, and the routes that lead to it."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import HTMLResponse
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from ui.context import PageContext
from ui.programs import api, chat_completions
from ui.programs.document_page import document_page
from ui.programs.faults import COMPLETIONS, add_fault_handlers
from ui.programs.tools import http_requester, tools_server

TOOLS = "/mcp"
DOCUMENT = "/api/openapi.json"
_ABOUT = """从年度报告里找答案，每句话都有出处。

设置了用户时，每个请求都要带上本人的令牌：`Authorization: Bearer 令牌`。同时提的问题太多时答复
429 或 503「忙，请稍后再试」，`Retry-After` 是可以再试的秒数。"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Programs:
    """What the whole application needs to serve programs.

    Attributes:
        router: its routes.
        lifespan: entered while the server runs.
    """

    router: APIRouter
    lifespan: Callable[[], AbstractAsyncContextManager[None]]


def programs(context: PageContext) -> Programs:
    """The API, the chat completions and the tools, over the library of ``context``."""
    app = api_application(context)
    sessions = StreamableHTTPSessionManager(
        app=tools_server(http_requester(context))._lowlevel_server,
        stateless=True,  # a session would outlive the request that proved who asks
        json_response=True,
    )

    async def tools(scope: Scope, receive: Receive, send: Send) -> None:
        await sessions.handle_request(scope, receive, send)

    router = APIRouter()
    for path, endpoint in (
        ("/api", app),
        ("/api/{rest:path}", app),
        (COMPLETIONS + "{rest:path}", app),
        (TOOLS, _Tools(tools)),
    ):
        route = Route(path, endpoint, include_in_schema=False)
        # A line end in an address must not lead past it, to the page.
        route.path_regex = re.compile(route.path_regex.pattern, re.DOTALL)
        router.routes.append(route)
    return Programs(router=router, lifespan=sessions.run)


@dataclass(frozen=True, slots=True)
class _Tools:
    """A function would be taken for a handler of requests; Starlette calls an instance as ASGI."""

    app: Callable[[Scope, Receive, Send], Any]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)


def api_application(context: PageContext) -> FastAPI:
    """The API and the chat completions, with their OpenAPI document and its page."""
    app = FastAPI(
        title="报告助手",
        description=_ABOUT,
        version="1",
        openapi_url=DOCUMENT,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.context = context
    app.include_router(api.router)
    app.include_router(chat_completions.router)
    add_fault_handlers(app, (*api.router.routes, *chat_completions.router.routes))
    app.openapi = lambda: _document(app)  # type: ignore[method-assign]

    async def page(_: Request) -> HTMLResponse:
        return HTMLResponse(document_page(app.openapi()))

    for path in ("/api", "/api/", "/api/docs"):
        app.add_route(path, page, include_in_schema=False)
    return app


def _document(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document; FastAPI's own knows no other shape of errors than its own."""
    if app.openapi_schema is None:
        document = get_openapi(
            title=app.title, version=app.version, description=app.description, routes=app.routes
        )
        document["components"]["securitySchemes"] = {
            "token": {"type": "http", "scheme": "bearer", "description": "本人的令牌"}
        }
        document["security"] = [{"token": []}, {}]
        unused = str(HTTPStatus.UNPROCESSABLE_ENTITY.value)
        for path, operations in document["paths"].items():
            if path.startswith(COMPLETIONS):
                for operation in operations.values():
                    operation["responses"].pop(unused, None)
        for name in ("HTTPValidationError", "ValidationError"):
            document["components"]["schemas"].pop(name, None)
        app.openapi_schema = document
    return app.openapi_schema
