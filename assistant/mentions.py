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
from assistant.province_groups import named_groups, one_character_names
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
        for match in re.finditer(rf"(?<![^{EDGE}年全]){re.escape(name)}", text):
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
    named_groups(text, catalogue, taken)
    one_character_names(text, catalogue, taken)
    _regions(text, catalogue, taken)
    _kinds(text, catalogue, taken)
    missing_regions(text, catalogue, taken)
    missing_place(text, catalogue, taken)
    mended = sorted((_mended(m, catalogue) for m in taken), key=lambda m: m.start)
    return _in_brackets(_told_apart(mended), text)


def _in_brackets(mentions: Sequence[Mention], text: str) -> tuple[Mention, ...]:
    """市人社系统（筠川）: the place of the office before it, and no scope of its own."""
    found: list[Mention] = []
    for mention in mentions:
        before = found[-1] if found else None
        within = re.fullmatch(r"\s*[(（]", text[before.end : mention.start]) if before else None
        if (
            before
            and within
            and text[mention.end : mention.end + 1] in (")", "）")
            and any(mention.text in "".join(unit.region) for unit in before.units)
        ):
            meant = tuple(u for u in before.units if mention.text in "".join(u.region))
            found[-1] = replace(before, units=meant)
            mention = replace(mention, kind="place", units=(), regions=())
        found.append(mention)
    return tuple(found)


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


@lru_cache(maxsize=1)
def _organs() -> NameTable[str]:
    """Names of organs → their long names."""
    return name_table({name: expand(name) or name for name in organ_names() if len(name) >= 2})


_TOO_COMMON = frozenset(("政府", "法院", "检察院", "委办", "开发区", "街道", "街"))
_EACH_OF = r"各|所有|全部"
_COUNTED = re.compile(rf"(?:{_EACH_OF}|[一二两三四五六七八九十0-9]+[家个]|哪些|哪家|哪个|几家|^)$")
# 两个区的城管局, 各县公安局: of the places of one level.
_OF_LEVEL = re.compile(
    r"(?:各个?|所有|全部|几个?|[两二三四五六七八九十0-9]+个?)(?P<level>区县|县区|县市区|县市|市县|区|县|市)(?:里|中)?的?$"
)
_STREETS = re.compile(rf"(?:{_EACH_OF}|[两二三四五六七八九十0-9]+个|哪些|哪个)(街道)")


def _kinds(text: str, catalogue: Catalogue, taken: list[Mention]) -> None:
    """Kinds of office (各司法局), or the one office of a kind that is meant (司法局)."""
    spelled = _organs()
    names = [name for name in spelled.within(text) if name not in _TOO_COMMON]
    found = (match for name in names for match in re.finditer(re.escape(name), text))
    for match in sorted(found, key=lambda one: (one.start(), -one.end())):
        if not overlaps(match.start(), match.end(), taken):
            mention = _of_kind(text, match, spelled.meanings[match[0]], catalogue, taken)
            taken.extend((mention,) if mention else ())
    _governments(text, catalogue, taken)
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


_GOVERNMENTS = re.compile(
    rf"(?:{_EACH_OF}|几个|[两二三四五六七八九十0-9]+个?|哪[些个]|下辖|下属)个?(?P<level>县市区|区县市|区县|县区|县市|市县|区|县|市)级?的?(?:人民)?政府(?!工作)"
)


def _governments(text: str, catalogue: Catalogue, taken: list[Mention]) -> None:
    """各县区政府: the governments of one level, without those above them."""
    match = _GOVERNMENTS.search(text)
    if match is None or overlaps(*match.span(), taken):
        return
    above = {name for unit in catalogue.units for name in unit.region[:-1]}
    seated = tuple(
        u
        for u in catalogue.kinds.get("人民政府", ())
        if u.region and u.region[-1][-1] in match["level"] and u.region[-1] not in above
    )
    if seated:
        start, end = match.span()
        taken.append(
            Mention(
                start=start, end=end, text=match[0], kind="kind", units=seated, organ="人民政府"
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
    level = _OF_LEVEL.search(text[:start])
    seated = tuple(u for u in units if level and u.region and u.region[-1][-1] in level["level"])
    if level and seated:
        span = level.start()
        return Mention(
            start=span, end=end, text=text[span:end], kind="kind", units=seated, organ=organ
        )
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
