"""Lists over figures: which reports state more than, less than, or exactly a value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from assistant.bearing import share
from assistant.compare import NOT_STATED, ONLY_PLANNED, shorten
from assistant.draft import Draft, Numbering
from assistant.findings import Finding
from assistant.frame_words import CHANGE_WEIGHT
from assistant.limits import Limit
from assistant.question import Reading
from assistant.reader import ReportReader
from assistant.scope import InScope, ReportScope
from assistant.text import folded
from assistant.topic import Topic
from assistant.types import Table

_LIMIT_WORD = re.compile(
    r"\d|超过|以上|以下|多于|少于|低于|高于|不低于|不少于|达到|省级|更高|更多|更低|或者|左右|以内|定在|报告|省份"
)


_NEXT = 6  # characters between a round value and the exact one behind it
_FEW = 12  # units named; of more only those on the asked side are shown
_NAMED_SHARE = 0.8  # of the thing counted stands in the sentence of a figure that is put on a bound
# The values of all units named are asked for, not only who is on the asked side.
_EACH = re.compile(
    r"各(?:自|家|省|地)?(?:的)?(?:是|有|为)?(?:多少|几|数值|数字|数)|分别(?:是|有|为)?(?:多少|几)|(?:数值|数字|数)(?:都|也|分别)?列|都是多少"
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
    measures = frozenset({limit.base}) if limit.base else None
    topic = replace(reading.topics[0], sort="value", measures=measures)
    topic = replace(topic, terms=tuple(t for t in topic.terms if not _LIMIT_WORD.search(t.word)))
    if not topic.terms:
        return None
    stated = stated_figures(topic, scope, reader)
    if not stated:
        return None
    chosen = _one_a_unit(reading, stated)
    of_units = len(reading.years.years) == 1
    total = len({one.name for one in scope.reports}) if of_units else len(scope.reports)
    reached = [(one, f) for one, f in chosen if not f.planned] or chosen
    held = [(one, f) for one, f in reached if f.figure is not None and limit.holds(f.figure)]
    units = len({one.name for one in scope.reports})
    if reading.units and units <= _FEW and _EACH.search(reading.text):
        return _all_shown(reading, chosen, held, scope, limit)
    return _drafted(held, total, chosen, scope, limit)


def stated_figures(
    topic: Topic, scope: ReportScope, reader: ReportReader
) -> list[tuple[InScope, Finding]]:
    """The reports in scope that state a figure of the topic, each with the one that fits best."""
    stated: list[tuple[InScope, Finding]] = []
    for one in scope.reports:
        said = reader.ask(topic, one.entry.id, roles=one.roles, years=one.years, similarity={})
        fitting = (
            _precise(f)
            for f in said.findings
            if f.figure and _names(topic, f) and not _is_all_there_is(topic, f)
        )
        stated.extend((one, f) for f in islice(fitting, 1))
    return stated


def _precise(finding: Finding) -> Finding:
    """突破8000公里、达8184公里: the exact value behind the round one."""
    figure = finding.figure
    assert figure is not None
    text = finding.report.text
    follows = (
        other
        for other in finding.report.figures
        if 0 < other.start - figure.end <= _NEXT
        and other.base == figure.base
        and re.fullmatch(
            r"[、，,]?(?:总量|总数|已?经?)?(?:达到?|为|至)?", text[figure.end : other.start]
        )
    )
    exact = next(follows, None)
    rounded = re.search("超|突破|逾|近|约|余|多", figure.qualifier)
    if exact is None or not rounded or exact.change == "by":
        return finding
    return replace(finding, figure=exact, end=max(finding.end, exact.end))


_NEW = re.compile(r"新增|净增|新认定|新获|新培育")
_ALTOGETHER = re.compile(r"累计|总数|总量|共有|拥有|现有|达到|保有")


def _is_all_there_is(topic: Topic, finding: Finding) -> bool:
    """累计达2215家 is not what was added."""
    told = f"{finding.words}|{finding.indicator}"
    asked = _NEW.search(topic.question) is not None
    return asked and bool(_ALTOGETHER.search(told)) and not _NEW.search(told)


def _names(topic: Topic, finding: Finding) -> bool:
    """Whether a figure's sentence names all that is counted: 公路里程 is no 高速公路里程."""
    told = tuple(term for term in topic.terms if term.weight > CHANGE_WEIGHT)
    words = folded(finding.report.text[slice(*finding.quote)])
    layers = [(words, 1.0), (folded(finding.indicator), 1.0)]
    return not told or share(replace(topic, terms=told), layers) >= _NAMED_SHARE


def _all_shown(
    reading: Reading,
    chosen: Sequence[tuple[InScope, Finding]],
    held: Sequence[tuple[InScope, Finding]],
    scope: ReportScope,
    limit: Limit,
) -> Draft:
    """The values of all units named, those on the asked side said above."""
    numbering = Numbering()
    several_years = len(reading.years.years) != 1  # then a unit's reports stand for themselves

    def label(one: InScope) -> str:
        return row_label(one, scope) if several_years else one.name

    within = {label(one) for one, _ in held}
    rows: list[tuple[str, ...]] = []
    for name in dict.fromkeys(label(one) for one in scope.reports):
        own = [finding for one, finding in chosen if label(one) == name]
        if not own:
            rows.append((name, NOT_STATED, NOT_STATED, ""))
        for finding in own:
            marker = numbering.cite(finding.report, *finding.quote)
            value = f"{ONLY_PLANNED if finding.planned else ''}{finding.value}{marker}"
            meets = f"{'是' if name in within else '否'}{marker}"
            rows.append((name, value, meets, shorten(finding.words, 110) + marker))
    bound = _bound(limit)
    total = len({label(one) for one in scope.reports})
    names = "、".join(
        f"{label(one)}{f.value}{numbering.cite(f.report, *f.quote)}" for one, f in held
    )
    count = f"{len(within)}/{total}份报告"
    text = f"{count}的数值{limit.side}{bound}{f'：{names}' if names else ''}。"
    return Draft(
        kind="compare",
        text=text,
        evidence=tuple(numbering.evidence),
        table=Table(columns=("单位", "数值", f"{limit.side}{bound}", "原文"), rows=tuple(rows)),
        vouched=(count, bound, *(name for name, *_ in rows)),
        notes=tuple(dict.fromkeys(_notes(chosen))),
    )


def _notes(chosen: Sequence[tuple[InScope, Finding]]) -> list[str]:
    """What the reader should know of these values: plans, and values only put roughly."""
    planned = [one.name for one, f in chosen if f.planned]
    rough = [f.value for _, f in chosen if f.figure and re.search("近|约|左右", f.figure.qualifier)]
    notes = [f"{'、'.join(planned)}只写了计划数"] if planned else []
    return [*notes, *([f"{'、'.join(rough)}是约数"] if rough else [])]


def _bound(limit: Limit) -> str:
    """The bound without the word that makes it one (不足50万人 → 50万人)."""
    if limit.exactly is not None:
        return limit.words
    return re.sub(
        r"^(?:超过?|逾|突破|多于|大于|高于|不少于|不低于|达到|少于|低于|小于|不足|不到|不超过|不高于)|(?:[及或]?(?:以上|以下|以内))$",
        "",
        limit.words,
    )


def _drafted(
    held: Sequence[tuple[InScope, Finding]],
    total: int,
    chosen: Sequence[tuple[InScope, Finding]],
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
    bound = _bound(limit)
    count = f"{len(rows)}/{total}份报告"
    text = f"{count}的数值{limit.side}{bound}"
    text += f"：{'、'.join(names)}。" if names else "。"
    plans = [f for _, f in held if f.planned]
    notes = [f"范围内有{len(chosen)}份报告写明该项数值"]
    notes.extend([f"其中{len(plans)}份只写了计划数"] if plans else [])
    apart = sum(f.planned for _, f in chosen) - len(plans) if not plans else 0
    notes.extend([f"另有{apart}份只写了计划数，未计入"] if apart else [])
    return Draft(
        kind="list",
        text=text,
        evidence=tuple(numbering.evidence),
        table=Table(columns=("单位", "数值", "原文"), rows=tuple(rows)),
        vouched=(count, limit.words, bound, *(row_label(one, scope) for one, _ in held)),
        notes=tuple(notes),
    )
