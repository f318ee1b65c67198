"""Evidence cut out of the shipped samples, read as the library reads them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from assistant.draft import make_citation
from assistant.prose.known import known_of
from assistant.prose.types import Known
from assistant.types import Answer, AnswerScope, Citation, Evidence
from index.types import ReportEntry
from ingest.report import read_report
from ingest.types import Report


def entry_of(report: Report, source: str) -> ReportEntry:
    """The catalogue's line of a report."""
    return ReportEntry(
        id=report.id,
        title=report.title,
        unit=report.unit,
        aliases=report.aliases,
        region=report.region,
        year=report.year,
        date=report.date,
        genre=report.genre,
        sources=(source,),
        characters=len(report.text),
        passages=len(report.passages),
        figures=len(report.figures),
    )


def evidence_of(
    folder: Path, quotes: Mapping[int, tuple[str, str]], *, question: str, lines: tuple[str, ...]
) -> tuple[dict[int, Citation], Known]:
    """Citations of quotes, and what is known besides.

    Args:
        folder: of the reports.
        quotes: marker → (beginning of the file's name, quote as it stands in its report).
        question: that was asked; ``lines`` what the program itself answered.
    """
    reports = {path.name: read_report(path).report for path in sorted(folder.glob("*.txt"))}
    evidence = {}
    for marker, (name, quote) in quotes.items():
        source = next(one for one in reports if one.startswith(name))
        start = reports[source].text.index(quote)
        piece = Evidence(report=reports[source], start=start, end=start + len(quote))
        evidence[marker] = make_citation(marker, piece, source)
    answer = Answer(
        question=question,
        resolved=question,
        status="answered",
        kind="lookup",
        scope=AnswerScope(),
        answer="".join(line if line.endswith("。") else f"{line}。" for line in lines[:-2])
        + lines[-1],
        computed=(lines[-2],),
    )
    entries = [entry_of(report, source) for source, report in reports.items()]
    return evidence, known_of(answer, entries)
