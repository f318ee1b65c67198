"""What one report says on one topic: the statements that bear it, best first, or none at all.

A statement bears a topic when its own words hold most of what is asked and the words around it
hold nearly all of it. What misses that is a neighbour of the answer, and no answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.bearing import SPREAD, bears, head_share, share
from assistant.statements import Counted, Statements, quote_span
from assistant.text import folded
from assistant.topic import Topic
from ingest.measures import comparable
from ingest.phrases import VERB
from ingest.types import Figure, Report, Role

# Shares of the asked words' weight. Set once on general grounds: more than half of what is asked
# must stand in the statement's own words, and three quarters in reach of it.
OWN_SHARE = 0.5
TOTAL_SHARE = 0.75
# … or, where the sentence holds practically all that is asked, a third of it next to the figure.
NEAR_OWN_SHARE = 0.3
NEAR_TOTAL_SHARE = 0.87
HEAD_SHARE = 0.4  # of the words next to 多少: they name what is counted

_FREE = 0.9  # a word in a clause of the sentence that no figure claims
# Words that other figures of the sentence claim: they count when the figure's own words hold what
# stands next to 多少 (the neighbour before it more than those further up), else hardly.
_CLAIMED = {True: (0.85, 0.6), False: (0.5, 0.3)}
ABOVE = 0.7  # a word in the headings above

_AIMING = re.compile(r"目标|预期|力争|计划|争取|打算|拟(?=[\u4e00-\u9fff])")
_PLAIN_COUNTS = frozenset("件份次项起家户场处个条宗期批篇块座所名")
_PREVIOUS = re.compile(r"上年|去年|上一年|同期")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A statement that bears a topic.

    Attributes:
        start: of the words to show.
        end: of the words to show.
        quote: span of the citation, at most 300 characters.
        figure: the value, None for a statement in words.
        score: higher is better; comparable within one topic, across reports too.
        own: share of what is asked that stands in the figure's own words.
        excess: share of the indicator that the question does not account for.
        planned: a plan's figure for a question that did not ask for plans.
        part: it is a part of a total (其中).
        offset: it speaks of another year than the one asked, as a plan of the asked report does.
        negative: the statement denies what is asked.
        loose: the measure is not the one asked for (件 for 份).
    """

    report: Report
    start: int
    end: int
    quote: tuple[int, int]
    figure: Figure | None
    indicator: str
    role: Role
    score: float
    own: float = 0.0
    excess: float = 0.0
    planned: bool = False
    part: bool = False
    offset: bool = False
    negative: bool = False
    loose: bool = False

    @property
    def value(self) -> str:
        """The figure as written; the statement where there is none."""
        span = (self.figure.start, self.figure.end) if self.figure else (self.start, self.end)
        return self.report.text[slice(*span)]

    @property
    def words(self) -> str:
        """What to show."""
        return self.report.text[self.start : self.end]


def _measure_fit(topic: Topic, figure: Figure) -> float | None:
    """1 for a measure asked for, 0.5 for another way of counting things, None for no fit."""
    if topic.measures is None:
        return 0.8 if figure.measure else None
    if any(comparable(figure.base, asked) for asked in topic.measures):
        return 1.0
    counted = set(topic.measures) & _PLAIN_COUNTS
    if counted and (figure.base in _PLAIN_COUNTS or figure.base in ("人次", "场次", "户次", "件次", "批次")):
        return 0.9 if topic.measures == {"个"} else 0.5
    if "人" in topic.measures and figure.base == "人次":
        return 0.5
    return None


def figure_years(report: Report, figure: Figure, role: Role) -> frozenset[int]:
    """The years a figure speaks of: as its sentence states, else as its section implies.

    A 政府工作报告 reviews the year before and plans its own; other annual reports review their own
    year and plan the next.
    """
    stated = frozenset(int(y) for y in re.findall(r"20[0-9]{2}", figure.period))
    if stated or report.year is None:
        return stated
    shift = -1 if report.genre == "政府工作报告" else 0
    if _PREVIOUS.search(figure.period):
        return frozenset({report.year + shift - 1})
    if role == "plan":
        return frozenset({report.year + shift + 1})
    if role == "opening":
        return frozenset({report.year, report.year + shift})
    return frozenset({report.year + shift})


def _timely(report: Report, counted: Counted, topic: Topic, years: frozenset[int]) -> bool:
    if not years:
        return True
    spoken = figure_years(report, counted.figure, counted.sentence.role)
    return not spoken or bool(spoken & years) or _of_the_report(report, topic, years)


def _of_the_report(report: Report, topic: Topic, years: frozenset[int]) -> bool:
    """2024年打算… may mean what the report of 2024 plans, which is for the year after."""
    return topic.aim and report.year in years


def _figure_finding(
    topic: Topic, statements: Statements, counted: Counted, years: frozenset[int], similarity: float
) -> Finding | None:
    fit = _measure_fit(topic, counted.figure)
    if fit is None:
        return None
    sentence = counted.sentence
    held = f"{counted.own}|{_COUNTED_NOUN.get(counted.figure.base, '')}"
    if any(other(topic, counted) for other in _NEIGHBOURS):
        return None
    own = share(topic, [(held, 1.0), (counted.parent, 0.5)])
    speaking = [(held, 1.0), (counted.parent, _FREE), (counted.free, _FREE), (sentence.context, ABOVE)]
    prior, earlier = _CLAIMED[_core_held(topic, held)]
    total = share(topic, [*speaking, (counted.prior, prior), (counted.earlier, earlier)])
    close = own >= OWN_SHARE and total >= TOTAL_SHARE
    near = own >= NEAR_OWN_SHARE and share(topic, speaking) >= NEAR_TOTAL_SHARE
    head = head_share(topic, held + counted.parent)
    if not (close or near or (total >= NEAR_TOTAL_SHARE and own >= NEAR_OWN_SHARE)) or head < HEAD_SHARE:
        return None
    figure = counted.figure
    aiming = sentence.role == "plan" or bool(_AIMING.search(sentence.words))
    excess = _excess(topic, counted.indicator)
    score = 2 * own + total + fit + 0.5 * similarity - 0.4 * excess
    score += _direction(topic, statements.report.text, figure)
    score += _purpose(topic, figure, planned=sentence.role == "plan", aiming=aiming)
    text = statements.report.text
    return Finding(
        report=statements.report,
        start=counted.clause[0],
        end=counted.clause[1],
        quote=quote_span(text, figure.start, figure.end, sentence.start, sentence.end),
        figure=figure,
        indicator=counted.indicator,
        role=sentence.role,
        score=score,
        own=own,
        excess=excess,
        loose=fit == 0.5,
        planned=sentence.role == "plan" and not topic.aim,
        part=bool(counted.parent),
        offset=bool(years) and not (figure_years(statements.report, figure, sentence.role) & years),
    )


# What a classifier itself says is counted.
_COUNTED_NOUN = {"件": "案件", "人": "人员", "人次": "人员", "起": "案件", "家": "企业"}


def _asks_part(topic: Topic, counted: Counted) -> bool:
    """Whether the question names a part of this total (工程类合同, of 合同88份，其中工程类31份)."""
    return bool(counted.parts) and any(
        term.weight > 0.2 and bears(term, counted.own) < 0.5 and bears(term, counted.parts) >= SPREAD
        for term in topic.terms
    )


_RATIO = re.compile(r"(?:率|比重|比率|占比|比例|能耗|强度|贡献|密度|份额|能效|系数|弹性)$")
_SHARE_OF = re.compile(r"占[^，。；]{0,20}(?:比|重|例|率|%|％)")
_SPARED = re.compile(r"减免|免除|免征|不予|免予|免缴|未缴|追回|豁免")
_GROWTH_ASKED = re.compile(r"增|降|提高|提升|上升|上涨|涨|减|幅|变化|目标|回落|压|缩")
_DONE_AWAY = re.compile(f"(?:{VERB.pattern})后")


def _is_ratio_of_other(topic: Topic, counted: Counted) -> bool:
    """单位生产总值能耗 and 占生产总值比重 are no 生产总值: a ratio is asked for by its own name."""
    asked = folded(topic.question)
    if _RATIO.search(counted.indicator) and counted.indicator[-2:] not in asked:
        return True
    return bool(_SHARE_OF.search(counted.own)) and not re.search("占|比重|比例|份额", asked)


def _is_growth_of_it(topic: Topic, counted: Counted) -> bool:
    """同比下降35% is neither a count nor a rate; by how much something changed is asked by itself."""
    percent = counted.figure.base in ("%", "百分点")
    if counted.figure.change == "by" and percent:
        return not _GROWTH_ASKED.search(topic.question)
    named = _RATIO.search(counted.indicator) or re.search(r"[率比占]|%|百分", topic.question)
    return percent and topic.measures is None and not (named or topic.aim)


def _is_spared(topic: Topic, counted: Counted) -> bool:
    """减免罚款 is no 罚款."""
    spared = _SPARED.search(counted.own)
    return bool(spared) and not _SPARED.search(topic.question)


def _does_otherwise(topic: Topic, counted: Counted) -> bool:
    """清理规范性文件 answers no question about 审核: the figure's own verb is another one."""
    asked = [t for t in topic.terms if VERB.fullmatch(t.word) and t.weight > 0.2]
    own = VERB.match(counted.indicator)
    if not asked or own is None or any(bears(t, counted.own + counted.parent) >= SPREAD for t in asked):
        return bool(asked) and bool(_DONE_AWAY.search(counted.own))
    return own.group() not in _ANY_VERB


# Verbs that say only that it was done: they agree with any verb of a question.
_ANY_VERB = frozenset("办理 完成 开展 组织 实施 进行 提供 参与 参加 举办 实现 达成 推进 现有 拥有 共有 新增 办结 处理".split())


def _misses_aim(topic: Topic, counted: Counted) -> bool:
    """A question about targets is not answered by what was reached."""
    if not topic.aim or counted.sentence.role == "plan":
        return False
    return not _AIMING.search(counted.sentence.words)


_NEIGHBOURS = (_asks_part, _is_ratio_of_other, _is_growth_of_it, _is_spared, _does_otherwise, _misses_aim)


def _core_held(topic: Topic, own: str) -> bool:
    core = [t for t in topic.terms if t.head] or [t for t in topic.terms if t.weight > 0.2][-1:]
    return bool(core) and all(bears(term, own) >= SPREAD for term in core)


def _direction(topic: Topic, text: str, figure: Figure) -> float:
    """由8个工作日压缩至3个: what something is now, unless the question asks what it was."""
    former = text[max(0, figure.start - 1) : figure.start] in ("由", "从")
    if topic.former:
        return 0.4 if former else 0.0
    return -0.5 if former else 0.3 if topic.reach and figure.change == "to" else 0.0


def _purpose(topic: Topic, figure: Figure, *, planned: bool, aiming: bool) -> float:
    """Targets for a question about targets, changes for one about changes, levels for the rest."""
    points = 0.0
    if topic.aim:
        points += 0.5 if planned else 0.1 if aiming else -0.5
    elif planned:
        points -= 0.6
    if topic.change:
        points += 0.6 if figure.change == "by" else -0.6
    elif figure.change == "by" and "%" not in (topic.measures or ()) and not topic.aim:
        points -= 0.4
    return points - (0.6 if _PREVIOUS.search(figure.period) else 0.0)


def _excess(topic: Topic, indicator: str) -> float:
    """Share of the indicator that nothing in the question accounts for (its neighbours have more)."""
    rest = indicator
    for term in topic.terms:
        for form in (*term.forms, *term.parts):
            rest = rest.replace(form, "")
    return len(rest) / max(1, len(indicator))


def find_values(
    topic: Topic,
    statements: Statements,
    *,
    roles: frozenset[Role] | None,
    years: frozenset[int],
    similarity: Mapping[int, float],
) -> list[Finding]:
    """Figures of one report that answer ``topic``, best first.

    Args:
        roles: sections to look in; None means all.
        years: years asked for; empty means any.
        similarity: start of a passage → cosine with the question, for ranking only.
    """
    found: list[Finding] = []
    if topic.empty:
        return found
    for counted in statements.counted:
        if roles is not None and counted.sentence.role not in roles:
            continue
        if not _timely(statements.report, counted, topic, years):
            continue
        near = nearest(similarity, counted.figure.start)
        finding = _figure_finding(topic, statements, counted, years, near)
        if finding:
            found.append(finding)
    return sorted(found, key=lambda f: (-f.score, f.start))


def nearest(similarity: Mapping[int, float], start: int) -> float:
    """Similarity of the passage that holds ``start``; 0 where search did not bring it."""
    best = max((s for s in similarity if s <= start), default=None)
    return similarity[best] if best is not None and start - best < 300 else 0.0
