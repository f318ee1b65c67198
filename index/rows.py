"""Reports to table rows and back."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ingest.errors import ReportAssistantError
from ingest.types import Figure, Passage, Report, Section

Row = tuple[Any, ...]
Execute = Callable[..., sqlite3.Cursor]

REPORT_COLUMNS = "id, title, unit, aliases, region, year, date, genre, text, pages"
SECTION_COLUMNS = "heading, path, role, start, stop"
PASSAGE_COLUMNS = "ordinal, section, start, stop"
FIGURE_COLUMNS = (
    "start, stop, value, high, measure, amount, amount_high, base, qualifier, change,"
    " indicator, subject, period, sentence_start, sentence_stop"
)


class DamagedReportError(ReportAssistantError):
    """What is stored of a report is not what was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRows:
    """A report as its rows have it.

    Attributes:
        report: of ``REPORT_COLUMNS``; the others likewise, in order.
        first: id of its first passage, the others follow; None before it is stored.
    """

    report: Row
    sections: tuple[Row, ...]
    passages: tuple[Row, ...]
    figures: tuple[Row, ...]
    first: int | None = None

    def checksum(self) -> str:
        """SHA-256 over all rows: SQLite itself does not notice a changed byte."""
        told = json.dumps((self.report, self.sections, self.passages, self.figures))
        return hashlib.sha256(told.encode("ascii")).hexdigest()


def rows_of(report: Report) -> ReportRows:
    """A report's rows."""
    return ReportRows(
        report=_report_row(report),
        sections=tuple(_section_row(section) for section in report.sections),
        passages=tuple((p.ordinal, p.section, p.start, p.end) for p in report.passages),
        figures=tuple(_figure_row(figure) for figure in report.figures),
    )


def fetch(execute: Execute, report_id: str) -> ReportRows | None:
    """A stored report's rows; None if there is no such report."""
    report = execute(f"SELECT {REPORT_COLUMNS} FROM reports WHERE id = ?", (report_id,)).fetchone()
    if report is None:
        return None

    def all_of(table: str, columns: str) -> tuple[Row, ...]:
        query = f"SELECT {columns} FROM {table} WHERE report_id = ? ORDER BY ordinal"
        return tuple(execute(query, (report_id,)).fetchall())

    passages = all_of("passages", f"{PASSAGE_COLUMNS}, id")
    return ReportRows(
        report=report,
        sections=all_of("sections", SECTION_COLUMNS),
        passages=tuple(row[:-1] for row in passages),
        figures=all_of("figures", FIGURE_COLUMNS),
        first=passages[0][-1] if passages else None,
    )


def _list(values: Iterable[Any]) -> str:
    return json.dumps(list(values), ensure_ascii=False)


def _decimal(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _report_row(report: Report) -> Row:
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
    )


def _section_row(section: Section) -> Row:
    return section.heading, _list(section.path), section.role, section.start, section.end


def _figure_row(figure: Figure) -> Row:
    return (
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


def _section(row: Row) -> Section:
    heading, path, role, start, stop = row
    return Section(heading=heading, path=tuple(json.loads(path)), role=role, start=start, end=stop)


def _passage(row: Row) -> Passage:
    ordinal, section, start, stop = row
    return Passage(ordinal=ordinal, section=section, start=start, end=stop)


def _figure(row: Row) -> Figure:
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


def report_of(stored: ReportRows) -> Report:
    """The report that rows hold."""
    identity, title, unit, aliases, region, year, date, genre, text, pages = stored.report
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
        sections=tuple(_section(each) for each in stored.sections),
        passages=tuple(_passage(each) for each in stored.passages),
        figures=tuple(_figure(each) for each in stored.figures),
        pages=tuple(json.loads(pages)),
    )
