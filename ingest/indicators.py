"""What a number counts, resolved by Chinese syntax within one clause.

Either the phrase stands before the number (审核合同25件) or its noun stands behind (抽查16个项目);
a number without a phrase of its own takes that of the number before it (17个、32277平方米).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.counted import Context, Reading
from ingest.distribution import distribute, go_on
from ingest.gaps import (
    JOINED,
    LONGEST,
    NO_NOUN,
    OF_LIST,
    Change,
    before_number,
    divide,
    noun_behind,
    takes_noun,
)
from ingest.phrases import (
    COUNTED,
    SHARED_VERB,
    VERB,
    is_generic,
    is_verb_only,
    leading_verbs,
    tidy,
)
from ingest.quantities import Quantity


def _is_threshold(quantity: Quantity, gap: str) -> bool:
    """Whether the number only marks which things are counted next: 500万元以上技改项目1.2万个."""
    bound = quantity.qualifier.endswith(("以上", "以下", "以内")) and quantity.base not in COUNTED
    plain_gap = gap.strip() and "、" not in gap
    return bool(bound and plain_gap and not JOINED.match(gap) and not NO_NOUN.match(gap))


def _stem(left: str) -> str:
    """The verb that later items of a list share: 办理 in 办理4个…和6个…."""
    if OF_LIST.search(left):
        return tidy(leading_verbs(left))
    return left


def resolve(clause: str, quantities: Sequence[Quantity], context: Context) -> list[Reading]:
    """Reads what each number of a clause counts.

    Args:
        clause: the words of the clause, as written.
        quantities: its numbers in order, offsets relative to ``clause``.
        context: what the words before it leave.

    Returns:
        One reading a number.
    """
    gaps = [_MILESTONE.sub("", clause[a.end : b.start]) for a, b in pairwise(quantities)]
    first = quantities[0].start
    head = clause[max(0, first - _REACH) : first]
    tail = clause[quantities[-1].end : quantities[-1].end + _REACH]
    if shared := distribute(head, gaps, tail, context) or go_on(head, gaps, context):
        return shared
    place = _Place(before=head, context=context)
    readings: list[Reading] = []
    for index, quantity in enumerate(quantities):
        behind = gaps[index] if index < len(gaps) else None
        written = clause[quantity.start : quantity.end]
        reading, place = _read_one(quantity, written, behind, tail, place)
        readings.append(reading)
    return readings


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where the reading of a clause stands: what the numbers so far leave for the next.

    Attributes:
        before: the words before the next number that are its own.
        context: of the clause, moved on number by number.
        stem: the phrase that nouns behind later numbers share.
        verb: the verb that holds for every item of a list.
    """

    before: str
    context: Context
    stem: str = ""
    verb: str = ""


def _read_one(
    quantity: Quantity, written: str, behind: str | None, tail: str, place: _Place
) -> tuple[Reading, _Place]:
    """Reads one number, and moves on; ``behind`` is None for the last, which has ``tail``."""
    context, stem = place.context, place.stem
    left, change, actor = before_number(place.before)
    subject = actor or context.subject
    noun_text, before = (tail, "") if behind is None else divide(behind, left, quantity)
    if behind is not None and _is_threshold(quantity, behind):
        noun_text, before = behind, left + written + behind
    compared = _BEFORE_THAT.fullmatch(left)
    noun_text = _MILESTONE.sub("", noun_text)
    noun = "" if change == "by" or compared else _noun_of(noun_text, left, quantity)
    if noun:
        prefix = _stem(left) if left else stem
        indicator = _of_noun(prefix, noun, quantity, own=bool(left))
        stem = (prefix + noun_text)[-LONGEST:] if noun_text.endswith("的") else prefix
    else:
        indicator = _indicator(left, quantity.base, change, place.verb, context)
        if not left and noun_text and behind is not None and not change:
            indicator = indicator or noun_behind(noun_text)
    verb = SHARED_VERB.match(left)
    if change == "" and left and is_verb_only(left) and not noun and context.indicator:
        change = "by" if left in ("新增", "减少", "增加") else change
        indicator = context.indicator if change else indicator
    indicator = _PASSED.sub("", indicator) or indicator
    return Reading(indicator=indicator, change=change, subject=subject), _Place(
        before=before,
        context=replace(
            context,
            indicator=left_for_next([indicator], context),
            subject=subject,
            base=quantity.base,
            begun=True,
        ),
        stem=stem,
        verb=verb.group() if verb else place.verb,
    )


# 高于全国0.2个百分点 says how far off, 四季度增长5.6% when: neither is what the next number counts.
_ASIDE = re.compile(
    r"(?:高于|低于|快于|慢于|多于|少于|优于|好于|超出|[比较])[^，。；]{1,8}|(?:实现)?[前上下]?[一二三四1-4]?个?(?:季度|半年|月份?)"
)


def left_for_next(indicators: Sequence[str], context: Context) -> str:
    """What a number without words of its own goes on with, behind numbers that count these."""
    named = [one for one in (context.indicator, *indicators) if not _ASIDE.fullmatch(one)]
    return named[-1] if named else ""


# 迈上3万亿元台阶: a mark that was passed is no thing that is counted.
_MILESTONE = re.compile(r"^(?:新)?(?:台阶|大关|关口|门槛)")
_PASSED = re.compile(
    r"(?:成功|首次|历史性地?|一举|再次?|又|连续?|接连|先后)*"
    r"(?:迈上|登上|站上|跃上|跨上|跨越|连跨|迈过|跃升至?|越过|迈入|冲上|上)(?:新|个|[百千]亿|万亿)*(?:台阶|大关|关口|门槛)?$"
)


def _of_noun(prefix: str, noun: str, quantity: Quantity, *, own: bool) -> str:
    side = own and quantity.base not in COUNTED and len(prefix) <= 8
    if side and not VERB.search(prefix):
        return noun + prefix  # 建筑面积2000平方米以下的项目: the first names a side of the second
    return (prefix + noun)[-LONGEST:].removesuffix("的")


def _noun_of(text: str, left: str, quantity: Quantity) -> str:
    if NO_NOUN.match(text):
        return ""
    if takes_noun(left, quantity) or text.startswith("的"):
        return noun_behind(text)
    # A full phrase before a classifier and a noun behind it (市财政局6个科室): both belong.
    return noun_behind(text) if quantity.base in COUNTED and not VERB.match(text) else ""


_REACH = 200  # characters around a number that can belong to it; keeps long runs linear
# A verb of its own, not the first half of a noun (研究院, 服务中心).
_OWN_VERB = re.compile(rf"{VERB.pattern}(?!院|所|中心|站|室|基地|机构|平台|员|者|队)")
# Verbs that tell what became of the things counted before, where the measure is the same:
# 收到申请94件，受理86件，办结79件.
_OUTCOME = re.compile(
    r"(?:已|均|按期|全部|协调|及时|整改|成功|累计)?(?:受理|立案|办结|审结|结案|化解|整改|解除|完成|解决|采纳|"
    r"答复|回复|废止|修改|修订|注销|撤销|维持|驳回|执结|报备|通过|落实|报废|转办|移送|退回|变更|纠正|调解|"
    r"销号|竣工|开工|投产|达标|合格)(?:到位|完毕|完成)?"
)
# The verb before the things themselves; an outcome named before makes way for the next.
_ACTS = re.compile(rf"(?:{_OUTCOME.pattern}|{VERB.pattern}|制发)(?=.)")
# Verbs that tell whom the thing counted before reached: 组织培训6场，参训138人次.
_REACHING = re.compile(r"(?:参训|参与|参加|受益|惠及|覆盖|吸引)(?:了)?")
_BEFORE_THAT = re.compile(r"(?:比|较|由|从)?(?:上一?年度?|去年|同期|上年同期|年初|此前|原来)的?")


def _indicator(left: str, base: str, change: Change, shared_verb: str, context: Context) -> str:
    if not left or _BEFORE_THAT.fullmatch(left):
        named = _REACHED.sub("", context.clause)
        if named and not context.begun:
            return (
                named  # 粮食产量再创新高，达到837亿斤: what this sentence names, not the one before
            )
        return context.indicator or named
    if _OUTCOME.fullmatch(left) and base == context.base and context.indicator:
        verb = _ACTS.match(context.indicator)
        return left + context.indicator[verb.end() if verb else 0 :]
    named = _REACHED.sub("", context.clause)
    before = context.indicator or named
    if named and not context.begun:
        before = named  # 粮食生产再获丰收，总产达到557亿斤
    totalled = left.startswith("总") and len(left) > 2 and before.endswith(left[1:])
    if totalled or is_generic(left) or _REACHING.fullmatch(left):
        if left.startswith("总") and (verb := SHARED_VERB.match(before)):
            before = before[verb.end() :]  # 新增开发区1家、总数达20家
        if totalled:
            before = before[: 1 - len(left)]  # 新增运营里程43公里、总里程达879公里
        return left if not before or before.endswith(left) else f"{before}{left}"[-LONGEST:]
    if shared_verb and not change and not _OWN_VERB.match(left) and left[0] != "总":
        return f"{shared_verb}{left}"
    return left


# 粮食产量再创历史新高: what was reached is no part of what is counted.
_REACHED = re.compile(
    r"(?:再获|喜获|又获|夺取)(?:丰收|好收成)$|(?:再创|连创|屡创|创下?|刷新)(?:了)?(?:历史|近年来?|同期|历年)*(?:新高|新低|最高|最好水平|纪录|佳绩)$"
    r"|(?:稳步|持续|大幅|显著|快速|平稳|明显|不断|较快|进一步|总体|稳中有|稳中向)*"
    r"(?:增长|提升|提高|下降|改善|扩大|好转|攀升|上升|回升|升|好)$"
)
