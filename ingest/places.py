"""Where an office stands, as far as its report tells: divisions above the ones in its name.

A district's name may occur in several provinces, and a package of divisions may lack a new one
or know a former one; then what the text says decides. Nothing is guessed.
"""

from __future__ import annotations

import re
from collections import Counter

from ingest.organs import expand
from ingest.regions import (
    HAN,
    NAME,
    SUFFIX,
    Chain,
    divisions,
    is_province,
    leading_chain,
    short_name,
)
from ingest.subjects import RUN_IN

# Where a name in running text can begin.
_LEFT = rf"(?:(?<![{HAN}])|(?<=[在向对为和与及以由经至全据按从年据《“]))"
_BEFORE_NAME = re.compile(rf"^$|[^{HAN}]|[在向对为和与及以由经至全据按从年据省市州]")
_LED = re.compile(
    rf"在(?:中共)?(?P<place>[{HAN}]{{2,12}}?(?P<level>[市区县旗州]))委[、和及](?:(?P=level)人民|(?P=level))?政府的?[{HAN}]{{0,6}}(?:领导|指导)"
)
_ZONE = re.compile(
    r"^(?P<place>[\u4e00-\u9fff]{2,3}?)(?:市)?(?:国家|综合|经济|高新|高技术|保税|工业|出口|自由|自贸|空港|临空|航空|港)"
    r"[\u4e00-\u9fff]{0,16}(?:区|园|港)(?:管理委员会|管委会)?$"
)


def count_names(text: str) -> Counter[str]:
    """How often the text names each known division (full names; 南开区 inside 天津市南开区 too).

    A name of two characters counts only where a name can begin: 理县 in 办理县政府交办 is none.
    """
    known = divisions().chains
    counts: Counter[str] = Counter()
    for match in re.finditer(rf"(?:{SUFFIX})", text):
        end = match.end()
        for start in range(end - 2, max(-1, end - 13), -1):
            name = text[start:end]
            if name in known and (len(name) > 2 or _BEFORE_NAME.search(text[:start][-1:])):
                counts[name] += 1
    return counts


def parents_in_text(name: str, text: str) -> Chain:
    """The divisions that the text puts right before ``name``: (云岭省,) for 青石市."""
    pattern = re.compile(
        rf"(?P<province>[{HAN}]{{2,4}}(?:省|自治区))?(?P<city>[{HAN}]{{2,6}}(?:市|自治州|地区|盟))?{re.escape(name)}"
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
        match = re.search(rf"(?:{SUFFIX})$", rest)
        if not match:
            break
        known = next(
            (
                rest[i:]
                for i in range(max(0, len(rest) - 12), len(rest) - 1)
                if rest[i:] in divisions().chains
            ),
            None,
        )
        stem = rest[: match.start()]
        cut = re.search(
            rf"[{HAN}]{{2,3}}$", re.sub(rf"^.*[{'在向对为和与及由经至据按从年共于'}]", "", stem)
        )
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
    candidates = list(divisions().chains.get(chain[0], ()))
    if candidates:
        counts = count_names(text)
        short = {
            c: sum(counts[n] for n in c[:-1]) + sum(0.5 * text.count(short_name(n)) for n in c[:-1])
            for c in candidates
        }
        best = max(candidates, key=lambda c: (short[c], -len(c)))
        above = led_by_city(text) if short[best] == 0 else ()
        if above and above[-1] not in divisions().chains:
            return (*above, *chain)  # of a city that no package knows, with a district of this name
        if len(candidates) == 1 or short[best] > 0:
            return _fill((*best, *chain[1:]))
    above = parents_in_text(chain[0], text)
    if above and above[0] != chain[0]:
        return complete((*above, *chain), "") if not is_province(above[0]) else (*above, *chain)
    if not candidates:
        upper = _upper_in_text(chain[0], text) or _only_city(chain[0], text)
        return (*upper, *chain)
    return chain


_CITY = re.compile(rf"[{HAN}]{{2,6}}?市(?=市[{HAN}]{{2,8}}局|局|委|政府|人民政府|司法局)")


def _only_city(name: str, text: str) -> Chain:
    """The one city that a text speaks of by name (澄阳市局, 澄阳市市场监管局), above a district."""
    if not name.endswith(("区", "县", "旗")):
        return ()
    found = (_whole_name(match.group(), text) for match in _CITY.finditer(text))
    # Said once only, it cannot be told from what runs into it (报送市政府).
    cities = {
        city
        for city in found
        if len(city) > 2 and text.count(city) > 1 and not RUN_IN.search(city) and city[0] != "全"
    }
    return (next(iter(cities)),) if len(cities) == 1 else ()


def _fill(chain: Chain) -> Chain:
    """Puts in the level between: 陕西省, 南郑区 → 陕西省, 汉中市, 南郑区 when only one fits."""
    fitting = [
        c
        for c in divisions().chains.get(chain[-1], ())
        if set(chain) <= set(c) and c[0] == chain[0]
    ]
    return fitting[0] if len(fitting) == 1 else chain


def _upper_in_text(name: str, text: str) -> Chain:
    """The city and province an unknown district belongs to: what the text keeps naming.

    Only names that no package knows are looked for here, at the left edges where a name can
    begin; the most frequent one wins, a tie means unknown.
    """
    pattern = rf"{_LEFT}({NAME}{{2,3}}(?:省|市))(?![级直内外委政际份长部场监民区县])"
    found = Counter(m.group(1) for m in re.finditer(pattern, text))
    found = Counter(
        {
            n: c
            for n, c in found.items()
            if n[:-1] != name[:-1]
            and c > 1
            and not _is_cut(n, text)
            and n[-2] not in "城都超夜股上门集全各跨"
        }
    )
    names: list[str] = []
    for suffix in ("省", "市"):
        ranked = [item for item in found.most_common() if item[0].endswith(suffix)]
        if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
            names.append(ranked[0][0])
    return tuple(n for n in names if not (n.endswith("市") and name.endswith("市")))


def _is_cut(name: str, text: str) -> bool:
    """西榕岭市 of 广西榕岭市: what runs in is the end of a province's name."""
    before = {match.group(1) for match in re.finditer(rf"(.){re.escape(name)}", text)}
    return bool(before) and all(f"{one}{name[0]}" in divisions().short for one in before)


def named_place(level: str, organ: str, text: str) -> Chain:
    """The divisions that a text (or its site) names before an organ that a title names from inside its
    place: 市交通局 of a page of 衡川市交通运输局. Empty where it names none, or several alike."""
    long = expand(organ) or organ
    found: Counter[Chain] = Counter()
    for name in dict.fromkeys((organ, long)):
        for match in re.finditer(rf"[{HAN}]{{2,8}}{level}(?={re.escape(name)})", text):
            chain = leading_chain(_whole_name(match.group(), text) + name)[0]
            found.update([chain] if chain and chain[-1].endswith(level) else [])
    ranked = found.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return ()
    return ranked[0][0]


def _whole_name(name: str, text: str) -> str:
    """A division's name without what runs into it from the left (制发望澜区): a known one, else the
    longest that the text says as often as any shorter one."""
    forms = [name[at:] for at in range(len(name) - 2)]
    known = next((form for form in forms if form in divisions().chains), None)
    often = max(map(text.count, forms))
    return known or next(form for form in forms if text.count(form) == often)


def led_by(text: str) -> Chain:
    """The place whose party committee and government lead the office (在临湖区委、区政府的领导下)."""
    chain = _leading(text)
    return complete(chain, text) if chain else ()


def led_by_city(text: str) -> Chain:
    """The same, where it is a city."""
    chain = _leading(text)
    return chain if chain and chain[-1].endswith("市") else ()


def _leading(text: str) -> Chain:
    for match in _LED.finditer(text):
        chain, rest = leading_chain(match["place"] + "内")  # a chain wants something behind it
        if chain and rest == "内":
            return chain
    return ()


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
        return _owner(text)
    best, second = [*sorted(scores.values(), reverse=True), 0.0][:2]
    chain = max(scores, key=lambda c: (scores[c], len(c)))
    return chain if best > second else ()


def names_its_place(organ: str) -> bool:
    """Whether a development zone's name begins with its place."""
    return bool(_ZONE.match(organ))


def place_in_name(organ: str, text: str) -> Chain:
    """The city in the name of a development zone: 天津经济技术开发区管理委员会 → (天津市,).

    Empty where the first word names no city or province, or more than one; one that no package
    knows is a city where the text calls it so.
    """
    match = _ZONE.match(organ)
    if not match:
        return ()
    if match["place"] not in divisions().short:
        city = f"{match['place']}市"
        return complete((city,), text) if city in text else ()
    known = divisions()
    full = [
        chain
        for name in known.short.get(match["place"], ())
        for chain in known.chains[name]
        if len(chain) <= 2
    ]
    return full[0] if len(full) == 1 else ()


def _owner(text: str) -> Chain:
    """A district that no package knows, as the owner of a site names it: 望澜区人民政府网."""
    named = re.findall(
        rf"{_LEFT}((?:{NAME}{{2,3}}市)?{NAME}{{2,3}}[区县旗])(?=人民政府|政府网|政府门户)", text
    )
    found = Counter(named)
    if not found or (len(found) > 1 and len({count for _, count in found.most_common(2)}) == 1):
        return ()
    owner = found.most_common(1)[0][0]
    city = re.match(r"(.{2,3}市)(.+)$", owner)
    return (city.group(1), city.group(2)) if city else (owner,)
