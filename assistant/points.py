"""The points of a section: what its 一是/二是 pieces or its subsections say first."""

from __future__ import annotations

import re

from assistant.bearing import share
from assistant.findings import Finding
from assistant.problems import problem_spans
from assistant.statements import Statements, quote_span
from assistant.text import folded
from assistant.topic import Topic
from ingest.patterns import DATE
from ingest.sentences import joint_spans, sentence_spans, trim
from ingest.types import Report, Role, Section

_MARK = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}(?:是|要)|第[一二三四五六七八九十]+[，,、]|[①-⑩]|——|[（(]?(?:[一二三四五六七八九十]{1,2}|[0-9]{1,2}(?![0-9]))[)）]?[、.．]?\s*(?=\S))"
)
_LEADER_CUE = re.compile(r"亲自|带头|主持|听取|研究部署|部署推动")
_HEADING_SHARE = 0.75  # of the asked words stand in the heading
_HEADING_COVER = 0.5  # of the heading is what is asked


def _finding(report: Report, start: int, end: int, role: Role, score: float) -> Finding:
    quote = quote_span(report.text, start, min(end, start + 1), start, end)
    return Finding(
        report=report,
        start=start,
        end=end,
        quote=quote,
        role=role,
        score=score,
    )


def point_spans(report: Report, section: Section) -> list[tuple[int, int]]:
    """Spans of a section's points, marks (一是, （一）) left out.

    Its subsections' headings where it has them, else the first sentence of each 一是 piece, else
    its first sentence.
    """
    text = report.text
    children = [
        s
        for s in report.sections
        if len(s.path) == len(section.path) + 1
        and section.start <= s.start < section.end
        and s.path[:-1] == section.path
        and s.role == section.role  # not the plans that follow what is lacking
    ]
    if children:
        spans = [(s.start, s.start + len(s.heading)) for s in children]
    else:
        body = section.start + len(section.heading)
        inner = (s.start for s in report.sections if section.start < s.start < section.end)
        pieces = [
            trim(text, *span) for span in joint_spans(text, body, min(inner, default=section.end))
        ]
        marked = [p for p in pieces if _MARK.match(text[p[0] : p[1]])]
        chosen = marked or [p for p in pieces if p[1] - p[0] > 8][:2]
        spans = [trim(text, *sentence_spans(text, *piece)[0]) for piece in chosen]
    return [_without_mark(text, *span) for span in spans if span[1] > span[0]]


def _without_mark(text: str, start: int, end: int) -> tuple[int, int]:
    match = _MARK.match(text[start:end])
    start = start + match.end() if match and match.end() < end - start else start
    while end > start and text[end - 1] in "。；;：: ":
        end -= 1
    return start, end


def section_points(
    topic: Topic, statements: Statements, roles: frozenset[Role] | None
) -> list[Finding]:
    """The points of the section whose own heading bears the topic; empty when none does."""
    report = statements.report
    best: tuple[float, Section] | None = None
    for section in report.sections:
        if not section.heading or (roles is not None and section.role not in roles):
            continue
        heading = folded(section.heading)
        held = share(topic, [(heading, 1.0)])
        told = sum(len(t.word) for t in topic.terms if t.word in heading)
        mostly = told >= _HEADING_COVER * len(_MARK.sub("", heading))
        if held >= _HEADING_SHARE and mostly and (best is None or held > best[0]):
            best = (held, section)
    if best is None:
        return []
    spans = point_spans(report, best[1])
    if len(spans) < 2:
        return []
    return [_finding(report, a, b, best[1].role, 1 + best[0]) for a, b in spans[:8]]


def role_points(report: Report, role: Role) -> list[Finding]:
    """The points of all sections of a role, in order; for 第一责任人 what the leader did himself."""
    tops = [
        s
        for s in report.sections
        if s.role == role and (len(s.path) <= 1 or _parent_role(report, s) != role)
    ]
    found: list[Finding] = []
    for section in tops:
        if role == "leader":
            found.extend(_leader_points(report, section))
        elif role in ("opening", "closing"):
            found.extend(_plain_points(report, section))
        else:
            found.extend(_finding(report, a, b, role, 1.0) for a, b in point_spans(report, section))
    if role == "problems" and not tops:
        for start, end in problem_spans(report):
            spans = [trim(report.text, *s) for s in sentence_spans(report.text, start, end)]
            found.extend(_finding(report, a, b, role, 1.0) for a, b in spans[:4])
    return found[:12]


def _parent_role(report: Report, section: Section) -> Role | None:
    parent = next((s for s in report.sections if s.path == section.path[:-1] and s.path), None)
    return parent.role if parent else None


def _leader_points(report: Report, section: Section) -> list[Finding]:
    text = report.text
    spans = [
        trim(text, *s)
        for s in sentence_spans(text, section.start + len(section.heading), section.end)
    ]
    told = [s for s in spans if _LEADER_CUE.search(text[s[0] : s[1]])]
    strong = [s for s in told if "亲自" in text[s[0] : s[1]]]
    chosen = (strong or told or [s for s in spans if s[1] - s[0] > 12])[:2]
    return [_finding(report, *_without_mark(text, a, b), section.role, 1.0) for a, b in chosen]


def _plain_points(report: Report, section: Section) -> list[Finding]:
    text = report.text
    spans = [trim(text, *s) for s in sentence_spans(text, section.start, section.end)]
    worded = [s for s in spans if re.search(r"[，。,；]", text[s[0] : s[1]]) and s[1] - s[0] > 20]
    return [_finding(report, a, b, section.role, 1.0) for a, b in worded[:2]]


_ROLE_WORDS: dict[Role, frozenset[str]] = {
    "problems": frozenset(
        "不足 存在 原因 问题 短板 困难 差距 薄弱 薄弱环节 主要 突出 不足之处 面临 剖析".split()
    ),
    "leader": frozenset(
        "主要负责人 履行 第一责任人 第一 责任人 职责 履职 推进 法治 建设 法治建设 法治政府 法治政府建设 情况 负责人 述法 党政 责任".split()
    ),
    "plan": frozenset(
        "下一年 来年 明年 有 下 一年 安排 工作安排 计划 打算 工作 主要 下一步 部署 思路 工作计划 重点 推进 法治政府建设 法治 建设 明年".split()
    ),
    "closing": frozenset("结尾 落款 展望 末尾 收尾 结束语 最后 一段 段".split()),
    "opening": frozenset("开头 帽段 开篇 导语 引言 前言 第一段 段".split()),
    "measures": frozenset(
        "采取 有 措施 重点 工作 开展 举措 成效 做法 主要 部分 举措和成效".split()
    ),
    "other": frozenset(),
}


def is_role_only(topic: Topic, role: Role | None) -> bool:
    """Whether a topic asks for nothing but the section itself (存在的不足对比); not where none is asked."""
    return role is not None and all(not _left_over(term.word, role) for term in topic.terms)


def _left_over(word: str, role: Role) -> str:
    """What of a word is no role word: nothing of 第一责任人职责."""
    for known in sorted(_ROLE_WORDS[role], key=len, reverse=True):
        word = word.replace(known, "")
    return word


_SIGNATURE_WORDS = frozenset(
    "落款 日期 落款日期 发布 签署 成文 印发 报告 公布 时间 落款时间 发布日期 成文日期 写".split()
)


def asks_signature(topic: Topic) -> bool:
    """Whether a date is asked of the report itself (落款日期是哪天)."""
    return all(term.word in _SIGNATURE_WORDS for term in topic.terms)


def signature_line(report: Report) -> Finding | None:
    """The date at a report's end (of a 政府工作报告: of its delivery), None where it has none."""
    text = report.text
    found = list(DATE.finditer(text))
    tail = [m for m in found if m.start() > len(text) - 120]
    head = [m for m in found if m.end() < 260] if report.genre == "政府工作报告" else []
    dates = head or tail[-1:]
    if not dates:
        return None
    match = dates[0]
    return _finding(report, match.start(), match.end(), report.section_of(match.start()).role, 2.0)
