"""How well search finds the passage that holds the answer: ``python -m eval.retrieval``.

Every line of the table goes through the real ``Library``; only the passages and the fusion differ.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from eval.retrieval_corpora import (
    READER_CORPORA,
    Corpus,
    Question,
    evenly,
    fixed_size,
    reader_corpus,
    report_corpus,
    without_names,
)
from index.embed import Embedder, Vectors, default_embedder
from index.library import Library
from index.model import cache_folder
from index.search import Mode
from index.types import Hit
from ingest.errors import ReportAssistantError
from ingest.report import Reading

DEPTH = 100  # ranks looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the table."""

    corpus: str
    questions: int
    passages: int
    method: str
    recall_1: float
    recall_3: float
    mrr: float


class RememberingEmbedder:
    """Keeps every vector on disk, so that only the first run computes."""

    def __init__(self, embedder: Embedder, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._embedder = embedder
        self._memory = sqlite3.connect(path, check_same_thread=False)
        self._memory.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, data BLOB)")

    @property
    def name(self) -> str:
        """The embedder's own."""
        return self._embedder.name

    @property
    def dimension(self) -> int:
        """The embedder's own."""
        return self._embedder.dimension

    def close(self) -> None:
        """Closes the memory."""
        self._memory.close()

    def embed_passages(self, texts: list[str]) -> Vectors:
        """float32 (n, dimension)."""
        known = [self._recall("passage", text) for text in texts]
        missing = [text for text, vector in zip(texts, known, strict=True) if vector is None]
        made = iter(self._embedder.embed_passages(missing)) if missing else iter(())
        vectors = [next(made) if vector is None else vector for vector in known]
        with self._memory:
            for text, vector, before in zip(texts, vectors, known, strict=True):
                if before is None:
                    self._remember("passage", text, vector)
        return np.array(vectors, dtype=np.float32).reshape(len(texts), self.dimension)

    def embed_query(self, text: str) -> Vectors:
        """float32 (dimension,)."""
        vector = self._recall("query", text)
        if vector is None:
            vector = self._embedder.embed_query(text)
            with self._memory:
                self._remember("query", text, vector)
        return vector

    def _key(self, kind: str, text: str) -> bytes:
        return hashlib.sha256(f"{self.name}\0{kind}\0{text}".encode()).digest()

    def _recall(self, kind: str, text: str) -> Vectors | None:
        key = (self._key(kind, text),)
        row = self._memory.execute("SELECT data FROM vectors WHERE key = ?", key).fetchone()
        return None if row is None else np.frombuffer(row[0], dtype=np.float32)

    def _remember(self, kind: str, text: str, vector: Vectors) -> None:
        row = (self._key(kind, text), vector.astype(np.float32).tobytes())
        self._memory.execute("INSERT OR REPLACE INTO vectors VALUES (?, ?)", row)


@contextmanager
def library_of(corpus: Corpus, embedder: Embedder) -> Iterator[Library]:
    """A library of the corpus's reports in a temporary folder."""
    with tempfile.TemporaryDirectory() as folder:
        files = Path(folder) / "files"
        files.mkdir()
        reports = {f"{number:05}.txt": report for number, report in enumerate(corpus.reports)}
        for name, report in reports.items():
            (files / name).write_text(report.id, "utf-8")
        with Library.open(
            Path(folder) / "library",
            embedder=embedder,
            reader=lambda name, data: Reading(report=reports[name]),
        ) as library:
            library.ingest([files])
            yield library


def rank_of(question: Question, hits: Sequence[Hit]) -> int | None:
    """Rank, from 1, of the first passage that overlaps the answer; None if there is none."""
    for rank, hit in enumerate(hits, start=1):
        if hit.report.id == question.report_id and any(
            hit.passage.start < end and start < hit.passage.end for start, end in question.spans
        ):
            return rank
    return None


def reciprocal_rank_fusion(*rankings: Sequence[Hit], k: int = 60) -> list[Hit]:
    """Equal-weight rank fusion, to compare with.

    Source: Cormack, Clarke & Büttcher (2009), SIGIR.
    """
    scores: dict[tuple[str, int], float] = {}
    hits: dict[tuple[str, int], Hit] = {}
    for ranking in rankings:
        for rank, hit in enumerate(ranking, start=1):
            key = (hit.report.id, hit.passage.ordinal)
            scores[key] = scores.get(key, 0.0) + 1 / (k + rank)
            hits[key] = hit
    return [hits[key] for key in sorted(scores, key=lambda key: (-scores[key], key))]


def measure(corpus: Corpus, method: str, library: Library, modes: Sequence[Mode]) -> Line:
    """Recall and mean reciprocal rank of one mode, or of several fused by rank."""
    ranks: list[int | None] = []
    for question in corpus.questions:
        rankings = [library.search(question.text, limit=DEPTH, mode=mode) for mode in modes]
        hits = rankings[0] if len(rankings) == 1 else reciprocal_rank_fusion(*rankings)
        ranks.append(rank_of(question, hits))
    count = max(1, len(ranks))
    return Line(
        corpus=corpus.name,
        questions=len(ranks),
        passages=library.passage_count,
        method=method,
        recall_1=sum(1 for rank in ranks if rank == 1) / count,
        recall_3=sum(1 for rank in ranks if rank and rank <= 3) / count,
        mrr=sum(1 / rank for rank in ranks if rank) / count,
    )


def table(corpus: Corpus, embedder: Embedder) -> Iterator[Line]:
    """The retrieval table of one corpus."""
    with library_of(fixed_size(corpus), embedder) as library:
        yield measure(corpus, "512 字切分 · 向量", library, ["dense"])
        yield measure(corpus, "512 字切分 · BM25", library, ["lexical"])
    with library_of(without_names(corpus), embedder) as library:
        yield measure(corpus, "按结构切分 · 向量", library, ["dense"])
    with library_of(corpus, embedder) as library:
        yield measure(corpus, "按结构切分+单位年份标题 · 向量", library, ["dense"])
        yield measure(corpus, "按结构切分+单位年份标题 · BM25", library, ["lexical"])
        yield measure(corpus, "同上 · 等权排名融合 RRF", library, ["lexical", "dense"])
        yield measure(corpus, "同上 · 本程序", library, ["hybrid"])


def corpora(folder: Path, *, sample: int, everything: bool) -> Iterator[Corpus]:
    """The five reports and CMRC2018; with ``everything`` also what else the folder has."""
    yield report_corpus(
        "reports", sorted((folder / "reports").glob("*.txt")), folder / "eval" / "dev.jsonl"
    )
    rest = folder / "corpora"
    for name in READER_CORPORA if everything else READER_CORPORA[:1]:
        path = rest / "reader" / f"{name}.jsonl.gz"
        yield reader_corpus(path, contexts=sample, questions=sample * 10 // 3)
    if everything:
        files = evenly(sorted((rest / "gov_reports").glob("2025*.txt")), max(1, sample // 30))
        yield report_corpus("gov_reports", files, rest / "gov_dev.jsonl")


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m eval.retrieval", description=__doc__)
    parser.add_argument("--corpora", type=Path, default=os.environ.get("REPORT_ASSISTANT_CORPORA"))
    parser.add_argument("--sample", type=int, default=300, help="contexts of a reader corpus")
    parser.add_argument("--all", action="store_true", help="every corpus, not only the first two")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    if options.corpora is None or not Path(options.corpora).is_dir():
        parser.error(
            f"没有语料文件夹 {options.corpora}:请用 --corpora 或 REPORT_ASSISTANT_CORPORA 指定"
        )
    embedder = RememberingEmbedder(default_embedder(), cache_folder() / "eval-vectors.sqlite3")
    lines: list[Line] = []
    try:
        for corpus in corpora(Path(options.corpora), sample=options.sample, everything=options.all):
            began = time.monotonic()
            for line in table(corpus, embedder):
                lines.append(line)
                if not options.json:
                    print(_row(line), flush=True)
            print(f"{corpus.name}: {time.monotonic() - began:.0f} s", file=sys.stderr)
    except (OSError, ReportAssistantError) as error:
        parser.error(str(error))
    finally:
        embedder.close()
    if options.json:
        json.dump([asdict(line) for line in lines], sys.stdout, ensure_ascii=False, indent=1)
        print()
    return 0


def _row(line: Line) -> str:
    scores = f"{line.recall_1:.3f} | {line.recall_3:.3f} | {line.mrr:.3f}"
    return f"| {line.corpus} ({line.questions}/{line.passages}) | {line.method} | {scores} |"


if __name__ == "__main__":
    raise SystemExit(main())
