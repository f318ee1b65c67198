"""The words before, between and behind the numbers of a clause: whose they are."""

from __future__ import annotations

import re
from typing import Final, Literal

from ingest.phrases import (
    CHANGE_BY,
    CHANGE_TO,
    COUNTED,
    VERB,
    is_verb_only,
    leading_verbs,
    strip_lead,
    take_subject,
    tidy,
)
from ingest.quantities import Quantity

Change = Literal["", "by", "to"]
LONGEST: Final = 40  # characters of an indicator; what stands further off is another phrase

JOINED = re.compile(r"^\s*(?:[、/]|以及|[和及与并](?![谐解平时格购]))")
_JOINS = re.compile(r"(?:[、/]|以及|(?<![调总])和|(?<![涉惠普])及|(?<!参)与|并)\s*$")
_MEASURED = re.compile(
    r"(?:[率额量数比值达为至到]|增[长加速幅]|下降|提[高升]|减少|比重|比例|时限|占)$"
)
NO_NOUN = re.compile(
    r"^\s*(?:$|[，。；：、）)！？\s]|[^\w“《〈‘「\"\ue000]|并|且|以|因|将|已(?!建)|均|都(?!市)|正在|"
    r"在(?![建线校册编岗])|被|由|对(?![口外])|向|为(?!民)|与|同比|比|较|至|到|等(?!级)|来|就(?!业)|仍|还|也|又|"
    r"再(?!生)|后(?![勤备])|前(?![端沿])|时(?!代)|内(?![部河陆])|外(?![贸资国])|"
    r"之|是|有(?![效关机色])|无(?![人障])|未(?!成)|不(?!动)|可(?!再)|能(?![源力])|每|左右|给|让|和|及|占(?![道地])|"
    r"达|用于|增长|下降|提高|提升|减少|增加|总(?!部)|其中|居(?!民)|位|排(?![水污])|使|确保|力争|实现|同)"
)
_NOUN_END = re.compile(r"[，。；：！？\n]|因(?!素)|(?:并|且|以便)(?=\w)")
OF_LIST = re.compile(r"(?:等|其他|共)$")


def noun_behind(text: str) -> str:
    """The noun phrase that begins right behind a number, up to where it ends."""
    if text.startswith("的"):
        text = text[1:]
    text = text[:80]
    end = _NOUN_END.search(text)
    return tidy(text[: end.start()] if end else text)[:24]


def takes_noun(left: str, quantity: Quantity) -> bool:
    """Whether the noun counted is still to come: only a verb, or nothing, stands before."""
    return not left or left[-1] == "的" or is_verb_only(left) or bool(OF_LIST.search(left))


def divide(gap: str, left: str, quantity: Quantity) -> tuple[str, str]:
    """Divides the words between two numbers: noun of the first, phrase of the second."""
    if joined := JOINED.match(gap):
        return "", gap[joined.end() :]
    if joins := _JOINS.search(gap):
        return gap[: joins.start()], ""
    takes = takes_noun(left, quantity) or gap.startswith("的")
    inner = re.search(r"[、]", gap)
    if inner and takes:
        return gap[: inner.start()], gap[inner.end() :]
    if _MEASURED.search(gap) and not (takes and VERB.search(gap, 1)):
        return "", gap
    verb = VERB.search(gap)
    counted = quantity.base in COUNTED
    if verb and verb.start() and (takes or counted) and not gap.endswith("的"):
        return gap[: verb.start()], gap[verb.start() :]
    if verb and not verb.start() and not takes:
        return "", gap
    return (gap, "") if takes or counted else ("", gap)


def before_number(text: str) -> tuple[str, Change, str]:
    """The phrase before a number: what it names, how it changes, who acts."""
    text = text[-120:].rstrip()
    if text.endswith("、"):
        # 报纸、网站、五个平台: neighbours in a list are not its phrase, their verb is.
        return tidy(leading_verbs(strip_lead(text))), "", ""
    head, cut, last = text.rpartition("、")
    if cut and VERB.match(last) and len(last) > 2 and not is_verb_only(strip_lead(head)):
        text = last  # 落实…、新增停车位: the phrase begins at the verb, but not in 整改、更新信息
    change: Change = ""
    if match := CHANGE_TO.search(text):
        text, change = text[: match.start()], "to"
    elif match := CHANGE_BY.search(text):
        text, change = text[: match.start()], "by"
    subject, rest = take_subject(text)
    return tidy(rest)[-LONGEST:], change, subject
