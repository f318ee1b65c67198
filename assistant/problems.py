"""Where a report without a section of problems speaks of them (政府工作报告 does so in a paragraph)."""

from __future__ import annotations

import re

from ingest.sentences import Span
from ingest.types import Report

_ADMITS = re.compile(
    r"(?:清醒|深刻|充分|也|同时|我们)(?:地|还)?(?:看到|认识到|意识到)[^。]{0,60}?"
    r"(?:困难|问题|不足|短板|差距|挑战|弱项|制约)"
    r"|(?:还|仍|依然|仍然)?(?:存在|面临)(?:着|的)?(?:一些|不少|许多|诸多|较多|的)*(?:突出|主要)?(?:的)?(?:困难|问题|不足|短板|差距|挑战)"
)
# … or says so at its end.
_PROMISES = re.compile(
    r"(?:对|针对|面对)(?:于)?(?:这些|上述|以上|存在的)(?:突出|具体)?(?:的)?(?:矛盾|困难|问题|不足|短板|差距|挑战)"
)
_LEAD = 120  # characters in which such a paragraph says what it is


def problem_spans(report: Report) -> tuple[Span, ...]:
    """Paragraphs that admit problems, of a report that has no section of its own for them."""
    if any(section.role == "problems" for section in report.sections):
        return ()
    spans: list[Span] = []
    offset = 0
    for line in report.text.split("\n"):
        if len(line) > 60 and (_ADMITS.search(line[:_LEAD]) or _PROMISES.search(line[-_LEAD:])):
            spans.append((offset, offset + len(line)))
        offset += len(line) + 1
    return tuple(spans)


def within(start: int, spans: tuple[Span, ...]) -> bool:
    """Whether an offset lies in one of the spans."""
    return any(a <= start < b for a, b in spans)
