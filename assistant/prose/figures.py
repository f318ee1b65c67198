"""Every number of a sentence must stand in a quote that it cites, and count the same there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.prose.amounts import Stated, read_stated, same_amount, same_measure
from assistant.prose.indicator import other_indicator
from assistant.prose.names import bears_name
from assistant.prose.pieces import Divided
from assistant.prose.placing import (
    Borne,
    governing_unit,
    governing_year,
    move_of,
    same_move,
    same_time,
)
from assistant.prose.plain import blanked, plain, titled_spans
from assistant.prose.types import Fault, Known
from assistant.prose.years import cited_years
from assistant.types import Citation

COUNTS_REPORTS = re.compile(
    r"(?:个|家)?(?:单位|街道|乡镇|地区|地方|省份?|市|区县?|县|部门|报告|年度|年份|镇|局|省区市)"
)
_RESULT = re.compile(r"=\s*(-?[\d.,]+)[^（(]*(?:[（(]([^）)]*)[）)])?")
_RANK = re.compile(r"第(?:\d+|[一二三四五六七八九十]+)|前(?:\d+|[三五十百])[位名强]")
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")


def check_figures(
    divided: Divided, evidence: list[Citation], known: Known, under: str
) -> list[Fault]:
    """The numbers of a sentence that no cited quote bears as they are used.

    Args:
        divided: the sentence.
        evidence: all that could be cited, to say where a number does stand.
        known: what the program computed.
        under: what the sentence stands under; it names what bare numbers count.
    """
    text = blanked(divided.text, _covered(divided, known))
    faults: list[Fault] = []
    stated = [one for one in read_stated(text) if _counts(one, divided)]
    for at, claim in enumerate(stated):
        if _vouched(claim, divided, known):
            continue
        fault = _check_one(claim, at, stated, divided, evidence, known, under)
        if fault is not None:
            faults.append(fault)
    return faults or _loose_digits(text, stated, divided)


def _covered(divided: Divided, known: Known) -> list[tuple[int, int]]:
    """What other checks answer for: names, quotations, titles."""
    return [
        *((one.start, one.end) for one in divided.names),
        *((start, end) for start, end, _ in divided.quotes),
        *((start, end) for start, end, _ in titled_spans(divided.text)),
        *_arithmetic(divided.text, known),
    ]


def _arithmetic(text: str, known: Known) -> Iterator[tuple[int, int]]:
    """The program's own sums, written out: 158 - 88 = 70."""
    for line in known.lines:
        written = plain(line).partition("（")[0]
        if "=" in written and written in text:
            yield text.index(written), text.index(written) + len(written)


def _counts(one: Stated, divided: Divided) -> bool:
    """Whether it is a number to be checked: years are checked apart."""
    is_year = any(word.start < one.end and one.start < word.end for word in divided.years)
    in_name = bool(re.search(r"[A-Za-z]$", divided.text[: one.start]))  # PM2.5
    return not is_year and not in_name and (one.figure or bool(re.search(r"\d", one.written)))


def _vouched(claim: Stated, divided: Divided, known: Known) -> bool:
    """Whether the program itself counted or computed it."""
    if COUNTS_REPORTS.match(claim.behind) or COUNTS_REPORTS.search(claim.written):
        reports = len({one.report_id for one in divided.cited})
        if claim.amount == reports and not claim.bound:
            return True
        if any(claim.written in line for line in known.lines):
            return True
    for line in known.lines:
        for number, measure in _RESULT.findall(line):
            result = read_stated(number + (measure or ""))
            same = bool(result) and abs(result[0].amount) == abs(claim.amount)
            if same and (not measure or result[0].base == claim.base):
                return True
    return False


def _borne(citations: tuple[Citation, ...] | list[Citation]) -> list[Borne]:
    return [
        Borne(stated=one, citation=citation, quote=plain(citation.quote))
        for citation in citations
        for one in read_stated(plain(citation.quote), citation.year)
    ]


def _check_one(
    claim: Stated,
    at: int,
    stated: list[Stated],
    divided: Divided,
    evidence: list[Citation],
    known: Known,
    under: str,
) -> Fault | None:
    cited = divided.piece_at(claim.start).cited
    same = [one for one in _borne(cited) if same_amount(claim, one.stated)]
    if not same:
        return _unborne(claim, cited, evidence)
    measured = [one for one in same if same_measure(claim, one.stated)]
    if not measured:
        theirs = same[0].stated.written
        return _fault(
            "measure", claim, f"“{claim.written}”在所引原文中写作“{theirs}”，计量单位不同"
        )
    bounded = [one for one in measured if one.stated.bound == claim.bound]
    if not bounded:
        theirs = measured[0].stated.written
        return _fault("number", claim, f"“{claim.written}”在所引原文中是“{theirs}”，限定词不同")
    return _placed(claim, at, stated, divided, bounded, known, under)


def _placed(
    claim: Stated,
    at: int,
    stated: list[Stated],
    divided: Divided,
    borne: list[Borne],
    known: Known,
    under: str,
) -> Fault | None:
    """Unit, year, direction and indicator of a number that does stand in a cited quote."""
    unit = governing_unit(claim, stated, divided)
    if unit is not None:
        name = unit
        kept = [one for one in borne if bears_name(name, one.citation, known)]
        if not kept:
            return _fault("unit", claim, f"“{claim.written}”在所引原文中不是“{name}”的")
        borne = kept
    year = governing_year(claim, stated, divided)
    if year is not None:
        word = year
        kept = [one for one in borne if cited_years(one.citation, one.quote, known).bear(word)]
        if not kept:
            return _fault("year", claim, f"“{claim.written}”在所引报告中不是{word.year}年的")
        borne = kept
    timely = [one for one in borne if same_time(claim, year, divided.text, one)]
    if not timely:
        message = f"“{claim.written}”在所引原文中说的不是同一年的数"
        return _fault("year", claim, message)
    borne = timely
    mine, change = move_of(claim, at, stated)
    moved = [one for one in borne if same_move(mine, change, claim, one.stated)]
    if not moved:
        theirs = f"{borne[0].stated.before}{borne[0].stated.written}"
        return _fault(
            "negation", claim, f"“{claim.before}{claim.written}”与原文“{theirs}”的增减不同"
        )
    reasons = [
        other_indicator(
            claim,
            stated,
            divided.text,
            one.stated,
            one.quote,
            names=plain(f"{one.citation.unit or ''}。{one.citation.title}"),
            under=under,
        )
        for one in moved
    ]
    if all(reasons):
        theirs = moved[0].stated.indicator or moved[0].stated.local
        return _fault("indicator", claim, f"“{claim.written}”在所引原文中说的是“{theirs.strip()}”")
    return None


def _unborne(claim: Stated, cited: tuple[Citation, ...], evidence: list[Citation]) -> Fault:
    elsewhere = [
        one.citation.marker
        for one in _borne([c for c in evidence if c not in cited])
        if same_amount(claim, one.stated) and same_measure(claim, one.stated)
    ]
    if elsewhere:
        message = f"“{claim.written}”不在所引原文中，而在[{elsewhere[0]}]中"
        return _fault("marker", claim, message)
    return _fault("number", claim, f"所引原文中没有“{claim.written}”")


def _loose_digits(text: str, stated: list[Stated], divided: Divided) -> list[Fault]:
    """Digits and ranks that are no figure: each must stand in the cited texts as it is."""
    sources = "。".join(plain(f"{one.quote}。{one.title}。{one.section}") for one in divided.cited)
    taken = [(one.start, one.end) for one in stated]
    taken += [(one.start, one.end) for one in divided.years]
    faults = []
    for match in (*_DIGITS.finditer(text), *_RANK.finditer(text)):
        if any(a < match.end() and match.start() < b for a, b in taken):
            continue
        words = match[0] + text[match.end() : match.end() + 1].strip()
        if words not in sources and match[0] not in re.findall(r"[\d.,]+", sources):
            message = f"所引原文中没有“{words}”"
            faults.append(Fault(kind="number", found=words, message=message))
    return faults


def _fault(kind: str, claim: Stated, message: str) -> Fault:
    return Fault(kind=kind, found=claim.written, message=message)  # type: ignore[arg-type]
