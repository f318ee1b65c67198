"""Names typed wrong: the one name of the library that a missing name is a slip of."""

from __future__ import annotations

from collections import defaultdict

from assistant.catalogue import Catalogue, Unit
from ingest.regions import divisions

# Initials and finals that people take for one another when they type by sound.
_INITIALS = tuple(
    frozenset(pair.split())
    for pair in (
        "b p",
        "d t",
        "g k",
        "j q",
        "z zh",
        "c ch",
        "s sh",
        "n l",
        "f h",
        "z c",
        "zh ch",
        "r l",
    )
)


def _sounds_like(left: str, right: str) -> bool:
    """Whether two syllables sound alike: the same final but for a nasal, kindred initials."""
    from pypinyin.contrib.tone_convert import to_finals, to_initials

    finals = [to_finals(s, strict=False).removesuffix("g") for s in (left, right)]
    initials = frozenset(to_initials(s, strict=False) for s in (left, right))
    return finals[0] == finals[1] and (len(initials) == 1 or initials in _INITIALS)


def _is_slip(typed: str, known: str) -> bool:
    if abs(len(known) - len(typed)) > 1 or len(known) < 4:
        return False
    if len(set(known) - set(typed)) > 2:  # true of nearly all names: two characters may differ
        return False
    from pypinyin import lazy_pinyin
    from rapidfuzz.distance import OSA

    if len(known) != len(typed):
        return len(typed) >= 5 and OSA.distance(known, typed) == 1
    if sorted(known) == sorted(typed):
        return OSA.distance(known, typed) == 1
    different = [(a, b) for a, b in zip(typed, known, strict=True) if a != b]
    if len(different) > 2:
        return False
    sounds = [lazy_pinyin(a + b) for a, b in different]
    return all(len(s) == 2 and _sounds_like(*s) for s in sounds)


def near_name(name: str, catalogue: Catalogue) -> tuple[str, tuple[Unit, ...]] | None:
    """The one name that ``name`` is most likely a slip of; None when unsure.

    A slip sounds alike (槐丁街道 for 槐汀街道), has two characters swapped, or one too many or too few.
    A name that differs in sense (青山街道 for 青石街道), or that a real place bears, is another unit.
    """
    if name in divisions().chains:
        return None
    found: dict[str, set[str]] = defaultdict(set)
    for unit in catalogue.units:
        found[unit.name].update(known for known in unit.names if _is_slip(name, known))
    slips = {unit: names for unit, names in found.items() if names}
    if len(slips) != 1:
        return None
    unit_name, spelled = next(iter(slips.items()))
    return min(spelled), tuple(u for u in catalogue.units if u.name == unit_name)
