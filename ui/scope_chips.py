"""The scope of an answer as chips that can be taken away and added."""

from __future__ import annotations

from dataclasses import replace

from assistant.catalogue import Catalogue
from assistant.types import AnswerScope
from ingest.regions import short_name
from ingest.types import ROLE_NAMES, Role
from ui.markup import escaped

MOST_UNIT_CHIPS = 6  # further units are counted, not named
OPTIONS_ID = "scope-options"
_CROSS = '<span aria-hidden="true">×</span>'
_ROLES: tuple[Role, ...] = ("opening", "measures", "problems", "leader", "plan", "closing")


def places_of(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """Unit → its divisions from the province down, as questions name both."""
    return {unit.name: unit.region for unit in catalogue.units}


def _lies_in(unit: str, region: str, places: dict[str, tuple[str, ...]]) -> bool:
    """Whether a unit lies in a region that is named in full (某某市) or for short (某某)."""
    return any(region in (name, short_name(name)) for name in places.get(unit, ()))


def without(scope: AnswerScope, part: str, places: dict[str, tuple[str, ...]]) -> AnswerScope:
    """The scope with one chip taken away; a region goes with its units.

    Args:
        part: as ``chips_html`` names it: ``units:槐汀街道``, ``years:2024`` …; one that is not
            there changes nothing.
    """
    kind, _, name = part.partition(":")
    if kind == "units":
        return replace(scope, units=tuple(unit for unit in scope.units if unit != name))
    if kind == "regions":
        return replace(
            scope,
            regions=tuple(region for region in scope.regions if region != name),
            units=tuple(unit for unit in scope.units if not _lies_in(unit, name, places)),
        )
    if kind == "years":
        return replace(scope, years=tuple(year for year in scope.years if str(year) != name))
    return replace(scope, role=None) if kind == "role" else scope


def options(catalogue: Catalogue) -> dict[str, tuple[str, str]]:
    """What can be added: the words to choose → (kind, name)."""
    places = places_of(catalogue)
    years = sorted(catalogue.years, reverse=True)
    regions = dict.fromkeys(region for chain in places.values() for region in chain)
    return {
        **{f"年份：{year}年": ("years", str(year)) for year in years},
        **{f"章节：{ROLE_NAMES[role]}": ("role", role) for role in _ROLES},
        **{f"地区：{region}": ("regions", region) for region in regions},
        **{f"单位：{unit}": ("units", unit) for unit in places},
    }


def with_added(scope: AnswerScope, words: str, catalogue: Catalogue) -> AnswerScope:
    """The scope with one more chip.

    Args:
        words: one of ``options``; anything else changes nothing.
    """
    kind, name = options(catalogue).get(words, ("", ""))
    if kind == "units":
        return replace(scope, units=tuple(dict.fromkeys((*scope.units, name))))
    if kind == "regions":
        return replace(scope, regions=tuple(dict.fromkeys((*scope.regions, name))))
    if kind == "years":
        return replace(scope, years=tuple(sorted({*scope.years, int(name)})))
    if kind == "role":
        return replace(scope, role=next(role for role in _ROLES if role == name))
    return scope


def options_html(catalogue: Catalogue) -> str:
    """The choices of the field that adds a chip, once for the whole page."""
    choices = "".join(f'<option value="{escaped(words)}"></option>' for words in options(catalogue))
    return f'<datalist id="{OPTIONS_ID}">{choices}</datalist>'


def chips_html(scope: AnswerScope, places: dict[str, tuple[str, ...]]) -> str:
    """The chips of one answer, and the field that adds another."""
    units = [u for u in scope.units if not any(_lies_in(u, r, places) for r in scope.regions)]
    chips = [
        *(_chip("regions", name, f"地区：{name}") for name in scope.regions),
        *(_chip("units", name, f"单位：{name}") for name in units[:MOST_UNIT_CHIPS]),
        *(
            [f'<span class="chip fixed">另有{len(units) - MOST_UNIT_CHIPS}个单位</span>']
            if len(units) > MOST_UNIT_CHIPS
            else []
        ),
        *(_chip("years", str(year), f"年份：{year}年") for year in scope.years),
        *(
            [_chip("role", scope.role, f"章节：{ROLE_NAMES[scope.role]}")]
            if scope.role is not None
            else []
        ),
    ]
    everything = '<span class="chip fixed">全部报告</span>'
    return (
        f'<div class="chips" role="group" aria-label="检索范围"><span class="chips-name">范围</span>'
        f"{''.join(chips) or everything}"
        f'<input class="chip-add" list="{OPTIONS_ID}" placeholder="＋ 添加范围" '
        'aria-label="添加单位、地区、年份或章节后重新回答" autocomplete="off"></div>'
    )


def _chip(kind: str, name: str, words: str) -> str:
    return (
        f'<span class="chip">{escaped(words)}<button type="button" '
        f'data-rescope="{escaped(f"{kind}:{name}")}" '
        f'aria-label="去掉{escaped(words)}，重新回答">{_CROSS}</button></span>'
    )
