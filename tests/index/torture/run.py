"""Tortures a library many times over; ``python -m tests.index.torture.run --help``.

Everything is imported once; each trial is a forked child, so that hundreds take minutes. Faults
at system calls need ``faults.c`` to be preloaded; ``test_torture.py`` does that.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import logging
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from index.words import Words
from ingest.errors import ReportAssistantError
from tests.index.torture.damage import build, judge_damage
from tests.index.torture.scenario import (
    LAST,
    expected_states,
    go_through,
    judge,
    write_files,
)

KILL, ERROR, FULL = 1, 2, 3
REFUSED = 3  # exit status of a child that ended with a message for the user


def in_child(work: Callable[[int], Any], *, kill_after: float | None = None) -> tuple[int, str]:
    """Runs ``work`` in a fork; it may write to the pipe whose end it is given.

    Returns:
        The exit status (negative: the signal) and all that was written.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        status = 70
        try:
            os.close(reading)
            work(writing)
            status = 0
        except ReportAssistantError as error:
            os.write(writing, f"told {error}\n".encode())
            status = REFUSED
        except BaseException as error:
            os.write(writing, f"threw {type(error).__name__}: {error}\n".encode())
        finally:
            os._exit(status)
    os.close(writing)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read().decode()
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), told


def _arm(mode: int, at: int, folder: Path) -> None:
    arm = ctypes.CDLL(None).fault_arm
    arm.argtypes = (ctypes.c_int, ctypes.c_long, ctypes.c_char_p)
    arm(mode, at, os.fsencode(folder))


def _count() -> int:
    counted = ctypes.CDLL(None).fault_count
    counted.restype = ctypes.c_long
    return int(counted())


class Trials:
    """Runs the scenario under one fault after the other and keeps what went wrong."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._states = expected_states(folder / "expected")
        self.done = self.acknowledged = self.refusals = self.points = 0
        self.took = 0.0  # the last run without its judgement, in seconds
        self.wrong: list[str] = []

    def trial(self, name: str, mode: int, at: int, *, kill_after: float | None = None) -> int:
        """One run, one judgement; returns what the run counted."""
        place = self.folder / "trial"
        shutil.rmtree(place, ignore_errors=True)
        write_files(place / "files")
        library = place / "library"

        def work(pipe: int) -> None:
            if mode:
                _arm(mode, at, library)
            go_through(library, place / "files", lambda step: _tell(pipe, f"ack {step}"))
            if mode:
                _tell(pipe, f"count {_count()}")

        started = time.monotonic()
        status, told = in_child(work, kill_after=kill_after)
        self.took = time.monotonic() - started
        steps = [int(line.split()[1]) for line in told.splitlines() if line.startswith("ack")]
        acknowledged = max(steps, default=0)
        if mode in (ERROR, FULL):
            if status not in (0, REFUSED):
                self.wrong.append(f"{name}: ended with {status} {told[-300:]!r}")
            self.refusals += status == REFUSED
        self._judge(name, library, place / "files", acknowledged)
        counts = [int(line.split()[1]) for line in told.splitlines() if line.startswith("count")]
        return counts[-1] if counts else 0

    def _judge(self, name: str, library: Path, files: Path, acknowledged: int) -> None:
        def work(pipe: int) -> None:
            for line in judge(library, files, self._states, acknowledged):
                _tell(pipe, line)

        status, told = in_child(work)
        self.done += 1
        self.acknowledged += acknowledged
        if status or told:
            self.wrong.append(f"{name}: {status} {told[:800]}")


def _tell(pipe: int, line: str) -> None:
    os.write(pipe, f"{line}\n".encode())


def chosen(last: int, count: int | None) -> list[int]:
    """All of 1 … last, or ``count`` of them spread evenly."""
    if count is None or count >= last:
        return list(range(1, last + 1))
    return sorted({1 + round(place * (last - 1) / max(1, count - 1)) for place in range(count)})


def kills(trials: Trials, count: int | None, seed: int) -> None:
    """kill -9 at random moments."""
    trials.trial("nothing happens", 0, 0)
    whole = trials.took
    chance = random.Random(seed)
    for number in range(count or 300):
        moment = chance.uniform(0, whole)
        trials.trial(f"killed {number} after {moment:.4f} s", 0, 0, kill_after=moment)


def calls(trials: Trials, count: int | None, seed: int) -> None:
    """A kill, then an error, at each write, fsync, rename and their like."""
    last = trials.points = trials.trial("counted", ERROR, -1)
    for at in chosen(last, count):
        trials.trial(f"killed at call {at} of {last}", KILL, at)
    for at in chosen(last, count):
        trials.trial(f"error at call {at} of {last}", ERROR, at)


def full(trials: Trials, count: int | None, seed: int) -> None:
    """A disk that is full from a certain byte on."""
    last = trials.points = trials.trial("counted", FULL, 1 << 60)
    for at in chosen(last, count or 100):
        trials.trial(f"full at byte {at} of {last}", FULL, at)


def damaged(trials: Trials, count: int | None, seed: int) -> None:
    """Files that are made from the database, damaged in eight ways."""
    place = trials.folder / "damaged"
    place.mkdir()
    expected = build(place)
    for number in range(count or 500):
        trials.wrong += judge_damage(
            place / "library", expected, trials.folder / "trial", number, seed
        )
        trials.done += 1


def main() -> int:
    """Prints one JSON document; 1 if anything was lost or wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    kinds = {"kills": kills, "calls": calls, "full": full, "damaged": damaged}
    parser.add_argument("kind", choices=kinds)
    parser.add_argument("--count", type=int)
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    logging.lastResort = None  # what is said of each repair would drown the result
    Words()("预先载入词典")
    started = time.monotonic()
    # In memory: what is tested is what a process leaves behind, and fsync then costs nothing.
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="torture-", dir=memory) as folder:
        trials = Trials(Path(folder).resolve())
        kinds[arguments.kind](trials, arguments.count, arguments.seed)
    result = {
        "kind": arguments.kind,
        "calls_or_bytes_in_one_run": trials.points,
        "trials": trials.done,
        "steps_acknowledged": trials.acknowledged,
        "steps_in_all": trials.done * LAST,
        "ended_with_a_message": trials.refusals,
        "wrong": trials.wrong,
        "seconds": round(time.monotonic() - started),
    }
    print(json.dumps(result, ensure_ascii=False, indent=1))
    return 1 if trials.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
