"""Serves the page: where it listens, who may call, how it ends."""

from __future__ import annotations

import ipaddress
import os
import socket
import sys
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from ingest.errors import ReportAssistantError
from ui.access.accounts import Accounts
from ui.access.arrival import Settings
from ui.context import PageContext
from ui.programs.load import Limits, QuestionDesk

if TYPE_CHECKING:
    from starlette.types import ASGIApp
    from uvicorn import Server

    from assistant.answer import Assistant
    from index.library import Library

LOOPBACK = "127.0.0.1"
FIRST_PORT = 7860
TRIED_PORTS = 100
# Answers are Python's own work, and the event loop, which takes requests on and tells who has to
# come again, waits for them after each of its small steps: 5 ms for each that is at work otherwise.
IN_TURN = 0.0005  # seconds
# Longer than clients keep a connection that is not used, many of them 5 s as uvicorn does: the
# server would close it at the moment that the next question is sent, which is then lost.
KEPT_OPEN = 75  # seconds


def _is_local(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def checked_host(host: str, *, users: bool = False) -> str:
    """``host``, which must be this machine where no users keep others out.

    Raises:
        ReportAssistantError: the address can be reached from elsewhere.
    """
    if host == "localhost":
        return LOOPBACK
    if not users and not _is_local(host):
        raise ReportAssistantError(
            f"监听地址 {host} 不是本机地址，尚未设置用户时只应为 {LOOPBACK}",
            hint=f"去掉 --host，或改用 --host {LOOPBACK}；要让他人使用，先用 users add 设置用户",
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


def access_settings(
    folder: Path, host: str, *, proxies: Sequence[str] = (), names: Sequence[str] = ()
) -> Settings:
    """How the access layer stands to the world when the server listens on ``host``.

    Args:
        folder: of the library.
        proxies: addresses of reverse proxies that are believed.
        names: host names under which the server is reached.

    Raises:
        ReportAssistantError: others could reach it, and no users are set up.
    """
    users = Accounts(folder).any()
    others = bool(proxies or names) or not _is_local(host)
    if others and not users:
        checked_host(host)  # says what is wrong with the address, if that is it
        raise ReportAssistantError(
            "--proxy 和 --name 只在设置用户后可用，现在没有用户",
            hint="先运行 report-assistant users add 名字 --role admin",
        )
    return Settings(
        exposed=others,
        proxies=frozenset(proxies),
        hosts=frozenset(name.lower().rstrip(".") for name in names),
    )


def _warm(assistant: Assistant, library: Library) -> None:
    """Loads the models and the indexes while the reader is still opening the page."""
    if library.reports():
        assistant.prepare()


def serve_page(
    library: Library,
    folder: Path,
    host: str,
    port: int,
    settings: Settings | None = None,
    limits: Limits | None = None,
) -> None:
    """Serves the page over ``library``, which lies in ``folder``, until Ctrl+C.

    Prints its address once it answers.

    Args:
        limits: of the questions; a language model may take its own time beside them.
    """
    _keep_local_traffic_local()
    sys.setswitchinterval(IN_TURN)
    from assistant.answer import Assistant
    from ui.opening import language_model

    assistant = Assistant(library, language_model(folder))
    limits = limits or Limits()
    context = PageContext(
        assistant=assistant,
        library=library,
        library_folder=folder,
        desk=QuestionDesk(replace(limits, seconds=limits.seconds + assistant.patience)),
    )
    # Uploads of many users pass through it: nobody else on the machine looks in.
    with TemporaryDirectory(prefix="report-assistant-") as passing:
        os.environ["GRADIO_TEMP_DIR"] = passing
        app = whole_app(context, settings)
        threading.Thread(target=_warm, args=(assistant, library), name="warm", daemon=True).start()
        try:
            _server(app, host, port).run()
        except KeyboardInterrupt:
            pass
        finally:
            print("\n已停止", flush=True)


def whole_app(context: PageContext, settings: Settings | None = None) -> ASGIApp:
    """The page and everything for programs, as it is served."""
    from ui.app import build_app
    from ui.programs.application import programs

    for_programs = programs(context)
    return build_app(
        context,
        routers=[for_programs.router],
        lifespans=[for_programs.lifespan],
        settings=settings,
    )


def _server(app: ASGIApp, host: str, port: int) -> Server:
    import uvicorn

    class Announced(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if not self.should_exit:
                shown = f"[{host}]" if ":" in host else host
                print(f"报告助手已启动：http://{shown}:{port}/  （按 Ctrl+C 结束）", flush=True)

    return Announced(
        uvicorn.Config(
            app,
            host=host.strip("[]"),
            port=port,
            proxy_headers=False,  # whom to believe is the access layer's to say
            server_header=False,
            access_log=False,
            log_level="warning",
            lifespan="on",
            timeout_keep_alive=KEPT_OPEN,
            timeout_graceful_shutdown=2,  # pages hold streams open for as long as they are shown
        )
    )
