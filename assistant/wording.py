"""Wording: verbatim passages of the section asked for, near-duplicates grouped."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.asking import asks_skeleton
from assistant.draft import Draft, Numbering, make_citation, report_name
from assistant.pasted import PARAGRAPH
from assistant.question import Reading
from assistant.reader import ReportReader
from assistant.saying import quoted_terms
from assistant.scope import ReportScope
from assistant.skeleton_answer import answer_skeleton
from assistant.text import as_shown, folded
from assistant.topic import Frequency, build_topic
from assistant.types import Evidence, PassageGroup
from assistant.wording_groups import Group, group_wordings, mark_set_phrases, spread
from assistant.wording_pieces import Wording, plain
from assistant.wording_search import find_wordings
from assistant.wording_sought import read_sought
from ingest.numerals import plain_number
from ingest.types import Role

# Not 几条, which leaves it open.
_COUNT = re.compile(
    r"(?:找|给|来|摘|列|要|举|写|选|抄|挑|推荐)(?:我|出|录|抄)*(?P<many>[一二两三四五六七八]|[1-8])(?:条|句|段|个|则)(?!以上|左右)"
)
SHOWN = 8  # groups of an answer
_ENOUGH = 3
_PER_GROUP = 6  # passages shown of near-duplicates


def to_groups(
    chosen: Sequence[Group], numbering: Numbering, source_of: Callable[[str], str]
) -> tuple[PassageGroup, ...]:
    """Groups as an answer holds them, each passage with its marker."""
    groups: list[PassageGroup] = []
    for group in chosen:
        passages = []
        for wording in group.wordings[:_PER_GROUP]:
            marker = int(numbering.cite(wording.report, wording.start, wording.end)[1:-1])
            evidence = Evidence(report=wording.report, start=wording.start, end=wording.end)
            passages.append(make_citation(marker, evidence, source_of(wording.report.id)))
        groups.append(
            PassageGroup(
                passages=tuple(passages), reports=group.reports, set_phrase=group.set_phrase
            )
        )
    return tuple(groups)


def _chosen(
    found: Sequence[Wording], scope: ReportScope, reader: ReportReader, limit: int
) -> list[Group]:
    texts = [folded(reader.statements(one.entry.id).report.text) for one in scope.reports]
    return mark_set_phrases(spread(group_wordings(found), limit), texts)


def _sources(scope: ReportScope) -> Callable[[str], str]:
    first = {one.entry.id: next(iter(one.entry.sources), "") for one in scope.reports}
    return lambda report_id: first.get(report_id, "")


def find_groups(
    text: str,
    scope: ReportScope,
    reader: ReportReader,
    role: Role | None,
    *,
    words: Callable[[str], list[str]],
    frequency: Frequency,
    limit: int,
) -> tuple[PassageGroup, ...]:
    """Passages on a topic, or like a pasted paragraph, for the command ``find``.

    Args:
        text: a topic in a few words, or a paragraph.
        role: the section to look in; None for all.
        words: the library's tokeniser.
        frequency: how common a word is in the library, 0-1.
        limit: groups at most.
    """
    topic = build_topic(text, text, words, frequency)
    sought = read_sought(replace(topic, text=text), role)
    if len(text) < PARAGRAPH:
        sought = replace(sought, phrase=plain(text))
    roles = None if role is None else frozenset({role})
    found = find_wordings(sought, scope, reader, roles)
    return to_groups(_chosen(found, scope, reader, limit), Numbering(), _sources(scope))


def answer_wording(reading: Reading, scope: ReportScope, reader: ReportReader) -> Draft | None:
    """Verbatim wordings with their sources; None when no report words it."""
    if asks_skeleton(reading.text):
        return answer_skeleton(reading.text, scope, reader)
    if not reading.topics:
        return None
    sought = read_sought(reading.topics[0], reading.role, reading.phrase)
    roles = frozenset({reading.role}) if reading.role else None
    found = find_wordings(sought, scope, reader, roles)
    found = _in_these_words(reading, found)
    if not found:
        return None
    numbering = Numbering()
    chosen = _chosen(found, scope, reader, _how_many(reading.text))
    groups = to_groups(chosen, numbering, _sources(scope))
    lines = [_line(index, group, numbering) for index, group in enumerate(chosen, 1)]
    reports = len({w.report.id for group in chosen for w in group.wordings})
    head = f"以下{len(chosen)}条表述出自{reports}份报告，均为原文："
    return Draft(
        kind="wording",
        text="\n".join([head, *lines]),
        evidence=tuple(numbering.evidence),
        groups=groups,
        vouched=(head, *(f"×{len(group.wordings)}" for group in chosen)),
    )


def _in_these_words(reading: Reading, found: Sequence[Wording]) -> list[Wording]:
    """Those that hold a term in quotation marks first; alone, where they are enough to choose from."""
    terms = [plain(term) for term in quoted_terms(reading.text)]
    held: list[Wording] = []
    others: list[Wording] = []
    for one in found:
        (held if any(term in plain(one.text) for term in terms) else others).append(one)
    return held if len(held) >= _ENOUGH else [*held, *others]


def _how_many(text: str) -> int:
    """How many are asked for (找两条…): at most what an answer shows."""
    asked = _COUNT.search(text)
    number = plain_number(asked["many"].replace("两", "二")) if asked else SHOWN
    return min(SHOWN, max(1, int(number)))


def _line(index: int, group: Group, numbering: Numbering) -> str:
    best = group.wordings[0]
    label = f"，同类表述 ×{len(group.wordings)}" if len(group.wordings) > 1 else ""
    label += "，套话" if group.set_phrase else ""
    quote = as_shown(" ".join(best.text.split()))
    marker = numbering.cite(best.report, best.start, best.end)
    return f"{index}. “{quote}”——{report_name(best.report)}{label}{marker}"
