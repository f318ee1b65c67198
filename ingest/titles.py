"""Where the title of a report stands among its first lines, and how it reads."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.patterns import DATE, HEADING_MARK, is_title_line, without_tail

_HAN = "\u4e00-\u9fff"
_ORGAN = (
    r"(?:办公室|办公厅|委员会|管委会|办事处|街道|(?<!法治)政府|法院|检察院|公司|集团|"
    r"中心|分局|支队|大队|局|厅|委|部|署|院|镇|乡)"
)
_NAMED = re.compile(
    rf"[{_HAN}]{{2}}{_ORGAN}(?:[（(][^（）()]{{2,20}}[)）])?\s*"
    r"(?=关于|[0-9]{4}|[二一][〇零○]|推进|法治|依法|政府信息|政务公开|年度|工作|开展|履行|贯彻|落实|述职)"
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}|[二一][〇零○ＯO一二三四五六七八九]{3}年")
_TABLE_TITLE = re.compile(r"[^\t，。；：:]{4,56}(?:表|台账|清单)(?:[（(][^（）()]{1,14}[)）])?$")
_FORM_LINE = re.compile(rf"[{_HAN}（）()]{{2,14}}[:：]")
_BARE_ORGAN = re.compile(
    rf"^[{_HAN}（）()]{{2,28}}{_ORGAN}(?:党组|党委|党工委)?(?:[（(][^（）()]{{2,20}}[)）])?$"
)
# Pieces that only a title broken in several lines has.
_BARE_PIECE = re.compile(
    rf"^(?:[{_HAN}]{{2,28}}{_ORGAN}[0-9]{{4}}\s*年度?|[0-9]{{4}}年度?法治政府建设|(?:推进)?法治政府建设(?:工作)?|[{_HAN}]{{2,8}}(?:[省市县旗]|(?<!辖)区))$"
)
_BARE_PART = re.compile(r"^(?:[^，。；：:,;>＞|｜/]{2,30}关于.{0,24}|[0-9]{4}\s*年度?)$")


def _score(line: str) -> int:
    """How much of what a title tells (unit, year) the line tells."""
    bare = re.sub(r"\s", "", line)
    return bool(_NAMED.search(bare)) + bool(_YEAR.search(bare))


def _is_part(line: str) -> bool:
    """A line above a title line that can be its beginning: the unit, the year, … 关于."""
    bare = re.sub(r"\s", "", line)
    if len(bare) > 40 or DATE.search(bare) or HEADING_MARK.match(line):
        return False
    return bool(_BARE_ORGAN.match(bare) or _BARE_PART.match(bare) or _BARE_PIECE.match(bare))


def title_block(lines: Sequence[str]) -> tuple[int, int] | None:
    """The half-open range of lines that make the title; None where there is none.

    Of several candidates (an item of a menu above the title, the same title twice) the one that
    tells most wins; of two that differ in digits only, the later, which stands at the body.

    Args:
        lines: those above the first body line.
    """
    best: int | None = None
    for index, line in enumerate(lines):
        if not is_title_line(line):
            continue
        if best is None or _score(line) > _score(lines[best]) or _kin(line, lines[best]):
            best = index
    if best is None:
        return None
    start = best
    if not _NAMED.search(re.sub(r"\s", "", lines[best])):
        while start and best - start < 3 and _is_part(lines[start - 1]):
            start -= 1
    return start, best + 1


def _kin(left: str, right: str) -> bool:
    bare = [re.sub(r"[0-9\s《》]", "", without_tail(line)) for line in (left, right)]
    return bare[0] == bare[1]


def read_title(lines: Sequence[str]) -> str | None:
    """The title that begins a cleaned text; None where its first lines hold none.

    Args:
        lines: the first lines of the text.
    """
    stop = next((i for i, line in enumerate(lines) if _ends_search(line)), len(lines))
    block = title_block(lines[:stop])
    if block is None:
        return None
    title = "".join(lines[slice(*block)])
    title = without_tail(title).strip("—- ")
    whole = re.fullmatch(r"《([^《》]+)》", title)
    return whole.group(1) if whole else title


def is_table_title(line: str) -> bool:
    """Whether a line can be the title of a table (2024年行政执法情况统计表)."""
    return len(line) <= 60 and bool(_TABLE_TITLE.match(line)) and not HEADING_MARK.match(line)


def is_form_line(line: str) -> bool:
    """Whether a line tells who filled a form in, and when (填报单位：…)."""
    return bool(_FORM_LINE.match(line))


def read_table_title(lines: Sequence[str]) -> str | None:
    """The title of a text that is a table: a line above its first row; None where there is none."""
    rows = (i for i, line in enumerate(lines) if "\t" in line and not is_form_line(line))
    above = lines[: next(rows, 0)]
    return next((line for line in above if is_table_title(line)), None)


def _ends_search(line: str) -> bool:
    return (
        len(line) > 140
        or (len(line) > 80 and not is_title_line(line))
        or bool(HEADING_MARK.match(line))
    )
