"""The outermost layer: whoever is not known stays outside.

Pure ASGI, before everything else, HTTP and WebSocket alike. Nothing behind it need be trusted to
ask who somebody is; it finds the account in the scope.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import parse_qs

from ingest.errors import ReportAssistantError
from ui.access.account import ACCOUNT_KEY, LOCAL, Account
from ui.access.accounts import Accounts
from ui.access.arrival import Arrival, Settings, arrived, fits_host, is_own
from ui.access.audit import Audit
from ui.access.body import BodyTooLarge, Responding, whole_body
from ui.access.replies import (
    PROGRAMS,
    SIGN_IN,
    SIGN_OUT,
    ask_to_sign_in,
    cookie_header,
    cookie_of,
    own_page,
    redirect,
    refuse,
    sign_in_page,
    wanted_page,
)
from ui.access.sessions import Sessions
from ui.access.throttle import Throttle
from ui.users import ADDRESS_KEY, USER_KEY

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

UPLOAD = "/gradio_api/upload"
STRANGER = "（未知用户）"
CHECKS = 2  # passwords looked at at once: each takes 32 MiB and a core
_BEARER = "bearer "
_LARGEST_FORM = 16 << 10
T = TypeVar("T")


class AccessLayer:
    """Lets a connection through to ``app`` once it is known whose it is.

    Args:
        folder: of the library, in which the users are kept.
    """

    def __init__(self, app: ASGIApp, folder: Path, settings: Settings) -> None:
        import anyio

        self._app, self._settings = app, settings
        self._accounts, self._audit = Accounts(folder), Audit(folder)
        self._sessions = Sessions(folder, settings.sessions)
        self._throttle = Throttle(folder)
        self._checks = anyio.CapacityLimiter(CHECKS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a connection itself, or passes it on with its account."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        arrival, passed = arrived(scope, self._settings)
        sent = _closing(send) if scope["type"] == "websocket" else send
        response = Responding(sent)
        with suppress(BodyTooLarge):
            try:
                await self._judge(arrival, passed, receive, response)
            except ReportAssistantError as error:  # of the users' file or the log: nobody gets in
                if not response.begun:
                    await refuse(response.send, 503, str(error))
        if response.refused:
            await refuse(sent, 413, "请求太大，请分几次上传", [(b"connection", b"close")])

    async def _judge(
        self, arrival: Arrival, scope: Scope, receive: Receive, response: Responding
    ) -> None:
        send, limited = response.send, response.limited
        largest = self._largest(arrival.path)
        announced = arrival.headers.get("content-length", "0")
        if not fits_host(arrival.headers.get("host", ""), self._settings):
            await refuse(send, 421, "地址栏里的主机名不是本服务的，应为本机地址或已登记的名字")
        elif not is_own(arrival):
            await refuse(send, 403, "请求来自别的网站，已拒绝")
        elif not announced.isdigit() or int(announced) > largest:
            await refuse(send, 413, f"请求太大，应不超过 {largest >> 20} MB")
        elif not self._accounts.any() and not self._settings.exposed:
            if arrival.path in (SIGN_IN, SIGN_OUT):
                await redirect(send, "/")
            else:
                await self._pass(LOCAL, arrival, scope, limited(receive, largest), send)
        elif arrival.path == SIGN_IN:
            await self._sign_in(arrival, limited(receive, _LARGEST_FORM), send)
        elif arrival.path == SIGN_OUT:
            await self._sign_out(arrival, send)
        else:
            account = self._known(arrival)
            if account is None:
                await ask_to_sign_in(arrival, send)
            else:
                await self._note_request(account, arrival)
                await self._pass(account, arrival, scope, limited(receive, largest), send)

    def _largest(self, path: str) -> int:
        settings = self._settings
        return settings.largest_upload if path.rstrip("/") == UPLOAD else settings.largest_body

    def _known(self, arrival: Arrival) -> Account | None:
        """Whose connection it is: by a program's token, on programs' paths; else by the cookie."""
        given = arrival.headers.get("authorization", "")
        if given.lower().startswith(_BEARER):  # anything else is between a proxy and the browser
            programs = arrival.path.startswith((*PROGRAMS, "/download/"))
            return self._accounts.of_token(given[len(_BEARER) :].strip()) if programs else None
        token = cookie_of(arrival.headers.get("cookie", ""))
        user = self._sessions.user_of(token) if token else None
        return None if user is None else self._accounts.account(user)

    async def _note_request(self, account: Account, arrival: Arrival) -> None:
        for action, paths in (("request", PROGRAMS), ("download", ("/download/",))):
            if arrival.path.startswith(paths):
                await self._audit.note_aside(
                    user=account.name, address=arrival.address, action=action, object=arrival.path
                )

    async def _pass(
        self, account: Account, arrival: Arrival, scope: Scope, receive: Receive, send: Send
    ) -> None:
        known: dict[str, Any] = {
            ACCOUNT_KEY: account,
            USER_KEY: account.name,
            ADDRESS_KEY: arrival.address,
        }
        await self._app({**scope, **known}, receive, send)

    # -- signing in and out ------------------------------------------------------------------

    async def _sign_in(self, arrival: Arrival, receive: Receive, send: Send) -> None:
        if arrival.method in ("GET", "HEAD"):
            await sign_in_page(send, wanted_page(arrival.query))
            return
        if arrival.method != "POST":
            await refuse(send, 405, "这个地址只用来登录")
            return
        form = parse_qs((await whole_body(receive)).decode("utf-8", "replace"), max_num_fields=10)
        name, password, wanted = (form.get(one, [""])[0] for one in ("name", "password", "next"))
        wait = await self._aside(partial(self._throttle.begin, name, arrival.address))
        if wait > 0:
            self._note("sign-in-delayed", name, arrival)
            seconds = int(wait) + 1
            await sign_in_page(
                send, wanted, name=name, said=f"试的次数太多，请等 {seconds} 秒再试", status=429,
                headers=[(b"retry-after", str(seconds).encode("ascii"))],
            )  # fmt: skip
            return
        account = await self._aside(partial(self._accounts.verified, name, password))
        if account is None:
            self._note("sign-in-wrong", name, arrival)
            await sign_in_page(send, wanted, name=name, said="用户名或密码不对", status=403)
            return
        await self._aside(partial(self._throttle.right, name, arrival.address))
        await self._welcome(account, arrival, own_page(wanted), send)

    async def _welcome(self, account: Account, arrival: Arrival, page: str, send: Send) -> None:
        former = cookie_of(arrival.headers.get("cookie", ""))
        if former:
            self._sessions.end(former)
        token = self._sessions.begin(account.name)
        self._note("sign-in", account.name, arrival)
        await self._aside(self._audit.forget_old)
        cookie = cookie_header(token, seconds=self._sessions.whole, secure=arrival.secure)
        await redirect(send, page, [cookie])

    async def _sign_out(self, arrival: Arrival, send: Send) -> None:
        if arrival.method != "POST":  # a link somewhere signs nobody out
            await redirect(send, "/")
            return
        token = cookie_of(arrival.headers.get("cookie", ""))
        user = self._sessions.user_of(token) if token else None
        if user is not None:
            self._sessions.end(token)
            self._note("sign-out", user, arrival)
        gone = cookie_header("", seconds=0, secure=arrival.secure)
        await redirect(send, SIGN_IN, [gone, (b"clear-site-data", b'"cache", "storage"')])

    def _note(self, action: str, name: str, arrival: Arrival) -> None:
        # A name that is nobody's may be a password in the wrong field.
        user = name if self._accounts.account(name) is not None else STRANGER
        self._audit.note(user=user, address=arrival.address, action=action)

    async def _aside(self, work: Callable[[], T]) -> T:
        """In a thread: others are answered meanwhile."""
        from anyio.to_thread import run_sync

        return await run_sync(work, limiter=self._checks)


def _closing(send: Send) -> Send:
    """A ``send`` for a WebSocket, which cannot be answered with a page: a refusal closes it."""

    async def closed(message: Message) -> None:
        if message["type"] == "http.response.start":
            await send({"type": "websocket.close", "code": 1008, "reason": ""})
        elif not message["type"].startswith("http."):
            await send(message)

    return closed
