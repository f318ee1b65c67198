"""An answer to 一般有哪些部分 and 写一份提纲: the outline that the reports of a genre have."""

from __future__ import annotations

import re

from assistant.draft import Draft, Numbering, report_name
from assistant.outline_check import example_span
from assistant.reader import ReportReader
from assistant.scope import ReportScope
from assistant.skeleton import Skeleton, Slot, build_skeleton
from assistant.text import folded
from ingest.types import ROLE_NAMES, Report

_INNER = 6  # headings shown below a part; the command line shows all


def answer_skeleton(text: str, scope: ReportScope, reader: ReportReader) -> Draft | None:
    """The outline of the genre that a question names, else of the most common one in scope.

    Args:
        text: the question.

    Returns:
        None where fewer than two reports have one.
    """
    reports = [reader.statements(one.entry.id).report for one in scope.reports]
    genre = _genre_named(text, reports)
    chosen = [report for report in reports if report.genre == genre]
    if genre is None or len(chosen) < 2:
        return None
    skeleton = build_skeleton(genre, chosen, reader.words)
    if not skeleton.slots:
        return None
    numbering = Numbering()
    lines = _lines(skeleton, numbering)
    head = f"库中{len(chosen)}份{genre}一般有以下部分（标题均为原文，括号内为有该部分的份数）："
    counts = tuple(f"{slot.reports}/{len(chosen)}份" for slot in skeleton.slots)
    return Draft(
        kind="wording",
        text="\n".join([head, *lines]),
        evidence=tuple(numbering.evidence),
        vouched=(head, *counts, *(report_name(report) for report in chosen)),
    )


def _genre_named(text: str, reports: list[Report]) -> str | None:
    genres = [report.genre for report in reports if report.genre]
    if not genres:
        return None
    asked = folded(text)

    def rank(genre: str) -> tuple[bool, int, str]:
        core = re.sub(r"(?:年度)?(?:工作)?(?:报告|总结)$", "", genre)
        return (folded(genre) in asked or folded(core) in asked, genres.count(genre), genre)

    return max(set(genres), key=rank)


def _lines(skeleton: Skeleton, numbering: Numbering) -> list[str]:
    """A numbered line for each top section, with the headings that most reports have below it."""
    typical = [slot for slot in skeleton.slots if skeleton.is_typical(slot)]
    lines: list[str] = []
    for slot in typical:
        if slot.level == 2:
            continue
        inner = [s for s in typical if s.level == 2 and s.role == slot.role and not slot.words]
        name, own = ROLE_NAMES[slot.role], _entry(slot, skeleton, numbering)
        shown = "；".join(_entry(one, skeleton, numbering) for one in inner[:_INNER])
        lines.append(
            f"{len(lines) + 1}. {name}{'：' if slot.heading else ''}{own}"
            + (f"，其下：{shown}" if shown else "")
        )
    return lines


def _share(slot: Slot, skeleton: Skeleton) -> str:
    return f"{slot.reports}/{skeleton.reports}份"


def _entry(slot: Slot, skeleton: Skeleton, numbering: Numbering) -> str:
    best = slot.filled[0]
    marker = numbering.cite(best.report, *example_span(best))
    heading = f"“{slot.heading}”" if slot.heading else ""
    return f"{heading}（{_share(slot, skeleton)}）{marker}"
