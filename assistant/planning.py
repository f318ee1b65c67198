"""Follow-ups for the plan of what was asked before: 目标呢, 2025年打算新增多少."""

from __future__ import annotations

import re

_AIM_ONLY = re.compile(
    r"(?:想|打算|计划|要|准备|力争|争取|希望|预计|安排|定)+(?:做到|达到|干到|做|达|实现|完成|增加到|增至|提高到|降到|降至|保持在?|搞到|到)?|(?:定的?|设定的?|预期|增长|今年|当年)*(?:目标|预期目标|计划数?)(?:值|数)?(?:是|为)?(?:突破|达到?|超过|增长|做到|实现)?"
)
_AIMING = re.compile(r"(?:想|打算|计划|准备|力争|争取|希望|预计|安排|要|拟)+(?:再)?")


def plan_asked(rest: str, before: str) -> str | None:
    """The verb of a follow-up that asks for the plan of what was asked before; empty where it has
    none (目标呢), None where it asks something else.

    Args:
        rest: what is left of it without names, years and question words.
        before: the question before.
    """
    if _AIM_ONLY.fullmatch(rest):
        return ""
    aiming = _AIMING.match(rest)
    verb = rest[aiming.end() :] if aiming is not None else ""
    return verb if verb and verb in before else None


_VERBS = re.compile(
    r"(?:(?:20)?[0-9]{2}年(?:度|底|末)?|全省|全市|全年|新|已经?|累计|共|一共)*(?:开工|开展|完成|实施|启动|建成|新建|新增|投入|组织|推进)*(?:了|的)?"
)


def only_verbs(words: str) -> bool:
    """Whether what stands before a verb names nothing (2024年新开工 before 改造老旧小区)."""
    return _VERBS.fullmatch(words) is not None
