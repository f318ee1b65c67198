"""The one way from a file to a report."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.clean import clean
from ingest.document import Document
from ingest.errors import ReportAssistantError
from ingest.metadata import read_metadata
from ingest.outline import outline
from ingest.pages import page_starts
from ingest.read import load, read_bytes
from ingest.site_lines import without
from ingest.split import split_report
from ingest.tables import figures_of
from ingest.types import Report

# Raised with every change that makes reports read differently: what is stored is read anew.
READER_VERSION = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A report with what could not be taken from its file (None when all was)."""

    report: Report
    left_out: str | None = None


def report_id(text: str) -> str:
    """A report is known by its content."""
    return hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()[:16]


def build_report(document: Document, name: str = "", site: frozenset[str] = frozenset()) -> Report:
    """A report from what a reader returned. Pure.

    Args:
        name: of the file, without its suffix.
        site: lines that the pages of its site repeat; see ``ingest.site_lines``.

    Raises:
        ReportAssistantError: nothing is left once the furniture is gone.
    """
    cleaned = clean(document.text)
    text, repeated = without(cleaned.text, site)
    if not any(c.isalnum() for c in text):
        raise ReportAssistantError("除网页边框外没有正文", hint="请确认导出的是报告正文")
    pages = page_starts(document.text, document.pages, text)
    return replace(assemble(text, (*cleaned.furniture, *repeated), name), pages=pages)


def assemble(text: str, furniture: tuple[str, ...] = (), name: str = "") -> Report:
    """Everything that is derived from a cleaned text."""
    metadata = read_metadata(text, furniture, name)
    sections = outline(text, year=metadata.year, genre=metadata.genre)
    return Report(
        id=report_id(text),
        title=metadata.title,
        unit=metadata.unit.name if metadata.unit else None,
        aliases=metadata.unit.aliases if metadata.unit else (),
        region=metadata.unit.region if metadata.unit else (),
        year=metadata.year,
        date=metadata.date,
        genre=metadata.genre,
        text=text,
        sections=sections,
        passages=split_report(text, sections),
        figures=figures_of(text, year=metadata.year),
    )


def read_file(name: str, data: bytes, site: frozenset[str] = frozenset()) -> Reading:
    """A report from a file's name, whose suffix tells its kind, and its bytes. Pure.

    Args:
        site: lines that the pages of its site repeat around their articles.

    Raises:
        ReportAssistantError: the file is refused; the message says why, the hint what to do.
    """
    document = read_bytes(data, Path(name).suffix)
    report = build_report(document, Path(name).stem, site)
    return Reading(report=report, left_out=document.left_out)


def read_report(path: Path) -> Reading:
    """Reads one file into a report; see :func:`read_file`."""
    return read_file(path.name, load(path))
