"""Until when one question may keep a language model busy."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A moment on a monotonic clock, in seconds."""

    ends: float
    clock: Clock = time.monotonic

    @classmethod
    def within(cls, seconds: float, clock: Clock = time.monotonic) -> Deadline:
        """The moment ``seconds`` from now."""
        return cls(ends=clock() + seconds, clock=clock)

    @property
    def left(self) -> float:
        """Seconds until then, never below 0."""
        return max(0.0, self.ends - self.clock())
