"""Lists over figures: which reports state more than, less than, or exactly a value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.compare import shorten
from assistant.draft import Draft, Numbering
from assistant.findings import Finding
from assistant.question import Reading
from assistant.reader import ReportReader
from assistant.scope import InScope, ReportScope
from assistant.types import Table
from ingest.quantities import iter_quantities
from ingest.types import Figure

_THRESHOLD = re.compile(
    r"(?P<over>超过|多于|大于|高于|不少于|不低于|达到|至少)|(?P<under>少于|低于|小于|不足|不超过|不高于|至多)"
)
_AND_MORE = re.compile(r"(?:及|或)?以上|(?:左右)?(?:或者?|及)(?:者)?更[高多大]|(?:左右)?或以上")
_AND_LESS = re.compile(r"(?:及|或)?以下|(?:左右)?(?:或者?|及)(?:者)?更[低少小]|以内")
_LIMIT_WORD = re.compile(
    r"\d|超过|以上|以下|多于|少于|低于|高于|不低于|不少于|达到|省级|更高|更多|更低|或者|左右|以内|定在|报告|省份"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A bound in a question: 超过300家; or a value as written: 定在“5%以内”.

    Attributes:
        exactly: the qualifier that the value itself must have (empty: any); None for a bound.
    """

    amount: Decimal
    base: str
    words: str
    over: bool = False
    inclusive: bool = False
    exactly: str | None = None

    def holds(self, figure: Figure) -> bool:
        """Whether a figure lies on the asked side, or is the very one asked for."""
        if self.exactly is not None:
            alike = not self.exactly or figure.qualifier.endswith(self.exactly)
            return alike and figure.amount == self.amount and figure.high is None
        if figure.amount == self.amount:
            return self.inclusive
        return (figure.amount > self.amount) == self.over

    @property
    def side(self) -> str:
        """As the answer says it."""
        if self.exactly is not None:
            return "为"
        return (
            ("达到或超过" if self.inclusive else "超过")
            if self.over
            else "不高于"
            if self.inclusive
            else "低于"
        )


def read_limit(text: str) -> Limit | None:
    """The bound, or the value as written, that a list question names; None where it names none."""
    for quantity in iter_quantities(text):
        before = text[max(0, quantity.start - 4) : quantity.start]
        after = text[quantity.end : quantity.end + 5]
        stated = _THRESHOLD.search(before) or _THRESHOLD.match(quantity.qualifier)
        over = (
            bool(stated and stated["over"])
            or quantity.qualifier.endswith(("以上", "超过"))
            or quantity.qualifier.startswith(("超", "逾", "突破"))
            or bool(_AND_MORE.match(after))
        )
        under = (
            bool(stated and stated["under"])
            or quantity.qualifier.endswith(("以下", "以内"))
            or bool(_AND_LESS.match(after))
        )
        words = text[quantity.start : quantity.end]
        quoted = re.search(r"[“\"「]$", text[: quantity.start])
        stated_as = quoted or re.search(r"(?:定|设|写|提)(?:的)?(?:为|在|成|到|的是)?$", before)
        if quantity.measure and (quoted or (stated_as and over == under)):
            return Limit(
                amount=quantity.amount,
                base=quantity.base,
                words=words,
                exactly=quantity.qualifier,
            )
        if quantity.measure and over != under:
            inclusive = bool(re.search(r"不|达到|至|以|或|及", before + quantity.qualifier + after))
            return Limit(
                amount=quantity.amount,
                base=quantity.base,
                words=words,
                over=over,
                inclusive=inclusive,
            )
    return None


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
        if known is None or _behind(finding) < _behind(known[1]):
            best[one.name] = (one, finding)
    return list(best.values())


def _behind(finding: Finding) -> int:
    return int(finding.planned) + int(finding.offset)


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
