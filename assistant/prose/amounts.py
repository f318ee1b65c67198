"""The numbers of a sentence or a quote, each with what it counts and the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from ingest.figures import extract_figures
from ingest.measures import comparable
from ingest.numerals import half_width
from ingest.quantities import Quantity, iter_quantities
from ingest.types import Figure

Bound = Literal["", "over", "under", "near", "about", "most", "least"]

_BOUNDS: tuple[tuple[str, Bound], ...] = (
    (r"不(?:少于|低于|小于)|至少|最少|以上|之上|不下", "over"),
    (r"不(?:超过|高于|多于|大于)|至多|最多|以下|以内|之[内下]|内$", "most"),
    (r"不足|不到|低于|少于|小于", "under"),
    (r"超|突破|逾|高于|多于|大于|余|多", "over"),
    (r"接近|将近|近", "near"),
    (r"约|左右|上下", "about"),
)
_BOUND_APART = re.compile(r"(约|大约|接近|将近|近|超过|突破|不足|不到)(?:为|是|有)$")
_NEXT = re.compile(r"[，。；：！？!?;:,（）()\n、]|以及|(?<![调总])和|并(?!联|网|购)")
# 由126份增加到158份: what follows belongs to the next number.
_MOVES_ON = re.compile(
    r"(?:增[长加至到]|提[高升]|上升|[下升]?降[低至到]?|减少|[延缩]短|延长|压缩|扩大|[升降]?至|到)"
)
_SPELLS = frozenset({"工作日", "天", "小时", "分钟", "个月"})
_CLAUSE = re.compile(r"[，。；：！？!?;:,（）()\n]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A number as a text states it.

    Attributes:
        start: where it begins, its qualifier included; ``end`` where it ends.
        written: as it stands there.
        amount: in ``base``; ``high`` the upper end of a range.
        base: canonical measure without multiplier.
        bound: what its qualifier says, whichever word says it.
        change: "by" for a difference, "to" for what was reached, else empty.
        indicator: what is counted; empty where the text does not say.
        subject: who did it, else empty.
        before: the words of its clause before it, back to the number before.
        behind: the noun behind it, up to the next number or the clause's end.
        run: all words back to the number before or the sentence's beginning.
        period: the period that the text states for it, else empty.
        figure: whether it states something; a date, a label or a part of a name does not.
    """

    start: int
    end: int
    written: str
    amount: Decimal
    high: Decimal | None
    base: str
    bound: Bound
    change: str = ""
    indicator: str = ""
    subject: str = ""
    before: str = ""
    behind: str = ""
    run: str = ""
    period: str = ""
    figure: bool = False

    @property
    def local(self) -> str:
        """The words around it."""
        return f"{self.before} {self.behind}"


def bound_of(qualifier: str) -> Bound:
    """What a qualifier says: 超过, 余 and 以上 are one, 近 and 约 are not."""
    for pattern, bound in _BOUNDS:
        if re.search(pattern, qualifier):
            return bound
    return ""


def same_amount(one: Stated, other: Stated) -> bool:
    """Whether two numbers are of one size, whatever they count; ranges only with ranges."""
    return one.amount == other.amount and one.high == other.high


def same_measure(one: Stated, other: Stated) -> bool:
    """Whether they are counted alike; a number without a measure goes with a classifier's."""
    if one.base == other.base or comparable(one.base, other.base):
        return True
    return not one.base and other.base not in ("%", "百分点", "元")


@lru_cache(maxsize=512)
def read_stated(text: str, year: int | None = None) -> tuple[Stated, ...]:
    """Every number of ``text`` in order, without overlap.

    Args:
        text: plain (:func:`assistant.prose.plain.plain`); offsets are into it.
        year: of the report; the bare number is then no figure.
    """
    found = [_of_figure(text, figure) for figure in extract_figures(text, year=year)]
    found += [
        _of_quantity(text, quantity)
        for quantity in iter_quantities(half_width(text))
        if not any(one.start < quantity.end and quantity.start < one.end for one in found)
        and not _is_year(quantity)
    ]
    found.sort(key=lambda one: one.start)
    ends = [0, *(one.end for one in found)]
    starts = [*(one.start for one in found), len(text)]
    return tuple(
        _with_words(one, text[ends[at] : one.start], text[one.end : starts[at + 1]])
        for at, one in enumerate(found)
    )


def _bound(one: Stated, apart: str) -> Bound:
    if one.bound == "most" and one.base in _SPELLS:
        return ""  # 压缩到1个工作日 and 1个工作日内 are one
    return one.bound or bound_of(apart)


def _is_year(quantity: Quantity) -> bool:
    """A year is no number among others: it would cut the words of its clause in two."""
    return (
        quantity.base in ("年", "") and 1900 <= quantity.amount <= 2100 and not quantity.qualifier
    )


def _with_words(one: Stated, run: str, following: str) -> Stated:
    before = _CLAUSE.split(run)[-1]
    apart = _BOUND_APART.search(before)
    return replace(
        one,
        before=before,
        behind="" if _MOVES_ON.match(following) else _NEXT.split(following)[0],
        run=re.split(r"[。！？]", run)[-1],
        bound=_bound(one, apart[1] if apart else ""),
    )


def _of_figure(text: str, figure: Figure) -> Stated:
    return Stated(
        start=figure.start,
        end=figure.end,
        written=text[figure.start : figure.end],
        amount=figure.amount,
        high=figure.amount_high,
        base=figure.base,
        bound=bound_of(figure.qualifier),
        change=figure.change,
        indicator=figure.indicator,
        subject=figure.subject,
        period=figure.period,
        figure=True,
    )


def _of_quantity(text: str, quantity: Quantity) -> Stated:
    return Stated(
        start=quantity.start,
        end=quantity.end,
        written=text[quantity.start : quantity.end],
        amount=quantity.amount,
        high=quantity.amount_high,
        base=quantity.base,
        bound=bound_of(quantity.qualifier),
    )
