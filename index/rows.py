"""Reports to table rows and back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from ingest.types import Figure, Passage, Report, Section

Row = tuple[Any, ...]

REPORT_COLUMNS = "id, title, unit, aliases, region, year, date, genre, text, pages"


def _list(values: Iterable[Any]) -> str:
    return json.dumps(list(values), ensure_ascii=False)


def _decimal(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def report_row(report: Report) -> Row:
    """The columns of ``REPORT_COLUMNS`` and the number of characters."""
    return (
        report.id,
        report.title,
        report.unit,
        _list(report.aliases),
        _list(report.region),
        report.year,
        report.date,
        report.genre,
        report.text,
        _list(report.pages),
        len(report.text),
    )


def section_row(report_id: str, ordinal: int, section: Section) -> Row:
    """A row of ``sections``."""
    return (
        report_id,
        ordinal,
        section.heading,
        _list(section.path),
        section.role,
        section.start,
        section.end,
    )


def figure_row(report_id: str, ordinal: int, figure: Figure) -> Row:
    """A row of ``figures``."""
    return (
        report_id,
        ordinal,
        figure.start,
        figure.end,
        str(figure.value),
        None if figure.high is None else str(figure.high),
        figure.measure,
        str(figure.amount),
        None if figure.amount_high is None else str(figure.amount_high),
        figure.base,
        figure.qualifier,
        figure.change,
        figure.indicator,
        figure.subject,
        figure.period,
        figure.sentence_start,
        figure.sentence_end,
    )


def read_section(row: Row) -> Section:
    """From ``heading, path, role, start, stop``."""
    heading, path, role, start, stop = row
    return Section(heading=heading, path=tuple(json.loads(path)), role=role, start=start, end=stop)


def read_passage(row: Row) -> Passage:
    """From ``ordinal, section, start, stop``."""
    ordinal, section, start, stop = row
    return Passage(ordinal=ordinal, section=section, start=start, end=stop)


def read_figure(row: Row) -> Figure:
    """From a row of ``figures`` without its report and ordinal."""
    start, stop, value, high, measure, amount, amount_high, base, qualifier, change = row[:10]
    indicator, subject, period, sentence_start, sentence_stop = row[10:]
    return Figure(
        start=start,
        end=stop,
        value=Decimal(value),
        high=_decimal(high),
        measure=measure,
        amount=Decimal(amount),
        amount_high=_decimal(amount_high),
        base=base,
        qualifier=qualifier,
        change=change,
        indicator=indicator,
        subject=subject,
        period=period,
        sentence_start=sentence_start,
        sentence_end=sentence_stop,
    )


def read_report(
    row: Row, sections: Iterable[Row], passages: Iterable[Row], figures: Iterable[Row]
) -> Report:
    """From ``REPORT_COLUMNS`` and the rows of what the report holds."""
    identity, title, unit, aliases, region, year, date, genre, text, pages = row
    return Report(
        id=identity,
        title=title,
        unit=unit,
        aliases=tuple(json.loads(aliases)),
        region=tuple(json.loads(region)),
        year=year,
        date=date,
        genre=genre,
        text=text,
        sections=tuple(read_section(each) for each in sections),
        passages=tuple(read_passage(each) for each in passages),
        figures=tuple(read_figure(each) for each in figures),
        pages=tuple(json.loads(pages)),
    )
