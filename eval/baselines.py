"""What a popular stack does by default, so that the gain of structure and scope is a number.

512-character pieces, the first four by cosine (or BM25, or both fused by equal-weight reciprocal
ranks), no scope, no refusal; without a language model the top piece is the answer.
"""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from assistant.types import Answer, AnswerScope, Citation
from eval.catalogue import Catalogue
from eval.splitter import split_recursive
from eval.types import Slice, System
from eval.words import plain_words

if TYPE_CHECKING:
    from index.embed import Embedder

BASELINES: Mapping[str, str] = {
    "splitter-dense": "512字切分＋向量检索前4",
    "splitter-bm25": "512字切分＋BM25前4",
    "splitter-fused": "512字切分＋等权融合前4",
}
_TOP = 4
_SEARCHED = 10
_POOL = 50
_RRF_CONSTANT = 60

Ranker = Callable[[str, int], list[int]]
"""Question, limit → piece numbers, best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A slice of a report as the splitter cut it."""

    report_id: str
    start: int
    end: int
    text: str


def open_baseline(name: str, catalogue: Catalogue, embedder: Embedder) -> System:
    """Cut, embed and index the library's reports the popular way.

    Args:
        name: a key of ``BASELINES``.
        embedder: the library's own model, so that only the method differs.
    """
    pieces = cut(catalogue)
    rankers: list[Ranker] = []
    if name != "splitter-bm25":
        rankers.append(dense_ranker(pieces, embedder))
    if name != "splitter-dense":
        rankers.append(bm25_ranker([piece.text for piece in pieces]))
    rank = rankers[0] if len(rankers) == 1 else fused(rankers)

    def ask(question: str, history: Sequence[str]) -> Answer:
        # A stack without a language model cannot rewrite a follow-up: history goes unused.
        started = time.perf_counter()
        top = [pieces[number] for number in rank(question, _TOP)]
        elapsed = round((time.perf_counter() - started) * 1000)
        return extractive_answer(question, top, catalogue, elapsed)

    def retrieve(answer: Answer) -> Sequence[Slice]:
        found = (pieces[number] for number in rank(answer.question, _SEARCHED))
        return [Slice(report_id=p.report_id, start=p.start, end=p.end) for p in found]

    return System(name=name, ask=ask, retrieve=retrieve)


def cut(catalogue: Catalogue) -> list[Piece]:
    """Every report of the library in 512-character pieces, in catalogue order."""
    pieces: list[Piece] = []
    for entry in catalogue.entries:
        text = catalogue.text(entry.id) or ""
        pieces += [
            Piece(report_id=entry.id, start=start, end=end, text=text[start:end])
            for start, end in split_recursive(text)
        ]
    return pieces


def extractive_answer(
    question: str, top: Sequence[Piece], catalogue: Catalogue, elapsed_ms: int
) -> Answer:
    """The first piece as the answer, all pieces as its citations."""
    entries = {entry.id: entry for entry in catalogue.entries}
    citations = tuple(
        Citation(
            marker=marker,
            report_id=piece.report_id,
            title=entries[piece.report_id].title,
            unit=entries[piece.report_id].unit,
            year=entries[piece.report_id].year,
            section="",
            source=entries[piece.report_id].sources[0],
            page=None,
            start=piece.start,
            end=piece.end,
            quote=piece.text,
        )
        for marker, piece in enumerate(top, start=1)
    )
    return Answer(
        question=question,
        resolved=question,
        status="answered" if top else "refused",
        kind="lookup" if top else "refusal",
        scope=AnswerScope(),
        answer=f"{top[0].text}[1]" if top else "库中没有报告。",
        citations=citations,
        elapsed_ms=elapsed_ms,
    )


def dense_ranker(pieces: Sequence[Piece], embedder: Embedder) -> Ranker:
    """Exact cosine over all pieces; ties go to the earlier piece."""
    vectors = embedder.embed_passages([piece.text for piece in pieces])

    def rank(question: str, limit: int) -> list[int]:
        if not pieces:
            return []
        scores = vectors @ embedder.embed_query(question)
        return [int(number) for number in np.argsort(-scores, kind="stable")[:limit]]

    return rank


def bm25_ranker(texts: Sequence[str], *, k1: float = 1.5, b: float = 0.75) -> Ranker:
    """BM25 over jieba words with the defaults of ``rank_bm25``, which LangChain's retriever uses.

    Source: Robertson & Zaragoza (2009), The Probabilistic Relevance Framework, FnTIR 3(4); IDF
    with one added as in Lucene, so that a word of most pieces never counts against them.
    """
    words = plain_words()
    counts = [Counter(words(text)) for text in texts]
    lengths = [sum(count.values()) for count in counts]
    average = sum(lengths) / len(lengths) if lengths else 0.0
    spread = Counter(word for count in counts for word in count)

    def score(number: int, asked: Sequence[str]) -> float:
        total = 0.0
        for word in asked:
            often = counts[number][word]
            if often:
                rarity = math.log(1 + (len(texts) - spread[word] + 0.5) / (spread[word] + 0.5))
                norm = k1 * (1 - b + b * lengths[number] / average)
                total += rarity * often * (k1 + 1) / (often + norm)
        return total

    def rank(question: str, limit: int) -> list[int]:
        asked = words(question)
        scored = [(-score(number, asked), number) for number in range(len(texts))]
        return [number for _, number in sorted(scored)[:limit]]

    return rank


def fused(rankers: Sequence[Ranker]) -> Ranker:
    """Equal-weight reciprocal rank fusion.

    Source: Cormack, Clarke & Büttcher (2009), SIGIR, k = 60.
    """

    def rank(question: str, limit: int) -> list[int]:
        scores: dict[int, float] = {}
        for ranker in rankers:
            for place, number in enumerate(ranker(question, _POOL), start=1):
                scores[number] = scores.get(number, 0.0) + 1 / (_RRF_CONSTANT + place)
        ordered = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
        return [number for number, _ in ordered[:limit]]

    return rank
