"""The evidence panel: a cited sentence inside the whole report, highlighted."""

from __future__ import annotations

from assistant.types import Answer, Citation
from ingest.types import Report
from ui.markup import escaped, notice
from ui.report_text import QUOTE_PLACE, text_html
from ui.text import one_line
from ui.view import UNKNOWN_UNIT, UNKNOWN_YEAR

GONE = "这份报告已更换或已不在库中，以下是回答当时引用的原句。"


def evidence_html(
    citation: Citation, answer: Answer, turn: int, report: Report | None, original: str | None
) -> str:
    """The panel for one citation.

    Args:
        turn: number of the turn that the answer belongs to.
        report: None where the library no longer has it.
        original: address of the original file; None where it is no longer there.
    """
    same = report is not None and report.text[citation.start : citation.end] == citation.quote
    body = (
        text_html(report, quote=(citation.start, citation.end))
        if report is not None and same
        else f'{notice(GONE)}<p><mark data-at="{QUOTE_PLACE}">{escaped(citation.quote)}</mark></p>'
    )
    return (
        f'<section class="evidence" aria-label="原文" data-turn="{turn}">'
        f"<header>{_steps_html(citation, answer)}"
        f"<h3>{escaped(one_line(citation.title))}</h3>"
        f"{_facts_html(citation, report if same else None, original)}</header>"
        f'<div class="report-text" tabindex="0" role="document" aria-label="报告全文">{body}</div>'
        "</section>"
    )


def _steps_html(citation: Citation, answer: Answer) -> str:
    markers = [one.marker for one in answer.citations]
    place = markers.index(citation.marker)
    total = len(markers)

    def step(shift: int, label: str, sign: str) -> str:
        to = markers[(place + shift) % total]
        blocked = " disabled" if total == 1 else ""
        return (
            f'<button type="button" data-cite="{to}"'
            f'{blocked} aria-label="{label}" title="{label}">{sign}</button>'
        )

    return (
        '<div class="evidence-bar">'
        f'<span class="evidence-count" data-here="{citation.marker}">出处 {place + 1} / {total}</span>'
        f"{step(-1, '上一处', '‹')}{step(1, '下一处', '›')}"
        '<button type="button" class="close" data-close aria-label="关闭原文" '
        'title="关闭（Esc）">×</button></div>'
    )


def _facts_html(citation: Citation, report: Report | None, original: str | None) -> str:
    region = "".join(report.region) if report is not None else ""
    source = one_line(citation.source) or "来源不详"
    file = (
        f'<a href="{escaped(original)}" target="_blank" rel="noopener">{escaped(source)}</a>'
        if original is not None
        else escaped(source)
    )
    facts = [
        ("单位", escaped(one_line(citation.unit or UNKNOWN_UNIT))),
        ("年份", f"{citation.year}年" if citation.year is not None else UNKNOWN_YEAR),
        ("地区", escaped(region)),
        ("章节", escaped(one_line(citation.section))),
        ("页码", f"第{citation.page}页" if citation.page is not None else ""),
        ("原件", file),
    ]
    shown = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in facts if value)
    return f'<dl class="facts">{shown}</dl>'
