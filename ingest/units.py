"""Which office issued a report, and all the ways it is named."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.offices import Office, from_label, from_opening, from_signature, from_title
from ingest.organs import expand, shorten
from ingest.places import complete, dominant_district, place_in_name
from ingest.regions import Chain, short_name

_STATE_COUNCIL = "国务院"
_NATIONAL = re.compile(r"^(?:国家|中国|中华|最高人民)|^[^省市区县]{2,10}部$")  # of no one place
_HEAD = 400  # characters in which a form says who filled it in
# 大坪镇人民政府: the town's name alone names its government too.
_TOWN = re.compile(r"(?<=[镇乡])(?:人民)?政府$")


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
    candidates = [office for office in (titled, signed, *opened) if office and office.organ]
    if not candidates:
        labelled = from_label(f"{text[:_HEAD]}\n{furniture}")
        candidates = [labelled] if labelled else []
    if not candidates:
        return None
    others = [*others, *(office.other for office in candidates if office.other)]
    absolute = [office for office in candidates if office.chain or not office.relative]
    primary = next((o for o in absolute if o.chain), (absolute or candidates)[0])
    if titled and not titled.relative:
        primary = titled
    kin = [o for o in candidates if _same_organ(o.organ, primary.organ)]
    chain = max((o.chain for o in kin), key=len)
    region = _region(chain, primary.organ, text + "\n" + furniture)
    organ = max((_long_organ(o.organ, text) for o in kin), key=len)
    return _named(chain, region, organ, kin, others, text)


def _region(chain: Chain, organ: str, everything: str) -> Chain:
    if chain:
        return complete(chain, everything)
    if organ == _STATE_COUNCIL or _NATIONAL.match(organ):
        return ()
    return place_in_name(organ) or dominant_district(everything)


def _named(
    chain: Chain, region: Chain, organ: str, kin: list[Office], others: list[str], text: str
) -> Unit:
    full = region if not chain or set(chain) <= set(region) else chain
    prefixes = ["".join(full[i:]) for i in range(len(full))] + ["".join(chain)]
    written = [p for p in prefixes if any(p + o.organ in text for o in kin) or p == "".join(chain)]
    name = max(written, key=len, default="") + organ
    organs = _organ_forms(organ, kin, others)
    named_in = () if not chain and place_in_name(organ) else full
    forms = [*_forms(named_in, organs), *(o.name for o in kin)]
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
    organs = [organ, *(o.organ for o in kin), *shorten(organ)]
    long = expand(organ)
    if long:
        organs.extend([long, *shorten(long)])
    for other in others:
        full = expand(other) or other
        organs.extend([other, full, *shorten(full)])
    towns = [_TOWN.sub("", o) for o in organs if _TOWN.search(o)]
    return list(dict.fromkeys([*organs, *towns]))
