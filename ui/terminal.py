"""What a person reads in the terminal: answers, catalogues, outcomes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.outline_check import DraftCheck, Outline, OutlineHeading
from assistant.types import Answer, Citation
from index.types import IngestRecord, Outcome, ReportEntry
from ingest.types import ROLE_NAMES, Report, Section
from ui.text import one_line, printable
from ui.view import citation_place, is_reworded

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

OUTCOME_NAMES: dict[Outcome, str] = {
    "added": "新加入",
    "unchanged": "未变化",
    "updated": "已更新",
    "duplicate": "内容重复",
    "partial": "部分收录",
    "rejected": "未收录",
}
_UNKNOWN = "—"


def _table(*columns: str) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _known(value: object) -> str:
    return _UNKNOWN if value in (None, "", ()) else one_line(str(value))


def print_records(console: Console, records: Sequence[IngestRecord]) -> None:
    """One line a file, then the count of each outcome."""
    from rich.text import Text

    table = _table("结果", "文件", "标题", "说明")
    for record in records:
        style = "red" if record.outcome == "rejected" else ""
        table.add_row(
            Text(OUTCOME_NAMES[record.outcome], style=style),
            Text(one_line(record.source)),
            Text(_known(record.title)),
            Text(one_line(record.reason or "")),
        )
    console.print(table)
    console.print(records_summary(records))


def records_summary(records: Sequence[IngestRecord]) -> str:
    """``共 5 个文件：新加入 4，未收录 1``."""
    counts = Counter(record.outcome for record in records)
    parts = [f"{name} {counts[outcome]}" for outcome, name in OUTCOME_NAMES.items()]
    told = "，".join(
        part for part, outcome in zip(parts, OUTCOME_NAMES, strict=True) if counts[outcome]
    )
    return f"共 {len(records)} 个文件" + (f"：{told}" if told else "")


def print_entries(console: Console, entries: Sequence[ReportEntry]) -> None:
    """The catalogue as a table."""
    from rich.text import Text

    if not entries:
        console.print("资料库是空的。运行 report-assistant ingest 文件夹 加入报告。")
        return
    table = _table("编号", "年度", "单位", "地区", "标题", "字数", "备注")
    table.columns[0].no_wrap = True
    table.columns[-2].justify = "right"
    for entry in entries:
        cells = (
            entry.id,
            _known(entry.year),
            _known(entry.unit),
            _known(" ".join(entry.region)),
            _known(entry.title),
            f"{entry.characters:,}",
            entry_remarks(entry),
        )
        table.add_row(*(Text(cell) for cell in cells))
    console.print(table)
    counted = sum(entry.near_duplicate_of is None for entry in entries)
    alike = len(entries) - counted
    told = f"，其中 {alike} 份与另一份近似，比较时不重复计" if alike else ""
    console.print(f"共 {len(entries)} 份报告{told}")


CORRECTED_NAMES = {
    "title": "标题",
    "unit": "单位",
    "aliases": "别称",
    "region": "地区",
    "year": "年度",
    "genre": "类型",
}


def entry_remarks(entry: ReportEntry) -> str:
    """What sets a report apart: it stands behind a look-alike, or was corrected by hand."""
    remarks = []
    if entry.near_duplicate_of is not None:
        remarks.append(f"与 {entry.near_duplicate_of} 近似")
    if entry.corrected:
        names = "、".join(CORRECTED_NAMES.get(name, name) for name in entry.corrected)
        remarks.append(f"已人工更正{names}")
    return "；".join(remarks)


def print_report(console: Console, entry: ReportEntry, report: Report) -> None:
    """What is known of a report, its outline, its text."""
    facts = (
        ("编号", entry.id),
        ("单位", entry.unit),
        ("别称", "、".join(entry.aliases)),
        ("地区", " ".join(entry.region)),
        ("年度", entry.year),
        ("日期", entry.date),
        ("类型", entry.genre),
        ("来源", "；".join(entry.sources)),
        ("规模", f"{entry.characters:,} 字，{entry.passages} 段，{entry.figures} 个数据"),
        ("备注", entry_remarks(entry)),
    )
    console.print(printable(entry.title), style="bold")
    for name, value in facts:
        console.print(f"{name}  {_known(value)}", soft_wrap=True)
    console.print("\n提纲", style="bold")
    for section in report.sections:
        console.print(_outline_line(section), soft_wrap=True)
    console.print("\n正文", style="bold")
    console.print(printable(report.text), soft_wrap=True)


def _outline_line(section: Section) -> str:
    indent = "  " * max(len(section.path), 1)
    return f"{indent}{one_line(section.heading) or '（无标题）'} · {ROLE_NAMES[section.role]}"


def print_answer(console: Console, answer: Answer, *, shown: bool = False) -> None:
    """An answer, its table, its notes, and the sources below.

    Args:
        shown: the text stands there already.
    """
    if is_reworded(answer):
        console.print(f"理解为：{one_line(answer.resolved)}", style="dim", soft_wrap=True)
    if not shown:
        console.print(printable(answer.answer), soft_wrap=True)
    if answer.prose is not None:
        console.print("（语言模型行文，逐句核对）", style="dim")
    if answer.table is not None:
        _print_answer_table(console, answer)
    _print_lines(console, "计算", answer.computed)
    _print_lines(console, "说明", answer.notes)
    if answer.citations:
        console.print("\n出处", style="bold")
        for citation in answer.citations:
            _print_source(console, citation)
    _print_lines(console, "可以接着问", answer.suggestions)


def _print_answer_table(console: Console, answer: Answer) -> None:
    from rich.text import Text

    if answer.table is None:
        return
    table = _table(*(one_line(column) for column in answer.table.columns))
    for row in answer.table.rows:
        table.add_row(*(Text(printable(cell)) for cell in row))
    console.print(table)


def _print_lines(console: Console, heading: str, lines: Sequence[str]) -> None:
    if not lines:
        return
    console.print(f"\n{heading}", style="bold")
    for line in lines:
        console.print(f"  · {one_line(line)}", soft_wrap=True)


def _print_source(console: Console, citation: Citation) -> None:
    place = one_line(citation_place(citation))
    console.print(f"[{citation.marker}] {place}", style="cyan", soft_wrap=True)
    console.print(f"    {one_line(citation.quote)}", soft_wrap=True)


def print_outline(console: Console, outline: Outline) -> None:
    """The headings of a genre as an outline, how many reports have each, and where it stands."""
    console.print(f"{outline.genre}的提纲（归纳自 {outline.reports} 份报告）", style="bold")
    if not outline.headings:
        console.print("没有两份以上报告共有的部分。")
    for heading in outline.headings:
        _print_heading(console, heading, outline.reports)
    console.print("\n● 半数以上报告都有，○ 部分报告有；标题均为原文", style="dim")


def _print_heading(console: Console, heading: OutlineHeading, reports: int) -> None:
    indent = "    " * (heading.level - 1)
    mark = "●" if heading.typical else "○"
    console.print(
        f"{indent}{mark} {_heading_name(heading)}（{heading.reports}/{reports}份）", soft_wrap=True
    )
    place = one_line(citation_place(heading.example))
    quote = "" if heading.heading else f"{one_line(heading.example.quote)} "
    console.print(f"{indent}    {quote}—— {place}", style="cyan", soft_wrap=True)
    if heading.variants:
        others = "；".join(one_line(variant) for variant in heading.variants)
        console.print(f"{indent}    也作：{others}", style="dim", soft_wrap=True)


def _heading_name(heading: OutlineHeading) -> str:
    role = ROLE_NAMES[heading.role]
    if heading.level > 1:
        return one_line(heading.heading)
    return f"{role}：{one_line(heading.heading)}" if heading.heading else role


def print_draft_check(console: Console, check: DraftCheck) -> None:
    """What a draft lacks, then the outline that it was compared with."""
    outline = check.outline
    genre = check.genre or f"未读出，按{outline.genre}对照"
    console.print(f"草稿：{one_line(check.title)}（{genre}）", style="bold", soft_wrap=True)
    console.print(f"对照库中 {outline.reports} 份{outline.genre}", soft_wrap=True)
    if check.missing:
        console.print(
            f"\n缺少 {len(check.missing)} 处半数以上同类报告都有的部分或标题", style="bold"
        )
    elif outline.reports:
        console.print("\n半数以上同类报告都有的部分和标题，草稿都有。")
    else:
        console.print("\n除这份草稿外，库中没有同类报告可以对照。")
    for missing in check.missing:
        heading = missing.heading
        where = f"{ROLE_NAMES[heading.role]} / " if heading.level > 1 else ""
        spoken = "；正文有提到，没有单列标题" if missing.in_text else ""
        console.print(
            f"  · {where}{_heading_name(heading)}（{heading.reports}/{outline.reports}份{spoken}）",
            soft_wrap=True,
        )
    if outline.headings:
        console.print()
        print_outline(console, outline)
