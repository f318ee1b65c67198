"""A question read a second time, where the first reading found nothing: without the asker's own verbs.

老楼新装上了多少部电梯: no report says 装上. What names things must still stand in the evidence, all
of it; what only says how the asker talks need not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from assistant.clauses import without_instructions
from assistant.frame_words import LIGHT_WEIGHT
from assistant.question import Reading
from assistant.sorts import asks_aim, asks_how_much
from assistant.topic import Frequency, Term, Topic

WordClass = Callable[[str], str]

RARE = 0.003  # of the library's passages: a verb rarer than this is not the language of reports
# Conjunctions, adverbs, prepositions, pronouns, particles, measure words, interjections.
_CLOSED = frozenset("cdpruyeoqz")
_OPEN = frozenset("va")  # verbs and adjectives
# Which stage of a matter is meant is never the asker's own way of talking.
_STAGE = re.compile(
    "受理|收到|办结|审结|结案|办理|答复|批准|驳回|撤销|维持|移送|立案|查处|整改|开工|竣工|投产"
)
# A word that nobody has written down and that holds one of these is two words run together (排个).
_GRAMMAR = re.compile(r"[个了着过的地得吗呢吧这那哪啥每各某把被给帮找列排点些次第到完出]")
# 民生实事里住宅加装电梯多少部: where to look, which the evidence need not say again.
_CONTAINER = re.compile(
    r"[\u4e00-\u9fff“”]{0,8}(?:实事|任务|目标|清单|安排|部署|部分|规划|工作|指标)(?:里面?|当中|之中|中)(?:的)?(?=[^，,。]{2})"
)


def read_again(reading: Reading, word_class: WordClass, frequency: Frequency) -> Reading | None:
    """``reading`` with only what names things; None where nothing of a topic would be left."""
    topics = tuple(_loosened(topic, word_class, frequency) for topic in reading.topics)
    if any(topic is None for topic in topics):
        return None
    return replace(reading, topics=tuple(topic for topic in topics if topic is not None))


def _loosened(topic: Topic, word_class: WordClass, frequency: Frequency) -> Topic | None:
    """The topic without soft terms; None where nothing that names a thing would be left."""
    kept = tuple(t for t in topic.terms if not _is_soft(t, topic, word_class, frequency))
    by_name = topic.sort == "value" and not asks_how_much(without_instructions(topic.question))
    if by_name and len(kept) == len(topic.terms):
        return replace(topic, sort="text")  # an indicator named by itself may be told in words
    if topic.aim and not asks_aim(topic.question.replace("预计", "")):
        topic = replace(topic, aim=False)  # 预计 is also said of a year that has just ended
    if topic.aim and topic.measures == frozenset({"%"}):
        topic = replace(topic, measures=None)  # a target set as an amount after all
    named = [term for term in kept if term.weight > LIGHT_WEIGHT]
    return replace(topic, terms=kept, loosened=True) if named else None


def _is_soft(term: Term, topic: Topic, word_class: WordClass, frequency: Frequency) -> bool:
    if term.weight <= LIGHT_WEIGHT:
        return False
    if _STAGE.search(term.word):
        return False
    if any(term.word in found.group() for found in _CONTAINER.finditer(topic.question)):
        return True
    if re.search(rf"[为给向替帮]{re.escape(term.word)}(?:们)?[减免挽退提送发化解]", topic.question):
        return True  # 为企业减免: whom it was done for
    if re.search(rf"{re.escape(term.word)}方面", topic.question):
        return True  # the field that it is from
    if term.word.endswith("性") and f"{term.word}的" in topic.question:
        return True
    tag = word_class(term.word)
    if tag and tag[0] in _CLOSED:
        return True
    if tag[:1] in _OPEN and tag not in ("vn", "an"):
        return frequency(term.word) < RARE or _is_predicate(term, topic)
    return not tag and frequency(term.word) == 0 and bool(_GRAMMAR.search(term.word))


def _is_predicate(term: Term, topic: Topic) -> bool:
    """村超带来了什么: the verb before 什么 is the question's own."""
    if topic.sort not in ("text", "items"):
        return False
    return bool(re.search(rf"{re.escape(term.word)}了?(?:什么|哪些|啥)", topic.question))


def said_freely(reading: Reading, freer: Reading) -> tuple[str, ...]:
    """What the reader should know of a second reading: which words nobody was found to say."""
    notes: list[str] = []
    for asked, kept in zip(reading.topics, freer.topics, strict=True):
        left = {term.word for term in kept.terms}
        dropped = [t.word for t in asked.terms if t.word not in left]
        if dropped and left:
            words = "".join(f"“{word}”" for word in dropped)
            notes.append(
                f"报告中没有{words}的说法，按“{'、'.join(t.word for t in kept.terms)}”查找"
            )
    return tuple(notes)
