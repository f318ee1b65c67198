"""Who or what the first clauses of a report speak of: an office, a street, a place."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.organs import names as organ_names
from ingest.regions import HAN, Chain, divisions, leading_chain

_HEAD = 900  # characters
_FIRST_CLAUSES = 160
_CLAUSE = re.compile(
    rf"(?:^|[\n。，,；;]|20[0-9]{{2}}年(?:度|以来|来)?|现(?:将|对|就|公布))[ \t　]*(?=[{HAN}])"
)
_LEVEL = re.compile(r"(?:我|本)?([省市区县州旗])(?=[^市区县])")
_TOWN = re.compile(
    rf"(?![各全我本该此两三四五六七八九十多每]|辖区)(?:(?!乡镇)[{HAN}]){{2,6}}?(?:街道|镇|乡)(?![级镇村居])"
)
# Names that say nothing behind a place's, or that are no office's own.
_BROAD = frozenset(
    ("政府", "人民政府", "管委会", "管理委员会", "委员会办公室", "委办", "街道", "街")
)
# An organ that no table holds (文化旅游体育广电局): nothing is done in its name.
_ANY_ORGAN = re.compile(
    r"(?:(?![在把对将以向为和与及]|成立|召开|坚持|印发|组织|推动|加强|建立|设立|健全|全面|落实)"
    rf"[{HAN}]){{2,14}}?(?:局|委员会|办公室|厅)(?![长内外务级])"
)
# What is of a place, and not said of its government.
_OF_PLACE = re.compile(r"委(?!托)|人大|政协|[各级的及和与、]|司法|检察|法院|公安|全面")


@lru_cache(maxsize=1)
def _known_organ() -> re.Pattern[str]:
    spelled = sorted((name for name in organ_names() if name not in _BROAD), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, spelled))})(?![内外各系门])")


def _clauses(head: str) -> list[tuple[str, bool]]:
    """What clauses begin with, and whether they do so right behind a year (2025年，…)."""
    found = []
    for match in _CLAUSE.finditer(head):
        dated = bool(re.search(r"年(?:度|以来|来)?[，,]?[ \t　]*$", head[: match.end()]))
        found.append((head[match.end() : match.end() + 40], dated))
    return found


def _is_name(name: str, text: str, *, dated: bool) -> bool:
    """Whether a division is one: known, or said again, or right behind a year; and not with other
    words before it (编制望澜市 is 望澜市 with a verb)."""
    if name in divisions().chains:
        return True
    often = text.count(name)
    alone = all(text.count(name[at:]) == often for at in range(1, len(name) - 2))
    return alone and (often > 1 or dated or not RUN_IN.search(name))


# What runs into a name from the left.
RUN_IN = re.compile(
    r"[在向对为和与及以由经至全据按从将并各本我该其就使让把被]|现[将对]|编[制印]|制[定发]|督[促办查]|指导|结合|根据|围绕|落实|配合|协助|会同|联合|组织|严格|开展|推动|加强|参与|完成|承办|邀请|成立|召开"
)


def subject_names(text: str) -> list[str]:
    """Names of offices that the first clauses begin with, whatever is said of them: an organ behind
    its place (望澜区司法局对照…) or its level (市卫生健康委围绕…), a street, a town."""
    names: list[str] = []
    for clause, dated in _clauses(text[:_HEAD]):
        town = _TOWN.match(clause)
        if town:
            said_again = text.count(town.group()) > 1
            clear = _is_name(town.group(), text, dated=dated) and (said_again or dated)
            names.extend([town.group()] if clear else [])
            continue
        chain, rest = leading_chain(clause)
        level = None if chain else _LEVEL.match(rest)
        if not level and not (chain and _is_name(chain[0], text, dated=dated)):
            continue
        start = len(clause) - len(rest) + (level.end() if level else 0)
        organ = _known_organ().match(clause, start)
        organ = organ or (_ANY_ORGAN.match(clause, start) if chain else None)
        if organ and re.match(rf"[{HAN}（(]", clause[organ.end() :]):
            names.append((level[1] if level else clause[:start]) + organ.group())
    return names


def place_told(text: str) -> Chain:
    """The place that the very first clauses speak of (2022年望澜区坚持…); empty where none is."""
    for clause, dated in _clauses(text[:_FIRST_CLAUSES]):
        chain, rest = leading_chain(clause)
        if chain and _is_name(chain[0], text, dated=dated) and not _OF_PLACE.match(rest):
            return chain
    return ()
