"""What one report says on one topic: the statements that bear it, best first, or none at all.

A statement bears a topic when its own words hold most of what is asked and the words around it
hold nearly all of it. What misses that is a neighbour of the answer, and no answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.bearing import SPREAD, bears, head_share, share
from assistant.neighbours import AIMING, NEIGHBOURS
from assistant.rivals import base_of, is_alone, is_threshold, is_unique, names_part
from assistant.statements import Counted, Statements, quote_span
from assistant.text import as_shown
from assistant.timely import PREVIOUS, figure_years, is_of_another_year, is_timely
from assistant.topic import Topic
from ingest.measures import comparable
from ingest.types import Figure, Report, Role

# Shares of the asked words' weight. Set once on general grounds: more than half of what is asked
# must stand in the statement's own words, and three quarters in reach of it.
OWN_SHARE = 0.5
TOTAL_SHARE = 0.75
# … or, where the sentence holds practically all that is asked, a third of it next to the figure.
NEAR_OWN_SHARE = 0.3
NEAR_TOTAL_SHARE = 0.87
UNIQUE_SHARE = 0.6  # on a second reading, for the only figure of a report counted as is asked
LOOSENED_EXCESS = 0.4  # of the indicator may be more than a second reading asks for
HEAD_SHARE = 0.4  # of the words next to 多少: they name what is counted

_FREE = 0.9  # a word in a clause of the sentence that no figure claims
# Words that other figures of the sentence claim: they count when the figure's own words hold what
# stands next to 多少 (the neighbour before it more than those further up), else hardly.
_CLAIMED = {True: (0.85, 0.6), False: (0.5, 0.3)}
ABOVE = 0.7  # a word in the headings above

_LEADER = re.compile(r"带头|亲自|书记|主任|局长|负责人|领导|责任人|一把手|[省市区县镇乡]长")
_PLAIN_COUNTS = frozenset("件份次项起家户场处个条宗期批篇块座所名台部")


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
        focus: where in a long statement the asked words stand; None where it does not matter.
    """

    report: Report
    start: int
    end: int
    quote: tuple[int, int]
    role: Role
    score: float
    figure: Figure | None = None
    indicator: str = ""
    own: float = 0.0
    excess: float = 0.0
    planned: bool = False
    part: bool = False
    offset: bool = False
    negative: bool = False
    loose: bool = False
    focus: int | None = None

    @property
    def stands_off(self) -> int:
        """How far it is from a result of the asked year: 0 is one, a plan or another year is 1."""
        return int(self.planned) + int(self.offset)

    @property
    def value(self) -> str:
        """The figure as written; the statement where there is none."""
        span = (self.figure.start, self.figure.end) if self.figure else (self.start, self.end)
        return as_shown(self.report.text[slice(*span)])

    @property
    def words(self) -> str:
        """What to show."""
        return as_shown(self.report.text[self.start : self.end])


def _measure_fit(topic: Topic, figure: Figure) -> float | None:
    """1 for a measure asked for, 0.5 for another way of counting things, None for no fit."""
    base = base_of(figure)
    if topic.measures is None:
        return 0.8 if figure.measure else None
    if base and any(comparable(base, asked) for asked in topic.measures):
        return 1.0
    counted = set(topic.measures) & _PLAIN_COUNTS
    if counted and (
        figure.base in _PLAIN_COUNTS or figure.base in ("人次", "场次", "户次", "件次", "批次")
    ):
        return 0.9 if topic.measures == {"个"} else 0.5
    if "人" in topic.measures and figure.base == "人次":
        return 0.5
    return None


def _figure_finding(
    topic: Topic, statements: Statements, counted: Counted, years: frozenset[int], similarity: float
) -> Finding | None:
    fit = _measure_fit(topic, counted.figure)
    if fit is None:
        return None
    if is_threshold(statements.report.text, counted.figure):
        return None
    sentence = counted.sentence
    held = f"{counted.own}|{_COUNTED_NOUN.get(counted.figure.base, '')}"
    part = names_part(topic, counted)
    own = share(topic, [(held, 1.0), (counted.parent, _FREE if part else 0.5)])
    bare = own > 0 and _excess(topic, counted.indicator) == 0
    alone = own > 0 and fit == 1.0 and is_alone(topic, statements, counted, held)
    if (
        own < NEAR_OWN_SHARE and not bare and not alone
    ):  # true of most figures: nothing could make up for it
        return None
    if any(other(topic, counted) for other in NEIGHBOURS):
        return None
    if is_own_share(topic, statements.report, counted.sentence.words) or (
        counted.parent and _WHOLE_PLACE.search(topic.question)
    ):
        return None
    if counted.parent and not part and share(topic, [(held, 1.0)]) < NEAR_OWN_SHARE:
        return None  # the total is asked for; a part that the question does not name is no answer
    speaking = [
        (held, 1.0),
        (counted.parent, _FREE),
        (counted.free, _FREE),
        (sentence.context, ABOVE),
    ]
    prior, earlier = _CLAIMED[_core_held(topic, held)]
    total = share(topic, [*speaking, (counted.prior, prior), (counted.earlier, earlier)])
    close = own >= OWN_SHARE and total >= TOTAL_SHARE
    near = own >= NEAR_OWN_SHARE and share(topic, speaking) >= NEAR_TOTAL_SHARE
    head = head_share(topic, held + counted.parent)
    # 专项资金首期安排了多少: of 设立专项资金，首期安排50亿元 the figure's own words are all asked
    # for, and what they lean on stands in the clause before.
    leans = bare and share(topic, speaking) >= NEAR_TOTAL_SHARE
    if topic.loosened and total >= NEAR_TOTAL_SHARE:
        if _excess(topic, counted.indicator) > LOOSENED_EXCESS:
            return None
    elif topic.loosened:
        if total < UNIQUE_SHARE or fit < 1.0 or not is_unique(statements, counted):
            return None
        leans = own > 0
    if (
        not (
            leans or alone or close or near or (total >= NEAR_TOTAL_SHARE and own >= NEAR_OWN_SHARE)
        )
        or head < HEAD_SHARE
    ):
        return None
    figure = counted.figure
    aiming = sentence.role == "plan" or bool(AIMING.search(sentence.words))
    excess = _excess(topic, counted.indicator)
    score = 2 * own + total + fit + 0.5 * similarity - 0.4 * excess
    score += _direction(topic, statements.report.text, figure)
    score += _purpose(topic, figure, counted.own, planned=sentence.role == "plan", aiming=aiming)
    text = statements.report.text
    offset = bool(years) and not (figure_years(statements.report, figure, sentence.role) & years)
    # What a leader did himself (带头办理3件) is not what his office did.
    score -= 0.6 if sentence.role == "leader" and not _LEADER.search(topic.question) else 0.0
    score -= 0.6 if is_of_another_year(statements.report, figure, years) else 0.0
    score -= 0.6 if offset and topic.aim else 0.0  # the plan for the year asked before the next one
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
        offset=offset,
    )


# What a classifier itself says is counted.
_COUNTED_NOUN = {"件": "案件", "人": "人员", "人次": "人员", "起": "案件", "家": "企业"}


_WHOLE_PLACE = re.compile(r"全(?:区|市|县|省|国|镇|街|州)")


def is_own_share(topic: Topic, report: Report, words: str) -> bool:
    """全区共有多少名 asks for the place: what an office says of itself is no answer. A government
    speaks for its place anyway."""
    asked = _WHOLE_PLACE.search(topic.question)
    if not asked or (report.unit or "").endswith(("人民政府", "国务院")):
        return False
    return asked.group() not in words


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


def _purpose(topic: Topic, figure: Figure, own: str, *, planned: bool, aiming: bool) -> float:
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
    if topic.cumulative and not planned and figure.change != "by":
        points += 0.3 * bool(_TOGETHER.search(own)) - 0.3 * bool(_ADDED.search(own))
    return points - (0.6 if PREVIOUS.search(figure.period) else 0.0)


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
        if not is_timely(statements.report, counted, topic, years):
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
