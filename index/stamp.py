"""What was read of a file, good until the file changes."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

_Stamp = tuple[int, int, int, int]

# Two changes within one tick of the system's clock leave one stamp: what was read so soon after a
# change is not relied on. The coarsest tick of a local disk is 15.6 ms (Windows).
TICK = 0.03  # seconds
# Some systems write the time of a change late (Windows, network drives).
AT_MOST = 1.0  # seconds that an unchanged stamp is relied on


class Remembered:
    """A number in a database that is asked for far more often than it changes.

    Asking the database waits for whoever commits; asking for the file's stamp waits for nobody.
    Safe to use from several threads: the pair is replaced as a whole.
    """

    def __init__(self, path: Path, read: Callable[[], int]) -> None:
        self._path, self._read = path, read
        self._known: tuple[_Stamp, float, int] | None = None  # stamp, when it was read, number

    def get(self) -> int:
        """The number, as of now."""
        known = self._known
        stamp = self._stamp()
        if known is not None and known[0] == stamp and 0 <= time.monotonic() - known[1] < AT_MOST:
            return known[2]
        read_at = time.monotonic()
        settled = abs(time.time() - stamp[2] / 1e9) > TICK
        number = self._read()
        # Changed while it was read, or only just: the next caller reads again.
        self._known = (stamp, read_at, number) if settled and self._stamp() == stamp else None
        return number

    def _stamp(self) -> _Stamp:
        try:
            status = os.stat(self._path)  # noqa: PTH116  (a path object costs as much again)
        except OSError:
            return 0, 0, 0, time.monotonic_ns()  # never the same: always read
        return status.st_dev, status.st_ino, status.st_mtime_ns, status.st_size
