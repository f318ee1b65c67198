"""Places side by side that share the office behind the last: 浔桥区和东坪区的市场监管局."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.catalogue import Catalogue
from ingest.organs import expand, spoken_stem
from ingest.organs import names as organ_names

_HAN = "\u4e00-\u9fff"
_BESIDE = r"[、，,]|[和与跟及]|以及"
_MANY = "两二三四五六七八九十0-9几"
# What says that the office is of each of the places: 的, 两地, 三个区的.
_OF_EACH = (
    rf"(?:(?:这|那)?[{_MANY}](?:个?(?:地方|地|家|区县|县区|县市|市县|区|县|市|省)|个)|各自?)?的?"
)
# A place that the library may not have, by the class of its name.
_ELSEWHERE = rf"[{_HAN}]{{2,3}}[市区县旗]"
_WHOLE = "(?!(?<=市)[场监])"  # 海川市场监管局 is 海川's
# Anybody's: the place alone is meant, or another sense.
_TOO_COMMON = frozenset(("政府", "人民政府", "法院", "检察院", "开发区", "街道", "街道办", "党委"))


def with_offices_spelled(text: str, catalogue: Catalogue) -> str:
    """The text with the office behind each of its places: 浔桥区市场监管局和东坪区市场监管局.

    Without a word that says so (的, 两地) only where the library has such an office of each place:
    浔桥区和东坪区市场监管局 may be a government and an office.
    """
    places = sorted(catalogue.regions.within(text), key=len, reverse=True)
    if not places or not re.search(_BESIDE, text):
        return text
    known = rf"(?:{'|'.join(map(re.escape, places))}){_WHOLE}"
    place = rf"(?:{known}|{_ELSEWHERE}{_WHOLE})"
    side_by_side = re.compile(rf"(?P<places>{known}(?:(?:{_BESIDE}){place})+)(?P<each>{_OF_EACH})")
    spelled, position = "", 0
    for found in side_by_side.finditer(text):
        organ = _organs().match(text, found.end())
        if organ is not None and _is_shared(found, organ.group(), place, catalogue):
            named = _places(found, place)
            offices = "、".join(f"{_in_full(one, catalogue)}{organ.group()}" for one in named)
            spelled += text[position : found.start()] + offices
            position = organ.end()
    return spelled + text[position:]


@lru_cache(maxsize=1)
def _organs() -> re.Pattern[str]:
    """The names of organs, long and short."""
    names = {name for name in organ_names() if len(name) > 2 and name not in _TOO_COMMON}
    branches = {f"{stem}分局" for name in names for stem in (name[:-1], *spoken_stem(name))}
    return re.compile("|".join(map(re.escape, sorted(names | branches, key=len, reverse=True))))


def _places(found: re.Match[str], place: str) -> list[str]:
    return re.findall(rf"(?:{_BESIDE})?({place})", found["places"])


def _is_shared(found: re.Match[str], organ: str, place: str, catalogue: Catalogue) -> bool:
    """Whether the office is of each of the places: the words say so, or the library has them."""
    if found["each"]:
        return True
    there = catalogue.kinds.get(expand(organ) or organ, ())
    seated = {unit.region[-1] for unit in there if unit.region}
    meant = (catalogue.regions.meanings.get(one, ()) for one in _places(found, place))
    return all(seated & set(regions) for regions in meant)


def _in_full(place: str, catalogue: Catalogue) -> str:
    """The name of a place with its class, where only one is meant: what has no such office is then
    known to be missing."""
    meant = catalogue.regions.meanings.get(place, ())
    return meant[0] if len(meant) == 1 else place
