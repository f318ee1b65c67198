"""The figures of reports: found by indicator, as JSON, as a sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from assistant.draft import make_citation
from assistant.export_xlsx import Sheet
from assistant.statements import quote_span
from assistant.synonyms import synonyms_of
from assistant.text import folded
from assistant.types import Citation, Evidence
from ingest.types import Figure, Report

_SYNONYM = 0.9  # another word for it
_BESIDE = 0.5  # a word of the sentence or the heading, not of the indicator itself
_ENOUGH = 0.6  # share of the words asked for
_FLOAT_DIGITS = 15  # that a JSON number keeps everywhere (RFC 8259, section 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedFigure:
    """A figure with its proof; 1 is the score of the words asked for and nothing else."""

    report: Report
    figure: Figure
    citation: Citation
    score: float

    @property
    def stated(self) -> str:
        """As written, qualifier and measure included: 近30件."""
        return self.report.text[self.figure.start : self.figure.end]


def find_figures(
    reports: Iterable[Report],
    indicator: str | None,
    *,
    words: Callable[[str], list[str]],
    source_of: Callable[[str], str],
) -> list[StatedFigure]:
    """The figures of the reports; those of an indicator best first, else in document order.

    Args:
        indicator: words that the indicator should hold, by themselves or by a synonym; the
            sentence and heading around it may hold some of them.
        words: the library's tokeniser.
        source_of: report id → file it came from.
    """
    asked = folded(indicator or "")
    terms = _terms(words(indicator or ""), asked)
    chosen: list[tuple[float, Report, Figure]] = []
    for report in reports:
        for figure in report.figures:
            score = _score(report, figure, asked, terms) if asked else 1.0
            if score >= _ENOUGH:
                chosen.append((score, report, figure))
    if asked:
        chosen.sort(key=lambda one: -one[0])  # stable: reports and places keep their order
    return [
        StatedFigure(
            report=report,
            figure=figure,
            citation=_cited(number, report, figure, source_of(report.id)),
            score=score,
        )
        for number, (score, report, figure) in enumerate(chosen, 1)
    ]


def _terms(words: Sequence[str], asked: str) -> tuple[str, ...]:
    """The words of what is asked that do not stand inside one another."""
    known = dict.fromkeys(w for w in (folded(word) for word in words) if w in asked)
    whole = [w for w in known if len(w) > 1] or list(known) or ([asked] if asked else [])
    return tuple(w for w in whole if not any(w != other and w in other for other in whole))


def _score(report: Report, figure: Figure, asked: str, terms: Sequence[str]) -> float:
    """Share of the words, longer ones counting more, and less for words nobody asked for."""
    indicator = folded(figure.indicator)
    if not indicator:
        return 0.0
    around = folded(
        report.text[figure.sentence_start : figure.sentence_end]
        + report.section_of(figure.start).heading
    )
    held = sum(len(term) * _held(term, indicator, around) for term in terms)
    share = held / sum(len(term) for term in terms)
    own = any(_held(term, indicator, "") for term in terms)
    if asked in indicator:
        share = 1.0
    if not own and asked not in indicator:
        return 0.0
    excess = max(0, len(indicator) - len(asked)) / max(len(indicator), 1)
    return share - 0.1 * excess


def _held(term: str, indicator: str, around: str) -> float:
    forms = tuple(folded(form) for form in synonyms_of(term))
    if term in indicator:
        return 1.0
    if any(form in indicator for form in forms):
        return _SYNONYM
    return _BESIDE if term in around or any(form in around for form in forms) else 0.0


def _cited(marker: int, report: Report, figure: Figure, source: str) -> Citation:
    low, high = figure.sentence_start, figure.sentence_end
    start, end = quote_span(report.text, figure.start, figure.end, low, high)
    return make_citation(marker, Evidence(report=report, start=start, end=end), source)


def number(value: Decimal | None) -> int | float | str | None:
    """A decimal as a JSON number where that is exact, else as a string of its digits."""
    if value is None:
        return None
    if value == value.to_integral_value():
        whole = int(value)
        return whole if len(str(abs(whole))) <= _FLOAT_DIGITS else str(whole)
    digits = len(value.normalize().as_tuple().digits)
    return float(value) if digits <= _FLOAT_DIGITS else format(value, "f")


def figure_document(stated: StatedFigure) -> dict[str, Any]:
    """What ``figures --json`` says of one figure (contract.md)."""
    figure, report = stated.figure, stated.report
    return {
        "indicator": figure.indicator,
        "value": number(figure.value),
        "high": number(figure.high),
        "measure": figure.measure,
        "qualifier": figure.qualifier,
        "stated": stated.stated,
        "amount": number(figure.amount),
        "amount_high": number(figure.amount_high),
        "base": figure.base,
        "change": figure.change,
        "period": figure.period,
        "subject": figure.subject,
        "unit": report.unit,
        "year": report.year,
        "citation": asdict(stated.citation),
    }


_CHANGES = {"by": "变化量", "to": "变化到", "": ""}


def figure_sheet(figures: Sequence[StatedFigure]) -> Sheet:
    """The figures as a sheet, a row each."""
    columns = (
        *(("单位", 28), ("年度", 8), ("指标", 28), ("原文数值", 14), ("数值", 12), ("上限", 10)),
        *(("计量", 10), ("约数词", 8), ("折算值", 14), ("折算上限", 14), ("折算计量", 10)),
        *(("变化", 8), ("时期", 12), ("主体", 20), ("章节", 36), ("页", 6)),
        *(("原文", 80), ("文件", 30), ("报告编号", 18)),
    )
    rows = tuple(
        (
            *(one.report.unit, one.report.year, one.figure.indicator, one.stated),
            *(one.figure.value, one.figure.high, one.figure.measure, one.figure.qualifier),
            *(one.figure.amount, one.figure.amount_high, one.figure.base),
            *(_CHANGES[one.figure.change], one.figure.period, one.figure.subject),
            *(one.citation.section, one.citation.page, one.citation.quote),
            *(one.citation.source, one.report.id),
        )
        for one in figures
    )
    return Sheet(title="数据", columns=columns, rows=rows)
