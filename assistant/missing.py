"""Names that the library does not have: offices, streets, companies, places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from assistant.catalogue import Catalogue, Unit
from assistant.mention import Mention, overlaps
from ingest.organs import expand, spoken_stem
from ingest.organs import names as organ_names
from ingest.regions import divisions, leading_chain

_HAN = "\u4e00-\u9fff"
# An office that the library may lack: divisions with an organ behind, or a named street or town.
_STREET = re.compile(rf"(?P<name>[{_HAN}]{{2,4}}?)(?:街道办事处|街道办|街道)")
_COMPANY = re.compile(
    rf"[{_HAN}A-Za-z0-9（）()]{{2,20}}?(?:股份有限公司|有限责任公司|有限公司|集团)"
)
_ORGAN_TAIL = re.compile(
    rf"[{_HAN}]{{0,10}}?(?:办公室|委员会|管委会|人民政府|政府(?!工作报告|信息|网站|采购|建设|职能|投资)|法院|检察院|分局|支队|大队|局|厅|委|(?<=[动防信编民外府依])办)(?![理法公])"
)
EDGE = r"的是在有和与及跟同比对各为把被、，,。？?！!:：；;0-9A-Za-z(（)）“”\"《》 "


def missing_offices(text: str, catalogue: Catalogue, taken: list[Mention]) -> None:
    """Offices named with their place that no report is of: taken first, so that the place inside
    the name does not stand in for the office."""
    _in_passing(text, catalogue, taken)
    known = catalogue.names.meanings
    for start in range(len(text)):
        if not overlaps(start, start + 1, taken) and _begins_name(text, start):
            office = _office_at(text, start, catalogue)
            taken.extend((office,) if office else ())
    for pattern in (_STREET, _COMPANY):
        for match in pattern.finditer(text):
            name = re.split(rf"[{EDGE}年]", match.group())[-1]
            start = match.end() - len(name)
            if name in known or any(k in match.group() for k in known if len(k) > 2):
                continue
            stem = re.sub(r"街道办事处$|街道办$|街道$", "", name)
            if (
                len(stem) >= 2
                and not re.search(r"各|哪|几|那|这|有|两|三|全|该|本|个|所", stem)
                and not overlaps(start, match.end(), taken)
            ):
                taken.append(Mention(start=start, end=match.end(), text=name, kind="missing"))


def _begins_name(text: str, start: int) -> bool:
    before = text[start - 1] if start else ""
    return not re.match(rf"[{_HAN}]", before) or bool(re.match(rf"[{EDGE}年查问较于请]", before))


def _office_at(text: str, start: int, catalogue: Catalogue) -> Mention | None:
    """An office that a text names at ``start`` with its place, and that the library knows by none
    of its names."""
    known = catalogue.names.meanings
    chain, rest = leading_chain(text[start : start + 40])
    tail = _office_tail(rest) if chain else ""
    end = start + len(text[start : start + 40]) - len(rest) + len(tail)
    name = text[start:end]
    if (
        not tail
        or name in known
        or name in catalogue.relative.meanings
        or re.search(
            r"各|全国|哪|年|所有|全部|多少|什么|[一二两三四五六七八九十几][份家个]|调解委员会|调委会|仲裁委|领导小组|协会|商会",
            name,
        )
    ):
        return None
    longer = (k for k in known if len(k) > 3 and k.endswith(tail[-1]))
    held = [k for k in longer if k in name or _abbreviates(name, k)]
    if any(_may_stand(name, k, known[k]) for k in held):
        return None
    resolved = _by_parts(chain, tail, catalogue)
    kind: Literal["unit", "missing"] = "unit" if resolved else "missing"
    return Mention(start=start, end=end, text=name, kind=kind, units=resolved)


def _may_stand(name: str, known: str, units: tuple[Unit, ...]) -> bool:
    """Whether one of the units can be what a longer name names: 沧原市城北区政府 is not the 城北区政府 of
    another city."""
    above = leading_chain(name[: name.index(known)] + "内")[0] if known in name else ()
    return any(_agrees(unit, above) for unit in units)


def _agrees(unit: Unit, places: Sequence[str]) -> bool:
    """Whether a unit can stand in these places: it does, or says nothing of their level."""
    return all(
        place in unit.region or not any(one[-1] == place[-1] for one in unit.region)
        for place in places
    )


def _in_passing(text: str, catalogue: Catalogue, taken: list[Mention]) -> None:
    """南开城管2024年…: place and organ without its class, where nothing goes on behind them; of all
    the units that it may name."""
    found: dict[tuple[int, int], list[Unit]] = {}
    for unit in catalogue.units:
        place = unit.region[-1] if unit.region and unit.kind else ""
        if not place or place[:2] not in text:
            continue
        short = place if len(place) < 3 else f"{re.escape(place[:-1])}{place[-1]}?"
        for stem in _stems(unit):
            match = re.search(
                rf"{short}{stem}(?:系统)?(?=[0-9的和与跟及、，,？?（(]|[今去前上]年|现在|目前|一共|总共|共有|有多少|有没有|为什么|怎么|各|分别|都|谁|哪|$)",
                text,
            )
            if match and not overlaps(match.start(), match.end(), taken):
                found.setdefault(match.span(), []).append(unit)
    for (start, end), units in found.items():
        taken.append(
            Mention(
                start=start,
                end=end,
                text=text[start:end],
                kind="unit",
                units=tuple(dict.fromkeys(units)),
            )
        )


@lru_cache(maxsize=1 << 14)
def _stems(unit: Unit) -> tuple[str, ...]:
    """What an office is called in passing behind its place, by its second names too (城管 of one that
    is 综合行政执法局 and 城市管理局)."""
    place = unit.region[-1]
    seconds = (name.removeprefix(place) for name in sorted(unit.names) if name.startswith(place))
    stems = (stem for organ in (unit.kind, *seconds) for stem in spoken_stem(organ))
    return tuple(dict.fromkeys(stems))


def _office_tail(rest: str) -> str:
    """The organ that follows a place's name: 卫健委 in 卫健委2024年罚款多少; empty when none does."""
    best = max((n for n in organ_names() if len(n) > 1 and rest.startswith(n)), key=len, default="")
    if best:
        return best
    match = _ORGAN_TAIL.match(rest)
    if match and not re.search(r"[的是在有和与及]|多少|哪些|各", match.group()):
        return match.group()
    return ""


def _by_parts(chain: tuple[str, ...], tail: str, catalogue: Catalogue) -> tuple[Unit, ...]:
    """Units whose place and organ fit although no alias is written just so."""
    organ = expand(tail) or tail
    there = [
        u for u in catalogue.units if u.region and u.region[-1] == chain[-1] and _agrees(u, chain)
    ]
    return tuple(u for u in there if u.kind == organ) or of_short_organ(tail, there)


def of_short_organ(short: str, units: Sequence[Unit]) -> tuple[Unit, ...]:
    """The one unit whose organ's name is shortened so (文旅局 for 文旅广体局); none where several are."""
    found = tuple(u for u in units if _abbreviates(short, u.kind))
    return found if len(found) == 1 else ()


def _abbreviates(short: str, long: str) -> bool:
    """Whether ``short`` keeps some characters of ``long`` in order, first and last included."""
    if len(short) >= len(long) or short[0] != long[0] or short[-1] != long[-1]:
        return False
    rest = iter(long)
    return all(character in rest for character in short)


# Words that end like a place and are none.
_NO_PLACE = re.compile(
    r"^(?:全|各|本|我|该|哪|两|三|有|其)|(?:社|辖|园|小|城|地|景|校|库|片|新|开发|示范|试验|自贸|山|林|牧|灾|疫|老|特|军|战|市|郊|湾|矿|厂|院|"
    r"馆|行政|保税|高新|度假|功能|聚集|集聚)区$|(?:城|省|都|县|超|股|房|门|夜|集|上|地级|直辖|入)市$|(?:区|市|省|郡|百强)县$|(?:乡|城|村|街)镇$|(?:城|山)乡$"
)
# 雄安新区2025年政府工作报告: a zone that issues reports of its own.
_UNKNOWN_ZONE = re.compile(
    rf"^(?P<name>[{_HAN}]{{2,6}}(?:新区|开发区|高新区|自贸区|保税区|示范区|管理区|度假区))(?=(?:的)?(?:20[0-9]{{2}}年?度?)?(?:的)?(?:政府)?(?:工作|年度)?报告)"
)
_UNKNOWN_PLACE = re.compile(
    rf"^(?P<name>[{_HAN}]{{2,3}}?(?:市|县|区|镇|乡))(?!场|政(?!府)|民|容|域|长|委|级|内|外|直|里|中|上)"
)


def missing_place(text: str, catalogue: Catalogue, taken: list[Mention]) -> None:
    """A place at the head of a question that neither the library nor the country has (岚石市…): it
    names a scope, and no neighbour stands in for it."""
    zone = _UNKNOWN_ZONE.match(text)
    match = zone or _UNKNOWN_PLACE.match(text)
    if not match or overlaps(match.start(), match.end(), taken):
        return
    if zone is None and _NO_PLACE.search(match["name"]):
        return
    known = (catalogue.names.meanings, catalogue.region_units)
    if not any(match["name"] in name for names in known for name in names):
        taken.append(
            Mention(
                start=0,
                end=match.end(),
                text=match["name"],
                kind="missing",
                regions=(match["name"],),
            )
        )


def missing_regions(text: str, catalogue: Catalogue, taken: list[Mention]) -> None:
    """Divisions that exist but of which the library has no report, where a question names its scope."""
    known = divisions()
    lead = re.compile(rf"(?:^|(?<=[年和与跟、，,比较查问]))([{_HAN}]{{2,12}})")
    for match in lead.finditer(text):
        words = match.group(1)
        for size in range(min(12, len(words)), 1, -1):
            name = words[:size]
            full = name in known.chains
            short = name in known.short and len(name) >= 2 and _scope_follows(words[size:])
            if not full and not short:
                continue
            start = match.start(1)
            if not overlaps(start, start + size, taken):
                taken.append(
                    Mention(
                        start=start, end=start + size, text=name, kind="missing", regions=(name,)
                    )
                )
            break


_FACILITY = re.compile(
    r"(?:[、和与及][\u4e00-\u9fff]{2,4}?)*(?:[两三四五]个|[两三四五]大|等)?(?:国际|航空|空港)?(?:机场|港口|空港|口岸|枢纽|综保区|自贸区)"
)


def _scope_follows(rest: str) -> bool:
    if _FACILITY.match(rest):
        return False  # 厦门、福州两个机场 are no offices
    return not rest or bool(
        re.match(r"的|和|与|跟|同|[省市县区]|政府|GDP|地区|20|19|去年|今年|两|各|全", rest)
    )
