"""Figures: the numbers that a report states, each with what it counts."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import itemgetter

from ingest.counted import Context, Reading
from ingest.indicators import left_for_next, resolve
from ingest.nonfigures import BLANK, blank
from ingest.numerals import half_width
from ingest.phrases import periods, take_subject, tidy
from ingest.quantities import Quantity, iter_quantities
from ingest.sentences import sentence_spans, trim
from ingest.types import Figure

# Round brackets without a number are part of the phrase around them.
_REMARK = re.compile(r"[（(][^（()）\d\n]{0,60}[)）]")
_CLAUSE = re.compile(r"[；;。！？!?：:（()）\n\t]|，|,(?!\d{3}(?!\d))")
_LATIN_BEFORE = re.compile(r"[A-Za-z_/\\=]$")
_LATIN_BEHIND = re.compile(r"\s?[A-Za-z_/\\=]")
_STATED = re.compile(r"(?:[为达至到是]|达到|增长|下降|提高|减少|指数|得分|比)$")
_STANDS_ALONE = re.compile(r"\s*(?:[，。；、,;)）]|$)")
_SPELL = re.compile(
    r"(?:(?:连续|持续|缩短|延长|提前|为期|压缩|年限|期限|历时|平均)[^，。、]{0,8}|满|超过|达|[至到近])$"
)
_DURATION = re.compile(
    r"(?:至|到|压缩|缩短|提前|限|时间|由|从|为|需|持续|超|近|周期|平均)[^，。\d]{0,6}$"
)
_BEFORE = "上一?年度?|去年|上年同期|去年同期|同期|年初"
# 比上年的132件; 由上年下降2.3%转为增长8.5%: the first number is the year before's.
_EARLIER = re.compile(
    rf"[比较由从](?P<of>{_BEFORE})的?$|[由从](?P<by>{_BEFORE})的?(?:增长|下降|增加|减少|上升|提高|降低)了?$"
)
_YEAR_NAME = re.compile(r"(?:行动|计划|规划|前|后|来|期|级|度|代|间|以来)")


def _is_figure(quantity: Quantity, blanked: str, year: int | None) -> bool:
    """Whether a number states something: not a bare number in a name, not an era, not a label."""
    before = blanked[max(0, quantity.start - 12) : quantity.start]
    behind = blanked[quantity.end : quantity.end + 6]
    if _LATIN_BEFORE.search(before):
        return False
    if not quantity.measure.strip("万亿千百") and _LATIN_BEHIND.match(behind):
        return False
    if quantity.base == "年":
        return bool(_SPELL.search(before)) and not _YEAR_NAME.match(behind)
    if quantity.base in ("天", "周") and not quantity.qualifier:
        return bool(_DURATION.search(before)) or not quantity.measure.endswith("日")
    if quantity.base == "千瓦时" and quantity.measure == "度":
        return False
    if quantity.base in ("立方米", "℃") and quantity.measure == "方":
        return False
    if quantity.han:
        return _is_counted(quantity, blanked)
    if quantity.measure:
        return True
    if quantity.value == year or (1900 <= quantity.value <= 2100 and not quantity.qualifier):
        return False
    stated = _STATED.search(before) and _STANDS_ALONE.match(behind)
    return bool(quantity.qualifier or stated)


def _is_counted(quantity: Quantity, blanked: str) -> bool:
    """A Chinese numeral: 两起 counts; bare 百 or 万 only with a qualifier (近百家, 突破万亿元)."""
    written = blanked[quantity.start : quantity.end].removeprefix(quantity.qualifier)
    if quantity.base == "分" or not quantity.value:
        return False
    return bool(quantity.qualifier) or written[0] not in "百千万亿" or "分之" in written


def _clauses(layout: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    position = start
    for match in _CLAUSE.finditer(layout, start, end):
        yield position, match.start()
        position = match.end()
    if position < end:
        yield position, end


def _period(text: str, stated: Sequence[tuple[int, str]], offset: int) -> str:
    """The last period stated before ``offset``; 比上年的 stands for its own number alone."""
    if earlier := _EARLIER.search(text, max(0, offset - 10), offset):
        return earlier["of"] or earlier["by"]
    before = bisect_right(stated, offset, key=itemgetter(0))
    return stated[before - 1][1] if before else ""


def _figure(quantity: Quantity, reading: Reading, period: str, sentence: tuple[int, int]) -> Figure:
    return Figure(
        start=quantity.start,
        end=quantity.end,
        value=quantity.value,
        high=quantity.high,
        measure=quantity.measure,
        amount=quantity.amount,
        amount_high=quantity.amount_high,
        base=quantity.base,
        qualifier=quantity.qualifier,
        change=reading.change,
        indicator=reading.indicator,
        subject=reading.subject,
        period=period,
        sentence_start=sentence[0],
        sentence_end=sentence[1],
    )


def _in_sentence(
    text: str,
    layout: str,
    sentence: tuple[int, int],
    quantities: Sequence[Quantity],
    context: Context,
) -> tuple[list[Figure], Context]:
    """The figures of one sentence, and what it leaves for the next."""
    start, end = sentence
    stated = [
        (start + stop, words)
        for stop, words in periods(text[start:end])
        if layout[start + stop - 1] != BLANK
    ]
    figures: list[Figure] = []
    starts = [quantity.start for quantity in quantities]
    for first, last in _clauses(layout, start, end):
        inside = quantities[bisect_left(starts, first) : bisect_left(starts, last)]
        words = text[first:last]
        if not inside:
            subject, rest = take_subject(words[:60])
            context = replace(context, clause=tidy(rest)[-24:], subject=subject or context.subject)
            continue
        local = [replace(q, start=q.start - first, end=q.end - first) for q in inside]
        readings = resolve(words, local, context)
        for quantity, reading in zip(inside, readings, strict=True):
            figures.append(
                _figure(quantity, reading, _period(text, stated, quantity.start), sentence)
            )
        context = Context(
            indicator=left_for_next([r.indicator for r in readings], context),
            base=inside[-1].base,
            subject=readings[-1].subject,
            members=tuple(r.indicator for r in readings) if len(readings) > 1 else (),
            divided="分别" in words,
            begun=True,
        )
    return figures, replace(context, clause="", subject="", begun=False)


def extract_figures(text: str, *, year: int | None = None) -> tuple[Figure, ...]:
    """Reads the figures that ``text`` states.

    Args:
        text: a report's cleaned text; offsets are code points into it.
        year: the report's year; the bare number is then never taken for a figure.

    Returns:
        Figures in document order; they never overlap.
    """
    plain = half_width(text)
    blanked = blank(plain)
    quantities = [q for q in iter_quantities(blanked) if _is_figure(q, blanked, year)]
    layout = _REMARK.sub(lambda match: BLANK * len(match.group()), blanked)
    figures: list[Figure] = []
    context, position = Context(), 0
    for start, end in sentence_spans(text):
        inside: list[Quantity] = []
        while position < len(quantities) and quantities[position].start < end:
            inside.append(quantities[position])
            position += 1
        if inside:
            found, context = _in_sentence(text, layout, trim(text, start, end), inside, context)
            figures += found
        if text[end - 1] == "\n":
            context = Context()
    return tuple(figures)
