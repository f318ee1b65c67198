"""Who is meant: the units, regions and kinds of unit that a question names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.catalogue import Catalogue, Unit
from assistant.near_names import near_name
from ingest.organs import expand, names as organ_names
from ingest.regions import divisions, leading_chain

_HAN = "\u4e00-\u9fff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name in a question.

    Attributes:
        kind: "unit", "region", "kind" (all 国动办), "missing" (the library has no such unit or region).
        units: the units meant.
        near: the library's own spelling where the one typed is a slip of it.
    """

    start: int
    end: int
    text: str
    kind: str
    units: tuple[Unit, ...] = ()
    regions: tuple[str, ...] = ()
    organ: str = ""
    near: str = ""


_KIND_WORD = re.compile(
    r"街道办事处|街道办|街道|乡镇|镇街|委办局|部门|单位|省级政府|省份|各省|地方政府|区县|市县"
)
# An office that the library may lack: divisions with an organ behind, or a named street or town.
_STREET = re.compile(rf"(?P<name>[{_HAN}]{{2,4}}?)(?:街道办事处|街道办|街道)")
_COMPANY = re.compile(rf"[{_HAN}A-Za-z0-9（）()]{{2,20}}?(?:股份有限公司|有限责任公司|有限公司|集团)")
_ORGAN_TAIL = re.compile(
    rf"[{_HAN}]{{0,10}}?(?:办公室|委员会|管委会|人民政府|政府(?!工作报告|信息|网站|采购|建设|职能|投资)|法院|检察院|分局|支队|大队|局|厅|委|(?<=[动防信编民外府依])办)(?![理法公])"
)
_EDGE = r"的是在有和与及跟同比对各为把被、，,。？?！!:：；;0-9A-Za-z(（)）“”\"《》 "


def _overlaps(start: int, end: int, taken: Sequence[Mention]) -> bool:
    return any(start < m.end and m.start < end for m in taken)


def _exact(text: str, table: dict[str, tuple[Unit, ...]], taken: list[Mention]) -> None:
    for name in sorted(table, key=lambda n: (-len(n), n)):
        position = text.find(name)
        while position >= 0:
            end = position + len(name)
            if not _overlaps(position, end, taken) and not _inside_word(text, position, end, name):
                taken.append(Mention(start=position, end=end, text=name, kind="unit", units=table[name]))
            position = text.find(name, end)


def _inside_word(text: str, start: int, end: int, name: str) -> bool:
    """A two-character place name is no name inside a longer word (南开大学, 海南自由贸易港)."""
    if len(name) > 2:
        return False
    return bool(re.match(r"大学|话|菜|人|籍|路|自由|合作|经验|模式|精神", text[end : end + 3]))


def mend_spaces(text: str, catalogue: Catalogue) -> str:
    """Takes out spaces that copying put inside a name (望澜区司法 局)."""
    if " " not in text:
        return text
    for name in sorted({n for u in catalogue.units for n in u.names}, key=len, reverse=True):
        if len(name) > 3 and name[0] in text:
            text = re.sub(r" ?".join(map(re.escape, name)), name, text)
    return text


def find_mentions(text: str, catalogue: Catalogue) -> tuple[Mention, ...]:
    """All names in ``text`` in order; longer names win over the shorter ones inside them."""
    taken: list[Mention] = []
    _missing_offices(text, catalogue, taken)
    table: dict[str, list[Unit]] = defaultdict(list)
    for unit in catalogue.units:
        for name in unit.names:
            table[name].append(unit)
    _exact(text, {name: tuple(units) for name, units in table.items()}, taken)
    _abbreviated(text, catalogue, taken)
    _regions(text, catalogue, taken)
    _kinds(text, catalogue, taken)
    _missing_regions(text, catalogue, taken)
    _missing_place(text, catalogue, taken)
    return tuple(sorted((_mended(m, catalogue) for m in taken), key=lambda m: m.start))


def _mended(mention: Mention, catalogue: Catalogue) -> Mention:
    """A missing name that is a slip of one the library has; its text stays as typed."""
    near = near_name(mention.text, catalogue) if mention.kind == "missing" else None
    if near is None:
        return mention
    return replace(mention, kind="unit", units=near[1], near=near[0])


def _missing_offices(text: str, catalogue: Catalogue, taken: list[Mention]) -> None:
    """Offices named with their place that no report is of: taken first, so that the place inside
    the name does not stand in for the office."""
    known = {name for unit in catalogue.units for name in unit.names}
    for start in range(len(text)):
        if _overlaps(start, start + 1, taken) or (start and re.match(rf"[{_HAN}]", text[start - 1]) and not re.match(rf"[{_EDGE}年]", text[start - 1]) and not text[start - 1] in "查问较于请"):
            continue
        chain, rest = leading_chain(text[start : start + 40])
        if chain:
            place = len(text[start : start + 40]) - len(rest)
            tail = _office_tail(rest)
            end = start + place + len(tail)
            name = text[start:end]
            if re.search(r"各|全国|哪|年|所有|全部|多少", name):
                continue
            if tail and not any(k in name or _abbreviates(name, k) for k in known if len(k) > 3 and k.endswith(tail[-1])) and name not in known:
                resolved = _by_parts(chain, tail, catalogue)
                taken.append(
                    Mention(start=start, end=end, text=name, kind="unit" if resolved else "missing", units=resolved)
                )
    for pattern in (_STREET, _COMPANY):
        for match in pattern.finditer(text):
            name = re.split(rf"[{_EDGE}年]", match.group())[-1]
            start = match.end() - len(name)
            if name in known or any(k in match.group() for k in known if len(k) > 2):
                continue
            stem = re.sub(r"街道办事处$|街道办$|街道$", "", name)
            if len(stem) >= 2 and not re.search(r"各|哪|几|那|这|有|两|三|全|该|本|个|所", stem) and not _overlaps(start, match.end(), taken):
                taken.append(Mention(start=start, end=match.end(), text=name, kind="missing"))


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
    return tuple(
        u for u in catalogue.units if u.kind == organ and u.region and u.region[-1] == chain[-1]
    )


def _abbreviates(short: str, long: str) -> bool:
    """Whether ``short`` keeps some characters of ``long`` in order, first and last included."""
    if len(short) >= len(long) or short[0] != long[0] or short[-1] != long[-1]:
        return False
    rest = iter(long)
    return all(character in rest for character in short)


def _regions(text: str, catalogue: Catalogue, taken: list[Mention]) -> None:
    table = catalogue.regions()
    for name in sorted(table, key=lambda n: (-len(n), n)):
        for match in re.finditer(re.escape(name), text):
            if _overlaps(match.start(), match.end(), taken) or _inside_word(text, match.start(), match.end(), name):
                continue
            units = tuple(u for u in catalogue.units if set(table[name]) & set(u.region))
            taken.append(
                Mention(start=match.start(), end=match.end(), text=name, kind="region", units=units, regions=table[name])
            )


# One-character names of provinces, as 京津冀 and 沪苏浙皖 use them side by side.
_ONE_CHARACTER = dict(
    zip(
        "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀黔贵滇云藏陕秦甘陇青宁新",
        "北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 重庆 四川 四川 "
        "贵州 贵州 云南 云南 西藏 陕西 陕西 甘肃 甘肃 青海 宁夏 新疆".split(),
        strict=True,
    )
)


def _abbreviated(text: str, catalogue: Catalogue, taken: list[Mention]) -> None:
    """京津冀三地, 川渝两省: each character a province, the units there whose name is the province's."""
    run = re.compile(rf"[{''.join(_ONE_CHARACTER)}]{{2,6}}(?=[两三四五六]?[省地市]|[的各]|20|地区|[两三四五六])")
    for match in run.finditer(text):
        for offset, character in enumerate(match.group()):
            name = _ONE_CHARACTER[character]
            units = tuple(u for u in catalogue.units if name in u.names and len(u.region) == 1)
            at = match.start() + offset
            if units and not _overlaps(at, at + 1, taken):
                taken.append(Mention(start=at, end=at + 1, text=name, kind="unit", units=units))


def _kinds(text: str, catalogue: Catalogue, taken: list[Mention]) -> None:
    kinds: dict[str, list[Unit]] = defaultdict(list)
    for unit in catalogue.units:
        kinds[unit.kind].append(unit)
    spelled = {name: expand(name) or name for name in organ_names() if len(name) >= 2}
    for name in sorted(spelled, key=lambda n: (-len(n), n)):
        for match in re.finditer(re.escape(name), text):
            if _overlaps(match.start(), match.end(), taken) or name in ("政府", "法院", "检察院", "委办", "开发区", "街道", "街"):
                continue
            before = text[max(0, match.start() - 4) : match.start()]
            counted = re.search(r"(?:各|所有|全部|[一二两三四五六七八九十0-9]+[家个]|哪些|哪家|哪个|几家|^)$", before)
            units = tuple(kinds.get(spelled[name], ()))
            beside = _same_region(mentions_before(taken, match.start()), units, text, match.start())
            if beside:
                taken.append(Mention(start=match.start(), end=match.end(), text=name, kind="unit", units=beside))
            elif len(units) == 1 and not counted and re.fullmatch(rf".*[{_EDGE}年]", text[: match.start()] or " "):
                taken.append(Mention(start=match.start(), end=match.end(), text=name, kind="unit", units=units))
            elif len(units) == 1 and not before:
                taken.append(Mention(start=match.start(), end=match.end(), text=name, kind="unit", units=units))
            elif units and counted:
                taken.append(Mention(start=match.start(), end=match.end(), text=name, kind="kind", units=units, organ=spelled[name]))
            elif not units and counted and not before:
                taken.append(Mention(start=match.start(), end=match.end(), text=name, kind="missing", organ=spelled[name]))
    streets = tuple(u for u in catalogue.units if u.kind.endswith("街道办事处"))
    for match in re.finditer(r"(?:各|所有|全部|[两二三四五六七八九十0-9]+个|哪些|哪个)(街道)", text):
        if streets and not _overlaps(match.start(1), match.end(1), taken):
            taken.append(Mention(start=match.start(1), end=match.end(1), text="街道", kind="kind", units=streets, organ="街道办事处"))


def mentions_before(taken: Sequence[Mention], start: int) -> Mention | None:
    """The mention that ends nearest before ``start``."""
    return max((m for m in taken if m.end <= start), key=lambda m: m.end, default=None)


def _same_region(
    before: Mention | None, units: tuple[Unit, ...], text: str, start: int
) -> tuple[Unit, ...]:
    """望澜区司法局和卫健委: the second office is of the same place."""
    if before is None or not before.units or not re.fullmatch(r"[和与、及跟,，]|以及", text[before.end : start]):
        return ()
    region = before.units[0].region
    return tuple(u for u in units if u.region and u.region == region)


# Words that end like a place and are none.
_NO_PLACE = re.compile(
    r"^(?:全|各|本|我|该|哪|两|三|有|其)|(?:社|辖|园|小|城|地|景|校|库|片|新|开发|示范|试验|自贸|山|林|牧|灾|疫|老|特|军|战|市|郊|湾|矿|厂|院|"
    r"馆|行政|保税|高新|度假|功能|聚集|集聚)区$|(?:城|省|都|县|超|股|房|门|夜|集|上|地级|直辖|入)市$|(?:区|市|省|郡|百强)县$|(?:乡|城|村|街)镇$|(?:城|山)乡$"
)
_UNKNOWN_PLACE = re.compile(rf"^(?P<name>[{_HAN}]{{2,3}}?(?:市|县|区|镇|乡))(?!场|政|民|容|域|长|委|级|内|外|直|里|中|上)")


def _missing_place(text: str, catalogue: Catalogue, taken: list[Mention]) -> None:
    """A place at the head of a question that neither the library nor the country has (岚石市…): it
    names a scope, and no neighbour stands in for it."""
    match = _UNKNOWN_PLACE.match(text)
    if not match or _overlaps(match.start(), match.end(), taken) or _NO_PLACE.search(match["name"]):
        return
    known = {name for unit in catalogue.units for name in (*unit.names, *unit.region)}
    if not any(match["name"] in name for name in known):
        taken.append(
            Mention(start=0, end=match.end(), text=match["name"], kind="missing", regions=(match["name"],))
        )


def _missing_regions(text: str, catalogue: Catalogue, taken: list[Mention]) -> None:
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
            if not _overlaps(start, start + size, taken):
                taken.append(Mention(start=start, end=start + size, text=name, kind="missing", regions=(name,)))
            break


def _scope_follows(rest: str) -> bool:
    return not rest or bool(re.match(r"的|和|与|跟|同|[省市县区]|政府|GDP|地区|20|19|去年|今年|两|各|全", rest))
