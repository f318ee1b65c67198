"""The canonical role of a section (contract.md, "role"), from the words of its heading."""

from __future__ import annotations

import re

from ingest.patterns import is_date_line
from ingest.types import Role

_LEADER = re.compile(
    r"第一责任人|第一人职责|(?:主要负责人|主要负责同志|主要领导|党政主要负责).{0,12}(?:履行|履职|述法)|述法"
)
_PROBLEMS = re.compile(
    r"(?:存在|面临|主要|突出|不足|困难).{0,14}(?:不足|问题|差距|困难|短板|薄弱|挑战|弱项)|"
    r"(?:不足|问题|差距|短板|困难|薄弱环节|弱项)(?:及|和|与|、)?(?:其)?(?:主要)?(?:原因)?(?:分析)?(?:剖析)?$|"
    r"^(?:不足|问题|短板)|(?:困难|问题|不足|短板).{0,6}建议"
)
_SOLVED = re.compile(r"解决|破解|整改|化解|聚焦|攻坚|纾解|应对|坚持问题|回应")
_PLAN = re.compile(
    r"下(?:一)?步|下一年|明年|来年|今后|下阶段|努力方向|工作打算|工作思路|工作设想|改进措施|展望|"
    r"(?:工作|主要|总体|重点)?(?:安排|计划|打算|规划安排)$|(?:工作|建设).{0,6}(?:计划|安排|打算|建议)"
)
_TARGETS = re.compile(r"目标任务|主要目标|预期目标|总体要求")
_YEAR = re.compile(r"(20[0-9]{2})\s*年")
_AIM = re.compile(r"目标|任务|重点|要求|思路|安排|部署|计划|建议|打算|举措|工作")
_REVIEW = re.compile(r"回顾|总结|过去|完成情况|成效|成绩|成就")
_MEASURES = re.compile(
    r"举措|成效|做法|成绩|成果|亮点|回顾|总结|完成情况|推进情况|落实情况|开展情况|工作情况|执行情况|建设情况|"
    r"贯彻|基本情况|履职情况|主要工作|经营情况|业务概要|报备工作|办理情况|规范化情况"
)
_CLOSING = re.compile(
    r"各位代表|让我们|我们将|新的一年|新征程|总之|将(?:继续|进一步|牢牢|始终|以|不断|坚|全|持续|一如既往|深入)|"
    r"努力|奋力|保障|贡献|新局面|新篇章|新台阶|新成效|新作为|特此报告|以上报告"
)


_NOTES = re.compile(
    r"^(?:有关|相关)?(?:名词|名词术语|术语|用语|词语)(?:解释|注释|说明)|^注释$|^附录"
)
_NEXT = re.compile(r"\s*(?:下一步|下一年|下一阶段|下阶段|明年|今后)")
_FIRST_PARAGRAPHS = 1500  # characters; a plan first recalls what it was charged with
_ANNEX_LINES = 15
_MARKED = re.compile(r"[。；，,;：:！!？?\t]")
_SIGNER = re.compile(
    r"(?:办公室|委员会|局|厅|部|政府|街道|办事处|处|中心|院|队|会|公司|镇|乡|办|委)$"
)


def role_of_heading(heading: str, year: int | None, genre: str | None) -> Role | None:
    """The role that a heading's own words tell, None where they tell none.

    Args:
        heading: as written.
        year: the report's year: a heading with a later year plans, one with an earlier year of a
            政府工作报告 (which is delivered in ``year`` and reports on the year before) reviews.
        genre: of the report.
    """
    if _NOTES.search(heading):
        return "other"
    if _LEADER.search(heading):
        return "leader"
    if _PROBLEMS.search(heading) and not _SOLVED.search(heading):
        return "problems"
    stated = [int(found) for found in _YEAR.findall(heading)]
    if stated and year is not None:
        if max(stated) > year and _AIM.search(heading):
            return "plan"
        if genre == "政府工作报告" and max(stated) == year and not _REVIEW.search(heading):
            return "plan"
        if genre == "政府工作报告" and max(stated) < year:
            return "measures"
    if _PLAN.search(heading) and not _REVIEW.search(heading):
        return "plan"
    ahead = _TARGETS.search(heading) or re.match(r".{0,4}(?:今年|今后)", heading)
    if genre == "政府工作报告" and ahead and not _REVIEW.search(heading):
        return "plan"
    return "measures" if _MEASURES.search(heading) else None


def looks_ahead(body: str, year: int | None, genre: str | None) -> bool:
    """Whether a section begins to plan in its own words, where its heading tells nothing.

    下一步，我局将… opens a plan; 2025年是…之年 among the first paragraphs opens that of a 政府工作报告
    delivered in 2025.

    Args:
        body: the section behind its heading.
        year: the report's year.
        genre: of the report.
    """
    if year is None:
        return bool(_NEXT.match(body[:40]))
    if genre == "政府工作报告":
        return bool(re.search(rf"(?m)^(?:{year}年|今年)是", body[:_FIRST_PARAGRAPHS]))
    return bool(_NEXT.match(body[:40]) or re.match(rf"\s*{year + 1}年", body[:40]))


def closing_start(text: str, heading_starts: list[int]) -> int:
    """Where the closing begins; ``len(text)`` where a report has none.

    The closing is the signature (unit, date) and, above it, the last paragraph when it looks ahead
    and is not the only paragraph of the last section.
    """
    lines: list[tuple[int, str]] = []
    offset = 0
    for line in text.split("\n"):
        lines.append((offset, line))
        offset += len(line) + 1
    last = _without_annex(lines)
    while last > 1 and _is_signature(lines[last - 1][1]):
        last -= 1
    start = lines[last][0] if last < len(lines) else len(text)
    headings = set(heading_starts)
    if not headings or last < 2 or lines[last - 1][0] in headings:
        return start
    final_start, final = lines[last - 1]
    above = lines[last - 2]
    # A numbered line that ends in a full stop is an item with its own words, not a bare heading.
    above_is_bare_heading = (
        above[0] in headings and len(above[1]) <= 60 and above[1][-1] not in "。；"
    )
    itemised = re.match(r"[一二三四五六七八九十]是|第[一二三四五六七八九十]", final)
    if above_is_bare_heading or itemised or not _CLOSING.search(final):
        return start
    if lines[last - 2][1].startswith("各位代表") and len(lines[last - 2][1]) < 12:
        return lines[last - 2][0]
    return final_start


def _without_annex(lines: list[tuple[int, str]]) -> int:
    """How many lines stand above the list of annexes at the end (附件：1.…), all where none is."""
    for index in range(len(lines) - 1, max(0, len(lines) - _ANNEX_LINES), -1):
        line = lines[index][1]
        if len(line) > 60 or "。" in line:
            break
        if re.match(r"附\s*件\s*(?:[:：]|[0-9一二三]|$)", line):
            return index
    return len(lines)


def _is_signature(line: str) -> bool:
    if is_date_line(line) or re.fullmatch(r"[（(].{2,60}[)）]", line) or line == "特此报告。":
        return True
    return len(line) <= 40 and not _MARKED.search(line) and bool(_SIGNER.search(line))
