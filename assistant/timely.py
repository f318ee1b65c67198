"""Which years a figure speaks of, and whether these are the years asked for."""

from __future__ import annotations

import re

from assistant.statements import Counted
from assistant.topic import Topic
from ingest.types import Figure, Report, Role

PREVIOUS = re.compile(r"上年|去年|上一年|同期")


def figure_years(report: Report, figure: Figure, role: Role) -> frozenset[int]:
    """The years a figure speaks of: as its sentence states, else as its section implies.

    A 政府工作报告 reviews the year before and plans its own; other annual reports review their own
    year and plan the next.
    """
    stated = frozenset(int(y) for y in re.findall(r"20[0-9]{2}", figure.period))
    if stated or report.year is None:
        return stated
    shift = -1 if report.genre == "政府工作报告" else 0
    if PREVIOUS.search(figure.period) and not _only_compared(report, figure):
        return frozenset({report.year + shift - 1})
    if role == "plan":
        return frozenset({report.year + shift + 1})
    if role == "opening":
        return frozenset({report.year, report.year + shift})
    return frozenset({report.year + shift})


def _only_compared(report: Report, figure: Figure) -> bool:
    """消费价格与上年持平，失业率为4.2%: the year before is what something was held against."""
    before = report.text[figure.sentence_start : figure.start]
    last = list(PREVIOUS.finditer(before))[-1:]
    return any(
        before[: one.start()].endswith(("与", "比", "较", "跟", "同"))
        and re.search("[，,；;]", before[one.end() :])
        for one in last
    )


def is_timely(report: Report, counted: Counted, topic: Topic, years: frozenset[int]) -> bool:
    """Whether a figure speaks of a year asked for, or of none in particular."""
    if not years:
        return True
    if counted.sentence.role != "plan" and of_a_term(report, counted.figure, years):
        return False
    spoken = figure_years(report, counted.figure, counted.sentence.role)
    return not spoken or bool(spoken & years) or _of_the_report(report, topic, years)


_TERM = re.compile(
    r"(?:过去|这|近|前)?(?:[五四三]年)(?:来|工作|间|的?回顾)|本届政府(?![^，。；]{0,10}(?:第一年|首年|开局|起步|之年))|[“\"]十[一二三四五][”\"](?:时期|期间|以来)"
)
_OF_ONE_YEAR = r"去年|上年|过去一年|一年来|全年|当年"


def of_a_term(report: Report, figure: Figure, years: frozenset[int]) -> bool:
    """In 过去五年工作回顾 a figure is one year's only where its paragraph says so behind that."""
    text = report.text
    opens = max(text.rfind("\n", 0, figure.start), report.section_of(figure.start).start) + 1
    words = f"{report.section_of(figure.start).label}|{text[opens : figure.start]}"
    terms = [m.end() for m in _TERM.finditer(words)]
    named = "|".join([_OF_ONE_YEAR, *(str(year) for year in years)])
    return bool(terms) and not re.search(named, words[terms[-1] :])


def _of_the_report(report: Report, topic: Topic, years: frozenset[int]) -> bool:
    """2024年打算… may mean what the report of 2024 plans, which is for the year after."""
    return topic.aim and report.year in years


def is_of_another_year(report: Report, figure: Figure, years: frozenset[int]) -> bool:
    """Whether a figure without a plan's excuse tells of a year before the report's own, where no year
    is asked (the column 2023年 in a table of 2024)."""
    stated = [int(year) for year in re.findall(r"20[0-9]{2}", figure.period)]
    shift = -1 if report.genre == "政府工作报告" else 0
    return (
        not years and bool(stated) and report.year is not None and max(stated) < report.year + shift
    )
