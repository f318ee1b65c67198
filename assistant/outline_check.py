"""What a draft lacks of the outline that reports of its genre have, and that outline with sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from assistant.draft import make_citation
from assistant.skeleton import (
    Placed,
    Skeleton,
    Slot,
    Words,
    bare_heading,
    build_skeleton,
    holds,
    telling_words,
)
from assistant.statements import QUOTE_LIMIT
from assistant.text import folded
from assistant.types import Citation, Evidence
from assistant.wording_pieces import pieces
from index.types import ReportEntry
from ingest.errors import ReportAssistantError
from ingest.sentences import Span, sentence_spans, trim
from ingest.types import Report, Role

_ALIKE = 75.0  # rapidfuzz ratio from which two headings are the same heading
_VARIANTS = 5  # headings shown beside the typical one

SourceOf = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineHeading:
    """A heading that reports of a genre have.

    Attributes:
        level: 1 for a top section, 2 for what stands below one.
        heading: as one report has it, number left out; empty for openings and closings.
        reports: how many reports have it or a near variant.
        typical: at least half of them do.
        variants: other headings of the same matter, verbatim.
        example: the heading where it stands; of a section without one, its first sentence.
    """

    role: Role
    level: int
    heading: str
    reports: int
    typical: bool
    variants: tuple[str, ...]
    example: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The outline of a genre, in the order of a report.

    Attributes:
        reports: how many reports it was read from.
    """

    genre: str
    reports: int
    headings: tuple[OutlineHeading, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingHeading:
    """A typical heading that a draft lacks.

    Attributes:
        in_text: the draft speaks of the matter without giving it a heading.
    """

    heading: OutlineHeading
    in_text: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftCheck:
    """What was found of a draft.

    Attributes:
        title: of the draft, as its text has or makes it.
        genre: as read from its text; None where it does not tell.
        headings: of the draft, as written.
        outline: of the reports that it was compared with.
    """

    title: str
    genre: str | None
    headings: tuple[str, ...]
    missing: tuple[MissingHeading, ...]
    outline: Outline


def read_genre(name: str | None, entries: Sequence[ReportEntry]) -> str:
    """The genre called ``name`` (法治政府 is enough where only one fits); the most common for None.

    Raises:
        ReportAssistantError: no report is of such a genre.
    """
    counts = Counter(entry.genre for entry in entries if entry.genre)
    if not counts:
        raise ReportAssistantError(
            "库中还没有读出类型的报告，无法归纳提纲", hint="请先用 ingest 加入同类报告"
        )
    if name is None:
        return counts.most_common(1)[0][0]
    wanted = folded(name)
    fitting = [genre for genre in counts if wanted in folded(genre) or folded(genre) in wanted]
    exact = [genre for genre in fitting if folded(genre) == wanted]
    if not wanted or len(exact or fitting) != 1:
        known = "、".join(f"{genre}（{count}份）" for genre, count in counts.most_common())
        raise ReportAssistantError(
            f"库中没有类型“{name}”的报告，应为 {known} 之一", hint="请换一个类型名称"
        )
    return (exact or fitting)[0]


def outline_of(
    genre: str,
    reports: Sequence[Report],
    words: Words,
    source_of: SourceOf,
    *,
    role: Role | None = None,
) -> Outline:
    """The outline that reports have in common, each heading with a verbatim example.

    Args:
        reports: of that genre.
        words: the library's tokeniser.
        source_of: report id → file it came from.
        role: only this part of it; None for all.
    """
    skeleton = build_skeleton(genre, reports, words)
    return Outline(
        genre=genre,
        reports=len(reports),
        headings=tuple(
            _shown(slot, skeleton, source_of)
            for slot in skeleton.slots
            if role is None or slot.role == role
        ),
    )


def _shown(slot: Slot, skeleton: Skeleton, source_of: SourceOf) -> OutlineHeading:
    best = slot.filled[0]
    start, end = example_span(best)
    evidence = Evidence(report=best.report, start=start, end=end)
    return OutlineHeading(
        role=slot.role,
        level=slot.level,
        heading=slot.heading,
        reports=slot.reports,
        typical=skeleton.is_typical(slot),
        variants=slot.variants[:_VARIANTS],
        example=make_citation(1, evidence, source_of(best.report.id)),
    )


def example_span(placed: Placed) -> Span:
    """The heading, or the first sentence of a section that has none."""
    report, section = placed.report, placed.section
    if section.heading:
        return section.start, section.start + len(section.heading)
    first = next(
        (p for p in pieces(report, frozenset({section.role})) if p.start >= section.start), None
    )
    start, end = (first.start, first.end) if first else (section.start, section.end)
    start, end = trim(report.text, *sentence_spans(report.text, start, end)[0])
    return start, min(end, start + QUOTE_LIMIT)


def check_draft(
    draft: Report,
    genre: str,
    reports: Sequence[Report],
    words: Words,
    source_of: SourceOf,
    *,
    role: Role | None = None,
) -> DraftCheck:
    """What a draft lacks of the outline of ``genre``.

    Args:
        draft: read like any report.
        reports: of that genre; the draft itself is left out if it is among them.
        words: the library's tokeniser.
        source_of: report id → file it came from.
        role: only this part of it; None for all.
    """
    peers = [report for report in reports if report.id != draft.id]
    skeleton = build_skeleton(genre, peers, words)
    slots = [slot for slot in skeleton.slots if role is None or slot.role == role]
    shown = [_shown(slot, skeleton, source_of) for slot in slots]
    roles = {section.role for section in draft.sections}
    missing = [
        MissingHeading(heading=heading, in_text=_speaks_of(draft, slot, words))
        for slot, heading in zip(slots, shown, strict=True)
        if heading.typical
        and not _has(draft, slot, words)
        and (slot.level == 1 or slot.role in roles)  # a part that is not there lacks all at once
    ]
    return DraftCheck(
        title=draft.title,
        genre=draft.genre,
        headings=tuple(section.heading for section in draft.sections if section.heading),
        missing=tuple(missing),
        outline=Outline(genre=genre, reports=len(peers), headings=tuple(shown)),
    )


def _has(draft: Report, slot: Slot, words: Words) -> bool:
    """Whether the draft fills a slot: the part itself, or a heading in it on the same matter."""
    sections = [section for section in draft.sections if section.role == slot.role]
    if not slot.words:
        return bool(sections)
    for section in sections:
        key = folded(bare_heading(section.heading))
        if any(holds(word, telling_words(key, words)) for word in slot.words):
            return True
        if any(fuzz.ratio(key, folded(one.heading)) >= _ALIKE for one in slot.filled):
            return True
    return False


def _speaks_of(draft: Report, slot: Slot, words: Words) -> bool:
    """Whether the text of the part has a word by which the heading shown was found."""
    named = [word for word in slot.words if word in folded(slot.heading)]
    told = {
        word
        for section in draft.sections
        if named and section.role == slot.role
        for word in telling_words(folded(draft.text[section.start : section.end]), words)
    }
    return any(holds(word, told) for word in named)
