"""A question becomes ranked passages: two routes, one scale, one order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from index.catalogue import PassageCatalogue
from index.current import Current, Snapshot
from index.embed import Embedder, Vectors
from index.fuse import fuse
from index.types import Scope
from index.vectors import CurrentDense

Mode = Literal["hybrid", "lexical", "dense"]

_Ranked = tuple[float, str, int, int]  # negative score, report id, ordinal, passage id

CANDIDATES = 100  # that each route offers for fusion


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A passage with its scores; the library makes a hit of it."""

    report_id: str
    ordinal: int
    passage_id: int
    score: float
    similarity: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scores:
    """What each route says of the candidates: BM25, and cosine where dense search ran."""

    lexical: dict[int, float]
    dense: dict[int, float]
    ideal: float


class Searcher:
    """Searches the library's indexes; see ``Library.search`` for the promises."""

    def __init__(
        self,
        *,
        current: Current,
        dense: CurrentDense,
        embedder: Embedder,
        words: Callable[[str], list[str]],
    ) -> None:
        self._current, self._dense = current, dense
        self._embedder, self._words = embedder, words

    def follow(self) -> None:
        """Brings the dense index up to date, if it is in use, before a question has to."""
        self._dense.follow(self._current.contents().catalogue)

    def search(self, query: str, *, scope: Scope, limit: int, mode: Mode) -> list[Found]:
        """The best passages in scope, best first."""
        now = self._current.get()
        catalogue = now.contents.catalogue
        among = catalogue.within(scope)
        if limit < 1 or not query.strip() or not len(catalogue if among is None else among):
            return []
        depth = max(CANDIDATES, 4 * limit)
        words = [] if mode == "dense" else self._words(query)
        lexical = now.lexical.search(
            words, limit=depth, report_ids=scope.report_ids, roles=scope.roles
        )
        dense: dict[int, float] = {}
        if mode != "lexical":
            vector = self._embedder.embed_query(query)
            dense = self._dense.get(catalogue).search(vector, limit=depth, among=among)
            if mode == "hybrid":
                lexical, dense = self._complete(now, words, vector, lexical, dense)
        scores = _Scores(lexical=lexical, dense=dense, ideal=now.lexical.ideal(words))
        return [_found(one, scores) for one in _ranked(catalogue, scores, mode)[:limit]]

    def _complete(
        self,
        now: Snapshot,
        words: list[str],
        vector: Vectors,
        lexical: dict[int, float],
        dense: dict[int, float],
    ) -> tuple[dict[int, float], dict[int, float]]:
        """Each route's score also for what only the other route offered."""
        only_dense = dense.keys() - lexical.keys()
        only_lexical = np.array(sorted(lexical.keys() - dense.keys()), dtype=np.int64)
        more = now.lexical.search(words, limit=max(1, len(only_dense)), passage_ids=only_dense)
        index = self._dense.get(now.contents.catalogue)
        return lexical | more, dense | index.similarities(vector, only_lexical)

    def search_each(
        self, query: str, *, scope: Scope, limit: int, mode: Mode = "hybrid"
    ) -> dict[str, list[Found]]:
        """The best passages inside each report; scores compare across the reports.

        Every passage in scope is scored once, by one matrix product and one lexical search.
        """
        now = self._current.get()
        catalogue = now.contents.catalogue
        among = catalogue.within(scope)
        ids = catalogue.ids if among is None else among
        if limit < 1 or not query.strip() or not len(ids):
            return {}
        lexical: dict[int, float] = {}
        dense: dict[int, float] = {}
        words = [] if mode == "dense" else self._words(query)
        if words:
            lexical = now.lexical.search(
                words, limit=len(ids), report_ids=scope.report_ids, roles=scope.roles
            )
        if mode != "lexical":
            vector = self._embedder.embed_query(query)
            dense = self._dense.get(catalogue).similarities(vector, ids)
        scores = _Scores(lexical=lexical, dense=dense, ideal=now.lexical.ideal(words))
        groups: dict[str, list[Found]] = {}
        for ranked in _ranked(catalogue, scores, mode):
            group = groups.setdefault(ranked[1], [])
            if len(group) < limit:
                group.append(_found(ranked, scores))
        return groups


def _ranked(catalogue: PassageCatalogue, scores: _Scores, mode: Mode) -> list[_Ranked]:
    """Best first; ties by report id, then ordinal. Passages that are gone are left out."""
    if mode == "lexical":
        final: dict[int, float] = scores.lexical
    elif mode == "dense":
        final = scores.dense
    else:
        final = fuse(scores.lexical, scores.dense, ideal=scores.ideal)
    ids = list(final)
    return sorted(
        (-final[passage_id], *place, passage_id)
        for passage_id, place in zip(ids, catalogue.places(ids), strict=True)
        if place is not None
    )


def _found(ranked: _Ranked, scores: _Scores) -> Found:
    negative, report_id, ordinal, passage_id = ranked
    return Found(
        report_id=report_id,
        ordinal=ordinal,
        passage_id=passage_id,
        score=-negative,
        similarity=scores.dense.get(passage_id),
    )
