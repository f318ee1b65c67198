"""Figures of one report that bear a topic."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.bearing import SPREAD, bears, excess, head_share, is_all_asked, share
from assistant.findings import ABOVE, WHOLE_PLACE, Finding, is_own_share, nearest
from assistant.neighbours import AIMING, NEIGHBOURS
from assistant.rivals import base_of, is_alone, is_threshold, is_unique, names_part
from assistant.statements import Counted, Statements, quote_span
from assistant.timely import PREVIOUS, figure_years, is_of_another_year, is_timely
from assistant.topic import Topic
from assistant.wider import is_of_wider_place
from ingest.measures import comparable
from ingest.types import Figure, Role

# Shares of the asked words' weight. Set once on general grounds: more than half of what is asked
# must stand in the statement's own words, and three quarters in reach of it.
OWN_SHARE = 0.5
TOTAL_SHARE = 0.75
# … or, where the sentence holds practically all that is asked, a third of it next to the figure.
NEAR_OWN_SHARE = 0.3
NEAR_TOTAL_SHARE = 0.87
ALL_SHARE = 0.95
UNIQUE_SHARE = 0.6  # on a second reading, for the only figure of a report counted as is asked
LOOSENED_EXCESS = 0.4  # of the indicator may be more than a second reading asks for
HEAD_SHARE = 0.4  # of the words next to 多少: they name what is counted

_FREE = 0.9  # a word in a clause of the sentence that no figure claims
# Words that other figures of the sentence claim: they count when the figure's own words hold what
# stands next to 多少 (the neighbour before it more than those further up), else hardly.
_CLAIMED = {True: (0.85, 0.6), False: (0.5, 0.3)}

_LEADER = re.compile(r"带头|亲自|书记|主任|局长|负责人|领导|责任人|一把手|[省市区县镇乡]长")
_CASES = frozenset("件起宗")
_SESSIONS = frozenset({"场", "场次", "次", "期", "班次"})  # how often people were gathered
_PLAIN_COUNTS = frozenset("件份次项起家户场处个条宗期批篇块座所名台部")
# What a classifier itself says is counted.
_COUNTED_NOUN = {"件": "案件", "人": "人员", "人次": "人员", "起": "案件", "家": "企业"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Near:
    """How a figure's own words stand to what is asked.

    Attributes:
        words: the figure's own, with what its classifier says is counted.
        fit: of its measure.
        own: share of what is asked that the words hold.
        beyond: share of its indicator that nothing in the question accounts for.
        named: its whole indicator is asked for.
        part: it is a part of a total, and asked for by name.
        alone: the clauses before it hold the rest, and nothing beside it is counted so.
    """

    words: str
    fit: float
    own: float
    beyond: float
    named: bool
    part: bool
    alone: bool


def _measure_fit(topic: Topic, figure: Figure) -> float | None:
    """1 for a measure asked for, 0.5 for another way of counting things, None for no fit."""
    base = base_of(figure)
    if topic.measures is None:
        return 0.8 if figure.measure else None
    if base and any(comparable(base, asked) for asked in topic.measures):
        return 1.0
    if figure.base in _CASES and _CASES & topic.measures:  # 处罚案件多少件: 实施处罚18起
        return 0.95
    if figure.base in _SESSIONS and _SESSIONS & topic.measures:  # 培训多少场次: 举办9期
        return 0.9
    counted = set(topic.measures) & _PLAIN_COUNTS
    if counted and (
        figure.base in _PLAIN_COUNTS
        or figure.base in ("人次", "场次", "户次", "家次", "件次", "批次")
    ):
        return 0.9 if topic.measures == {"个"} else 0.5
    if "人" in topic.measures and figure.base == "人次":
        return 0.5
    return None


def _near(topic: Topic, statements: Statements, counted: Counted) -> _Near | None:
    fit = _measure_fit(topic, counted.figure)
    if fit is None or is_threshold(statements.report.text, counted.figure):
        return None
    words = f"{counted.own}|{_COUNTED_NOUN.get(counted.figure.base, '')}"
    part = names_part(topic, counted)
    own = share(topic, [(words, 1.0), (counted.parent, _FREE if part else 0.5)])
    beyond = excess(topic, counted.indicator) if own > 0 else 1.0
    alone = own > 0 and fit == 1.0 and is_alone(topic, statements, counted, words)
    named = own > 0 and is_all_asked(topic, counted.indicator)
    if own < NEAR_OWN_SHARE and not named and not alone:  # most figures: nothing makes up for it
        return None
    return _Near(words=words, fit=fit, own=own, beyond=beyond, named=named, part=part, alone=alone)


def _is_other(topic: Topic, statements: Statements, counted: Counted, near: _Near) -> bool:
    """Whether it only looks like what is asked: a neighbour, another's, a part for the total."""
    if any(other(topic, counted) for other in NEIGHBOURS):
        return True
    if is_of_wider_place(topic, statements.report, counted):
        return True
    if is_own_share(topic, statements.report, counted.sentence.words):
        return True
    if not counted.parent:
        return False
    unasked = not near.part and share(topic, [(near.words, 1.0)]) < NEAR_OWN_SHARE
    return unasked or bool(WHOLE_PLACE.search(topic.question))


def _total(topic: Topic, statements: Statements, counted: Counted, near: _Near) -> float | None:
    """Share of what is asked that stands in reach of a figure; None where that is too little."""
    speaking = [
        (near.words, 1.0),
        (counted.parent, _FREE),
        (counted.free, _FREE),
        (counted.sentence.context, ABOVE),
    ]
    prior, earlier = _CLAIMED[_core_held(topic, near.words)]
    total = share(topic, [*speaking, (counted.prior, prior), (counted.earlier, earlier)])
    if head_share(topic, near.words + counted.parent) < HEAD_SHARE:
        return None
    if topic.loosened and total >= NEAR_TOTAL_SHARE and near.beyond > LOOSENED_EXCESS:
        return None
    if topic.loosened and total < NEAR_TOTAL_SHARE:
        unique = total >= UNIQUE_SHARE and near.fit == 1.0 and is_unique(statements, counted)
        return total if unique else None
    # 专项资金首期安排了多少: of 设立专项资金，首期安排50亿元 the figure's own words are all asked
    # for, and what they lean on stands in the clause before.
    # 损害赔偿案件8件，赔偿金额136.7万元: its own words are all asked for, the rest stands at the figure
    # before it, which counts something else.
    counting = near.own > 0 and near.fit == 1.0 and topic.measures is not None
    held = counting and share(topic, [*speaking, (counted.prior, 1.0)]) >= ALL_SHARE
    leans = near.named and (held or share(topic, speaking) >= NEAR_TOTAL_SHARE)
    close = near.own >= OWN_SHARE and total >= TOTAL_SHARE
    most = near.own >= NEAR_OWN_SHARE and total >= NEAR_TOTAL_SHARE
    return total if leans or near.alone or close or most else None


def _figure_finding(
    topic: Topic, statements: Statements, counted: Counted, years: frozenset[int], similarity: float
) -> Finding | None:
    near = _near(topic, statements, counted)
    if near is None or _is_other(topic, statements, counted, near):
        return None
    total = _total(topic, statements, counted, near)
    if total is None:
        return None
    report, sentence, figure = statements.report, counted.sentence, counted.figure
    offset = bool(years) and not (figure_years(report, figure, sentence.role) & years)
    score = 2 * near.own + total + near.fit + 0.5 * similarity - 0.4 * near.beyond
    score += _direction(topic, report.text, figure) + _purpose(topic, counted)
    score -= 0.6 if is_of_another_year(report, figure, years) else 0.0
    score -= 0.6 if offset and topic.aim else 0.0  # the plan for the year asked before the next one
    return Finding(
        report=report,
        start=counted.clause[0],
        end=counted.clause[1],
        quote=quote_span(report.text, figure.start, figure.end, sentence.start, sentence.end),
        figure=figure,
        indicator=counted.indicator,
        role=sentence.role,
        score=score,
        own=near.own,
        excess=near.beyond,
        loose=near.fit == 0.5,
        planned=sentence.role == "plan" and not topic.aim,
        part=bool(counted.parent),
        offset=offset,
    )


def _core_held(topic: Topic, own: str) -> bool:
    core = [t for t in topic.terms if t.head] or [t for t in topic.terms if t.weight > 0.2][-1:]
    return bool(core) and all(bears(term, own) >= SPREAD for term in core)


def _direction(topic: Topic, text: str, figure: Figure) -> float:
    """由8个工作日压缩至3个: what something is now, unless the question asks what it was."""
    former = text[max(0, figure.start - 1) : figure.start] in ("由", "从")
    if topic.former:
        return 0.4 if former else 0.0
    return -0.5 if former else 0.3 if topic.reach and figure.change == "to" else 0.0


_TOGETHER = re.compile(
    r"累计|总(?:量|数|规模|里程|面积|产|人数|额|计)|达到?|突破|超过?|现有|共有|保有|拥有"
)
_ADDED = re.compile(r"新(?:增|建|改|开|设|认|招|引)|净增|新增|增发|改造|当年")


def _purpose(topic: Topic, counted: Counted) -> float:
    """Targets for a question about targets, changes for one about changes, levels for the rest."""
    figure, sentence = counted.figure, counted.sentence
    planned = sentence.role == "plan"
    points = 0.0
    if topic.aim:
        points += 0.5 if planned else 0.1 if AIMING.search(sentence.words) else -0.5
    elif planned:
        points -= 0.6
    if topic.change:
        points += 0.6 if figure.change == "by" else -0.6
    elif figure.change == "by" and "%" not in (topic.measures or ()) and not topic.aim:
        points -= 0.4
    if topic.cumulative and not planned and figure.change != "by":
        points += 0.3 * bool(_TOGETHER.search(counted.own)) - 0.3 * bool(_ADDED.search(counted.own))
    # What a leader did himself (带头办理3件) is not what his office did.
    points -= 0.6 if sentence.role == "leader" and not _LEADER.search(topic.question) else 0.0
    return points - (0.6 if PREVIOUS.search(figure.period) else 0.0)


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
    found: list[tuple[Counted, Finding]] = []
    if topic.empty:
        return []
    for counted in statements.counted:
        if roles is not None and counted.sentence.role not in roles:
            continue
        if not is_timely(statements.report, counted, topic, years):
            continue
        near = nearest(similarity, counted.figure.start)
        finding = _figure_finding(topic, statements, counted, years, near)
        if finding:
            found.append((counted, finding))
    return sorted(_without_parts(topic, found), key=lambda f: (-f.score, f.start))


def _without_parts(topic: Topic, found: Sequence[tuple[Counted, Finding]]) -> list[Finding]:
    """Parts of a total (其中渔政案件9件) give way to it where it bears the topic as far as they do; but
    not the office's own part of what its whole place has."""
    totals = {counted.own: finding.own for counted, finding in found}
    return [
        finding
        for counted, finding in found
        if not counted.parent
        or totals.get(counted.parent, 0.0) < finding.own
        or names_part(topic, counted)
        or _OWN_PART.search(counted.own)
    ]


_OWN_PART = re.compile(
    r"[本我](?:局|委|办|厅|院|级|机关|单位|街道|镇|乡)|(?:局|委|办|厅)(?:机关|本级)"
)
