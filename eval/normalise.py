"""How strings of a test set are compared (contract.md, "A test set"). Pure."""

from __future__ import annotations

import re
import unicodedata

# A marker has at most three digits: [12] is ours, [2024] may belong to a document number.
_MARKER = re.compile(r"\[[0-9]{1,3}\]")
# Zero-width characters are blank to any reader, though str.isspace() does not say so.
_BLANK = re.compile(r"[\s\u200b\u200c\u200d\u2060\ufeff]+")
_GROUPED = re.compile(r"(?<![0-9])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])")
_SHARED_RUN = 12


def normalise(text: str) -> str:
    """Text as it is compared: NFKC without white space, markers and thousands separators.

    Idempotent: removing one thing may join what it parted (``[[1]2]``, ``1, 234``), so the rules
    run until nothing changes. Case is kept, as contract.md says nothing of it here.
    """
    while True:
        shorter = _once(text)
        if shorter == text:
            return text
        text = shorter


def _once(text: str) -> str:
    text = unicodedata.normalize("NFKC", text)
    text = _MARKER.sub("", _BLANK.sub("", text))
    return _GROUPED.sub(lambda match: match.group().replace(",", ""), text)


def contains(haystack: str, needle: str) -> bool:
    """Whether ``needle`` stands in ``haystack``; both already normalised.

    A needle that begins or ends with a digit matches only where no further digit or decimal point
    adjoins it there: 7次 is not found in 17次, 5 not in 2.5. A full stop that no digit follows
    ends a sentence and is no decimal point.
    """
    if not needle:
        return False
    start = haystack.find(needle)
    while start >= 0:
        if _free_before(haystack, start, needle) and _free_behind(haystack, start, needle):
            return True
        start = haystack.find(needle, start + 1)
    return False


def _digit(character: str) -> bool:
    return "0" <= character <= "9"


def _free_before(haystack: str, start: int, needle: str) -> bool:
    if not _digit(needle[0]) or start == 0:
        return True
    before = haystack[start - 1]
    if before == ".":
        return not (start >= 2 and _digit(haystack[start - 2]))
    return not _digit(before)


def _free_behind(haystack: str, start: int, needle: str) -> bool:
    end = start + len(needle)
    if not _digit(needle[-1]) or end == len(haystack):
        return True
    behind = haystack[end]
    if behind == ".":
        return not (end + 1 < len(haystack) and _digit(haystack[end + 1]))
    return not _digit(behind)


def shares_run(first: str, second: str, *, length: int = _SHARED_RUN) -> bool:
    """Whether two strings have ``length`` characters in a row in common."""
    if len(first) < length or len(second) < length:
        return False
    runs = {first[i : i + length] for i in range(len(first) - length + 1)}
    return any(second[i : i + length] in runs for i in range(len(second) - length + 1))


def same_place(quote: str, wanted: str) -> bool:
    """Whether a citation's quote proves the evidence ``wanted`` (both as written).

    It contains it, is contained in it, or shares twelve characters in a row with it. The digit
    rule holds here too: 检查7次 is not proved by 检查7 of a quote that reads 检查71次.
    """
    given, sought = normalise(quote), normalise(wanted)
    if not given or not sought:
        return False
    return contains(given, sought) or contains(sought, given) or shares_run(given, sought)


def whole_numbers(text: str, start: int, end: int) -> tuple[int, int]:
    """The span, widened so that it cuts no number in two: half a number is another number."""
    while start > 0 and _numeric(text[start - 1]):
        start -= 1
    while end < len(text) and _numeric(text[end]):
        end += 1
    return start, end


def _numeric(character: str) -> bool:
    return character.isdigit() or character in ".,．，"
