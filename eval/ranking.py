"""How well the evidence was ranked before answering: recall@k, MRR, nDCG. Pure."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from eval.normalise import normalise, same_place
from eval.sources import SourceIndex
from eval.types import Case, Prediction, Share, Slice

CUTS = (1, 3, 10)


def recall_at(ranks: Sequence[int | None], cut: int) -> Share:
    """Evidence rows found among the first ``cut`` passages.

    Args:
        ranks: for each evidence row the rank (from 1) of the first passage that holds it, or None.

    Source: Manning, Raghavan & Schütze (2008), Introduction to Information Retrieval, 8.4.
    """
    return Share(hits=sum(1 for rank in ranks if rank and rank <= cut), of=len(ranks))


def reciprocal_rank(ranks: Sequence[int | None]) -> Share:
    """1 / rank of the first passage that holds any evidence; 0 if none does.

    Source: Voorhees (1999), The TREC-8 Question Answering Track Report.
    """
    found = [rank for rank in ranks if rank]
    return Share(hits=1 / min(found) if found else 0.0, of=1.0)


def ndcg_at(ranks: Sequence[int | None], cut: int) -> Share:
    """Discounted gain of the evidence over the best order possible; each row gains once.

    Rows that one passage holds together are gained at its rank, so the ideal is likewise counted
    by passage: one gain a rank for rows found apart would exceed what a perfect search can reach.

    Source: Järvelin & Kekäläinen (2002), ACM TOIS 20, binary gains, log2 discount.
    """
    if not ranks:
        return Share()
    gained = sum(1 / math.log2(rank + 1) for rank in ranks if rank and rank <= cut)
    together: dict[int, int] = {}
    for rank in ranks:
        if rank:
            together[rank] = together.get(rank, 0) + 1
    apart = sum(1 for rank in ranks if not rank)
    sizes = sorted(together.values(), reverse=True) + [1] * apart
    ideal = sum(size / math.log2(place + 1) for place, size in enumerate(sizes[:cut], start=1))
    return Share(hits=gained / ideal, of=1.0)


def evidence_ranks(
    case: Case,
    retrieved: Sequence[Slice],
    index: SourceIndex,
    texts: Callable[[str], str | None],
) -> tuple[int | None, ...]:
    """Rank of the first retrieved passage that holds each evidence row; None if none does."""
    pieces = [
        (hit.report_id, (texts(hit.report_id) or "")[hit.start : hit.end]) for hit in retrieved
    ]
    ranks: list[int | None] = []
    for evidence in case.evidence:
        reports = index.reports(evidence.source)
        holding = (
            rank
            for rank, (report, text) in enumerate(pieces, start=1)
            if report in reports and normalise(text) and same_place(text, evidence.quote)
        )
        ranks.append(next(holding, None))
    return tuple(ranks)


def ranking_shares(
    case: Case,
    prediction: Prediction,
    index: SourceIndex,
    texts: Callable[[str], str | None],
) -> dict[str, Share]:
    """Shares of the ranking metrics; none where there is no evidence or no record of the search."""
    if not case.evidence or prediction.retrieved is None:
        return {}
    ranks = evidence_ranks(case, prediction.retrieved, index, texts)
    shares = {f"recall_at_{cut}": recall_at(ranks, cut) for cut in CUTS}
    return {**shares, "mrr": reciprocal_rank(ranks), "ndcg_at_10": ndcg_at(ranks, CUTS[-1])}
