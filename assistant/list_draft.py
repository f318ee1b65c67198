"""The answer to a list question: the count and its denominator, then every report with its words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.asking import MENTION
from assistant.compare import excerpt
from assistant.draft import Draft, Numbering
from assistant.list_matches import Match
from assistant.question import Reading
from assistant.scope import ReportScope
from assistant.threshold import row_label
from assistant.types import Table

_NAMED = 12  # reports named above the table; more stand in it


def drafted_list(
    reading: Reading, scope: ReportScope, matches: Sequence[Match], *, denied: bool
) -> Draft:
    """The answer for these matches.

    Args:
        denied: what is not there is asked for, so that denials are hits.
    """
    ordered = sorted(matches, key=lambda m: (m.denies, not m.exact))
    numbering = Numbering()
    rows = tuple(
        (
            row_label(match.one, scope),
            _way(match, reading),
            f"{excerpt(match.finding, 110)}{_marker(match, numbering)}",
        )
        for match in ordered
    )
    literal = reading.searched.literal
    near = [] if denied else [m for m in ordered if not m.exact]
    apart = _has_it(reading) and not denied
    counted = [m for m in ordered if (m.exact or not literal) and not (apart and m.denies)]
    count = f"{_reports(counted)}/{len(scope.reports)}份报告提到{_asked(reading)}"
    text = f"{count}{_listed(counted, scope, numbering)}。"
    if literal and near:
        text += f"表述相近的有{_reports(near)}份{_listed(near, scope, numbering)}。"
    elif near and len(near) < len(ordered):
        text += f"其中原词{_reports(ordered) - _reports(near)}份，表述相近{_reports(near)}份。"
    denials = [m for m in ordered if m.denies]
    if denials and apart:
        text += f"另有{_reports(denials)}份明确否定{_listed(denials, scope, numbering)}。"
    elif denials and not denied:
        text += f"其中{'、'.join(_name(m, scope, numbering) for m in denials)}的表述是否定的。"
    uncounted = "未计入" if literal else "并非原词"
    return Draft(
        kind="list",
        text=text,
        evidence=tuple(numbering.evidence),
        table=Table(columns=("单位", "方式", "原文"), rows=rows),
        vouched=(
            count,
            _asked(reading),
            *(f"{number}份" for number in range(len(scope.reports) + 1)),
            *(row_label(m.one, scope) for m in ordered),
        ),
        notes=(f"其中{_reports(near)}份为表述相近，{uncounted}",) if near else (),
    )


def _has_it(reading: Reading) -> bool:
    """Whether the thing itself is asked for (哪些单位有公职律师), which a denial does not have, and not
    what is written of it."""
    return not re.search(rf"{MENTION}|写|说|谈|表述|字样|出现|反映", reading.text)


def drafted_absence(reading: Reading, scope: ReportScope, told: Sequence[bool]) -> Draft:
    """The reports that do not say it. What is not there has no quote: a list without citations.

    Args:
        told: of each report in scope, whether it says it.
    """
    silent = [row_label(o, scope) for o, says in zip(scope.reports, told, strict=True) if not says]
    count = f"{len(silent)}/{len(told)}份报告没有提到{_asked(reading)}"
    rest = f"其余{sum(told)}份都提到了"
    names = f"：{'、'.join(silent)}" if silent else ""
    return Draft(
        kind="list",
        text=f"{count}{names}；{rest}。",
        evidence=(),
        table=Table(columns=("单位", "方式"), rows=tuple((name, "全文未出现") for name in silent)),
        vouched=(count, rest, _asked(reading), *silent),
    )


def _asked(reading: Reading) -> str:
    if reading.searched.literal:
        joint = "和" if reading.searched.together else "或"
        return joint.join(f"“{term}”" for term in reading.searched.terms)
    return f"“{reading.phrase or reading.topics[0].text.replace(' ', '')}”"


def _way(match: Match, reading: Reading) -> str:
    if match.denies:
        return "明确否定"
    if not match.exact:
        return "表述相近"
    several = len(reading.searched.terms) > 1
    return f"原文提到“{match.term}”" if several and match.term else "原文提到"


def _reports(matches: Sequence[Match]) -> int:
    return len({match.one.entry.id for match in matches})


def _marker(match: Match, numbering: Numbering) -> str:
    return numbering.cite(match.finding.report, *match.finding.quote)


def _name(match: Match, scope: ReportScope, numbering: Numbering) -> str:
    return f"{row_label(match.one, scope)}{_marker(match, numbering)}"


def _listed(matches: Sequence[Match], scope: ReportScope, numbering: Numbering) -> str:
    """The names behind a colon, each report once."""
    first: dict[str, Match] = {}
    for match in matches:
        first.setdefault(match.one.entry.id, match)
    names = [_name(match, scope, numbering) for match in first.values()]
    shown = names if len(names) <= _NAMED else [*names[:_NAMED], f"等{len(names)}份报告"]
    return f"：{'、'.join(shown)}" if shown else ""
