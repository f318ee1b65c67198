"""What one question may ask of a language model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.language_model.deadline import Deadline
from assistant.language_model.endpoint import LanguageModel
from assistant.language_model.stream import Stopped

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A model, for as long as one question may keep it busy.

    Attributes:
        deadline: of all requests together.
        stopped: whether nobody wants the answer any more.
        tell: given the checked answer so far, whenever a sentence is added.
    """

    model: LanguageModel
    deadline: Deadline
    stopped: Stopped
    tell: Tell

    @classmethod
    def of(
        cls, model: LanguageModel | None, tell: Tell | None, stopped: Stopped | None
    ) -> Asking | None:
        """For a question that comes now; None without a model."""
        if model is None:
            return None
        return cls(
            model=model,
            deadline=model.deadline(),
            stopped=stopped or (lambda: False),
            tell=tell or (lambda _: None),
        )
