"""Charts as HTML and SVG of our own: no script, nothing loaded, colours from the page's style."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ui.markup import escaped

_WIDTH, _HEIGHT = 720, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 72, 16, 16, 34
_GRID = 4  # lines above the axis
COLOURS = 6  # of lines, style classes line-0 to line-5


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """Attributes:
    label: what stands before it.
    shown: what stands behind it, as stated.
    action: HTML behind that, such as a button; escaped already.
    """

    label: str
    value: Decimal
    shown: str
    action: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Bars under one heading."""

    heading: str
    bars: tuple[Bar, ...]


def bar_chart(title: str, groups: Sequence[Bars]) -> str:
    """Horizontal bars in groups, all on one scale from nought; figures stand beside them as text.

    Negative values run the same way in another colour.
    """
    most = max((abs(bar.value) for group in groups for bar in group.bars), default=Decimal(0))
    parts = []
    for group in groups:
        rows = "".join(_bar(bar, most) for bar in group.bars)
        parts.append(
            f'<div class="bars"><span class="bars-heading">{escaped(group.heading)}</span>{rows}</div>'
        )
    return (
        f'<div class="bar-chart" role="group" aria-label="{escaped(title)}">{"".join(parts)}</div>'
    )


def _bar(bar: Bar, most: Decimal) -> str:
    share = float(abs(bar.value) / most) if most else 0.0
    negative = " negative" if bar.value < 0 else ""
    return (
        f'<div class="bar-row"><span class="bar-label">{escaped(bar.label)}</span>'
        f'<span class="bar-track" aria-hidden="true"><i class="bar{negative}" style="width:{share:.1%}"></i></span>'
        f'<span class="bar-shown">{escaped(bar.shown)}{bar.action}</span></div>'
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line over years; a year it lacks breaks it."""

    name: str
    values: tuple[tuple[int, Decimal], ...]


def line_chart(title: str, lines: Sequence[Line], measure: str) -> str:
    """Lines over years, at most ``COLOURS`` of them.

    Args:
        measure: what the values are counted in.
    """
    shown = lines[:COLOURS]
    years = sorted({year for line in shown for year, _ in line.values})
    values = [value for line in shown for _, value in line.values]
    if len(years) < 2:
        return ""
    step = nice_step(max(values) - min(min(values), Decimal(0)))
    low = (min(min(values), Decimal(0)) / step).to_integral_value(rounding="ROUND_FLOOR") * step
    high = (max(values) / step).to_integral_value(rounding="ROUND_CEILING") * step or step

    def x(year: int) -> float:
        return _LEFT + (year - years[0]) / (years[-1] - years[0]) * (_WIDTH - _LEFT - _RIGHT)

    def y(value: Decimal) -> float:
        share = float((value - low) / (high - low))
        return _HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM)

    grid = []
    mark = low
    while mark <= high:
        grid.append(
            f'<line class="grid" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y(mark):.1f}" y2="{y(mark):.1f}"/>'
            f'<text class="scale" x="{_LEFT - 8}" y="{y(mark) + 4:.1f}" text-anchor="end">{escaped(short_number(mark))}</text>'
        )
        mark += step
    ticks = [
        f'<text class="scale" x="{x(year):.1f}" y="{_HEIGHT - 10}" text-anchor="middle">{year}</text>'
        for year in years
    ]
    drawn = "".join(_line(number, line, x, y) for number, line in enumerate(shown))
    legend = "".join(
        f'<li class="line-{number}"><i></i>{escaped(line.name)}</li>'
        for number, line in enumerate(shown)
    )
    return (
        f'<figure class="line-chart"><svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'aria-label="{escaped(title)}">{"".join(grid)}{"".join(ticks)}{drawn}</svg>'
        f"<figcaption>{escaped(f'计量单位：{measure}' if measure else '')}<ul>{legend}</ul></figcaption></figure>"
    )


def _line(number: int, line: Line, x: object, y: object) -> str:
    assert callable(x)
    assert callable(y)
    places = [(x(year), y(value)) for year, value in sorted(line.values)]
    path = " ".join(f"{left:.1f},{top:.1f}" for left, top in places)
    dots = "".join(
        f'<circle class="line-{number}" cx="{left:.1f}" cy="{top:.1f}" r="4">'
        f"<title>{escaped(f'{line.name} {year}年：{short_number(value)}')}</title></circle>"
        for (left, top), (year, value) in zip(places, sorted(line.values), strict=True)
    )
    return f'<polyline class="line-{number}" points="{path}"/>{dots}'


def nice_step(span: Decimal) -> Decimal:
    """A round distance of grid lines (1, 2 or 5 times a power of ten) for about ``_GRID`` of them."""
    if span <= 0:
        return Decimal(1)
    rough = span / _GRID
    power = Decimal(10) ** rough.adjusted()
    return next(power * times for times in (1, 2, 5, 10) if power * times >= rough)


def short_number(value: Decimal) -> str:
    """万 and 亿 instead of rows of noughts."""
    for size, name in (
        (Decimal(10) ** 12, "万亿"),
        (Decimal(10) ** 8, "亿"),
        (Decimal(10) ** 4, "万"),
    ):
        if abs(value) >= size:
            return f"{_plain(value / size)}{name}"
    return _plain(value)


def _plain(value: Decimal) -> str:
    rounded = round(value, 2)
    return f"{rounded.normalize():f}"
