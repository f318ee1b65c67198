"""Who on the page watches work under way, and how he leaves it: in order, nothing shown after.

Gradio can cancel an event, but its request to do so travels beside the others: it may come when
the event has long shown more, or when the next one has begun, which it then ends instead. So an
event here is asked to end, and whoever asked goes on when all that it showed is on its way.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

LONGEST_FAREWELL = 2.0  # seconds; only an event whose browser is gone does not end at once


@dataclass(frozen=True, slots=True)
class Watching:
    """One event that watches work.

    Attributes:
        told: what the work tells, and None when the watcher shall leave.
        left: whether he shall.
        dropped: whether the result is not wanted either.
        ended: whether all that the event showed has been sent.
    """

    told: queue.SimpleQueue[Any] = field(default_factory=queue.SimpleQueue)
    left: threading.Event = field(default_factory=threading.Event)
    dropped: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)

    def leave(self) -> None:
        """Has the watcher end; the work goes on. Returns when he has."""
        self.left.set()
        self.told.put(None)
        self.ended.wait(LONGEST_FAREWELL)


@dataclass(frozen=True, slots=True)
class Watchings:
    """What is being watched, by session of the page."""

    _open: dict[str, tuple[Watching, ...]] = field(default_factory=dict)
    _changing: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def begun(self, session: str) -> Iterator[Watching]:
        """An event of the session, for as long as it shows something."""
        watching = Watching()
        with self._changing:
            self._open[session] = (*self._open.get(session, ()), watching)
        try:
            yield watching
        finally:
            with self._changing:
                others = tuple(one for one in self._open[session] if one is not watching)
                if others:
                    self._open[session] = others
                else:
                    del self._open[session]
            watching.ended.set()

    def leave(self, session: str, *, drop: bool = False) -> None:
        """Has the session watch nothing any more.

        Args:
            drop: the results are not wanted either.
        """
        for watching in self._open.get(session, ()):
            if drop:
                watching.dropped.set()
            watching.leave()
