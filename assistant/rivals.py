"""How a figure stands among the others of its sentence and its report."""

from __future__ import annotations

import re

from assistant.bearing import SYNONYM, bears, excess, share
from assistant.frame_words import LIGHT_WEIGHT
from assistant.statements import Counted, Statements
from assistant.topic import Topic
from ingest.measures import comparable
from ingest.types import Figure

ALONE_SHARE = 0.95  # of the asked words' weight, for a figure that has no rival in its sentence


# What a number without a measure is counted in, as its indicator ends (旅居人数389.75万).
_IMPLIED = (
    ("人次", "人次"),
    ("人数", "人"),
    ("人口", "人"),
    ("户数", "户"),
    ("件数", "件"),
    ("家数", "家"),
)


def base_of(figure: Figure) -> str:
    """The base that a figure is counted in, from its indicator where it names no measure."""
    if figure.base:
        return figure.base
    return next((base for end, base in _IMPLIED if figure.indicator.endswith(end)), "")


_SINCE_FIGURE = re.compile(r"[0-9]|[；;]")


def is_alone(topic: Topic, statements: Statements, counted: Counted, held: str) -> bool:
    """推进长护险提质扩面，新增参保人数1500万人: all that is asked stands in the clauses before and in
    the figure's own, and no other figure of the sentence is counted so."""
    before = _SINCE_FIGURE.split(counted.earlier)[-1]
    if share(topic, [(held, 1.0), (before, 1.0)]) < ALONE_SHARE:
        return False
    base = base_of(counted.figure)
    return not any(
        other is not counted
        and other.sentence is counted.sentence
        and comparable(base_of(other.figure), base)
        for other in statements.counted
    )


def names_part(topic: Topic, counted: Counted) -> bool:
    """铁路营业里程达到12.1万公里，其中高速铁路超过1.9万公里: 高铁营业里程 names the part by all that it
    is called, and by what it is a part of."""
    if not counted.parent or not counted.indicator:
        return False
    its_own = any(
        bears(term, counted.indicator) >= SYNONYM and not bears(term, counted.parent)
        for term in topic.terms
        if term.weight > LIGHT_WEIGHT
    )
    return its_own and excess(topic, counted.indicator) == 0


def is_unique(statements: Statements, counted: Counted) -> bool:
    """The only figure of the report that is counted so (92.3分)."""
    base = base_of(counted.figure)
    return not any(o is not counted and base_of(o.figure) == base for o in statements.counted)


_THINGS = re.compile(
    r"(?:的)?[\u4e00-\u9fff]{0,6}(?:项目|企业|工程|老人|老年人|人员|人群|儿童|家庭|单位|园区|乡镇|产业|平台|集群|设备|锅炉|住宅|建筑|医院|学校|景区|商场|公司|农户|合作社|处罚|案件)"
)


def is_threshold(text: str, figure: Figure) -> bool:
    """10亿元以上项目, 65岁以上老人: a number that says which things are meant, and counts none."""
    bounded = text[max(figure.start, figure.end - 2) : figure.end] in ("以上", "以下", "以内")
    return bounded and bool(_THINGS.match(text[figure.end : figure.end + 12]))
