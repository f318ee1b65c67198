"""What was planned and what came of it: the reading of such a question.

计划 and 实际 may stand in one clause (目标和实际增速) or in two (定了多少，办成多少); the year of a
clause holds for what follows until another is named. What is left when the words of planning, of
result and of asking are taken out are the aspects.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.aspects import FILLER
from assistant.frame_words import CHANGES, LIGHT_WEIGHT, MEASURE_NOUNS
from assistant.synonyms import synonyms_of
from assistant.topic import Frequency, Term, Topic, build_topic
from assistant.types import Kind
from assistant.years import YearWords
from ingest.quantities import Quantity, iter_quantities

Words = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A question for plans and their results.

    Attributes:
        topics: what was planned, one a row.
        planned: years of the plans, ascending; empty where none is named.
        of_report: the years name the reports that hold the plans (2024年报告答应的).
        reached: the year of the result where it is not the plan's (现在多少，明年打算再加多少), as an
            offset to it: 0 or -1.
        claimed: a value that the question itself gives the plan (要建1000万亩，完成了吗).
    """

    topics: tuple[Topic, ...]
    planned: tuple[int, ...]
    of_report: bool
    reached: int = 0
    claimed: Quantity | None = None


_DONE = r"(?:完成|达到|达成|达标|实现|做到|兑现|办成|办到|落实|到位|到数)"
_PLAN = re.compile(
    r"原(?:来|本)?(?:计划|打算|定)|(?<![发规])计划(?!生育|单列|书|部门)|年?初(?:定|说|提|设|安排|计划)|目标|答应|承诺|许诺|"
    r"安排(?!了?(?:的)?(?:资金|经费))|打算|预定|预期(?!寿命)|定了?的?(?:多少|几)|(?<![规制确稳固])定[的了下]|"
    r"(?:曾|就|都)?说[^，。；？]{0,12}?(?:要|当年|今年|好)|提出|要求|保证|确保|当初|任务|(?<=[年份省市区])要(?=[建新改办完开治解培引增修])"
)
_RESULT = re.compile(
    rf"实际(?!使用|利用|控制|问题|困难|外资|行动)|兑现|办成|成绩单|交的?账|交账|超额|打(?:了)?折扣|差(?:了|着)?(?:多少|几)|差距|"
    rf"完成(?:数|情况|量|得|值)|(?<!计划)(?<!打算)(?<!安排)(?<![要拟求])完成了?(?:多少|几|吗|没)|"
    r"后来|真正|到头来|(?:[办干建做修完]成|[办建]了)了?(?:多少|几|没)|"
    rf"(?<!计划)(?<!打算)(?<!安排)(?<!要)(?:完成|解决|新增|达到|建成|建|办|做|改造|筹集|开通|落实|竣工|开到|开|增加|治理)了(?:多少|几)|"
    rf"(?:没有?|未能?|是否|有没有|是不是|都|又|各|已经?)(?:如期|全部|按时|全)?(?:给)?{_DONE}|{_DONE}(?:了)?(?:没有?|吗|否|没)|{_DONE}得|"
    r"结果(?:是|又|如何|怎|呢|[，,？?]|$)|(?:交代|报告)的结果|最[后终](?=[，,]?(?:实际|完成|做|办|建|有|是|达|到|多少|怎|结果|新增|增|落|各|都|又|开|改|筹))|年底(?=[，,]?(?:实际|完成|兑现|做|办|达|实现|怎|多少|落|结果|各|都|又|真|一看))"
)
_NOW = re.compile(
    r"现在|目前|现有|如今|眼下|已有|已经有|(?:去年|上年|上一年)(?:底)?(?:实际)?(?:完成|新增|建成|达到?|是|有)"
)
_NOT_ASKED = re.compile(r"为什么|为何|原因|怎么写|如何写|例句|表述|写法|原话|提到|提及")
_PUNCTUATION = "，,；;。？?！!：:"

# Frames around an enumeration: 几项任务：A、B; 十件民生实事里的A和B; A、B三项任务.
_COUNT = r"[一二两三四五六七八九十几0-9]+"
_NOUN = r"(?:任务|实事|指标|工作|目标|承诺|事项|事情?|项目)"
_ENUMERATOR = re.compile(
    rf"[^{_PUNCTUATION}、]{{0,12}}{_COUNT}[件项个][^{_PUNCTUATION}、]{{0,6}}?{_NOUN}(?=[：:])|"
    rf"(?:{_COUNT}[件项个])?(?:重点|主要|为民|民生)*(?:办)?实事(?:项目)?(?:工程)?(?:清单)?(?:里头?|中|当中|方面)?的?|"
    rf"(?:这|那)?{_COUNT}[件项个](?:[^{_PUNCTUATION}、]{{0,6}}?的)?{_NOUN}(?:里头?|中)?的?|"
    r"(?:政府)?工作报告(?:里|中|上)?的?|报告(?:里|中|上)?的?|本届政府|今年初"
)
_FRAME = re.compile(
    r"(?:又|再|都|也|各自?|分别|已经?|实际|最[后终]|到底|究竟|年底|当年|全年|有没有|没有?|未能?|是否|是不是|如期|全部|按时)*(?:完成|达到|达成|达标|实现|做到|兑现|办成|办到|落实|到位|到数)(?:数|情况|量|得|值|率)?(?:了|过)?(?:没有?|吗|否|如何)?|"
    r"(?:的)?(?:年初|原|预期|当初|既定|主要|预定)*(?:的)?目标(?:任务)?(?:数|值)?|(?:年初|当年|当初|原来|原本|原|所|曾|就|都)*(?:计划|打算|安排|承诺|答应|许诺|保证|确保|预定|预期|提出要?|要求|(?<![固规制稳确约限特额锁选认鉴])定(?![向点期额制岗金]))(?:了|的|数|在|为|到|要|把|中|里)*|"
    r"(?:年初|当初)|任务(?:数|量)?|说(?:要|当年|今年|好)?的?|实际|最[后终]|到底|年底|结果(?:是|如何|怎么?样?)?(?:什么)?|交代的?|交的?账|交账|成绩单|超额|打了?折扣|"
    r"[低高少多超]于|不(?:高|低|少|多|超)[于过]?|差(?:了|着)?(?:多少|几)(?:个?百分点)?|差距|后来|真正|到头来|(?:一看|看看)|[办干做修]成|[核查算]一下|"
    r"(?:哪|那)[一些几]?(?:个|项|件|家|样)?(?:省区市|省份?|城?市|区|县|地方|单位|地)?(?:没有?|未)?|有(?=[^\u4e00-\u9fff]|$)|(?:列|做|画)(?:一?[张个])?(?:成)?(?:表格?|清单)|对(?:一对|照|比|一下|得上)+|核对|核实|比一比|"
    r"情况(?:如何|怎样|怎么样)?|各(?:自|是|有|为)?(?=多少|[^\u4e00-\u9fff]|$)|分别(?:是|为)?|现在|目前|现有|如今|眼下|已有|再(?=[\u4e00-\u9fff]?多少|加|增)|"
    r"[两三四五六七八九十]+(?:个)?(?:省市?区?|直辖市|地|市)|请|(?:分别)?多出?多少|够不够|超没超|如何|怎么?样"
)
_SPLIT = re.compile(r"、|以及|还有|和|与|及(?!时|格)|跟")


def read_promise(
    text: str,
    names: Sequence[tuple[int, int]],
    years: YearWords,
    kind: Kind,
    words: Words,
    frequency: Frequency,
) -> Promise | None:
    """The plans and results that a question asks for; None where it does not ask for both.

    Args:
        text: the question, cleaned.
        names: where names of units stand in it.
        years: as read from it.
    """
    if kind == "wording" or _NOT_ASKED.search(text):
        return None
    marks = _marks(text)
    if marks is None:
        return None
    planned, of_report, reached = _planned(text, years, marks)
    bare = _blank(text, [*names, *years.spans])
    stated = (q for q in iter_quantities(bare) if q.measure and bare[q.start].isascii())
    claimed = next(stated, None)
    if claimed is not None:
        bare = _blank(bare, [(claimed.start, claimed.end)])
    topics = _aspects(bare, words, frequency)
    if not topics:
        return None
    return Promise(
        topics=topics,
        planned=planned,
        of_report=of_report,
        reached=reached,
        claimed=claimed if len(topics) == 1 else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Marks:
    """Where the words of planning and of result stand, and the result's offset in years."""

    plans: tuple[int, ...]
    results: tuple[int, ...]
    reached: int = 0

    def of_plan(self, at: int) -> bool:
        """Whether a year at ``at`` belongs to a plan: by the mark next behind it, else the last."""
        marks = sorted([(m, True) for m in self.plans] + [(m, False) for m in self.results])
        behind = [planned for mark, planned in marks if mark >= at]
        return behind[0] if behind else marks[-1][1]


def _marks(text: str) -> _Marks | None:
    """The marks of a question for both; None where it lacks one of them."""
    plans = tuple(match.start() for match in _PLAN.finditer(text))
    results = tuple(match.start() for match in _RESULT.finditer(text))
    if not plans:
        return None
    if results:
        return _Marks(plans=plans, results=results)
    now = _NOW.search(text)
    if now is None:
        return None
    low, high = sorted((plans[0], now.start()))
    apart = re.search(f"[{_PUNCTUATION}]", text[low:high]) is not None
    return _Marks(plans=plans, results=(now.start(),), reached=-1) if apart else None


_BOTH_REPORTS = re.compile(r"两份|两年的?(?:政府)?(?:工作)?报告|前后两")


def _planned(text: str, years: YearWords, marks: _Marks) -> tuple[tuple[int, ...], bool, int]:
    """The years of the plans, whether they name reports, and the result's offset."""
    named = [
        (start, int(found[0]), bool(re.match(r"的?(?:政府)?(?:工作)?报告", text[end:])))
        for start, end in sorted(years.spans)
        if (found := re.findall(r"(?:19|20)[0-9]{2}", text[start:end]))
    ]
    several = sorted({*years.years, *years.delivered})
    if len(several) == 2 and _BOTH_REPORTS.search(text):
        return (several[0],), True, marks.reached
    if len(several) > 2 or len(named) < len(years.spans):
        return tuple(years.years), False, marks.reached
    plans = [(year, own) for start, year, own in named if marks.of_plan(start)]
    results = [(year, own) for start, year, own in named if not marks.of_plan(start)]
    periods = [year for year, own in plans if not own]
    if plans and results and results[0] == (plans[0][0] - 1, False):
        return (plans[0][0],), False, -1
    if plans:
        own = not periods
        return tuple(sorted({*periods} or {year for year, _ in plans})), own, marks.reached
    spoken = [year for year, own in results if not own]
    if not results:
        return (), False, marks.reached
    year = spoken[0] if spoken else results[0][0] - 1
    return (year - marks.reached,), False, marks.reached


def _blank(text: str, spans: Sequence[tuple[int, int]]) -> str:
    characters = list(text)
    for start, end in spans:
        characters[start:end] = " " * (end - start)
    return "".join(characters)


def _blanked(found: re.Match[str]) -> str:
    return " " * len(found.group())


_ASKED_WHO = re.compile(r"谁|想问|想知道|关心|对比|相比")
_RATE = re.compile(r"增长|增速|增幅|下降|降幅")
_ASKS = re.compile(r"多少|几|吗|没|如何|怎|哪")


def _aspects(bare: str, words: Words, frequency: Frequency) -> tuple[Topic, ...]:
    """What is left of a question, one topic an aspect; repetitions of an earlier one are dropped.

    Once aspects are named, a clause that asks for results only comes back to them and names none.
    """
    kept: list[Topic] = []
    rate, named = "", False
    for clause in re.split(f"[{_PUNCTUATION}]", _ENUMERATOR.sub(_blanked, bare)):
        who = _ASKED_WHO.search(clause) and not (_PLAN.search(clause) and _RESULT.search(clause))
        if who or (named and not _PLAN.search(clause)):
            changed = None if who else _RATE.search(clause)
            rate = rate or (changed.group() if changed else "")
            continue
        for piece in _SPLIT.split(FILLER.sub(_blanked, _FRAME.sub(_blanked, clause))):
            topic = build_topic(piece, piece, words, frequency)
            telling = _telling(topic)
            if not telling:
                rate = rate or next((t.word for t in topic.terms if t.word in CHANGES), "")
                continue
            said = {
                word for one in kept for t in one.terms for word in (t.word, *t.forms, *t.parts)
            }
            if all(t.word in said for t in telling):
                continue
            kept.append(replace(topic, sort="value", text=topic.text.strip()))
        named = named or (bool(kept) and bool(_ASKS.search(clause) or _RESULT.search(clause)))
    if rate and not kept:  # growth that names no subject is the economy's
        return (replace(build_topic("经济增长", "经济增长", words, frequency), sort="value"),)
    if rate and len(kept) == 1 and not any(t.word in CHANGES or t.whole for t in kept[0].terms):
        rate = "增长" if rate[0] == "增" else rate
        joined = f"{kept[0].text.replace(' ', '')}{rate}"
        text = joined if synonyms_of(joined.casefold()) else f"{kept[0].text} {rate}"
        kept = [replace(build_topic(text, text, words, frequency), sort="value")]
    return tuple(kept)


def _telling(topic: Topic) -> list[Term]:
    """The words that name a thing, not only that it changes or how it is counted."""
    return [
        term
        for term in topic.terms
        if term.weight > LIGHT_WEIGHT and term.word not in CHANGES | MEASURE_NOUNS
    ]
