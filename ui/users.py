"""Whose request it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

LOCAL_USER = "local"  # the one who sits at this machine: the page listens to nobody else
USER_KEY = "report_assistant_user"  # where a layer with sign-in puts the name
ADDRESS_KEY = "report_assistant_address"  # and from where he calls


def user_of(scope: Mapping[str, Any]) -> str:
    """The user of an ASGI connection; everything kept for a user is found by this key."""
    name = scope.get(USER_KEY)
    return name if isinstance(name, str) and name else LOCAL_USER
