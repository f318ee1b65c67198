"""Names in a sentence: of units that the library knows, and of offices that no source names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from assistant.prose.plain import folded, plain, titled_spans
from assistant.prose.types import Fault, Known
from assistant.types import Citation

_LONGEST = 40  # characters of a name
_COMPARED = re.compile(r"(?:[比较与和同跟及]|高于|低于|多于|少于|不同于|区别于|相对于|以及|、)$")
_OFFICE = re.compile(
    r"[\u4e00-\u9fff](?P<core>[\u4e00-\u9fff])(?P<end>街道|办事处|委员会|办公室|自治区|自治州|人民政府|"
    r"省(?![属域会市级份内外委直道部却时力去])|市(?![县区场级民区域内外委容价盟值占]|政(?!府))|县(?![域级区乡城内市])|"
    r"区(?![域级间块内别分县位直])|镇(?![街村级化压静])|乡(?![镇村土贤愁音亲风])|局(?![部面势长限])|厅|旗(?![帜舰下县]))"
)
# Before 省, 区, 局 … these make a common noun, no name: 全省, 城区, 格局.
_COMMON = frozenset(
    "全我该本各两三四五六七八九十多此其某一个些的和与及、在对各几每同跨入出进到城社地园辖灾山校小新特专景片库林牧矿"
    "夜超上股楼菜集门大布格结开政破战危终定时郊老军战县市区镇乡省外内等为是有于由从向把让使将以"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name of the catalogue in a sentence."""

    start: int
    end: int
    name: str
    reports: frozenset[str]


def find_names(text: str, known: Known, citations: Iterable[Citation]) -> list[Mention]:
    """The units that ``text`` names, longest names first taken, in order of the text."""
    table: dict[str, frozenset[str]] = dict(known.names)
    for citation in citations:
        for name in (citation.unit, citation.title):
            if name and len(name) >= 2:
                table[name] = table.get(name, frozenset()) | {citation.report_id}
    taken: list[Mention] = []
    for start, end in sorted(_pieces(text, table), key=lambda span: (span[0] - span[1], span[0])):
        if all(end <= one.start or one.end <= start for one in taken):
            name = text[start:end]
            taken.append(Mention(start=start, end=end, name=name, reports=table[name]))
    return sorted(taken, key=lambda one: one.start)


def _pieces(text: str, table: Mapping[str, frozenset[str]]) -> Iterator[tuple[int, int]]:
    for start in range(len(text) - 1):
        for end in range(start + 2, min(start + _LONGEST, len(text)) + 1):
            if text[start:end] in table:
                yield start, end


def bears_name(name: str, citation: Citation, known: Known) -> bool:
    """Whether a citation is of a report that ``name`` stands for, or names it itself."""
    own = known.reports.get(citation.report_id)
    if own is not None and name in own.names:
        return True
    if citation.report_id in known.names.get(name, ()):
        return True
    said = (citation.unit or "", citation.title, citation.quote, citation.section)
    return any(plain(name) in plain(text) for text in said)


def check_names(
    text: str, mentions: list[Mention], cited: list[Citation], every: list[Citation], known: Known
) -> list[Fault]:
    """Names of units that the cited reports do not bear.

    Args:
        text: a piece of the sentence, plain.
        mentions: the names in it.
        cited: what the piece cites.
        every: what the whole sentence cites; enough where a name is only compared with.
        known: the catalogue's names.
    """
    faults: list[Fault] = []
    for one in mentions:
        compared = _COMPARED.search(text[: one.start]) or text[one.end : one.end + 1] in "、和与"
        among = every if compared else cited
        if not any(bears_name(one.name, citation, known) for citation in among):
            faults.append(
                Fault(
                    kind="unit",
                    found=one.name,
                    message=f"“{one.name}”不是所引报告的单位，所引为{_units(among)}",
                )
            )
    return faults


def _units(citations: Iterable[Citation]) -> str:
    names = dict.fromkeys(c.unit or c.title for c in citations)
    return "、".join(names) or "空"


def check_offices(text: str, mentions: list[Mention], support: str) -> list[Fault]:
    """Offices and places that neither the cited texts nor the catalogue name (月湖街道)."""
    spans = [(one.start, one.end) for one in mentions]
    faults: list[Fault] = []
    for match in _OFFICE.finditer(text):
        start, end = match.start("core"), match.end()
        if any(a < end and start < b for a, b in spans) or match["core"] in _COMMON:
            continue
        if text[start:end] not in support:
            found = text[max(0, start - 1) : end]
            faults.append(
                Fault(kind="unit", found=found, message=f"所引原文和报告中没有“{found}”这一名称")
            )
    return faults


def check_titles(text: str, support: str) -> list[Fault]:
    """What stands in 《》 and in no cited text, title or section."""
    return [
        Fault(kind="unit", found=f"《{words}》", message=f"所引原文中没有《{words}》")
        for _, _, words in titled_spans(text)
        if folded(words) not in support
    ]
