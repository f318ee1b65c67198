"""Aspects of a question that leave out what they are about: it was said in the one before."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.frame_words import LIGHT_WEIGHT
from assistant.topic import Term, Topic


def with_reasons_joined(topics: list[Topic]) -> list[Topic]:
    """律师资源不够，原因是什么: the reason of what stands before it."""
    found: list[Topic] = []
    for topic in topics:
        bare = topic.sort == "reason" and all(t.word in ("原因", "成因") for t in topic.terms)
        if bare and found and found[-1].sort == "text":
            topic = replace(found.pop(), sort="reason", question=topic.question)
        found.append(topic)
    return found


# 立了多少件案？审结多少: what became of the cases spoken of before.
_OUTCOME = re.compile(
    r"(?:受理|办结|审结|结案|立案|化解|调解|调解成功|批准|驳回|撤销|维持|败诉|胜诉|答复|办理|查处|收到|新收)"
)


# 非法行医案多少件？这类案件罚没多少: of what was asked before.
_OF_THESE = re.compile(r"(?:这|那|该|此)(?:一?类|些|部分|批)")


def leaning(topic: Topic, first: Topic) -> Topic:
    """An aspect that names no subject of its own, with that of the first."""
    if _OF_THESE.match(topic.text):
        own = tuple(t for t in topic.terms if t not in first.terms)
        return replace(topic, terms=(*first.terms, *own))
    if topic.bare_measure or topic.empty:
        return replace(topic, terms=(*first.terms, *_light(topic)))
    rate = topic.measures is not None and "%" in topic.measures
    if not rate and all(_OUTCOME.fullmatch(term.word) for term in topic.terms):
        subject = tuple(t for t in first.terms if not _OUTCOME.fullmatch(t.word))
        if any(t.weight > LIGHT_WEIGHT for t in subject):
            return replace(topic, terms=(*subject, *topic.terms))
    return topic


def _light(topic: Topic) -> tuple[Term, ...]:
    """The verb that tells a leaning aspect from what it leans on (计划建…多少，建成多少)."""
    return tuple(term for term in topic.terms if term.weight <= LIGHT_WEIGHT)
