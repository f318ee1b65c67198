"""Numbers as a sheet shows them (ECMA-376 part 1, 18.8.31: number format codes)."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|[_*].|\[[^\]]*\]')
_HAN = re.compile("[\u4e00-\u9fff%‰]")
_PLACES = re.compile(r"[0#?][0#?,]*(?:\.(?P<decimals>[0#?]+))?(?P<scale>,*)")


def shown_number(value: str, code: str, *, from_1904: bool = False) -> str:
    """A stored number under its format: percent, decimals, thousands, dates, words behind it.

    What a format cannot say here (fractions, powers of ten) is shown plainly.

    Args:
        value: as the file stores it.
        code: the format code, such as ``0.0%`` or ``#,##0"件"``.
        from_1904: the workbook counts days from 1904.
    """
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    if not number.is_finite() or abs(number.adjusted()) > 30:
        return value
    if _is_date(code):
        return _date(float(number), code, from_1904=from_1904)
    sections = code.split(";")
    section = (
        sections[1] if number < 0 and len(sections) > 1 and sections[1].strip() else (sections[0])
    )
    bare = _LITERAL.sub("\x00", section)
    places = _PLACES.search(bare)
    if places is None or re.search(r"[eE/@]|General", bare):
        return _plain(number)
    words = _words_behind(section)
    if "%" in bare:
        number *= 100
        words = "%" + words
    number /= 1000 ** len(places["scale"])
    decimals = len(places["decimals"] or "")
    thousands = "," if "," in places.group().removesuffix(places["scale"]) else ""
    shown = format(round(number, decimals), f"{thousands}.{decimals}f")
    if places["decimals"] and "#" in places["decimals"]:
        shown = shown.rstrip("0").rstrip(".")
    return shown + words


def _plain(number: Decimal) -> str:
    """Fifteen digits, as sheets compute: 0.30000000000000004 is 0.3."""
    text = format(Decimal(format(number, ".15g")), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _words_behind(section: str) -> str:
    """The literal words behind the number that are part of what it says (件, 万元)."""
    end = max((m.end() for m in re.finditer("[0#?]", _blanked(section))), default=0)
    words = "".join(m[1] or m[2] or "" for m in _LITERAL.finditer(section, end))
    return words.strip() if _HAN.search(words) else ""


def _blanked(section: str) -> str:
    return _LITERAL.sub(lambda match: " " * len(match.group()), section)


def _is_date(code: str) -> bool:
    from openpyxl.styles.numbers import is_date_format

    return code != "General" and bool(is_date_format(code))


def _date(number: float, code: str, *, from_1904: bool) -> str:
    from datetime import datetime

    from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

    epoch = CALENDAR_MAC_1904 if from_1904 else CALENDAR_WINDOWS_1900
    try:
        moment = from_excel(number, epoch=epoch)
    except (ValueError, OverflowError, TypeError):
        return _plain(Decimal(str(number)))
    if not isinstance(moment, datetime):
        return str(moment)
    if not re.search("[yY]", code):
        if re.search("[dD]", code):
            return f"{moment.month}月{moment.day}日"
        return moment.strftime("%H:%M")
    if "年" in code or not re.search("[dD]", code):
        day = f"{moment.day}日" if re.search("[dD]", code) else ""
        month = f"{moment.month}月" if re.search("[mM月]", code) else ""
        return f"{moment.year}年{month}{day}"
    return moment.strftime("%Y-%m-%d")
