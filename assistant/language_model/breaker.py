"""Leaves a dead endpoint alone: nobody waits for what failed a moment ago."""

from __future__ import annotations

import threading
import time

from assistant.language_model.deadline import Clock


class Breaker:
    """Opens after faults in a row, lets one question through after a rest, and closes again when
    that succeeds. Safe to use from several threads.

    Args:
        faults: in a row until it opens.
        rest: seconds for which it stays open.
    """

    def __init__(self, faults: int, rest: float, clock: Clock = time.monotonic) -> None:
        self._faults = faults
        self._rest = rest
        self._clock = clock
        self._lock = threading.Lock()
        self._row = 0
        self._closed_from = 0.0

    def allows(self) -> bool:
        """Whether the endpoint may be asked now; after a rest only one may at a time."""
        with self._lock:
            if self._row < self._faults:
                return True
            now = self._clock()
            if now < self._closed_from:
                return False
            self._closed_from = now + self._rest  # whoever comes while this one tries has to wait
            return True

    def succeeded(self) -> None:
        """The endpoint answered."""
        with self._lock:
            self._row = 0

    def failed(self) -> None:
        """The endpoint did not answer as it should."""
        with self._lock:
            self._row += 1
            if self._row >= self._faults:
                self._closed_from = self._clock() + self._rest
