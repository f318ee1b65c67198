"""Years in a sentence, and the years that a citation may be quoted for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.prose.types import Known
from assistant.types import Citation

_YEAR = re.compile(
    r"(?<!\d)(?:(?P<full>(?:19|20)\d\d)(?=年|[)）、和与至到—\-~～,，./]|$)|(?P<short>[012]\d)(?=年(?!代)))"
)
_RANGE = re.compile(r"(?<!\d)((?:19|20)\d\d)年?\s*[-—–~～至到]+\s*((?:19|20)\d\d)(?=年)")
_COMPARED = re.compile(r"(?:[比较与和同由从自跟及]|相比|相较于?|对比|高于|低于|多于|少于)$")
_OF_REPORT = re.compile(r"(?:年?度?[^，。；年]{0,16}?(?:报告|总结|汇报|公报))|[)）]")
_BEFORE = re.compile(r"上一?年度?|去年|上年|同期|同比|前一年")
_AHEAD = re.compile(r"明年|下一?年度?|来年")
_REVIEW = re.compile(r"回顾|过去|去年|上一?年|总结|成效|成就|完成情况|以来")
_PLAN = re.compile(r"今年|目标|安排|任务|打算|计划|要求|思路|建议|部署")
_WORK_REPORT = "政府工作报告"


@dataclass(frozen=True, slots=True, kw_only=True)
class YearWord:
    """A year as a sentence names it.

    Attributes:
        compared: it is what something is compared with (比2023年).
        of_report: it names the report itself (2024年政府工作报告).
    """

    start: int
    end: int
    year: int
    compared: bool
    of_report: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedYears:
    """The years a citation may be quoted for.

    Attributes:
        own: the year of its report.
        main: of what it states.
        compared: what it compares with.
    """

    own: frozenset[int]
    main: frozenset[int]
    compared: frozenset[int]

    def bear(self, word: YearWord) -> bool:
        """Whether the citation may be quoted for a year used in this way."""
        allowed = self.main
        if word.of_report:
            allowed = allowed | self.own
        if word.compared:
            allowed = allowed | self.compared
        return word.year in allowed


def find_years(text: str) -> list[YearWord]:
    """The years that a plain sentence names."""
    found = []
    for match in _YEAR.finditer(text):
        year = int(match["full"] or f"20{match['short']}")
        found.append(
            YearWord(
                start=match.start(),
                end=match.end(),
                year=year,
                compared=bool(_COMPARED.search(text[: match.start()])),
                of_report=bool(_OF_REPORT.match(text, match.end())),
            )
        )
    return found


def cited_years(citation: Citation, quote: str, known: Known) -> CitedYears:
    """The years of a citation: those it names, else those its report speaks of.

    A 政府工作报告 speaks of the year before where it reviews and of its own where it plans; other
    reports speak of their own year, and of the next where they plan.
    """
    named = find_years(quote)
    spans = {year for m in _RANGE.finditer(quote) for year in range(int(m[1]), int(m[2]) + 1)}
    stated = {word.year for word in named} | spans
    year = citation.year
    if year is None:
        return CitedYears(own=frozenset(), main=frozenset(stated), compared=frozenset(stated))
    about = _speaks_of(citation, known, year)
    compared = stated | {one - 1 for one in about}
    if _AHEAD.search(quote):
        about = about | {year + 1}
    main = about | (stated - {word.year for word in named if word.compared})
    return CitedYears(
        own=frozenset({year}), main=frozenset(main), compared=frozenset(compared | main)
    )


def _speaks_of(citation: Citation, known: Known, year: int) -> set[int]:
    named = {int(found) for found in re.findall(r"(?<!\d)(20\d\d)年", citation.section)}
    review, plan = _REVIEW.search(citation.section), _PLAN.search(citation.section)
    own = known.reports.get(citation.report_id)
    if (own is not None and own.genre == _WORK_REPORT) or _WORK_REPORT in citation.title:
        if len(named) == 1:
            return named
        if review and not plan:
            return {year - 1}
        return {year} if plan and not review else {year - 1, year}
    if plan and not review:
        return {year, year + 1} | named
    return {year} | named
