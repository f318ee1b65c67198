"""The words a list or a wording question looks for."""

from __future__ import annotations

import re

from assistant.asking import LIST, WORDING

_LIST_TAIL = re.compile(
    r"(?:提到|提及|写到|写了|写|涉及到?|谈到|说到|说|强调|反映|承认|指出)(?:过|了)?(?:有关|关于)?(?P<phrase>.+?)(?:的)?[？?。]*$"
)
_TAIL = re.compile(
    r"(?:这个词)?的?(?:有|是)?(?:哪些|哪几个?|多少|几)?(?:个|家|份)?(?:地方|单位|省份|省|报告|地区|街道)?(?:有哪些|有多少[份家个]?)?$"
)
# What a list asks about, behind the verb that only says that reports have it.
_HAVING = re.compile(
    r"(?:哪些|哪几个?|有几个?|几个|哪个?)(?:家|个|份)?(?:单位|报告|街道|部门|地区|省份|省|市|区|县|地方|城市|公司)(?:在[^，。]{1,8}(?:里|中|部分|段))?(?:都|也)?"
    r"(?:已|已经|还)?(?P<phrase>.+?)[？?。]*$"
)
_HAVING_VERB = re.compile(
    r"^(?:推行|实行|开展|建立|采用|使用|运用|利用|设立|成立|推出|实施|落实|组织|举办|聘请|配备|存在|有|用|给|把|对|在)了?(?=.{2})"
)


def _having(text: str) -> str:
    found = _HAVING.search(text)
    if not found:
        return ""
    phrase = _HAVING_VERB.sub("", found["phrase"].strip())
    return re.sub(r"^的|的$|[“”\"]", "", phrase)


def read_phrase(text: str) -> str:
    """What stands behind 提到 or 推行, or in quotation marks; empty where nothing does."""
    quoted = re.search(r"[“\"「『](?P<q>[^”\"」』]{2,40})[”\"」』]", text)
    listed = _LIST_TAIL.search(text) if not WORDING.search(text) else None
    if listed:
        quoted_words = re.search(r"[“\"「](?P<q>[^”\"」]{2,40})[”\"」]", listed["phrase"])
        if quoted_words:
            return quoted_words["q"]
        return _TAIL.sub("", re.sub(r"^(?:到|过|了)", "", listed["phrase"])).strip(" ,，的")
    if LIST.search(text) and not WORDING.search(text):
        return _having(text)
    if quoted and not re.fullmatch(r"[^”]*(?:安排|不足|部分|成效|举措|职责)", quoted["q"]):
        return quoted["q"]
    return ""
