"""Where a question looks: offices and places named in it, and years."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.asking import EVERYONE, LIST, MENTION
from assistant.catalogue import Catalogue, Unit
from assistant.mention import Mention
from assistant.mentions import find_mentions
from assistant.province_groups import is_group
from assistant.saying import Searched
from assistant.years import YearWords, read_years
from ingest.regions import short_name

_PLURAL = re.compile(r"两家|三家|[两二三四五六七八九十0-9]+(?:家|个)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Which reports a question looks in.

    Attributes:
        mentions: names in its text, in their order.
        units: offices in scope, in the order named; empty means all.
        regions: region names that put them in scope.
        everyone: all reports are meant (各单位, 五份报告, 哪些单位).
        side_by_side: how many units it puts side by side; a region that holds several is one name.
        years: as asked.
        newest: the newest year that their reports are of; 0 where they have none.
    """

    mentions: tuple[Mention, ...]
    units: tuple[Unit, ...]
    regions: tuple[str, ...]
    everyone: bool
    side_by_side: int
    years: YearWords
    newest: int

    @property
    def several(self) -> bool:
        """More than one unit is in scope."""
        return len(self.units) > 1 or (self.everyone and len(self.units) != 1)

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Where in the text the names and the years stand."""
        return [*self.named, *self.years.spans]

    @property
    def named(self) -> list[tuple[int, int]]:
        """Where in the text the names stand."""
        return [(m.start, m.end) for m in self.mentions]

    @property
    def missing(self) -> tuple[str, ...]:
        """Names that the library does not have."""
        return tuple(dict.fromkeys(m.text for m in self.mentions if m.kind == "missing"))

    @property
    def notes(self) -> tuple[str, ...]:
        """What the reader should know of how names and years were understood."""
        near = (f"“{m.text}”按库中名称“{m.near}”理解" for m in self.mentions if m.near)
        return (*((self.years.note,) if self.years.note else ()), *near)


def read_where(text: str, searched: Searched, catalogue: Catalogue) -> Where:
    """Where a cleaned question looks.

    Args:
        searched: the words that it looks for: a name in them says nothing of where.
    """
    mentions = _without_inner_groups(find_mentions(text, catalogue), text)
    if LIST.search(text):  # behind 提到 a name is what is looked for, not where
        cut = re.search(rf"{MENTION}|写|说|谈", text)
        if cut:
            mentions = tuple(m for m in mentions if m.start < cut.start())
    mentions = tuple(m for m in mentions if not _inside(m, searched, text))
    mentions = _of_source(mentions, text, catalogue)
    everyone = bool(EVERYONE.search(text)) or any(m.kind == "kind" for m in mentions)
    units, regions = _scope_units(mentions, everyone, text)
    known = {e.year for u in (units or catalogue.units) for e in u.reports if e.year}
    return Where(
        mentions=mentions,
        units=units,
        regions=regions,
        everyone=everyone,
        side_by_side=_side_by_side(mentions, units, text),
        years=read_years(hidden(text, searched), sorted(known)),
        newest=max(known, default=0),
    )


# 按市政府的报告，…: whose report is to be looked into, whatever else is named.
_SOURCE = re.compile(
    r"^(?:请)?(?:按照?|据|根据|依据|依照|照|看|查|从|在)(?P<who>[^，。？?]{2,16}?)(?:的)?(?:20[0-9]{2}年度?)?(?:的)?(?:法治政府建设)?(?:工作|情况|政府工作)?(?:年度)?报告(?:里|中|上|来看|看|显示|所[说述]|的口径|的说法)*[，,]"
)
_GOVERNMENT = re.compile(r"^(?P<level>[省市县区州旗])(?:人民)?政府$")


def _of_source(
    mentions: tuple[Mention, ...], text: str, catalogue: Catalogue
) -> tuple[Mention, ...]:
    """The unit alone whose report a question names as its source; what it names besides is what it
    asks about (据市政府报告，东坪区…)."""
    source = _SOURCE.match(text)
    if source is None:
        return mentions
    inside = [m for m in mentions if m.start < source.end() and m.kind == "unit"]
    level = _GOVERNMENT.match(source["who"])
    units = tuple(dict.fromkeys(u for m in inside for u in m.units))
    if level and not units:
        governments = catalogue.kinds.get("人民政府", ())
        units = tuple(u for u in governments if u.region and u.region[-1][-1] == level["level"])
    if len(units) != 1:
        return mentions
    named = Mention(start=0, end=source.end(), text=source["who"], kind="unit", units=units)
    own = {*units[0].names, *(name for one in units[0].region for name in (one, short_name(one)))}
    again = (m for m in mentions if m.start >= source.end() and m.text in own)
    return (named, *(replace(m, kind="place", units=(), regions=()) for m in again))


def _without_inner_groups(mentions: tuple[Mention, ...], text: str) -> tuple[Mention, ...]:
    """江苏牵头了几个长三角联合攻关项目: beside one of its members a group is a part of the subject."""
    named = [m for m in mentions if m.kind == "unit" and len(m.units) == 1]
    return tuple(
        m
        for m in mentions
        if not (is_group(m.text) and any(n.end <= m.start and n.units[0] in m.units for n in named))
        or re.search(r"[在比与和跟同、占]$", text[: m.start])
    )


def _inside(mention: Mention, searched: Searched, text: str) -> bool:
    """Whether a name stands in the words looked for: it says nothing of where to look."""
    return any(
        found.start() < mention.end and mention.start < found.end()
        for term in searched.terms
        for found in re.finditer(re.escape(term), text)
    )


def hidden(text: str, searched: Searched) -> str:
    """The text with the words looked for blanked out: a year in them is none of a report's."""
    for term in searched.terms:
        text = text.replace(term, "　" * len(term))
    return text


def _side_by_side(mentions: Sequence[Mention], units: tuple[Unit, ...], text: str) -> int:
    if len(units) > 1 and _PLURAL.search(text):
        return len(units)
    apart = any(m.kind == "place" for m in mentions)  # 青石、海川两地望澜区司法局
    direct = sum(
        len(m.units) if is_group(m.text) or (apart and m.kind == "unit") else 1
        for m in mentions
        if m.kind in ("unit", "region")
    )
    missing = sum(1 for m in mentions if m.kind == "missing")
    return direct + missing if direct else len(units)


def _scope_units(
    mentions: Sequence[Mention], everyone: bool, text: str
) -> tuple[tuple[Unit, ...], tuple[str, ...]]:
    """Units in scope: named ones; a region with a kind or 各 narrows to both."""
    units: list[Unit] = []
    regions: list[str] = []
    kinds = [m for m in mentions if m.kind == "kind"]
    places = [m for m in mentions if m.kind == "region"]
    for mention in mentions:
        if mention.kind == "unit":
            several = everyone or re.match(
                r"(?:的)?(?:两家|三家|各|所有|几家)", text[mention.end :]
            )
            government = [
                u for u in mention.units if u.region and mention.text in (u.region[-1], *u.region)
            ]
            if several and government:
                regions.append(mention.text)
            units.extend(mention.units)
        elif mention.kind == "region":
            regions.extend(mention.regions)
            units.extend(u for u in mention.units if not kinds or any(u in k.units for k in kinds))
    if not places:  # 槐汀、雁汀两个街道 are those two; 交通运输局和医保局 are two kinds
        named = set(units)
        units.extend(u for k in kinds if not named & set(k.units) for u in k.units)
    return tuple(dict.fromkeys(units)), tuple(dict.fromkeys(regions))
