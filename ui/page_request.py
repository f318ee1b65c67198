"""Whose an event of the page is, and what of it is written down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ui.access.account import LOCAL, Account, account_of
from ui.access.audit import Audit
from ui.context import PageContext
from ui.users import ADDRESS_KEY


def account_of_event(request: Any) -> Account:
    """The account behind a ``gr.Request``; the local one where a test calls without."""
    inner = getattr(request, "request", None)
    return LOCAL if inner is None else account_of(inner.scope)


def with_request(handle: Callable[..., Any]) -> Callable[..., Any]:
    """Has Gradio give a handler the request, as its first argument ``request``."""
    import gradio as gr

    # Gradio finds it by the annotation's value, which a postponed one does not have.
    handle.__annotations__ = {"request": gr.Request}
    return handle


def note(context: PageContext, request: Any, action: str, thing: str) -> None:
    """Writes an act down, before it is done; nothing where no users are set up.

    Raises:
        ReportAssistantError: it cannot be written down.
    """
    account = account_of_event(request)
    if not account.is_local:
        address = str(request.request.scope.get(ADDRESS_KEY, ""))
        audit = Audit(context.library_folder)
        audit.note(user=account.name, address=address, action=action, object=thing)
