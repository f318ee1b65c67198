"""Wording: verbatim passages of the section asked for, near-duplicates grouped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from assistant.draft import Draft, Numbering, make_citation, report_name
from assistant.bearing import share
from assistant.points import is_role_only
from assistant.question import Reading
from assistant.reader import ReportReader
from assistant.scope import ReportScope
from assistant.text import folded
from assistant.topic import Topic
from assistant.types import Evidence, PassageGroup
from ingest.sentences import joint_spans, sentence_spans, trim
from ingest.types import Report, Role

PASSAGE_LIMIT = 600  # characters of a wording passage (contract.md)
SHOWN = 8
_ALIKE = 80.0  # rapidfuzz ratio from which two wordings are the same wording
_SET_SHARE = 0.5  # of the reports: a wording that stands in so many is a set phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A piece of a report that words the topic."""

    report: Report
    start: int
    end: int
    role: Role
    score: float

    @property
    def text(self) -> str:
        """As the report has it."""
        return self.report.text[self.start : self.end]


def _pieces(report: Report, roles: frozenset[Role] | None) -> list[tuple[int, int, Role]]:
    """一是 pieces, split into sentences where long; headings and signatures left out."""
    found: list[tuple[int, int, Role]] = []
    text = report.text
    for joint in joint_spans(text):
        start, end = trim(text, *joint)
        section = report.section_of(start)
        if roles is not None and section.role not in roles:
            continue
        if text[start:end].rstrip("。") == section.heading or not re.search(r"[，,。；]", text[start:end]):
            continue
        spans = [(start, end)] if end - start <= 220 else [trim(text, *s) for s in sentence_spans(text, start, end)]
        found.extend((a, min(b, a + PASSAGE_LIMIT), section.role) for a, b in spans if b - a >= 10)
    return found


def find_wordings(
    topic: Topic,
    scope: ReportScope,
    reader: ReportReader,
    roles: frozenset[Role] | None,
    *,
    phrase: str = "",
) -> list[Wording]:
    """Pieces that word the topic, best first: the exact phrase, then the asked words, then likeness."""
    ids = [one.entry.id for one in scope.reports]
    query = phrase or topic.text
    similarity = reader.similarities(query, ids, roles)
    whole_role = not topic.terms and roles is not None
    target = folded(phrase)
    found: list[Wording] = []
    for report_id in ids:
        report = reader.statements(report_id).report
        near = similarity.get(report_id, {})
        best = max(near.values(), default=0.0)
        for start, end, role in _pieces(report, roles):
            words = folded(report.text[start:end])
            held = share(topic, [(words, 1.0)]) if topic.terms else 0.0
            exact = 1.0 if target and target in words else 0.0
            close = max((v for s, v in near.items() if s <= start < s + 260), default=0.0)
            likely = whole_role or exact or held >= 0.5 or (close and close >= best - 0.01 and held >= 0.25)
            if likely:
                found.append(Wording(report=report, start=start, end=end, role=role, score=exact + held + close))
    return sorted(found, key=lambda w: (-w.score, w.report.id, w.start))


def group_wordings(found: Sequence[Wording], reports: int) -> list[tuple[list[Wording], bool]]:
    """Near-duplicates together, best first; True where most reports have the wording."""
    groups: list[list[Wording]] = []
    for wording in found:
        text = folded(wording.text)
        for group in groups:
            if fuzz.ratio(text, folded(group[0].text)) >= _ALIKE:
                group.append(wording)
                break
        else:
            groups.append([wording])
    return [
        (group, reports >= 3 and len({w.report.id for w in group}) >= _SET_SHARE * reports)
        for group in groups
    ]


def _spread(groups: list[tuple[list[Wording], bool]], limit: int) -> list[tuple[list[Wording], bool]]:
    """Best of different reports first: a report's second wording waits for the others' first."""
    seen: dict[str, int] = {}
    keyed = []
    for order, (group, common) in enumerate(groups):
        turn = seen.get(group[0].report.id, 0)
        seen[group[0].report.id] = turn + 1
        keyed.append((turn, order, (group, common)))
    return [item for _, _, item in sorted(keyed, key=lambda k: k[:2])][:limit]


def to_groups(
    chosen: Sequence[tuple[list[Wording], bool]], numbering: Numbering
) -> tuple[PassageGroup, ...]:
    """Groups as an answer holds them (sources are filled in where the library is known)."""
    groups: list[PassageGroup] = []
    for group, common in chosen:
        passages = []
        for wording in group[:6]:
            marker = int(numbering.cite(wording.report, wording.start, wording.end)[1:-1])
            evidence = Evidence(report=wording.report, start=wording.start, end=wording.end)
            passages.append(make_citation(marker, evidence, ""))
        groups.append(
            PassageGroup(
                passages=tuple(passages), reports=len({w.report.id for w in group}), set_phrase=common
            )
        )
    return tuple(groups)


def answer_wording(reading: Reading, scope: ReportScope, reader: ReportReader) -> Draft | None:
    """Verbatim wordings with their sources; None when no report words it."""
    topic = reading.topics[0] if reading.topics else None
    if topic is None:
        return None
    if reading.role:
        topic = replace(
            topic, terms=tuple(t for t in topic.terms if not is_role_only(replace(topic, terms=(t,)), reading.role))
        )
    roles = frozenset({reading.role}) if reading.role else None
    found = find_wordings(topic, scope, reader, roles, phrase=reading.phrase)
    if not found:
        return None
    numbering = Numbering()
    chosen = _spread(group_wordings(found, len(scope.reports)), SHOWN)
    groups = to_groups(chosen, numbering)
    lines = []
    for index, (group, common) in enumerate(chosen, 1):
        label = f"（同类表述 ×{len(group)}）" if len(group) > 1 else ""
        label += "（套话）" if common else ""
        marker = numbering.cite(group[0].report, group[0].start, group[0].end)
        lines.append(f"{index}. “{group[0].text}”——{report_name(group[0].report)}{label}{marker}")
    return Draft(
        kind="wording", text="\n".join(lines), evidence=tuple(numbering.evidence), groups=groups,
        vouched=tuple(f"×{len(group)}" for group, _ in chosen),
    )
