"""What a bound is about: the thing counted, in the clause of the bound or in the one before it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from assistant.aspects import Words, read_topics
from assistant.limits import Limit
from assistant.topic import Frequency, Topic

_MARK = re.compile(r"[，,。；;？?！!]")
# Words of a clause that only ask for the units and for what they state.
_ASKING = re.compile(
    r"(?:的)?(?:都|各|分别|总共|一共)*(?:有|是)?(?:哪些|哪几|哪|几|多少|谁)[个家份]?(?:省区市|省份|省区|省市|单位|报告|街道|部门|地区|地方|省|市|区|县|城市|公司)?(?:的)?(?:政府)?(?:工作)?(?:报告)?|"
    r"各(?:自|家|省)?(?:的)?(?:是|有|为)?(?:多少|几|数值|数字)|数值|列出来?|省份|分别|截至|截止|到|目前|已经?|达到?或|等于或"
)


def bounded_topic(
    text: str,
    limit: Limit,
    spans: Sequence[tuple[int, int]],
    words: Words,
    frequency: Frequency,
) -> Topic | None:
    """The topic that a bound is put on; None where no clause up to the bound names one.

    Args:
        spans: names and years, to be taken out.
    """
    marks = [0, *(found.end() for found in _MARK.finditer(text)), len(text)]
    clauses = [(a, b) for a, b in itertools.pairwise(marks) if a < b]
    at = next((i for i, (a, b) in enumerate(clauses) if a <= limit.span[0] < b), 0)
    for start, end in (clauses[at], *reversed(clauses[:at])):
        outside = [(0, start), (end, len(text))]
        asking = [found.span() for found in _ASKING.finditer(text)]
        frame = [*spans, limit.span, *asking, *(span for span in outside if span[0] < span[1])]
        topics, _ = read_topics(text, (), (), frame, "list", words, frequency)
        if topics and topics[0].terms and not topics[0].empty:
            return topics[0]
    return None
