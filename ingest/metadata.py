"""Title, year, date and genre of a report, from what its text says. File names say nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.headings import chinese_number
from ingest.patterns import DATE, HEADING_MARK, is_date_line, is_title_line
from ingest.roles import role_of_heading
from ingest.titles import is_form_line, is_table_title, read_table_title, read_title
from ingest.units import Unit, find_unit

_DIGIT = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | dict.fromkeys("零○ＯO", "0")
# Full-width digits are read like others; one character each, so offsets stay.
_NARROW = {ord("０") + digit: str(digit) for digit in range(10)}
_YEAR = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2})\s*年|([二一][〇零○ＯO一二三四五六七八九]{3})\s*年"
)
# A plan names years that are not the report's: 实施纲要（2021-2025年）.
_SPAN = re.compile(r"[（(][^（）()]{0,20}年[^（）()]{0,6}[)）]|《[^《》]{0,60}》")
_DATE_PARTS = re.compile(r"(?P<y>[^年]{4})\s*年\s*(?P<m>[^月]{1,3})\s*月\s*(?P<d>[^日]{1,3})\s*日")
_PUBLISHED = re.compile(r"((?:19|20)[0-9]{2})[-/.年]\s*([0-9]{1,2})[-/.月]\s*([0-9]{1,2})")

# Kinds of report by the words of title or opening; the first that fits.
_GENRES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (genre, re.compile(words))
    for genre, words in (
        ("政府工作报告", r"政府工作报告|代表.{0,16}(?:人民政府|国务院).{0,6}向大会(?:报告|作)"),
        ("法治政府建设年度报告", r"法治政府建设|法治建设|依法行政|法治政府|法治工作"),
        (
            "政府信息公开工作年度报告",
            r"(?:政府)?信息公开.{0,10}(?:报告|总结|年报)|政务公开.{0,6}(?:报告|总结)",
        ),
        ("企业年度报告", r"(?:公司|集团|股份).{0,20}(?:年度报告|年报)"),
        ("部门年度总结", r"(?:工作|年度|述职).{0,12}(?:总结|报告|汇报|情况)"),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a report says of itself; None and empty where it does not."""

    title: str
    unit: Unit | None
    year: int | None
    date: str | None
    genre: str | None


def _year_number(match: re.Match[str]) -> int:
    digits = match.group(1) or "".join(_DIGIT[c] for c in match.group(2))
    return int(digits)


def find_title(text: str) -> str | None:
    """The title among the first lines; a unit or a year on the line above belongs to it."""
    lines = text.split("\n", _TITLE_LINES)[:_TITLE_LINES]
    title = read_title(lines)
    if title == "政府工作报告":  # a page's own title above it tells unit and year
        above = lines.index(title) if title in lines else 0
        named = [line for line in lines[:above] if is_title_line(line)]
        return named[0] if named else title
    return title or read_table_title(lines)


def find_genre(title: str | None, text: str) -> str | None:
    """The kind of report; None where neither title nor opening tells, and for a mere table."""
    if title and is_table_title(title):
        return None
    for where in (title or "", text[:600]):
        for genre, pattern in _GENRES:
            if pattern.search(where):
                return genre
    return None


def find_year(title: str | None, text: str, genre: str | None) -> int | None:
    """The year of the title; without one, the year that opening and headings speak of.

    A 政府工作报告 is of the year in which it is delivered: the date under its title. A signature
    is no year of a report (it is often signed in the next), nor is the year that a plan is for.
    """
    for words in (_SPAN.sub("", title or ""), title or ""):
        titled = _YEAR.search(words)
        if titled:
            return _year_number(titled)
    head = _SPAN.sub("", text[:700])
    if genre == "政府工作报告":
        return _year_delivered(text, head)
    reported = _REPORTED.search(head)
    if reported:
        return int(reported.group(1))
    body = _without_title(head, title)
    opening = _OPENING.match(body) or _BEGINS.match(body)
    if opening:
        found = _YEAR.search(opening.group())
        return _year_number(found) if found else None
    return _year_of_headings(text, genre, plan=False) or _year_of_table(text)


def _year_of_table(text: str) -> int | None:
    """The last of the years that head the columns of a table (2023年, 2024年)."""
    rows = (line for line in text.split("\n", _TABLE_LINES)[:_TABLE_LINES] if "\t" in line)
    heads = next((row for row in rows if not is_form_line(row)), "")
    years = _HEAD_YEAR.findall(heads)
    return max(map(int, years)) if years else None


def _without_title(head: str, title: str | None) -> str:
    """What stands behind the title lines, so that an opening is found at its beginning."""
    lines = head.split("\n")
    while len(lines) > 1 and title and lines[0].strip("《》 ") in title:
        lines = lines[1:]
    return "\n".join(lines)


def _year_delivered(text: str, head: str) -> int | None:
    delivered = re.search(rf"[—\-]+\s*({DATE.pattern})在", head) or DATE.search(head[:200])
    found = _YEAR.search(delivered.group()) if delivered else None
    return _year_number(found) if found else _year_of_headings(text, "政府工作报告", plan=True)


def _year_of_headings(text: str, genre: str | None, *, plan: bool) -> int | None:
    """The year that the first heading with one states: of a plan, or of anything else."""
    for match in _HEADING_LINE.finditer(text):
        line = match.group()
        stated = _YEAR.search(_SPAN.sub("", line))
        ahead = role_of_heading(line, None, None) == "plan" or bool(_AHEAD.search(line))
        if stated and ahead == plan:
            return _year_number(stated)
    return None


def iso_date(written: str) -> str | None:
    """2024年12月26日 or 二〇二四年十二月二十六日 → 2024-12-26; None when it is no day."""
    parts = _DATE_PARTS.search(written)
    if not parts:
        return None
    year = "".join(_DIGIT.get(c, c) for c in parts["y"].strip())
    month, day = chinese_number(parts["m"].strip()), chinese_number(parts["d"].strip())
    if not year.isdigit() or not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{year}-{month:02d}-{day:02d}"


_TITLE_LINES = 12
_TABLE_LINES = 12
_HEAD_YEAR = re.compile(r"(?:^|\t)(20[0-9]{2})\s*年?度?(?=\t|$)")
_SIGNATURE_LINES = 6
# Dates of a page that are not the article's: the clock of the day, neighbouring articles.
_UNTIL = re.compile(r"截[至止]")  # up to when figures count
_COPYRIGHT = re.compile(r"今天是|版权|上一[篇条]|下一[篇条]|访问")
_HEADING_LINE = re.compile(rf"(?m){HEADING_MARK.pattern}[^\n]{{1,50}}$")
_AHEAD = re.compile(r"重点工作|主要任务|目标任务|主要目标|总体要求|工作重点|工作部署")
_REPORTED = re.compile(
    r"(?:现将|将|就|现公布)[^。\n]{0,24}?(20[0-9]{2})\s*年度?[^。\n]{0,40}"
    r"(?:(?:报告|汇报|总结)(?:如下|予以公[开布])|(?<=公开工作)年度报告。|年度报告[。：:])"
)
_BEGINS = re.compile(r"\s*(?:20[0-9]{2})\s*年(?![0-9—\-－至])")
_OPENING = re.compile(
    r"(?:[^\n，。]{0,40}[:：]?\n){0,3}(?:[^。\n]{0,40}?[^0-9。\n])??"
    r"(?:20[0-9]{2}|[二一][〇零○ＯO一二三四五六七八九]{3})\s*年(?:度|以来|来|全年|，|,)"
)


def find_date(text: str, furniture: tuple[str, ...], genre: str | None) -> str | None:
    """The date of signature (at the end or under the title), of delivery, or of publication.

    Args:
        text: cleaned.
        furniture: lines that cleaning took away; a site dates what it publishes.
        genre: of the report; a 政府工作报告 is dated by its delivery.
    """
    if genre == "政府工作报告":
        delivered = DATE.search(text[:400])
        if delivered:
            return iso_date(delivered.group())
    lines = text.rstrip().rsplit("\n", _SIGNATURE_LINES)[-_SIGNATURE_LINES:]
    for line in reversed(lines):
        signed = DATE.search(line) if len(line) <= 40 and not _UNTIL.search(line) else None
        if signed:
            return iso_date(signed.group())
    for line in text.split("\n", _TITLE_LINES)[:6]:
        if is_date_line(line):
            return iso_date(line)
    return _published(furniture)


def _published(furniture: tuple[str, ...]) -> str | None:
    for line in furniture:
        published = _PUBLISHED.search(line) if len(line) < 140 else None
        if published and not _COPYRIGHT.search(line):
            year, month, day = (int(part) for part in published.groups())
            if 1 <= month <= 12 and 1 <= day <= 31:
                return f"{year}-{month:02d}-{day:02d}"
    return None


_GENRE_PHRASE = re.compile(
    r"((?:推进|加强|落实)?(?:法治政府建设|法治建设|依法行政|政府信息公开|政务公开)?(?:年度)?"
    r"(?:工作)?(?:情况)?(?:报告|汇报|总结))如下"
)
_STATED = re.compile(
    r"将\s*(?:20[0-9]{2}\s*年度?)?((?:[^，,。\n]{0,20}?)(?:法治政府建设|法治建设|依法行政)"
    r"[^，,。\n]{0,10}?(?:报告|汇报|总结))如下"
)


def make_title(
    text: str, unit: Unit | None, year: int | None, genre: str | None, name: str = ""
) -> str:
    """A title for a report without one, of what the text says (现将…情况报告如下).

    Args:
        name: of the file; it counts only where a text begins with the heads of a table.
    """
    phrase = _GENRE_PHRASE.search(text[:900])
    stated = _STATED.search(text[:900])
    words = stated.group(1) if stated else phrase.group(1) if phrase else ""
    words = words if len(words) > len("工作情况报告") else genre or words  # of what, it must say
    parts = [unit.name if unit else "", f"{year}年度" if year and words else "", words]
    made = "".join(parts)
    if made:
        return made
    lines = text.split("\n", _TITLE_LINES)[:_TITLE_LINES]
    first = next((line for line in lines if not is_form_line(line)), lines[0])
    if name and ("\t" in first or is_form_line(first)):
        return name
    return first if len(first) <= 40 else first[:39] + "…"


def read_metadata(text: str, furniture: tuple[str, ...], name: str = "") -> Metadata:
    """All that a report says of itself.

    Args:
        name: of the file, without its suffix; the title of a table that has no other.
        text: cleaned.
        furniture: lines that cleaning took away; they may tell region and date.
    """
    title = find_title(text)
    written, text = title, text.translate(_NARROW)
    title = title.translate(_NARROW) if title else None
    genre = find_genre(title, text)
    year = find_year(title, text, genre)
    unit = find_unit(title, text, "\n".join(furniture))
    return Metadata(
        title=written or make_title(text, unit, year, genre, name),
        unit=unit,
        year=year,
        date=find_date(text, furniture, genre),
        genre=genre,
    )
