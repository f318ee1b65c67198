"""Clients ask while thousands of reports come in; ``python -m tests.index.torture.load --help``.

Each client asks, waits about as long as asked for, and asks again. First the library stands still
with the reports it has at first; then the others are taken in while the clients go on; then it
stands still again with all of them.

The ingestion rests now and then for ``--rest`` seconds while the clients go on: the questions of
its rests and those of its work are asked of the same library, on a machine that other programs
keep equally busy.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import random
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from assistant.answer import Assistant
from index.embed import SentenceTransformerEmbedder
from index.library import Library
from ingest.isolation import IsolatedReader
from tests.fakes import HashEmbedder
from tests.index.torture.generate import write_reports

SAMPLES = Path(__file__).resolve().parents[3] / "ui" / "samples"
ASKED = (
    "{unit}{year}年审查合同多少份",
    "{unit}开展普法活动多少场",
    "{unit}{year}年存在哪些不足",
    "{unit}和{other}的行政复议案件各多少",
    "{unit}下一年有什么安排",
)


Span = tuple[float, float]  # beginning and end, seconds


@dataclass(slots=True)
class Asking:
    """What the clients met with."""

    questions: list[Span] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def summary(self, chosen: Callable[[Span], bool] = lambda question: True) -> dict[str, Any]:
        """Counts and percentiles in milliseconds, of the chosen questions."""
        seconds = [end - start for start, end in self.questions if chosen((start, end))]
        if not seconds:
            return {"questions": 0, "errors": len(self.errors)}
        p50, p95 = np.percentile(seconds, [50, 95])
        return {
            "questions": len(seconds),
            "errors": len(self.errors),
            "p50_ms": round(p50 * 1000),
            "p95_ms": round(p95 * 1000),
            "load_average": round(os.getloadavg()[0], 1),  # of the minute just past
        }


@contextmanager
def clients(library: Library, assistant: Assistant, count: int, pause: float) -> Iterator[Asking]:
    """So many clients ask until the block ends."""
    asking, over = Asking(), threading.Event()

    def ask(number: int) -> None:
        chance = random.Random(number)
        over.wait(chance.uniform(0, pause))
        while not over.is_set():
            entries = [entry for entry in library.reports() if entry.unit]
            one, other = chance.choice(entries), chance.choice(entries)
            question = chance.choice(ASKED).format(unit=one.unit, other=other.unit, year=one.year)
            started = time.monotonic()
            try:
                answer = assistant.ask(question)
                for citation in answer.citations:
                    text = library.report(citation.report_id).text
                    assert text[citation.start : citation.end] == citation.quote
            except Exception as error:
                asking.errors.append(f"{question}: {type(error).__name__}: {error}")
            asking.questions.append((started, time.monotonic()))
            over.wait(chance.expovariate(1 / pause))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    try:
        yield asking
    finally:
        over.set()
        for thread in threads:
            thread.join()


def idle(
    library: Library, assistant: Assistant, count: int, pause: float, seconds: float
) -> dict[str, Any]:
    """The clients ask and nothing else happens."""
    with clients(library, assistant, count, pause) as asking:
        time.sleep(seconds)
    return {**asking.summary(), "error_texts": asking.errors[:3]}


def busy(
    library: Library, assistant: Assistant, files: Path, count: int, pause: float, rest: float
) -> dict[str, Any]:
    """The clients ask while files are taken in."""
    took: list[float] = []
    rests: list[Span] = []
    started = last = resumed = time.monotonic()

    def tick(done: int, total: int, source: str) -> None:
        nonlocal last, resumed
        took.append(time.monotonic() - last)
        if rest and time.monotonic() - resumed >= rest:
            begun = time.monotonic()
            time.sleep(rest)
            resumed = time.monotonic()
            rests.append((begun, resumed))
        last = time.monotonic()

    def at_rest(question: Span) -> bool:
        return any(begin <= question[0] and question[1] <= end for begin, end in rests)

    with clients(library, assistant, count, pause) as asking:
        records = library.ingest([files], on_progress=tick)
    tenth = max(1, len(took) // 10)
    return {
        **asking.summary(lambda question: not at_rest(question)),
        **({"at_rest": asking.summary(at_rest)} if rest else {}),
        "error_texts": asking.errors[:3],
        "files": len(records),
        "outcomes": {o: sum(r.outcome == o for r in records) for o in {r.outcome for r in records}},
        "seconds": round(time.monotonic() - started),
        "ms_a_file_first_tenth": round(1000 * float(np.median(took[1 : tenth + 1]))),
        "ms_a_file_last_tenth": round(1000 * float(np.median(took[-tenth:]))),
    }


def main() -> int:
    """Prints one JSON document; 1 if there was an error or the p95 more than doubled."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=2000)
    parser.add_argument("--before", type=int, default=500, help="reports that are there at first")
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--pause", type=float, default=5.0, help="seconds between two questions")
    parser.add_argument("--seconds", type=float, default=60, help="of each idle measurement")
    parser.add_argument(
        "--rest", type=float, default=20, help="seconds of work and of rest by turns"
    )
    parser.add_argument("--model", action="store_true", help="with the real embedding model")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.ERROR)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="load-")))
        write_reports(SAMPLES, folder / "before", arguments.before, seed=2)
        write_reports(SAMPLES, folder / "files", arguments.reports)
        reader = stack.enter_context(IsolatedReader())
        make: Callable[[], Any] = SentenceTransformerEmbedder if arguments.model else HashEmbedder
        library = stack.enter_context(
            Library.open(folder / "library", embedder=make(), reader=reader, unpack=reader.unpack)
        )
        library.ingest([folder / "before"])
        assistant = Assistant(library)
        assistant.prepare()
        asking = library, assistant
        how = arguments.clients, arguments.pause
        result: dict[str, Any] = {
            "idle_before": idle(*asking, *how, arguments.seconds),
            "while_ingesting": busy(*asking, folder / "files", *how, arguments.rest),
            "idle_after": idle(*asking, *how, arguments.seconds),
        }
        started = time.monotonic()
        again = library.ingest([folder / "files"])
        result["seconds_to_skip_unchanged"] = round(time.monotonic() - started, 2)
        assert {record.outcome for record in again} <= {"unchanged", "duplicate"}
        result["passages"] = library.passage_count
    print(json.dumps(result, ensure_ascii=False, indent=1))
    errors = sum(
        result[part]["errors"] for part in ("idle_before", "while_ingesting", "idle_after")
    )
    working = result["while_ingesting"]
    slowest = 2 * working.get("at_rest", result["idle_after"])["p95_ms"]
    return 1 if errors or working["p95_ms"] > slowest else 0


if __name__ == "__main__":
    sys.exit(main())
