"""A report as statements: sentences and figures with the words around them, ready to be matched."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.carried import (
    BARE_CHANGE,
    CLAUSE,
    clause_around,
    clause_before,
    gone_on,
    of_the_economy,
)
from assistant.problems import problem_spans, within
from assistant.text import folded
from ingest.measures import comparable
from ingest.sentences import joint_spans, sentence_spans, trim
from ingest.types import Figure, Report, Role, Section

QUOTE_LIMIT = 300  # characters of a citation (contract.md)

_LIST_MARK = re.compile("[、和及与]")
_CHANGE_VERB = re.compile("(增长|提高|上升|上涨|增加|提升|下降|降低|减少|回落|压减)[^，。；]{0,4}$")
_NEGATIVE = re.compile(
    r"未(?!来|成年|然|婚|央|雨|满)|没有|无(?!人机|障碍|偿|纸|线|缝|害|锡|论|锋|法律|疑|私|形|党派|证|废|照|烟|感|忧|微|差别|一(?!败诉|例|起|件|人|宗|次))|不存在|尚无|并无|从未|零(?=投诉|事故|发生|差评|败诉|上访)|均未|不涉及|不具备"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence with what stands around it.

    Attributes:
        words: folded text of the sentence.
        context: folded headings and the sentence that opens its 一是/二是 piece.
        negative: it denies something.
    """

    start: int
    end: int
    words: str
    context: str
    role: Role
    section: Section
    negative: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A figure with the words that say what it counts.

    Attributes:
        own: folded indicator and the clause around the figure up to its neighbours.
        free: folded clauses of the sentence that no figure claims.
        prior: own words of the figure before it in the sentence (of rates: those of what they rate).
        earlier: everything of the sentence before its own words.
        parent: own words of the total that it is a part of (…38名，其中县直部门29名).
        parts: own words of its parts, when it is such a total.
        clause: span to show.
    """

    figure: Figure
    sentence: Sentence
    own: str
    free: str
    prior: str
    earlier: str
    parent: str
    parts: str
    indicator: str
    clause: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    """All statements of one report, in document order."""

    report: Report
    sentences: tuple[Sentence, ...]
    counted: tuple[Counted, ...]


def _sentences(report: Report) -> tuple[Sentence, ...]:
    found: list[Sentence] = []
    text = report.text
    admitted = problem_spans(report)
    headings: dict[tuple[str, ...], str] = {}
    for passage_start, passage_end in joint_spans(text):
        pieces = [trim(text, *span) for span in sentence_spans(text, passage_start, passage_end)]
        pieces = [(a, b) for a, b in pieces if a < b]
        lead = folded(text[pieces[0][0] : pieces[0][1]]) if pieces else ""
        for start, end in pieces:
            section = report.section_of(start)
            if text[start:end].rstrip("。：:；;") == section.heading:
                continue  # a heading alone states nothing
            words = folded(text[start:end])
            if section.path not in headings:
                headings[section.path] = folded("".join(section.path))
            context = headings[section.path] + (lead if len(lead) < 80 and lead != words else "")
            found.append(
                Sentence(
                    start=start,
                    end=end,
                    words=words,
                    context=context,
                    role="problems" if within(start, admitted) else section.role,
                    section=section,
                    negative=bool(_NEGATIVE.search(text[start:end])),
                )
            )
    return tuple(found)


def _zone(
    text: str, figures: Sequence[Figure], index: int, clause: tuple[int, int]
) -> tuple[int, int]:
    """The clause of a figure, cut where its neighbours' words begin and end.

    Between two figures of one clause the words up to the first 、 or 和 belong to the first.
    """
    figure = figures[index]
    left, right = clause
    if index and figures[index - 1].end > left:
        left = figures[index - 1].end
        gap = _LIST_MARK.search(text, left, figure.start)
        left = gap.end() if gap else left
    if index + 1 < len(figures) and figures[index + 1].start < right:
        right = figures[index + 1].start
        gap = _LIST_MARK.search(text, figure.end, right)
        right = gap.start() if gap else right
    return trim(text, left, right)


def _shown(
    text: str, figure: Figure, zone: tuple[int, int], clause: tuple[int, int]
) -> tuple[int, int]:
    """The words to show: the zone, but a pair (由8个压缩至3个) is not cut in two."""
    start, end = clause
    left = start if re.search(r"[至到为][^，。]{0,3}$", text[zone[0] : figure.start]) else zone[0]
    right = end if not _LIST_MARK.search(text, zone[1], min(end, zone[1] + 1)) else zone[1]
    return trim(text, left, max(right, figure.end))


def _unclaimed(report: Report, sentence: Sentence, inside: Sequence[Figure]) -> str:
    """The clauses of a sentence in which no figure stands and nothing is denied: they speak for
    all of its figures."""
    pieces: list[str] = []
    position = sentence.start
    ends = [m.end() for m in CLAUSE.finditer(report.text, sentence.start, sentence.end)]
    for end in (*ends, sentence.end):
        piece = report.text[position:end]
        if not any(position <= f.start < end for f in inside) and not _NEGATIVE.search(piece):
            pieces.append(piece)
        position = end
    return folded("".join(pieces))


def _counted(report: Report, sentences: tuple[Sentence, ...]) -> tuple[Counted, ...]:
    starts = [s.start for s in sentences]
    text, figures = report.text, report.figures
    inside: dict[int, list[Figure]] = {}  # by sentence
    for figure in figures:
        inside.setdefault(bisect.bisect_right(starts, figure.start) - 1, []).append(figure)
    found: list[Counted] = []
    totals: list[int | None] = []  # index into ``found`` of the total that each is a part of
    free: dict[int, str] = {}
    for index, figure in enumerate(figures):
        at = bisect.bisect_right(starts, figure.start) - 1
        if at < 0 or sentences[at].end < figure.end:
            continue
        sentence = sentences[at]
        clause = clause_around(text, figure.start, figure.end, sentence.start, sentence.end)
        zone = _zone(text, figures, index, clause)
        taken = figures[index - 1].end if index else 0
        verb = _CHANGE_VERB.search(text[zone[0] : figure.start])
        changed = figure.indicator + verb[1] if verb else figure.indicator
        words = text[slice(*zone)]
        if "分别" in text[sentence.start : figure.start].rpartition("；")[2] and figure.indicator:
            words = text[figure.start : zone[1]]  # 甲、乙分别为1和2: the indicator says whose it is
        last = found[-1] if found and found[-1].sentence is sentence else None
        same_thing = gone_on(text, figure, last.figure, last.indicator) if last else ""
        leaning = (
            clause_before(text, figure, zone, sentence.start, taken)
            or same_thing
            or of_the_economy(text, figure, sentence.start)
        )
        own = f"{changed}|{words}|{leaning}"
        if at not in free:
            held = [f for f in inside[at] if f.start < sentence.end]
            free[at] = _unclaimed(report, sentence, held)
        total = _total_before(text, zone, figure, sentence, found)
        same = bool(found) and found[-1].sentence is sentence
        found.append(
            Counted(
                figure=figure,
                sentence=sentence,
                own=folded(own),
                free=free[at],
                prior=_prior(figure, found[-1]) if same else "",
                earlier=folded(text[sentence.start : zone[0]]),
                parent=found[total].own if total is not None else "",
                parts="",
                indicator=folded(
                    same_thing if BARE_CHANGE.fullmatch(figure.indicator) else figure.indicator
                )
                or folded(figure.indicator),
                clause=_shown(text, figure, zone, clause),
            )
        )
        totals.append(total)
    parts: dict[int, list[str]] = {}
    for one, total in zip(found, totals, strict=True):
        if total is not None:
            parts.setdefault(total, []).append(one.own)
    return tuple(
        replace(one, parts="|".join(parts[index])) if index in parts else one
        for index, one in enumerate(found)
    )


def _prior(figure: Figure, last: Counted) -> str:
    """The words of the figure before; of a rate behind a rate those of what both are rates of
    (处理工单6027件，办结率100%，满意率97.5%)."""
    both = all(
        f.base == "%" and not f.change and f.indicator.endswith("率") for f in (figure, last.figure)
    )
    return f"{last.own}|{last.prior}" if both else last.own


def _total_before(
    text: str, zone: tuple[int, int], figure: Figure, sentence: Sentence, found: Sequence[Counted]
) -> int | None:
    """The figure that 其中 speaks of, None outside a 其中: the nearest before it that is counted in
    the same (处罚案件32件，罚没款11万元，其中渔政案件9件)."""
    mark = text.rfind("其中", sentence.start, zone[1])
    if mark < 0 or mark > zone[0] + 2 or re.search("[；;]", text[mark : zone[0]]):
        return None
    before = [i for i, one in enumerate(found) if one.figure.end <= mark]
    near = [i for i in before if mark - found[i].figure.end < 40]
    alike = [i for i in near if comparable(found[i].figure.base, figure.base)]
    return (alike or near)[-1] if near else None


def read_statements(report: Report) -> Statements:
    """Takes a report apart. Pure; worth keeping, it is asked again and again."""
    sentences = _sentences(report)
    return Statements(report=report, sentences=sentences, counted=_counted(report, sentences))


def quote_span(text: str, start: int, end: int, low: int, high: int) -> tuple[int, int]:
    """``text[low:high]`` cut down at commas to at most 300 characters around ``text[start:end]``."""
    if high - low <= QUOTE_LIMIT:
        return low, high
    cuts = [low, *(m.end() for m in CLAUSE.finditer(text, low, high)), high]
    left = max((c for c in cuts if c <= start), default=start)
    right = min((c for c in cuts if c >= end), default=end)
    while True:
        further = min((c for c in cuts if c > right), default=right)
        earlier = max((c for c in cuts if c < left), default=left)
        if further > right and further - left <= QUOTE_LIMIT:
            right = further
        elif earlier < left and right - earlier <= QUOTE_LIMIT:
            left = earlier
        else:
            break
    left, right = trim(text, left, min(right, left + QUOTE_LIMIT))
    return left, right
