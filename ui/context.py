"""What every tab of the page works on."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ui.programs.load import QuestionDesk

if TYPE_CHECKING:
    from assistant.answer import Assistant
    from index.library import Library
    from ui.access.account import Account


@dataclass(frozen=True, slots=True, kw_only=True)
class PageContext:
    """One library and what answers over it.

    Attributes:
        assistant: answers the questions.
        library: the reports.
        library_folder: where the library lies; conversations, evaluations and downloads that the
            page makes are kept in folders of their own inside it.
        desk: takes the questions on, the page's and those of programs; one for all users.
    """

    assistant: Assistant
    library: Library
    library_folder: Path
    desk: QuestionDesk = field(default_factory=QuestionDesk)

    def for_user(self, account: Account) -> PageContext:
        """The context as this user may see it. There are no collections yet: all see all."""
        return self
