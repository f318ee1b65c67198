"""Lists over figures: which reports state more than, less than, or exactly a value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.compare import shorten
from assistant.draft import Draft, Numbering
from assistant.findings import Finding
from assistant.limits import Limit
from assistant.question import Reading
from assistant.reader import ReportReader
from assistant.scope import InScope, ReportScope
from assistant.types import Table

_LIMIT_WORD = re.compile(
    r"\d|超过|以上|以下|多于|少于|低于|高于|不低于|不少于|达到|省级|更高|更多|更低|或者|左右|以内|定在|报告|省份"
)


def row_label(one: InScope, scope: ReportScope) -> str:
    """A report by its unit, with its year where the unit has several in scope."""
    names = [other.name for other in scope.reports]
    name = one.name
    return f"{name}（{one.entry.year}年）" if names.count(name) > 1 and one.entry.year else name


def _one_a_unit(
    reading: Reading, stated: Sequence[tuple[InScope, Finding]]
) -> list[tuple[InScope, Finding]]:
    """One year asked, two reports of a unit that speak of it: what was reached stays, not the plan."""
    if len(reading.years.years) != 1:
        return list(stated)
    best: dict[str, tuple[InScope, Finding]] = {}
    for one, finding in stated:
        known = best.get(one.name)
        if known is None or finding.stands_off < known[1].stands_off:
            best[one.name] = (one, finding)
    return list(best.values())


def answer_threshold(
    reading: Reading, scope: ReportScope, reader: ReportReader, limit: Limit
) -> Draft | None:
    """The reports whose figure lies on the asked side; None where no report states the figure."""
    topic = replace(reading.topics[0], sort="value", measures=frozenset({limit.base}))
    topic = replace(topic, terms=tuple(t for t in topic.terms if not _LIMIT_WORD.search(t.word)))
    if not topic.terms:
        return None
    stated: list[tuple[InScope, Finding]] = []
    for one in scope.reports:
        said = reader.ask(topic, one.entry.id, roles=one.roles, years=one.years, similarity={})
        stated.extend((one, f) for f in said.findings[:1] if f.figure is not None)
    if not stated:
        return None
    chosen = _one_a_unit(reading, stated)
    of_units = len(reading.years.years) == 1
    total = len({one.name for one in scope.reports}) if of_units else len(scope.reports)
    held = [(one, f) for one, f in chosen if f.figure is not None and limit.holds(f.figure)]
    return _drafted(held, total, len(chosen), scope, limit)


def _drafted(
    held: Sequence[tuple[InScope, Finding]],
    total: int,
    stated: int,
    scope: ReportScope,
    limit: Limit,
) -> Draft:
    numbering = Numbering()
    rows: list[tuple[str, ...]] = []
    names: list[str] = []
    for one, finding in held:
        marker = numbering.cite(finding.report, *finding.quote)
        name = row_label(one, scope)
        rows.append((name, f"{finding.value}{marker}", shorten(finding.words, 110) + marker))
        names.append(f"{name}{marker}")
    bound = limit.words
    if limit.exactly is None:
        bound = re.sub(
            r"^(?:超过?|逾|突破|多于|大于|高于|不少于|不低于|达到|少于|低于|小于|不足|不超过|不高于)|(?:[及或]?(?:以上|以下|以内))$",
            "",
            bound,
        )
    count = f"{len(rows)}/{total}份报告"
    text = f"{count}的数值{limit.side}{bound}"
    text += f"：{'、'.join(names)}。" if names else "。"
    plans = [f for _, f in held if f.planned]
    notes = [f"范围内有{stated}份报告写明该项数值"]
    notes.extend([f"其中{len(plans)}份只写了计划数"] if plans else [])
    return Draft(
        kind="list",
        text=text,
        evidence=tuple(numbering.evidence),
        table=Table(columns=("单位", "数值", "原文"), rows=tuple(rows)),
        vouched=(count, limit.words, bound, *(row_label(one, scope) for one, _ in held)),
        notes=tuple(notes),
    )
