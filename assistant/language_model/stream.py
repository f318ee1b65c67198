"""Streams a model's text within time limits; the caller is never kept waiting beyond them.

The client runs in an event loop of a thread of its own: there, whatever it waits for can be
cancelled, and its connection closes at once. The caller watches the clock itself, so that a
client which ignores its cancellation cannot hold it.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import AsyncIterator, Callable, Generator
from contextlib import AbstractAsyncContextManager, suppress
from typing import TYPE_CHECKING, Any

from assistant.language_model.deadline import Deadline
from assistant.language_model.faults import ModelFault, fault_of
from assistant.language_model.settings import LanguageModelSettings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.prompt_values import PromptValue

Connect = Callable[[LanguageModelSettings], "AbstractAsyncContextManager[BaseChatModel]"]
Stopped = Callable[[], bool]

_LOOK = 0.1  # seconds between two looks at whether the text is still wanted
_GRACE = 0.5  # seconds beyond a limit that the client has for raising its own error
_FINISHED = ("stop", "end_turn", "eos", "tool_calls")


def streamed(
    prompt: PromptValue,
    settings: LanguageModelSettings,
    connect: Connect,
    *,
    deadline: Deadline,
    stopped: Stopped,
    options: dict[str, Any] | None = None,
) -> Generator[str, None, None]:
    """The pieces of the model's text as they come.

    Args:
        deadline: of all that the question asks of the model.
        stopped: whether nobody wants the text any more.
        options: bound to the model for this request.

    Raises:
        ModelFault: the text did not come, or not whole.
    """
    told: queue.SimpleQueue[str | ModelFault | None] = queue.SimpleQueue()
    reading = _Reading(prompt, settings, connect, deadline, told, options or {})
    threading.Thread(target=reading.run, name="language-model", daemon=True).start()
    wait = settings.connect_seconds + settings.first_token_seconds + _GRACE
    patience = Deadline.within(wait)
    length = 0
    try:
        while True:
            if stopped():
                raise ModelFault("stopped")
            try:
                piece = told.get(timeout=_LOOK)
            except queue.Empty:
                if min(deadline.left, patience.left) <= 0:
                    raise ModelFault("slow") from None
                continue
            if piece is None:
                return
            if isinstance(piece, ModelFault):
                raise piece
            patience = Deadline.within(wait)
            length += len(piece)
            if length > settings.longest_text:
                raise ModelFault("endless", f"超过{settings.longest_text}字")
            if piece:
                yield piece
    finally:
        reading.cancel()


class _Reading:
    """One request in a thread of its own."""

    def __init__(
        self,
        prompt: PromptValue,
        settings: LanguageModelSettings,
        connect: Connect,
        deadline: Deadline,
        told: queue.SimpleQueue[str | ModelFault | None],
        options: dict[str, Any],
    ) -> None:
        self._prompt = prompt
        self._settings = settings
        self._connect = connect
        self._deadline = deadline
        self._told = told
        self._options = options
        self._lock = threading.Lock()
        self._cancelled = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None

    def cancel(self) -> None:
        """Ends the request at once; harmless where it has ended."""
        with self._lock:
            self._cancelled = True
            if self._loop is not None and self._task is not None:
                with suppress(RuntimeError):  # the loop has closed meanwhile
                    self._loop.call_soon_threadsafe(self._task.cancel)

    def run(self) -> None:
        """Reads to the end; what is told last is None, or what went wrong."""
        try:
            asyncio.run(self._guarded())
        except BaseException as error:  # whatever a client raises, the caller must hear of it
            self._told.put(fault_of(error))

    async def _guarded(self) -> None:
        with self._lock:
            if self._cancelled:
                return
            self._loop, self._task = asyncio.get_running_loop(), asyncio.current_task()
        try:
            async with asyncio.timeout(self._deadline.left):
                await self._read()
            self._told.put(None)
        except asyncio.CancelledError:
            self._told.put(ModelFault("stopped"))
        except Exception as error:  # told here: closing the loop may take its time
            self._told.put(fault_of(error))

    async def _read(self) -> None:
        from langsmith import tracing_context

        with tracing_context(enabled=False):  # a variable of the office must not send texts out
            async with self._connect(self._settings) as model:
                chunks = model.astream(self._prompt, **self._options)
                await self._pass_on(chunks)

    async def _pass_on(self, chunks: AsyncIterator[Any]) -> None:
        finished = ""
        while True:
            try:
                async with asyncio.timeout(self._settings.first_token_seconds):
                    chunk = await anext(chunks)
            except StopAsyncIteration:
                break
            finished = str(chunk.response_metadata.get("finish_reason") or finished)
            finished = str(chunk.response_metadata.get("stop_reason") or finished)
            self._told.put(chunk.text)
        if finished not in _FINISHED:
            raise ModelFault("cut", "达到长度上限" if finished in ("length", "max_tokens") else "")
