"""What 报告库 shows of the library as a whole: the list to look through and what became of files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from index.types import IngestRecord, Outcome
from ui.markup import act_button, badge, escaped, notice, table
from ui.shelf import Order, Shelved
from ui.text import one_line

SHOWN_AT_ONCE = 60
_OUTCOMES: dict[Outcome, tuple[str, str]] = {
    "added": ("已收录", "good"),
    "updated": ("已更新", "good"),
    "partial": ("部分收录", "warn"),
    "unchanged": ("没有变化", ""),
    "duplicate": ("已有相同内容", ""),
    "rejected": ("未收录", "bad"),
}
_COLUMNS: tuple[tuple[str, Order | None], ...] = (
    ("报告", "unit"),
    ("年度", "year"),
    ("地区", "region"),
    ("类型", None),
    ("字数", "characters"),
    ("数据", "figures"),
)


def outcome_name(outcome: Outcome) -> str:
    """What became of a file, in words."""
    return _OUTCOMES[outcome][0]


def counted(shelf: Sequence[Shelved], found: Sequence[Shelved]) -> str:
    """How many reports are listed, of how many."""
    years = sorted({one.entry.year for one in found if one.entry.year is not None})
    span = (
        ""
        if not years
        else f" · {years[0]}年"
        if years[0] == years[-1]
        else (f" · {years[0]}—{years[-1]}年")
    )
    units = len({one.unit for one in found})
    of = f"（全库 {len(shelf)} 份）" if len(found) != len(shelf) else ""
    return f"{len(found)} 份报告{of} · {units} 个单位{span}"


def list_html(
    shelf: Sequence[Shelved],
    found: Sequence[Shelved],
    *,
    order: Order,
    descending: bool,
    limit: int = SHOWN_AT_ONCE,
) -> str:
    """The reports found, as a table to open them from.

    Args:
        shelf: all reports of the library.
        found: those to list, in order.
        limit: how many rows at most; a button asks for more.
    """
    if not shelf:
        return notice("资料库里还没有报告。请在“上传报告”里加入文件。")
    if not found:
        return notice("没有符合条件的报告。请放宽条件，或点“清除条件”。")
    head = "".join(_head(name, column, order, descending) for name, column in _COLUMNS)
    body = "".join(_row(one) for one in found[:limit])
    more = len(found) - limit
    button = ""
    if more > 0:
        label = f"再显示 {min(more, SHOWN_AT_ONCE)} 份（还有 {more} 份）"
        button = f'<p class="more">{act_button(label, "more", limit + SHOWN_AT_ONCE)}</p>'
    return (
        f'<p class="counted" role="status">{escaped(counted(shelf, found))}</p>'
        '<div class="table-scroll"><table class="shelf">'
        '<caption class="unseen">资料库中的报告，点报告名称打开</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>{button}"
    )


def _head(name: str, column: Order | None, order: Order, descending: bool) -> str:
    if column is None:
        return f'<th scope="col">{name}</th>'
    here = column == order
    sort = ("descending" if descending else "ascending") if here else "none"
    sign = ("↓" if descending else "↑") if here else ""
    button = act_button(f"{name}{sign}", "sort", column, style="sorts", described=f"按{name}排序")
    style = ' class="number"' if column in ("characters", "figures") else ""
    return f'<th scope="col" aria-sort="{sort}"{style}>{button}</th>'


def _row(one: Shelved) -> str:
    entry = one.entry
    title = act_button(
        one_line(one.unit),
        "open",
        entry.id,
        style="open",
        described=f"打开 {one_line(entry.title)}",
    )
    marks = ""
    if entry.near_duplicate_of is not None:
        marks += badge("与另一份近乎相同", "warn")
    if entry.earlier_versions:
        marks += badge(f"有{entry.earlier_versions}个旧版本")
    year = f"{entry.year}" if entry.year is not None else "不详"
    return (
        f'<tr><th scope="row">{title}{marks}<small>{escaped(one_line(entry.title))}</small></th>'
        f"<td>{year}</td><td>{escaped(one.region[-1]) if one.region else '—'}</td>"
        f"<td>{escaped(entry.genre or '—')}</td>"
        f'<td class="number">{entry.characters:,}</td><td class="number">{entry.figures}</td></tr>'
    )


def records_html(records: Sequence[IngestRecord]) -> str:
    """What became of each file: the ones that need attention first."""
    if not records:
        return notice("没有可以收录的文件。")
    counts = Counter(record.outcome for record in records)
    said = "，".join(
        f"{outcome_name(kind)} {counts[kind]} 个" for kind in _OUTCOMES if counts[kind]
    )
    urgent = {"rejected": 0, "partial": 1}
    listed = sorted(records, key=lambda record: urgent.get(record.outcome, 2))
    rows = (
        (
            escaped(one_line(record.source)),
            badge(*_OUTCOMES[record.outcome]),
            act_button(
                one_line(record.title or record.report_id), "open", record.report_id, style="open"
            )
            if record.report_id
            else "",
            escaped(one_line(record.reason or "")),
        )
        for record in listed
    )
    kind = "bad" if counts["rejected"] else "good"
    return notice(f"共 {len(records)} 个文件：{said}", kind) + table(
        ("文件", "结果", "报告", "说明"), rows, caption="每个文件的结果", style="records"
    )
