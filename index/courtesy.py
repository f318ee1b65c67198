"""Long work that lets questions pass."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from weakref import WeakMethod

LONGEST = 1.0  # seconds that long work waits in one piece
SPARED = 1.0  # seconds after which what was made meanwhile is spared too


class Courtesy:
    """Whoever asks goes first; long work of the same process goes on between questions.

    Python runs one thread at a time, and hands over only every 5 ms: a question beside a busy
    ingestion took thrice its time. Safe to use from several threads.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._asking = 0

    @contextmanager
    def asking(self) -> Iterator[None]:
        """While it lasts, long work waits."""
        with self._changed:
            self._asking += 1
        try:
            yield
        finally:
            with self._changed:
                self._asking -= 1
                if not self._asking:
                    self._changed.notify_all()

    @contextmanager
    def work(self) -> Iterator[Callable[[], None]]:
        """Long work; what it is given is to be called often, holding nothing a question needs.

        A call waits until nobody asks. In all it waits no longer than was worked: however much
        is asked, work goes on at half its speed.
        """
        earned, resumed, spared = 0.0, time.monotonic(), float("-inf")

        def let_pass() -> None:
            nonlocal earned, resumed, spared
            now = time.monotonic()
            if now - spared >= SPARED:
                spared = now
                _spare()
            if not self._asking:
                return
            earned = min(LONGEST, earned + now - resumed)
            with self._changed:
                self._changed.wait_for(lambda: not self._asking, timeout=earned)
            resumed = time.monotonic()
            earned = max(0.0, earned - (resumed - now))

        try:
            yield let_pass
        finally:
            gc.unfreeze()


def _spare() -> None:
    """Has Python look for garbage among new objects only, until ``gc.unfreeze``.

    The many objects that work makes have it look through all there are, again and again: 0.1 to
    0.3 s each time, in which nothing else runs. A question leaves no cycles behind (measured), so
    that nothing is kept that would have been found.
    """
    gc.collect(1)
    gc.freeze()


class Followers:
    """Bound methods to be called, each as long as its object lives."""

    def __init__(self) -> None:
        self._methods: tuple[WeakMethod[Callable[[], object]], ...] = ()
        self._adding = threading.Lock()

    def add(self, call: Callable[[], object]) -> None:
        """Adds a bound method."""
        with self._adding:
            living = (one for one in self._methods if one() is not None)
            self._methods = (*living, WeakMethod(call))

    def call(self) -> None:
        """Calls those that still live."""
        for one in self._methods:
            method = one()
            if method is not None:
                method()
