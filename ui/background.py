"""Long work in a thread of its own, watched from a page that may be closed meanwhile."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from ui.watching import Watching

Result = TypeVar("Result")
Tell = Callable[[int, int, str], None]
# What stands for less is not read, and each showing costs as much as a simple answer.
WORTH_SHOWING = 0.1  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How far the work is: ``done`` of ``total``, and what is being done."""

    done: int
    total: int
    doing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished(Generic[Result]):
    """The end of the work."""

    result: Result


def watched(
    work: Callable[[Tell], Result], watching: Watching | None = None
) -> Iterator[Step | Finished[Result]]:
    """Runs ``work`` and yields its steps, the last of them its result.

    The work goes on where nobody watches any longer: what it stores is found later.

    Args:
        work: is given a function to tell its steps with (done, total, what).
        watching: who may leave; then nothing more is yielded.

    Raises:
        Exception: what the work raised.
    """
    watching = watching or Watching()
    told: queue.SimpleQueue[Step | Finished[Result] | BaseException | None] = watching.told

    def run() -> None:
        try:
            told.put(
                Finished(
                    result=work(lambda done, total, doing: told.put(_step(done, total, doing)))
                )
            )
        except BaseException as error:  # handed to whoever watches
            told.put(error)

    threading.Thread(target=run, name="watched-work", daemon=True).start()
    while True:
        one = _latest(told)
        if one is None or watching.left.is_set():
            return
        if isinstance(one, BaseException):
            raise one
        yield one
        if isinstance(one, Finished):
            return


def _latest(told: queue.SimpleQueue[Any]) -> Any:
    """The next thing told; of steps that follow each other at once only the last."""
    one = told.get()
    until = time.monotonic() + WORTH_SHOWING
    while isinstance(one, Step):
        try:
            one = told.get(timeout=max(0.0, until - time.monotonic()))
        except queue.Empty:
            break
    return one


def _step(done: int, total: int, doing: str) -> Step:
    return Step(done=done, total=total, doing=doing)
