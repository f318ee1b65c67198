"""A real HTTP server that speaks OpenAI's protocol and answers as a script says, well or badly."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Request = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What goes over the wire.

    Attributes:
        pieces: of text; a float waits as many seconds.
        end: how the stream ends; None breaks it off.
        body: sent as it is instead of a stream.
        thoughts: sent as ``reasoning_content`` before the text.
    """

    pieces: tuple[str | float, ...] = ()
    status: int = 200
    end: str | None = "stop"
    body: bytes | None = None
    headers: tuple[tuple[str, str], ...] = ()
    thoughts: tuple[str, ...] = ()
    delay: float = 0
    forever: str = ""


Script = Callable[[Request], Reply]


def piecemeal(text: str, size: int = 3) -> tuple[str, ...]:
    return tuple(text[at : at + size] for at in range(0, len(text), size))


@dataclass
class ScriptedServer:
    """Attributes:
    requests: bodies that came, oldest first.
    dropped: how many streams the client broke off.
    """

    address: str
    script: Script
    requests: list[Request] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    dropped: int = 0
    over: threading.Event = field(default_factory=threading.Event)


@contextmanager
def scripted(script: Script) -> Iterator[ScriptedServer]:
    """Serves until the block ends; whatever still streams then is broken off."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            length = int(self.headers["content-length"])
            request = json.loads(self.rfile.read(length))
            scenario.requests.append(request)
            scenario.headers.append({k.lower(): v for k, v in self.headers.items()})
            self.close_connection = True
            try:
                self._answer(scenario.script(request))
            except OSError:
                scenario.dropped += 1

        def _answer(self, reply: Reply) -> None:
            if scenario.over.wait(reply.delay):
                return
            self.send_response(reply.status)
            for name, value in reply.headers:
                self.send_header(name, value)
            if reply.body is not None:
                self.send_header("content-length", str(len(reply.body)))
                self.end_headers()
                self.wfile.write(reply.body)
                return
            self.send_header("content-type", "text/event-stream")
            self.send_header("transfer-encoding", "chunked")
            self.end_headers()
            for thought in reply.thoughts:
                self._delta({"role": "assistant", "reasoning_content": thought})
            for piece in reply.pieces:
                if isinstance(piece, float):
                    if scenario.over.wait(piece):
                        return
                else:
                    self._delta({"role": "assistant", "content": piece})
            while reply.forever and not scenario.over.wait(0.005):
                self._delta({"content": reply.forever})
            if reply.end is None:
                return  # no end, no last chunk: the connection just closes
            self._delta({}, finish=reply.end)
            self._chunk(b"data: [DONE]\n\n")
            self._chunk(b"")

        def _delta(self, delta: dict[str, str], finish: str | None = None) -> None:
            choice = {"index": 0, "delta": delta, "finish_reason": finish}
            event = {
                "id": "x",
                "object": "chat.completion.chunk",
                "created": int(time.time()),
                "model": "scripted",
                "choices": [choice],
            }
            self._chunk(b"data: " + json.dumps(event).encode() + b"\n\n")

        def _chunk(self, data: bytes) -> None:
            self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
            self.wfile.flush()

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        server.block_on_close = False
        scenario = ScriptedServer(
            address=f"http://127.0.0.1:{server.server_port}/v1", script=script
        )
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield scenario
        scenario.over.set()
        server.shutdown()


def asked_text(request: Request) -> str:
    """The part of a request that holds the data."""
    return str(request["messages"][-1]["content"])


def between(text: str, mark: str) -> str:
    match = re.search(rf"<{mark}>\n(.*?)\n</{mark}>", text, re.DOTALL)
    return match.group(1) if match else ""


def evidence_in(request: Request) -> list[dict[str, Any]]:
    """The evidence that a request hands over."""
    return [json.loads(line) for line in between(asked_text(request), "证据").split("\n") if line]


def is_repair(request: Request) -> bool:
    return "<待改>" in asked_text(request)


def is_reading(request: Request) -> bool:
    return "<报告片段>" in asked_text(request)


def truthful(request: Request) -> str:
    """What a careful model writes: each quote's first sentence with its unit and marker."""
    lines = []
    for one in evidence_in(request):
        said = re.split(r"[。；\n]", one["原文"].strip())[0].strip("，、 ")
        lines.append(f"{one['单位']}{one['年份']}年报告写明，{said}[{one['编号']}]。")
    return "\n".join(lines)
