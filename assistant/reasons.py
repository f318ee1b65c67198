"""Why something is so: the sentence that says it with its reason, which often stands behind it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from assistant.bearing import share
from assistant.findings import Finding
from assistant.statements import QUOTE_LIMIT, Statements
from assistant.text import folded
from assistant.topic import Topic

_BECAUSE = re.compile(
    r"因为|由于|因(?=[\u4e00-\u9fff])(?<![基原])|原因|缘于|源于|受[^，。]{1,20}影响|鉴于|考虑到|为了|得益于|归功于|归因|在于|才能?"
)
_HEADED = 8  # characters: a heading that states something, not one that names a part (存在问题)
_HEADING_SHARE = 0.75  # of what is asked
_OPENS = 20  # characters in which a sentence that gives the reason for the one before says so


def headed_reasons(topic: Topic, statements: Statements) -> list[Finding]:
    """What stands below a heading that names what is asked, with the heading: （二）律师资源短缺。
    主要由于县域案源有限."""
    found: list[Finding] = []
    for section in statements.report.sections:
        heading = folded(section.heading)
        if len(heading) < _HEADED or share(topic, [(heading, 1.0)]) < _HEADING_SHARE:
            continue
        told = next(
            (s for s in statements.sentences if s.section is section and _BECAUSE.search(s.words)),
            None,
        )
        if told is None:
            continue
        near = told.end - section.start <= QUOTE_LIMIT
        start = section.start if near else told.start
        found.append(
            Finding(
                report=statements.report,
                start=start,
                end=told.end,
                quote=(start, min(told.end, start + QUOTE_LIMIT)),
                role=section.role,
                score=2 * share(topic, [(heading, 1.0)]),
            )
        )
    return found


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
