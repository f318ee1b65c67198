"""Offices as title, signature and opening of a report name them, taken apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.organs import SUFFIXES, expand
from ingest.patterns import DATE, is_date_line
from ingest.regions import Chain, leading_chain
from ingest.subjects import subject_names

_HAN = "\u4e00-\u9fff"
_YEAR = re.compile(
    r"(?:20|19)[0-9]{2}\s*(?:[—\-－~至]\s*(?:20)?[0-9]{2}\s*)?年?\s*度?|"
    r"[二一][〇零○一二三四五六七八九]{3}\s*年度?"
)
_GENRE_START = re.compile(
    r"(?:关于)?(?:深入|全面|扎实|贯彻|落实|推进|加强|开展|履行|年度)*(?:落实)?"
    r"(?:法治政府|法治公安|法治建设|(?<!依)法治|依法行政|依法治(?![省市区县州旗镇乡国])|政府信息公开|政务公开|行政执法(?![局委办大支总监])|第一责任人|"
    r"年度工作|工作|年度报告|年报|述职|总结)"
)
_ORGAN_END = re.compile(rf"(?:{SUFFIXES})$")
_RELATIVE = re.compile(r"^(?:我|本|全)?([省市区县州旗镇乡街])(?=[^市区县])")
# 中共青岛市交通运输局党组: the party's body of an office reports for it.
_PARTY = re.compile(r"(?<=[局委办厅院会处镇乡道])(?:党组|党委|党工委)$")
_SUBJECT = re.compile(
    rf"(?:^|[\n。])(?:(?:20[0-9]{{2}}年(?:度|以来|来)?|今年以来|一年来|今年|过去一年)[,，]?)?"
    rf"(?P<unit>[{_HAN}]{{2,26}}?)(?:[（(](?P<other>[{_HAN}]{{2,10}})[)）])?"
    r"(?:法治(?:政府)?建设工作)?[,，]?"
    r"(?=在|坚持|始终|深入|认真|全面|以|紧|按照|坚决|严格|积极|牢|持续|扎实|切实|着力|秉持|聚焦|高度|"
    r"贯彻|根据|立足|推进|围绕|锚定)"
)
_SPEAKER = re.compile(rf"我代表(?P<unit>[{_HAN}]{{1,20}}?(?:人民政府|国务院))")
_CONGRESS = re.compile(
    rf"在(?P<place>[{_HAN}]{{2,20}}?)第[一二三四五六七八九十百0-9]{{1,4}}届人民代表大会"
)
_LABEL = re.compile(
    rf"(?:发文机[关构]|发文单位|发布机构|发布单位|制发机关|公开机构|(?:填报|填表|制表|编制|报送|上报)单位)"
    rf"(?:[（(][{_HAN}]{{1,6}}[)）])?\s*(?:[:：]|\|)\s*([{_HAN}]{{4,36}})"
)
# A national office whose local ones carry its name before their own.
_SUPERIOR = re.compile(
    rf"^(?:国家[{_HAN}]{{2,6}}?总?局|中国人民银行|中国民用航空局|中国气象局|中华人民共和国)(?=.{{4}})"
)
_SECOND = re.compile(r"^([^（）()]{2,36})[（(]([^（）()]{2,36})[)）]$")
_STATE_COUNCIL = "国务院"
_SIGNATURE_LINES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A name taken apart.

    Attributes:
        chain: the divisions it begins with.
        organ: what follows them (国防动员办公室).
        level: of the place that it is named from inside of (区 of 区国动办); else empty.
        superior: the national office named before it (国家税务总局); else empty.
        other: the organ's second name, in brackets behind the first; else empty.
    """

    chain: Chain
    organ: str
    level: str = ""
    superior: str = ""
    other: str = ""

    @property
    def relative(self) -> bool:
        """It is named from inside its place (区国动办)."""
        return bool(self.level)

    @property
    def name(self) -> str:
        """As it was written."""
        return self.superior + "".join(self.chain) + self.organ


def parse_office(name: str) -> Office | None:
    """Takes an office's name apart; None when it is no office."""
    name = name.strip('《》“”"：: ')
    name = re.sub(r"^(?:关于)?(?:中共|中国共产党)?", "", name)
    name = _PARTY.sub("", name)
    named_twice = _SECOND.match(name) if len(name) <= 60 else None
    if named_twice:
        first, second = parse_office(named_twice[1]), parse_office(named_twice[2])
        return replace(first, other=second.organ) if first and second else first
    if not 2 <= len(name) <= 36:
        return None
    superior = _SUPERIOR.match(name)
    if superior:
        local = parse_office(name[superior.end() :])
        if local and (local.chain or local.organ.endswith(("海关", "海事局", "调查队"))):
            return replace(local, superior=superior.group())
    chain, organ = leading_chain(name)
    if not organ:
        return Office(chain=chain, organ="") if chain else None
    if organ == _STATE_COUNCIL:
        return Office(chain=(), organ=organ)
    if not _ORGAN_END.search(organ) or re.search(r"[和与及]|各|其他", organ[:2]):
        return None
    relative = None if chain or expand(organ) is None else _RELATIVE.match(organ)
    if relative:
        return Office(chain=(), organ=organ[relative.end() :], level=relative[1])
    return Office(chain=chain, organ=organ)


def from_title(title: str) -> Office | None:
    """The office that a title names before its genre (or before its year)."""
    bare = _YEAR.sub("", re.sub(r"[（(【\[].{0,12}[)）】\]]$", "", title)).strip(" 《》|｜—-")
    government = re.match(rf"^(?P<place>[{_HAN}]{{2,24}}?)(?:人民)?政府工作报告", bare)
    if government:
        place = government["place"]
        return parse_office(place if place == _STATE_COUNCIL else place + "人民政府")
    bare = re.sub(r"^关于", "", bare)
    about = bare.find("关于")
    if about >= 2:
        return parse_office(bare[:about])
    start = _GENRE_START.search(bare)
    if start is None:  # a table's: 某市财政局2024年收费情况表
        year = _YEAR.search(title)
        return parse_office(title[: year.start()]) if year else None
    return parse_office(bare[: start.start()]) if start.start() >= 2 else None


def from_signature(text: str) -> Office | None:
    """The office among the last lines: a name that is known for one, or one right above a date."""
    lines = text.rstrip().rsplit("\n", _SIGNATURE_LINES)[-_SIGNATURE_LINES:]
    for index in range(len(lines) - 1, -1, -1):
        line = DATE.sub("", lines[index]).strip() if len(lines[index]) < 80 else ""
        line = re.sub(r"^[（(]([^（）()]*)[)）]$", r"\1", line)
        if not 2 <= len(line) <= 60 or re.search(r"[。，,；\t]|[:：]$", line):
            continue
        office = parse_office(line)
        below = lines[index + 1] if index + 1 < len(lines) else ""
        dated = is_date_line(below) or bool(DATE.search(lines[index]))
        if office and office.organ and (office.chain or dated or expand(office.organ)):
            return office
    return None


def from_opening(text: str) -> tuple[list[Office], list[str]]:
    """Subjects of the first sentences, and the second names given in brackets.

    The place of 我代表区人民政府 is that of the congress it speaks to.
    """
    offices: list[Office] = []
    others: list[str] = []
    head = text[:900]
    speaker = _SPEAKER.search(head)
    if speaker:
        congress = _CONGRESS.search(head)
        spoken = parse_office(speaker["unit"])
        if congress and (spoken is None or not spoken.chain):
            spoken = parse_office(congress["place"] + "人民政府") or spoken
        offices.extend([spoken] if spoken else [])
    for match in _SUBJECT.finditer(head):
        office = parse_office(match["unit"])
        if office and office.organ and _is_plain(office):
            offices.append(office)
            other = re.sub(r"^(?:以下)?(?:统称|简称)?[市区县省]?", "", match["other"] or "")
            others.extend([other] if len(other) >= 3 and _ORGAN_END.search(other) else [])
    named = (parse_office(name) for name in subject_names(text))
    return [*offices, *(office for office in named if office and office.organ)], others


def _is_plain(office: Office) -> bool:
    known = expand(office.organ) is not None or office.organ.endswith("街道")
    return bool(office.chain) or known


def from_label(lines: str) -> Office | None:
    """The office that a site or a form names as the issuing one (发文机关：…, 填报单位：…)."""
    for match in _LABEL.finditer(lines):
        office = parse_office(match.group(1))
        if office and office.organ and not office.relative:
            return office
    return None
