"""An opened report: its facts, its outline beside its text, its figures listed."""

from __future__ import annotations

from collections.abc import Sequence

from index.types import EarlierVersion, ReportEntry
from ingest.types import ROLE_NAMES, Figure, Report
from ui.markup import badge, escaped, goto_button, notice, table
from ui.metadata_form import FIELD_NAMES
from ui.report_text import QUOTE_PLACE, figure_place, section_place, text_html
from ui.text import one_line

_WIDE = ("别称", "改正")  # facts that take a line of their own
_LONGEST_INDICATOR = 28  # characters of a list's cell


def report_html(
    entry: ReportEntry,
    report: Report,
    *,
    earlier: Sequence[EarlierVersion] = (),
    start_at: str = "",
    quote: tuple[int, int] | None = None,
) -> str:
    """A whole report.

    Args:
        entry: its line in the catalogue.
        report: with its text.
        earlier: what it said before its file was corrected.
        start_at: ``data-at`` of what to show first, such as ``figure_place(3)``.
        quote: a stretch of the text to highlight and to show first.
    """
    begin = QUOTE_PLACE if quote is not None else start_at
    start = f' data-start-at="{escaped(begin)}"' if begin else ""
    return (
        f'<article class="report"{start}>{head_html(entry, report)}{_earlier(earlier)}'
        '<div class="report-parts">'
        f'<details class="side outline" open><summary>提纲</summary>{outline_html(report)}</details>'
        f'<div class="report-text" tabindex="0" role="region" aria-label="报告全文">'
        f"{text_html(report, quote=quote)}</div>"
        f'<details class="side figures" open><summary>数据（{len(report.figures)} 个）</summary>'
        f"{figures_html(report)}</details></div></article>"
    )


def head_html(entry: ReportEntry, report: Report) -> str:
    """Title and facts of a report."""
    corrected = "、".join(FIELD_NAMES[name] for name in entry.corrected)
    facts = (
        ("单位", entry.unit or "未识别"),
        ("地区", " / ".join(entry.region) or "未识别"),
        ("年度", f"{entry.year}年" if entry.year is not None else "未识别"),
        ("日期", entry.date or "未注明"),
        ("类型", entry.genre or "未识别"),
        ("文件", "、".join(entry.sources) or "无"),
        ("篇幅", f"{entry.characters:,} 字 · {len(report.sections)} 节 · {entry.figures} 个数据"),
        ("别称", "、".join(entry.aliases) or "无"),
        *((("改正", f"手工改正过：{corrected}"),) if corrected else ()),
    )
    items = "".join(
        f'<div class="{"wide" if name in _WIDE else "fact"}"><dt>{name}</dt>'
        f"<dd>{escaped(one_line(value))}</dd></div>"
        for name, value in facts
    )
    return (
        f'<header class="report-head"><h2 tabindex="-1" data-at="title">{escaped(one_line(entry.title))}</h2>'
        f"<dl>{items}</dl></header>"
    )


def outline_html(report: Report) -> str:
    """The headings, each a button that moves to it; the part it plays behind the top ones."""
    items = []
    for ordinal, section in enumerate(report.sections):
        if not section.heading:
            continue
        level = max(len(section.path), 1)
        role = badge(ROLE_NAMES[section.role], "role") if level == 1 else ""
        button = goto_button(one_line(section.heading), section_place(ordinal))
        items.append(f'<li class="level-{min(level, 4)}">{button}{role}</li>')
    if not items:
        return notice("这份报告没有可识别的标题。")
    return f'<nav aria-label="提纲"><ul>{"".join(items)}</ul></nav>'


def figures_html(report: Report) -> str:
    """The figures in the order of the text, each a button that moves to it."""
    if not report.figures:
        return notice("没有从这份报告读出数据。")
    rows = (
        (
            escaped(_indicator(figure)),
            goto_button(
                one_line(report.text[figure.start : figure.end]),
                figure_place(ordinal),
                described=f"到原文中的 {_indicator(figure)} {report.text[figure.start : figure.end]}",
            ),
            escaped(one_line(figure.period)),
        )
        for ordinal, figure in enumerate(report.figures)
    )
    return table(("指标", "数值", "时期"), rows, caption="报告中的数据", style="figure-list")


def _indicator(figure: Figure) -> str:
    name = one_line(figure.indicator) or "（未写明）"
    return name if len(name) <= _LONGEST_INDICATOR else name[: _LONGEST_INDICATOR - 1] + "…"


def _earlier(earlier: Sequence[EarlierVersion]) -> str:
    if not earlier:
        return ""
    items = "".join(
        f"<li>{escaped(one_line(one.title))}（{escaped(one.source)}，{escaped(one.superseded[:10])} 被更新的文件取代）</li>"
        for one in earlier
    )
    return f'<details class="earlier"><summary>{len(earlier)} 个旧版本</summary><ul>{items}</ul></details>'
