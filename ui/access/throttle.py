"""Growing delays after wrong passwords, per name and address."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ui.access.database import writing

_FORGOTTEN = 24 * 3600.0  # seconds after which wrong tries no longer count


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How many wrong tries are free, and how long the longest delay is, in seconds."""

    free: int
    longest: float

    def delay(self, wrong: int) -> float:
        """Seconds after the last of so many wrong tries: 1, 2, 4 … up to the longest."""
        if wrong < self.free:
            return 0.0
        return min(self.longest, 2.0 ** min(wrong - self.free, 30))


# One person at one place; one place, whoever it tries to be; one name, from wherever it is tried.
# The last is mild: otherwise anybody could keep somebody else out.
PAIR = Patience(free=3, longest=900.0)
ADDRESS = Patience(free=20, longest=900.0)
NAME = Patience(free=10, longest=30.0)


class Throttle:
    """Counts wrong tries; they outlive a restart of the server."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.time) -> None:
        self._folder, self._clock = folder, clock

    def begin(self, name: str, address: str) -> float:
        """Announces a try, which counts as wrong until it is known to be right.

        So of many tries at the same moment no more get through than one after the other would.

        Returns:
            Seconds to wait; 0 if it may be made now. A try that must wait does not count.
        """
        now = self._clock()
        with writing(self._folder) as connection:
            connection.execute("DELETE FROM attempts WHERE last < ?", (now - _FORGOTTEN,))
            waits = [0.0]
            for key, patience in _keys(name, address):
                row = connection.execute(
                    "SELECT wrong, last FROM attempts WHERE whose = ?", (key,)
                ).fetchone()
                if row is not None:
                    delay = patience.delay(int(row[0]))
                    # Never longer than the delay itself, though the clock was put back.
                    waits.append(min(delay, float(row[1]) + delay - now))
            wait = max(waits)
            if wait <= 0:
                connection.executemany(
                    "INSERT INTO attempts VALUES (?, 1, ?) ON CONFLICT (whose) DO UPDATE SET"
                    " wrong = wrong + 1, last = excluded.last",
                    [(key, now) for key, _ in _keys(name, address)],
                )
        return max(0.0, wait)

    def right(self, name: str, address: str) -> None:
        """Forgets a name's wrong tries at a place, and takes the right one off the others."""
        (pair, _), *others = _keys(name, address)
        with writing(self._folder) as connection:
            connection.execute("DELETE FROM attempts WHERE whose = ?", (pair,))
            connection.executemany(
                "UPDATE attempts SET wrong = max(0, wrong - 1) WHERE whose = ?",
                [(key,) for key, _ in others],
            )


def _keys(name: str, address: str) -> tuple[tuple[str, Patience], ...]:
    short = name[:64]  # of names that are none, anybody may send any
    return (
        (f"pair {address} {short}", PAIR),
        (f"address {address}", ADDRESS),
        (f"name {short}", NAME),
    )
