"""What runs through the chain: the question, then what was understood, then the answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.catalogue import Catalogue
from assistant.draft import Draft
from assistant.language_model.asking import Asking
from assistant.promise_scope import Pledge
from assistant.question import Reading
from assistant.reader import ReportReader
from assistant.scope import ReportScope
from assistant.types import Answer, AnswerScope


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question on its way; each step fills in what it finds.

    Attributes:
        within: the scope to answer in, instead of the one that the question names.
        on_step: told the name of each step as it begins.
        pledges: reports that planned and reports that tell of it, where that is asked.
        asking: what a language model may do for it; None where none takes part.
    """

    question: str
    history: tuple[str, ...] = ()
    within: AnswerScope | None = None
    on_step: Callable[[str], None] | None = None
    asking: Asking | None = None
    resolved: str = ""
    catalogue: Catalogue | None = None
    reading: Reading | None = None
    scope: ReportScope | None = None
    pledges: tuple[Pledge, ...] = ()
    draft: Draft | None = None
    reader: ReportReader | None = None
    answer: Answer | None = None

    def tell(self, step: str) -> None:
        """Says which step begins."""
        if self.on_step is not None:
            self.on_step(step)
