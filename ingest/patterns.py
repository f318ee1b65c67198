"""Line shapes of the genre that several readers of a text share."""

from __future__ import annotations

import re

CHINESE_DIGITS = "一二三四五六七八九十百"

# 一、 （一） 1. 1、 (1) ① 第一章 # — what a numbered heading or item begins with.
HEADING_MARK = re.compile(
    r"^(?:"
    rf"第[{CHINESE_DIGITS}]{{1,3}}[章节部篇]分?|"
    rf"[{CHINESE_DIGITS}]{{1,3}}[、．.]|"
    rf"[（(]\s*[{CHINESE_DIGITS}]{{1,3}}\s*[)）][、．.]?|"
    r"[0-9]{1,2}(?:[、．]|\.(?![0-9]))|"
    r"[（(]\s*[0-9]{1,2}\s*[)）][、．.]?"
    r")\s*(?=\S)"
)

_DATE = (
    r"(?:[0-9]{4}|[〇零○ＯO一二三四五六七八九]{4})\s*年\s*"
    r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})\s*月\s*"
    r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})\s*日"
)
DATE = re.compile(_DATE)
_DATE_LINE = re.compile(rf"^[（(]?\s*{_DATE}\s*[)）]?$")

TITLE_END = re.compile(
    r"(?:报告|汇报|总结|公报|年报|白皮书|述职|要点|方案|情况|小结|综述)"
    r"\s*(?:[（(【\[].{1,12}[)）】\]])?\s*[|｜]?\s*(?:[_\-—].{0,20})?$"
)
_SENTENCE = re.compile(r"[。；;！!？?]|如下|(?<![（(])[，,].*[，,]")


def is_date_line(line: str) -> bool:
    """A line that is a date and nothing else."""
    return bool(_DATE_LINE.match(line.strip()))


def is_title_line(line: str) -> bool:
    """A line that can be a report's title: it ends like one and is no sentence or heading."""
    line = line.strip()
    return (
        4 <= len(line) <= 70
        and bool(TITLE_END.search(line))
        and not HEADING_MARK.match(line)
        and not _SENTENCE.search(line)
        and not re.match(r"(?:来源|标题|索引|上一篇|下一篇|当前位置|您的位置|首页)", line)
    )
