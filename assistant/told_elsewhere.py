"""What only the report of another office tells of a place: a row of the city's table for each county."""

from __future__ import annotations

from dataclasses import replace

from assistant.draft import Draft
from assistant.lookup import Looked, draft_of
from assistant.question import Reading
from assistant.reader import ReportReader, Said
from assistant.scope import ReportScope
from assistant.topic import Term, Topic
from ingest.regions import short_name


def place_asked(reading: Reading) -> str:
    """The one place whose affairs are asked for: a region, or that of the government named; empty
    where an office's own are."""
    if len(reading.regions) == 1:
        return reading.regions[0]
    if len(reading.units) != 1 or reading.missing:
        return ""
    unit = reading.units[0]
    return unit.region[-1] if unit.kind == "人民政府" and unit.region else ""


def without_place(reading: Reading) -> Reading:
    """The question as if it named no place: of all reports."""
    return replace(reading, units=(), regions=(), everyone=True)


def answer_elsewhere(
    reading: Reading, place: str, scope: ReportScope, reader: ReportReader
) -> Draft | None:
    """The figures that one other report gives for the place by its name; None unless it has all.

    Args:
        scope: of other offices' reports, of the years asked.
    """
    told: list[Looked] = []
    for one in scope.reports:
        said = [
            (topic, of_place)
            for topic in reading.topics
            if (
                of_place := _of_place(
                    reader.ask(
                        _about(topic, place),
                        one.entry.id,
                        roles=one.roles,
                        years=one.years,
                        similarity={},
                    ),
                    place,
                )
            ).findings
        ]
        if len(said) == len(reading.topics):
            told.append([(one.entry, said)])
    if len(told) != 1:  # two offices may count differently: none of them is the place's own
        return None
    draft = draft_of(reading, told[0])
    issuer = told[0][0][0]
    note = f"{place}的报告没有写明，以上出自{issuer.unit or issuer.title}的报告"
    return draft and replace(draft, notes=(*draft.notes, note))


def _about(topic: Topic, place: str) -> Topic:
    """The topic of the place: no other's figure answers for it."""
    named = Term(word=place, forms=(place, short_name(place)), parts=(), weight=1.0, city=True)
    return replace(topic, terms=(named, *topic.terms))


def _of_place(said: Said, place: str) -> Said:
    """The figures whose own words begin with the place: no other stands between it and them."""
    names = (place, short_name(place))
    found = tuple(
        finding
        for finding in said.findings
        if finding.figure is not None and any(name in finding.words for name in names)
    )
    return replace(said, findings=found)
