"""Title, year, date and genre of a report, from what its text says. File names say nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.outline import chinese_number
from ingest.patterns import DATE, HEADING_MARK, is_title_line
from ingest.units import Unit, find_unit

_DIGIT = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0", "Ｏ": "0", "O": "0"}
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})\s*年|([二一][〇零○ＯO一二三四五六七八九]{3})\s*年")
_DATE_PARTS = re.compile(r"(?P<y>[^年]{4})\s*年\s*(?P<m>[^月]{1,3})\s*月\s*(?P<d>[^日]{1,3})\s*日")
_PUBLISHED = re.compile(r"((?:19|20)[0-9]{2})[-/.年]\s*([0-9]{1,2})[-/.月]\s*([0-9]{1,2})")

# Kinds of report by the words of title or opening; the first that fits.
_GENRES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("政府工作报告", re.compile(r"政府工作报告|代表.{0,16}(?:人民政府|国务院).{0,6}向大会(?:报告|作)")),
    ("法治政府建设年度报告", re.compile(r"法治政府建设|法治建设|依法行政|法治政府")),
    ("政府信息公开工作年度报告", re.compile(r"政府信息公开.{0,10}(?:报告|总结)|政务公开.{0,6}(?:报告|总结)")),
    ("企业年度报告", re.compile(r"(?:公司|集团|股份).{0,20}(?:年度报告|年报)")),
    ("部门年度总结", re.compile(r"(?:工作|年度|述职).{0,12}(?:总结|报告|汇报|情况)")),
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
    """The title line among the first lines; a unit's name on the line above belongs to it."""
    lines = text.split("\n")[:12]
    for index, line in enumerate(lines):
        if not is_title_line(line):
            if len(line) > 80 or HEADING_MARK.match(line):
                return None
            continue
        above = lines[index - 1] if index else ""
        if index and re.fullmatch(r"[\u4e00-\u9fff]{4,24}(?:办公室|委员会|局|政府|街道|办事处|公司|厅|镇|乡)", above):
            return above + line
        if line.strip("《》—- ") == "政府工作报告" and index and is_title_line(lines[index - 1]):
            return lines[index - 1]
        return line.strip("—- ")
    return None


def find_genre(title: str | None, text: str) -> str | None:
    """The kind of report; None where neither title nor opening tells."""
    for where in (title or "", text[:600]):
        for genre, pattern in _GENRES:
            if pattern.search(where):
                return genre
    return None


def find_year(title: str | None, text: str, genre: str | None) -> int | None:
    """The year of the title; without one, the year that opening and headings speak of.

    A 政府工作报告 is of the year in which it is delivered: the date under its title. A signature
    is no year of a report (it is often signed in the next).
    """
    for match in _YEAR.finditer(title or ""):
        return _year_number(match)
    head = text[:700]
    if genre == "政府工作报告":
        delivered = re.search(rf"[—\-]+\s*({DATE.pattern})在", head) or re.search(DATE.pattern, head[:200])
        found = _YEAR.search(delivered.group()) if delivered else None
        return _year_number(found) if found else None
    reported = re.search(r"(?:现将|将|就)?[^。\n]{0,14}?(20[0-9]{2})\s*年度?[^。\n]{0,30}(?:报告|汇报|总结)如下", head)
    if reported:
        return int(reported.group(1))
    for line in text.split("\n"):
        if HEADING_MARK.match(line) and len(line) < 60:
            stated = _YEAR.search(line)
            if stated:
                return _year_number(stated)
    opening = re.match(r"(?:[^\n]{0,40}\n){0,3}(20[0-9]{2})年(?:度|以来|来)?[,，]", head)
    return int(opening.group(1)) if opening else None


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


def find_date(text: str, furniture: tuple[str, ...], genre: str | None) -> str | None:
    """The date of signature, of delivery, or of publication, in that order."""
    if genre == "政府工作报告":
        delivered = DATE.search(text[:400])
        if delivered:
            return iso_date(delivered.group())
    lines = text.rstrip().split("\n")[-6:]
    for line in reversed(lines):
        if len(line) <= 40:
            signed = DATE.search(line)
            if signed:
                return iso_date(signed.group())
    for line in furniture:
        published = _PUBLISHED.search(line)
        if published and len(line) < 80:
            year, month, day = (int(part) for part in published.groups())
            if 1 <= month <= 12 and 1 <= day <= 31:
                return f"{year}-{month:02d}-{day:02d}"
    return None


_GENRE_PHRASE = re.compile(
    r"((?:推进|加强|落实)?(?:法治政府建设|法治建设|依法行政|政府信息公开|政务公开)?(?:年度)?(?:工作)?(?:情况)?(?:报告|汇报|总结))如下"
)


def make_title(text: str, unit: Unit | None, year: int | None, genre: str | None) -> str:
    """A title for a report without one, of what the text says (现将…情况报告如下)."""
    phrase = _GENRE_PHRASE.search(text[:900])
    stated = re.search(
        r"将\s*(?:20[0-9]{2}\s*年度?)?((?:[^，,。\n]{0,20}?)(?:法治政府建设|法治建设|依法行政)[^，,。\n]{0,10}?(?:报告|汇报|总结))如下",
        text[:900],
    )
    words = stated.group(1) if stated else phrase.group(1) if phrase else genre or ""
    parts = [unit.name if unit else "", f"{year}年度" if year else "", words]
    made = "".join(parts)
    if made:
        return made
    first = text.split("\n", 1)[0]
    return first if len(first) <= 40 else first[:39] + "…"


def read_metadata(text: str, furniture: tuple[str, ...]) -> Metadata:
    """All that a report says of itself.

    Args:
        text: cleaned.
        furniture: lines that cleaning took away; they may tell region and date.
    """
    title = find_title(text)
    genre = find_genre(title, text)
    year = find_year(title, text, genre)
    unit = find_unit(title, text, "\n".join(furniture))
    return Metadata(
        title=title or make_title(text, unit, year, genre),
        unit=unit,
        year=year,
        date=find_date(text, furniture, genre),
        genre=genre,
    )
