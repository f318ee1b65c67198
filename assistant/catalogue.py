"""Whose reports the library holds: units with their names, kinds, regions and years."""

from __future__ import annotations

import re
import threading
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.names import NameTable, name_table
from index.library import Library
from index.types import ReportEntry
from ingest.organs import ABOVE_STREET, BRANCH, expand, shorten, spoken_stem
from ingest.organs import names as organ_names
from ingest.regions import leading_chain, short_name


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Unit:
    """An office with all its reports; equal to itself alone, so that thousands can be told apart
    without comparing what they hold.

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

    Everything a question looks up is prepared here once, so that a question costs the same
    whatever the library holds.

    Attributes:
        entries: oldest first.
        source: as the library gave them.
        names: every name of a unit → the units that answer to it.
        relative: what offices are called inside their place (区市监局, 经开区) → the units meant.
        regions: region name, full and short → the full names it may mean in this library.
        kinds: an organ's long name → the units of that kind.
        region_units: full name of a region → the units in it.
        report_units: report id → the unit that issued it.
    """

    units: tuple[Unit, ...]
    entries: tuple[ReportEntry, ...]
    source: tuple[ReportEntry, ...]
    names: NameTable[tuple[Unit, ...]]
    relative: NameTable[tuple[Unit, ...]]
    regions: NameTable[tuple[str, ...]]
    kinds: Mapping[str, tuple[Unit, ...]]
    region_units: Mapping[str, tuple[Unit, ...]]
    report_units: Mapping[str, Unit]

    @property
    def years(self) -> tuple[int, ...]:
        """Years of the reports, ascending."""
        return tuple(sorted({e.year for e in self.entries if e.year is not None}))

    def unit_of(self, report_id: str) -> Unit | None:
        """The unit that issued a report."""
        return self.report_units.get(report_id)

    def units_in(self, regions: Collection[str]) -> tuple[Unit, ...]:
        """The units in any of the regions (full names), in catalogue order."""
        if len(regions) == 1:
            return self.region_units.get(next(iter(regions)), ())
        meant = {unit for region in regions for unit in self.region_units.get(region, ())}
        return tuple(unit for unit in self.units if unit in meant)


_LEVELS = frozenset("省市区县旗州")
_NO_RELATIVE = frozenset(("人民政府", "街道办事处"))

# A catalogue is made anew after each change of the library: what was worked out of a name before
# is remembered.
_REMEMBERED = 1 << 16
_short_name = lru_cache(maxsize=_REMEMBERED)(short_name)


@lru_cache(maxsize=_REMEMBERED)
def _organ(unit: str, region: tuple[str, ...]) -> str:
    name = unit
    for division in region:
        name = name.replace(division, "", 1)
    name = ABOVE_STREET.sub("", name)
    name = BRANCH.sub(lambda branch: f"{branch['of']}分局", name)
    return expand(name) or name


def _same_place(left: Sequence[str], right: Sequence[str]) -> bool:
    """Chains that agree where both speak: (望澜区) and (海川市, 望澜区)."""
    if not left or not right:
        return left == right
    shorter, longer = sorted((tuple(left), tuple(right)), key=len)
    return longer[-len(shorter) :] == shorter


def build_catalogue(
    entries: Iterable[ReportEntry], *, before: Catalogue | None = None
) -> Catalogue:
    """Groups reports by the unit that issued them: same organ, same place.

    Args:
        before: of the same library; its units that did not change are taken over.
    """
    source = tuple(entries)
    ordered = tuple(sorted(source, key=lambda e: (e.year or 0, e.id)))
    units = _units(_grouped(ordered), {} if before is None else before.report_units)
    return Catalogue(
        units=units,
        entries=ordered,
        source=source,
        names=name_table(_names(units, {} if before is None else before.names.meanings)),
        relative=name_table(_relative_names(units)),
        regions=name_table(_regions(units)),
        kinds=_by_key((unit.kind, unit) for unit in units),
        region_units=_by_key((region, u) for u in units for region in dict.fromkeys(u.region)),
        report_units={entry.id: unit for unit in units for entry in unit.reports},
    )


def _by_key(pairs: Iterable[tuple[str, Unit]]) -> dict[str, tuple[Unit, ...]]:
    found: dict[str, list[Unit]] = defaultdict(list)
    for key, unit in pairs:
        found[key].append(unit)
    return {key: tuple(units) for key, units in found.items()}


def _names(
    units: Iterable[Unit], before: Mapping[str, tuple[Unit, ...]]
) -> dict[str, tuple[Unit, ...]]:
    """Name → the units that answer to it.

    Nearly every name has one unit, and nearly every one is as it was before: ten thousands of new
    objects after each change would make Python look through all it holds for garbage.
    """
    found: dict[str, tuple[Unit, ...]] = {}
    for unit in units:
        for name in unit.names:
            if name in found:
                found[name] = (*found[name], unit)
                continue
            known = before.get(name, ())
            found[name] = known if len(known) == 1 and known[0] is unit else (unit,)
    return found


_ZONE = re.compile(r"(?:经开区|高新区|开发区|度假区|示范区|保税区)(?:管委会)?$")


def _relative_names(units: Iterable[Unit]) -> dict[str, tuple[Unit, ...]]:
    """What offices are called inside their place, where many answer to it: 区市监局, 经开区."""
    found: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        level = unit.region[-1][-1] if unit.region else ""
        if level in _LEVELS and unit.kind not in _NO_RELATIVE and expand(unit.kind):
            system = (f"{stem}系统" for stem in spoken_stem(unit.kind))
            for form in dict.fromkeys((unit.kind, *shorten(unit.kind), *system)):
                found[level + form].append(unit)
        zones = {zone.group() for name in unit.names if (zone := _ZONE.search(name))}
        for name in zones - unit.names:
            found[name].append(unit)
    return {name: tuple(meant) for name, meant in found.items()}


def _regions(units: Iterable[Unit]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = defaultdict(set)
    for name in {name for unit in units for name in unit.region}:
        found[name].add(name)
        found[_short_name(name)].add(name)
    return {name: tuple(sorted(meant)) for name, meant in found.items()}


def _grouped(ordered: Iterable[ReportEntry]) -> list[tuple[str, list[ReportEntry]]]:
    """The reports of each unit, with the long name of its organ."""
    groups: list[tuple[str, list[ReportEntry]]] = []
    # Chains that agree end in the same division: only such groups need to be compared.
    alike: dict[tuple[str, str], list[list[ReportEntry]]] = defaultdict(list)
    places = {id(entry): place for place, entry in enumerate(ordered)}
    # Those that tell their place in full come first: a shorter one joins the one it fits, and none
    # where it fits several (two cities have a district of that name).
    branches: dict[str, list[list[ReportEntry]]] = defaultdict(list)
    for entry in sorted(ordered, key=lambda e: (-len(e.region), places[id(e)])):
        organ = _organ(entry.unit or "", entry.region)
        candidates = alike[organ, entry.region[-1] if entry.region else ""]
        joined = _same_branch(entry, branches[entry.unit or ""])
        if joined is not None:
            joined.append(entry)
            continue
        fitting = [g for g in candidates if entry.unit and _same_place(g[0].region, entry.region)]
        same = [group for group in fitting if group[0].region == entry.region]
        if len(same or fitting) == 1:
            (same or fitting)[0].append(entry)
        else:
            groups.append((organ, [entry]))
            candidates.append(groups[-1][1])
            branches[entry.unit or ""].append(groups[-1][1])
    for _, group in groups:
        group.sort(key=lambda entry: places[id(entry)])
    return sorted(groups, key=lambda one: places[id(one[1][0])])


def _same_branch(
    entry: ReportEntry, groups: Sequence[list[ReportEntry]]
) -> list[ReportEntry] | None:
    """The other reports of 泺宁市生态环境局东屏分局, whose district not every one of them names."""
    if not BRANCH.search(entry.unit or "") or not entry.region:
        return None
    held = (g for g in groups if g[0].region[: len(entry.region)] == entry.region)
    return next(held, None)


def _units(
    groups: Sequence[tuple[str, list[ReportEntry]]], before: Mapping[str, Unit]
) -> tuple[Unit, ...]:
    chains = [max((e.region for e in group), key=len) for _, group in groups]
    above = _above(chains)
    kinds = frozenset(organ_names())
    units = []
    for (organ, group), chain in zip(groups, chains, strict=True):
        reports, region = tuple(group), _longest(chain, above)
        known = before.get(group[0].id)
        if known is None or known.reports != reports or known.region != region:
            known = _unit(organ, reports, region, kinds)
        units.append(known)
    return tuple(units)


def _unit(
    organ: str, reports: tuple[ReportEntry, ...], region: tuple[str, ...], kinds: frozenset[str]
) -> Unit:
    named = max((e.unit or e.title for e in reports), key=len)
    known = {named, *(e.unit or e.title for e in reports), *(a for e in reports for a in e.aliases)}
    names = frozenset(n for n in (*known, *_stems(known)) if len(n) >= 2 and n not in kinds)
    return Unit(name=named, names=names, kind=organ, region=region, reports=reports)


def _stems(known: set[str]) -> set[str]:
    """What people call a street or town for short: 槐汀 for 槐汀街道."""
    stems = {re.sub(r"(?:街道办事处|街道办|街道)$", "", name) for name in known if "街道" in name}
    return {stem for stem in stems if 2 <= len(stem) <= 4 and not leading_chain(stem + "局")[0]}


def _above(chains: Iterable[tuple[str, ...]]) -> dict[str, set[tuple[str, ...]]]:
    """Division → the upper divisions that some report gives for it."""
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for chain in set(chains):
        for division in chain[1:]:
            found[division].add(chain[: chain.index(division)])
    return dict(found)


def _longest(chain: tuple[str, ...], above: Mapping[str, set[tuple[str, ...]]]) -> tuple[str, ...]:
    """The chain with the upper divisions that other reports give for the same place."""
    upper = above.get(chain[0], set()) if chain else set()
    return (*next(iter(upper)), *chain) if len(upper) == 1 else chain


class CurrentCatalogue:
    """The catalogue of a library, made anew when its reports changed; by one thread for all.

    An ingestion in this process makes it as soon as it has published, before a question has to.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._making = threading.Lock()
        self._known: Catalogue | None = None
        library.followers.add(self.get)

    def get(self) -> Catalogue:
        """The catalogue of what can be searched."""
        known = self._known
        if known is not None and known.source == self._library.reports():
            return known
        with self._making:
            entries = self._library.reports()  # another thread may have been here meanwhile
            if self._known is None or self._known.source != entries:
                self._known = build_catalogue(entries, before=self._known)
            return self._known

    def latest(self) -> Catalogue:
        """The catalogue of what is stored at this moment, searchable or not yet."""
        return build_catalogue(self._library.reports(latest=True), before=self._known)
