"""The ways in which an endpoint goes wrong, each as a script or as a socket that misbehaves."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from tests.assistant.language_model.server import (
    Reply,
    Request,
    Script,
    evidence_in,
    is_repair,
    piecemeal,
    scripted,
    truthful,
)


@dataclass(frozen=True, kw_only=True)
class Mode:
    """One way to go wrong.

    Attributes:
        note: what the reader is told; empty where the answer holds and nothing need be said.
        prose: whether some of what the model wrote may be shown.
    """

    name: str
    note: str
    open: Callable[[], contextmanager[str]]  # type: ignore[valid-type]
    prose: bool = False


def _served(script: Script) -> Callable[[], object]:
    @contextmanager
    def opened() -> Iterator[str]:
        with scripted(script) as server:
            yield server.address

    return opened


@contextmanager
def _down() -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    yield f"http://127.0.0.1:{port}/v1"


@contextmanager
def _no_connection() -> Iterator[str]:
    """A listener whose queue is full: further connections are neither taken nor refused."""
    with ExitStack() as stack:
        listener = stack.enter_context(socket.socket())
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        address = listener.getsockname()
        for _ in range(4):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(address)
        yield f"http://127.0.0.1:{address[1]}/v1"


@contextmanager
def _hangs_up() -> Iterator[str]:
    """A listener that takes a connection and closes it without a word."""
    import threading

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(16)
        over = threading.Event()

        def serve() -> None:
            while not over.is_set():
                try:
                    taken, _ = listener.accept()
                except OSError:
                    return
                taken.close()

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/v1"
        over.set()


def _status(status: int) -> Script:
    body = json.dumps({"error": {"message": "no", "type": "x", "code": status}}).encode()
    return lambda _: Reply(
        status=status, body=body, headers=(("content-type", "application/json"),)
    )


def _says(text: str, **more: object) -> Script:
    return lambda _: Reply(pieces=piecemeal(text), **more)  # type: ignore[arg-type]


def _slowly(request: Request) -> Reply:
    pieces = [part for piece in piecemeal(truthful(request), 1) for part in (piece, 0.05)]
    return Reply(pieces=tuple(pieces))


def _cut(request: Request) -> Reply:
    text = truthful(request)
    return Reply(pieces=piecemeal(text[: len(text) // 2]), end=None)


def _cut_by_length(request: Request) -> Reply:
    return Reply(pieces=piecemeal(truthful(request)), end="length")


def _stalls(request: Request) -> Reply:
    return Reply(pieces=(truthful(request)[:10], 30.0))


def _lies(request: Request) -> Reply:
    """The right unit and marker with a wrong number, a wrong measure, a marker that is not there."""
    if is_repair(request):
        return Reply(pieces=("1. 全年共审查合同98765份[1]。",))
    unit = evidence_in(request)[0]["单位"]
    lies = (
        f"{unit}2024年审查合同98765份[1]。{unit}2024年审查合同、协议158万元[1]。"
        f"{unit}全年审查合同、协议158份[77]。{unit}2019年审查合同、协议158份[1]。"
    )
    return Reply(pieces=piecemeal(lies))


def _thinks(request: Request) -> Reply:
    if is_repair(request):
        return Reply(pieces=("1. 删",))
    thought = "<think>用户想知道999份。\n先编一个数：777份[1]。</think>\n"
    return Reply(pieces=piecemeal(thought + truthful(request)), thoughts=("想一想", "666份"))


def _thinks_aloud(request: Request) -> Reply:
    return Reply(pieces=piecemeal(f"先想一想：{truthful(request)}</think>{truthful(request)}"))


def _repeats(request: Request) -> Reply:
    return Reply(pieces=piecemeal(truthful(request)), forever=truthful(request).split("\n")[0])


DIRECT = "由程序直接依据原文作答"
ENGLISH = "The street office reviewed one hundred and fifty eight contracts during the year. " * 4
MODES: tuple[Mode, ...] = tuple(
    Mode(name=name, note=note, open=opened, prose=prose)
    for name, note, opened, prose in (
        ("down", "连接不上", _down, False),
        ("slow to connect", "连接不上", _no_connection, False),
        ("hangs up", "", _hangs_up, False),
        ("no first token", "没有在时限内", _served(_says("好。", delay=30)), False),
        ("stalls", "没有在时限内", _served(_stalls), False),
        ("slow", "没有在时限内", _served(_slowly), False),
        ("endless", "过长", _served(lambda _: Reply(forever="审查合同若干")), False),
        ("cut", "中途断开", _served(_cut), False),
        ("cut by length", "中途断开", _served(_cut_by_length), False),
        ("401", "HTTP 401", _served(_status(401)), False),
        ("403", "HTTP 403", _served(_status(403)), False),
        ("404", "HTTP 404", _served(_status(404)), False),
        ("429", "HTTP 429", _served(_status(429)), False),
        ("500", "HTTP 500", _served(_status(500)), False),
        ("503", "HTTP 503", _served(_status(503)), False),
        ("empty", "没有写出内容", _served(_says("")), False),
        ("nothing at all", "", _served(lambda _: Reply(body=b"")), False),
        ("blank", "没有写出内容", _served(_says("  \n\n ")), False),
        ("no JSON", "", _served(lambda _: Reply(body=b"<html>busy</html>")), False),
        ("broken JSON", "", _served(lambda _: Reply(body=b'data: {"id": \n\n')), False),
        ("JSON of another kind", "", _served(lambda _: Reply(body=b'data: {"x": 1}\n\n')), False),
        ("English", "没有用中文", _served(_says(ENGLISH)), False),
        ("only thoughts", "没有写出内容", _served(_says("<think>想不出来")), False),
        ("lies", "没有一句可用", _served(_lies), False),
        ("thinks", "", _served(_thinks), True),
        ("thinks aloud", "", _served(_thinks_aloud), True),
        ("repeats", "", _served(_repeats), True),
    )
)
