"""An answer in the making: text with markers, and the evidence that the markers stand for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from assistant.types import Citation, Evidence, Kind, PassageGroup, Table
from ingest.types import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a kind of answer hands to the orchestrator."""

    kind: Kind
    text: str
    evidence: tuple[Evidence, ...] = ()
    table: Table | None = None
    groups: tuple[PassageGroup, ...] | None = None
    computed: tuple[str, ...] = ()
    vouched: tuple[str, ...] = ()  # numbers that the program itself counts (3/5份报告)
    notes: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()  # what else was asked and no report states

    @property
    def refused(self) -> bool:
        """A refusal is a status, not an error."""
        return self.kind == "refusal"


@dataclass(slots=True)
class Numbering:
    """Gives evidence its markers, in the order in which it is first cited."""

    evidence: list[Evidence] = field(default_factory=list)

    def cite(self, report: Report, start: int, end: int) -> str:
        """The marker of ``report.text[start:end]``: a new one, or the one it has already."""
        for number, known in enumerate(self.evidence, 1):
            if known.report.id == report.id and known.start <= start and end <= known.end:
                return f"[{number}]"
        self.evidence.append(Evidence(report=report, start=start, end=end))
        return f"[{len(self.evidence)}]"


def make_citation(marker: int, evidence: Evidence, source: str) -> Citation:
    """A citation: everything in it is computed from the stored report."""
    report = evidence.report
    section = report.section_of(evidence.start)
    return Citation(
        marker=marker,
        report_id=report.id,
        title=report.title,
        unit=report.unit,
        year=report.year,
        section=section.label,
        source=source,
        page=report.page_of(evidence.start),
        start=evidence.start,
        end=evidence.end,
        quote=evidence.quote,
    )


def make_citations(
    evidence: tuple[Evidence, ...], source_of: Callable[[str], str]
) -> tuple[Citation, ...]:
    """Citations of a draft, numbered from 1."""
    return tuple(
        make_citation(number, one, source_of(one.report.id))
        for number, one in enumerate(evidence, 1)
    )


def report_name(report: Report, *, year: bool = True) -> str:
    """How an answer names a report: 南开区城市管理委员会（2024年）."""
    name = report.unit or report.title
    return f"{name}（{report.year}年）" if year and report.year is not None else name
