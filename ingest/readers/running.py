"""Running headers, footers and page numbers: what pages repeat at their edges is no text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingest.readers.page import Page, Segment, text_lines

_EDGE_LINES = 2  # lines from the edge that can run
_EDGE_SHARE = 0.13  # of the height of the page
_DIGITS = re.compile(r"[0-9０-９]+|[ivxlIVXL]{1,6}(?![A-Za-z])")
_DECORATED = re.compile(
    r"[-—–－―·•~～\s]+[0-9０-９]{1,4}[-—–－―·•~～\s]+|第\s*[0-9]{1,4}\s*页(?:\s*[,，/、]?\s*共\s*[0-9]{1,4}\s*页)?|"
    r"(?:Page|PAGE|page)\s*[0-9]{1,4}(?:\s*(?:of|/)\s*[0-9]{1,4})?|[0-9]{1,4}\s*[/／]\s*[0-9]{1,4}"
)
# What browsers print above and below a page: the moment and the page's title, its address and number.
_BROWSER_HEAD = re.compile(
    r"[0-9]{1,4}[/年.-][0-9]{1,2}[/月.-][0-9]{1,4}日?,?\s*(?:[上下]午|[AP]M)?\s*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?"
    r"(?:\s*[AP]M)?(?:\s.*)?"
)
_BROWSER_FOOT = re.compile(r"(?:https?|file|ﬁle|about):\S*(?:\s+[0-9]{1,4}\s*/\s*[0-9]{1,4})?")
_BARE = re.compile(r"[0-9０-９]{1,4}")

_Place = tuple[str, int]


def without_running(pages: Sequence[Page]) -> list[Page]:
    """The pages without what repeats at their edges, page numbers included.

    A line at the edge goes when it stands at the same height on many pages (its digits may count
    on), or when it is nothing but a page number or what a browser prints.
    """
    edges = [_edge_lines(page) for page in pages]
    seen = Counter(place for lines in edges for place in {_place(line) for line in lines})
    needed = max(2, round(len(pages) * 0.3))
    kept: list[Page] = []
    for page, lines in zip(pages, edges, strict=True):
        gone = {
            id(segment)
            for line in lines
            if seen[_place(line)] >= needed or _is_printed_with_it(line, page)
            for segment in line
        }
        kept.append(replace(page, segments=tuple(s for s in page.segments if id(s) not in gone)))
    return kept


def _edge_lines(page: Page) -> list[list[Segment]]:
    """The outermost lines of a page that lie near its upper or lower edge."""
    rows: list[list[Segment]] = []
    for segment in sorted(page.segments, key=lambda s: s.middle):
        if rows and segment.middle - rows[-1][0].middle <= 0.5 * segment.size:
            rows[-1].append(segment)
        else:
            rows.append([segment])
    near = page.height * _EDGE_SHARE
    top = [row for row in rows[:_EDGE_LINES] if row[0].middle < near]
    bottom = [row for row in rows[-_EDGE_LINES:] if row[0].middle > page.height - near]
    return [*top, *(row for row in bottom if row not in top)]


def _place(line: Sequence[Segment]) -> _Place:
    """What a line says, digits aside, and how high it stands (to two letter sizes)."""
    words = _DIGITS.sub("#", re.sub(r"\s", "", _words(line)))
    return words, round(line[0].middle / max(1.0, 2 * line[0].size))


def _words(line: Sequence[Segment]) -> str:
    return text_lines(line)[0].text


def _is_printed_with_it(line: Sequence[Segment], page: Page) -> bool:
    words = _words(line).strip()
    if _DECORATED.fullmatch(words):
        return True
    high, low = line[0].middle < page.height * 0.05, line[0].middle > page.height * 0.92
    if (high and _BROWSER_HEAD.fullmatch(words)) or (low and _BROWSER_FOOT.fullmatch(words)):
        return True
    return low and bool(_BARE.fullmatch(words))
