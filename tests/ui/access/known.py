"""An application as it is reached by somebody whom the layer let through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.access.account import ACCOUNT_KEY, LOCAL, Account
from ui.users import USER_KEY

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send


def known(app: ASGIApp, account: Account = LOCAL) -> ASGIApp:
    """``app`` as the account reaches it."""

    async def reached(scope: Scope, receive: Receive, send: Send) -> None:
        await app({**scope, ACCOUNT_KEY: account, USER_KEY: account.name}, receive, send)

    return reached
