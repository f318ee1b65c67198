"""Finds the pieces of reports that word what is sought."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from assistant.bearing import share
from assistant.reader import ReportReader
from assistant.scope import ReportScope
from assistant.text import folded
from assistant.wording_pieces import Piece, Wording, pieces, plain
from assistant.wording_sought import Sought
from ingest.types import Report, Role

# Shares of the words sought (0-1) and distances from the best cosine: how a passage is on topic.
_MOST = 0.75  # these words alone are enough
_HALF, _HALF_NEAR = 0.5, 0.035
_SOME, _SOME_NEAR = 0.34, 0.02
_IN_ROLE_NEAR = 0.04  # inside one kind of section, whose passages do the same work
_OWN = 0.3  # in the passage itself, whatever the heading says
_PARAGRAPH_SHARE, _PARAGRAPH_NEAR = 0.2, 0.03
_LEAD = 40  # characters in which a passage says what it is about
_CONTEXT = 0.7  # a word in the heading or the leading sentence of a passage
_SLIP = 88.0  # rapidfuzz partial ratio from which a phrase is there but for a slip
_SLIP_LENGTH = 4  # characters; of shorter ones any is a slip of many
_OVERLAP = 10  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    """A piece on topic.

    Attributes:
        passage: where the passage begins that likeness was measured on; None for none.
        held: share of the words sought.
        weak: on topic only if nothing else in that passage is more so.
    """

    piece: Piece
    score: float
    passage: int | None
    held: float
    weak: bool = False


def _judge(
    sought: Sought, piece: Piece, near: tuple[int | None, float], best: float
) -> _Judged | None:
    """How well a piece words what is sought; None where it is off topic.

    Args:
        near: the passage nearest to what is sought among those that hold the piece, its cosine.
        best: the best cosine of all passages.
    """
    passage, close = near
    if sought.whole_role:
        score = close + (0.1 if piece.end - piece.start >= _LEAD else 0.0)
        return _Judged(piece=piece, score=score, passage=passage, held=0.0)
    words = folded(piece.text)
    gap = best - close
    in_phrase = bool(sought.phrase) and sought.phrase in plain(piece.text)
    if sought.paragraph and gap > _PARAGRAPH_NEAR and not in_phrase:
        return None
    own = share(sought.topic, [(words, 1.0)])
    exact = 1.0 if in_phrase else _but_for_a_slip(sought.phrase, piece, own)
    if own < (_PARAGRAPH_SHARE if sought.paragraph else _OWN) and not exact:
        return None
    if sought.paragraph:
        return _Judged(piece=piece, score=exact + own + 4 * close, passage=passage, held=own)
    held = share(sought.topic, [(words, 1.0), (piece.context, _CONTEXT)])
    lead = share(sought.topic, [(words[:_LEAD], 1.0)])
    clear = held >= _MOST or (held >= _HALF and (gap <= _HALF_NEAR or lead >= _HALF))
    weak = not clear and held >= _SOME and gap <= _some_near(sought)
    if not (exact or clear or weak):
        return None
    score = exact + held + 0.4 * lead + close
    return _Judged(piece=piece, score=score, passage=passage, held=held, weak=weak and not exact)


def _some_near(sought: Sought) -> float:
    return _SOME_NEAR if sought.role is None else _IN_ROLE_NEAR


def _but_for_a_slip(phrase: str, piece: Piece, own: float) -> float:
    """A little less than 1 where the phrase all but stands in the piece, else 0."""
    if len(phrase) < _SLIP_LENGTH or own < _HALF:  # comparing is slow, and would find nothing
        return 0.0
    return fuzz.partial_ratio(phrase, plain(piece.text), score_cutoff=_SLIP) / 100


def find_wordings(
    sought: Sought, scope: ReportScope, reader: ReportReader, roles: frozenset[Role] | None
) -> list[Wording]:
    """Pieces that word what is sought, best first: the exact phrase, its words, then likeness.

    Args:
        roles: sections to look in; None means all.
    """
    ids = [one.entry.id for one in scope.reports]
    query = sought.topic.text
    ids = reader.candidates(query, ids) if query and not sought.whole_role else ids
    similarity = reader.similarities(query, ids, roles)
    best = max((s for near in similarity.values() for s in near.values()), default=0.0)
    found: list[Wording] = []
    for report_id in ids:
        report = reader.statements(report_id).report
        near = _measured(report, similarity.get(report_id, {}))
        judged = [_judge(sought, p, _nearest(p, near), best) for p in pieces(report, roles)]
        found.extend(_kept([one for one in judged if one is not None]))
    return sorted(found, key=lambda w: (-w.score, w.report.id, w.start))


def _kept(judged: Sequence[_Judged]) -> list[Wording]:
    """Likeness is measured on passages; of their pieces it speaks for the one that holds most."""
    most: dict[int | None, float] = {}
    for one in judged:
        most[one.passage] = max(most.get(one.passage, 0.0), one.held)
    return [
        Wording(piece=one.piece, score=one.score)
        for one in judged
        if not one.weak or one.held >= most[one.passage]
    ]


def _measured(report: Report, similarity: Mapping[int, float]) -> list[tuple[int, int, float]]:
    """The passages whose cosine is known: start, end, cosine."""
    return [(p.start, p.end, similarity[p.start]) for p in report.passages if p.start in similarity]


def _nearest(piece: Piece, near: Sequence[tuple[int, int, float]]) -> tuple[int | None, float]:
    """Of the passages that the piece overlaps, the nearest to what is sought, and its cosine.

    (None, 0) where search brought none of them.
    """
    overlapping = (
        (start, close)
        for start, end, close in near
        if min(end, piece.end) - max(start, piece.start) >= _OVERLAP
    )
    return max(overlapping, key=lambda each: each[1], default=(None, 0.0))
