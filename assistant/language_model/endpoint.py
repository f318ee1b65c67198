"""A language model as the rest of the program uses it: prompt in, text out, faults told apart."""

from __future__ import annotations

import importlib
import time
from collections.abc import Generator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from assistant.language_model.breaker import Breaker
from assistant.language_model.deadline import Clock, Deadline
from assistant.language_model.faults import ModelFault
from assistant.language_model.model import connected
from assistant.language_model.settings import LanguageModelSettings
from assistant.language_model.stream import Connect, Stopped, streamed
from assistant.language_model.thinking import ThinkingFilter

if TYPE_CHECKING:
    from langchain_core.prompts import ChatPromptTemplate

RESTART = "\f"  # told alone: what was told before was thought, not written


class LanguageModel:
    """One endpoint with its limits and its breaker. Safe to use from several threads.

    Args:
        settings: which endpoint, which limits.
        connect: makes LangChain's chat model.
    """

    def __init__(
        self,
        settings: LanguageModelSettings,
        *,
        connect: Connect = connected,
        clock: Clock = time.monotonic,
    ) -> None:
        self.settings = settings
        self._connect = connect
        self._clock = clock
        self._breaker = Breaker(settings.faults_until_rest, settings.rest_seconds, clock)

    def prepare(self) -> None:
        """Loads the client, which the first question would otherwise wait for."""
        with suppress(ImportError):  # said when it is asked
            importlib.import_module(
                "langchain_openai" if self.settings.provider is None else "langchain.chat_models"
            )

    def deadline(self) -> Deadline:
        """Until when one question that comes now may use the model."""
        return Deadline.within(self.settings.total_seconds, self._clock)

    def stream(
        self,
        prompt: ChatPromptTemplate,
        variables: Mapping[str, str],
        *,
        deadline: Deadline,
        stopped: Stopped,
        options: dict[str, Any] | None = None,
    ) -> Generator[str, None, None]:
        """The model's text without its thoughts, as it comes; ``RESTART`` drops what came before.

        Closing the iterator ends the request.

        Raises:
            ModelFault: no text came, or not the whole of it.
        """
        if not self._breaker.allows():
            raise ModelFault("resting")
        value = prompt.invoke(dict(variables))
        thinking, wrote = ThinkingFilter(), False
        try:
            pieces = streamed(
                value,
                self.settings,
                self._connect,
                deadline=deadline,
                stopped=stopped,
                options=options,
            )
            for piece in pieces:
                text = thinking.feed(piece)
                if thinking.restarted:
                    yield RESTART
                wrote = wrote or bool(text.strip())
                if text:
                    yield text
            rest = thinking.end()
            if not (wrote or rest.strip()):
                raise ModelFault("empty")
            if rest:
                yield rest
        except ModelFault as fault:
            if fault.kind != "stopped":  # the reader's wish is no fault of the endpoint
                self._breaker.failed()
            raise
        except GeneratorExit:  # whoever listened has enough
            pieces.close()
            self._breaker.succeeded()
            raise
        self._breaker.succeeded()

    def text(
        self,
        prompt: ChatPromptTemplate,
        variables: Mapping[str, str],
        *,
        deadline: Deadline,
        stopped: Stopped,
        options: dict[str, Any] | None = None,
    ) -> str:
        """The whole text at once.

        Raises:
            ModelFault: as ``stream``.
        """
        told: list[str] = []
        for piece in self.stream(
            prompt, variables, deadline=deadline, stopped=stopped, options=options
        ):
            told = [] if piece == RESTART else [*told, piece]
        return "".join(told)
