"""What a figure counts that its own clause does not name: its bare verb leans on what stands before.

加强执法培训，计划举办15场次; 建设高标准农田1040万亩，累计建成1.2亿亩; 高速公路452公里、总里程达8784公里.
"""

from __future__ import annotations

import re

from ingest.sentences import trim
from ingest.types import Figure

CLAUSE = re.compile(r"[，,；;。！？!?：:\n\t]")
_CLAUSE_MARKS = frozenset("，,；;。！？!?：:\n\t")  # the same, for looking back
_BARE_VERB = re.compile(
    "(?:计划|预计|拟|全年|累计|共|已|将|力争|每年|不少于)*(?:举办|开展|组织|实施|完成|办理|召开|进行|安排|新增|建成|达到?|突破|实现)+(?:了)?"
)
BARE_CHANGE = re.compile("(?:同比)?(?:增长|下降|提高|上升|增加|减少|提升|回落|降低)")
# What there is of a thing altogether, behind what was added to it.
_TOTAL_OF_IT = re.compile(r"总(?:里程|面积|量|数|长度|规模|额|人数|户数|装机|装机容量|数量|产量)")
_PROPERTY_OF_IT = re.compile(
    r"总?(?:建筑|占地)?面积|总投资额?|投资额|总金额|总额|总长度?|总里程|总产值|总重量?"
)
_NO_SUBJECT = re.compile(
    r"(?:^|[，,；;。、\n])(?:全年|年均|[全我本][省市区县州])(?:增长|增速)[^，。；]{0,3}$"
)


def clause_around(text: str, start: int, end: int, low: int, high: int) -> tuple[int, int]:
    """The comma clause of ``text[low:high]`` that holds ``text[start:end]``."""
    left = start
    while left > low and text[left - 1] not in _CLAUSE_MARKS:
        left -= 1
    mark = CLAUSE.search(text, end, high)
    return trim(text, max(left, low), mark.start() if mark else high)


def clause_before(text: str, figure: Figure, zone: tuple[int, int], low: int, taken: int) -> str:
    """What a bare verb counts (加强执法培训，计划举办15场次): the clause before it.

    Args:
        zone: the words of the figure's own.
        low: where its sentence begins.
        taken: where the figure before it ends.
    """
    if not _BARE_VERB.fullmatch(figure.indicator) or zone[0] <= max(low, taken):
        return ""
    start, end = clause_around(text, zone[0] - 1, zone[0] - 1, low, zone[0])
    return text[max(start, taken) : end]


def of_the_economy(text: str, figure: Figure, low: int) -> str:
    """顶住经济下行压力，…全年增长4.8%: growth that names no subject is the economy's."""
    before = text[low : figure.start]
    rate = figure.change == "by" and figure.base == "%"
    return "经济增长" if rate and _NO_SUBJECT.search(before) and "经济" in before else ""


def gone_on(text: str, figure: Figure, last: Figure, counted: str) -> str:
    """建设高标准农田1040万亩，累计建成1.2亿亩: a bare verb goes on with what was counted before.

    Args:
        last: the figure before it in the sentence.
        counted: what that one counts.
    """
    between = text[last.end : figure.start]
    if BARE_CHANGE.fullmatch(figure.indicator) and len(between) < 8 and "，" not in between:
        return counted  # 汽车产量保持40%以上增长、达357万辆
    if _PROPERTY_OF_IT.fullmatch(figure.indicator) and re.fullmatch(
        rf"[、，,]{re.escape(figure.indicator)}(?:达到?|为|约|超过?)?", between
    ):
        return counted  # 累计建设839个海外仓、总面积1210万平方米
    if last.base != figure.base:
        return ""
    if _TOTAL_OF_IT.fullmatch(figure.indicator) and len(between) < len(figure.indicator) + 4:
        return last.indicator  # 建成高速公路452公里、总里程达8784公里
    if not _BARE_VERB.fullmatch(figure.indicator):
        return ""
    return last.indicator if len(between) < 12 and not re.search("[。；;]", between) else ""
