"""Who asks, and what he may do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ui.users import LOCAL_USER

Role = Literal["reader", "admin"]
ROLE_NAMES: Mapping[Role, str] = {"reader": "读者", "admin": "管理员"}
ACCOUNT_KEY = "report_assistant_account"  # where the layer puts it


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A user as one request has him.

    Attributes:
        collections: whose reports a reader may see besides those that lie in none; an
            administrator sees all.
    """

    name: str
    role: Role
    collections: frozenset[str] = frozenset()

    @property
    def is_admin(self) -> bool:
        """Whether he may upload, edit, delete and evaluate."""
        return self.role == "admin"

    @property
    def is_local(self) -> bool:
        """Whether it is the one who sits at this machine, where no users are set up."""
        return self.name == LOCAL_USER


# The one who sits at this machine, where no users are set up: the page listens to nobody else.
LOCAL = Account(name=LOCAL_USER, role="admin")


def account_of(scope: Mapping[str, Any]) -> Account:
    """The account of an ASGI connection that came through the layer.

    Raises:
        PermissionError: it did not: a mistake of ours, never of the user's.
    """
    account = scope.get(ACCOUNT_KEY)
    if not isinstance(account, Account):
        raise PermissionError("a connection that did not pass the access layer")
    return account
