"""Which words a question looks for when it asks who says them: 哪些省提到“甲”或“乙”, 甲一词见于哪几份."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.asking import MENTION, WHO

_QUOTED = re.compile(r"[“\"「『](?P<words>[^“”\"「」『』]{2,40})[”\"」』]")
# In quotation marks, but the name of a part of a report or of its task, no words to look for.
_PART = re.compile(r"[^”]*(?:安排|不足|部分|成效|举措|职责)")
_CALLED = r"(?:这|那)?(?:一|个|几个|[两三四五六七八九十]个)?(?:词语?|术语|说法|提法|概念|字眼|字样|字|关键词|表述|新词|口号|表达)"
_SAID = re.compile(
    rf"{MENTION}|见于|(?:能)?(?:找得?到|看得?到|见得?到|搜得?到|读得?到)|(?:带|含|有){_CALLED}"
)
_NAMED = re.compile(
    r"(?:(?:这|那)(?:一|个|几个|[两三四五六七八九十]个)|一)?(?:词语?|说法|提法|概念|字眼|字样|关键词|几个字|[两三四五六七八九十]个字)"
)
_UNSAID = re.compile(
    rf"(?<!有)(?:没有?|未|不曾|从未|并未|只字未)(?:曾|能|被)?(?:{MENTION}|提及?|写|出现|说|用)|(?:没有?|不|未)含"
)
_AT_ONCE = re.compile(
    r"同时|既[^，。]*又|(?:两|三|几)个?(?:词|说法|提法)?都|(?:也|还)(?:都)?(?:提到|写到|出现|有)"
)
# Where the words behind 提到 end.
_TAIL = re.compile(
    rf"{_NAMED.pattern}|的?(?:20\d\d年)?(?:的)?(?:全部|所有|这些|那些|各)?(?:省级|各级|市级|县级)?(?:政府)?(?:工作)?(?:报告|单位|街道|部门|地区|省份|省区?市?|市|区县?|县|地方|城市)?"
    rf"(?:(?:都|各|分别|总共|一共|共)*(?:有|是|在)?(?:{WHO}|多少|哪|几[个家份]|谁|列|名单|$)|[，,。；;？?！!：:]|$)|的(?:全部|所有)?(?:省级|各级)?(?:政府)?(?:工作)?(?:报告|单位|街道|部门|地区|省份|省|市|区县|县|地方|城市)(?:[，。？?]|$|有|是|都|列|名)"
)
_WRITTEN = re.compile(r"(?:把|将)(?P<words>[^，。]{2,30}?)(?:写|列|放|纳)(?:进|入|到)")
# What stands in front of the words in a clause and is no part of them.
_BEFORE = re.compile(
    rf"^.*(?:20\d\d年度?的?(?:各省|省级|各地)?(?:政府)?(?:工作)?(?:报告|份)?[里中上]?|{WHO}(?:的?报告)?[里中]?(?:都|也|已经?)?|(?:报告|各省|省级|各地)[里中上]?(?:面|头)?)(?:把|将|对|关于|有关)?|^(?:把|将|对|关于|有关|像|比如|例如)"
)
_BEHIND = re.compile(
    rf"(?:的)?(?:{_NAMED.pattern}|(?:在|于)?(?:19|20)\d\d年|(?:在|被)?(?:{WHO}|各省|省级|各地|报告|多少|哪|谁|几[个家份])|写进|写入|写到|，|,).*$"
)
_EDGES = re.compile(
    r"^(?:过|了|到|有关|关于|着|的|自己的?|自家的?|本省的?|其|把|将|被|在|说要|要|搞|有|像)+(?=.{2})|(?:的|了|过|到|在|是|都|也|里|中|被|写|这|有|共|一共|总共|各)+$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """Words to look for.

    Attributes:
        terms: as asked; any of them, where there are several.
        literal: they stood in quotation marks: only these very words count.
        together: all of them are sought in one report.
        absent: the reports that do not say them are asked for.
    """

    terms: tuple[str, ...] = ()
    literal: bool = False
    together: bool = False
    absent: bool = False


NOTHING_SEARCHED = Searched()


# 长期护理保险（长护险）: one thing by two names.
_ALIAS = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,16})[（(](?:又称|简称|即|也叫|或)?(?P<other>[\u4e00-\u9fffA-Za-z0-9]{2,12})[)）]"
)


def quoted_terms(text: str) -> tuple[str, ...]:
    """What stands in quotation marks and is no name of a section."""
    found = (match["words"].strip() for match in _QUOTED.finditer(text))
    return tuple(dict.fromkeys(words for words in found if words and not _PART.fullmatch(words)))


def read_searched(text: str) -> Searched:
    """The words that a question about who says them looks for; no terms where it names none."""
    quoted = quoted_terms(text)
    if quoted:
        hidden = _QUOTED.sub("引", text)
        together = len(quoted) > 1 and bool(_AT_ONCE.search(hidden))
        absent = bool(_UNSAID.search(hidden))
        return Searched(terms=quoted, literal=True, together=together, absent=absent)
    for clause in re.split(r"[，,。；;？?！!]", text):
        term = _behind(clause) or _before(clause)
        alias = _ALIAS.fullmatch(term)
        if alias:
            both = (alias["name"], alias["other"])
            return Searched(terms=both, literal=True, absent=bool(_UNSAID.search(text)))
        if term:
            return Searched(terms=(term,), absent=bool(_UNSAID.search(text)))
    return NOTHING_SEARCHED


def _behind(clause: str) -> str:
    """提到[甲]的有哪些."""
    for said in _SAID.finditer(clause):
        rest = clause[said.end() :]
        tail = _TAIL.search(rest)
        term = _trimmed(rest[: tail.start()] if tail else rest)
        if _is_term(term):
            return term
    return ""


def _before(clause: str) -> str:
    """[甲]一词见于哪几份, 把[甲]写进报告, [甲]这个提法哪些省在用."""
    written = _WRITTEN.search(clause)
    if written:
        return _trimmed(written["words"])
    for mark in (*_NAMED.finditer(clause), *_SAID.finditer(clause)):
        held = _BEHIND.sub("", clause[: mark.start()])
        term = _trimmed(_BEFORE.sub("", held))
        if _is_term(term):
            return term
    return ""


def _trimmed(term: str) -> str:
    return _EDGES.sub("", term.strip(" 的，,")).strip(" 的，,")


def _is_term(term: str) -> bool:
    return len(term) >= 2 and not re.search(rf"{WHO}|多少|哪|谁|几[个家份]|报告", term)
