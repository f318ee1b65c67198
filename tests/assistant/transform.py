"""Changes to reports and questions whose effect on the answers is known. Pure.

A metamorphic test needs no hand-written answer: if every 2024 becomes a 2027 in the reports and
in the question, it becomes one in the answer. Source: Chen, Cheung and Yiu (1998), "Metamorphic
Testing: A New Approach for Generating Next Test Cases".
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace

from eval.types import Case
from ingest.regions import divisions, short_name

Change = Callable[[str], str]

# Measures and what may stand between a number and its measure: such a number counts something;
# 12345热线, 第3号, （2）, 5月 and 2024年 do not. Both ends of a range (3至5名) stay as they are.
_MEASURE = (
    r"个(?!月)|件|次|家|户|名|人|份|场|条|处|起|项|套|座|台|架|辆|批|卷|宗|吨|亩|袋|期|篇|部|支|所|间|"
    r"万|亿|元|千|公里|平方|立方|㎡|米|天|小时|工作日|%|％|余|多"
)
_COUNTED = re.compile(
    rf"(?<![0-9A-Za-z第〔（(])(?<![0-9][.,，至到—~～-])[1-9][0-9]*(?:\.[0-9]+)?(?=\s*(?:{_MEASURE}))"
)
_YEAR = re.compile(rf"(?<![0-9])(?<![0-9][.,])20[0-3][0-9](?![0-9.,%])(?!\s*(?:{_MEASURE}))")
_HAN_YEAR = re.compile(r"二[〇零○][〇零○一二三][〇零○一二三四五六七八九](?=\s*年)")
_HAN = "〇一二三四五六七八九"
# The first digit stays one, the order of numbers does not: nothing may hang on which is larger.
_FIRST = str.maketrans("123456789", "478163295")
_REST = str.maketrans("0123456789", "0386274915")
_INVENTED = "岚珞沅璟芷洺鄢菏筠漪岫旻昀霁澹煜"


def change_case(case: Case, change: Change) -> Case:
    """The same change in every string of a row."""
    return replace(
        case,
        question=change(case.question),
        history=tuple(change(earlier) for earlier in case.history),
        expected=tuple(tuple(change(word) for word in group) for group in case.expected),
        evidence=tuple(replace(e, quote=change(e.quote)) for e in case.evidence),
        forbidden=tuple(change(word) for word in case.forbidden),
    )


def stems_of(units: Iterable[str | None], regions: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """The part of every place's name that is its own: 望澜 of 望澜区, 槐汀 of 槐汀街道办事处."""
    found = {short_name(name) for chain in regions for name in chain}
    for unit in units:
        street = re.search(r"(?:^|[省市区县])([^省市区县]{2,4})街道", unit or "")
        if street:
            found.add(street[1])
    return tuple(sorted(stem for stem in found if len(stem) >= 2))


def invented_names(stems: Collection[str], texts: Iterable[str]) -> dict[str, str]:
    """Stem → a name that no division and no text has, one character away (南开 → 岚开)."""
    known, everything = divisions(), "\n".join(texts)
    taken: dict[str, str] = {}
    for stem in stems:
        taken[stem] = next(
            name
            for name in (first + stem[1:] for first in _INVENTED)
            if name not in taken.values()
            and name not in known.short
            and name not in everything
            and _final(name) != _final(stem)
        )
    return taken


def _final(name: str) -> str:
    """How the first syllable ends: names that differ there are not typed for one another."""
    from pypinyin import Style, lazy_pinyin

    return str(lazy_pinyin(name[0], style=Style.FINALS, strict=False)[0])


def renaming(names: Mapping[str, str]) -> Change:
    """Puts the new name wherever the old one stands, though a line break may part it."""
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    pattern = re.compile("|".join(r"\s*".join(name) for name in longest_first))
    return lambda text: pattern.sub(lambda m: names[re.sub(r"\s", "", m[0])], text)


def shift_years(text: str, by: int = 3) -> str:
    """2024年 → 2027年, 二〇二四年 → 二〇二七年; numbers that count something stay."""

    def han(match: re.Match[str]) -> str:
        digits = "".join("0" if c in "〇零○" else str(_HAN.index(c)) for c in match[0])
        return "".join(_HAN[int(digit)] for digit in str(int(digits) + by))

    shifted = _YEAR.sub(lambda match: str(int(match[0]) + by), text)
    return _HAN_YEAR.sub(han, shifted)


def renumber(text: str) -> str:
    """Every number that counts something becomes another one of the same length; 100% stays."""

    def other(match: re.Match[str]) -> str:
        number, behind = match[0], text[match.end() :].lstrip()[:1]
        if number == "100" and behind in ("%", "％"):
            return number
        return number[0].translate(_FIRST) + number[1:].translate(_REST)

    return _COUNTED.sub(other, text)


_TOP_HEADING = re.compile(r"(?m)^[ \t\u3000]*([一二三四五六七八九十]+)、")


def reorder_sections(text: str) -> str:
    """Top-level sections but the last in reverse order, numbered anew; the ending stays an ending.

    A text with fewer than three of them, or whose 一、 二、 do not run through, stays as it is.
    """
    heads = list(_TOP_HEADING.finditer(text))
    numbers = [head[1] for head in heads]
    if len(heads) < 3 or numbers != list("一二三四五六七八九十")[: len(heads)]:
        return text
    starts = [head.start() for head in heads]
    bodies = [text[a:b] for a, b in itertools.pairwise(starts)]
    bodies = [body if body.endswith("\n") else f"{body}\n" for body in reversed(bodies)]
    renumbered = [
        _TOP_HEADING.sub(f"{number}、", body, count=1)
        for number, body in zip(numbers, bodies, strict=False)
    ]
    return text[: starts[0]] + "".join(renumbered) + text[starts[-1] :]


def delete_statements(text: str, words: Iterable[str]) -> str:
    """Takes out every sentence in which one of ``words`` stands, white space set aside."""
    for word in words:
        pattern = re.compile(r"\s*".join(map(re.escape, re.sub(r"\s", "", word))))
        while True:
            match = next((m for m in pattern.finditer(text) if _whole(text, m)), None)
            if match is None:
                break
            start, end = _sentence(text, match.start(), match.end())
            text = f"{text[:start]}{text[end:]}"
    return text


def _whole(text: str, match: re.Match[str]) -> bool:
    """7次 does not stand in 17次."""
    before, behind = text[: match.start()][-1:], text[match.end() :][:1]
    left = match[0][0].isdigit() and (before.isdigit() or before == ".")
    right = match[0][-1].isdigit() and (behind.isdigit() or behind == ".")
    return not left and not right


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """From behind the last full stop or ended line to the next full stop."""
    lines = re.compile(
        r"[。！？]|(?<=[：；])\n|\n(?=\s*\n)|\n(?=\s*[（(一二三四五六七八九十0-9]+[）)、.])"
    )
    before = [m.end() for m in lines.finditer(text, 0, start)]
    heading = re.compile(
        r"(?m)^[ \t\u3000]*[（(]?[一二三四五六七八九十0-9]+[）)、.][^。\n]{0,40}\n"
    )
    before += [m.end() for m in heading.finditer(text, 0, start) if m.end() <= start]
    behind = re.compile(r"[。！？]|\n(?=\s*\n)|$").search(text, end)
    return max(before, default=0), behind.end() if behind else len(text)
