"""A lock that serves threads in the order in which they came."""

from __future__ import annotations

import threading
from collections import deque
from types import TracebackType


class Turn:
    """A fair lock; not to be entered again by the thread that holds it.

    Python's own locks go to whoever asks first after a release, which is nearly always the thread
    that released: a long ingestion would keep every question waiting until it is through.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._taken = False

    def __enter__(self) -> Turn:
        with self._guard:
            if not self._taken:
                self._taken = True
                return self
            gate = threading.Lock()
            gate.acquire()
            self._waiting.append(gate)
        try:
            gate.acquire()  # until whoever goes before hands the turn over
        except BaseException:  # interrupted while waiting
            with self._guard:
                handed = gate not in self._waiting
                if not handed:
                    self._waiting.remove(gate)
            if handed:
                self._hand_over()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._hand_over()

    def _hand_over(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False
