"""Signed-in users ask the real server; ``python -m tests.ui.load --help``.

First users ask now and then; then 50 ask at once, then far more than the desk takes on; then, with
--soak, a few ask many questions without a pause while the server's memory is watched.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.ui.load.office import Office, office
from tests.ui.load.phases import burst, growth, soak, steady, summary, visitors

STEADY_P95 = 1_000  # ms: what is promised
BURST, BURST_P95 = 50, 3_000
BUSY_WITHIN = 1_000  # ms
GROWTH = 0.05
SOAKING = 4  # clients of the long run


async def measured(place: Office, arguments: argparse.Namespace) -> dict[str, Any]:
    """All figures of a run."""
    people = await visitors(place, len(place.users))
    result: dict[str, Any] = {"load_average_before": os.getloadavg()[0]}
    for visitor in people[:3]:  # the first question of all loads the model
        await visitor.ask("page")
    if arguments.minutes:
        asked = await steady(people, arguments.every, arguments.minutes * 60)
        result["steady"] = {"users": len(people), "every_s": arguments.every, **summary(asked)}
    if arguments.bursts:
        result["burst"] = summary(await burst(people[:BURST]))
        result["beyond"] = summary(await burst(people))
    if arguments.soak:
        step = max(1, arguments.soak // 20)
        asked, memory = await soak(people[:SOAKING], arguments.soak, step)
        result["soak"] = {
            **summary(asked),
            "memory_mib": [one >> 20 for one in memory],
            "growth": round(growth(memory), 4),
        }
    for visitor in people:
        await visitor.leave()
    return result


def broken(result: dict[str, Any]) -> list[str]:
    """Which promises were not kept."""
    told = []
    for name, phase in result.items():
        if isinstance(phase, dict) and phase["errors"]:
            told.append(f"{name}: {phase['errors']} errors")
    checks = (
        ("steady", "p95_ms", STEADY_P95),
        ("steady", "busy", 0),
        ("burst", "p95_ms", BURST_P95),
        ("burst", "busy", 0),
        ("beyond", "slowest_busy_ms", BUSY_WITHIN),
        ("soak", "growth", GROWTH),
    )
    for name, figure, most in checks:
        found = result.get(name, {}).get(figure, 0)
        if found > most:
            told.append(f"{name}: {figure} {found}, promised {most}")
    return told


def main(argv: Sequence[str] | None = None) -> int:
    """Prints one JSON document; 1 if a promise was not kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--users", type=int, default=200)
    parser.add_argument("--every", type=float, default=30, help="seconds between two questions")
    parser.add_argument("--minutes", type=float, default=10, help="of asking now and then")
    parser.add_argument("--no-bursts", dest="bursts", action="store_false")
    parser.add_argument("--soak", type=int, default=0, help="questions of the long run")
    parser.add_argument("--library", type=Path, help="of the samples, to copy instead of ingesting")
    arguments = parser.parse_args(argv)
    with (
        tempfile.TemporaryDirectory(prefix="load-") as folder,
        office(Path(folder), arguments.users, arguments.library) as place,
    ):
        result = asyncio.run(measured(place, arguments))
        result["broken"] = broken(result)
        told = (Path(folder) / "errors.log").read_text(encoding="utf-8")
        result["server_errors"] = told.splitlines()[-20:]
    print(json.dumps(result, ensure_ascii=False, indent=1))
    return 1 if result["broken"] else 0


if __name__ == "__main__":
    sys.exit(main())
