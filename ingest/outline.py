"""The tree of sections: numbering as offices really use it, and the role of each section."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.headings import Mark, marks_of
from ingest.roles import closing_start, looks_ahead, role_of_heading
from ingest.types import Role, Section

# What 一、, 二、 say of themselves, wherever they stand.
_ROLES_OF_THEIR_OWN = ("problems", "plan", "leader")
_SKIPPED = 1  # numbers that an author leaves out while changing the style of numbering


@dataclass(frozen=True, slots=True, kw_only=True)
class _Open:
    style: str
    number: int


_RANK = {"plain": 0, "chapter": 0, "han": 1, "han()": 2, "digit": 3, "digit()": 4}
# Styles that authors take for one another: 1、 stands for 一、 and (4) for （四）.
_KIN = {"han": "bare", "digit": "bare", "han()": "brackets", "digit()": "brackets"}


def _depth(stack: list[_Open], mark: Mark) -> int:
    """At which depth (0 = top) ``mark`` joins the headings that are open.

    The author's sequence decides before the custom of styles: (4) behind （三） is its sibling,
    二、 behind 1、 too.
    """
    if not stack or mark.style == "plain":
        return 0
    for depth in range(len(stack) - 1, -1, -1):
        here = stack[depth]
        if here.style == mark.style and (mark.number > here.number or mark.number > 1):
            return depth
    for depth in range(len(stack) - 1, -1, -1):
        here = stack[depth]
        kin = here.style != mark.style and _KIN.get(here.style) == _KIN.get(mark.style)
        if kin and here.number < mark.number <= here.number + _SKIPPED + 1:
            return depth
    for depth in range(len(stack) - 1, -1, -1):
        if stack[depth].style == mark.style:  # numbering that begins again without a parent
            return depth
    if mark.number != 1 or mark.style in ("han", "chapter"):
        for depth, here in enumerate(stack):
            if _RANK[here.style] > _RANK[mark.style]:
                return depth
    return len(stack)


def _nest(marks: list[Mark]) -> list[tuple[int, Mark]]:
    stack: list[_Open] = []
    nested: list[tuple[int, Mark]] = []
    for mark in marks:
        depth = _depth(stack, mark)
        stack = [*stack[:depth], _Open(style=mark.style, number=mark.number)]
        nested.append((depth, mark))
    return nested


def _ends(nested: list[tuple[int, Mark]], stop: int) -> list[int]:
    """Where each section ends: at the next one of its depth or above. One pass from behind."""
    ends = [stop] * len(nested)
    following: list[int] = []  # start of the nearest later mark, for each depth
    for index in range(len(nested) - 1, -1, -1):
        depth, mark = nested[index]
        ends[index] = min(following[: depth + 1], default=stop)
        del following[depth + 1 :]
        following.extend([ends[index]] * (depth - len(following)))
        following[depth:] = [mark.start]
    return ends


def outline(text: str, *, year: int | None, genre: str | None) -> tuple[Section, ...]:
    """Sections in document order, parents before children; the top ones tile the text.

    The text before the first heading is the opening, the signature and the last paragraph that
    looks ahead are the closing; both have an empty heading.
    """
    marks = [mark for mark in marks_of(text, year, genre) if not _is_caption(mark)]
    stop = closing_start(text, [mark.start for mark in marks])
    nested = _nest([mark for mark in marks if mark.start < stop])
    first = nested[0][1].start if nested else stop
    sections: list[Section] = []
    if first > 0:
        opening: Role = "opening" if nested else "other"
        sections.append(Section(heading="", path=(), role=opening, start=0, end=first))
    tree = _tree(nested, stop, year, genre)
    tree = _default_roles(tree, text, year, genre) if genre else tree
    tree = [_below_turn(one, tree, text, year) for one in tree]
    sections.extend(piece for one in tree for piece in _turning(one, tree, text, year))
    if stop < len(text):
        sections.append(Section(heading="", path=(), role="closing", start=stop, end=len(text)))
    return tuple(sections)


_CAPTION = re.compile(
    r"附(?:件|表)?[0-9一二三]?\s*[:：]?.{2,40}(?:表|台账|清单)|.{2,40}(?:情况|统计|一览|数据|指标|明细)表"
)


def _is_caption(mark: Mark) -> bool:
    """Whether an unnumbered line stands above a table: it begins no part of the report."""
    return mark.style == "plain" and bool(_CAPTION.fullmatch(mark.heading))


# 存在问题和下一步打算: from here on the section plans.
_AHEAD = "(?:针对(?:上述|以上|存在的?)问题，)?(?:下一?步|下一?阶段|今后一段时期|新的一年"
_PLANS = "(?:打算|计划|安排|重点|工作)"


def _turn(section: Section, text: str, year: int | None) -> re.Match[str] | None:
    """Where a section on problems turns to what is planned (下一步，…; 2025年打算：)."""
    dated = rf"|{year + 1}年(?:度)?(?=[，,：:]|[^，。；]{{0,6}}{_PLANS})" if year else ""
    turning = re.compile(rf"(?<=[。；;\n])\s*(?={_AHEAD}|下(?:一)?年度{_PLANS}{dated}))")
    return turning.search(text, section.start + len(section.heading) + 1, section.end)


def _below_turn(section: Section, tree: list[Section], text: str, year: int | None) -> Section:
    """An item of a section on problems that stands below its turn to plans is planned."""
    above = [p for p in tree if p.role == "problems" and p.start < section.start < p.end]
    turns = (_turn(one, text, year) for one in above)
    if section.role == "problems" and any(t and t.end() <= section.start for t in turns):
        return replace(section, role="plan")
    return section


def _turning(section: Section, tree: list[Section], text: str, year: int | None) -> list[Section]:
    """A section on problems that runs into plans, as two; any other as it is."""
    leaf = not any(section.start < one.start < section.end for one in tree)
    turn = _turn(section, text, year) if section.role == "problems" and leaf else None
    if turn is None:
        return [section]
    return [
        replace(section, end=turn.end()),
        replace(section, heading="", role="plan", start=turn.end()),
    ]


def _tree(
    nested: list[tuple[int, Mark]], stop: int, year: int | None, genre: str | None
) -> list[Section]:
    sections: list[Section] = []
    open_sections: list[Section] = []
    for (depth, mark), end in zip(nested, _ends(nested, stop), strict=True):
        open_sections = open_sections[:depth]
        inherited: Role = open_sections[-1].role if open_sections else "other"
        own = role_of_heading(mark.heading, year, genre)
        if inherited != "other" and not (mark.style == "han" and own in _ROLES_OF_THEIR_OWN):
            own = inherited
        section = Section(
            heading=mark.heading,
            path=(*(s.heading for s in open_sections), mark.heading),
            role=own or "other",
            start=mark.start,
            end=end,
        )
        open_sections.append(section)
        sections.append(section)
    return sections


def _default_roles(
    sections: list[Section], text: str, year: int | None, genre: str
) -> list[Section]:
    """Roles for top sections without a telling heading, and for what stands under them.

    Their first words may tell that they look ahead. Before the plan they tell what was done;
    behind it, those of a 政府工作报告 go on planning.
    """
    planned = False
    filled: list[Section] = []
    current: Role = "other"
    for section in sections:
        if len(section.path) == 1:
            current = section.role
            if current == "other" and role_of_heading(section.heading, None, genre) is None:
                body = text[section.start + len(section.heading) : section.end]
                ahead = planned and genre == "政府工作报告"
                after: Role = "other" if planned else "measures"
                current = "plan" if ahead or looks_ahead(body, year, genre) else after
            planned = planned or current == "plan"
        filled.append(replace(section, role=current if section.role == "other" else section.role))
    return filled
