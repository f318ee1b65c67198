"""What a reader should know of a figure: parts that do not add up to it, no single year. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.types import Figure, Report

# What stands between a total and its first part. After 其中 some parts may be left out; 包括 and 分别
# name all of them, unless the list ends in 等.
_SOME = re.compile(r"^[^。；;]{0,8}?[，,（(：:]?其中")
_ALL = re.compile(r"^[^。；;，,]{0,8}?[，,（(：:]?(?:包括|包含|分为|分别(?:为|是)|具体为)")
# … and between the last part and a total behind it.
_TOTAL_BEHIND = re.compile(r"^[^。；;，,0-9]{0,4}[，,]?(?:合计|共计|总计|共)[^。；;，,0-9]{0,6}$")
_RESPECTIVELY = re.compile(r"分别(?:为|是|有)?[^，。；;0-9]{0,4}$")
# … and between two parts where the list is over and the sentence goes on to something else.
_LIST_OVER = re.compile(
    r"[。；;]|其中|包括|比上|较上|同比|占|新增|新[建引]|总[量数额]|累计|全[年国省市区县]|[，,、].*[，,]"
)
_RATE = re.compile(r"每[^，。；;]{0,6}$")
_OPEN_END = re.compile(r"^[^，,。；;]{0,8}等")
_PEOPLE = frozenset({"人", "名", "人次", "位"})
_SPAN = re.compile(r"近.{0,3}年|(?<!一)年来|以来|时期|期间|过去(?!一年)|\d{4}年?[-—–~～至]")
_RECORD = re.compile(r"[^，。；;]{0,2}(?:最|第|首|罕|历|同期|新高|新低)")  # 1961年以来最重的旱情
_THIS_YEAR = re.compile(r"^(?:今年|本年|当年|全年|本年度)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ROUNDED = Decimal("0.05")  # 余, 近 and 约 may hide so much of a figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """A total with the parts that the same sentence names.

    Attributes:
        complete: the words say that these are all.
    """

    total: Figure
    parts: tuple[Figure, ...]
    complete: bool

    @property
    def sum(self) -> Decimal:
        """Of the parts, in their base measure."""
        return sum((part.amount for part in self.parts), Decimal(0))


def figure_notes(report: Report, figure: Figure) -> list[str]:
    """Notes on a figure that an answer cites."""
    found = parts_of(report, figure)
    notes = [_sum_note(report, found)] if found is not None and not adds_up(found) else []
    undated = _undated(report, figure)
    return [*notes, *([undated] if undated else [])]


def _inside(figure: Figure, figures: Sequence[Figure]) -> list[Figure]:
    return [f for f in figures if f.sentence_start == figure.sentence_start]


def _like(figure: Figure, total: Figure) -> bool:
    plain = figure.change != "by" and figure.high is None
    return plain and figure.base == total.base and figure.measure == total.measure


def parts_of(report: Report, figure: Figure) -> Parts | None:
    """The total and parts that ``figure`` belongs to; None where it is no total and no part."""
    sentence = _inside(figure, report.figures)
    for index, total in enumerate(sentence):
        found = _behind(report.text, sentence, index) or _before(report.text, sentence, index)
        if found is not None and figure in (total, *found.parts):
            return found
    return None


def _behind(text: str, sentence: Sequence[Figure], index: int) -> Parts | None:
    """总数…，其中 A…、B…: the parts behind a total."""
    total = sentence[index]
    if index + 1 == len(sentence) or total.change == "by" or total.high is not None:
        return None
    if _RATE.search(text[total.sentence_start : total.start]):
        return None  # 每千人6.5批次 has no parts
    gap = text[total.end : sentence[index + 1].start]
    all_named = _ALL.match(gap)
    mark = all_named or _SOME.match(gap)
    if mark is None:
        return None
    bracketed = bool(re.search(r"[（(]", mark.group()))
    parts: list[Figure] = []
    before, depth = total.end + mark.end(), 0
    for part in sentence[index + 1 :]:
        between = text[before : part.start]
        depth += len(re.findall(r"[（(]", between)) - len(re.findall(r"[)）]", between))
        if _LIST_OVER.search(between) or (bracketed and depth < 0):
            break
        before = part.end
        if depth > 0:
            continue  # （含 …）: a part of a part
        if not _like(part, total):
            break
        parts.append(part)
    if not parts:
        return None
    open_end = bool(_OPEN_END.match(text[parts[-1].end : sentence[0].sentence_end]))
    complete = all_named is not None and not open_end and len(parts) > 1
    return Parts(total=total, parts=tuple(parts), complete=complete)


def _before(text: str, sentence: Sequence[Figure], index: int) -> Parts | None:
    """A、B 分别为 3件、4件，共7件: the parts before a total."""
    total = sentence[index]
    parts: list[Figure] = []
    for part in reversed(sentence[:index]):
        behind = text[part.end : (parts[0] if parts else total).start]
        joined = (
            re.fullmatch(r"\s*[、和及,，与]\s*", behind) if parts else _TOTAL_BEHIND.match(behind)
        )
        if not joined or not _like(part, total):
            break
        parts.insert(0, part)
    if len(parts) < 2 or not _RESPECTIVELY.search(
        text[max(parts[0].sentence_start, parts[0].start - 12) : parts[0].start]
    ):
        return None
    return Parts(total=total, parts=tuple(parts), complete=True)


def adds_up(found: Parts) -> bool:
    """Whether the parts fit the total: all of them equal it, some of them do not exceed it.

    People are counted under several heads at once (党员, 妇女), so of some of them only one that
    exceeds the total does not fit.
    """
    slack = _slack(found)
    if found.complete:
        return abs(found.sum - found.total.amount) <= slack
    largest = max(part.amount for part in found.parts)
    named = largest if found.total.base in _PEOPLE else found.sum
    return named <= found.total.amount + slack


def _slack(found: Parts) -> Decimal:
    """What rounding may explain: half of the last digit of 1.2万, a twentieth of 870余."""
    figures = (found.total, *found.parts)
    rounding = sum((_half_step(figure) for figure in figures), Decimal(0))
    if any(figure.qualifier for figure in figures):
        rounding += _ROUNDED * max(found.total.amount, found.sum)
    return rounding


def _half_step(figure: Figure) -> Decimal:
    factor = figure.amount / figure.value if figure.value else Decimal(1)
    exponent = figure.value.as_tuple().exponent
    assert isinstance(exponent, int)
    if factor == 1 and exponent >= 0:
        return Decimal(0)  # counted, not rounded
    return factor * Decimal(10) ** exponent / 2


def _sum_note(report: Report, found: Parts) -> str:
    total = report.text[found.total.start : found.total.end]
    shown = "、".join(report.text[part.start : part.end] for part in found.parts)
    if found.complete:
        return f"原文各部分（{shown}）相加与总数{total}不一致，请核对原文"
    if len(found.parts) == 1:
        return f"原文“其中”的{shown}大于总数{total}，请核对原文"
    return f"原文“其中”各部分（{shown}）相加大于总数{total}，可能有交叉统计，请核对原文"


def _undated(report: Report, figure: Figure) -> str | None:
    value = report.text[figure.start : figure.end]
    period = figure.period
    if period and _SPAN.search(period) and not _THIS_YEAR.match(period):
        own = report.year is not None and _YEAR.findall(period) == [str(report.year)]
        at = report.text.rfind(period, figure.sentence_start, figure.start)
        record = at >= 0 and _RECORD.match(report.text, at + len(period))
        if not own and not record:
            return f"{value}的时段是“{period}”，不是单独一年的数"
    if report.year is None and not _YEAR.search(period):
        return f"报告没有写明年度，{value}是哪一年的数无法确定"
    return None
