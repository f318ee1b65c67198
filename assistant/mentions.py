"""Who is meant: the units, regions and kinds of unit that a question names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from assistant.catalogue import Catalogue, Unit
from assistant.mention import Mention, overlaps
from assistant.missing import (
    EDGE,
    missing_offices,
    missing_place,
    missing_regions,
    of_short_organ,
)
from assistant.names import NameTable, name_table
from assistant.near_names import near_name
from ingest.organs import expand
from ingest.organs import names as organ_names


def _exact(text: str, catalogue: Catalogue, taken: list[Mention]) -> None:
    for name in catalogue.names.within(text):
        units = catalogue.names.meanings[name]
        position = text.find(name)
        while position >= 0:
            end = position + len(name)
            if not overlaps(position, end, taken) and not _inside_word(text, position, end, name):
                taken.append(Mention(start=position, end=end, text=name, kind="unit", units=units))
            position = text.find(name, end)


def _relative(text: str, catalogue: Catalogue, taken: list[Mention]) -> None:
    """Offices as they are called inside their place (桐溪县公安局和县教育局, 经开区)."""
    for name in catalogue.relative.within(text):
        for match in re.finditer(rf"(?<![^{EDGE}年]){re.escape(name)}", text):
            if not overlaps(*match.span(), taken):
                units = catalogue.relative.meanings[name]
                start, end = match.span()
                taken.append(Mention(start=start, end=end, text=name, kind="unit", units=units))


def _inside_word(text: str, start: int, end: int, name: str) -> bool:
    """A two-character place name is no name inside a longer word (南开大学, 海南自由贸易港)."""
    if len(name) > 2:
        return False
    return bool(re.match(r"大学|话|菜|人|籍|路|自由|合作|经验|模式|精神", text[end : end + 3]))


def mend_spaces(text: str, catalogue: Catalogue) -> str:
    """Takes out spaces that copying put inside a name (望澜区司法 局)."""
    if " " not in text:
        return text
    for name in catalogue.names.within(text.replace(" ", "")):
        if len(name) > 3:
            text = re.sub(r" ?".join(map(re.escape, name)), name, text)
    return text


def find_mentions(text: str, catalogue: Catalogue) -> tuple[Mention, ...]:
    """All names in ``text`` in order; longer names win over the shorter ones inside them."""
    taken: list[Mention] = []
    missing_offices(text, catalogue, taken)
    _exact(text, catalogue, taken)
    _relative(text, catalogue, taken)
    _groups(text, catalogue, taken)
    _abbreviated(text, catalogue, taken)
    _regions(text, catalogue, taken)
    _kinds(text, catalogue, taken)
    missing_regions(text, catalogue, taken)
    missing_place(text, catalogue, taken)
    mended = sorted((_mended(m, catalogue) for m in taken), key=lambda m: m.start)
    return _told_apart(mended)


def _told_apart(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """A name that several units answer to, by the places that are named beside it: 澜阳那个临湖区司法局,
    桐溪县公安局和县教育局. A place that tells units apart is no scope of its own."""
    places = [m for m in mentions if m.kind == "region"]
    beside = [m for m in mentions if m.kind == "unit" and len(m.units) == 1]
    used: list[Mention] = []
    found: list[Mention] = []
    for mention in mentions:
        narrowed: tuple[Unit, ...] = ()
        if mention.kind == "unit" and len(mention.units) > 1:
            telling = [m for m in places if set(m.units) & set(mention.units)]
            meant = {unit for m in telling for unit in m.units}
            narrowed = tuple(u for u in mention.units if u in meant)
            used.extend(telling)
            if not telling:
                regions = {m.units[0].region for m in beside}
                narrowed = tuple(u for u in mention.units if u.region in regions)
        found.append(replace(mention, units=narrowed) if narrowed else mention)
    return tuple(
        replace(m, kind="place", units=(), regions=()) if any(m is one for one in used) else m
        for m in found
    )


def _mended(mention: Mention, catalogue: Catalogue) -> Mention:
    """A missing name that is a slip of one the library has; its text stays as typed."""
    near = near_name(mention.text, catalogue) if mention.kind == "missing" else None
    if near is None:
        return mention
    return replace(mention, kind="unit", units=near[1], near=near[0])


def _regions(text: str, catalogue: Catalogue, taken: list[Mention]) -> None:
    for name in catalogue.regions.within(text):
        regions = catalogue.regions.meanings[name]
        for match in re.finditer(re.escape(name), text):
            if overlaps(match.start(), match.end(), taken) or _inside_word(
                text, match.start(), match.end(), name
            ):
                continue
            units = catalogue.units_in(regions)
            office = _office_beside(
                text, match.end(), [u for u in units if u.region[-1] in regions]
            )
            if office:
                end, meant = office
                named = text[match.start() : end]
                taken.append(
                    Mention(start=match.start(), end=end, text=named, kind="unit", units=meant)
                )
                continue
            taken.append(
                Mention(
                    start=match.start(),
                    end=match.end(),
                    text=name,
                    kind="region",
                    units=units,
                    regions=regions,
                )
            )


_ORGAN = re.compile(r"[\u4e00-\u9fff]{2,8}?(?:局|委|办|厅|中心|支队|大队)")


def _office_beside(
    text: str, start: int, units: Sequence[Unit]
) -> tuple[int, tuple[Unit, ...]] | None:
    """The office of a place whose name is shortened behind the place's (雁南文旅局), and its end."""
    organ = _ORGAN.match(text, start)
    meant = of_short_organ(organ.group(), units) if organ else ()
    return (organ.end(), meant) if organ and meant else None


# One-character names of provinces, as 京津冀 and 沪苏浙皖 use them side by side.
_ONE_CHARACTER = dict(
    zip(
        "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀黔贵滇云藏陕秦甘陇青宁新",
        "北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 重庆 四川 四川 贵州 贵州 云南 云南 西藏 陕西 陕西 甘肃 甘肃 青海 宁夏 新疆".split(),
        strict=True,
    )
)


_GROUPS = {
    "东北三省": "辽吉黑", "长三角": "沪苏浙皖", "京津冀": "京津冀", "成渝": "川渝", "川渝": "川渝", "西北五省": "陕甘青宁新",
    "中部六省": "晋皖赣豫鄂湘", "西南五省": "渝川黔滇藏", "华东": "沪苏浙皖闽赣鲁", "东三省": "辽吉黑",
    "直辖市": "京津沪渝", "自治区": "蒙桂藏宁新", "华南": "粤桂琼", "华北": "京津冀晋蒙", "西北": "陕甘青宁新",
    "华中": "豫鄂湘", "西南": "渝川黔滇藏", "两湖": "湘鄂", "两广": "粤桂",
}  # fmt: skip


_JOINT_NAME = re.compile(r"协同|一体化|城市群|双城|经济圈|都市圈|示范区|自贸|合作")


def is_group(name: str) -> bool:
    """Whether a name stands for several provinces put side by side (京津冀)."""
    return name in _GROUPS


def _groups(text: str, catalogue: Catalogue, taken: list[Mention]) -> None:
    """东北三省, 长三角: groups of provinces that everybody knows by name."""
    for name, members in _GROUPS.items():
        at = text.find(name)
        if name == "自治区" and not re.search(r"(?:[五5]个?|各|所有|全部)(?:大|个)?自治区", text):
            continue  # else it is a part of a name
        if at < 0 or overlaps(at, at + len(name), taken):
            continue
        if taken and _JOINT_NAME.match(text[at + len(name) :]):
            continue  # 北京和天津写京津冀协同发展: what is written about, not who writes
        provinces = {_ONE_CHARACTER[c] for c in members}
        units = tuple(u for u in catalogue.units if len(u.region) == 1 and provinces & u.names)
        if units:
            taken.append(
                Mention(start=at, end=at + len(name), text=name, kind="region", units=units)
            )


def _abbreviated(text: str, catalogue: Catalogue, taken: list[Mention]) -> None:
    """京津冀三地, 川渝两省: each character a province, the units there whose name is the province's."""
    run = re.compile(
        rf"[{''.join(_ONE_CHARACTER)}]{{2,6}}(?=[两三四五六]?[省地市]|[的各]|20|地区|[两三四五六])"
    )
    for match in run.finditer(text):
        for offset, character in enumerate(match.group()):
            name = _ONE_CHARACTER[character]
            units = tuple(u for u in catalogue.units if name in u.names and len(u.region) == 1)
            at = match.start() + offset
            if units and not overlaps(at, at + 1, taken):
                taken.append(Mention(start=at, end=at + 1, text=name, kind="unit", units=units))


@lru_cache(maxsize=1)
def _organs() -> NameTable[str]:
    """Names of organs → their long names."""
    return name_table({name: expand(name) or name for name in organ_names() if len(name) >= 2})


_TOO_COMMON = frozenset(("政府", "法院", "检察院", "委办", "开发区", "街道", "街"))
_EACH_OF = r"各|所有|全部"
_COUNTED = re.compile(rf"(?:{_EACH_OF}|[一二两三四五六七八九十0-9]+[家个]|哪些|哪家|哪个|几家|^)$")
_STREETS = re.compile(rf"(?:{_EACH_OF}|[两二三四五六七八九十0-9]+个|哪些|哪个)(街道)")


def _kinds(text: str, catalogue: Catalogue, taken: list[Mention]) -> None:
    """Kinds of office (各司法局), or the one office of a kind that is meant (司法局)."""
    spelled = _organs()
    for name in spelled.within(text):
        for match in re.finditer(re.escape(name), text):
            if name in _TOO_COMMON or overlaps(match.start(), match.end(), taken):
                continue
            mention = _of_kind(text, match, spelled.meanings[name], catalogue, taken)
            taken.extend((mention,) if mention else ())
    streets = tuple(u for u in catalogue.units if u.kind.endswith("街道办事处"))
    for match in _STREETS.finditer(text):
        start, end = match.span(1)
        if streets and not overlaps(start, end, taken):
            organ = "街道办事处"
            taken.append(
                Mention(
                    start=start, end=end, text=match[1], kind="kind", units=streets, organ=organ
                )
            )


def _of_kind(
    text: str, match: re.Match[str], organ: str, catalogue: Catalogue, taken: Sequence[Mention]
) -> Mention | None:
    """What the name of a kind of office stands for where it was found."""
    start, end = match.span()
    before = text[max(0, start - 4) : start]
    counted = _COUNTED.search(before)
    units = catalogue.kinds.get(organ, ())
    beside = _same_region(mentions_before(taken, start), units, text, start)
    alone = not before or (
        not counted and re.fullmatch(rf".*[{EDGE}年]", text[:start] or " ") is not None
    )
    if beside:
        return Mention(start=start, end=end, text=match[0], kind="unit", units=beside)
    if len(units) == 1 and alone:
        return Mention(start=start, end=end, text=match[0], kind="unit", units=units)
    if units and counted:
        return Mention(start=start, end=end, text=match[0], kind="kind", units=units, organ=organ)
    if not units and not before:
        return Mention(start=start, end=end, text=match[0], kind="missing", organ=organ)
    return None


def mentions_before(taken: Sequence[Mention], start: int) -> Mention | None:
    """The mention that ends nearest before ``start``."""
    return max((m for m in taken if m.end <= start), key=lambda m: m.end, default=None)


def _same_region(
    before: Mention | None, units: tuple[Unit, ...], text: str, start: int
) -> tuple[Unit, ...]:
    """望澜区司法局和卫健委: the second office is of the same place."""
    if (
        before is None
        or not before.units
        or not re.fullmatch(r"[和与、及跟,，]|以及", text[before.end : start])
    ):
        return ()
    region = before.units[0].region
    return tuple(u for u in units if u.region and u.region == region)
