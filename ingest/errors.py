"""The one domain error."""

from __future__ import annotations


class ReportAssistantError(Exception):
    """Something the user can mend.

    Args:
        message: names the value and what was expected.
        hint: what to do about it.
    """

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}。{self.hint}" if self.hint else self.message
