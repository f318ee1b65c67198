"""An invented report in pieces, and the untidy shapes that files give it."""

from __future__ import annotations

from collections.abc import Sequence

TITLE = "海川市望澜区统计局2024年度法治政府建设情况报告"
HEADINGS = (
    "一、主要举措和成效",
    "二、存在的不足和原因",
    "三、主要负责人履行推进法治建设第一责任人职责情况",
    "四、2025年工作安排",
)
ROLES = ["opening", "measures", "problems", "leader", "plan"]


def opening(unit: str = "望澜区统计局", year: str = "2024年") -> str:
    """The paragraph above the first heading."""
    return (
        f"{year}，{unit}坚持以习近平法治思想为指导，扎实推进法治政府建设各项工作，"
        "取得了较好成效。现将有关情况报告如下："
    )


def sections(headings: Sequence[str] = HEADINGS) -> list[str]:
    """Four sections with facts, under the given headings."""
    return [
        headings[0],
        "（一）加强学习培训",
        "一是组织专题学法12次，参训干部360人次，效果较好。二是开展执法培训8场次，提高执法人员素养。",
        "（二）规范行政执法",
        "全年审查合同158份，办理行政处罚案件43件，罚款12.5万元，未发生行政复议案件。",
        headings[1],
        "一是执法力量不足，持证人员偏少，难以满足工作需要。二是普法形式单一，覆盖面有待扩大。",
        headings[2],
        "主要负责人认真履行职责，主持召开会议研究法治工作5次，带头讲授法治课2次，带头述法。",
        headings[3],
        "（一）加强队伍建设",
        "计划组织培训10场次，选派骨干跟班学习，不断提高队伍专业水平。",
        "（二）深化普法宣传",
        "全年开展普法活动不少于60场次，扩大宣传覆盖面，营造良好氛围。",
    ]


def lines(title: str = TITLE, **opened: str) -> list[str]:
    """The whole report, a paragraph a line."""
    return [title, opening(**opened), *sections()]


def wrapped(paragraphs: Sequence[str], width: int, *, between: str = "\n") -> str:
    """Paragraphs with a two-column indent, broken at ``width`` as old printouts are."""
    broken: list[str] = []
    for paragraph in paragraphs:
        text = "　　" + paragraph
        broken.extend(text[i : i + width] for i in range(0, len(text), width))
    return between.join(broken)
