"""A bar chart of spans whose places are percentages, so that it fits a phone. Pure; all text is
escaped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_MARKS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """Attributes:
    value: in [0, 1], as all others; None where undefined.
    note: printed behind the bar.
    """

    label: str
    value: float | None
    interval: tuple[float, float] | None
    before: float | None
    note: str


def bar_chart(title: str, bars: Sequence[Bar]) -> str:
    """Horizontal bars with interval whiskers and a tick for the baseline."""
    marks = "".join(f'<span style="left:{mark:.1%}">{mark:.0%}</span>' for mark in _MARKS)
    # What the bars show stands beside them as text; to a screen reader they are one picture.
    return (
        f'<div class="chart" role="group" aria-label="{escape(title)}">'
        f'<span></span><span class="scale" aria-hidden="true">{marks}</span><span></span>'
        f"{''.join(map(_bar, bars))}</div>"
    )


def _bar(bar: Bar) -> str:
    parts = [] if bar.value is None else [f'<i class="bar" style="width:{bar.value:.1%}"></i>']
    if bar.interval:
        low, high = bar.interval
        parts.append(f'<i class="whisker" style="left:{low:.1%};width:{high - low:.1%}"></i>')
    if bar.before is not None:
        parts.append(f'<i class="before" style="left:{bar.before:.1%}"></i>')
    return (
        f'<span class="label" title="{escape(bar.label)}">{escape(bar.label)}</span>'
        f'<span class="track" aria-hidden="true">{"".join(parts)}</span>'
        f'<span class="note">{escape(bar.note)}</span>'
    )
