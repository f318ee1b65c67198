"""Long work that lets questions pass."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

SWITCH = 0.0005  # seconds


@contextmanager
def giving_way() -> Iterator[None]:
    """While it lasts, a thread that computes makes room after half a millisecond.

    Python's own interval is 5 ms. A question reads the database and the index dozens of times and
    has to come back in each time: beside a busy ingestion that made 200 ms of 30.
    """
    before = sys.getswitchinterval()
    sys.setswitchinterval(min(before, SWITCH))
    try:
        yield
    finally:
        sys.setswitchinterval(before)
