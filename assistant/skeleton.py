"""The headings that reports of a genre really have: what a draft of that genre starts from. Pure.

A *slot* is a place in the outline that several reports fill, each with its own heading: 深入开展普法
宣传, 全民普法，营造法治氛围. Its heading is shown as one report has it, never made up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from assistant.synonyms import synonyms_of
from assistant.text import folded
from ingest.patterns import HEADING_MARK
from ingest.types import Report, Role, Section

Words = Callable[[str], list[str]]

TYPICAL_SHARE = 0.5  # of the reports: a heading that so many have is expected of a draft
_SHOWN_SHARE = 0.25  # … that so many have is worth showing
_FEWEST = 2  # reports: what one report alone has is no custom
_COMPANION = 0.5  # of a word's headings stand in the slot already: the others belong to it too
ORDER: tuple[Role, ...] = (
    "opening",
    "measures",
    "problems",
    "leader",
    "plan",
    "other",
    "closing",
)
# Words of headings that say how work is done or that it is a section, not what it is about.
_LIGHT = frozenset(
    "加强 强化 深化 推进 推动 持续 扎实 深入 严格 规范 落实 完善 健全 优化 提升 提高 增强 开展 做好 抓好 抓实 坚持 促进 "
    "建设 工作 法治 依法 行政 政府 全面 进一步 切实 着力 不断 加快 有效 积极 各项 情况 水平 能力 质量 成效 机制 体系 制度 "
    "法治政府 法治政府建设 法治建设 依法行政 主要 重点 任务 安排 举措 做法 成绩 回顾 年度 今年 全年 过去 一年 打算 计划 "
    "存在 不足 原因 问题 统筹 夯实 筑牢 压实 发展 高质量 服务 保障 力度 效能 基础 创新 构建 营造 打造 引领 聚力 聚焦 实现 "
    "激发 突出 加大 改善 大力 充分 更加 更好 有力 坚决 牢牢 取得 迈出 不断提升 成果 领域 重要 要求 相关 有关 "
    "推进法治政府建设 年法治政府建设 我局 我委 我办 我区 我市 全区 全市 全省 全县 全力 深度 坚定 继续 现代化 作用 质效".split()
)
_YEAR = re.compile(r"(?:(?:19|20)\d\d|[二一][〇零○一二三四五六七八九]{3})年?度?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A section in its report; ``place`` is where in its parent it stands, 0 first, 1 last."""

    report: Report
    section: Section
    place: float

    @property
    def heading(self) -> str:
        """As written, its number left out; empty for openings and closings."""
        return bare_heading(self.section.heading)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A place in the outline.

    Attributes:
        level: 1 for a top section, 2 for what stands below one.
        words: folded words by which headings were put together; empty for a role's main section.
        filled: the sections that fill it, the most typical heading first.
    """

    role: Role
    level: int
    words: tuple[str, ...]
    filled: tuple[Placed, ...]

    @property
    def reports(self) -> int:
        """How many reports have it."""
        return len({one.report.id for one in self.filled})

    @property
    def heading(self) -> str:
        """The most typical heading, as one report has it."""
        return self.filled[0].heading

    @property
    def variants(self) -> tuple[str, ...]:
        """The other headings, each once; one that differs in year or unit alone is no other."""
        others: dict[str, str] = {}
        for one in self.filled:
            others.setdefault(_key(one), one.heading)
        return tuple(heading for heading in others.values() if heading and heading != self.heading)


@dataclass(frozen=True, slots=True, kw_only=True)
class Skeleton:
    """The outline of a genre.

    Attributes:
        reports: how many reports it was read from.
        slots: in the order of a report, top sections before what stands below them.
    """

    genre: str
    reports: int
    slots: tuple[Slot, ...]

    def is_typical(self, slot: Slot) -> bool:
        """Whether at least half of the reports have it, and more than one."""
        return slot.reports >= max(_FEWEST, TYPICAL_SHARE * self.reports)


Cluster = tuple[tuple[str, ...], list[Placed]]  # words, and the headings that hold them


def bare_heading(heading: str) -> str:
    """A heading without its number: （一）加强普法 → 加强普法."""
    return HEADING_MARK.sub("", heading, count=1).strip(" \t\u3000。：:")


def _key(placed: Placed) -> str:
    """A heading for comparison: without year and without the names of its unit."""
    text = folded(placed.heading)
    names = [folded(name) for name in (placed.report.unit or "", *placed.report.aliases)]
    for name in sorted(filter(None, names), key=len, reverse=True):
        text = text.replace(name, "")
    return _YEAR.sub("", text)


def telling_words(text: str, words: Words) -> frozenset[str]:
    """The words of a heading that say what it is about."""
    return frozenset(
        word
        for word in words(text)
        if len(word) >= 2 and word not in _LIGHT and re.fullmatch("[\u4e00-\u9fff]+", word)
    )


def holds(word: str, telling: Collection[str]) -> bool:
    """Whether the word or a synonym is among the telling words of a heading."""
    return word in telling or any(form in telling for form in synonyms_of(word))


def _typical_first(filled: Sequence[Placed]) -> tuple[Placed, ...]:
    """The heading nearest to all others first; of equals one without year, then the newest."""
    keys = [_key(one) for one in filled]

    def rank(index: int) -> tuple[float, bool, int, int, str]:
        alike = sum(fuzz.ratio(keys[index], key) for key in keys)
        heading = filled[index].heading
        newest = -(filled[index].report.year or 0)
        return (-alike, bool(_YEAR.search(heading)), newest, len(heading), heading)

    return tuple(filled[index] for index in sorted(range(len(filled)), key=rank))


def _clusters(placed: Sequence[Placed], words: Words, least: float) -> list[Cluster]:
    """Headings on one matter together: by the word that most reports have, again and again.

    Args:
        least: reports that a word's headings must come from.
    """
    held = _held(placed, words)
    found: list[Cluster] = []
    while True:
        counts = {word: len({one.report.id for one in group}) for word, group in held.items()}
        best = max(held, key=lambda word: (counts[word], len(word), word), default="")
        if not best or counts[best] < least:
            return found
        companions = _companions(best, held)
        chosen = {id(one) for word in (best, *companions) for one in held[word]}
        found.append(((best, *companions), [one for one in placed if id(one) in chosen]))
        held = {w: [one for one in group if id(one) not in chosen] for w, group in held.items()}


def _held(placed: Sequence[Placed], words: Words) -> dict[str, list[Placed]]:
    """Telling word → the headings that hold it or a synonym."""
    postings: dict[str, dict[int, Placed]] = {}
    for one in placed:
        for word in telling_words(_key(one), words):
            postings.setdefault(word, {})[id(one)] = one
    held: dict[str, list[Placed]] = {}
    for word in sorted(postings):
        group = dict(postings[word])
        for form in synonyms_of(word):
            group.update(postings.get(form, {}))
        held[word] = list(group.values())
    return held


def _companions(best: str, held: Mapping[str, Sequence[Placed]]) -> tuple[str, ...]:
    """Words that mostly stand beside ``best`` (普法 beside 宣传): their other headings are on the
    same matter."""
    own = {id(one) for one in held[best]}
    return tuple(
        word
        for word, group in held.items()
        if word != best
        and len(group) > _FEWEST
        and sum(id(one) in own for one in group) >= _COMPANION * len(group)
    )


def _placed(report: Report, level: int) -> list[Placed]:
    """The sections of one level, with where each stands among its siblings."""
    sections = [s for s in report.sections if max(1, len(s.path)) == level]
    found: list[Placed] = []
    for parent in dict.fromkeys(s.path[: level - 1] for s in sections):
        siblings = [s for s in sections if s.path[: level - 1] == parent]
        found.extend(
            Placed(report=report, section=section, place=index / max(1, len(siblings) - 1))
            for index, section in enumerate(siblings)
        )
    return found


def _top_slots(role: Role, reports: Sequence[Report], words: Words, least: float) -> list[Slot]:
    """A role's main section, and those that reports have beside it (政府自身建设)."""
    of_role = {r.id: [p for p in _placed(r, 1) if p.section.role == role] for r in reports}
    several = [p for placed in of_role.values() if len(placed) > 1 for p in placed]
    clusters = _clusters(several, words, least) if role not in ("opening", "closing") else []
    beside = {id(p) for _, group in clusters for p in group}
    main = [
        max(rest, key=lambda p: p.section.end - p.section.start)
        for placed in of_role.values()
        if (rest := [p for p in placed if id(p) not in beside])
    ]
    slots = [_slot(role, 1, group_words, group) for group_words, group in clusters]
    if main:
        slots.append(_slot(role, 1, (), main))
    return slots


def _slot(role: Role, level: int, words: tuple[str, ...], filled: Sequence[Placed]) -> Slot:
    return Slot(role=role, level=level, words=words, filled=_typical_first(filled))


def _mean_place(slot: Slot) -> float:
    return sum(one.place for one in slot.filled) / len(slot.filled)


def build_skeleton(genre: str, reports: Sequence[Report], words: Words) -> Skeleton:
    """The outline that reports of a genre have in common.

    Args:
        reports: of that genre.
        words: the library's tokeniser.

    Returns:
        Slots that at least a quarter of the reports (and at least two) fill.
    """
    least = max(_FEWEST, _SHOWN_SHARE * len(reports))
    slots: list[Slot] = []
    for role in ORDER:
        tops = [s for s in _top_slots(role, reports, words, least) if s.reports >= least]
        below = [p for r in reports for p in _placed(r, 2) if p.section.role == role]
        inner = [_slot(role, 2, found, group) for found, group in _clusters(below, words, least)]
        slots.extend(sorted(tops, key=_mean_place))
        slots.extend(sorted(inner, key=_mean_place))
    return Skeleton(genre=genre, reports=len(reports), slots=tuple(slots))
