"""The library's reports as somebody who looks through them sees them: by place, unit, year, genre."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.catalogue import build_catalogue
from assistant.text import folded
from index.types import ReportEntry

Order = Literal["unit", "year", "region", "characters", "figures"]
ORDERS: tuple[Order, ...] = ("unit", "year", "region", "characters", "figures")
SEPARATOR = " / "
UNKNOWN = "（未识别）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """A report with the office that issued it.

    Attributes:
        unit: the fullest name of that office, the same for all its reports; its title if unknown.
        region: divisions from the province down, as the office's other reports complete them.
    """

    entry: ReportEntry
    unit: str
    region: tuple[str, ...]

    @property
    def place(self) -> str:
        """The region as one string."""
        return SEPARATOR.join(self.region)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody looks for; what is empty does not narrow.

    Attributes:
        words: any words of title, unit, aliases or file name.
        place: a region as ``Shelved.place`` has it, with all that lies in it.
        year: four digits, or ``UNKNOWN``.
    """

    words: str = ""
    place: str = ""
    unit: str = ""
    year: str = ""
    genre: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A value to narrow by, and how many reports have it."""

    value: str
    count: int

    @property
    def label(self) -> str:
        """As a list shows it."""
        return f"{self.value}（{self.count}）"


def shelve(entries: Iterable[ReportEntry]) -> tuple[Shelved, ...]:
    """Reports with their offices, in the library's order."""
    catalogue = build_catalogue(entries)
    office = {
        entry.id: (unit.name if entry.unit else entry.title, unit.region)
        for unit in catalogue.units
        for entry in unit.reports
    }
    return tuple(
        Shelved(entry=entry, unit=office[entry.id][0], region=office[entry.id][1])
        for entry in catalogue.source
    )


def year_of(shelved: Shelved) -> str:
    """The year as a value to narrow by."""
    return str(shelved.entry.year) if shelved.entry.year is not None else UNKNOWN


def matching(shelf: Sequence[Shelved], wanted: Wanted) -> tuple[Shelved, ...]:
    """The reports that somebody looks for."""
    words = folded(wanted.words).split()
    place = tuple(wanted.place.split(SEPARATOR)) if wanted.place else ()
    return tuple(
        one
        for one in shelf
        if (
            not place
            or one.region[: len(place)] == place
            or (place == (UNKNOWN,) and not one.region)
        )
        and wanted.unit in ("", one.unit)
        and wanted.year in ("", year_of(one))
        and wanted.genre in ("", one.entry.genre or UNKNOWN)
        and all(word in _searched(one) for word in words)
    )


def _searched(one: Shelved) -> str:
    entry = one.entry
    return folded(
        " ".join((entry.title, one.unit, entry.unit or "", *entry.aliases, *entry.sources))
    )


def ordered(shelf: Sequence[Shelved], order: Order, *, descending: bool) -> tuple[Shelved, ...]:
    """The reports by one of their facts; those that lack it come last either way."""

    def key(one: Shelved) -> str | int | None:
        entry = one.entry
        facts: dict[Order, str | int | None] = {
            "unit": one.unit,
            "year": entry.year,
            "region": one.place or None,
            "characters": entry.characters,
            "figures": entry.figures,
        }
        return facts[order]

    known = [one for one in shelf if key(one) is not None]
    known.sort(key=key, reverse=descending)  # type: ignore[arg-type]  # None was taken out
    return (*known, *(one for one in shelf if key(one) is None))


def facets(shelf: Sequence[Shelved]) -> dict[str, tuple[Facet, ...]]:
    """The values of place, unit, year and genre that these reports have, with their counts."""
    places: Counter[str] = Counter()
    for one in shelf:
        places.update(SEPARATOR.join(one.region[:depth]) for depth in range(1, len(one.region) + 1))
        places.update([UNKNOWN] if not one.region else [])
    units = Counter(one.unit for one in shelf)
    years = Counter(year_of(one) for one in shelf)
    genres = Counter(one.entry.genre or UNKNOWN for one in shelf)
    return {
        "place": _listed(places, sorted(places, key=lambda place: (place == UNKNOWN, place))),
        "unit": _listed(units, sorted(units)),
        "year": _listed(years, sorted(years, reverse=True)),
        "genre": _listed(genres, [genre for genre, _ in genres.most_common()]),
    }


def _listed(counts: Counter[str], values: Iterable[str]) -> tuple[Facet, ...]:
    return tuple(Facet(value=value, count=counts[value]) for value in values)
