"""A year told by its halves: 上半年312件，下半年371件."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.findings import Finding

_HALF = re.compile(r"[上下]半年")
_YEAR = frozenset({"上半年", "下半年"})


def half_of_year(finding: Finding) -> str:
    """Which half a figure is of, by the words before it in its sentence; empty for none."""
    if finding.figure is None:
        return ""
    figure = finding.figure
    found = _HALF.findall(finding.report.text[figure.sentence_start : figure.start])
    return found[-1] if found else ""


def make_a_year(findings: Sequence[Finding]) -> bool:
    """Whether figures are of both halves of one sentence's year, counted alike."""
    figures = [finding.figure for finding in findings if finding.figure is not None]
    return (
        len(figures) == len(findings) == 2
        and {half_of_year(finding) for finding in findings} == _YEAR
        and len({(f.sentence_start, f.measure, f.change, f.qualifier) for f in figures}) == 1
        and figures[0].change == ""
        and all(f.high is None and "%" not in f.base for f in figures)
    )


def year_sum(findings: Sequence[Finding]) -> tuple[str, str]:
    """(what the halves come to, the arithmetic as text)."""
    figures = sorted(
        (f.figure for f in findings if f.figure is not None), key=lambda figure: figure.start
    )
    total = f"{sum(figure.value for figure in figures):f}"
    operands = " + ".join(f"{figure.value:f}" for figure in figures)
    return f"{total}{figures[0].measure}", f"{operands} = {total}（{figures[0].measure}）"
