"""An answer that appears on the terminal sentence by sentence while it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.text import printable

if TYPE_CHECKING:
    from rich.console import Console


class LiveText:
    """Prints what is added to a text; nothing where no person watches (a pipe, a file)."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._printed = ""

    def show(self, so_far: str) -> None:
        """Prints what ``so_far`` has beyond what stands there."""
        if not self._console.is_terminal or so_far == self._printed:
            return
        if not so_far.startswith(self._printed):
            self._console.print()
            self._printed = ""
        self._console.print(
            printable(so_far[len(self._printed) :]), end="", soft_wrap=True, highlight=False
        )
        self._printed = so_far

    def finish(self, text: str) -> bool:
        """Ends the line; returns whether ``text`` stands there in full.

        What was shown and did not hold to the end is said to be replaced.
        """
        if not self._printed:
            return False
        if text.startswith(self._printed):
            self.show(text)
            self._console.print()
            return True
        self._console.print("\n（以上未能写完，以下列为准）", style="dim")
        return False
