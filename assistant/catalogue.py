"""Whose reports the library holds: units with their names, kinds, regions and years."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.types import ReportEntry
from ingest.organs import expand, is_kind
from ingest.regions import leading_chain, short_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """An office with all its reports.

    Attributes:
        name: the fullest of the names its reports give.
        names: every name it answers to, kinds (国动办) left out.
        kind: its organ's long name (国防动员办公室).
        region: the longest chain its reports give.
        reports: oldest first.
    """

    name: str
    names: frozenset[str]
    kind: str
    region: tuple[str, ...]
    reports: tuple[ReportEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """What the library holds, by name. Read from the library, never from code.

    Attributes:
        entries: oldest first.
        source: as the library gave them.
    """

    units: tuple[Unit, ...]
    entries: tuple[ReportEntry, ...]
    source: tuple[ReportEntry, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """Years of the reports, ascending."""
        return tuple(sorted({e.year for e in self.entries if e.year is not None}))

    def unit_of(self, report_id: str) -> Unit | None:
        """The unit that issued a report."""
        return next((u for u in self.units if any(e.id == report_id for e in u.reports)), None)

    def regions(self) -> dict[str, tuple[str, ...]]:
        """Region name, full and short → the full names it may mean in this library."""
        found: dict[str, set[str]] = defaultdict(set)
        for unit in self.units:
            for name in unit.region:
                found[name].add(name)
                found[short_name(name)].add(name)
        return {name: tuple(sorted(meant)) for name, meant in found.items()}


def _organ(entry: ReportEntry) -> str:
    name = entry.unit or ""
    for division in entry.region:
        name = name.replace(division, "", 1)
    return expand(name) or name


def _same_place(left: Sequence[str], right: Sequence[str]) -> bool:
    """Chains that agree where both speak: (望澜区) and (海川市, 望澜区)."""
    if not left or not right:
        return left == right
    shorter, longer = sorted((tuple(left), tuple(right)), key=len)
    return longer[-len(shorter) :] == shorter


def build_catalogue(entries: Iterable[ReportEntry]) -> Catalogue:
    """Groups reports by the unit that issued them: same organ, same place."""
    source = tuple(entries)
    ordered = sorted(source, key=lambda e: (e.year or 0, e.id))
    groups: list[list[ReportEntry]] = []
    by_organ: dict[str, list[list[ReportEntry]]] = defaultdict(list)
    for entry in ordered:
        organ = _organ(entry)
        for group in by_organ[organ]:
            if entry.unit and _same_place(group[0].region, entry.region):
                group.append(entry)
                break
        else:
            groups.append([entry])
            by_organ[organ].append(groups[-1])
    chains = [max((e.region for e in group), key=len) for group in groups]
    units = []
    for group, chain in zip(groups, chains, strict=True):
        named = max((e.unit or e.title for e in group), key=len)
        known = {named, *(e.unit or e.title for e in group), *(a for e in group for a in e.aliases)}
        units.append(
            Unit(
                name=named,
                names=frozenset(
                    n for n in (*known, *_stems(known)) if len(n) >= 2 and not is_kind(n)
                ),
                kind=_organ(group[0]),
                region=_longest(chain, chains),
                reports=tuple(group),
            )
        )
    return Catalogue(units=tuple(units), entries=tuple(ordered), source=source)


def _stems(known: set[str]) -> set[str]:
    """What people call a street or town for short: 槐汀 for 槐汀街道."""
    stems = {re.sub(r"(?:街道办事处|街道办|街道)$", "", name) for name in known if "街道" in name}
    return {stem for stem in stems if 2 <= len(stem) <= 4 and not leading_chain(stem + "局")[0]}


def _longest(chain: tuple[str, ...], chains: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The upper divisions that other reports give for the same place."""
    if not chain:
        return chain
    longer = {
        (*other[: other.index(chain[0])], *chain) for other in chains if chain[0] in other[1:]
    }
    return longer.pop() if len(longer) == 1 else chain
