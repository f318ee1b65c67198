"""What is measured: users who ask now and then, bursts, and a long time."""

from __future__ import annotations

import asyncio
import os
import time
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from tests.ui.load.office import Office
from tests.ui.load.visitor import Asked, Visitor

SIGNING_IN = 8  # at once


async def visitors(office: Office, count: int) -> list[Visitor]:
    """So many users, signed in, with the page open."""
    made = [Visitor(office=office, user=user) for user in office.users[:count]]
    gate = asyncio.Semaphore(SIGNING_IN)

    async def enter(visitor: Visitor) -> None:
        async with gate:
            await visitor.sign_in()

    await asyncio.gather(*map(enter, made))
    return made


def summary(asked: Sequence[Asked]) -> dict[str, Any]:
    """Counts, percentiles of what was answered, the slowest refusal, errors by their words."""
    outcomes = Counter(one.outcome for one in asked)
    answered = [one for one in asked if one.outcome == "answered"]
    busy = [one.seconds for one in asked if one.outcome == "busy"]
    errors = {told: n for told, n in outcomes.items() if told not in ("answered", "busy")}
    return {
        "questions": len(asked),
        "answered": len(answered),
        "busy": len(busy),
        "slowest_busy_ms": round(1000 * max(busy, default=0.0)),
        "errors": sum(errors.values()),
        "error_texts": dict(list(errors.items())[:5]),
        **_percentiles([one.seconds for one in answered]),
        "p95_ms_by_way": {
            way: _percentiles([one.seconds for one in answered if one.way == way]).get("p95_ms")
            for way in sorted({one.way for one in answered})
        },
        "load_average": [round(one, 2) for one in os.getloadavg()],
    }


def _percentiles(seconds: Sequence[float]) -> dict[str, int]:
    if not seconds:
        return {}
    p50, p95, p99 = np.percentile(seconds, [50, 95, 99])
    return {
        "p50_ms": round(1000 * p50),
        "p95_ms": round(1000 * p95),
        "p99_ms": round(1000 * p99),
        "slowest_ms": round(1000 * max(seconds)),
    }


async def steady(people: Sequence[Visitor], every: float, seconds: float) -> list[Asked]:
    """Each asks about every so many seconds, for so long."""
    asked: list[Asked] = []
    until = time.monotonic() + seconds

    async def go_on(visitor: Visitor) -> None:
        await asyncio.sleep(visitor.chance.uniform(0, every))
        while time.monotonic() < until:
            one = await visitor.ask()
            asked.append(one)
            pause = visitor.chance.uniform(0.5, 1.5) * every - one.seconds
            await asyncio.sleep(max(0.0, min(pause, until - time.monotonic())))

    await asyncio.gather(*map(go_on, people))
    return asked


async def burst(people: Sequence[Visitor]) -> list[Asked]:
    """All ask at the same moment."""
    return list(await asyncio.gather(*(visitor.ask() for visitor in people)))


async def soak(
    people: Sequence[Visitor], questions: int, step: int
) -> tuple[list[Asked], list[int]]:
    """Asks so many questions, a few at a time.

    Returns:
        What became of them, and the server's memory in bytes after every ``step``.
    """
    asked: list[Asked] = []
    memory: list[int] = []

    async def go_on(visitor: Visitor) -> None:
        while len(asked) < questions:
            asked.append(await visitor.ask())
            if len(asked) % step == 0:
                memory.append(visitor.office.resident())
                load = os.getloadavg()[0]
                print(f"{len(asked)}: {memory[-1] >> 20} MiB, load {load:.1f}", flush=True)

    await asyncio.gather(*map(go_on, people))
    return asked, memory


def growth(memory: Sequence[int]) -> float:
    """How much more the last quarter holds than the second, as a share of that."""
    quarter = max(1, len(memory) // 4)
    second = float(np.mean(memory[quarter : 2 * quarter] or memory[:1]))
    return (float(np.mean(memory[-quarter:])) - second) / second
