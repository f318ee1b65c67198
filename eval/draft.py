"""Drafts a test set from a library, for a person to check. Pure over a catalogue.

Questions are made from what the reports state: figures, sections, the same indicator in two
reports; and from what they do not: an indicator of one report asked of another whose text does not
hold it, and years that no report bears. The order of a seeded shuffle decides which are taken.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, combinations, islice

from eval.catalogue import Catalogue
from eval.normalise import contains, normalise, whole_numbers
from eval.sources import file_name
from eval.types import Case, ExpectedEvidence
from ingest.types import ROLE_NAMES, Figure, Report, Section

_SEED = 20240601
_LONGEST_QUOTE = 60
_LONGEST_INDICATOR = 14
_LEAST_SECTION = 40
_NUMBERING = re.compile(r"^[（(]?[一二三四五六七八九十0-9]+[)）、.．]\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A figure with the report that states it and the name a source goes by."""

    report: Report
    source: str
    figure: Figure

    @property
    def words(self) -> str:
        """As the report writes it: 505余次."""
        return self.report.text[self.figure.start : self.figure.end].strip()

    @property
    def evidence(self) -> ExpectedEvidence:
        """The figure with the words around it, inside its sentence."""
        figure = self.figure
        start = max(figure.sentence_start, figure.end - _LONGEST_QUOTE)
        end = min(figure.sentence_end, start + _LONGEST_QUOTE)
        start, end = whole_numbers(self.report.text, start, end)
        return ExpectedEvidence(source=self.source, quote=self.report.text[start:end].strip())


def draft_cases(catalogue: Catalogue, *, each: int = 10, seed: int = _SEED) -> tuple[Case, ...]:
    """Draft up to ``each`` questions of each kind.

    Args:
        catalogue: the library to ask about.
        each: questions a kind, at least 1.
        seed: which ones; the same library and seed give the same draft.

    Returns:
        Cases numbered from row 1, ids telling their kind; empty for an empty library.
    """
    reports = [
        (catalogue.library.report(e.id), _source(e.id, catalogue)) for e in catalogue.entries
    ]
    told = [
        Told(report=report, source=source, figure=figure)
        for report, source in reports
        for figure in report.figures
        if report.unit and figure.measure and figure.high is None and _askable(report, figure)
    ]
    once = _stated_once(told)
    shuffle = random.Random(seed)
    shuffle.shuffle(once)
    kinds: tuple[tuple[str, Iterator[Case]], ...] = (
        ("number", (_number(item) for item in once)),
        ("wording", _wordings(reports, shuffle)),
        ("compare", _comparisons(once)),
        ("refuse", _refusals(once, reports)),
    )
    cases = chain.from_iterable(
        (
            replace(case, id=f"{kind}-{number:02}", category=kind)
            for number, case in enumerate(islice(made, each), start=1)
        )
        for kind, made in kinds
    )
    return tuple(replace(case, row=row) for row, case in enumerate(cases, start=1))


def _askable(report: Report, figure: Figure) -> bool:
    """Whether the indicator reads as what a person would ask for: short, not naming the unit."""
    if not 2 <= len(figure.indicator) <= _LONGEST_INDICATOR:
        return False
    return not any(name in figure.indicator for name in (report.unit, *report.aliases) if name)


def _source(report_id: str, catalogue: Catalogue) -> str:
    entry = next(entry for entry in catalogue.entries if entry.id == report_id)
    name = file_name(entry.sources[0])
    return name if catalogue.index.reports(name) == {report_id} else entry.sources[0]


def _stated_once(told: Sequence[Told]) -> list[Told]:
    """Figures whose indicator their report states once: only these have one right answer."""
    count: dict[tuple[str, str], int] = {}
    for item in told:
        key = (item.report.id, normalise(item.figure.indicator))
        count[key] = count.get(key, 0) + 1
    return [i for i in told if count[(i.report.id, normalise(i.figure.indicator))] == 1]


def _asked(report: Report, indicator: str, measure: str) -> str:
    year = f"{report.year}年" if report.year else ""
    counted = "" if measure in ("%", "％", "‰") else measure
    return f"{report.unit}{year}{indicator}是多少{counted}？"


def _number(item: Told) -> Case:
    figure = item.figure
    return Case(
        row=0,
        id="",
        category="",
        question=_asked(item.report, figure.indicator, figure.measure),
        expected=((item.words,),),
        evidence=(item.evidence,),
    )


def _comparisons(told: Sequence[Told]) -> Iterator[Case]:
    """The same indicator in two reports of different units."""
    by_indicator: dict[tuple[str, str], list[Told]] = {}
    for item in told:
        key = (normalise(item.figure.indicator), item.figure.base)
        by_indicator.setdefault(key, []).append(item)
    for group in by_indicator.values():
        for one, other in combinations(group, 2):
            same_unit = one.report.unit == other.report.unit
            if same_unit or one.report.year != other.report.year:
                continue
            year = f"{one.report.year}年" if one.report.year else ""
            yield Case(
                row=0,
                id="",
                category="",
                question=f"{one.report.unit}和{other.report.unit}{year}"
                f"{one.figure.indicator}各是多少？",
                expected=((one.words,), (other.words,)),
                evidence=(one.evidence, other.evidence),
            )
            break  # one pair an indicator: variety is worth more than every pair


def _refusals(told: Sequence[Told], reports: Sequence[tuple[Report, str]]) -> Iterator[Case]:
    """An indicator asked of a report that lacks it, and a year that no report bears, by turns."""
    years = [report.year for report, _ in reports if report.year]
    for item in told:
        indicator = item.figure.indicator
        lacking = next(
            (
                report
                for report, _ in reports
                if report.unit
                and report.unit != item.report.unit
                and not contains(normalise(report.text), normalise(indicator))
            ),
            None,
        )
        if lacking:
            yield _refusal(_asked(lacking, indicator, item.figure.measure))
        if years:
            later = replace(item.report, year=max(years) + 10)
            yield _refusal(_asked(later, indicator, item.figure.measure))


def _refusal(question: str) -> Case:
    return Case(row=0, id="", category="", question=question, refuse=True)


def _wordings(reports: Sequence[tuple[Report, str]], shuffle: random.Random) -> Iterator[Case]:
    """A subsection's heading as the topic, its first sentence as the wording to be found."""
    sections = [
        (report, source, section)
        for report, source in reports
        for section in report.sections
        if section.heading and len(section.path) > 1 and section.role in ("measures", "problems")
    ]
    shuffle.shuffle(sections)
    for report, source, section in sections:
        quote = _first_words(report, section)
        topic = _NUMBERING.sub("", section.heading).rstrip("。：:")
        if not quote or not 4 <= len(topic) <= 30:
            continue
        yield Case(
            row=0,
            id="",
            category="",
            question=f"{ROLE_NAMES[section.role]}里“{topic}”怎么写？",
            evidence=(ExpectedEvidence(source=source, quote=quote),),
        )


def _first_words(report: Report, section: Section) -> str:
    body = report.text[section.start + len(section.heading) : section.end].lstrip("。：: \n")
    if len(body) < _LEAST_SECTION:
        return ""
    return body.split("。", maxsplit=1)[0].split("\n", maxsplit=1)[0][:_LONGEST_QUOTE].strip()
