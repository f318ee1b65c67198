"""Which office issued a report, and all the ways it is named."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.offices import (
    Office,
    from_label,
    from_opening,
    from_signature,
    from_title,
)
from ingest.organs import ABOVE_STREET, BRANCH, expand, shorten, spoken_stem
from ingest.places import (
    complete,
    dominant_district,
    led_by,
    named_place,
    names_its_place,
    place_in_name,
)
from ingest.regions import ETHNIC, Chain, short_name
from ingest.subjects import place_told

_STATE_COUNCIL = "国务院"
_NATIONAL = re.compile(r"^(?:国家|中国|中华|最高人民)|^[^省市区县]{2,10}部$")  # of no one place
_HEAD = 400  # characters in which a form says who filled it in
# 大坪镇人民政府: the town's name alone names its government too.
_TOWN = re.compile(r"(?<=[镇乡])(?:人民)?政府$")
_BARE_TOWN = re.compile(r"(?:^|[^城])[镇乡]$")
_ZONE = re.compile(r"(?:高新|经开|开发|示范|保税|度假)区$")
_ZONE_SHORT = {
    "经济技术开发区": "经开区",
    "高新技术产业开发区": "高新区",
    "高新技术开发区": "高新区",
    "高技术产业开发区": "高新区",
    "经济开发区": "经开区",
    "旅游度假区": "度假区",
    "风景名胜区": "景区",
}
_ZONE_NAMES = re.compile("|".join(_ZONE_SHORT))
_GOVERNS = re.compile(r"[省市区县旗州]政府|法治政府建设")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """The issuing office: its fullest name, its other names, its divisions."""

    name: str
    aliases: tuple[str, ...]
    region: Chain


def _long_organ(organ: str, text: str) -> str:
    """The organ's long form where the text supports it, else as written.

    Supported: the text holds the long form, or its stem in other words (国防动员 for 国动办).
    """
    long = expand(organ)
    if long is None or long == organ:
        return organ
    if long in text:
        return long
    if long.endswith("街道办事处"):
        return organ
    stem = re.sub(r"(?:办公室|委员会|局)$", "", long)
    whole = re.sub(r"[局委办厅]$", "", re.sub(r"^.*[省市区县旗州]", "", organ))
    if whole in stem:  # 交通局 is a name of its own, 住建局 is a short one
        return organ
    return long if stem not in organ and stem in text else organ


def _forms(chain: Chain, organs: list[str]) -> list[str]:
    """Every chain suffix, with full and with short division names, before each organ form."""
    forms: list[str] = []
    for organ in organs:
        for start in range(len(chain) + 1):
            prefix = chain[start:]
            if prefix or (len(organ) >= 3 and organ != "人民政府"):
                forms.append("".join(prefix) + organ)
        if chain:
            forms.append(short_name(chain[-1]) + organ)
    return forms


def _same_organ(left: str, right: str) -> bool:
    left, right = ABOVE_STREET.sub("", left), ABOVE_STREET.sub("", right)
    return left == right or (expand(left) or left) == (expand(right) or right)


def find_unit(title: str | None, text: str, furniture: str) -> Unit | None:
    """The issuing office as title, signature and opening name it; None when nothing does.

    Args:
        title: the title line, None where the report has none.
        text: cleaned.
        furniture: lines that cleaning took away (a site's owner tells the region).
    """
    titled = from_title(title) if title else None
    signed = from_signature(text)
    opened, others = from_opening(text)
    rank = _rank(text)
    opened = [office for office in opened if not _is_superior(office, rank)]
    if titled and not titled.organ:
        titled = _government(titled, signed, text)
    candidates = [office for office in (titled, signed, *opened) if office and office.organ]
    if not candidates:
        candidates = _told_elsewhere(text, furniture)
    if not candidates:
        return None
    others = [*others, *(office.other for office in candidates if office.other)]
    absolute = [office for office in candidates if office.chain or not office.relative]
    primary = next((o for o in absolute if o.chain), (absolute or candidates)[0])
    if titled and not titled.relative:
        primary = titled
    kin = [o for o in candidates if _same_organ(o.organ, primary.organ)]
    everything = f"{text}\n{furniture}"
    chain = max((o.chain for o in kin), key=len)
    if primary.relative and not chain:
        chain = named_place(primary.level, primary.organ, everything)
    region = _region(chain, primary.organ, everything)
    region = _of_branch(region, primary.organ, text)
    if primary.relative and not chain and region and region[-1].endswith(primary.level):
        chain = region[-1:]  # 区司法局, of a text that speaks of 望澜区
    organ = max((_long_organ(o.organ, everything) for o in kin), key=len)
    organ = f"{organ}人民政府" if _BARE_TOWN.search(organ) else organ
    if primary.relative and not region:
        organ = primary.level + organ  # 市财政局, of a text that names no city
    return _named(chain, region, organ, kin, others, text)


# The committee that leads the office: of the place it stands in.
_LED_BY = re.compile(r"(?:^|[^省市区县州旗])([省市区县州旗])委(?![员托])")
_RANKS = {"省": 0, "市": 1, "州": 1, "区": 2, "县": 2, "旗": 2}


def _rank(text: str) -> int:
    """How far down the place stands whose committee leads the office; 0 where none is told."""
    return max((_RANKS[level] for level in _LED_BY.findall(text[:_HEAD])), default=0)


def _is_superior(office: Office, rank: int) -> bool:
    """Whether an office named by its level stands above the one that reports: 省林草局, in the report
    of one that the 县委 leads."""
    return office.relative and _RANKS.get(office.level, 9) < rank


def _government(place: Office, signed: Office | None, text: str) -> Office | None:
    """The office of a title that names a place alone: its government, unless another one signed."""
    if signed and signed.organ and signed.chain[-1:] == place.chain[-1:]:
        return None
    return _governing(place.chain, text)


def _told_elsewhere(text: str, furniture: str) -> list[Office]:
    """The office of a report that neither its title nor its sentences name: as a site or a form
    names it, or the government of the place that the first sentences speak of."""
    place = place_told(text[:_HEAD])
    labelled = from_label(f"{text[:_HEAD]}\n{furniture}")
    if labelled:
        return [labelled]
    return [_governing(place, text)] if place and _GOVERNS.search(text) else []


def _governing(place: Chain, text: str) -> Office:
    zone = _ZONE.search(place[-1]) and "管委会" in text
    return Office(chain=place, organ="管委会" if zone else "人民政府")


def _of_branch(region: Chain, organ: str, text: str) -> Chain:
    """A branch (…局云岭分局) stands in the district it is named after, where the text names that."""
    branch = BRANCH.fullmatch(organ)
    if not branch:
        return region
    place = branch["place"]
    full = [place] if place[-1] in "区县旗" else [place + level for level in "区县旗市"]
    named = next((name for name in full if name in text and name not in region), None)
    return (*region, named) if named else region


def _region(chain: Chain, organ: str, everything: str) -> Chain:
    if chain:
        return complete(chain, everything)
    if organ == _STATE_COUNCIL or _NATIONAL.match(organ):
        return ()
    if names_its_place(organ):  # no other place that the text speaks of can be its own
        return place_in_name(organ, everything)
    return led_by(everything) or dominant_district(everything)


def _named(
    chain: Chain, region: Chain, organ: str, kin: list[Office], others: list[str], text: str
) -> Unit:
    full = region if not chain or set(chain) <= set(region) else chain
    prefixes = ["".join(full[i:]) for i in range(len(full))] + ["".join(chain)]
    written = [p for p in prefixes if any(p + o.organ in text for o in kin) or p == "".join(chain)]
    name = max(written, key=len, default="") + organ
    organs = _organ_forms(organ, kin, others)
    named_in = () if not chain and place_in_name(organ, text) else full
    forms = [*_forms(named_in, organs), *_branch_forms(organ, full), *(o.name for o in kin)]
    if organ == "人民政府" and full:
        forms.extend([full[-1], short_name(full[-1])])
    if organ == _STATE_COUNCIL:
        forms.extend(["国务院", "中央人民政府", "中央政府"])
    superior = next((o.superior for o in kin if o.superior), "")
    if superior:
        forms.append(name)
        name = superior + name
    aliases = [f for f in dict.fromkeys(forms) if f != name and len(f) >= 2]
    return Unit(name=name, aliases=tuple(aliases), region=region)


def _organ_forms(organ: str, kin: list[Office], others: list[str]) -> list[str]:
    """The organ's long and short forms, those of its second names, and a town's bare name."""
    organ = ABOVE_STREET.sub("", organ)
    organs = [organ, *(ABOVE_STREET.sub("", o.organ) for o in kin), *shorten(organ)]
    long = expand(organ)
    if long:
        organs.extend([long, *shorten(long)])
    for other in others:
        full = expand(other) or other
        organs.extend([other, full, *shorten(full)])
    towns = [_TOWN.sub("", o) for o in organs if _TOWN.search(o)]
    towns.extend(short for short in map(_without_people, towns) if short not in towns)
    return list(dict.fromkeys([*organs, *towns, *_zone_forms(organs)]))


def _branch_forms(organ: str, region: Chain) -> list[str]:
    """生态环境局云岭分局 is called 云岭生态环境分局, 云岭区环保分局 and 云岭分局 too, with its city or
    without."""
    branch = BRANCH.fullmatch(organ)
    if not branch:
        return []
    place, of = branch["place"], branch["of"]
    named = [one for one in region if one.startswith(place)]
    guessed = [place] if place[-1] in "省市区县旗州" else [place + level for level in "区县市"]
    places = dict.fromkeys((place, *(named or guessed)))
    stems = dict.fromkeys((of, *spoken_stem(f"{of}局")))
    called = [f"{one}{stem}分局" for stem in stems for one in places]
    called += [*(f"{stem}{place}分局" for stem in stems), f"{of}局{place}分局", f"{place}分局"]
    above = (one for one in region if one not in named)
    cities = dict.fromkeys(name for one in above for name in (one, short_name(one)))
    return [f"{city}{name}" for city in ("", *cities) for name in called]


def _without_people(town: str) -> str:
    """白云瑶族乡 is called 白云乡 too."""
    match = re.fullmatch(r"(.+)([镇乡])", town)
    stem = ETHNIC.sub("", match[1]) if match else ""
    return stem + match[2] if match and len(stem) > 1 else town


def _zone_forms(organs: list[str]) -> list[str]:
    """经开区 for 经济技术开发区, with what administers it and without."""
    forms = []
    for organ in organs:
        zone = re.sub(r"(?:管理委员会|管委会)$", "", organ)
        short = _ZONE_NAMES.sub(lambda found: _ZONE_SHORT[found.group()], zone)
        if zone != organ and zone.endswith("区"):
            forms.extend([zone, f"{short}管委会", short])
    return forms
