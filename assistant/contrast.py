"""What statements of several reports have in common, and what one of them alone says.

Every word shown is a slice of a report; that two clauses say the same is judged by their
characters, so a common point in quite other words is left unsaid rather than guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from assistant.draft import Numbering
from assistant.reader import Said
from assistant.text import as_shown, folded
from assistant.topic import Term, Topic
from ingest.types import Report

_CUT = re.compile(r"[，,；;。！!？?：:\n（）()]")
_NUMBER = re.compile(r"(?:近|约|超|逾|共|达|累计|共计)*[0-9０-９][^\u4e00-\u9fff]*")
_LEAD = re.compile(
    r"^(?:[一二三四五六七八九十]{1,2}是|[（(]?[一二三四五六七八九十0-9]{1,2}[)）、.．]|同时|并|且|但|还|也|以及)+"
)
_HALF = re.compile(r"[对将把从以由为与和及按被使让在]")  # begins what the next clause ends
_SHORTEST, _LONGEST = 5, 36  # characters of a clause that is worth quoting
_ALIKE = 70.0  # rapidfuzz ratio from which two clauses say the same
_ELSEWHERE = 75.0  # rapidfuzz partial ratio from which a report has such a clause somewhere
_MOST = 0.3  # of the reports that say something: what so many share is worth a sentence
_COMMON_SHOWN = 2
_ALONE_SHOWN = 3
_LIGHT = 0.2  # weight up to which a word of the question says nothing of the matter
_OWN_WORDS = 4  # characters that a clause must hold beside the words asked for
_EXAMINED = 12  # clauses looked for in every other report


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A statement of a report as a cell of a table cites it.

    Attributes:
        marker: ``[1]`` of its citation.
    """

    label: str
    report: Report
    start: int
    end: int
    marker: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clause:
    """A clause of a statement.

    Attributes:
        words: as written.
        bare: up to the first number: 讲授法治课 of 讲授法治课1次.
        key: ``bare``, folded.
    """

    stated: Stated
    words: str
    bare: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """One or two sentences over a column of text; ``text`` is empty where nothing can be said.

    Attributes:
        counted: the counts of reports in it, which the program vouches for.
    """

    text: str = ""
    counted: tuple[str, ...] = ()


def column_contrast(
    topic: Topic,
    column: Sequence[tuple[str, Said]],
    texts: Mapping[str, str],
    numbering: Numbering,
    *,
    whole_section: bool,
) -> Contrast:
    """The contrast of a column of a comparison; none where it holds figures.

    Args:
        column: label and statements of each row.
        texts: label → folded text of each row's report.
        numbering: of the answer; what the cells cite has its marker already.
        whole_section: the topic asks for a section, not for a matter.
    """
    shown = [
        (label, finding)
        for label, said in column
        for finding in (said.findings if len(said.findings) > 2 else said.findings[:1])
    ]
    if any(finding.figure is not None or finding.negative for _, finding in shown):
        return Contrast()
    asked = [] if whole_section else [t for t in topic.terms if t.weight > _LIGHT]
    return contrast(
        [
            Stated(
                label=label,
                report=finding.report,
                start=finding.start,
                end=finding.end,
                marker=numbering.cite(finding.report, *finding.quote),
            )
            for label, finding in shown
        ],
        texts,
        trivial=lambda words: _says_only(words, asked),
        bearing=lambda words: _bears_any(words, asked),
    )


def _says_only(words: str, asked: Sequence[Term]) -> bool:
    """Whether a clause holds hardly more than the words asked for."""
    rest = folded(words)
    for term in asked:
        for form in sorted((term.word, *term.forms, *term.parts), key=len, reverse=True):
            rest = rest.replace(form, "")
    return len(rest) < _OWN_WORDS


def _bears_any(words: str, asked: Sequence[Term]) -> bool:
    held = folded(words)
    return any(form in held for term in asked for form in (term.word, *term.forms))


def _clauses(stated: Stated) -> list[_Clause]:
    """The clauses of a statement, the items of a list one by one where each says something."""
    found: list[_Clause] = []
    for written in _CUT.split(as_shown(stated.report.text[stated.start : stated.end])):
        clause = _LEAD.sub("", written.strip())
        if _HALF.match(clause):
            continue
        items = clause.split("、")
        whole = any(len(item) < _SHORTEST or item.endswith(("等", "的")) for item in items)
        for words in [clause] if whole else items:
            bare = _NUMBER.split(words, maxsplit=1)[0].strip()
            if len(bare) >= _SHORTEST and len(words) <= _LONGEST:
                found.append(_Clause(stated=stated, words=words, bare=bare, key=folded(bare)))
    return found


def _groups(clauses: Sequence[_Clause]) -> list[list[_Clause]]:
    groups: list[list[_Clause]] = []
    for clause in clauses:
        for group in groups:
            if fuzz.ratio(clause.key, group[0].key) >= _ALIKE:
                group.append(clause)
                break
        else:
            groups.append([clause])
    return groups


def _labels(group: Sequence[_Clause]) -> list[str]:
    return list(dict.fromkeys(clause.stated.label for clause in group))


def contrast(
    column: Sequence[Stated],
    texts: Mapping[str, str],
    *,
    trivial: Callable[[str], bool],
    bearing: Callable[[str], bool] = lambda words: True,
) -> Contrast:
    """What most statements of a column share, and what one report alone says.

    Args:
        column: the statements of all reports, several a report, in the order of the table.
        texts: label → folded text of every report compared, of the silent ones too.
        trivial: whether a clause says no more than was asked (普法宣传 asked: 开展普法宣传).
        bearing: whether a clause holds a word that was asked: these are quoted first.
    """
    labels = list(dict.fromkeys(stated.label for stated in column))
    if len(labels) < 2:
        return Contrast()
    clauses = [c for stated in column for c in _clauses(stated) if not trivial(c.words)]
    groups = _groups(clauses)
    least = max(2.0, _MOST * len(labels))
    common = sorted(
        (group for group in groups if len(_labels(group)) >= least),
        key=lambda group: (-len(_labels(group)), clauses.index(group[0])),
    )[:_COMMON_SHOWN]
    counted = tuple(f"{len(labels)}份中{len(_labels(group))}份" for group in common)
    shared = [_shared(group, len(labels)) for group in common]
    alone = _alone(groups, labels, texts, bearing)
    told = [f"共同点：{'；'.join(shared)}。"] if shared else []
    told.extend([f"不同点：{'；'.join(alone)}。"] if alone else [])
    return Contrast(text="".join(told), counted=counted)


def _shared(group: Sequence[_Clause], total: int) -> str:
    """The clause nearest to all of its group, with the markers of all who have it."""
    best = max(group, key=lambda clause: sum(fuzz.ratio(clause.key, o.key) for o in group))
    markers = "".join(dict.fromkeys(clause.stated.marker for clause in group))
    count = len(_labels(group))
    who = "都" if count == total else f"{total}份中{count}份"
    near = "" if len({clause.key for clause in group}) == 1 else "或相近内容"
    same = len({clause.words for clause in group}) == 1
    return f"{who}写到“{best.words if same else best.bare}”{near}{markers}"


def _alone(
    groups: Sequence[Sequence[_Clause]],
    labels: Sequence[str],
    texts: Mapping[str, str],
    bearing: Callable[[str], bool],
) -> list[str]:
    """For up to three reports a clause that no other report has anywhere: one that holds what was
    asked before one that stands beside it, the most peculiar first."""
    clauses = [clause for group in groups for clause in group]

    def nearest(clause: _Clause) -> float:
        others = (c.key for c in clauses if c.stated.label != clause.stated.label)
        return max((fuzz.ratio(clause.key, key) for key in others), default=0.0)

    peculiar = sorted(
        (g[0] for g in groups if len(_labels(g)) == 1),
        key=lambda c: (not bearing(c.words), nearest(c)),
    )
    found: dict[str, _Clause] = {}
    for clause in peculiar[:_EXAMINED]:
        if len(found) == _ALONE_SHOWN:
            break
        own = clause.stated.label
        if own not in found and not any(
            fuzz.partial_ratio(clause.key, text, score_cutoff=_ELSEWHERE)
            for label, text in texts.items()
            if label != own
        ):
            found[own] = clause
    return [
        f"只有{label}写到“{found[label].words}”{found[label].stated.marker}"
        for label in labels
        if label in found
    ]
