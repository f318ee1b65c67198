"""The words a list or a wording question looks for."""

from __future__ import annotations

import re

from assistant.asking import LIST, MENTION, WORDING

# Behind what is looked for: who has it, how many, 列出.
_TAIL = re.compile(
    r"[，,](?:请|并|再)?(?:统计|列|数|说|给|标|分别|各)[^，]*$|"
    r"(?:这个|这一)?(?:词|词语|说法|字眼|提法|概念|字样|关键词)?的?(?:都|各|分别|总共|一共)?(?:有|是)?"
    r"(?:哪|几|多少|谁|列出|名单|(?:[省市区县]级)?(?:行政区|政府)?(?:个|家|份)?(?:地方|单位|省份|省区?市?|报告|地区|街道|部门|区县)(?:有|是|都|列|名|数|，|[？?。]|$)|，|。|[？?]|$).*$"
)
# What a list asks about, behind the verb that only says that reports have it.
_HAVING = re.compile(
    r"(?:哪些|哪几个?|有几个?|几个|哪个?)(?:家|个|份)?(?:单位|报告|街道|部门|地区|省份|省|市|区|县|地方|城市|公司)(?:在[^，。]{1,8}(?:里|中|部分|段))?(?:都|也)?"
    r"(?:已经|已|还)?(?P<phrase>[^？?。]+?)[？?。]*$"
)
_HAVING_VERB = re.compile(
    r"^(?:给出|报出|报告|公布|写明|列出|披露|推行|实行|开展|建立|采用|使用|运用|利用|设立|成立|推出|实施|落实|组织|举办|聘请|配备|存在|有|用|给|把|对|在)了?(?=.{2})"
)


# What is looked for stands first: 大食物观有哪些省提到, 大食物观在几份报告里出现过.
_BEFORE = re.compile(
    rf"^(?:关于|有关)?(?P<phrase>(?!列出|哪|谁|有|各)[^，。]{{2,30}}?)(?:这个词|一词|的提法)?，?(?:在[^，。]{{0,14}}?)?(?:都|分别|总共|一共)?(?:有|是)?"
    rf"(?:哪些|哪几|多少|几|谁)[个家份]?(?:单位|报告|街道|部门|地区|省份|省市?|市|区县?|县|地方|城市)?(?:的报告|报告)?(?:里|中|都)*"
    rf"(?:{MENTION}|有(?:相关)?(?:表述|提法|论述|内容|部署)?)(?:了|过|到|的)*[？?。]*$"
)
_SAID = re.compile(r"(?:提到|提及|写到|写了|谈到|说到)(?:过|了)?(?:有关|关于)?(?P<phrase>.+)$")
_REFLECTED = re.compile(r"(?:写|反映|承认|指出|说)(?:过|了)?(?:有关|关于)?(?P<phrase>.+)$")


def _having(text: str) -> str:
    found = _HAVING.search(text)
    if not found:
        return ""
    phrase = _HAVING_VERB.sub("", found["phrase"].strip())
    return re.sub(r"^的|的$|[“”\"]", "", phrase)


def read_phrase(text: str) -> str:
    """What stands behind 提到 or 推行, or in quotation marks; empty where nothing does."""
    quoted = re.search(r"[“\"「『](?P<q>[^”\"」』]{2,40})[”\"」』]", text)
    before = _BEFORE.match(text) if LIST.search(text) and not quoted else None
    if before:
        return before["phrase"].strip(" ,，的")
    if WORDING.search(text) and not LIST.search(text):
        listed = None
    elif LIST.search(text):
        listed = re.search(MENTION + r"(?:有关|关于)?(?P<phrase>.+)$", text) or _REFLECTED.search(
            text
        )
    else:
        listed = _SAID.search(text) or _REFLECTED.search(text)
    if listed:
        quoted_words = re.search(r"[“\"「](?P<q>[^”\"」]{2,40})[”\"」]", listed["phrase"])
        if quoted_words:
            return quoted_words["q"]
        return _TAIL.sub("", re.sub(r"^(?:到|过|了)", "", listed["phrase"])).strip(" ,，的")
    if LIST.search(text) and not WORDING.search(text):
        return _having(text) or (quoted["q"] if quoted else "")
    if quoted and not re.fullmatch(r"[^”]*(?:安排|不足|部分|成效|举措|职责)", quoted["q"]):
        return quoted["q"]
    return ""
