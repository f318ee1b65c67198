"""Numbers of headings and lists that a Word file computes and never spells out (numbering.xml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ingest.readers.ooxml import attribute, child, children, local, value_of

if TYPE_CHECKING:
    from lxml import etree

_HAN_DIGITS = "〇一二三四五六七八九"
_LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_LEVELS: Final = 9
_MOST: Final = 100_000  # no list counts further; a start value beyond is damage


def _counting(number: int, digits: str, units: str) -> str:
    """Chinese numerals up to 99,999: 十二, 一百零三; with legal digits 壹拾贰."""
    if number < 10:
        return digits[number]
    written, gap = "", False
    for place in range(len(str(number)) - 1, -1, -1):
        digit = number // 10**place % 10
        if digit:
            written += ("零" if gap else "") + digits[digit] + (units[place - 1] if place else "")
        gap = bool(written) and not digit
    plain_ten = digits is _HAN_DIGITS and 10 <= number < 20
    return written[1:] if plain_ten else written


def _roman(number: int) -> str:
    steps = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
             (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
    written = ""
    for size, letters in steps:
        times, number = divmod(number, size)
        written += letters * min(times, 20)
    return written


def _letters(number: int) -> str:
    """a … z, aa, bb …, as Word counts."""
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 10) if number else ""


def _circled(number: int) -> str:
    if 1 <= number <= 20:
        return chr(0x245F + number)
    return chr(0x323C + number) if 21 <= number <= 35 else str(number)


def written_number(number: int, style: str) -> str:
    """``number`` in a numbering style of ECMA-376 part 1, 17.18.59 (ST_NumberFormat).

    Styles without a form here count in Arabic digits; ``none`` and ``bullet`` write nothing.
    """
    number = max(0, min(number, _MOST - 1))
    match style:
        case "none" | "bullet":
            return ""
        case (
            "chineseCounting"
            | "chineseCountingThousand"
            | "japaneseCounting"
            | ("taiwaneseCounting" | "taiwaneseCountingThousand" | "koreanCounting")
        ):
            return _counting(number, _HAN_DIGITS, "十百千万")
        case "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal":
            return _counting(number, _LEGAL_DIGITS, "拾佰仟万")
        case (
            "ideographDigital"
            | "japaneseDigitalTenThousand"
            | "taiwaneseDigital"
            | ("koreanDigital2")
        ):
            return "".join(_HAN_DIGITS[int(digit)] for digit in str(number))
        case "ideographTraditional":
            return _STEMS[(number - 1) % 10]
        case "ideographZodiac":
            return _BRANCHES[(number - 1) % 12]
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese":
            return _circled(number)
        case "decimalEnclosedParen" | "numberInDash":
            return f"({number})" if style.endswith("Paren") else f"- {number} -"
        case "decimalEnclosedFullstop":
            return f"{number}."
        case "decimalZero":
            return f"{number:02d}"
        case "decimalFullWidth" | "decimalFullWidth2":
            return "".join(chr(0xFF10 + int(digit)) for digit in str(number))
        case "upperRoman":
            return _roman(number)
        case "lowerRoman":
            return _roman(number).lower()
        case "upperLetter":
            return _letters(number).upper()
        case "lowerLetter":
            return _letters(number)
        case "ordinal" | "cardinalText" | "ordinalText":
            return str(number)
        case _:
            return str(number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How one level of a list is numbered.

    Attributes:
        pattern: its text, %1 … %9 for the numbers of the levels (第%1章, %1.%2).
        plain: every number in Arabic digits, whatever the levels above write (isLgl).
        restart: the level below which counting begins anew; None: any level above.
    """

    start: int = 1
    style: str = "decimal"
    pattern: str = ""
    plain: bool = False
    restart: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbering:
    """The lists of a file.

    Attributes:
        levels: list → its levels.
        counters: list → the counter it shares with others that continue it.
    """

    levels: Mapping[str, Mapping[int, Level]]
    counters: Mapping[str, str]


@dataclass(slots=True)
class Counter:
    """Where counting stands, as the paragraphs go by."""

    numbering: Numbering
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def label(self, number_id: str, level: int) -> str:
        """The number of the next paragraph of a list, as Word shows it; empty for a bullet."""
        levels = self.numbering.levels.get(number_id)
        if levels is None or level not in levels:
            return ""
        counts = self._counts.setdefault(self.numbering.counters[number_id], {})
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [one for one in counts if one > level]:
            rule = levels.get(deeper, Level()).restart
            if rule is None or level < rule:
                del counts[deeper]
        here = levels[level]
        if here.style == "bullet":
            return ""
        text = here.pattern
        for index in range(_LEVELS):
            mark = f"%{index + 1}"
            if mark in text:
                above = levels.get(index, Level())
                style = "decimal" if here.plain and above.style != "none" else above.style
                text = text.replace(mark, written_number(counts.get(index, above.start), style))
        return text


def read_numbering(root: etree._Element | None) -> Numbering:
    """The lists that the part ``numbering.xml`` defines."""
    if root is None:
        return Numbering(levels={}, counters={})
    abstract = {attribute(one, "abstractNumId"): one for one in children(root, "abstractNum")}
    by_style = {
        value_of(one, "styleLink"): one
        for one in abstract.values()
        if child(one, "styleLink") is not None
    }
    levels: dict[str, dict[int, Level]] = {}
    counters: dict[str, str] = {}
    for number in children(root, "num"):
        number_id = attribute(number, "numId")
        base_id = value_of(number, "abstractNumId")
        base = abstract.get(base_id)
        if base is not None and (link := value_of(base, "numStyleLink")):
            base = by_style.get(link, base)
        levels[number_id] = _levels(base) if base is not None else {}
        counters[number_id] = f"abstract {base_id}"
        for override in children(number, "lvlOverride"):
            _override(override, levels[number_id])
            counters[number_id] = f"num {number_id}"
    return Numbering(levels=levels, counters=counters)


def _whole(text: str, default: int) -> int:
    try:
        return max(0, min(int(text), _MOST))
    except ValueError:
        return default


def _levels(abstract: etree._Element) -> dict[int, Level]:
    found = ((_whole(attribute(one, "ilvl"), 0), _level(one)) for one in children(abstract, "lvl"))
    return {index: level for index, level in found if index < _LEVELS}


def _level(element: etree._Element) -> Level:
    style = value_of(element, "numFmt") or "decimal"
    for choice in element:  # Word 2010 and later hide newer styles in an alternative
        if local(choice) == "AlternateContent":
            newer = next((n for n in choice.iter() if local(n) == "numFmt"), None)
            style = attribute(newer, "val") if newer is not None else style
    legal = child(element, "isLgl")
    restart = value_of(element, "lvlRestart")
    return Level(
        start=_whole(value_of(element, "start"), 1),
        style=style,
        pattern=value_of(element, "lvlText"),
        plain=legal is not None and attribute(legal, "val") not in ("0", "false"),
        restart=_whole(restart, 0) if restart else None,
    )


def _override(override: etree._Element, levels: dict[int, Level]) -> None:
    index = _whole(attribute(override, "ilvl"), 0)
    own = child(override, "lvl")
    level = _level(own) if own is not None else levels.get(index)
    if level is None:
        return
    start = value_of(override, "startOverride")
    levels[index] = Level(
        start=_whole(start, level.start) if start else level.start,
        style=level.style,
        pattern=level.pattern,
        plain=level.plain,
        restart=level.restart,
    )
