"""Figures of a larger place than the one whose office reports them (全市系统共处罚203件)."""

from __future__ import annotations

import re

from assistant.statements import Counted
from assistant.topic import Topic
from ingest.regions import is_province
from ingest.types import Report

# From the whole country down; what is not told apart here stands on one level.
_LEVELS = {"国": 0, "省": 1, "市": 2, "州": 2, "区": 3, "县": 3, "旗": 3, "镇": 4, "乡": 4, "街": 4}
# A clause that begins with what all of a place did together; 全国重点实验室 is a name.
_WHOLE = re.compile(
    r"(?:^|[，,；;。：:])(?:同期|截至[^，。]{2,10}，)?(?:20[0-9]{2}年度?)?(?P<named>[\u4e00-\u9fff]{2,4}[省市])?全(?P<level>[国省市州区县旗])"
    r"(?:[\u4e00-\u9fff]{0,8}系统|各[级地区县]|同期|共|一共|累计|上下|乡镇|镇街|街道|行政(?:执法|复议)?机关|[^，。；]{2,16}平均)"
)
# In the figure's own clause: 全市现场检查数下降9.5%; 全市首个, 全市前三 say how it stands there.
_OF_ALL = re.compile(
    r"(?:^|[，,；;。：:])(?:同期|其间|20[0-9]{2}年度?|去年|今年)*(?P<named>[\u4e00-\u9fff]{2,4}[省市])?全(?P<level>[国省市州区县旗])"
    r"(?!首|第|率先|唯一|前|最|排|位|范围|推广|通报|表彰|统一|性|优秀|先进|示范|十|[一二三]|年|面|体|程|部|力)[^，,；;。]*$"
)
_BACK = re.compile(r"其中|[我本该]|(?<!全)[\u4e00-\u9fff]分?[局委办](?:共|全年|查|办|受|作)")


def _level(report: Report) -> int | None:
    unit = report.unit or ""
    if re.search(r"街道|[镇乡](?:人民)?政府|[镇乡]$", unit):
        return _LEVELS["镇"]
    if not report.region:
        return None
    level = 1 if is_province(report.region[-1]) else _LEVELS.get(report.region[-1][-1])
    branch = level is not None and level < _LEVELS["区"] and unit.endswith("分局")
    return _LEVELS["区"] if branch else level


def is_of_wider_place(topic: Topic, report: Report, counted: Counted) -> bool:
    """Whether a figure is of the whole of a larger place than the office's own."""
    sentence, figure = counted.sentence, counted.figure
    before = report.text[sentence.start : figure.start]
    told = _OF_ALL.search(before) or next(reversed(list(_WHOLE.finditer(before))), None)
    own = _level(report) if told else None
    if told is None or own is None:
        return False
    elsewhere = bool(told["named"]) and told["named"] not in (report.unit or "")
    if _LEVELS[told["level"]] >= own and not elsewhere:
        return False
    whole = f"全{told['level']}"
    return whole not in topic.question and not _BACK.search(before, told.end())
