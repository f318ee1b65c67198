"""Numbers that belong to things named one by one before: 甲、乙分别新增65家和30家."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.counted import Context, Reading
from ingest.gaps import LONGEST, NO_NOUN, before_number, noun_behind
from ingest.phrases import CHANGE_BY, CHANGE_TO, strip_lead, take_subject, tidy

_EACH = re.compile(r"[，,\s]*(?:同比|比上年|较上年|均|又|各)*分别[\u4e00-\u9fff]{0,6}")
_LIST = re.compile(r"[、,，]|以及|(?<![调总])和|(?<![涉惠普])及(?!格)|(?<![参])与(?!会)")


def _members(listed: str, count: int) -> list[str]:
    """The ``count`` members of a list, each with the head they share; [] if it has not so many."""
    parted = listed.replace("”“", "”、“")
    names = [name.strip() for name in _LIST.split(parted) if name.strip()]
    if len(names) == 1 and count == 2 and "城乡" in listed:
        return [listed.replace("城乡", "城镇"), listed.replace("城乡", "农村")]
    if len(names) != count:
        return []
    size = len(names[0])
    if size <= 4 and all(len(name) == size for name in names[:-1]) and len(names[-1]) >= size + 2:
        return [name + names[-1][size:] for name in names[:-1]] + names[-1:]  # 粮食、油料作物面积
    return names


_TOTALS = re.compile(
    r"[，,\s]*(?:目前|现|均|已|并)?(?:累计|总数|总量|合计)?(?:已|分别)*(?:达到?|为|增至|升至|超过|突破)?(?:分别)?"
)


def go_on(head: str, gaps: Sequence[str], context: Context) -> list[Reading] | None:
    """累计达到1016家、591家 behind 甲、乙分别新认定60家、30家: of the same two, in the same order."""
    members = context.members
    if len(gaps) + 1 != len(members) or any(_LIST.sub("", gap).strip() for gap in gaps):
        return None
    respectively = "分别" in head and _EACH.fullmatch(head)
    if not respectively and not (context.divided and _TOTALS.fullmatch(head)):
        return None
    if respectively:
        _, change, _ = before_number(head.partition("分别")[2])
        return [
            Reading(indicator=member, change=change, subject=context.subject) for member in members
        ]
    return [
        Reading(indicator=_ADDING.sub("", member), change="to", subject=context.subject)
        for member in members
    ]


_ADDING = re.compile(r"新(?:增|认定|建|设|开|引进|培育)|净增|增加")


def distribute(raw: str, gaps: Sequence[str], tail: str, context: Context) -> list[Reading] | None:
    """甲、乙分别新增65家和30家: each number goes to its own member of the list before 分别."""
    count = len(gaps) + 1
    if count < 2 or any(_LIST.sub("", gap).strip() for gap in gaps):
        return None
    before, found, behind = raw.rpartition("分别")
    if not found:
        # 事故起数、死亡人数下降17.6%、11.6%: the same without the word.
        change_at = CHANGE_TO.search(raw) or CHANGE_BY.search(raw)
        if change_at is None:
            return None
        before, behind = raw[: change_at.start()], change_at.group()
    subject, listed = take_subject(strip_lead(before or context.clause))
    names = _members(listed, count)
    if not names:
        return None
    what, change, _ = before_number(behind)
    noun = "" if change or NO_NOUN.match(tail) else noun_behind(tail)
    return [
        Reading(
            indicator=(tidy(name) + what + noun)[-LONGEST:],
            change=change,
            subject=subject or context.subject,
        )
        for name in names
    ]
