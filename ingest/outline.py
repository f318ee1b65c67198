"""The tree of sections: numbering as offices really use it, and the role of each section."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.patterns import HEADING_MARK, is_date_line, is_title_line
from ingest.roles import closing_start, looks_ahead, role_of_heading
from ingest.types import Role, Section

_CHINESE = {c: i for i, c in enumerate("〇一二三四五六七八九")}
_HEADING_LIMIT = 60
_PLAIN_LIMIT = 32
_CONTENTS_WITHIN, _CONTENTS_LIMIT = 15, 120  # lines
_PAGE = re.compile(
    r"[\s.．…·—-]*[0-9]{1,3}$"
)  # the page that an entry of a table of contents names
_SKIPPED = 1  # numbers that an author leaves out while changing the style of numbering
_RUNNING = re.compile(r"[，。,；]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    """A numbered line.

    Attributes:
        style: "chapter" 第一章, "han" 一、, "han()" （一）, "digit" 1., "digit()" (1), "plain".
        number: 1, 2 …; 0 for a heading without one.
        start: offset of the line.
        end: offset behind the heading's words.
    """

    style: str
    number: int
    start: int
    end: int
    heading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Open:
    style: str
    number: int


_RANK = {"plain": 0, "chapter": 0, "han": 1, "han()": 2, "digit": 3, "digit()": 4}
# Styles that authors take for one another: 1、 stands for 一、 and (4) for （四）.
_KIN = {"han": "bare", "digit": "bare", "han()": "brackets", "digit()": "brackets"}


def chinese_number(word: str) -> int:
    """1-99 from 一 … 九十九 or digits; 0 when it is neither."""
    if word.isdigit():
        return int(word)
    tens, _, ones = word.rpartition("十") if "十" in word else ("", "", word)
    if any(c not in _CHINESE for c in tens + ones):
        return 0
    high = (_CHINESE[tens[-1]] if tens else 1) if "十" in word else 0
    return high * 10 + (_CHINESE[ones[-1]] if ones else 0)


def _style(mark: str) -> tuple[str, int]:
    inner = re.sub(r"[^一二三四五六七八九十百0-9０-９]", "", mark)
    number = chinese_number(inner)
    if mark.startswith("第"):
        return "chapter", number
    base = "digit" if inner.isdigit() else "han"
    return (f"{base}()" if mark.lstrip()[0] in "（(" else base), number


def _heading_end(line: str, mark_end: int) -> int:
    """Where the heading's words end: the whole line, or its first sentence."""
    if len(line) <= _HEADING_LIMIT and "。" not in line[:-1]:
        return len(line)
    stop = re.search(r"[。：:；;]|[！!](?!”)", line[mark_end : mark_end + _HEADING_LIMIT])
    if stop:
        return mark_end + stop.end()
    comma = re.search(r"[，,]", line[mark_end : mark_end + _HEADING_LIMIT])
    return mark_end + comma.start() if comma else min(len(line), mark_end + 30)


def _is_plain_heading(line: str, following: str, year: int | None, genre: str | None) -> bool:
    """An unnumbered heading: a short line without a full stop whose words name a role."""
    if not 3 <= len(line) <= _PLAIN_LIMIT or re.search(r"[。；;！!？?：:，,]", line):
        return False
    if is_title_line(line) and not re.search(r"情况$|总结$", line):
        return False
    if is_date_line(line) or not (HEADING_MARK.match(following) or _RUNNING.search(following)):
        return False
    return role_of_heading(line, year, genre) is not None


def _contents(lines: list[str]) -> range:
    """The lines of a table of contents: from 目录 to where its first entry comes again."""
    begin = next((i for i, line in enumerate(lines[:_CONTENTS_WITHIN]) if line == "目录"), None)
    entries: set[str] = set()
    if begin is None:
        return range(0)
    for index in range(begin + 1, min(len(lines), begin + _CONTENTS_LIMIT)):
        line = lines[index]
        entry = _PAGE.sub("", line) if len(line) <= _HEADING_LIMIT + 20 else line
        if line == entry and entry in entries:
            return range(begin, index)
        entries.add(entry)
    return range(0)


def _marks(text: str, year: int | None, genre: str | None) -> list[_Mark]:
    marks: list[_Mark] = []
    lines = text.split("\n")
    contents = _contents(lines)
    offset = 0
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else ""
        match = HEADING_MARK.match(line) if "\t" not in line else None  # a row of a table is none
        if index in contents:
            pass
        elif match:
            style, number = _style(match.group())
            end = _heading_end(line, match.end())
            heading = line[:end].rstrip("。：:；;")
            marks.append(
                _Mark(style=style, number=number, start=offset, end=offset + end, heading=heading)
            )
        elif index and _is_plain_heading(line, following, year, genre):
            end = offset + len(line)
            marks.append(_Mark(style="plain", number=0, start=offset, end=end, heading=line))
        offset += len(line) + 1
    return marks


def _depth(stack: list[_Open], mark: _Mark) -> int:
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


def _nest(marks: list[_Mark]) -> list[tuple[int, _Mark]]:
    stack: list[_Open] = []
    nested: list[tuple[int, _Mark]] = []
    for mark in marks:
        depth = _depth(stack, mark)
        stack = [*stack[:depth], _Open(style=mark.style, number=mark.number)]
        nested.append((depth, mark))
    return nested


def _ends(nested: list[tuple[int, _Mark]], stop: int) -> list[int]:
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
    marks = _marks(text, year, genre)
    stop = closing_start(text, [mark.start for mark in marks])
    nested = _nest([mark for mark in marks if mark.start < stop])
    first = nested[0][1].start if nested else stop
    sections: list[Section] = []
    if first > 0:
        opening: Role = "opening" if nested else "other"
        sections.append(Section(heading="", path=(), role=opening, start=0, end=first))
    tree = _tree(nested, stop, year, genre)
    sections.extend(_default_roles(tree, text, year, genre) if genre else tree)
    if stop < len(text):
        sections.append(Section(heading="", path=(), role="closing", start=stop, end=len(text)))
    return tuple(sections)


def _tree(
    nested: list[tuple[int, _Mark]], stop: int, year: int | None, genre: str | None
) -> list[Section]:
    sections: list[Section] = []
    open_sections: list[Section] = []
    for (depth, mark), end in zip(nested, _ends(nested, stop), strict=True):
        open_sections = open_sections[:depth]
        inherited: Role = open_sections[-1].role if open_sections else "other"
        own = role_of_heading(mark.heading, year, genre) if inherited == "other" else inherited
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
