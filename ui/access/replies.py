"""What the layer itself answers: refusals, and the page to sign in on."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote

from ui.access.arrival import Arrival

if TYPE_CHECKING:
    from starlette.types import Send

SIGN_IN, SIGN_OUT = "/sign-in", "/sign-out"
PROGRAMS = ("/api", "/v1", "/mcp")  # paths whose callers are programs
COOKIE = "report-assistant-session"
_NO_STORE = (b"cache-control", b"no-store")
Headers = Iterable[tuple[bytes, bytes]]

_PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>登录 · 报告助手</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<style>
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #f4f5f7;
  color: #1d2733; font: 16px/1.6 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
main { width: min(22rem, 88vw); background: #fff; border: 1px solid #d9dee5; border-radius: 10px;
  padding: 2rem; box-sizing: border-box; }
h1 { font-size: 1.35rem; margin: 0 0 .25rem; } p { margin: 0 0 1.25rem; color: #5a6675; }
label { display: block; margin: .9rem 0 .3rem; } input { width: 100%; box-sizing: border-box;
  font: inherit; padding: .5rem .65rem; border: 1px solid #aab4c0; border-radius: 6px; }
input:focus-visible, button:focus-visible { outline: 2px solid #1f5fa8; outline-offset: 1px; }
button { width: 100%; margin-top: 1.4rem; padding: .6rem; font: inherit; color: #fff; border: 0;
  background: #1f5fa8; border-radius: 6px; cursor: pointer; }
.wrong { color: #a32020; margin: 1rem 0 0; }
</style></head><body><main><h1>报告助手</h1><p>请登录后使用</p>
<form method="post" action="/sign-in"><input type="hidden" name="next" value="{next}">
<label for="name">用户名</label><input id="name" name="name" value="{name}" maxlength="64"
 autocomplete="username" required autofocus>
<label for="password">密码</label><input id="password" name="password" type="password"
 maxlength="256" autocomplete="current-password" required>
<button type="submit">登录</button>{said}</form></main></body></html>"""


async def respond(
    send: Send, status: int, body: str, kind: str = "text/plain", headers: Headers = ()
) -> None:
    """Sends a whole response."""
    data = body.encode("utf-8")
    own = [
        (b"content-type", f"{kind}; charset=utf-8".encode("ascii")),
        (b"content-length", str(len(data)).encode("ascii")),
        _NO_STORE,
        *headers,
    ]
    await send({"type": "http.response.start", "status": status, "headers": own})
    await send({"type": "http.response.body", "body": data})


async def refuse(send: Send, status: int, message: str, headers: Headers = ()) -> None:
    """Sends a refusal as JSON, in the shapes that our programs and OpenAI's clients read."""
    kind = "authentication_error" if status == 401 else "invalid_request_error"
    code = "invalid_api_key" if status == 401 else None
    document = {"detail": message, "error": {"message": message, "type": kind, "code": code}}
    await respond(
        send, status, json.dumps(document, ensure_ascii=False), "application/json", headers
    )


def is_visit(arrival: Arrival) -> bool:
    """Whether somebody opens a page, rather than a script or a program calling."""
    return (
        arrival.method in ("GET", "HEAD")
        and "text/html" in arrival.headers.get("accept", "")
        and arrival.headers.get("sec-fetch-mode", "navigate") == "navigate"
        and not arrival.path.startswith((*PROGRAMS, "/gradio_api"))
    )


async def ask_to_sign_in(arrival: Arrival, send: Send) -> None:
    """The sign-in page for a visitor, 401 for programs and scripts."""
    if is_visit(arrival):
        wanted = arrival.path + (f"?{arrival.query}" if arrival.query else "")
        await redirect(send, f"{SIGN_IN}?next={quote(wanted, safe='')}")
        return
    told = (
        "需要有效的令牌，应为 Authorization: Bearer ra_…。请向管理员索取"
        if arrival.path.startswith(PROGRAMS)
        else "登录已过期，请刷新页面重新登录"
    )
    await refuse(send, 401, told, [(b"www-authenticate", b'Bearer realm="report-assistant"')])


async def redirect(send: Send, target: str, headers: Headers = ()) -> None:
    """Sends the browser to another page of ours."""
    await respond(send, 303, "", headers=[(b"location", target.encode("ascii")), *headers])


async def sign_in_page(
    send: Send, wanted: str, *, name: str = "", said: str = "", status: int = 200,
    headers: Headers = (),
) -> None:  # fmt: skip
    """The page to sign in on; it works without scripts.

    Args:
        wanted: the page that was to be opened.
        said: what was wrong with the last try.
    """
    told = f'<p class="wrong" role="alert">{html.escape(said)}</p>' if said else ""
    page = (
        _PAGE.replace("{said}", told)
        .replace("{next}", html.escape(own_page(wanted), quote=True))
        .replace("{name}", html.escape(name[:64], quote=True))
    )
    await respond(send, status, page, "text/html", headers)


def own_page(wanted: str) -> str:
    """A page of ours to go to; the first one where another place was named."""
    if not wanted.startswith("/") or wanted.startswith(("//", "/\\", SIGN_IN, SIGN_OUT)):
        return "/"
    return wanted if wanted.isprintable() and wanted.isascii() and len(wanted) < 2000 else "/"


def wanted_page(query: str) -> str:
    """The page that an address of the sign-in page names."""
    return own_page(parse_qs(query).get("next", ["/"])[0])


def cookie_header(value: str, *, seconds: int, secure: bool) -> tuple[bytes, bytes]:
    """Sets the session's cookie; no script reads it and no other site sends it."""
    words = f"{COOKIE}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict"
    return b"set-cookie", f"{words}{'; Secure' if secure else ''}".encode("ascii")


def cookie_of(header: str) -> str:
    """The session's secret in a Cookie header; empty if there is none."""
    for part in header.split(";"):
        name, _, value = part.strip().partition("=")
        if name == COOKIE:
            return value
    return ""
