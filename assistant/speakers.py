"""Who delivered a report: the line below its title (——2025年1月19日在…会议上 省长 某某)."""

from __future__ import annotations

import re

from assistant.draft import Draft, Numbering, report_name
from assistant.question import Reading
from assistant.reader import ReportReader
from assistant.scope import ReportScope

_ASKED = re.compile(
    r"报告[^，。？?]{0,6}(?:是|由)?(?:谁|哪位|哪个领导|什么人)[^，。？?]{0,4}(?:作|做|讲|宣读|报告|代表)|"
    r"(?:谁|哪位|什么人)[^，。？?]{0,6}(?:作|做|宣读)了?的?[^，。？?]{0,12}报告|报告人(?:是|叫|为)?(?:谁|什么|哪)|报告[^，。？?]{0,4}(?:作者|报告人)"
)
# The office and the name behind it, alone on a line or behind 上.
_SPEAKER = re.compile(
    r"(?:^|(?<=[上 　）)]))(?P<who>[\u4e00-\u9fff]{0,8}(?:省长|市长|主席|总理|县长|区长|州长|旗长|镇长|乡长|主任|局长)"
    r"[ 　]*[\u4e00-\u9fff·]{1,3}[ 　]?[\u4e00-\u9fff·]{1,9})[ 　]*$",
    re.MULTILINE,
)
_HEAD = 400  # characters in which a report says who speaks
_SHOWN = 6


def asks_speaker(text: str) -> bool:
    """Whether a question asks who delivered a report."""
    return bool(_ASKED.search(text))


def answer_speaker(reading: Reading, scope: ReportScope, reader: ReportReader) -> Draft | None:
    """The speaker of each report in scope that names one; None where none does."""
    numbering = Numbering()
    lines: list[str] = []
    for one in scope.reports:
        report = reader.statements(one.entry.id).report
        found = _SPEAKER.search(report.text[:_HEAD])
        own = not reading.years.years or one.entry.year in reading.years.years
        if found is None or not own or len(lines) == _SHOWN:
            continue
        marker = numbering.cite(report, *found.span("who"))
        lines.append(f"{' '.join(found['who'].split())}{marker}（{report_name(report)}）")
    if not lines:
        return None
    text = "；".join(lines) + "。"
    return Draft(kind="lookup", text=text, evidence=tuple(numbering.evidence))
