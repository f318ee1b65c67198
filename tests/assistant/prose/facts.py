"""Facts that a report states, taken from its clauses by plain patterns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from tests.assistant.prose.texts import Text

Form = Literal["change", "level", "acted", "counted", "denied", "done"]

_HAN = r"[\u4e00-\u9fff]"
_NUMBER = r"(?P<bound>约|近|超过|超|突破)?(?P<number>\d[\d,]*(?:\.\d+)?)(?P<more>余|多)?"
_MONEY = r"(?:万亿元|亿元|万元|元)"
_MEASURE = rf"(?P<measure>个百分点|%|{_MONEY}|万人次|万人|人次|万户|万亩|万吨|亿斤|亿吨|公里|万套|件次|场次|[件份个家项名条起次户处场篇部所座人批])"
_TAIL = r"(?P<tail>以上|左右)?"
_RISES = "增长|增加|提高|上升|提升"
_FALLS = "下降|减少|降低"
_ACTS = (
    "审查|审核|受理|走访|办理|办结|化解|调解|开展|组织|举办|召开|发放|印发|修订|制定|查处|出动|检查|整改|培训|"
    "提出|解决|接待|收到|公开|新增|建成|引进|培育|实施|完成|收集|清理|建设|改造|打造|启动|认定|新建|发布|立案"
)
_DOES = "推行|建立|健全|完善|落实|实施|出台|制定|开展|组织|推进|加强|深化|创新|设立|强化|严格|规范|优化|搭建|编制|实行|打造"

_PATTERNS: tuple[tuple[Form, re.Pattern[str]], ...] = (
    (
        "change",
        re.compile(
            rf"(?P<what>{_HAN}{{3,16}}?)(?P<verb>同比(?:{_RISES}|{_FALLS})|{_RISES}|{_FALLS}){_NUMBER}(?P<measure>个百分点|%){_TAIL}"
        ),
    ),
    (
        "level",
        re.compile(rf"(?P<what>{_HAN}{{3,16}}?)(?P<verb>达到|达|为){_NUMBER}{_MEASURE}{_TAIL}"),
    ),
    ("acted", re.compile(rf"(?P<verb>{_ACTS})(?P<what>{_HAN}{{2,10}}?){_NUMBER}{_MEASURE}{_TAIL}")),
    (
        "counted",
        re.compile(
            rf"(?P<verb>{_ACTS}){_NUMBER}(?P<measure>[个家项名条件次场部座所批])(?P<what>{_HAN}{{2,12}})"
        ),
    ),
    (
        "denied",
        re.compile(
            rf"(?P<what>{_HAN}{{0,8}}?)(?P<verb>未发生|没有发生|未出现|未收到|无|未)(?P<rest>{_HAN}{{2,14}})"
        ),
    ),
    ("done", re.compile(rf"(?P<verb>{_DOES})(?P<what>(?:{_HAN}|[“”、]){{6,28}})")),
)
_BEGINS = re.compile(
    r"^(?:[一二三四五六七八九十]{1,2}是|（[一二三四五六七八九十]+）|其中|全年|全[省市区县州]|累计|共|——|预计|我[省市区]|同时|并)+"
)
_NO_SUBJECT = re.compile(
    r"^(?:比|较|均|分别|同比|居|占|高于|低于|快于|其|年|由|从|将|力争|确保|到|总|使|让|以|超额|以上)|分别|预期|目标|每|平均|年均|以上|以下"
)
_NO_DENIAL = re.compile(
    r"未(?:来|央|成年|雨)|无(?:[人障感缝论线纸废疑限雨坚往穷锡偿害数私愧]|后顾|不|党派|缝)|.{0,4}[，、]"
)
_LATER = re.compile(r"力争|确保|预期|目标|计划|争取|将(?!军)")


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A fact of one clause.

    Attributes:
        verb: 增长, 达到, 审查, 未发生, 推行 …
        what: what it is about; ``rest`` what a denial denies.
        number: digits as written; ``measure``, ``bound`` and ``tail`` what stands around them.
        clause: as written; ``sentence`` the sentence it stands in.
        year: the year that it holds for.
    """

    text: Text
    form: Form
    verb: str
    what: str
    clause: str
    sentence: str
    section: str
    year: int
    number: str = ""
    measure: str = ""
    bound: str = ""
    more: str = ""
    tail: str = ""
    rest: str = ""

    @property
    def amount(self) -> str:
        """The number with all that belongs to it."""
        return f"{self.bound}{self.number}{self.more}{self.measure}{self.tail}"


def facts_of(text: Text) -> list[Fact]:
    """The facts that stand in clauses of their own."""
    return [
        fact
        for sentence, section, year in text.sentences
        for clause in re.split(r"[，；：。]", sentence)
        if (fact := _fact(text, clause, sentence, section, year)) is not None
    ]


def _fact(text: Text, clause: str, sentence: str, section: str, year: int) -> Fact | None:
    bare = _BEGINS.sub("", clause)
    if re.search(r"20\d\d|去年|上年|今年|以来|[“”]", bare) and not re.match(_DOES, bare):
        return None
    for form, pattern in _PATTERNS:
        match = pattern.fullmatch(bare)
        if match is None:
            continue
        groups = {name: value or "" for name, value in match.groupdict().items()}
        what = groups["what"]
        if form != "denied" and _NO_SUBJECT.search(what):
            return None
        if form in ("change", "level", "acted", "counted") and _planned(sentence, section):
            return None
        if form == "denied" and _NO_DENIAL.match(match["verb"] + match["rest"]):
            return None
        if form == "done" and (what.count("“") != what.count("”") or re.search("[0-9]", what)):
            return None
        return Fact(
            text=text,
            form=form,
            clause=bare,
            sentence=sentence,
            section=section,
            year=year,
            **groups,
        )
    return None


def _planned(sentence: str, section: str) -> bool:
    return bool(
        re.search("安排|目标|任务|要求|打算|重点工作|思路", section) or _LATER.search(sentence)
    )
