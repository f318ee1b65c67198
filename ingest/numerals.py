"""Numbers as Chinese reports write them: 1,234 · １２３４ · 十五 · 三万五千 · 1.2亿 · 三分之二."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from ingest.errors import ReportAssistantError
from ingest.measures import MULTIPLIERS

_WIDTHS: Final[Mapping[int, int]] = {
    **{code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B))},
    **{code: code - 0xFEE0 for code in range(0xFF41, 0xFF5B)},
    **{
        ord(wide): ord(half) for wide, half in zip("％．－／＋\u00a0\u3000", "%.-/+  ", strict=True)
    },
}
_DIGIT: Final[Mapping[str, int]] = {
    **{digit: value for value, digit in enumerate("零一二三四五六七八九")}, "〇": 0, "两": 2,
}  # fmt: skip
_MYRIAD: Final[Mapping[str, int]] = {"亿": 10**8, "万": 10**4}

MULTIPLIER = r"(?:[十百千]?万?亿|[十百千]?万|千(?![瓦米克伏])|百(?!分))"
_COMPOUND = r"\d+(?:\.\d+)?[万亿](?:零?\d+(?:千万|[千百万]))+(?![万亿瓦米克])"
ARABIC = rf"(?:{_COMPOUND}|\d{{1,3}}(?:,\d{{3}})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
HAN = (
    r"(?:(?:[零〇一二两三四五六七八九十万亿]|百(?!分[之点])|千(?![瓦米克伏])){1,24}"
    r"(?:点[零〇一二三四五六七八九]{1,12})?)"
)


def half_width(text: str) -> str:
    """Full-width digits, letters and signs made half-width, one for one: offsets stay the same."""
    return text.translate(_WIDTHS)


def _unreadable(text: str) -> ReportAssistantError:
    return ReportAssistantError(
        f"“{text[:40]}”不是能读的数，应为阿拉伯数字或中文数字（如 1,234、十五、1.2亿）",
        hint="请检查数字的写法",
    )


_SECTION = re.compile(
    r"(?:(D|^)千)?(?:零?(D|^)百)?(?:零?(D?)十)?(?:(零?)(D))?".replace("D", "[一二两三四五六七八九]")
)


def _han_section(text: str) -> int:
    """Reads Chinese numerals below 10,000."""
    match = _SECTION.fullmatch(text)
    if match is None or not text:
        raise _unreadable(text)
    thousands, hundreds, tens, zero, ones = match.groups()
    places = [(thousands, 1000), (hundreds, 100), (tens, 10)]
    value = sum((_DIGIT[d] if d else 1) * size for d, size in places if d is not None)
    last = next((size for d, size in reversed(places) if d is not None), 10)
    # 三百五 is 350: a last digit takes the next place down unless a 零 stands before it.
    return value + (_DIGIT[ones] * (1 if zero else last // 10) if ones else 0)


def _han_integer(text: str) -> int:
    """Reads an integer in Chinese numerals; raises where the order of the places is impossible."""
    if all(character in _DIGIT for character in text):
        if len(text) > 1 and len(text) != 4 and not set(text) & {"零", "〇"}:
            raise _unreadable(text)  # 两三 or 七八: an estimate, no number
        return int("".join(str(_DIGIT[character]) for character in text) or "0")
    for sign, size in _MYRIAD.items():
        head, found, tail = text.rpartition(sign)
        if not found:
            continue
        upper = _han_integer(head) if head else 1
        if len(tail) == 1 and tail in _DIGIT:
            lower = _DIGIT[tail] * (size // 10)  # 三万五 is 35,000
        else:
            lower = _han_integer(tail.removeprefix("零")) if tail else 0
        if upper >= size or lower >= size or tail[:1] in ("百", "千", "万"):
            raise _unreadable(text)
        return upper * size + lower
    return _han_section(text.replace("〇", "零"))


def _han_number(text: str) -> Decimal:
    whole, point, decimals = text.partition("点")
    value = Decimal(_han_integer(whole))
    if not point:
        return value
    return Decimal(f"{value}.{''.join(str(_DIGIT[character]) for character in decimals)}")


def plain_number(text: str) -> Decimal:
    """A number without qualifier or measure, multipliers inside it summed up (3万5千)."""
    if text[0] not in "0123456789":
        return _han_number(text)
    total = Decimal(0)
    for number, multiplier in re.findall(rf"([\d,]+(?:\.\d+)?)({MULTIPLIER})?", text):
        total += Decimal(number.replace(",", "")) * MULTIPLIERS[multiplier]
    return total


_SHARE = re.compile(rf"(百|千|万|{HAN})分之({ARABIC}|{HAN})")
_NUMBER = re.compile(rf"([-−])?({ARABIC}|{HAN}) ?({MULTIPLIER})?")


def parse_number(text: str) -> Decimal:
    """Reads one number: 1,234, １２３４, 十五, 三万五千, 1.2亿, 3万5千, 三点五, 三分之二, 百分之三.

    A share is read as what it is of the whole: 百分之三 is 0.03.

    Raises:
        ReportAssistantError: ``text`` is no single number (an estimate such as 两三 included).
    """
    plain = half_width(text).strip()
    if share := _SHARE.fullmatch(plain):
        whole = plain_number(share.group(1))
        if not whole:
            raise _unreadable(text)
        return plain_number(share.group(2)) / whole
    match = _NUMBER.fullmatch(plain)
    if match is None or (match.group(3) or "") not in MULTIPLIERS:
        raise _unreadable(text)
    value = plain_number(match.group(2)) * MULTIPLIERS[match.group(3) or ""]
    return -value if match.group(1) else value
