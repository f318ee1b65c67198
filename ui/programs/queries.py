"""What the command line and programs ask a library besides questions: passages, figures, reports.

Each function returns the very values that the commands print with ``--json``.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ui.documents import entry_document, entry_of, report_document
from ui.text import clean_question

if TYPE_CHECKING:
    from assistant.figure_search import StatedFigure
    from assistant.types import PassageGroup
    from index.library import Library
    from ingest.types import Role


def wording_groups(
    library: Library,
    text: str,
    *,
    role: Role | None,
    unit: str | None,
    year: int | None,
    limit: int,
) -> tuple[PassageGroup, ...]:
    """Verbatim passages on a topic, or like a pasted paragraph; ``find``.

    Args:
        role: the section to look in; None for all.
        unit: a unit, a region or a kind of unit; None for all.
        limit: groups at most.

    Raises:
        ReportAssistantError: the library has no such unit, or no report of it of that year.
    """
    from assistant.catalogue import build_catalogue
    from assistant.named_scope import named_reports, scope_of
    from assistant.reader import ReportReader
    from assistant.wording import find_groups

    catalogue = build_catalogue(library.reports())
    entries = named_reports(catalogue, unit=unit, year=year)
    return find_groups(
        clean_question(text),
        scope_of(entries, role),
        ReportReader(library),
        role,
        words=library.words,
        frequency=library.frequency,
        limit=limit,
    )


def stated_figures(
    library: Library, indicator: str | None, *, unit: str | None, year: int | None
) -> list[StatedFigure]:
    """The figures of the reports; those of an indicator best first; ``figures``.

    Raises:
        ReportAssistantError: the library has no such unit, or no report of it of that year.
    """
    from assistant.catalogue import build_catalogue
    from assistant.figure_search import find_figures
    from assistant.named_scope import named_reports

    catalogue = build_catalogue(library.reports())
    entries = named_reports(catalogue, unit=unit, year=year)
    sources = {entry.id: next(iter(entry.sources), "") for entry in entries}
    return find_figures(
        (library.report(entry.id) for entry in entries),
        clean_question(indicator or "") or None,
        words=library.words,
        source_of=lambda report_id: sources[report_id],
    )


def find_document(
    library: Library,
    text: str,
    *,
    role: str | None,
    unit: str | None,
    year: int | None,
    limit: int,
) -> list[dict[str, Any]]:
    """What ``find --json`` prints.

    Args:
        role: by its name in English or Chinese.

    Raises:
        ReportAssistantError: no such section, unit or year.
    """
    from assistant.named_scope import read_role

    chosen = None if role is None else read_role(role)
    groups = wording_groups(library, text, role=chosen, unit=unit, year=year, limit=limit)
    return [asdict(group) for group in groups]


def figures_document(
    library: Library,
    indicator: str | None,
    *,
    unit: str | None,
    year: int | None,
    limit: int | None,
) -> list[dict[str, Any]]:
    """What ``figures --json`` prints, the first ``limit`` of it.

    Raises:
        ReportAssistantError: no such unit or year.
    """
    from assistant.figure_search import figure_document

    figures = stated_figures(library, indicator, unit=unit, year=year)
    return [figure_document(figure) for figure in figures[:limit]]


def reports_document(library: Library) -> list[dict[str, Any]]:
    """What ``reports --json`` prints."""
    return [entry_document(entry) for entry in library.reports()]


def one_report_document(library: Library, report_id: str) -> dict[str, Any]:
    """What ``show --json`` prints.

    Raises:
        ReportAssistantError: there is no such report.
    """
    entry = entry_of(library.reports(), report_id)
    return report_document(entry, library.report(entry.id))
