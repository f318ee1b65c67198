"""Whether figures are counted alike: beyond the same measure, single things of a kind whichever word
a report counts them in, and concentrations whose volume goes unsaid."""

from __future__ import annotations

from ingest.measures import comparable

# Words that single things of a kind are counted in: which of them a report takes says little.
PIECES = frozenset({"家", "个", "处", "所", "座", "站", "点"})


def same_count(one: str, other: str) -> bool:
    """Whether two bases may be set side by side where the indicator is the same.

    元 and 元/人 may not; 微克 and 微克/立方米 of the air may.
    """
    if one in PIECES and other in PIECES:
        return True
    return comparable(one.removesuffix("/立方米"), other.removesuffix("/立方米"))
