"""The two sides of a promise in one sentence: 计划100公里，实际建成157公里."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.findings import Finding
from ingest.measures import comparable

_NEAR = 24  # characters between a figure and the other side of it in one sentence


_RECALLED = re.compile(r"(?:计划|目标|原定|拟|打算|承诺)(?![的书部])[^，。；]{0,16}$")


def is_recalled(finding: Finding) -> bool:
    """A plan as the report on its result recalls it (年初计划新建120个)."""
    assert finding.figure is not None
    figure, text = finding.figure, finding.report.text
    return bool(_RECALLED.search(text[figure.sentence_start : figure.start]))


_DONE = re.compile(r"(?:实际|共|已|全年)*(?:实际|建成|完成|达到|实现|办结|新建|做到)了?$")


def beside(finding: Finding, *, recalled: bool) -> Finding | None:
    """The other side of a figure in its own sentence: 计划新建120个，实际建成112个; 拆除178处，完成年初
    计划150处的118.7%."""
    own, report = finding.figure, finding.report
    if own is None:
        return None
    for figure in report.figures:
        if figure.start <= own.end or figure.end > own.sentence_end:
            continue
        before = report.text[own.end : figure.start]
        if not comparable(figure.base, own.base) or len(before) > _NEAR:
            continue
        other = replace(finding, figure=figure, start=figure.start, end=figure.end)
        if is_recalled(other) if recalled else _DONE.search(before):
            return other
    return None
