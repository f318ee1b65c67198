"""Correcting by hand what was read from a report: the form's fields, checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from index.types import ReportEntry
from ingest.errors import ReportAssistantError
from ui.text import one_line

FIELD_NAMES: Mapping[str, str] = {
    "title": "标题",
    "unit": "单位",
    "aliases": "别称",
    "region": "地区",
    "year": "年度",
    "genre": "类型",
}

_LONGEST = 200  # characters of a name
_LONGEST_CHAIN = 6  # divisions: province, city, county, township, village, and one to spare
_YEARS = range(1949, 2100)
_ALIAS_MARKS = re.compile(r"[、，,;；\n]+")
_REGION_MARKS = re.compile(r"[/／>＞、，,\s]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What can be corrected, as ``ReportEntry`` has it."""

    title: str
    unit: str | None
    aliases: tuple[str, ...]
    region: tuple[str, ...]
    year: int | None
    genre: str | None


def metadata_of(entry: ReportEntry) -> Metadata:
    """What the library holds now."""
    return Metadata(
        title=entry.title,
        unit=entry.unit,
        aliases=entry.aliases,
        region=entry.region,
        year=entry.year,
        genre=entry.genre,
    )


def fields_of(entry: ReportEntry) -> tuple[str, str, str, str, str, str]:
    """Title, unit, aliases, region, year and genre as the form's text fields show them."""
    return (
        entry.title,
        entry.unit or "",
        "、".join(entry.aliases),
        " / ".join(entry.region),
        str(entry.year) if entry.year is not None else "",
        entry.genre or "",
    )


def read_fields(
    title: str, unit: str, aliases: str, region: str, year: str, genre: str
) -> Metadata:
    """What the form's fields say.

    Args:
        aliases: separated by 、 or commas.
        region: from the province down, separated by / or 、.
        year: four digits, 年 allowed; empty for unknown.

    Raises:
        ReportAssistantError: a field is wrong; the message names it.
    """
    named = _name("标题", title)
    if not named:
        raise ReportAssistantError("标题是空的，应为报告的标题", hint="请填写标题")
    chain = tuple(_name("地区", one) for one in _REGION_MARKS.split(region.strip()) if one)
    if len(chain) > _LONGEST_CHAIN:
        raise ReportAssistantError(
            f"地区写了 {len(chain)} 级，应为省到乡镇，最多 {_LONGEST_CHAIN} 级", hint="请删去多余的"
        )
    others = (_name("别称", one) for one in _ALIAS_MARKS.split(aliases))
    return Metadata(
        title=named,
        unit=_name("单位", unit) or None,
        aliases=tuple(dict.fromkeys(one for one in others if one)),
        region=chain,
        year=_year(year),
        genre=_name("类型", genre) or None,
    )


def changes(entry: ReportEntry, wanted: Metadata) -> dict[str, Any]:
    """The fields that differ from what the library holds, by name."""
    held = asdict(metadata_of(entry))
    return {name: value for name, value in asdict(wanted).items() if value != held[name]}


def _name(field: str, text: str) -> str:
    plain = one_line(text)
    if len(plain) > _LONGEST:
        raise ReportAssistantError(
            f"{field}有 {len(plain)} 个字，应不超过 {_LONGEST} 个", hint="请写短一些"
        )
    return plain


def _year(text: str) -> int | None:
    plain = one_line(text).removesuffix("年").removesuffix("年度").strip()
    if not plain:
        return None
    if not (plain.isascii() and plain.isdigit()) or int(plain) not in _YEARS:
        raise ReportAssistantError(
            f"年度“{one_line(text)[:20]}”读不懂，应为四位数字的年份，如 2024", hint="不知道时请留空"
        )
    return int(plain)
