"""The JSON documents of contract.md, made from the library's values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from index.types import IngestRecord, ReportEntry
from ingest.errors import ReportAssistantError
from ingest.types import Report


def record_document(record: IngestRecord) -> dict[str, Any]:
    """What ``ingest --json`` says of one file."""
    return asdict(record)


def entry_document(entry: ReportEntry) -> dict[str, Any]:
    """What ``reports --json`` says of one report; who else may see it is not its reader's."""
    document = asdict(entry)
    del document["collections"]
    return document


def report_document(entry: ReportEntry, report: Report) -> dict[str, Any]:
    """What ``show --json`` says: the entry, the sections and the text."""
    sections = [
        {
            "heading": section.heading,
            "path": section.path,
            "role": section.role,
            "start": section.start,
            "end": section.end,
        }
        for section in report.sections
    ]
    return {**entry_document(entry), "sections": sections, "text": report.text}


def entry_of(entries: Sequence[ReportEntry], report_id: str) -> ReportEntry:
    """The entry of ``report_id``.

    Raises:
        ReportAssistantError: the library has no such report.
    """
    for entry in entries:
        if entry.id == report_id:
            return entry
    raise ReportAssistantError(
        f"资料库里没有编号为 {report_id!r} 的报告，应为 16 位十六进制编号",
        hint="运行 reports 查看全部编号",
    )
