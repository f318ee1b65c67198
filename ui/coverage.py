"""Which reports the library has and which it lacks: a grid of places or units by years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from ui.markup import act_button, escaped, notice
from ui.shelf import SEPARATOR, UNKNOWN, Shelved, year_of

By = Literal["place", "unit"]
_WIDEST = 25  # years shown without a gap; beyond, only those that have reports
_SHADES = 5
FIELD_MARK = "\t"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How many reports there are.

    Attributes:
        rows: places or units, in order.
        years: columns, in order; years between without any report included.
        counts: by row and year.
    """

    by: By
    rows: tuple[str, ...]
    years: tuple[str, ...]
    counts: Counter[tuple[str, str]]


def coverage(shelf: Sequence[Shelved], by: By) -> Coverage:
    """Counts reports by place and year, or by unit and year.

    Places are divisions of the highest level at which the reports differ.
    """
    name = _place_namer(shelf) if by == "place" else (lambda one: one.unit)
    counts = Counter((name(one), year_of(one)) for one in shelf)
    rows = sorted({row for row, _ in counts}, key=lambda row: (row == UNKNOWN, row))
    return Coverage(by=by, rows=tuple(rows), years=_years(shelf), counts=counts)


def _place_namer(shelf: Sequence[Shelved]) -> Callable[[Shelved], str]:
    chains = {one.region for one in shelf if one.region}
    depth = 1
    while (
        chains and len({chain[:depth] for chain in chains}) == 1 and depth < max(map(len, chains))
    ):
        depth += 1
    return lambda one: SEPARATOR.join(one.region[:depth]) or UNKNOWN


def _years(shelf: Sequence[Shelved]) -> tuple[str, ...]:
    known = sorted({one.entry.year for one in shelf if one.entry.year is not None})
    if known and known[-1] - known[0] < _WIDEST:
        known = list(range(known[0], known[-1] + 1))
    unknown = [UNKNOWN] if any(one.entry.year is None for one in shelf) else []
    return (*map(str, known), *unknown)


def coverage_html(found: Coverage) -> str:
    """The grid as a table: darker where there are more; an empty cell is a report to look for."""
    if not found.rows:
        return notice("资料库里还没有报告。")
    most = max(found.counts.values())
    head = "".join(f'<th scope="col">{escaped(year)}</th>' for year in found.years)
    first = "地区" if found.by == "place" else "单位"
    body = "".join(_row(found, row, most) for row in found.rows)
    totals = "".join(
        f"<td>{sum(found.counts[(row, year)] for row in found.rows)}</td>" for year in found.years
    )
    lacking = sum(not found.counts[(row, year)] for row in found.rows for year in found.years)
    return (
        f'<p class="counted">{len(found.rows)} 个{first} × {len(found.years)} 个年度，'
        f"其中 {lacking} 格没有报告。点数字查看这些报告。</p>"
        f'<div class="table-scroll" tabindex="0" role="region" aria-label="报告覆盖情况"><table class="coverage">'
        f'<caption class="unseen">各{first}各年度的报告份数</caption>'
        f'<thead><tr><th scope="col">{first}</th>{head}<th scope="col">合计</th></tr></thead>'
        f'<tbody>{body}</tbody><tfoot><tr><th scope="row">合计</th>{totals}'
        f"<td>{sum(found.counts.values())}</td></tr></tfoot></table></div>"
    )


def _row(found: Coverage, row: str, most: int) -> str:
    cells = "".join(_cell(found, row, year, most) for year in found.years)
    total = sum(found.counts[(row, year)] for year in found.years)
    return f'<tr><th scope="row">{escaped(row)}</th>{cells}<td>{total}</td></tr>'


def _cell(found: Coverage, row: str, year: str, most: int) -> str:
    count = found.counts[(row, year)]
    if not count:
        return '<td class="lacking"><span class="unseen">无</span></td>'
    shade = 1 + (count - 1) * (_SHADES - 1) // max(most - 1, 1)
    button = act_button(
        str(count),
        "narrow",
        FIELD_MARK.join((found.by, row, year)),
        described=f"{row} {year} 的 {count} 份报告",
    )
    return f'<td class="shade-{shade}">{button}</td>'


def read_cell(value: str) -> tuple[str, str, str] | None:
    """What a cell's button asks for: by, row and year; None where it is none of ours."""
    fields = value.split(FIELD_MARK)
    if len(fields) != 3 or fields[0] not in ("place", "unit"):
        return None
    return fields[0], fields[1], fields[2]
