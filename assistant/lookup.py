"""Lookup: the value or the sentence asked for, first; each with its citation."""

from __future__ import annotations

import re

from assistant.clauses import ASKS
from assistant.draft import Draft, Numbering, report_name
from assistant.figure_notes import figure_notes
from assistant.findings import Finding
from assistant.halves import make_a_year, year_sum
from assistant.points import (
    asks_signature,
    is_role_only,
    role_points,
    section_points,
    signature_line,
)
from assistant.question import Reading
from assistant.reader import ReportReader, Said
from assistant.scope import InScope, ReportScope
from assistant.text import as_shown
from assistant.topic import Topic
from index.types import ReportEntry

LIMIT = 400  # characters of a lookup's text (contract.md)
_SHOWN = 6  # reports in one lookup; more are a list


PLANNED = "计划数"  # nobody shall take it for what was reached


def _clause(finding: Finding) -> str:
    """The words to show for a figure: its clause, with what it leans on."""
    return finding.words.strip("，,、；;。 ")


_CHANGED = re.compile(r"比(?:上|前|去)一?年[^，。]{0,6}[多少高低增减升降快慢提]")
_CHANGE = re.compile(
    r"[，、]?(?:[^，。；、]{0,8}(?:增加|增长|提高|提升|上升|减少|下降|降低|多|少|高|低|快)[^，。；]{0,16})"
)


def with_change(finding: Finding) -> str:
    """The words to show for a figure with the change told right behind it (290天，较上年增加19天)."""
    text = finding.report.text
    told = _CHANGE.match(text, finding.end, min(finding.quote[1], finding.end + 30))
    return as_shown(text[finding.start : told.end() if told else finding.end]).strip("，,、；;。 ")


def _said_text(said: Said, numbering: Numbering, *, changes: bool = False) -> tuple[str, str]:
    """Values with markers, and the clauses they stand in."""
    leads: list[str] = []
    clauses: list[str] = []
    if make_a_year(said.findings):
        markers = (numbering.cite(one.report, *one.quote) for one in said.findings)
        leads.append(f"全年合计{year_sum(said.findings)[0]}{''.join(dict.fromkeys(markers))}")
    for finding in said.findings:
        marker = numbering.cite(finding.report, *finding.quote)
        if finding.figure is not None:
            label = f"{finding.indicator}" if len(said.findings) > 1 and not said.conflict else ""
            more = "".join(
                numbering.cite(a.report, *a.quote) for a in said.also if finding is said.findings[0]
            )
            planned = PLANNED if finding.planned else ""
            leads.append(f"{planned}{label}{finding.value}{marker}{more}")
            words = with_change(finding) if changes else _clause(finding)
            clauses.append(f"“{words}”{marker}")
        else:
            leads.append(f"“{_sentence(finding)}”{marker}")
    return "；".join(leads), "；".join(dict.fromkeys(clauses))


def _sentence(finding: Finding) -> str:
    return finding.words.strip().strip("，,；;")


def value_notes(said: Said) -> list[str]:
    """Two places that disagree; a measure that is not the one asked for; what concerns the figure
    itself (:func:`figure_notes`)."""
    notes: list[str] = []
    if said.conflict:
        values = "、".join(f.value for f in said.findings)
        name = report_name(said.findings[0].report)
        notes.append(f"{name}的两处数据不一致：{values}，请核对原文")
    for finding in said.findings:
        if finding.planned and finding.figure is not None:
            notes.append(f"“{finding.value}”出自工作安排，是计划数")
        if finding.loose and finding.figure is not None:
            notes.append(f"原文以“{finding.figure.measure}”计：{finding.value}")
        if finding.figure is not None:
            notes.extend(figure_notes(finding.report, finding.figure))
    return notes


# What reports say on the topics of a question.
Looked = list[tuple[ReportEntry, list[tuple[Topic, Said]]]]


def answer_lookup(reading: Reading, scope: ReportScope, reader: ReportReader) -> Draft | None:
    """Answers from each report in scope that states it; None when none does."""
    return draft_of(reading, look_up(reading, scope, reader))


def look_up(reading: Reading, scope: ReportScope, reader: ReportReader) -> Looked:
    """What the reports in scope that answer best say."""
    queries = " ".join(t.text for t in reading.topics)
    ids = reader.candidates(queries, [one.entry.id for one in scope.reports])
    similarity = reader.similarities(queries, ids, None)
    found: Looked = []
    for one in scope.reports:
        if one.entry.id not in ids:
            continue
        said = _all_topics(reading, one, reader, similarity.get(one.entry.id, {}))
        if said:
            found.append((one.entry, said))
    return _best_reports(found)


def draft_of(reading: Reading, best: Looked) -> Draft | None:
    """What was found, as an answer; None where nothing was."""
    numbering = Numbering()
    blocks: list[tuple[ReportEntry, str]] = []
    notes: list[str] = []
    alone, changes = len(best) == 1, bool(_CHANGED.search(reading.text))
    for entry, said_topics in best:
        blocks.append((entry, _block(said_topics, numbering, alone=alone, changes=changes)))
        notes.extend(note for _, said in said_topics for note in value_notes(said))
    if not blocks:
        return None
    sums = (year_sum(s.findings)[1] for _, told in best for _, s in told if make_a_year(s.findings))
    silent = _unanswered(reading, best)
    notes.extend(f"报告没有写明“{name[:30]}”" for name in silent)
    text, left_out = _join_blocks(blocks)
    return Draft(
        kind="lookup",
        text=text,
        evidence=tuple(numbering.evidence),
        vouched=(f"另有{left_out}份",) if left_out else (),
        computed=tuple(dict.fromkeys(sums)),
        notes=tuple(dict.fromkeys(notes)),
        silent=tuple(silent),
    )


def _unanswered(reading: Reading, found: Looked) -> list[str]:
    """What else was asked and no report states."""
    told = {id(topic) for _, said in found for topic, _ in said}
    clauses = re.split(r"[，,；;。？?！!]", reading.text)
    silent: list[str] = []
    for topic in reading.topics:
        words = topic.text.split()
        clause = next((c for c in clauses if words and words[0] in c), "")
        if id(topic) not in told and ASKS.search(clause):
            silent.append("".join(words))
    return silent


def _best_reports(found: Looked) -> Looked:
    """Reports that answer the most topics; of sentences only those near the best."""
    if not found:
        return []
    found = _timeliest(found)
    most = max(len(said) for _, said in found)
    full = [item for item in found if len(item[1]) == most]
    top = max(said.findings[0].score for _, topics in full for _, said in topics)
    worded = all(s.findings[0].figure is None for _, topics in full for _, s in topics)
    if worded and len(full) > 1:
        full = [item for item in full if max(s.findings[0].score for _, s in item[1]) > top - 0.5]
    ranked = sorted(full, key=lambda item: -max(s.findings[0].score for _, s in item[1]))
    return ranked[:_SHOWN] if len(ranked) > _SHOWN else full


def _timeliest(found: Looked) -> Looked:
    """What was done before what is planned, the year asked before a plan for the next: the rest
    steps back where a unit has the better one."""

    def rank(said: list[tuple[Topic, Said]]) -> int:
        return said[0][1].findings[0].stands_off

    best: dict[str, int] = {}
    for entry, said in found:
        name = entry.unit or entry.id
        best[name] = min(best.get(name, 9), rank(said))
    lowest = min(best.values())
    return [
        item
        for item in found
        if rank(item[1]) == best[item[0].unit or item[0].id] and rank(item[1]) <= lowest
    ]


def _all_topics(
    reading: Reading, one: InScope, reader: ReportReader, similarity: dict[int, float]
) -> list[tuple[Topic, Said]]:
    said: list[tuple[Topic, Said]] = []
    for topic in reading.topics:
        found = _by_place(reading, topic, one, reader) or reader.ask(
            topic, one.entry.id, roles=one.roles, years=one.years, similarity=similarity
        )
        if found.findings:
            said.append((topic, found))
    # A second ask leans on the first (…多少个项目，面积多少): alone it answers nothing.
    first = reading.topics[0]
    leans = [t for t in reading.topics[1:] if t.bare_measure or set(first.terms) <= set(t.terms)]
    return said if said and (said[0][0] is first or said[0][0] not in leans) else []


def _by_place(reading: Reading, topic: Topic, one: InScope, reader: ReportReader) -> Said | None:
    """What is asked for by its place in the report: the date of signature, a whole section, or the
    points below a heading (怎样…, 有哪些…)."""
    statements = reader.statements(one.entry.id)
    if topic.sort == "date" and asks_signature(topic):
        line = signature_line(statements.report)
        return Said(findings=(line,)) if line else None
    if reading.role and is_role_only(topic, reading.role):
        return Said(findings=tuple(role_points(statements.report, reading.role)))
    placed = ("manner", "items", "text", *(["reason"] if reading.role else []))
    if topic.sort not in placed:
        return None
    points = section_points(topic, statements, one.roles)
    return Said(findings=tuple(points)) if points else None


def _block(
    said_topics: list[tuple[Topic, Said]], numbering: Numbering, *, alone: bool, changes: bool
) -> str:
    leads: list[str] = []
    clauses: list[str] = []
    for _, said in said_topics:
        if said.findings[0].figure is None and len(said.findings) > 2:
            leads.append(_point_list(said, numbering))
            continue
        lead, clause = _said_text(said, numbering, changes=changes)
        leads.append(lead)
        clauses.extend([clause] if clause else [])
    text = "；".join(dict.fromkeys(leads))
    report = said_topics[0][1].findings[0].report
    ending = "" if re.search(r"[。！？”](?:\[\d+\])*$", text) else "。"
    if not alone:
        return text + ending
    if clauses:
        shown = "；".join(dict.fromkeys(clauses))
        return f"{text}{ending}{report_name(report)}：{shown}。"
    return f"{report_name(report)}：{text}"


def _point_list(said: Said, numbering: Numbering) -> str:
    lines: list[str] = []
    length = 0
    for finding in said.findings:
        line = f"{_sentence(finding).rstrip('。')}{numbering.cite(finding.report, *finding.quote)}"
        length += len(line)
        if length > LIMIT - 60 and lines:
            break
        lines.append(line)
    return "；".join(lines) + "。"


def _join_blocks(blocks: list[tuple[ReportEntry, str]]) -> tuple[str, int]:
    """The lines of all reports within the limit, and how many reports did not fit."""
    if len(blocks) == 1:
        return _fit(blocks[0][1]), 0
    lines: list[str] = []
    for entry, text in blocks:
        name = f"{entry.unit or entry.title}" + (f"（{entry.year}年）" if entry.year else "")
        line = f"- {name}：{text}"
        if lines and sum(map(len, lines)) + len(line) > LIMIT - 20:
            left_out = len(blocks) - len(lines)
            lines.append(f"- 另有{left_out}份报告也有记载")
            return "\n".join(lines), left_out
        lines.append(line)
    return "\n".join(lines), 0


def _fit(text: str) -> str:
    """Cuts an over-long text at its last whole statement."""
    if len(text) < LIMIT:
        return text
    ends = [m.end() for m in re.finditer(r"(?:\[\d+\])+[。；]?", text[: LIMIT - 1])]
    return text[: ends[-1]] if ends else text[: LIMIT - 1]
