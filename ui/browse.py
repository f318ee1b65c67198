"""What 报告库 does when something in it is clicked; no component is touched here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from index.types import ReportEntry
from ingest.errors import ReportAssistantError
from ui.documents import entry_of
from ui.downloads import original_bytes
from ui.metadata_form import FIELD_NAMES, changes, read_fields
from ui.report_text import figure_place
from ui.report_view import report_html
from ui.shelf import ORDERS, Facet, Order, Shelved, Wanted, matching, ordered, shelve
from ui.shelf_view import SHOWN_AT_ONCE, list_html
from ui.uploads import drop_upload, is_upload

if TYPE_CHECKING:
    from index.library import Library

_DESCENDING_FIRST: frozenset[Order] = frozenset({"year", "characters", "figures"})
PLACE_MARK = "@"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """How the list is shown."""

    order: Order = "unit"
    descending: bool = False
    limit: int = SHOWN_AT_ONCE


def sorted_by(listing: Listing, column: str) -> Listing:
    """The listing after a click on a column's head; a second click turns it round."""
    order = next((one for one in ORDERS if one == column), None)
    if order is None:
        return listing
    if order == listing.order:
        return replace(listing, descending=not listing.descending)
    return Listing(order=order, descending=order in _DESCENDING_FIRST)


def listed(library: Library, wanted: Wanted, listing: Listing) -> str:
    """The list as HTML."""
    shelf = shelve(library.reports())
    found = ordered(matching(shelf, wanted), listing.order, descending=listing.descending)
    return list_html(
        shelf, found, order=listing.order, descending=listing.descending, limit=listing.limit
    )


def choices(
    found: Sequence[Facet], everything: str, chosen: str
) -> tuple[list[tuple[str, str]], str]:
    """A drop-down's choices and its value, which falls back to everything where it is gone."""
    values = {facet.value for facet in found}
    shown = [(everything, ""), *((facet.label, facet.value) for facet in found)]
    return shown, chosen if chosen in values else ""


def split_place(value: str) -> tuple[str, str]:
    """A report's id and where in it to begin: ``id@figure-3``, or the id alone."""
    report_id, _, place = value.partition(PLACE_MARK)
    return report_id, place


def place_of_figure(report_id: str, ordinal: int) -> str:
    """What an ``open`` button says to begin at a figure."""
    return f"{report_id}{PLACE_MARK}{figure_place(ordinal)}"


def opened(library: Library, report_id: str, start_at: str = "") -> tuple[ReportEntry, str]:
    """A report's entry and its HTML.

    Raises:
        ReportAssistantError: the library does not have it, or not any more.
    """
    entry = _entry(library, report_id)
    html = report_html(
        entry,
        library.report(report_id),
        earlier=library.earlier_versions(report_id),
        start_at=start_at or "title",
    )
    return entry, html


def _entry(library: Library, report_id: str) -> ReportEntry:
    try:
        return entry_of(library.reports(), report_id)
    except ReportAssistantError as error:
        raise ReportAssistantError(
            "这份报告已不在资料库中", hint="可能已被删除，请返回列表"
        ) from error


def corrected(library: Library, report_id: str, fields: Sequence[str]) -> str:
    """Stores what the form says and returns what was done, in words.

    Raises:
        ReportAssistantError: a field is wrong, or the report is gone.
    """
    entry = _entry(library, report_id)
    changed = changes(entry, read_fields(*fields))
    if not changed:
        return "没有改动。"
    library.correct(report_id, **changed)
    names = "、".join(FIELD_NAMES[name] for name in changed)
    return f"已改正：{names}。重新收录同一文件时仍以改正为准。"


def restored(library: Library, report_id: str) -> str:
    """Makes a report again what was read from it; what was done, in words.

    Raises:
        ReportAssistantError: the report is gone, or another process is writing.
    """
    if not _entry(library, report_id).corrected:
        return "这份报告没有手工改正过。"
    library.forget_corrections(report_id)
    return "已恢复为自动识别的信息。"


def removal_question(entry: ReportEntry, folder: Path, origins: Sequence[str]) -> str:
    """What somebody is asked before a report goes."""
    kept = [origin for origin in origins if is_upload(folder, Path(origin))]
    files = "经本页上传的文件会一并删除" if kept else "原文件不受影响，再次收录即可恢复"
    return f"确定从资料库删除《{entry.title.strip('《》')}》吗？它将不再被检索和引用；{files}。"


def removed(library: Library, folder: Path, report_id: str) -> str:
    """Takes a report out, with the files kept for it; what was done, in words.

    Raises:
        ReportAssistantError: it is gone already, or another process is writing.
    """
    entry = _entry(library, report_id)
    sources = library.sources(report_id)
    library.remove([report_id])
    for source in sources:
        drop_upload(folder, Path(source.origin))
    return f"已删除《{entry.title.strip('《》')}》。"


def original_file(library: Library, report_id: str) -> tuple[str, bytes]:
    """The name and the content of the file that a report came from.

    Raises:
        ReportAssistantError: no file of the report is where it was.
    """
    found = original_bytes(library, report_id)
    if found is not None:
        return found
    raise ReportAssistantError(
        "原文件已不在原来的位置，或内容已经改动",
        hint="资料库中仍存有全文；需要原件时请向提供者索取",
    )


def shelf_of(library: Library) -> tuple[Shelved, ...]:
    """All reports with their offices."""
    return shelve(library.reports())
