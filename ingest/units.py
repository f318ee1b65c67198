"""Which office issued a report, and all the ways it is named."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.organs import SUFFIXES, expand, shorten
from ingest.patterns import DATE, is_date_line
from ingest.regions import Chain, complete, dominant_district, is_province, leading_chain, short_name

_HAN = "\u4e00-\u9fff"
_YEAR = re.compile(r"(?:20|19)[0-9]{2}\s*(?:[—\-－~至]\s*(?:20)?[0-9]{2}\s*)?年?\s*度?|[二一][〇零○一二三四五六七八九]{3}\s*年度?")
_GENRE_START = re.compile(
    r"(?:关于)?(?:深入|全面|扎实|贯彻|落实|推进|加强|开展|履行|年度)*(?:落实)?"
    r"(?:法治政府|法治建设|法治|依法行政|依法治|政府信息公开|政务公开|行政执法|第一责任人|年度工作|工作|年度报告|年报|述职|总结)"
)
_ORGAN_END = re.compile(rf"(?:{SUFFIXES})$")
_RELATIVE = re.compile(r"^(?:我|本|全)?[省市区县州旗镇乡街](?=[^市区县])")
_SUBJECT = re.compile(
    rf"(?:^|[\n。])(?:(?:20[0-9]{{2}}年(?:度|以来|来)?|今年以来|一年来|今年|过去一年)[,，]?)?"
    rf"(?P<unit>[{_HAN}]{{2,26}}?)(?:[（(](?P<other>[{_HAN}]{{2,10}})[)）])?"
    r"(?:法治(?:政府)?建设工作)?[,，]?(?=在|坚持|始终|深入|认真|全面|以|紧|按照|坚决|严格|积极|牢|持续|扎实|切实|着力|秉持|聚焦|高度|贯彻|根据|立足|推进|围绕|锚定)"
)
_STATE_COUNCIL = "国务院"


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A name taken apart: divisions, then the organ (国防动员办公室); relative: 区国动办."""

    chain: Chain
    organ: str
    relative: bool = False

    @property
    def name(self) -> str:
        """As it was written."""
        return "".join(self.chain) + self.organ


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """The issuing office: its fullest name, its other names, its divisions."""

    name: str
    aliases: tuple[str, ...]
    region: Chain


def parse_office(name: str) -> Office | None:
    """Takes an office's name apart; None when it is no office."""
    name = name.strip("《》“”\"：: ")
    name = re.sub(r"^(?:中共|中国共产党)", "", name)
    if not 2 <= len(name) <= 36:
        return None
    chain, organ = leading_chain(name)
    if not organ:
        return Office(chain=chain, organ="") if chain else None
    if organ == _STATE_COUNCIL:
        return Office(chain=(), organ=organ)
    if not _ORGAN_END.search(organ) or re.search(r"[和与及]|各|其他", organ[:2]):
        return None
    relative = not chain and bool(_RELATIVE.match(organ)) and expand(organ) is not None
    return Office(chain=chain, organ=_RELATIVE.sub("", organ) if relative else organ, relative=relative)


def _from_title(title: str) -> Office | None:
    bare = _YEAR.sub("", re.sub(r"[（(【\[].{0,12}[)）】\]]$", "", title)).strip(" 《》|｜—-")
    government = re.match(rf"^(?P<place>[{_HAN}]{{2,24}}?)(?:人民)?政府工作报告", bare)
    if government:
        place = government["place"]
        return parse_office(place if place == _STATE_COUNCIL else place + "人民政府")
    start = _GENRE_START.search(bare)
    return parse_office(bare[: start.start()]) if start and start.start() >= 2 else None


def _from_signature(text: str) -> Office | None:
    lines = text.rstrip().split("\n")[-6:]
    for index in range(len(lines) - 1, -1, -1):
        line = DATE.sub("", lines[index]).strip("（）() ")
        if is_date_line(lines[index]) or not line or len(line) > 36 or re.search(r"[。，,；]", line):
            continue
        office = parse_office(line)
        if office and office.organ:
            return office
    return None


def _from_opening(text: str) -> tuple[list[Office], list[str]]:
    """Subjects of the first sentences, and the second names given in brackets."""
    offices: list[Office] = []
    others: list[str] = []
    head = text[:900]
    speaker = re.search(rf"我代表(?P<unit>[{_HAN}]{{1,20}}?(?:人民政府|国务院))", head)
    if speaker:
        office = parse_office(speaker["unit"])
        offices.extend([office] if office else [])
    for match in _SUBJECT.finditer(head):
        office = parse_office(match["unit"])
        if office and office.organ and (office.chain or expand(office.organ) or office.organ.endswith("街道")):
            offices.append(office)
            other = re.sub(r"^(?:以下)?(?:统称|简称)?[市区县省]?", "", match["other"] or "")
            others.extend([other] if len(other) >= 3 and _ORGAN_END.search(other) else [])
    return offices, others


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
    titled = _from_title(title) if title else None
    signed = _from_signature(text)
    opened, others = _from_opening(text)
    candidates = [office for office in (titled, signed, *opened) if office and office.organ]
    if not candidates:
        return None
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
    if organ == _STATE_COUNCIL:
        return ()
    return dominant_district(everything)


def _named(
    chain: Chain, region: Chain, organ: str, kin: list[Office], others: list[str], text: str
) -> Unit:
    full = region or chain
    prefixes = ["".join(full[i:]) for i in range(len(full))] + ["".join(chain)]
    written = [p for p in prefixes if any(p + o.organ in text for o in kin) or p == "".join(chain)]
    name = max(written, key=len, default="") + organ
    organs = [organ, *(o.organ for o in kin), *shorten(organ)]
    long = expand(organ)
    if long:
        organs.extend([long, *shorten(long)])
    for other in others:
        organs.extend([other, *([expand(other) or other])])
    forms = _forms(full, list(dict.fromkeys(organs)))
    forms.extend(o.name for o in kin)
    if organ == "人民政府" and full:
        forms.extend([full[-1], short_name(full[-1])])
    if organ == _STATE_COUNCIL:
        forms.extend(["国务院", "中央人民政府", "中央政府"])
    if full and is_province(full[0]) and len(full) > 1:
        forms.extend("".join(full[1:]) + o for o in dict.fromkeys(organs))
    aliases = [f for f in dict.fromkeys(forms) if f != name and len(f) >= 2]
    return Unit(name=name, aliases=tuple(aliases), region=region)
