"""Questions that state something and want it confirmed: GDP增速是不是6%？ 排全国第一，对吗？

What is asked is what the report says of it; the stated value is nothing to look for. So it is taken
out of the question, and the answer says whether the two agree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.findings import Finding
from assistant.limits import Limit, read_limit
from assistant.ordinals import place_in
from ingest.measures import comparable
from ingest.quantities import iter_quantities

# A clause behind the statement that only asks for its confirmation.
_TAG = re.compile(
    r"[，,、 ]*(?:请|帮我|帮忙)?(?:核实|确认|核对|查证)?(?:一下)?[，,、 ]*[\u4e00-\u9fff]{0,6}(?:报告)?(?:原文)?(?:里面?|中|上)?(?:的|是)?(?:说法|数字?|数据)?"
    r"(?P<tag>对吗|对不对|对吧|对么|是吗|是吧|没错吧|没错吗|(?:是否|是不是)?属实吗?|是不是真的|(?:是)?真的吗|真的假的|(?:是否)?(?:准确|正确)吗?|有误吗?|"
    r"(?:是不是|是否|是|真是)?(?:这么|这样)(?:写|说|讲|提|报|定)的?(?:吗|吧|么)?)[？?。]*$"
)
# The number itself is wanted beside the confirmation.
_EXACTLY = re.compile(
    r"[，,、 ](?P<tag>(?:那)?(?:准确|确切|具体|真实)?(?:的)?(?:数字|数据|数值|人数|金额)?(?:到底|究竟)?是多少)[？?。]*$"
)
_END = re.compile(r"(?:了)?(?:吗|么|吧|没有?|没)?[？?。]*$")
_WHETHER = re.compile(r"是不是|是否|有没有|有无")
_HEARD = re.compile(
    r"(?:^|(?<=[，,]))(?:我)?(?:听说|据说|网上说|有人说|听人说|都说|有说法说?|记得|好像|印象中|印象里|以为|觉得|传言)[，,]?"
)
# Another question beside it, or several things held against one another.
_ELSE = re.compile(
    r"多少|几|哪|谁|什么|怎|如何|为何|各[省市自是]|分别|合计|平均|相差|[^重例率]比(?![重例率])|还是"
)
_LINK = re.compile(
    r"(?:真的|果真|确实|的确|已经?|就|才|只有?|仅仅?|约|大概|大约|差不多|都|也|还|正好|刚好|会|能|[是为有在]|达到?)+$"
)
_PLACE = re.compile(
    r"(?:排名?|位[居列]|名列|居|列|占)?(?:在|到)?(?P<among>全国|全省|全市|全区|中部|西部|东部|东北|同类|各省)?(?:的)?(?:第[0-9一二三四五六七八九十]+(?:名|位)?|首位|榜首)(?:了)?$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a question states.

    Attributes:
        asked: the question without it, asking for what it states.
        limit: the stated value or bound; None where something else is stated.
        place: the stated place in an order; 0 where none is.
    """

    asked: str
    limit: Limit | None = None
    place: int = 0

    @property
    def of_value(self) -> bool:
        """A number or a place is stated; else something in words."""
        return self.limit is not None or bool(self.place)

    def agrees(self, finding: Finding) -> bool | None:
        """Whether a statement bears the claim out; None where that cannot be told."""
        if self.place:
            told = place_in(finding.words)
            return told == self.place if told else None
        figure = finding.figure
        if self.limit is None or figure is None or finding.planned:
            return None
        return self.limit.holds(figure) if comparable(figure.base, self.limit.base) else None


def read_claim(text: str) -> Claim | None:
    """The claim that a question wants confirmed; None where it asks otherwise."""
    tag = _TAG.search(text) or _EXACTLY.search(text)
    stated = _HEARD.sub("", text[: tag.start()] if tag else text)
    bare = _END.sub("", stated, count=1)
    asks = tag or _WHETHER.search(bare) or re.search("[吗么没]", stated[len(bare) :])
    bare = _WHETHER.sub("", bare)
    if not asks or _ELSE.search(bare):
        return None
    place = _PLACE.search(bare)
    if place:
        among = place["among"] or ""
        return Claim(
            asked=f"{_LINK.sub('', bare[: place.start()])}排{among}第几?",
            place=place_in(place.group()) or 1,
        )
    value = _value(bare)
    if value is not None:
        return value
    return Claim(asked=bare) if tag and "是多少" not in tag["tag"] else None


def _value(text: str) -> Claim | None:
    """The claim of a text that ends in a number (…增长6%, …突破14万亿)."""
    said = [q for q in iter_quantities(text) if q.end == len(text) and q.base not in ("年", "月")]
    limit = read_limit(text)
    if limit is not None and limit.exactly is None and limit.span[1] == len(text):
        measure = said[0].measure if said and said[0].base else limit.base
        return Claim(asked=_asking(text[: limit.span[0]], measure), limit=limit)
    if not said or not said[0].base:
        return None
    quantity = said[0]
    stated = Limit(
        amount=quantity.amount,
        base=quantity.base,
        words=text[quantity.start :],
        span=(quantity.start, quantity.end),
        exactly="",
    )
    return Claim(asked=_asking(text[: quantity.start], quantity.measure), limit=stated)


def _asking(before: str, measure: str) -> str:
    how_much = "百分之几" if measure in ("%", "％") else f"多少{measure}"
    return f"{_LINK.sub('', before)}{how_much}?"
