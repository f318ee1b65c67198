"""Follow-ups: a question that leans on the ones before it becomes one that stands for itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.asking import LIST, WORDING, role_asked
from assistant.catalogue import Catalogue
from assistant.clauses import the_ask
from assistant.leaning import ASKED, add_unit, leans_on_all, of_it, other_kind, repeats
from assistant.mention import Mention
from assistant.mentions import find_mentions, mend_spaces
from assistant.phrase import read_phrase
from assistant.planning import only_verbs, plan_asked
from assistant.same_kind import same_kind, without_place_of
from assistant.topic import strip_question_words
from assistant.years import read_years
from ingest.types import Role

_TAIL = re.compile(r"(?:那边|这边|那里|那儿|方面)?(?:的?呢|怎么样|又如何|如何|的情况)?[？?。!！]*$")
_LEAD = re.compile(
    r"^(?:那么|那(?![边里儿])|然后|还有|另外|再|又|换成|换|改成|请问|接着|以及|同样的?|如果是|要是)[，, ]*"
)
_PRONOUN = re.compile(
    r"它们?的?|他们的?|该(?:单位|街道|局|办|委|省|市|区|地)的?|这(?:个|家)(?:单位|街道|地方)的?|其(?!中|他|它|余)|这份报告里?的?|那里的?|上面(?:这家|提到的)的?"
)
_VERSUS = re.compile(
    r"^(?:和|与|跟|同)(?P<other>.+?)(?:相?比|对比|比较)(?:一下|起来|一比|比)?[，,]?(?:呢|哪[边个家省]更?[多高大快低少强长]|多还是少|高还是低|怎么样|如何|谁[更多高]|谁更[多高大快]|哪个更?[多高大快低少]|差多少|高多少|多多少)?[？?]*$"
)
_AGAINST = re.compile(
    r"^(?:和|与|跟|同|比)(?P<other>[^，。]{2,16}?)(?:相?差多少|谁[更多高]|谁更?[多高大快]|哪个更?[多高大快低少]|[高多]多少)[？?]*$"
)
_YEAR_BESIDE = re.compile(
    r"(?P<same>(?:那|同)一年(?=的|建|办|有|是|又|新|完|开|[\u4e00-\u9fff]{0,4}多少)|(?:那|同)年(?=的))|(?P<back>(?:再|又)?(?:往前|往回|向前|朝前)(?:推|数|看|倒)?(?:一|1|个)?年|再?早一年|(?:再|更)前一?年|再上一年|前一年|上一年|上年|头一年)|(?P<on>(?:再)?(?:往后|向后)(?:推|数|看)?一年|再?晚一年|再下一年|后一年|次年|第二年)"
)
_NOTHING_NEW = re.compile(
    r"(?:这|那)?份?(?:的)?(?:报告)?(?:里|中)?(?:定的?|写的?|说的?|提的?)?(?:是|呢)?"
)
_WHOLE = re.compile(r"各(?:个)?(?:单位|省|地|街道|部门|区)|哪些|哪个(?:单位|省|地方)|所有|全部|谁")


def resolve(question: str, history: Sequence[str], catalogue: Catalogue) -> str:
    """The question as it would be asked without its history.

    Args:
        history: earlier questions, oldest first.
    """
    standing = ""
    asked: list[str] = []
    for earlier in (*history, question):
        cleaned = mend_spaces(the_ask(earlier), catalogue)
        standing = (
            leans_on_all(cleaned, asked, catalogue) or _combine(cleaned, standing, catalogue)
            if standing
            else cleaned
        )
        asked.append(standing)
    return standing


def _combine(text: str, before: str, catalogue: Catalogue) -> str:
    text = _beside(text, before, catalogue)
    mentions = find_mentions(text, catalogue)
    earlier = find_mentions(before, catalogue)
    years = read_years(text, catalogue.years)
    versus = _VERSUS.match(_LEAD.sub("", text)) or _AGAINST.match(_LEAD.sub("", text))
    if versus and not mentions and years.years and read_years(before, catalogue.years).spans:
        start = read_years(before, catalogue.years).spans[0][0]
        other = "、".join(f"{year}年" for year in years.years)
        return f"{before[:start]}{other}和{before[start:]}"
    if versus and mentions and earlier:
        return add_unit(before, earlier, versus["other"], catalogue)
    spans = years.spans
    bare = text
    if not mentions and _PRONOUN.match(_LEAD.sub("", text)):  # 它2023年呢
        bare = _PRONOUN.sub("", _LEAD.sub("", text), count=1)
        spans = read_years(bare, catalogue.years).spans
    rest = _rest(bare, mentions, spans)
    if (_NOTHING_NEW.fullmatch(rest) or repeats(rest, before)) and (mentions or years.years):
        return _swap(before, earlier, text, mentions, catalogue)
    planned = None if mentions else plan_asked(rest, before)
    if planned is not None:
        return _planned(planned, text, before, earlier, catalogue)
    if not mentions and rest and not _asks(_TAIL.sub("", text)):
        other = _other_words(before, _TAIL.sub("", _LEAD.sub("", text)).strip("？?，, 的"))
        if other:
            return other
    if mentions or (
        _WHOLE.search(text) and rest and not re.search(r"^(?:各|哪|所有|谁)[^，。]{0,4}$", text)
    ):
        return text
    if _PRONOUN.search(text) and earlier:
        return _prefix(
            before,
            earlier,
            _PRONOUN.sub("", _LEAD.sub("", text), count=1),
            bool(years.years),
            catalogue,
        )
    if not earlier and _PRONOUN.search(text):
        other = of_it(before, rest, catalogue)
        if other:
            return other
    if not earlier:
        return text if len(rest) > 4 else f"{_drop_ask(before)}{_LEAD.sub('', text)}"
    return _lean(text, rest, before, earlier, bool(years.years), catalogue)


def _planned(
    verb: str, text: str, before: str, earlier: Sequence[Mention], catalogue: Catalogue
) -> str:
    """The earlier question of the plan: of what stands behind the verb where the follow-up has one
    (新开工改造老旧小区多少个 … 2025年计划改造多少)."""
    start = max([m.end for m in earlier], default=0)
    if verb and only_verbs(before[start : before.index(verb)]):
        same = _swap(before[:start] + before[before.index(verb) :], earlier, text, (), catalogue)
        return same.replace(verb, f"计划{verb}", 1)
    same = _swap(before, earlier, text, (), catalogue)
    if re.search("目标|计划", before):
        return same
    subject = re.sub(r"(?:增加|减少|提高|下降|多|少|高|低)了?$", "", _drop_ask(same))
    return f"{subject}的目标是多少?"


# Where a wording question looked, in words that a question can hold.
_ROLE_PLACES: dict[Role, str] = {
    "opening": "开头帽段",
    "measures": "举措部分",
    "problems": "不足部分",
    "leader": "第一责任人履职部分",
    "plan": "下一年安排部分",
    "closing": "结尾落款",
}


def _beside(text: str, before: str, catalogue: Catalogue) -> str:
    """前一年 behind a question of 2025 is 2024年."""
    named = read_years(before, catalogue.years).years
    if not named:
        return text
    return _YEAR_BESIDE.sub(
        lambda match: (
            f"{named[-1]}年"
            if match["same"]
            else f"{named[-1] + 1}年"
            if match["on"]
            else f"{named[0] - 1}年"
        ),
        text,
        count=1,
    )


def _other_words(before: str, words: str) -> str:
    """The earlier list or wording question about other words (那以工代赈呢); empty for other kinds."""
    if len(words) < 2:
        return ""
    wording = WORDING.search(before)
    if wording:
        role = role_asked(before)
        place = _ROLE_PLACES.get(role, "") if role and not role_asked(words) else ""
        return f"{place}{words}{wording.group()}" if place else f"{words}{wording.group()}"
    phrase = read_phrase(before) if LIST.search(before) else ""
    return before.replace(phrase, words, 1) if phrase and phrase in before else ""


def _rest(text: str, mentions: Sequence[Mention], spans: Sequence[tuple[int, int]]) -> str:
    characters = list(text)
    for start, end in [(m.start, m.end) for m in mentions] + list(spans):
        characters[start:end] = " " * (end - start)
    bare = _SAME_THING.sub("", _TAIL.sub("", _LEAD.sub("", "".join(characters).strip())))
    return re.sub(r"[\s的和与、，,？?]|^(?:那|是|在|到|年|度)", "", strip_question_words(bare))


# 2016年的报告里这个数是多少: what was asked before.
_SAME_THING = re.compile(
    r"(?:也|再)?(?:给我)?(?:查|看|问|算|列|说)一?(?:下|查|看)|(?:的|在)?(?:政府工作|工作|年度)?报告(?:里|中|上)?|(?:这|那|该|同样的?|同一)(?:个|项|一)?(?:数字?|数据|数值|指标|情况|方面|事)"
)


def _swap(
    before: str,
    earlier: Sequence[Mention],
    text: str,
    mentions: Sequence[Mention],
    catalogue: Catalogue,
) -> str:
    """Only a new unit or year: the earlier question about that one."""
    result = before
    if mentions:
        names = "、".join(same_kind(m, earlier, catalogue) for m in mentions)
        before = result = without_place_of(before) if earlier else before
        earlier = find_mentions(before, catalogue)
        if earlier:
            first, last = earlier[0].start, max(m.end for m in earlier)
            result = before[:first] + names + before[last:]
        else:
            result = names + before
    new = read_years(text, catalogue.years)
    if new.years:
        old = read_years(result, catalogue.years)
        stated = "、".join(f"{y}年" for y in new.years)
        if old.spans:
            start, end = old.spans[0][0], old.spans[-1][1]
            result = result[:start] + stated + result[end:]
        else:
            found = find_mentions(result, catalogue)
            at = found[0].end if found else 0
            result = result[:at] + stated + result[at:]
    return result


def _prefix(
    before: str, earlier: Sequence[Mention], text: str, has_year: bool, catalogue: Catalogue
) -> str:
    names = "、".join(m.text for m in earlier)
    old = read_years(before, catalogue.years)
    year = "、".join(f"{y}年" for y in old.years) if not has_year else ""
    return f"{names}{year}{text}"


# Words that only say in what an earlier subject is to be counted.
_MEASURE_ONLY = re.compile(
    r"^(?:总|合计|建筑|占地|涉及)?(?:面积|金额|人数|次数|件数|数量|比例|占比|比重|增速|增幅|同比|总额|时间|地点|投资|规模|平均)(?:是|有|为)?$"
)


def _drop_ask(question: str) -> str:
    return _TAIL.sub("", ASKED.sub("", question)).strip("？?，, ")


def _lean(
    text: str,
    rest: str,
    before: str,
    earlier: Sequence[Mention],
    has_year: bool,
    catalogue: Catalogue,
) -> str:
    """No name in it: the earlier unit, and for a bare measure the earlier subject too."""
    lead = _LEAD.sub("", text)
    if _MEASURE_ONLY.match(rest):
        return f"{_drop_ask(before)}的{rest}是多少?"
    swapped = other_kind(before, rest)
    if swapped:
        return swapped
    if _SHARE_OF.match(rest):
        counted = _COUNTED.search(before)
        if counted:  # 收到多少行政复议申请 … 纠错率呢: of what it is a rate
            subject = f"{counted['what']}{rest}是多少?"
            return _prefix(before, earlier, subject, has_year, catalogue)
        return f"{_drop_ask(before)}的{rest}是多少?"
    if _BARE_VERB.match(rest):
        lead = _object(before, earlier, catalogue) + lead
    aim = _AIM_TAIL.search(before)
    if aim and "目标" not in lead and not _asks(lead):  # 经济增长目标是多少 … 固定资产投资呢
        lead = _TAIL.sub("", lead) + aim.group()
    grown = _GREW.search(before)
    if grown and not _asks(lead) and not aim:  # 接待游客增长了多少 … 旅游花费呢
        lead = f"{_TAIL.sub('', lead)}{grown.group()}?"
    elif ASKED.search(before) and not _asks(lead):
        lead = f"{_TAIL.sub('', lead)}是多少?"
    return _prefix(before, earlier, lead, has_year, catalogue)


_GREW = re.compile(
    r"(?:同比)?(?:增长|增加|提高|上升|上涨|下降|减少|降低|回落)了?(?:多少|百分之几|几个百分点)"
)
_AIM_TAIL = re.compile(r"(?:增长|增速)?(?:预期)?目标")
# A bare rate is one of what was asked before (合格率, 完成率).
_SHARE_OF = re.compile(
    r"^(?:其中)?(?:合格|办结|完成|满意|及格|通过|优秀|达标|成功|调解成功|履行|纠错|败诉|化解|按时办结)率(?:是|为)?$"
)
_COUNTED = re.compile(
    r"(?:收到|接到|受理|收|办理|办结|办|审结|审理)了?(?:多少|几)[件起宗]?的?(?P<what>[\u4e00-\u9fff]{2,10}?)(?:申请|案件)?[？?]*$"
)
_BARE_VERB = re.compile(
    r"^(?:受理|办结|审结|化解|调解|完成|批准|驳回|撤销|维持|整改|处理|查处|败诉|胜诉|纠错|答复)了?(?:的)?$"
)


def _object(before: str, earlier: Sequence[Mention], catalogue: Catalogue) -> str:
    """What the earlier question was about, without its names, years, verb and question words."""
    spans = [(m.start, m.end) for m in earlier] + list(read_years(before, catalogue.years).spans)
    characters = list(before)
    for start, end in spans:
        characters[start:end] = " " * (end - start)
    bare = strip_question_words(ASKED.sub(" ", "".join(characters))).replace(" ", "")
    return re.sub(
        r"^(?:一共|总共|共)?(?:受理|办结|收到|办理|审理|开展|组织|实施|完成|化解|调解|审查|查处)了?",
        "",
        bare,
    )


def _asks(text: str) -> bool:
    return bool(re.search(r"多少|几|哪|谁|什么|怎|如何|吗|是否|有没有|各", text))
