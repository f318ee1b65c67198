"""The page's own door: which of Gradio's routes there are for us, and whose what behind them is.

Gradio asks no one who he is: it takes any session and any path that a request names. Here both
belong to the user who began them, and what the page does not use is not there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from ui.access.account import Account, account_of
from ui.access.audit import Audit
from ui.access.body import again, whole_body
from ui.access.ownership import Ownership, paths_in, told_paths
from ui.access.replies import refuse
from ui.programs.load import BusyError, QuestionDesk
from ui.users import ADDRESS_KEY

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Scope, Send

API = "/gradio_api/"
_OPEN = re.compile(
    r"/|/config/?|/theme\.css|/favicon\.ico|/manifest\.json|/robots\.txt|/pwa_icon(?:/\d+)?"
    r"|/(?:assets|static|svelte)/[^?]*|/gradio_api/(?:startup-events|theme\.css|app_id/?)"
)
_QUESTIONS = {"ask", "rescope"}  # events of the chat tab that answer a question
NO_SUCH = "没有这个地址"
NOT_YOURS = "没有这一项，它可能已过期"

Forward = Callable[["Scope", "Receive", "Send"], Awaitable[None]]
Events = Callable[[Account], Awaitable[Mapping[int, Collection[str]]]]


class PageDoor:
    """Passes on to the page of a user what the page needs and what is his.

    Args:
        events: of an account's page: number → names of what triggers it.
        desk: where its questions are answered.
    """

    def __init__(self, forward: Forward, events: Events, folder: Path, desk: QuestionDesk) -> None:
        self._forward, self._events, self._desk = forward, events, desk
        self._audit = Audit(folder)
        self._owned = Ownership()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request to the page."""
        path, account = str(scope["path"]), account_of(scope)
        if scope["type"] != "http":
            await refuse(send, 404, NO_SUCH)
        elif scope["method"] in ("GET", "HEAD"):
            await self._read(path, account.name, scope, receive, send)
        elif scope["method"] == "POST" and path.startswith(API):
            await self._act(path[len(API) :].rstrip("/"), account, scope, receive, send)
        else:
            await refuse(send, 405 if _OPEN.fullmatch(path) else 404, NO_SUCH)

    async def _read(self, path: str, user: str, scope: Scope, receive: Receive, send: Send) -> None:
        asked = parse_qs(bytes(scope.get("query_string", b"")).decode("latin-1"))
        owned = self._owned
        if _OPEN.fullmatch(path):
            await self._forward(scope, receive, send)
        elif path == f"{API}queue/data":
            if owned.sessions.claim(asked.get("session_hash", [""])[0], user):
                await self._forward(_plain(scope), receive, self._telling(user, send))
            else:
                await refuse(send, 404, NOT_YOURS)
        elif path.startswith(f"{API}heartbeat/"):
            mine = owned.sessions.claim(path[len(f"{API}heartbeat/") :], user)
            await self._if(mine, scope, receive, send)
        elif path == f"{API}upload_progress":
            mine = owned.uploads.claim(asked.get("upload_id", [""])[0], user)
            await self._if(mine, scope, receive, send)
        elif path.startswith(f"{API}file="):
            mine = owned.files.belongs(path[len(f"{API}file=") :], user)
            await self._if(mine, scope, receive, send)
        else:
            await refuse(send, 404, NO_SUCH)

    async def _if(self, mine: bool, scope: Scope, receive: Receive, send: Send) -> None:
        if mine:
            await self._forward(scope, receive, send)
        else:
            await refuse(send, 404, NOT_YOURS)

    async def _act(
        self, act: str, account: Account, scope: Scope, receive: Receive, send: Send
    ) -> None:
        if act == "upload":
            asked = parse_qs(bytes(scope.get("query_string", b"")).decode("latin-1"))
            upload = asked.get("upload_id", [""])[0]
            if upload and not self._owned.uploads.claim(upload, account.name):
                await refuse(send, 404, NOT_YOURS)
                return
            await self._forward(_plain(scope), receive, _reading(send, self._uploaded(account)))
            return
        if act != "queue/join":  # nor cancel and reset: the page ends an event by another one
            await refuse(send, 404, NO_SUCH)
            return
        data = await whole_body(receive)
        try:
            fields = json.loads(data)
            paths = set(paths_in(fields))
        except (ValueError, RecursionError):
            fields, paths = None, set()
        if not isinstance(fields, dict):
            await refuse(send, 400, "请求读不懂，应为 JSON 对象")
            return
        events = await self._events(account)
        refused = self._refusal(account.name, fields, paths, events)
        if refused:
            await self._note(account, scope, "refused", f"{act} {fields.get('fn_index')}")
            await refuse(send, 403, refused)
            return
        if _QUESTIONS.intersection(events[fields["fn_index"]]):
            try:
                self._desk.announce(account.name)
            except BusyError as error:  # Gradio shows the words of a 429, and its own of a 503
                wait = str(error.retry_after).encode("ascii")
                await refuse(send, 429, str(error), [(b"retry-after", wait)])
                return
            await self._note(account, scope, "question", "")
        await self._forward(_plain(scope), again(data, receive), send)

    def _refusal(
        self,
        user: str,
        fields: Mapping[str, Any],
        paths: Collection[str],
        events: Collection[int],
    ) -> str:
        """Why a request is not passed on; empty if it is."""
        session = fields.get("session_hash")
        if not isinstance(session, str) or not self._owned.sessions.claim(session, user):
            return NOT_YOURS
        if not all(self._owned.files.belongs(path, user) for path in paths):
            return NOT_YOURS
        number = fields.get("fn_index")
        if not isinstance(number, int) or isinstance(number, bool) or number not in events:
            return "没有这项操作，或要由管理员来做"
        return ""

    async def _note(self, account: Account, scope: Scope, action: str, thing: str) -> None:
        if not account.is_local:
            address = str(scope.get(ADDRESS_KEY, ""))
            await self._audit.note_aside(
                user=account.name, address=address, action=action, object=thing
            )

    def _uploaded(self, account: Account) -> Callable[[Any], None]:
        def take(answer: Any) -> None:
            for path in answer if isinstance(answer, list) else ():
                self._owned.files.give(str(path), account.name)

        return take

    def _telling(self, user: str, send: Send) -> Send:
        """A ``send`` that notes the files which an event stream hands to its user."""

        async def noting(message: Message) -> None:
            if message["type"] == "http.response.body":
                for path in told_paths(message.get("body", b"")):
                    self._owned.files.give(path, user)
            await send(message)

        return noting


def _plain(scope: Scope) -> Scope:
    """The scope of a request whose response must be readable here, so not compressed."""
    kept = [pair for pair in scope["headers"] if bytes(pair[0]).lower() != b"accept-encoding"]
    return {**scope, "headers": kept}


def _reading(send: Send, take: Callable[[Any], None]) -> Send:
    """A ``send`` that reads a small JSON response on the way."""
    parts: list[bytes] = []

    async def through(message: Message) -> None:
        if message["type"] == "http.response.body":
            parts.append(message.get("body", b""))
            if not message.get("more_body", False):
                try:
                    take(json.loads(b"".join(parts)))
                except ValueError:
                    parts.clear()  # an error told in words
        await send(message)

    return through
