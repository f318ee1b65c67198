"""Long work in a thread of its own, watched from a page that may be closed meanwhile."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from ui.watching import Watching

Result = TypeVar("Result")
Tell = Callable[[int, int, str], None]


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
        one = told.get()
        while isinstance(one, Step) and not told.empty():
            one = told.get()  # only the latest step is worth sending
        if one is None or watching.left.is_set():
            return
        if isinstance(one, BaseException):
            raise one
        yield one
        if isinstance(one, Finished):
            return


def _step(done: int, total: int, doing: str) -> Step:
    return Step(done=done, total=total, doing=doing)
