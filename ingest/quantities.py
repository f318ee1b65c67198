"""Numbers in running text with their measures and qualifiers: 近30件, 870余次, 5%-6%, 30余万元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ingest.errors import ReportAssistantError
from ingest.measures import MEASURE_PATTERN, MULTIPLIERS, measure_of
from ingest.numerals import ARABIC, HAN, MULTIPLIER, half_width, plain_number

_BEFORE = (
    r"(?:不(?:少于|低于|超过|高于|多于|大于|小于|足|到)|超过|突破|至少|至多|最多|最少|最高|最低|"
    r"大约|将近|接近|低于|高于|少于|多于|大于|小于|(?<![附最靠临邻亲])近|"
    r"(?<![合节预签续履契公条特邀缔制])约|(?<!高)超|逾|仅)"
)
_AFTER = r"(?:及?以[上下内]|之[内上]|左右|上下|(?<=[日天时钟米里])内)"
_RANGE = r"(?:--?|[—–~～]{1,2}|至|到)"
_INNER = r"(?:余|多(?![数样元种次]))"

_TO = (
    rf"(?P<range>(?P<measure1>{MEASURE_PATTERN})?{_RANGE}(?P<high>{ARABIC}|(?<=[至到]){HAN})"
    rf"(?P<multiplier2>{MULTIPLIER})?(?P<inner3>{_INNER})? ?)?"
)
# The same groups, never matched: a number read alone.
_ALONE = r"(?P<range>(?!)(?P<measure1>)(?P<high>)(?P<multiplier2>)(?P<inner3>))?"
# A number with all that belongs to it. The look-ahead keeps the engine from trying every branch
# at every character.
_PATTERN = (
    r"(?=[\d\-−零〇一二两三四五六七八九十百千万亿半不超突至最大将接低高少多小近约逾仅])"
    rf"(?:(?P<before>{_BEFORE}) ?)?"
    r"(?:"
    rf"(?P<share>[百千])分之(?P<share_low>{ARABIC}|{HAN})"
    rf"(?:{_RANGE}(?:[百千]分之)?(?P<share_high>{ARABIC}|{HAN}))?"
    r"|(?P<whole>[二三四五六七八九十])分之(?P<part>[一二三四五六七八九])"
    r"|(?P<tenths>[一二三四五六七八九])成(?P<rest>[一二三四五六七八九半])(?![万千百年后])"
    r"|(?P<half>一半|半数)(?=以上|以下|左右|[，。；、,;)）]|$)"
    r"|(?:(?P<sign>(?<![0-9A-Za-z)）%\]\-])[-−](?=\d))?(?<!\d)(?<!\d[.,])"
    rf"(?P<low>{ARABIC})|(?<![零〇一二两三四五六七八九十百千万亿几数第\d])(?P<han>{HAN}))"
    rf" ?(?P<inner>{_INNER})?(?P<multiplier>{MULTIPLIER})?(?P<inner2>{_INNER})? ?"
    "@RANGE@"
    rf"(?P<measure>{MEASURE_PATTERN})?(?P<inner4>(?<=[年倍])多(?![数样]))?"
    r")"
    rf"(?: ?(?P<after>{_AFTER}))?"
)
_QUANTITY = re.compile(_PATTERN.replace("@RANGE@", _TO))
_SINGLE = re.compile(_PATTERN.replace("@RANGE@", _ALONE))


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number in a text with its measure and its qualifiers.

    Attributes:
        start: where it begins, the qualifier before it included.
        end: where it ends, the measure and the qualifier behind it included.
        value: as stated (40.95 for 40.95万元); a share in words as its number (3 for 百分之三).
        high: upper end of a range in the same measure, else None.
        measure: as stated, multiplier included; % for 百分之; empty for a bare number.
        qualifier: those before and behind, as written and joined (近…余: 近余); else empty.
        amount: value in ``base``.
        amount_high: the same for ``high``.
        base: canonical measure without multiplier; empty for a bare number.
        han: whether the number is written in Chinese numerals.
    """

    start: int
    end: int
    value: Decimal
    high: Decimal | None = None
    measure: str
    qualifier: str = ""
    amount: Decimal
    amount_high: Decimal | None = None
    base: str
    han: bool = False


def _number(text: str | None) -> Decimal | None:
    """The number, or None where the characters form none (两三)."""
    if not text:
        return None
    try:
        return plain_number(text)
    except ReportAssistantError:
        return None


def _qualifier(match: re.Match[str], names: tuple[str, ...]) -> str:
    return "".join(match.group(name) or "" for name in names)


def _share(match: re.Match[str]) -> tuple[Decimal | None, Decimal | None, str] | None:
    """Value, upper end and measure of a part of a whole in words; None where it is no such part."""
    if match["share"]:
        low, high = _number(match["share_low"]), _number(match["share_high"])
        return low, high, "%" if match["share"] == "百" else "‰"
    if match["whole"]:
        whole, part = _number(match["whole"]), _number(match["part"])
        return (part / whole, None, "") if whole and part else (None, None, "")
    if match["tenths"]:
        rest = Decimal(5) if match["rest"] == "半" else _number(match["rest"])
        tenths = _number(match["tenths"])
        return (None if tenths is None or rest is None else tenths + rest / 10), None, "成"
    return (Decimal("0.5"), None, "") if match["half"] else None


def _of_share(match: re.Match[str]) -> Quantity | None:
    share = _share(match)
    value, high, measure = share or (None, None, "")
    if value is None:
        return None
    # A fraction (三分之二, 一半) has no measure as stated; in its base it is a percentage.
    factor = measure_of(measure)[1] if measure else Decimal(100)
    return Quantity(
        start=match.start(),
        end=match.end(),
        value=value,
        high=high,
        measure=measure,
        qualifier=_qualifier(match, ("before", "after")),
        amount=value * factor,
        amount_high=None if high is None else high * factor,
        base="%",
        han=True,
    )


def _of_count(match: re.Match[str]) -> Quantity | None:
    value = _number(match["low"] or match["han"])
    measure = match["measure"] or ""
    if value is None or (match["han"] and not (measure or match["after"] or match["inner"])):
        return None
    multiplier = match["multiplier"] or match["multiplier2"] or ""
    high = _number(match["high"])
    if high is not None and match["multiplier"] and match["multiplier2"]:
        high *= MULTIPLIERS[match["multiplier2"]] / MULTIPLIERS[multiplier]
    if match["sign"]:
        value = -value
    base, factor = measure_of(multiplier + measure)
    return Quantity(
        start=match.start(),
        end=match.end(),
        value=value,
        high=high,
        measure=multiplier + measure,
        qualifier=_qualifier(match, ("before", "inner", "inner2", "inner3", "inner4", "after")),
        amount=value * factor,
        amount_high=None if high is None else high * factor,
        base=base,
        han=bool(match["han"]),
    )


def _is_range(match: re.Match[str]) -> bool:
    """5%-6% is one range; 5个工作日至2日 are two numbers, and so are 3-5 in falling order."""
    first, second = match["measure1"], match["measure"] or ""
    low, high = _number(match["low"] or match["han"]), _number(match["high"])
    if low is None or high is None:
        return False
    ends = [MULTIPLIERS[match[name] or ""] for name in ("multiplier", "multiplier2")]
    if match["multiplier"] is None:
        ends[0] = ends[1]
    same = not first or not second or measure_of(first)[0] == measure_of(second)[0]
    return same and bool(first is None or second) and low * ends[0] < high * ends[1]


def _read(match: re.Match[str]) -> Quantity | None:
    return _of_count(match) if match["low"] or match["han"] else _of_share(match)


def iter_quantities(text: str) -> Iterator[Quantity]:
    """Every number of ``text`` in order, without overlap; spans are offsets into ``text``.

    Arabic numbers always count; Chinese numerals only with a measure or a qualifier behind them,
    since 一 and 三 are parts of too many words.
    """
    plain = half_width(text)
    position = 0
    while match := _QUANTITY.search(plain, position):
        if match["range"] and not _is_range(match):
            single = _SINGLE.match(plain, match.start())
            match = single or match
        quantity = _read(match)
        position = max(match.end(), position + 1)
        if quantity:
            yield quantity
