"""Bounds in a question: 超过300家, 不低于6%, and values as written: 定在“5%以内”."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ingest.quantities import iter_quantities
from ingest.types import Figure

_THRESHOLD = re.compile(
    r"(?P<over>超过|多于|大于|高于|不少于|不低于|达到|至少)|(?P<under>少于|低于|小于|不足|不超过|不高于|至多)"
)
_AND_MORE = re.compile(r"(?:及|或)?以上|(?:左右)?(?:或者?|及)(?:者)?更[高多大]|(?:左右)?或以上")
_AND_LESS = re.compile(r"(?:及|或)?以下|(?:左右)?(?:或者?|及)(?:者)?更[低少小]|以内")


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
        quoted = re.search(r"[“\"「]$", text[: quantity.start]) and re.match(
            r"[”\"」]", text[quantity.end :]
        )
        stated_as = quoted or re.search(r"(?:定|设|写|提)(?:的)?(?:为|在|成|到|的是)?$", before)
        if quantity.measure and (quoted or (stated_as and over == under)):
            return Limit(
                amount=quantity.amount,
                base=quantity.base,
                words=words,
                span=(quantity.start, quantity.end),
                exactly=quantity.qualifier,
            )
        if quantity.measure and over != under:
            inclusive = bool(re.search(r"不|达到|至|以|或|及", before + quantity.qualifier + after))
            return Limit(
                amount=quantity.amount,
                base=quantity.base,
                words=words,
                span=(quantity.start, quantity.end),
                over=over,
                inclusive=inclusive,
            )
    return None
