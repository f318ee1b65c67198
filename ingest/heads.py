"""The heads of a table: which rows they are, which columns hold values, what these count in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ingest.cells import Row, spans_all
from ingest.measures import MEASURE_PATTERN

_HEAD_ROWS: Final = 4
_HEAD_LIMIT: Final = 40  # characters of a head

_MEASURE = rf"(?:[十百千]?[万亿]{{0,2}}(?:{MEASURE_PATTERN})|[万亿]{{1,2}}|[十百千]万|±?[%％‰])"
_NUMBER = r"[0-9][0-9,，]*(?:\.[0-9]+)?"
_VALUE = re.compile(
    r"[-+＋－−±↑↓▲▼]?\s*(?:约|近|超|逾|共|不少于|不低于|超过)?\s*"
    rf"{_NUMBER}(?:\s*[-—–~～至]\s*{_NUMBER})?\s*(?P<measure>[^0-9\s.,，。：:;；/]{{0,8}})"
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}\s*年?度?|[0-9]{1,2}月份?|[0-9]{1,2}日")
_LABEL_NUMBER = re.compile(r"0[0-9]{2}")  # telephone and document numbers count nothing
_NOTHING = re.compile(r"[-—–/／*…\s]+|无")
# Columns that number or name things: their digits count nothing.
_NAMING = re.compile(
    r"(?:序号|编号|行次|代码|编码|电话|手机|邮编|证号|文号|号码|案号|日期|时间|年份|年度|No\.?)$"
)
_HEAD_MEASURE = re.compile(
    rf"\s*(?:[（(]\s*(?:(?:计量)?单位\s*[:：])?\s*(?P<brackets>{_MEASURE})\s*[)）]"
    rf"|[/／,，:：]\s*(?P<behind>{_MEASURE})|(?P<share>±?[%％]))\s*$"
)
_COUNTED = re.compile(r"(人次|[件人次户家场起份宗项辆])数$")  # 办结件数 says what it counts in
_CAPTION_MEASURE = re.compile(
    rf"(?:计量)?单位\s*[:：]\s*(?P<measure>{_MEASURE})\s*[)）]?[。.]?\s*$"
)
_MEASURE_HEAD = re.compile(r"(?:计量|计算)?单位$")
_COUNTING = re.compile(
    r"[数量额值率比计年月季度期积入出]|总|情况|结果|金|费|元|件|人|次|增|减|％|%|分|名次"
)  # what a head that stands above values speaks of
_SHARE = re.compile(r"率|比[重例]|占比|同比|环比|增[长幅速]|名次|排名|位次|%|％")
# What a table's measure is not said of: rates, ranks, comparisons.
_RATIO = re.compile(r"率|比[重例]|占比|同比|环比|增[长幅速减]|增长|下降|名次|排名|位次|%|％")


def without_measure(above: Sequence[str]) -> tuple[str, str]:
    """The heads above a column as one, and the measure that one of them names."""
    words: list[str] = []
    measure = ""
    for level in above:
        found = _HEAD_MEASURE.search(level)
        measure = _named(found) if found else measure
        words.append(level[: found.start()] if found else level)
    head = "".join(words) or "".join(above)
    counted = _COUNTED.search(head)
    return head, measure or (counted[1] if counted else "")


def _named(match: re.Match[str]) -> str:
    return (match["brackets"] or match["behind"] or match["share"]).lstrip("±").replace("％", "%")


def row_measure(head: str, text: str) -> str:
    """The measure that a cell before the values names: under 单位, or behind the row's name."""
    if _MEASURE_HEAD.search(head) and re.fullmatch(_MEASURE, text):
        return text
    behind = _HEAD_MEASURE.search(text)
    return _named(behind) if behind else ""


def with_measure(text: str, measure: str) -> str:
    """A value with what it is counted in, unless it says so itself or is none."""
    value = _VALUE.fullmatch(text)
    return text + measure if value and not value["measure"] else text


def is_rate(head: str) -> bool:
    """Whether what a table is counted in says nothing of this column."""
    return bool(_RATIO.search(head))


def is_share(head: str) -> bool:
    """Whether what a row is counted in says nothing of this column; 比上年增减 may be in 件."""
    return bool(_SHARE.search(head))


def caption_measure(line: str) -> str:
    """What a line above a table says that all in it is counted in; empty where it does not."""
    match = _CAPTION_MEASURE.search(line[-60:])
    return match["measure"] if match else ""


def is_value(text: str) -> bool:
    """Whether a cell holds a number that counts something, and no year or date."""
    return (
        bool(_VALUE.fullmatch(text)) and not _YEAR.fullmatch(text) and not _LABEL_NUMBER.match(text)
    )


def names_something(text: str) -> bool:
    """Whether a cell names or numbers what stands beside it (联系电话, 序号)."""
    return bool(_NAMING.search(text))


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing (—, 无)."""
    return bool(_NOTHING.fullmatch(text))


def head_rows(rows: Sequence[Row]) -> int:
    """How many rows at the top are heads: without values, above rows that have them."""
    if not rows or any(len(place.text) > _HEAD_LIMIT for place in rows[0]):
        return 0
    if any(is_value(place.text) for place in rows[0]):
        return 0
    depth = 1
    while depth < min(_HEAD_ROWS, len(rows) - 1):
        above, row = rows[depth - 1], rows[depth]
        goes_on = any(place.text and not place.own for place in row) or any(
            not place.own for place in above[1:]
        )
        if not goes_on or spans_all(row) or any(is_value(place.text) for place in row):
            break
        depth += 1
    return depth


def levels(rows: Sequence[Row], column: int) -> tuple[str, ...]:
    """The heads above a column, from the widest to its own."""
    texts = (re.sub(r"\s+", "", row[column].text) for row in rows)
    return tuple(dict.fromkeys(text for text in texts if text))


def _head(rows: Sequence[Row], column: int) -> str:
    return "".join(levels(rows, column))


def value_columns(rows: Sequence[Row], heads: int) -> list[int]:
    """The columns that hold values: half of what stands in them, at least.

    A first column of numbers names the rows. A single column of values behind a head that counts
    nothing belongs to a form (负责人 | 张三 / 编制 | 12人): its first row is no head.
    """
    if not heads or len(rows) <= heads or len(rows[0]) < 2:
        return []
    body = [row for row in rows[heads:] if not spans_all(row) and not _NAMING.search(row[0].text)]
    found: list[int] = []
    for column in range(1, len(rows[0])):
        head = _head(rows[:heads], column)
        told = [text for row in body if (text := row[column].text) and not _NOTHING.fullmatch(text)]
        values = sum(1 for text in told if is_value(text))
        if values and values * 2 >= len(told) and not _NAMING.search(head):
            found.append(column)
    if len(found) == 1 and not _COUNTING.search(_head(rows[:heads], found[0])):
        return []
    return found
