"""The page is Chinese whatever language the browser prefers.

Gradio chooses the language of its own words (upload boxes, menus) from the browser's before any
script that a page may give it runs; so the page tells it at the very top of the document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HEAD = b"<head>"
_CHINESE = b"""<head>
<script>
Object.defineProperty(navigator, "language", { get: () => "zh-CN" });
Object.defineProperty(navigator, "languages", { get: () => ["zh-CN", "zh"] });
</script>"""
_ROOT = (b'lang="en"', b'lang="zh-CN"')


def in_chinese(document: bytes) -> bytes:
    """An HTML document whose language, and the browser's as its scripts see it, is Chinese."""
    return document.replace(*_ROOT, 1).replace(_HEAD, _CHINESE, 1)


class ChineseDocument:
    """ASGI middleware that gives HTML documents through ``in_chinese``."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes one connection on; a document is held back until it is whole."""
        start: Message | None = None
        whole = b""

        async def send_in_chinese(message: Message) -> None:
            nonlocal start, whole
            if message["type"] == "http.response.start" and _is_document(message):
                start = message
            elif message["type"] == "http.response.body" and start is not None:
                whole += message.get("body", b"")
                if not message.get("more_body", False):
                    body = in_chinese(whole)
                    await send({**start, "headers": _with_length(start, len(body))})
                    await send({"type": "http.response.body", "body": body})
            else:
                await send(message)

        await self.app(scope, receive, send_in_chinese)


def _is_document(message: Message) -> bool:
    headers = dict(message.get("headers", ()))
    return bytes(headers.get(b"content-type", b"")).startswith(b"text/html")


def _with_length(message: Message, length: int) -> list[tuple[bytes, bytes]]:
    others = [pair for pair in message["headers"] if pair[0] != b"content-length"]
    return [*others, (b"content-length", str(length).encode("ascii"))]
