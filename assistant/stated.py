"""Lists of the reports that state a figure, whatever its value: 哪些报告给出了免罚的案件数."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.compare import shorten
from assistant.draft import Draft, Numbering
from assistant.question import Reading
from assistant.reader import ReportReader
from assistant.scope import ReportScope
from assistant.threshold import row_label, stated_figures
from assistant.types import Table

_STATED = re.compile(
    r"(?:报出|报|公布|给出|写明|列出|披露)(?:了|过)?[^，,。？?]{2,30}?"
    r"(?:数量?|比例|比率|比重|率|金额|次数|人数|面积|幅度|[降增涨]幅)[？?。]*$"
)


def asks_stated(reading: Reading) -> bool:
    """Whether it is asked which reports state a figure."""
    return bool(_STATED.search(reading.text)) and not reading.searched.literal


def answer_stated(reading: Reading, scope: ReportScope, reader: ReportReader) -> Draft | None:
    """The reports that state the figure, with their values; None where none does."""
    found = stated_figures(replace(reading.topics[0], sort="value"), scope, reader)
    stated = [(one, finding) for one, finding in found if not finding.loose]
    if not stated:
        return None
    numbering = Numbering()
    rows: list[tuple[str, ...]] = []
    names: list[str] = []
    for one, finding in stated:
        marker = numbering.cite(finding.report, *finding.quote)
        name = row_label(one, scope)
        rows.append((name, f"{finding.value}{marker}", shorten(finding.words, 110) + marker))
        names.append(f"{name}{finding.value}{marker}")
    count = f"{len(rows)}/{len(scope.reports)}份报告"
    return Draft(
        kind="list",
        text=f"{count}写明了该项数值：{'、'.join(names)}。",
        evidence=tuple(numbering.evidence),
        table=Table(columns=("单位", "数值", "原文"), rows=tuple(rows)),
        vouched=(count, *(row_label(one, scope) for one, _ in stated)),
    )
