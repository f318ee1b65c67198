"""Why something is so: the sentence that says it with its reason, which often stands behind it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from assistant.findings import Finding
from assistant.statements import QUOTE_LIMIT, Statements

_BECAUSE = re.compile(
    r"因为|由于|因(?=[\u4e00-\u9fff])(?<![基原])|原因|缘于|源于|受[^，。]{1,20}影响|鉴于|考虑到|为了|得益于|归功于|归因|在于|才能?"
)
_OPENS = 20  # characters in which a sentence that gives the reason for the one before says so


def with_reasons(found: Sequence[Finding], statements: Statements) -> list[Finding]:
    """The sentences that give a reason; one whose reason opens the next takes that in.

    What is told without its reason answers no 为什么.

    Args:
        found: sentences that bear what is asked, best first.
        statements: of the same report.
    """
    starts = [sentence.start for sentence in statements.sentences]

    def reasoned(finding: Finding) -> Finding | None:
        if _BECAUSE.search(finding.words):
            return finding
        at = bisect_right(starts, finding.start)
        following = statements.sentences[at] if at < len(starts) else None
        if (
            following is None
            or following.section is not statements.sentences[at - 1].section
            or following.end - finding.start > QUOTE_LIMIT
            or not _BECAUSE.search(following.words[:_OPENS])
        ):
            return None
        span = (finding.start, following.end)
        return replace(finding, end=span[1], quote=span)

    given = [told for finding in found if (told := reasoned(finding)) is not None]
    return sorted(given, key=lambda f: (-f.score, f.start))
