"""Two rankings become one. Pure."""

from __future__ import annotations

from collections.abc import Mapping

DENSE_WEIGHT = 0.8


def fuse(
    lexical: Mapping[int, float],
    dense: Mapping[int, float],
    *,
    ideal: float,
    dense_weight: float = DENSE_WEIGHT,
) -> dict[int, float]:
    """Convex combination of cosine and BM25, each on a scale that no other passage sets.

    ``score = w · cosine + (1 − w) · BM25 / ideal``: BM25 as a share of the most that any passage
    could reach for this query, so that a question whose words are all found lets them decide,
    and one that shares only common words with the library leaves it to meaning. Normalising by the
    best of the candidates, or by rank as reciprocal rank fusion does, throws that away: where
    BM25 is right and the model is not, it pulls BM25 down (``python -m eval.retrieval``).

    Source: the form is the convex combination with theoretical bounds of Bruch, Gai & Ingber
    (2023), "An Analysis of Fusion Functions for Hybrid Retrieval", ACM TOIS 42(1). Ours departs:
    BM25 is divided by its theoretical bound, not by the best candidate's score, and cosine is
    taken unscaled, so w is not comparable with theirs. w was chosen on the development questions
    of six corpora (13 to 800 questions each; 0.8 to 0.83 ranked alike), with the embedded model,
    whose cosines lie close together. A model that spreads them wider may want a smaller w.

    Args:
        lexical: passage → BM25 ≥ 0; a passage without a word of the query may be left out.
        dense: passage → cosine; empty where dense search did not run. A passage that has no
            vector counts like the farthest that has one.
        ideal: the least upper bound of BM25 for this query, in the units of ``lexical``.
        dense_weight: w in [0, 1].

    Returns:
        passage → score, higher is better, for every passage of either.
    """
    farthest = min(dense.values(), default=0.0)
    share = (1.0 - dense_weight) / ideal if ideal > 0 else 0.0
    return {
        passage: dense_weight * dense.get(passage, farthest) + share * lexical.get(passage, 0.0)
        for passage in lexical.keys() | dense.keys()
    }
