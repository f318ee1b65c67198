"""How long ingestion and questions take, and how much memory: ``python -m eval.bench``."""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

from assistant.answer import Assistant
from eval.statistics import nearest_rank
from index.embed import SentenceTransformerEmbedder
from index.library import Library


def measure(reports: Path, questions: list[tuple[str, list[str]]]) -> dict[str, float]:
    """Ingests ``reports`` into a fresh library and asks every question once, after one warm-up.

    Returns:
        seconds of ingestion (the model's loading apart), seconds of loading, milliseconds of a
        question (p50, p95), peak memory in MiB, load average of the machine.
    """
    embedder = SentenceTransformerEmbedder()
    started = time.monotonic()
    embedder.embed_query("预热")
    loaded = time.monotonic()
    with (
        tempfile.TemporaryDirectory() as folder,
        Library.open(Path(folder), embedder=embedder) as library,
    ):
        records = library.ingest([reports])
        ingested = time.monotonic()
        assistant = Assistant(library)
        assistant.ask(questions[0][0])
        times: list[int] = []
        for question, history in questions:
            before = time.monotonic()
            assistant.ask(question, history)
            times.append(round((time.monotonic() - before) * 1000))
        return {
            "files": len(records),
            "passages": library.passage_count,
            "load_s": round(loaded - started, 1),
            "ingest_s": round(ingested - loaded, 1),
            "questions": len(times),
            "p50_ms": nearest_rank(times, 50) or 0,
            "p95_ms": nearest_rank(times, 95) or 0,
            "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            "load_average": round(os.getloadavg()[0], 1),
        }


def main() -> int:
    """Prints one JSON document."""
    parser = argparse.ArgumentParser(prog="python -m eval.bench", description=__doc__)
    parser.add_argument("reports", type=Path, help="folder of reports")
    parser.add_argument("questions", type=Path, help="test set (JSONL) whose questions are asked")
    arguments = parser.parse_args()
    rows = [json.loads(r) for r in arguments.questions.read_text("utf-8").splitlines() if r.strip()]
    result = measure(arguments.reports, [(r["question"], r.get("history", [])) for r in rows])
    json.dump(result, sys.stdout, ensure_ascii=False)
    print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
