"""What the pages of one site repeat around their articles, learned from the pages themselves.

A site puts lines of its own under every article that no list of furniture knows. They tell
themselves: the same short line stands at the edge of several different pages. Reports repeat much,
too, so a line counts only between title and text or behind the signature, never when it stands in
the text of any of the pages, and never when it can be an author's: a heading, a unit, a speaker, a date,
an addressee, an annex. To leave a line of the site is better than to lose one of the report.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from ingest.furniture import is_body
from ingest.organs import SUFFIXES
from ingest.patterns import DATE, HEADING_MARK, is_title_line
from ingest.roles import role_of_heading
from ingest.titles import title_block

FEWEST: Final = 3  # different pages that show a line to be the site's
_LONGEST: Final = 60
_AUTHORS = re.compile(
    rf"[。：:；;]$|^[（(《“\"【]|(?:{SUFFIXES})$|\t|^.{{1,3}}$|"
    r"(?:长|主席|总理|主任|书记|代表)\s*[\u4e00-\u9fff]{1,2}\s?[\u4e00-\u9fff]{1,2}$|"  # who speaks
    r"^(?:抄送|抄报|主送|报送|分送|印发|附件|附表|附录|附图|附|注|备注|说明|联系人|此件|特此|以上|目录)"
)


def repeated(texts: Iterable[str]) -> frozenset[str]:
    """The lines that stand at the edges of at least ``FEWEST`` different texts, in none of them inside.

    Args:
        texts: cleaned, of pages of one site; the same text twice counts once.
    """
    seen: Counter[str] = Counter()
    inside: set[str] = set()
    for text in dict.fromkeys(texts):
        lines = text.split("\n")
        edges = {*_head(lines), *_tail(lines)}
        inside.update(line for index, line in enumerate(lines) if index not in edges)
        seen.update({lines[index] for index in edges if not _may_be_the_authors(lines[index])})
    return frozenset(line for line, pages in seen.items() if pages >= FEWEST and line not in inside)


def without(text: str, site: frozenset[str]) -> tuple[str, tuple[str, ...]]:
    """A cleaned text without the site's lines at its edges, and these lines.

    Behind the text only what follows the date of signature goes; where nothing is dated, only an
    unbroken run of the site's lines down to the end.
    """
    if not site:
        return text, ()
    lines = text.split("\n")
    gone = {index for index in _head(lines) if lines[index] in site}
    tail = _tail(lines)
    dated = [index for index in tail if DATE.search(lines[index])]
    if dated:
        gone.update(index for index in tail if index > dated[-1] and lines[index] in site)
    else:
        for index in reversed(tail):
            if lines[index] not in site:
                break
            gone.add(index)
    kept = [line for index, line in enumerate(lines) if index not in gone]
    return "\n".join(kept), tuple(lines[index] for index in sorted(gone))


def _head(lines: Sequence[str]) -> range:
    """The lines between the title and the first sentence."""
    first = next((i for i, line in enumerate(lines) if is_body(line)), 0)
    block = title_block(lines[:first])
    return range(block[1] if block else 1, first)


def _tail(lines: Sequence[str]) -> range:
    """The lines behind the last sentence."""
    last = next((i for i in range(len(lines) - 1, -1, -1) if is_body(lines[i])), len(lines))
    return range(last + 1, len(lines))


def _may_be_the_authors(line: str) -> bool:
    return (
        len(line) > _LONGEST
        or bool(_AUTHORS.search(line) or DATE.search(line) or HEADING_MARK.match(line))
        or is_title_line(line)
        or role_of_heading(line, None, None) is not None
    )
