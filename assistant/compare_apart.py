"""Two things of one report set against each other: a row a report, both figures and how far they are
apart, and over several reports who is furthest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.compare import NOT_STATED, cell, column_name
from assistant.compare_rows import Row, gather
from assistant.draft import Draft, Numbering
from assistant.findings import Finding
from assistant.lookup import value_notes
from assistant.question import Reading
from assistant.rank import plain
from assistant.reader import ReportReader
from assistant.scope import ReportScope
from assistant.types import Table
from ingest.measures import comparable


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gap:
    """How far the two figures of a row are apart, in the coarser measure of the two."""

    label: str
    amount: Decimal
    base: Decimal  # the same in the base measure, for ordering
    measure: str
    computed: str
    markers: str

    @property
    def words(self) -> str:
        """As the answer says it: 2.8个百分点."""
        return f"{plain(self.amount)}{self.measure}"


def answer_apart(reading: Reading, scope: ReportScope, reader: ReportReader) -> Draft | None:
    """The two figures of every report in scope and their difference; None where no report has either."""
    if not scope.reports:
        return None
    numbering = Numbering()
    rows = gather(reading, scope, reader)
    cells = [tuple(cell(said, numbering) for said in row.said) for row in rows]
    gaps = [_gap(row, numbering) for row in rows]
    held = sorted((g for g in gaps if g is not None), key=lambda g: (-g.base, g.label))
    if not any(said.findings for row in rows for said in row.said):
        return None
    names = tuple(column_name(t, i, reading) for i, t in enumerate(reading.topics))
    table = Table(
        columns=("单位", *names, "相差"),
        rows=tuple(
            (row.label, *shown, f"{gap.words}{gap.markers}" if gap else NOT_STATED)
            for row, shown, gap in zip(rows, cells, gaps, strict=True)
        ),
    )
    notes = [n for row in rows for said in row.said for n in value_notes(said)]
    return Draft(
        kind="compare",
        text=_sentence(held, names, len(rows)) if held else _one_sided(names, rows, cells),
        evidence=tuple(numbering.evidence),
        table=table,
        computed=tuple(f"{gap.label}：{gap.computed}" for gap in held),
        vouched=(*(row.label for row in rows), f"{len(rows)}份报告中{len(held)}份"),
        notes=tuple(dict.fromkeys(notes)),
    )


def _figures(row: Row) -> tuple[Finding, Finding] | None:
    firsts = [said.findings[0] for said in row.said if said.findings]
    if len(firsts) != 2 or any(one.figure is None for one in firsts):
        return None
    return firsts[0], firsts[1]


def _gap(row: Row, numbering: Numbering) -> _Gap | None:
    found = _figures(row)
    if found is None:
        return None
    one, other = found
    assert one.figure is not None and other.figure is not None
    alike = comparable(one.figure.base, other.figure.base) and not (one.planned or other.planned)
    if not alike or one.figure.start == other.figure.start:
        return None
    coarse = max((one.figure, other.figure), key=lambda figure: len(figure.measure))
    factor = coarse.amount / coarse.value if coarse.value else Decimal(1)
    left, right = one.figure.amount / factor, other.figure.amount / factor
    measure = "个百分点" if coarse.measure in ("%", "％") else coarse.measure
    markers = dict.fromkeys(numbering.cite(f.report, *f.quote) for f in found)
    return _Gap(
        label=row.label,
        amount=left - right,
        base=one.figure.amount - other.figure.amount,
        measure=measure,
        computed=f"{plain(left)} - {plain(right)} = {plain(left - right)}（{measure}）",
        markers="".join(markers),
    )


def _one_sided(names: Sequence[str], rows: Sequence[Row], cells: Sequence[tuple[str, ...]]) -> str:
    """No report gives both: what there is, and that nothing can be subtracted."""
    shown = [
        f"{row.label}{names[0]}{one}，{names[1]}{other}"
        for row, (one, other) in zip(rows, cells, strict=True)
        if (one, other) != (NOT_STATED, NOT_STATED)
    ]
    return f"{'；'.join(shown[:4])}。两项没有同时写明，不能相减。"


def _sentence(held: Sequence[_Gap], names: Sequence[str], total: int) -> str:
    """What is asked first: the difference of one report, the furthest of several."""
    pair = f"{names[0]}与{names[1]}"
    if total == 1:
        return f"{pair}相差{held[0].words}{held[0].markers}。"
    first = [gap for gap in held if gap.base == held[0].base]
    top = "、".join(f"{gap.label}（{gap.words}{gap.markers}）" for gap in first[:6])
    rest = [gap for gap in held if gap.base != held[0].base]
    text = f"{pair}相差最大的是{top}"
    if rest:
        text += "；其次依次为" + "、".join(f"{g.label}（{g.words}{g.markers}）" for g in rest[:8])
    silent = f"。{total}份报告中{len(held)}份写明两项数值" if len(held) < total else ""
    return f"{text}{silent}。"
