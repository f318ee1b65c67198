"""The splitter that popular stacks ship, with offsets kept. Pure.

The rules of LangChain's ``RecursiveCharacterTextSplitter`` with its default separators: paragraphs,
else lines, else words, else characters; pieces are merged up to the size, and each merged piece
begins with the last ``overlap`` characters' worth of pieces of the one before.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence

SIZE = 512
OVERLAP = 50
SEPARATORS = ("\n\n", "\n", " ", "")

Span = tuple[int, int]


def split_recursive(text: str, *, size: int = SIZE, overlap: int = OVERLAP) -> tuple[Span, ...]:
    """Half-open spans of at most ``size`` characters, white space at their ends left out."""
    stripped = (
        _strip(text, span) for span in _split(text, (0, len(text)), SEPARATORS, size, overlap)
    )
    return tuple(span for span in stripped if span[0] < span[1])


def _split(
    text: str, span: Span, separators: Sequence[str], size: int, overlap: int
) -> Iterator[Span]:
    separator = next(s for s in separators if not s or s in text[span[0] : span[1]])
    finer = separators[separators.index(separator) + 1 :]
    waiting: list[Span] = []
    for piece in _pieces(text, span, separator):
        if piece[1] - piece[0] < size:
            waiting.append(piece)
            continue
        yield from _merge(waiting, size, overlap)
        waiting = []
        if finer:
            yield from _split(text, piece, finer, size, overlap)
        else:
            yield piece
    yield from _merge(waiting, size, overlap)


def _pieces(text: str, span: Span, separator: str) -> Iterator[Span]:
    """Parts of ``span``; a separator stays at the head of the part that it opens."""
    start, end = span
    if not separator:
        yield from ((i, i + 1) for i in range(start, end))
        return
    begin = start
    at = text.find(separator, start, end)
    while at >= 0:
        if at > begin:
            yield (begin, at)
        begin = at
        at = text.find(separator, at + len(separator), end)
    if begin < end:
        yield (begin, end)


def _merge(pieces: Sequence[Span], size: int, overlap: int) -> Iterator[Span]:
    """Adjoining pieces become spans of at most ``size``."""
    window: deque[Span] = deque()
    for piece in pieces:
        length = piece[1] - piece[0]
        if window and piece[1] - window[0][0] > size:
            yield (window[0][0], window[-1][1])
            while window and (
                window[-1][1] - window[0][0] > overlap
                or window[-1][1] - window[0][0] + length > size
            ):
                window.popleft()
        window.append(piece)
    if window:
        yield (window[0][0], window[-1][1])


def _strip(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
