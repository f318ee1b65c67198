"""Bounds in a question: 超过300家, 不低于6%, and values as written: 定在“5%以内”."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ingest.quantities import Quantity, iter_quantities
from ingest.types import Figure

# What stands right before the number, or in its qualifier; 不足 and 不到 are below, not up to.
_UNDER = re.compile(
    r"(?:(?<![不没未])(?:少于|低于|小于)|不足|(?:还|仍|都)?[不没未](?:能)?(?:达|到|够|满)到?|[不没未](?:超过|超|高于|多于|大于|过|破|突破)|至多|最多|以下|以内)(?:了|有)?$"
)
_OVER = re.compile(
    r"(?:超过?|多于|大于|高于|逾|突破|破|过|越过|[跨迈冲站登踏]上|跨过|迈过|冲破|[不没未](?:少于|低于|小于)|达到?|至少|最少|超出|上(?!升|涨))(?:了|到)?$"
)
_WITH = re.compile(
    r"[不没未](?:超过|超|高于|多于|大于|过|破|突破|少于|低于|小于)|达|至|或|及|以[上下内]"
)
_AND_MORE = re.compile(r"(?:及|或)?以上|(?:左右)?(?:或者?|及)(?:者)?更[高多大]|(?:左右)?或以上")
_AND_LESS = re.compile(r"(?:及|或)?以下|(?:左右)?(?:或者?|及)(?:者)?更[低少小]|以内")
# A number that leaves its measure to the thing counted: 海洋生产总值破了两万亿.
_BARE_NUMBER = re.compile(
    r"(?:[0-9]+(?:\.[0-9]+)?|[一二两三四五六七八九十百千]+)?[十百千]?(?:万亿|亿|万)(?=[多余]?(?:[及或]?以[上下内]|大关|台阶|关口|门槛|的|了|[，,。；;？?]|$))"
)
_IMPLIED = (
    (re.compile(r"粮食|产粮|粮"), "斤"),
    (re.compile(r"游客|人次|客流|旅客"), "人次"),
    (re.compile(r"人口|人数|就业|劳动力"), "人"),
)
_ABOVE_SAID = re.compile(r"超|突破|逾|余|多|破")
_BELOW_SAID = re.compile(r"近|不足|不到|以内|以下")
_STEP = re.compile(r"^(?:的)?(?:大关|台阶|关口|门槛|关)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A bound in a question: 超过300家; or a value as written: 定在“5%以内”.

    Attributes:
        span: where it stands in the question.
        exactly: the qualifier that the value itself must have (empty: any); None for a bound.
    """

    amount: Decimal
    base: str
    words: str
    span: tuple[int, int]
    over: bool = False
    inclusive: bool = False
    exactly: str | None = None

    def holds(self, figure: Figure) -> bool:
        """Whether a figure lies on the asked side, or is the very one asked for."""
        if self.exactly is not None:
            alike = not self.exactly or figure.qualifier.endswith(self.exactly)
            return alike and figure.amount == self.amount and figure.high is None
        if figure.amount == self.amount and figure.high is None:
            if _ABOVE_SAID.search(figure.qualifier):  # 超8亿 is more than 8亿
                return self.over
            if _BELOW_SAID.search(figure.qualifier):  # 近3000 has not reached 3000
                return not self.over
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
        if quantity.base and (limit := _read(text, quantity)):
            return limit
    for found in _BARE_NUMBER.finditer(text):
        measure = next((m for pattern, m in _IMPLIED if pattern.search(text)), "元")
        start, end = found.span()
        if re.search(r"[0-9.]$", text[:start]):
            continue
        stated = next(iter(iter_quantities(f"{found.group()}{measure}")), None)
        over, under = _sides(text[max(0, start - 5) : start], "", text[end : end + 5])
        if stated is not None and over != under:
            before = text[max(0, start - 5) : start]
            return Limit(
                amount=stated.amount,
                base=stated.base,
                words=found.group(),
                span=_widened(text, start, end),
                over=over,
                inclusive=bool(_WITH.search(before + text[end : end + 5])),
            )
    return None


def _sides(before: str, qualifier: str, after: str) -> tuple[bool, bool]:
    """(asks for more, asks for less), from the words around a number."""
    under = bool(_UNDER.search(before) or _UNDER.search(qualifier) or _AND_LESS.match(after))
    over = not under and bool(
        _OVER.search(before)
        or _OVER.search(qualifier)
        or qualifier.endswith("以上")
        or _AND_MORE.match(after)
    )
    return over, under


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of a bound with the words that make it one (破了…大关)."""
    before = text[max(0, start - 6) : start]
    said = re.search(
        r"(?:(?:是否|已经?|能|都|也|还|年|刚|正好|刚好)?(?:达到?或|等于或)?(?:超过?|多于|大于|高于|逾|突破|破|越过|[跨迈冲站登踏]上|[跨迈]过|冲破|[不没未]?(?:少于|低于|小于|足|到|达到?|满|超过?|高于|过|破|突破)|达到?|至少|最多|至多|过|上|在|达到?在|达到?或|等于或))(?:了|到)?$",
        before,
    )
    step = _STEP.match(text[end:])
    return (start - len(said.group().lstrip("年")) if said else start), end + (
        step.end() if step else 0
    )


def _read(text: str, quantity: Quantity) -> Limit | None:
    """The bound that a quantity with a measure makes; None where nothing makes it one."""
    before = text[max(0, quantity.start - 6) : quantity.start]
    after = text[quantity.end : quantity.end + 5]
    over, under = _sides(before, quantity.qualifier, after)
    words = text[quantity.start : quantity.end]
    quoted = re.search(r"[“\"「]$", text[: quantity.start]) and re.match(
        r"[”\"」]", text[quantity.end :]
    )
    stated_as = re.search(
        r"(?:定|设|写|提|正好|刚好|恰好|就)(?:的)?(?:为|在|成|到|的是|是)?$", before[-4:]
    ) and not re.match(r"(?![左右的])[\u4e00-\u9fff]{2}", after)
    if quoted or (stated_as and over == under):
        return Limit(
            amount=quantity.amount,
            base=quantity.base,
            words=words,
            span=(quantity.start, quantity.end),
            exactly=quantity.qualifier,
        )
    if over == under:
        return None
    return Limit(
        amount=quantity.amount,
        base=quantity.base,
        words=words,
        span=_widened(text, quantity.start, quantity.end),
        over=over,
        inclusive=bool(_WITH.search(before[-4:] + quantity.qualifier + after)),
    )
