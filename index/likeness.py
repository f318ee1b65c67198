"""Which reports are one report in two editions: the draft and the final, two sites' copies. Pure.

Reports of one genre are written alike, so wording alone proves nothing: only reports of the same
unit and the same year are ever compared, and an unknown unit or year is nobody's equal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SHINGLE = 5  # characters; short enough that an edited sentence leaves its neighbours alone
HASHES = 256  # the estimate's standard error is at most 1/32
# Two editions of one report share far more: about one character in twenty may differ, or one
# paragraph in four. Different reports of one unit and year (its work report beside its report on
# the rule of law) share below a tenth.
NEAR = 0.6
OPENING = 200  # characters in which a draft calls itself one

_DRAFT = re.compile(r"征求意见稿|讨论稿|送审稿|审议稿|草案|草稿|初稿|代拟稿|修改稿")
_AT_ONCE = 4096  # shingles hashed together: a matrix of 8 MB
_SEED = 20240607

Hashes = NDArray[np.uint64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What decides whether a report counts or stands in for another.

    Attributes:
        opening: its first characters.
        signature: as ``signature`` gave it.
    """

    report_id: str
    opening: str
    date: str | None
    characters: int
    signature: bytes


def signature(text: str) -> bytes:
    """The smallest hashes of a text's shingles: 256 little-endian uint32 values.

    Source: MinHash, Broder (1997), "On the resemblance and containment of documents"; hashed by
    multiply-shift, Dietzfelbinger et al. (1997). Punctuation, white space and width do not count.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    letters = "".join(character for character in folded if character.isalnum())
    codes = np.frombuffer(letters.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    shingles = np.unique(_shingles(codes.astype(np.uint64)))
    chance = np.random.default_rng(_SEED)
    factors: Hashes = chance.integers(1, 2**63, size=HASHES, dtype=np.uint64) * np.uint64(2)
    factors += np.uint64(1)  # odd
    offsets: Hashes = chance.integers(0, 2**63, size=HASHES, dtype=np.uint64)
    smallest: Hashes = np.full(HASHES, 2**32 - 1, dtype=np.uint64)
    for at in range(0, len(shingles), _AT_ONCE):
        some = shingles[at : at + _AT_ONCE]
        hashed = (factors[:, None] * some[None, :] + offsets[:, None]) >> np.uint64(32)
        smallest = np.minimum(smallest, hashed.min(axis=1))
    return smallest.astype("<u4").tobytes()


def _shingles(codes: Hashes) -> Hashes:
    """Every run of ``SHINGLE`` characters as one number; a shorter text is one run."""
    size = min(SHINGLE, len(codes))
    runs: Hashes = np.zeros(len(codes) - size + 1 if size else 0, dtype=np.uint64)
    for place in range(size):
        runs = runs * np.uint64(1_099_511_628_211) + codes[place : place + len(runs)]
        runs ^= runs >> np.uint64(29)
    return runs


def resemblance(one: bytes, other: bytes) -> float:
    """Estimated share of the shingles that two texts have in common, in [0, 1]."""
    first, second = np.frombuffer(one, dtype="<u4"), np.frombuffer(other, dtype="<u4")
    if len(first) != HASHES or len(second) != HASHES:
        return 0.0
    return float(np.mean(first == second))


def near_duplicates(editions: Sequence[Edition]) -> dict[str, str | None]:
    """For each report of one unit and year: the report that counts in its place, or None.

    Of a group that resembles itself counts the one that is no draft, then the latest, then the
    longest; the choice does not depend on the order in which they were stored.
    """
    ranked = sorted(editions, key=_precedence)
    counts: dict[str, str | None] = {}
    for at, head in enumerate(ranked):
        if head.report_id in counts:
            continue
        counts[head.report_id] = None
        group, rest = [head], [one for one in ranked[at + 1 :] if one.report_id not in counts]
        while group:
            member = group.pop()
            alike = [one for one in rest if resemblance(member.signature, one.signature) >= NEAR]
            rest = [one for one in rest if one not in alike]
            counts.update((one.report_id, head.report_id) for one in alike)
            group += alike
    return counts


def _precedence(edition: Edition) -> tuple[bool, str, int, str]:
    # Dates are ISO, so their inverted digits sort the latest first; none comes last.
    latest_first = "".join(chr(0x10FFFF - ord(c)) for c in edition.date or "") + "\U0010ffff"
    return (
        _DRAFT.search(edition.opening) is not None,
        latest_first,
        -edition.characters,
        edition.report_id,
    )
