"""The command ``figures`` with the samples; every test runs the real program."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from assistant.figure_search import find_figures, number
from index.library import Library
from tests.ui.program import here

pytestmark = pytest.mark.slow

FIELDS = {
    *("indicator", "value", "high", "measure", "qualifier", "stated", "amount", "amount_high"),
    *("base", "change", "period", "subject", "unit", "year", "citation"),
}
CITATION = {
    *("marker", "report_id", "title", "unit", "year", "section", "source", "page"),
    *("start", "end", "quote"),
}


def figures(folder: Path, cwd: Path, *words: str) -> list[dict[str, Any]]:
    finished = here("figures", *words, "--json", "--library", str(folder), cwd=cwd)
    assert finished.status == 0, finished.err
    found: list[dict[str, Any]] = json.loads(finished.out)
    return found


def test_every_figure_of_the_library_with_its_proof(
    sample_library_folder: Path, sample_library: Library, tmp_path: Path
) -> None:
    found = figures(sample_library_folder, tmp_path)
    assert len(found) == sum(entry.figures for entry in sample_library.reports())
    for one in found:
        assert set(one) == FIELDS
        citation = one["citation"]
        assert set(citation) == CITATION
        text = sample_library.report(citation["report_id"]).text
        assert citation["quote"] == text[citation["start"] : citation["end"]]
        assert len(citation["quote"]) <= 300
        assert one["stated"] in citation["quote"]
        assert citation["source"].endswith(".txt")


def test_an_indicator_best_first_in_scope(sample_library_folder: Path, tmp_path: Path) -> None:
    found = figures(
        sample_library_folder,
        tmp_path,
        "--indicator",
        "审核合同",
        "--unit",
        "槐汀街道",
        "--year",
        "2023",
    )
    assert (found[0]["value"], found[0]["measure"], found[0]["year"]) == (126, "份", 2023)
    assert {one["year"] for one in found} == {2023}
    assert all("槐汀" in one["unit"] for one in found)


def test_the_value_is_a_json_number(sample_library_folder: Path, tmp_path: Path) -> None:
    found = figures(
        sample_library_folder, tmp_path, "--indicator", "罚款", "--unit", "澄湖区城管局"
    )
    assert [one["value"] for one in found][:2] in ([2874500, 318.6], [318.6, 2874500])
    assert {one["amount"] for one in found} >= {2874500, 3186000}


def test_a_range_has_its_upper_end(sample_library_folder: Path, tmp_path: Path) -> None:
    ranges = [one for one in figures(sample_library_folder, tmp_path) if one["high"] is not None]
    assert any((one["value"], one["high"], one["measure"]) == (3, 5, "名") for one in ranges)


def test_a_region_and_a_kind_of_unit_are_scopes(
    sample_library_folder: Path, tmp_path: Path
) -> None:
    region = figures(sample_library_folder, tmp_path, "--unit", "青石市")
    assert {one["unit"] for one in region} >= {"青石市国防动员办公室"}
    kind = figures(sample_library_folder, tmp_path, "--unit", "国动办")
    assert {one["unit"] for one in kind} == {"青石市国防动员办公室"}


def test_an_excel_file_that_filters(sample_library_folder: Path, tmp_path: Path) -> None:
    words = ("figures", "--unit", "槐汀街道", "--xlsx", "数据.xlsx")
    finished = here(*words, "--library", str(sample_library_folder), cwd=tmp_path)
    assert finished.status == 0, finished.err
    assert finished.out == ""
    assert "数据.xlsx" in finished.err
    sheet = load_workbook(tmp_path / "数据.xlsx")["数据"]
    header = [cell.value for cell in sheet[1]]
    assert header[:5] == ["单位", "年度", "指标", "原文数值", "数值"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:S{sheet.max_row}"
    assert sheet.column_dimensions["Q"].width == 80
    listed = figures(sample_library_folder, tmp_path, "--unit", "槐汀街道")
    assert sheet.max_row == len(listed) + 1
    values = [sheet.cell(row=row, column=5).value for row in range(2, sheet.max_row + 1)]
    assert values == [one["value"] for one in listed]
    assert all(cell.data_type in ("s", "n") for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("--unit", "无名局"), "无名局"),
        (("--unit", ""), "空的"),
        (("--unit", "槐汀街道", "--year", "1999"), "1999"),
        (("--year", "去年"), "去年"),
        (("--xlsx", "无/a.xlsx"), "无/a.xlsx"),
    ],
)
def test_bad_use_is_one_line(
    words: tuple[str, ...], named: str, sample_library_folder: Path, tmp_path: Path
) -> None:
    finished = here("figures", *words, "--library", str(sample_library_folder), cwd=tmp_path)
    assert finished.status == 2
    assert finished.err.count("\n") == 1
    assert named in finished.err
    assert list(tmp_path.iterdir()) == []


def test_what_nobody_states_is_an_empty_list(sample_library_folder: Path, tmp_path: Path) -> None:
    assert figures(sample_library_folder, tmp_path, "--indicator", "卫星发射") == []


def test_an_absent_library_has_no_figures(tmp_path: Path) -> None:
    finished = here("figures", "--unit", "甲局", "--json", cwd=tmp_path)
    assert (finished.status, json.loads(finished.out)) == (0, [])
    assert list(tmp_path.iterdir()) == []


def test_people_read_a_table(sample_library_folder: Path, tmp_path: Path) -> None:
    words = ("figures", "--indicator", "审核合同", "--library", str(sample_library_folder))
    finished = here(*words, cwd=tmp_path)
    assert finished.status == 0
    assert "126份" in finished.out
    assert "个数据" in finished.out
    assert "\x1b" not in finished.out


def test_numbers_stay_exact() -> None:
    assert number(Decimal("40.95")) == 40.95
    assert number(Decimal("3.00")) == 3
    assert number(Decimal("12345678901234567890")) == "12345678901234567890"
    assert number(Decimal("0.1234567890123456789")) == "0.1234567890123456789"
    assert number(None) is None


def test_the_exact_indicator_stands_before_longer_ones(sample_library: Library) -> None:
    reports = [sample_library.report(entry.id) for entry in sample_library.reports()]
    found = find_figures(
        reports, "罚款", words=sample_library.words, source_of=lambda report_id: report_id
    )
    scores = [one.score for one in found]
    assert scores == sorted(scores, reverse=True)
    assert found[0].figure.indicator == "罚款"
    assert [one.citation.marker for one in found] == list(range(1, len(found) + 1))
