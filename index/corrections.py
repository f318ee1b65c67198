"""What somebody corrected by hand of what reading found: kept beside it and applied over it.

A correction outlives the reading: the same file read anew, or with new content, has it again.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from index.rows import DamagedReportError, Execute
from ingest.errors import ReportAssistantError
from ingest.types import Report

FIELDS = ("title", "unit", "aliases", "region", "year", "genre")
YEARS = range(1900, 2100)
_LISTS = frozenset({"aliases", "region"})
_NAMES = {
    "title": "标题",
    "unit": "单位",
    "aliases": "别称",
    "region": "地区",
    "year": "年度",
    "genre": "类型",
}
_LONGEST = 300  # characters of a name


class Keep(Enum):
    """Stands for a field that is not to be touched; None would make it unknown."""

    KEEP = "keep"


KEEP = Keep.KEEP


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One field: as it was corrected, and as reading found it."""

    value: Any
    found: Any


Corrections = Mapping[str, Correction]  # field → what was corrected


def checked(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields to change, each with a value that a report may hold.

    Args:
        fields: name → value, or ``KEEP``.

    Raises:
        ReportAssistantError: a value that the field cannot have.
    """
    return {
        name: _checked(name, value) for name, value in fields.items() if not isinstance(value, Keep)
    }


def _checked(name: str, value: Any) -> Any:
    if name in _LISTS:
        several = () if value is None else value
        if isinstance(several, str) or not isinstance(several, Iterable):
            raise _bad(name, value, "若干个名称")
        return tuple(dict.fromkeys(_text(name, one) for one in several))
    if value is None and name != "title":
        return None
    if name == "year":
        if not isinstance(value, int) or isinstance(value, bool) or value not in YEARS:
            raise _bad(name, value, f"{YEARS.start} 到 {YEARS.stop - 1} 的整数")
        return value
    return _text(name, value)


def _text(name: str, value: Any) -> str:
    words = value.strip() if isinstance(value, str) else ""
    if not words or len(words) > _LONGEST or not words.isprintable():
        raise _bad(name, value, f"一行文字，1 到 {_LONGEST} 个字")
    return words


def _bad(name: str, value: Any, expected: str) -> ReportAssistantError:
    told = repr(value) if len(repr(value)) <= 60 else f"{repr(value)[:60]}…"
    return ReportAssistantError(f"{_NAMES[name]}不能是 {told}，应为{expected}", hint="请改正后再试")


def merged(report: Report, known: Corrections, given: Mapping[str, Any]) -> dict[str, Correction]:
    """The corrections of a report after these were added to those it has.

    A field given as reading found it is no correction any more.

    Args:
        report: as stored, the known corrections applied.
        given: field → value.
    """
    corrections = dict(known)
    for name, value in given.items():
        found = known[name].found if name in known else getattr(report, name)
        corrections[name] = Correction(value=value, found=found)
    return {name: one for name, one in corrections.items() if one.value != one.found}


def as_found(report: Report, known: Corrections) -> Report:
    """The report as reading found it."""
    return replace(report, **{name: one.found for name, one in known.items()})


def applied(report: Report, corrections: Corrections) -> Report:
    """The report with its corrections."""
    return replace(report, **{name: one.value for name, one in corrections.items()})


def inherited(report: Report, known: Corrections) -> dict[str, Correction]:
    """The same corrections for another reading of the same file."""
    return {
        name: Correction(value=one.value, found=getattr(report, name))
        for name, one in known.items()
    }


# -- SQL ---------------------------------------------------------------------------------------


def stored(execute: Execute, report_id: str) -> dict[str, Correction]:
    """A report's corrections; none for an unknown id.

    Raises:
        DamagedReportError: what is stored is not what was written.
    """
    query = "SELECT field, value, found, checksum FROM corrections WHERE report_id = ?"
    held: dict[str, Correction] = {}
    for field, value, found, checksum in execute(query, (report_id,)).fetchall():
        if field not in FIELDS or checksum != _checksum(report_id, field, value, found):
            raise DamagedReportError(
                f"报告 {report_id} 的人工更正({field})在资料库中已损坏",
                hint="请运行 doctor --repair 后重新 ingest 原文件，再更正一次",
            )
        held[field] = Correction(value=_value(field, value), found=_value(field, found))
    return {field: held[field] for field in FIELDS if field in held}


def put(execute: Execute, report_id: str, corrections: Corrections) -> None:
    """Makes these the report's corrections, instead of those it had."""
    execute("DELETE FROM corrections WHERE report_id = ?", (report_id,))
    for field, one in corrections.items():
        value, found = _told(one.value), _told(one.found)
        execute(
            "INSERT INTO corrections VALUES (?, ?, ?, ?, ?)",
            (report_id, field, value, found, _checksum(report_id, field, value, found)),
        )


def _told(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _value(field: str, told: str) -> Any:
    value = json.loads(told)
    return tuple(value) if field in _LISTS else value


def _checksum(*parts: str) -> int:
    return zlib.crc32(json.dumps(parts).encode("ascii"))
