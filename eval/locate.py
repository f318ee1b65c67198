"""Where in the library a free-text 出处 points to. Pure over a catalogue."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from eval.catalogue import Catalogue, unit_names
from eval.normalise import contains, normalise
from eval.sources import file_name
from eval.types import ExpectedEvidence
from index.types import ReportEntry

_QUOTED = re.compile(r"[“「『\"]([^“”「」『』\"]{4,})[”」』\"]")
_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_STEM = re.compile(r"\.[A-Za-z0-9]{1,5}$")


def locate_evidence(
    place: str, quote: str, expected: Sequence[Sequence[str]], catalogue: Catalogue
) -> tuple[ExpectedEvidence, ...]:
    """Evidence that a 出处 cell means.

    The report is the one whose file, title or unit and year the cell names, or whose text holds
    the words it quotes. The quote is the cell's own where the text holds it; else the sentence of
    the report that bears most of the expected strings, as the evaluator would have copied it.

    Returns:
        One row for each report meant; empty where nothing fits.
    """
    wanted = [quote, *_QUOTED.findall(place), place]
    own_words = [words for words in wanted if len(normalise(words)) >= 4]
    named = _named_reports(place, catalogue)
    found: list[ExpectedEvidence] = []
    for entry in named or catalogue.entries:
        text = catalogue.text(entry.id) or ""
        plain = normalise(text)
        words = next(
            (w for w in own_words if contains(plain, normalise(w)) and not _names(w, entry)), None
        )
        if words is None and named:
            words = _bearing_sentence(text, expected)
        if words:
            found.append(ExpectedEvidence(source=_source(entry, catalogue), quote=words))
    # Words that several unnamed reports hold do not say which one is meant.
    return tuple(found) if named or len(found) == 1 else ()


def _named_reports(place: str, catalogue: Catalogue) -> Sequence[ReportEntry]:
    plain = normalise(place)
    if not plain:
        return []
    by_file = [
        entry
        for entry in catalogue.entries
        if any(contains(plain, normalise(_STEM.sub("", file_name(s)))) for s in entry.sources)
    ]
    by_title = [e for e in catalogue.entries if contains(plain, normalise(e.title))]
    return by_file or by_title or _reports_of_units(plain, catalogue.entries)


def _reports_of_units(plain: str, entries: Sequence[ReportEntry]) -> list[ReportEntry]:
    """Reports of the units named: of the years named, or the only one that the unit has."""
    meant = {
        unit
        for unit, names in unit_names(entries).items()
        if any(contains(plain, normalise(name)) for name in names)
    }
    named = [entry for entry in entries if entry.unit in meant]
    units = Counter(entry.unit for entry in named)
    return [
        entry
        for entry in named
        if entry.year is None
        or contains(plain, str(entry.year))
        or (units[entry.unit] == 1 and not _YEAR.search(plain))
    ]


def _bearing_sentence(text: str, expected: Sequence[Sequence[str]]) -> str | None:
    def borne(sentence: str) -> tuple[int, int]:
        plain = normalise(sentence)
        found = [g for g in expected if any(contains(plain, normalise(word)) for word in g)]
        # Figures first: the unit's name alone stands in many sentences, the title among them.
        return sum(any(c.isdigit() for c in group[0]) for group in found), len(found)

    sentences = [match.group().strip() for match in _SENTENCE.finditer(text)]
    best = max(sentences, key=borne, default="")
    return best if best and borne(best)[1] else None


def _names(words: str, entry: ReportEntry) -> bool:
    """Whether the words only say which report is meant; its text holds them too, in its title."""
    plain = normalise(words)
    names = (entry.title, entry.unit, *entry.aliases)
    return any(contains(normalise(name), plain) for name in names if name)


def _source(entry: ReportEntry, catalogue: Catalogue) -> str:
    source = entry.sources[0]
    name = file_name(source)
    return name if catalogue.index.reports(name) == frozenset({entry.id}) else source
