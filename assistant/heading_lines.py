"""The headings of a report as the answer: verbatim, in their order, each cited."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from assistant.draft import Draft, Numbering, make_citation, report_name
from assistant.question import Reading
from assistant.reader import ReportReader
from assistant.scope import InScope, ReportScope
from assistant.types import Evidence, PassageGroup
from ingest.types import Report, Role, Section

_ASKS = re.compile(
    r"标题|(?:各|几个?|[两三四五六七八九十]个?)(?:大)?部分(?:分别|各)?(?:叫|的?(?:名称|题目|名字))"
)
_LARGE = re.compile(
    r"大标题|一级标题|部分的?(?:标题|名称|题目|名字)|部分(?:分别|各)?叫|[几各]大?部分"
)
_ORDINAL = re.compile(r"第(?P<number>[一二三四五六七八九])(?:个)?(?:大)?(?:部分|块|章|篇)")
_ABOUT = re.compile(
    r"(?:写|讲|谈|说|关于|涉及|提到|有关)(?:到|了)?(?P<about>[^，。；？]{2,20}?)的(?:那|哪)?(?:一|几)?(?:条|个|句)?(?:小|分|二级)?标题"
)
_PLAN = re.compile(r"重点|任务|安排|部署|计划|打算|今后|下一步|今年|怎么干")
_DONE = re.compile(r"回顾|成绩|成效|总结|过去|上一年|去年|做了")
_MARK = re.compile(r"^(?:[（(]?[一二三四五六七八九十0-9]{1,3}[)）]?[、.．]?)\s*")
_NUMERALS = "一二三四五六七八九"
_FEWEST_ALIKE = 4  # characters that headings share to be said to have something in common
_SAID = 0.6  # of what a heading shall be about stands in it
_MOST = 40  # headings shown of one report


def asks_headings(text: str) -> bool:
    """Whether a question asks for the headings of a report it names."""
    return bool(_ASKS.search(text))


def answer_headings(reading: Reading, scope: ReportScope, reader: ReportReader) -> Draft | None:
    """The headings asked for, of each report named; None where a report has none such."""
    if not reading.units or not asks_headings(reading.text):
        return None
    years = reading.years.years
    chosen = [one for one in scope.reports if not years or one.entry.year in years] or scope.reports
    found = [
        (one, report, held)
        for one in chosen
        if (held := _headings((report := reader.report(one.entry.id)), reading.text))
    ]
    return _drafted(reading, found, reader) if found else None


def _headings(report: Report, text: str) -> list[Section]:
    """The sections of a report whose headings are asked for."""
    tops = [s for s in report.sections if len(s.path) == 1 and s.heading]
    if _LARGE.search(text) and not _ORDINAL.search(text):
        return tops
    about = _ABOUT.search(text)
    part = _part(tops, report, text)
    if part is None and _ORDINAL.search(text):
        return []  # it has no such part
    inside = [
        s
        for s in report.sections
        if len(s.path) == 2 and s.heading and (part is None or part.start <= s.start < part.end)
    ]
    if about is None:
        return inside[:_MOST]
    near = [(len(_shared(about["about"], s.heading)), s) for s in inside]
    best = max((length for length, _ in near), default=0)
    return (
        [s for length, s in near if length == best]
        if best >= max(2, _SAID * len(about["about"]))
        else []
    )


def _part(tops: Sequence[Section], report: Report, text: str) -> Section | None:
    """The part of a report that a question names: by number, by its heading, by what it does."""
    ordinal = _ORDINAL.search(text)
    if ordinal:
        at = _NUMERALS.index(ordinal["number"])
        return tops[at] if at < len(tops) else None
    named = [(len(_shared(_plain(s.heading), text)), s) for s in tops]
    best = max((length for length, _ in named), default=0)
    if best > 2:
        return next(s for length, s in named if length == best)
    role: Role | None = "plan" if _PLAN.search(text) else "measures" if _DONE.search(text) else None
    of_role = [s for s in tops if s.role == role]
    return max(of_role, key=lambda s: _children(report, s), default=None)


def _children(report: Report, top: Section) -> int:
    return sum(1 for s in report.sections if len(s.path) == 2 and top.start <= s.start < top.end)


def _plain(heading: str) -> str:
    return re.sub(r"(?:19|20)\d\d年", "", _MARK.sub("", heading))


def _shared(left: str, right: str) -> str:
    """The longest stretch that both texts have."""
    spans = ((a, b) for a in range(len(left)) for b in range(len(left), a, -1))
    return max((left[a:b] for a, b in spans if left[a:b] in right), key=len, default="")


def _drafted(
    reading: Reading,
    found: Sequence[tuple[InScope, Report, Sequence[Section]]],
    reader: ReportReader,
) -> Draft:
    numbering = Numbering()
    lines: list[str] = []
    groups: list[PassageGroup] = []
    for one, report, sections in found:
        lines.append(f"{report_name(report)}的标题（{len(sections)}个）：")
        for section in sections:
            start, end = section.start, section.start + len(section.heading)
            marker = numbering.cite(report, start, end)
            lines.append(f"- “{section.heading}”{marker}")
            evidence = Evidence(report=report, start=start, end=end)
            cited = make_citation(int(marker[1:-1]), evidence, reader.source_of(one.entry.id))
            groups.append(PassageGroup(passages=(cited,), reports=1, set_phrase=False))
    alike = _in_common(reading.text, [[_plain(s.heading) for s in held] for *_, held in found])
    counts = tuple(line for line in lines if line.endswith("个）："))
    return Draft(
        kind="wording",
        text="\n".join([*([alike] if alike else []), *lines]),
        evidence=tuple(numbering.evidence),
        groups=tuple(groups),
        vouched=(*counts, *([alike] if alike else [])),
    )


def _in_common(text: str, headings: Sequence[Sequence[str]]) -> str:
    """What the headings have in common, where that is asked: how they begin, or what all say."""
    if len(headings) == 1 and re.search(r"打头|开头|相同|共同|规律|排比", text):
        first, last = min(headings[0]), max(headings[0])
        alike = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
        begins = "".join(one for one, _ in alike)
        return f"这些标题都以“{begins}”开头。" if len(begins) > 1 and len(headings[0]) > 1 else ""
    if len(headings) > 1 and re.search(r"共同|相同|一样|异同", text):
        shared = headings[0][0]
        for held in headings[1:]:
            shared = max((_shared(shared, heading) for heading in held), key=len)
        return f"共同点：标题里都写了“{shared}”。" if len(shared) >= _FEWEST_ALIKE else ""
    return ""
