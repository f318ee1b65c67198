"""Scanned pages become words by recognition, offline (extra ``ocr``: models lie in the wheel)."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import replace
from importlib.util import find_spec
from statistics import median
from typing import Any

from ingest.readers.page import Page, Segment
from ingest.readers.radicals import unified

_SECONDS = 22.0  # of recognition a file; pages beyond are left out and named
_DOTS = 1_400  # pixels of the longer side of a page: letters of nine points are 15 high
_BAND = 480  # rows recognised at a time: memory grows with them
_PAPER = 170  # brightness above which a row of pixels holds no ink
_THREADS = 2
_NEAR = (0.75, 1.35)
_SURE = 0.5  # confidence below which a piece is noise


def recogniser_there() -> bool:
    """Whether the extra ``ocr`` is installed."""
    return find_spec("rapidocr_onnxruntime") is not None


def recognise(data: bytes, indices: Sequence[int]) -> dict[int, Page]:
    """Recognises pages of a PDF, in order, as far as the time goes.

    Args:
        indices: of the pages, from 0.

    Returns:
        The pages on which words were found; boxes are in pixels.
    """
    # From 1.31 on onnxruntime keeps a number of the machine under the user's home and sends what
    # it was used for to its makers, from the moment it is imported.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import pypdfium2
    from rapidocr_onnxruntime import RapidOCR

    engine = RapidOCR(
        intra_op_num_threads=_THREADS,
        inter_op_num_threads=1,
        rec_batch_num=1,
        det_limit_side_len=320,  # bands are not blown up
    )
    begun = time.monotonic()
    found: dict[int, Page] = {}
    document = pypdfium2.PdfDocument(data)
    try:
        for index in indices:
            if time.monotonic() - begun > _SECONDS:
                break
            page = document[index]
            scale = min(4.0, _DOTS / max(1.0, *page.get_size()))
            image = page.render(scale=scale).to_numpy()
            pieces = [
                (top, piece)
                for top, bottom in _bands(image.min(axis=(1, 2)))
                for piece in engine(image[top:bottom], use_cls=False)[0] or ()
            ]
            if pieces:
                height, width = image.shape[:2]
                found[index] = _page(pieces, float(width), float(height))
    finally:
        document.close()
    return found


def _bands(darkest: Sequence[int]) -> list[tuple[int, int]]:
    """Rows of pixels in bands, cut where no ink is.

    Args:
        darkest: the darkest pixel of each row.
    """
    bands: list[tuple[int, int]] = []
    top, height = 0, len(darkest)
    while height - top > _BAND:
        blank = (row for row in range(top + _BAND, top + _BAND // 2, -1) if darkest[row] > _PAPER)
        cut = next(blank, top + _BAND)
        bands.append((top, cut))
        top = cut
    return [*bands, (top, height)]


def _page(pieces: Sequence[tuple[int, Any]], width: float, height: float) -> Page:
    segments = [
        _segment(box, words, top) for top, (box, words, sure) in pieces if float(sure) >= _SURE
    ]
    usual = median(s.size for s in segments) if segments else 0.0
    # Boxes are never cut twice alike: what is nearly of the usual size is of that size.
    even = (replace(s, size=usual) if _NEAR[0] < s.size / usual < _NEAR[1] else s for s in segments)
    return Page(width=width, height=height, segments=tuple(even))


def _segment(box: Sequence[Sequence[float]], words: str, top: int) -> Segment:
    xs, ys = [float(x) for x, _ in box], [top + float(y) for _, y in box]
    return Segment(
        text=unified(words.strip()),
        x0=min(xs),
        x1=max(xs),
        top=min(ys),
        bottom=max(ys),
        # A box is a little higher than the letters in it.
        size=max(1.0, 0.8 * (max(ys) - min(ys))),
    )
