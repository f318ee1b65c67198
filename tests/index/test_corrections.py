"""What is corrected by hand: applied, kept, told, and found by search."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from index.backup import back_up
from index.checkup import check_library
from index.library import Library
from index.remembered import UnknownReportError
from index.repair import rebuild
from index.restore import restore
from ingest.errors import ReportAssistantError
from tests.fakes import HashEmbedder
from tests.index.conftest import outcomes, read_plain


def id_of(library: Library, source: str) -> str:
    return next(entry.id for entry in library.reports() if source in entry.sources)


def told(library: Library, source: str) -> tuple[Any, ...]:
    entry = next(entry for entry in library.reports() if source in entry.sources)
    return entry.unit, entry.year, entry.corrected


@pytest.fixture
def corrected(library: Library, folder: Path) -> Library:
    """a.txt says 青石街道 of 2023; somebody knew better."""
    library.ingest([folder])
    library.correct(id_of(library, "a.txt"), unit="槐汀街道", year=2022)
    return library


def test_a_correction_is_applied_everywhere(corrected: Library, tmp_path: Path) -> None:
    report_id = id_of(corrected, "a.txt")
    assert told(corrected, "a.txt") == ("槐汀街道", 2022, ("unit", "year"))
    report = corrected.report(report_id)
    assert (report.unit, report.year, report.id) == ("槐汀街道", 2022, report_id)
    assert told(corrected, "b.txt") == ("青石街道", 2024, ())
    for mode in ("lexical", "dense", "hybrid"):
        hits = corrected.search("槐汀街道 2022年 审核合同", mode=mode, limit=50)
        assert hits[0].report == report
        assert all(hit.report.text[hit.passage.start :].startswith(hit.text) for hit in hits)
        assert len(hits) == corrected.passage_count or mode == "lexical"
    assert all(check.ok for check in check_library(tmp_path / "资料库", HashEmbedder()))


def test_every_field_can_be_corrected_and_made_unknown(library: Library, folder: Path) -> None:
    library.ingest([folder])
    report_id = id_of(library, "a.txt")
    entry = library.correct(
        report_id,
        title=" 槐汀街道2022年度总结 ",
        unit="槐汀街道",
        aliases=["槐汀", "槐汀", "槐汀街办"],
        region=("海川市", "望澜区"),
        year=2022,
        genre="部门年度总结",
    )
    assert entry in library.reports()
    assert entry.title == "槐汀街道2022年度总结"
    assert (entry.unit, entry.year, entry.genre) == ("槐汀街道", 2022, "部门年度总结")
    assert (entry.aliases, entry.region) == (("槐汀", "槐汀街办"), ("海川市", "望澜区"))
    assert entry.corrected == ("title", "unit", "aliases", "region", "year", "genre")
    entry = library.correct(report_id, unit=None, aliases=None, region=None, year=None, genre=None)
    assert (entry.unit, entry.year, entry.aliases, entry.region) == (None, None, (), ())
    assert "genre" not in entry.corrected, "reading found none either"


def test_what_reading_found_comes_back(corrected: Library, embedder: HashEmbedder) -> None:
    report_id = id_of(corrected, "a.txt")
    before = corrected.search("审核合同", limit=50)
    assert corrected.correct(report_id, year=2023).corrected == ("unit",)
    assert told(corrected, "a.txt") == ("槐汀街道", 2023, ("unit",))
    assert corrected.forget_corrections(report_id).corrected == ()
    assert told(corrected, "a.txt") == ("青石街道", 2023, ())
    assert len(corrected.search("审核合同", limit=50)) == len(before)
    embedded = embedder.passages_embedded
    corrected.forget_corrections(report_id)
    corrected.correct(report_id, unit="青石街道")
    assert embedder.passages_embedded == embedded, "what changes nothing costs nothing"


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"title": None}, "标题"),
        ({"title": "  "}, "标题"),
        ({"unit": ""}, "单位"),
        ({"unit": "甲\n乙"}, "单位"),
        ({"unit": "长" * 301}, "单位"),
        ({"genre": "\udc80"}, "类型"),
        ({"aliases": "槐汀"}, "别称"),
        ({"aliases": ["槐汀", ""]}, "别称"),
        ({"region": [3]}, "地区"),
        ({"year": 24}, "年度"),
        ({"year": True}, "年度"),
        ({"year": "2024"}, "年度"),
    ],
)
def test_a_bad_value_changes_nothing(
    corrected: Library, fields: dict[str, Any], named: str
) -> None:
    before = corrected.reports()
    with pytest.raises(ReportAssistantError, match=f"{named}不能是.*应为"):
        corrected.correct(id_of(corrected, "a.txt"), **{"genre": "总结", **fields})
    assert corrected.reports() == before


def test_an_unknown_report_is_told(corrected: Library) -> None:
    with pytest.raises(UnknownReportError, match="nothing-such"):
        corrected.correct("nothing-such", unit="槐汀街道")
    with pytest.raises(UnknownReportError):
        corrected.forget_corrections("nothing-such")


def test_it_stays_when_the_file_is_taken_in_again(
    corrected: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert outcomes(corrected, folder)["a.txt"] == "unchanged"
    assert told(corrected, "a.txt") == ("槐汀街道", 2022, ("unit", "year"))
    (folder / "a.txt").write_text("青石街道|2021\n#measures\n全年审核合同52件。\n", "utf-8")
    assert outcomes(corrected, folder)["a.txt"] == "updated"
    assert told(corrected, "a.txt") == ("槐汀街道", 2022, ("unit", "year"))
    monkeypatch.setattr("index.ingestion.READER_VERSION", 10_000)
    assert outcomes(corrected, folder)["a.txt"] == "updated"
    assert told(corrected, "a.txt") == ("槐汀街道", 2022, ("unit", "year"))
    hit = corrected.search("槐汀街道 2022年 审核合同52件", limit=1)[0]
    assert (hit.report.unit, hit.report.year) == ("槐汀街道", 2022)
    corrected.forget_corrections(id_of(corrected, "a.txt"))
    assert told(corrected, "a.txt") == ("青石街道", 2021, ()), "as the new content has it"


def test_a_copy_of_another_report_has_that_ones_corrections(
    corrected: Library, folder: Path
) -> None:
    corrected.correct(id_of(corrected, "b.txt"), year=2020)
    (folder / "a.txt").write_bytes((folder / "b.txt").read_bytes())
    assert outcomes(corrected, folder)["a.txt"] == "updated"
    assert told(corrected, "a.txt") == ("青石街道", 2020, ("year",))


def test_a_removed_report_comes_back_as_reading_finds_it(corrected: Library, folder: Path) -> None:
    corrected.remove([id_of(corrected, "a.txt")])
    assert outcomes(corrected, folder)["a.txt"] == "added"
    assert told(corrected, "a.txt") == ("青石街道", 2023, ())


def test_look_alikes_are_judged_by_what_is_corrected(library: Library, tmp_path: Path) -> None:
    lines = "".join(f"全年第{number}项工作完成{number * 7}件。\n" for number in range(40))
    for name, year in (("draft", 2023), ("final", 2024)):
        text = f"青石街道|{year}\n#measures\n{lines}"
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    library.ingest([tmp_path / "draft.txt", tmp_path / "final.txt"])
    draft = id_of(library, "draft.txt")

    def marked() -> int:
        return sum(entry.near_duplicate_of is not None for entry in library.reports())

    assert marked() == 0
    library.correct(draft, year=2024)
    assert marked() == 1
    library.correct(draft, year=None)
    assert marked() == 0


def test_it_survives_backup_and_restore(corrected: Library, tmp_path: Path) -> None:
    expected = corrected.reports()
    back_up(tmp_path / "资料库", tmp_path / "b.zip")
    restore(tmp_path / "b.zip", tmp_path / "new")
    with Library.open(tmp_path / "new", embedder=HashEmbedder()) as restored:
        assert restored.reports() == expected
        assert restored.forget_corrections(id_of(restored, "a.txt")).unit == "青石街道"


def test_a_damaged_correction_is_noticed_and_dropped(
    tmp_path: Path, folder: Path, embedder: HashEmbedder
) -> None:
    place = tmp_path / "资料库"
    with Library.open(place, embedder=embedder, reader=read_plain) as library:
        library.ingest([folder])
        report_id = id_of(library, "a.txt")
        library.correct(report_id, unit="槐汀街道")
    connection = sqlite3.connect(place / "library.sqlite3")
    connection.execute("UPDATE corrections SET value = replace(value, '槐', '淮')")
    connection.commit()
    connection.close()
    failed = {check.check for check in check_library(place, embedder) if not check.ok}
    assert failed == {"报告"}
    assert report_id in rebuild(place, embedder)
    with Library.open(place, embedder=embedder, reader=read_plain) as library:
        with pytest.raises(ReportAssistantError, match="人工更正"):
            library.correct(report_id, year=2020)
        library.ingest([folder])
        assert told(library, "a.txt") == ("青石街道", 2023, ())
    assert all(check.ok for check in check_library(place, embedder))
