"""Line shapes of the genre that several readers of a text share."""

from __future__ import annotations

import re

CHINESE_DIGITS = "一二三四五六七八九十百"

# 一、 （一） 1. 1、 (1) ① 第一章 # — what a numbered heading or item begins with.
HEADING_MARK = re.compile(
    r"^(?:"
    rf"第[{CHINESE_DIGITS}]{{1,3}}(?:部分|[章节部篇])|"
    rf"[{CHINESE_DIGITS}]{{1,3}}[、．.]|"
    rf"[（(]\s*[{CHINESE_DIGITS}]{{1,3}}\s*[)）][、．.]?|"
    r"[0-9０-９]{1,2}(?:[、．]|\.(?![0-9]))|"
    r"[（(]\s*[0-9０-９]{1,2}\s*[)）][、．.]?"
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
    r"(?:报告|汇报|总结|公报|年报|白皮书|述职|要点|方案|情况|小结|综述|"
    # A title may look ahead behind what it reports: 工作情况及2025年工作打算.
    r"(?:情况|总结|成效|报告).{1,14}(?:打算|计划|思路|安排))"
    r"\s*》?(?:[（(【\[].{1,12}[)）】\]])?》?$"
)
# What a site puts behind a title: " - 望澜区人民政府网", "_政务公开_…", a stray "|".
TITLE_TAIL = re.compile(
    r"\s+[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?:\s+[0-9:]{4,8})?$|"
    r"\s*(?:[|｜_]|(?<=\s)[\-–—](?![\-–—])|(?<![\-–—])[\-–—](?=\s)|(?<=[告结》])[\-–](?![\-–]))"
    r"(?!.{0,12}[0-9]月).{0,60}$"
)
_SENTENCE = re.compile(r"[。；;！!？?>＞»]|如下|(?<![（(])[，,].*[，,]")
_NO_TITLE = re.compile(
    r"(?:来源|标题|索引|上一[篇条]|下一[篇条]|当前位置|您的位置|首页|附件|名称)\s*[:：|]?"
)


def is_date_line(line: str) -> bool:
    """A line that is a date and nothing else."""
    return len(line) < 40 and bool(_DATE_LINE.match(line.strip()))


def without_tail(line: str) -> str:
    """A title line without what a site put behind it; unchanged where nothing stands there."""
    if len(line) > 140:
        return line
    bare = TITLE_TAIL.sub("", line)
    return bare if bare != line and TITLE_END.search(bare) else line


def is_title_line(line: str) -> bool:
    """A line that can be a report's title: it ends like one and is no sentence or heading."""
    if len(line) > 140:
        return False
    line = without_tail(line.strip())
    return (
        4 <= len(line) <= 70
        and bool(TITLE_END.search(line))
        and not HEADING_MARK.match(line)
        and not _SENTENCE.search(line)
        and not _NO_TITLE.match(line)
    )
