"""What every tab of the page works on."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ui.programs.load import QuestionDesk

if TYPE_CHECKING:
    from assistant.answer import Assistant
    from index.library import Library
    from ui.access.account import Account

KEPT_VIEWS = 64  # sets of collections whose views are kept


@dataclass(frozen=True, slots=True)
class _Views:
    """The contexts made for readers so far, the last used ones."""

    held: OrderedDict[frozenset[str], PageContext] = field(default_factory=OrderedDict)
    making: threading.Lock = field(default_factory=threading.Lock)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageContext:
    """One library and what answers over it.

    Attributes:
        assistant: answers the questions.
        library: the reports.
        library_folder: where the library lies; conversations, evaluations and downloads that the
            page makes are kept in folders of their own inside it.
        desk: takes the questions on, the page's and those of programs; one for all users.
        may_change: whether reports may be added, edited and deleted, and evaluations be run.
    """

    assistant: Assistant
    library: Library
    library_folder: Path
    desk: QuestionDesk = field(default_factory=QuestionDesk)
    may_change: bool = True
    _views: _Views = field(default_factory=_Views, repr=False, compare=False)

    def for_user(self, account: Account) -> PageContext:
        """The context as this user may see it: the same for all of the same collections."""
        if account.is_admin:
            return self
        from index.visible import VisibleLibrary

        views = self._views
        with views.making:
            found = views.held.get(account.collections)
            if found is None:
                seen = VisibleLibrary(self.library, account.collections)
                found = replace(
                    self, library=seen, assistant=self.assistant.over(seen), may_change=False
                )
                views.held[account.collections] = found
            views.held.move_to_end(account.collections)
            while len(views.held) > KEPT_VIEWS:
                views.held.popitem(last=False)
            return found
