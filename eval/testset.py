"""Test sets from files: JSONL, XLSX or CSV, and the sheets that evaluators really have."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.cases import duplicates, parse_case
from eval.catalogue import Catalogue
from eval.check import check_cases
from eval.free_sheet import convert_rows, fold_merged, is_free_header, map_columns
from eval.sheet import Sheet, read_sheet
from eval.sheet_cases import is_contract_header, row_record, write_cases
from eval.types import Case, Problem
from ingest.errors import ReportAssistantError

SUFFIXES = (".jsonl", ".xlsx", ".csv")


@dataclass(frozen=True, slots=True, kw_only=True)
class TestSet:
    """A test set that can be run.

    Attributes:
        name: file name.
        problems: what does not fit the library; such rows run all the same.
        mapping: field → column of a free sheet; None for a test set of the contract's columns.
    """

    __test__ = False  # not a class of tests, whatever pytest thinks of the name

    name: str
    cases: tuple[Case, ...]
    problems: tuple[Problem, ...] = ()
    mapping: Mapping[str, str] | None = None

    @property
    def digest(self) -> str:
        """Changes when any row does."""
        rows = json.dumps([case.to_json() for case in self.cases], ensure_ascii=False)
        return hashlib.sha256(rows.encode()).hexdigest()


def read_test_set(
    path: Path, catalogue: Catalogue, *, columns: Mapping[str, str] | None = None
) -> TestSet:
    """Read and check a test set.

    Args:
        path: a file with one of ``SUFFIXES``.
        catalogue: the library it will be run on.
        columns: corrections of a free sheet's mapping, field → header.

    Raises:
        ReportAssistantError: the file cannot be read, has no rows, or rows that cannot be run
            (wrong types, duplicate ids); the message names each such row.
    """
    if not path.is_file():
        raise ReportAssistantError(f"找不到测试集 {path}", hint="请给出 .jsonl 或 .xlsx 文件的路径")
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise ReportAssistantError(
            f"测试集 {path} 的格式 {suffix or '（无后缀）'} 不认识",
            hint="应为 .jsonl、.xlsx 或 .csv",
        )
    mapping: Mapping[str, str] | None = None
    notes: Sequence[Problem] = ()
    if suffix == ".jsonl":
        cases, wrong = _parse(_json_lines(path))
    else:
        given = columns or {}
        sheet = read_sheet(
            path,
            lambda row: (not given and is_contract_header(row)) or is_free_header(row, given),
        )
        if not given and is_contract_header(sheet.header):
            cases, wrong = _parse([(row, row_record(cells)) for row, cells in sheet.rows])
        else:
            mapping = map_columns(sheet.header, given)
            records, notes = _free_records(sheet, mapping, catalogue)
            cases, wrong = _parse(records)
    wrong = sorted([*wrong, *duplicates(cases)], key=lambda problem: problem.row)
    if wrong:
        raise ReportAssistantError(_summary(path, wrong), hint="请改正后重新运行")
    if not cases:
        raise ReportAssistantError(f"测试集 {path} 里没有题目", hint="请至少写一行")
    problems = tuple(sorted([*notes, *check_cases(cases, catalogue)], key=lambda p: p.row))
    return TestSet(name=path.name, cases=tuple(cases), problems=problems, mapping=mapping)


def write_test_set(path: Path, cases: Sequence[Case]) -> None:
    """Write a test set as JSONL or XLSX, as the suffix says."""
    if path.suffix.lower() == ".xlsx":
        write_cases(path, cases)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = (json.dumps(case.to_json(), ensure_ascii=False) for case in cases)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _free_records(
    sheet: Sheet, mapping: Mapping[str, str], catalogue: Catalogue
) -> tuple[list[tuple[int, Any]], Sequence[Problem]]:
    cases, notes = convert_rows(fold_merged(sheet, mapping), mapping, catalogue)
    return [(case.row, case.to_json()) for case in cases], notes


def _json_lines(path: Path) -> list[tuple[int, Any]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ReportAssistantError(
            f"无法读取测试集 {path}：{error}", hint="应为 UTF-8 编码的 JSONL"
        ) from error
    rows: list[tuple[int, Any]] = []
    # Not splitlines(): U+2028 and its like may stand inside a JSON string.
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                rows.append((number, json.loads(line)))
            except (ValueError, RecursionError):
                rows.append((number, line))  # text is no record: the check names the row
    return rows


def _parse(rows: Sequence[tuple[int, Any]]) -> tuple[list[Case], list[Problem]]:
    cases: list[Case] = []
    problems: list[Problem] = []
    for row, record in rows:
        case, wrong = parse_case(record, row)
        problems += wrong
        if case:
            cases.append(case)
    return cases, problems


def _summary(path: Path, wrong: Sequence[Problem]) -> str:
    shown = "；".join(f"第{problem.row}行：{problem.message}" for problem in wrong[:5])
    rest = f"；另有{len(wrong) - 5}处" if len(wrong) > 5 else ""
    return f"测试集 {path} 有{len(wrong)}处错误。{shown}{rest}"
