"""Inline SVG for the page. Pure; every text is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_WIDTH = 860
_LEFT = 150
_RIGHT = 150
_ROW = 34
_HEAD = 24


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
    height = _HEAD + _ROW * len(bars) + 4
    grid = "".join(
        f'<line class="axis" x1="{_x(mark)}" x2="{_x(mark)}" y1="{_HEAD - 4}" y2="{height}"/>'
        f'<text class="soft" x="{_x(mark)}" y="{_HEAD - 9}" text-anchor="middle">{mark:.0%}</text>'
        for mark in (0.0, 0.25, 0.5, 0.75, 1.0)
    )
    rows = "".join(_bar(bar, _HEAD + _ROW * place) for place, bar in enumerate(bars))
    return (
        f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{escape(title)}">'
        f"<title>{escape(title)}</title>{grid}{rows}</svg>"
    )


def _x(value: float) -> str:
    return f"{_LEFT + value * (_WIDTH - _LEFT - _RIGHT):.1f}"


def _bar(bar: Bar, top: int) -> str:
    middle = top + _ROW / 2
    label = escape(_short(bar.label))
    parts = [f'<text x="{_LEFT - 10}" y="{middle + 5}" text-anchor="end">{label}</text>']
    if bar.value is not None:
        width = float(_x(bar.value)) - _LEFT
        size = f'width="{width:.1f}" height="{_ROW - 16}"'
        parts.append(f'<rect class="bar" x="{_LEFT}" y="{top + 8}" {size}/>')
    if bar.interval:
        low, high = _x(bar.interval[0]), _x(bar.interval[1])
        parts.append(f'<line class="whisker" x1="{low}" x2="{high}" y1="{middle}" y2="{middle}"/>')
        parts += [
            f'<line class="whisker" x1="{x}" x2="{x}" y1="{middle - 5}" y2="{middle + 5}"/>'
            for x in (low, high)
        ]
    if bar.before is not None:
        x = _x(bar.before)
        parts.append(
            f'<line class="before" x1="{x}" x2="{x}" y1="{top + 4}" y2="{top + _ROW - 4}"/>'
        )
    note_x = _WIDTH - _RIGHT + 12
    parts.append(f'<text x="{note_x}" y="{middle + 5}">{escape(bar.note)}</text>')
    return "".join(parts)


def _short(label: str) -> str:
    return label if len(label) <= 10 else label[:9] + "…"
