"""Years in a question, and which reports a year can mean (contract.md, "year")."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.types import ReportEntry

_HAN_DIGIT = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0"}
_YEAR = re.compile(
    r"(?<![0-9])(?P<full>(?:19|20)[0-9]{2})(?:\s*年(?:度|底|末)?|(?![0-9,.%万亿元件次名人个条家项处户份场起套座台卷批宗所期篇块吨亩]))|"
    r"(?<![0-9近第])(?P<short>[0-3][0-9])\s*年度?(?![来间前多以内])|(?P<han>[二一][〇零○一二三四五六七八九]{3})\s*年"
)
_RANGE = re.compile(
    r"(?P<first>20[0-9]{2})\s*年?\s*(?:至|到|—|-|－|~|～|–)+\s*(?P<last>20[0-9]{2})\s*年?"
)
_RELATIVE = {
    "今年": 0,
    "本年度": 0,
    "本年": 0,
    "当前": 0,
    "去年": -1,
    "上年": -1,
    "上一年": -1,
    "前年": -2,
    "明年": 1,
    "下一年": 1,
    "来年": 1,
}
_RECENT = re.compile(r"(?:近|最近|过去)([两二三四五六七八九十0-9])年")
_COUNT = {c: i for i, c in enumerate("零一二三四五六七八九十")} | {"两": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class YearWords:
    """Years as a question names them.

    Attributes:
        years: ascending.
        strict: the year belongs to the report itself (2025年政府工作报告), not to a period.
        delivered: years of the reports themselves where the question names another year besides
            (按2025年报告，2024年…).
        spans: where they stand, to be taken out of the topic.
        note: how a relative word was understood; None when none was used.
    """

    years: tuple[int, ...] = ()
    strict: bool = False
    delivered: tuple[int, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    note: str | None = None


def read_years(text: str, known: Sequence[int]) -> YearWords:
    """Years in a question.

    Args:
        text: the question.
        known: years of the reports in scope: 去年 and 今年 are counted from the latest of them.
    """
    years: set[int] = set()
    spans: list[tuple[int, int]] = []
    for match in _RANGE.finditer(text):
        first, last = int(match["first"]), int(match["last"])
        if first < last <= first + 30:
            years.update(range(first, last + 1))
            spans.append(match.span())
    for match in _YEAR.finditer(text):
        if any(a <= match.start() < b for a, b in spans):
            continue
        digits = match["full"] or (f"20{match['short']}" if match["short"] else "")
        years.add(int(digits or "".join(_HAN_DIGIT[c] for c in match["han"])))
        spans.append(match.span())
    strict = bool(years) and bool(
        re.search(
            r"(?:年|年度)的?[^，。？?]{0,14}?(?:工作报告|这份报告|的报告|年度报告|政府报告)|(?:年|年度)(?:的)?(?:各省|省级|各地|全国)?报告|年[^，。]{0,2}历[次年届][^，。]{0,8}报告",
            text,
        )
    )
    note = _relative(text, known, years, spans)
    delivered = _delivered(text, spans) if strict and len(years) > 1 else set()
    if delivered and delivered < years:
        years, strict = years - delivered, False
    else:
        delivered = set()
    return YearWords(
        years=tuple(sorted(years)),
        strict=strict,
        delivered=tuple(sorted(delivered)),
        spans=tuple(spans),
        note=note,
    )


_BESIDE = re.compile(r"(?:[和与及、跟同,，至到—-]|以及|还有)+")
_AGAINST = re.compile(r"(?:[和与及、跟同比较]|相比|对比)$")  # …的目标与2024年相比
_OWN_REPORT = re.compile(r"的?(?:各省|省级|各地|政府|工作|年度|那份|这份)*报告")


def _delivered(text: str, spans: Sequence[tuple[int, int]]) -> set[int]:
    """Years that name a report, where no other year stands side by side with them."""
    ordered = sorted(spans)
    for (_, end), (start, _) in itertools.pairwise(ordered):
        if _BESIDE.fullmatch(text[end:start]) or _AGAINST.search(text[end:start]):
            return set()
    if any(len(re.findall("20[0-9]{2}", text[start:end])) > 1 for start, end in ordered):
        return set()  # a range of reports
    return {
        int(found[0])
        for start, end in ordered
        if _OWN_REPORT.match(text[end:]) and (found := re.findall("20[0-9]{2}", text[start:end]))
    }


def _relative(
    text: str, known: Sequence[int], years: set[int], spans: list[tuple[int, int]]
) -> str | None:
    if not known:
        return None
    latest = max(known)
    recent = _RECENT.search(text)
    if recent:
        count = int(recent.group(1)) if recent.group(1).isdigit() else _COUNT[recent.group(1)]
        years.update(y for y in known if y > latest - count)
        spans.append(recent.span())
        stated = f"{min(years)}—{max(years)}" if len(years) > 1 else f"{latest}"
        return f"“{recent.group()}”按库中年份理解为{stated}年"
    for word, shift in _RELATIVE.items():
        position = text.find(word)
        if position >= 0 and not years:
            years.add(latest + shift)
            spans.append((position, position + len(word)))
            return f"“{word}”按库中最新年份{latest}年理解为{latest + shift}年"
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFit:
    """How a report fits a year that was asked for.

    Attributes:
        own: it is the report of that year.
        stated: its text speaks of that year (a period, a plan).
    """

    entry: ReportEntry
    own: bool
    stated: bool


_PAST = re.compile(r"上年|去年|上一年")


def states_year(text: str, year: int) -> bool:
    """Whether a text speaks of ``year`` outside titles of documents (《… (2021-2025年)》)."""
    bare = re.sub(r"《[^》]{0,80}》", "", text)
    return bool(re.search(rf"(?<![0-9—\-－~～至到(（]){year}\s*年(?!版)", bare))


def reports_of_years(
    entries: Iterable[ReportEntry], years: Sequence[int], *, strict: bool, texts: dict[str, str]
) -> list[YearFit]:
    """The reports that fit any of ``years``; all of them where no year is asked.

    Args:
        texts: report id → text, to see which periods a report speaks of.
    """
    fits: list[YearFit] = []
    for entry in entries:
        own = not years or entry.year in years
        near = entry.year is not None and any(abs(entry.year - y) == 1 for y in years)
        stated = (
            not own
            and not strict
            and (
                (near or entry.year is None)
                and any(
                    states_year(texts[entry.id], y)
                    or (entry.year == y + 1 and _PAST.search(texts[entry.id]) is not None)
                    for y in years
                )
            )
        )
        if own or stated:
            fits.append(YearFit(entry=entry, own=own, stated=stated))
    return fits
