"""A topic held less strictly, for where another statement bears it out: a plan its result, the other
rows of a column a silent one."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.frame_words import LIGHT_WEIGHT
from assistant.text import folded
from assistant.topic import Term, Topic

# Verbs of making: a plan 新建s what a report then says is 建成.
MAKING = re.compile(
    "新建|改建|扩建|新改建|建设|改造|建成|开工|新开工|竣工|筹集|筹措|筹建|发放|培育|引进|增补|解决|打造|实施|开通|投放|布局|建起|开办"
)
_SHORT = 10  # characters of a name that is taken as one word
# What a place is called after what is done there: 助餐点, 助餐场所, 助餐服务站.
_PLACE = re.compile(r"(?:服务)?(?:网点|场所|中心|设施|机构|站点|点|站|处|所)$")


def lenient(topic: Topic) -> Topic:
    """The topic with its verbs of making light, and a short name as one word that may have something
    put in or another word for the place at its end (老年助餐点, 老年助餐服务点, 老年助餐场所)."""
    terms = [
        replace(t, weight=LIGHT_WEIGHT) if MAKING.fullmatch(t.word) else t for t in topic.terms
    ]
    heavy = [t for t in terms if t.weight > LIGHT_WEIGHT]
    if not heavy:
        return topic
    name = re.sub(r"的|[（(].*?[)）]", "", folded(topic.text))
    for term in terms:
        if term.weight <= LIGHT_WEIGHT:
            name = name.replace(term.word, "")
    if 4 <= len(name) <= _SHORT and re.fullmatch("[\u4e00-\u9fff]+", name):
        core = _PLACE.sub("", name)
        forms = (name, core) if len(core) >= 4 else (name,)
        terms = [Term(word=name, forms=forms, parts=(), weight=sum(t.weight for t in heavy))]
    asked = f"{topic.question}的目标"  # what is counted may be told as a growth
    return replace(topic, terms=tuple(terms), question=asked)
