"""Passages: pieces of a section cut at the author's own joints, at most 220 characters."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.sentences import Span, joint_spans, sentence_spans
from ingest.types import Passage, Section

PASSAGE_LIMIT = 220  # characters; measured best among 150-512 (design.md)
_SHORT = 24  # a piece this short carries no statement of its own: it joins its neighbour

_COMMA = re.compile(r"[，,；;、]")


def _hard_cut(text: str, span: Span) -> list[Span]:
    """A sentence longer than the limit, cut at commas, at worst anywhere."""
    start, end = span
    pieces: list[Span] = []
    while end - start > PASSAGE_LIMIT:
        window = [m.end() for m in _COMMA.finditer(text, start, start + PASSAGE_LIMIT)]
        cut = window[-1] if window and window[-1] > start + PASSAGE_LIMIT // 3 else 0
        cut = cut or start + PASSAGE_LIMIT
        pieces.append((start, cut))
        start = cut
    pieces.append((start, end))
    return pieces


def _pack(spans: Sequence[Span]) -> list[Span]:
    """Joins neighbours up to the limit, in order."""
    packed: list[Span] = []
    for start, end in spans:
        if packed and end - packed[-1][0] <= PASSAGE_LIMIT:
            packed[-1] = (packed[-1][0], end)
        else:
            packed.append((start, end))
    return packed


def _cut_piece(text: str, span: Span) -> list[Span]:
    if span[1] - span[0] <= PASSAGE_LIMIT:
        return [span]
    sentences = [
        part for sentence in sentence_spans(text, *span) for part in _hard_cut(text, sentence)
    ]
    return _pack(sentences)


def _join_short(spans: list[Span]) -> list[Span]:
    """Headings and stubs join the piece that follows (the last one joins the piece before)."""
    joined: list[Span] = []
    pending: int | None = None
    for start, end in spans:
        begin = start if pending is None else pending
        if end - begin < _SHORT:
            pending = begin
            continue
        joined.append((begin, end))
        pending = None
    if pending is not None:
        stop = spans[-1][1]
        if joined:
            joined[-1] = (joined[-1][0], stop)
        else:
            joined.append((pending, stop))
    return joined


def _heading_first(text: str, spans: list[Span], heading_end: int) -> list[Span]:
    """A heading line belongs to the first piece below it."""
    if len(spans) > 1 and spans[0][1] <= heading_end:
        return [(spans[0][0], spans[1][1]), *spans[2:]]
    return spans


def split_range(text: str, start: int, end: int, *, heading_end: int = 0) -> list[Span]:
    """Pieces that tile ``text[start:end]``, cut at joints, then sentences, then commas."""
    if start >= end:
        return []
    pieces = [part for joint in joint_spans(text, start, end) for part in _cut_piece(text, joint)]
    return _join_short(_heading_first(text, pieces, heading_end))


def split_plain(text: str) -> list[Span]:
    """The same for a text without sections."""
    return split_range(text, 0, len(text))


def own_ranges(sections: Sequence[Section]) -> list[tuple[int, int, int]]:
    """(section index, start, end) of what each section holds itself, outside its subsections.

    The ranges tile the text when the sections do.
    """
    ranges: list[tuple[int, int, int]] = []
    for index, section in enumerate(sections):
        following = sections[index + 1] if index + 1 < len(sections) else None
        nested = following is not None and following.start < section.end
        end = following.start if nested and following is not None else section.end
        if section.start < end:
            ranges.append((index, section.start, end))
    return ranges


def split_report(text: str, sections: Sequence[Section]) -> tuple[Passage, ...]:
    """Passages of a report; they tile its text and none crosses a section."""
    passages: list[Passage] = []
    for index, start, end in own_ranges(sections):
        heading_end = start + len(sections[index].heading) + 1
        for piece_start, piece_end in split_range(text, start, end, heading_end=heading_end):
            passages.append(
                Passage(ordinal=len(passages), section=index, start=piece_start, end=piece_end)
            )
    return tuple(passages)
