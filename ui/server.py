"""Serves the page: where it listens, which headers it sends, how it ends."""

from __future__ import annotations

import ipaddress
import os
import socket
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.errors import ReportAssistantError
from ui.context import PageContext

if TYPE_CHECKING:
    from starlette.routing import BaseRoute
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from index.library import Library

LOOPBACK = "127.0.0.1"
FIRST_PORT = 7860
TRIED_PORTS = 100

# The second wall behind escaping: even markup that came alive could load nothing from outside.
# Gradio's own page needs inline scripts and styles, and 'self' as base.
SECURITY_HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (
        b"content-security-policy",
        b"default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
        b"style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        b"connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; "
        b"frame-ancestors 'none'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)


class SecurityHeaders:
    """ASGI middleware that adds ``SECURITY_HEADERS`` to every response."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes one connection on, its response headers completed."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *SECURITY_HEADERS]
            await send(message)

        await self.app(scope, receive, send_with_headers)


def checked_host(host: str) -> str:
    """``host``, which must be this machine: without users there is no login to keep others out.

    Raises:
        ReportAssistantError: the address can be reached from elsewhere.
    """
    if host == "localhost":
        return LOOPBACK
    try:
        local = ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        local = False
    if not local:
        raise ReportAssistantError(
            f"监听地址 {host} 不是本机地址，尚未设置用户时只应为 {LOOPBACK}",
            hint=f"去掉 --host，或改用 --host {LOOPBACK}",
        )
    return host


def is_free(host: str, port: int) -> bool:
    """Whether a server could listen there now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As the server will: a port whose last connections are still closing counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
        except OSError:
            return False
    return True


def chosen_port(host: str, port: int | None) -> int:
    """The port asked for, or the first free one from ``FIRST_PORT`` up.

    Raises:
        ReportAssistantError: the port asked for is taken, or none is free.
    """
    if port is not None:
        if not is_free(host, port):
            raise ReportAssistantError(
                f"端口 {port} 用不了（已被占用或没有权限），应为空闲端口",
                hint="换一个 --port，或去掉它以自动选择",
            )
        return port
    for candidate in range(FIRST_PORT, FIRST_PORT + TRIED_PORTS):
        if is_free(host, candidate):
            return candidate
    raise ReportAssistantError(
        f"端口 {FIRST_PORT} 至 {FIRST_PORT + TRIED_PORTS - 1} 都被占用，至少应有一个空闲",
        hint="用 --port 指定其他端口",
    )


def _keep_local_traffic_local() -> None:
    """Lets Gradio reach its own page where the office sets a proxy, and forbids telemetry."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    for variable in ("NO_PROXY", "no_proxy"):
        listed = [host for host in os.environ.get(variable, "").split(",") if host]
        os.environ[variable] = ",".join(dict.fromkeys([*listed, LOOPBACK, "localhost", "::1"]))


def launch_options(host: str, port: int, routes: Sequence[BaseRoute] = ()) -> dict[str, Any]:
    """Everything that ``gr.Blocks.launch`` is told; what is not needed stays off.

    Args:
        routes: our own, beside Gradio's.
    """
    from starlette.middleware import Middleware

    from ui.language import ChineseDocument
    from ui.style import CSS, office_theme

    return {
        "server_name": host,
        "server_port": port,
        "theme": office_theme(),
        "css": CSS,
        "footer_links": [],
        "share": False,
        "ssr_mode": False,
        "mcp_server": False,
        "enable_monitoring": False,
        "run_history": False,
        "show_error": False,
        "quiet": True,
        "prevent_thread_lock": True,
        "app_kwargs": {
            "middleware": [Middleware(SecurityHeaders), Middleware(ChineseDocument)],
            "routes": list(routes),
        },
    }


def _warm(library: Library) -> None:
    """Loads the model and the indexes while the reader is still opening the page."""
    if library.reports():
        library.search("法治", limit=1)


def serve_page(library: Library, folder: Path, host: str, port: int) -> None:
    """Serves the page over ``library``, which lies in ``folder``, until Ctrl+C.

    Prints its address once it answers.
    """
    _keep_local_traffic_local()
    from assistant.answer import Assistant
    from ui.downloads import download_routes
    from ui.opening import language_model
    from ui.page import build_page

    assistant = Assistant(library, language_model(folder))
    context = PageContext(assistant=assistant, library=library, library_folder=folder)
    page = build_page(context)
    _, address, _ = page.launch(**launch_options(host, port, download_routes(context)))
    threading.Thread(target=_warm, args=(library,), name="warm", daemon=True).start()
    print(f"报告助手已启动：{address}  （按 Ctrl+C 结束）", flush=True)
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        print("\n已停止", flush=True)
    finally:
        page.close(verbose=False)
