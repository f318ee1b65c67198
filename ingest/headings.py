"""Which lines are headings: numbered in one of the ways that offices number, or telling a role."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.patterns import HEADING_MARK, is_date_line, is_title_line
from ingest.roles import role_of_heading

_CHINESE = {c: i for i, c in enumerate("〇一二三四五六七八九")}
_HEADING_LIMIT = 60
_PLAIN_LIMIT = 32
_CONTENTS_WITHIN, _CONTENTS_LIMIT = 15, 120  # lines
_PAGE = re.compile(
    r"[\s.．…·—-]*[0-9]{1,3}$"
)  # the page that an entry of a table of contents names
_COUNTER = re.compile(r"(?:PART|Part|第)?\s*\.?\s*0([1-9])(?:部分)?")  # 01 on a line of its own
_ANNEX = re.compile(r"附[件表录]?\s*[0-9一二三四五六]?\s*[:：]\s*\S[^。；，]{2,40}")
_RUNNING = re.compile(r"[，。,；]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
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


def _is_named(line: str) -> bool:
    """Whether a line below a bare counter (01) is the heading that it counts."""
    return 3 <= len(line) <= _PLAIN_LIMIT and not re.search(r"[。；;！!？?：:，,\t]", line)


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


def marks_of(text: str, year: int | None, genre: str | None) -> list[Mark]:
    """The headings of a text in order, those of a table of contents left out.

    Args:
        year: of the report, and
        genre: its kind: what a heading without a number says depends on them.
    """
    marks: list[Mark] = []
    lines = text.split("\n")
    contents = _contents(lines)
    offset = 0
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else ""
        match = HEADING_MARK.match(line) if "\t" not in line else None  # a row of a table is none
        if index in contents:
            pass
        elif (counted := _COUNTER.fullmatch(line)) and _is_named(following):
            end = offset + len(line) + 1 + len(following)
            marks.append(
                Mark(
                    style="chapter",
                    number=int(counted[1]),
                    start=offset,
                    end=end,
                    heading=following,
                )
            )
        elif index and _COUNTER.fullmatch(lines[index - 1]) and _is_named(line):
            pass  # named with the line above
        elif _ANNEX.fullmatch(line) and any("\t" in one for one in lines[index + 1 : index + 4]):
            end = offset + len(line)  # its figures are no part of the plan above
            marks.append(Mark(style="plain", number=0, start=offset, end=end, heading=line))
        elif match:
            style, number = _style(match.group())
            end = _heading_end(line, match.end())
            heading = line[:end].rstrip("。：:；;")
            marks.append(
                Mark(style=style, number=number, start=offset, end=offset + end, heading=heading)
            )
        elif index and _is_plain_heading(line, following, year, genre):
            end = offset + len(line)
            marks.append(Mark(style="plain", number=0, start=offset, end=end, heading=line))
        offset += len(line) + 1
    return marks
