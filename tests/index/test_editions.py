"""Near-duplicates and corrections: what the catalogue says of them and what is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.library import Library
from ingest.report import read_file
from tests.fakes import HashEmbedder
from tests.index.torture.scenario import text_of

UNIT = "望川县青禾镇人民政府"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    return folder


@pytest.fixture
def library(tmp_path: Path):  # type: ignore[no-untyped-def]
    with Library.open(tmp_path / "library", embedder=HashEmbedder()) as opened:
        yield opened


def marks(library: Library) -> dict[str, str | None]:
    """Source → source of the report that counts in its place."""
    names = {entry.id: entry.sources[0] for entry in library.reports()}
    return {
        names[entry.id]: names[entry.near_duplicate_of] if entry.near_duplicate_of else None
        for entry in library.reports()
    }


def write(files: Path, **texts: str) -> None:
    for name, text in texts.items():
        (files / f"{name}.txt").write_text(text, "utf-8")


def test_two_editions_of_one_report_are_marked(files: Path, library: Library) -> None:
    final = text_of(1, UNIT, 2024)
    draft = final.replace("年度报告", "年度报告（征求意见稿）", 1)
    write(files, final=final, draft=draft.replace("覆盖不够", "覆盖还不够"))
    library.ingest([files / "draft.txt"])
    assert marks(library) == {"draft.txt": None}
    library.ingest([files])  # the final comes later and counts all the same
    assert marks(library) == {"draft.txt": "final.txt", "final.txt": None}
    library.remove([e.id for e in library.reports() if e.sources == ("final.txt",)])
    assert marks(library) == {"draft.txt": None}


def test_look_alikes_of_another_unit_or_year_are_not(files: Path, library: Library) -> None:
    write(
        files,
        a=text_of(1, UNIT, 2024),
        b=text_of(1, UNIT, 2023),
        c=text_of(1, "望川县白石镇人民政府", 2024),
    )
    library.ingest([files])
    assert set(marks(library).values()) == {None}


def test_a_corrected_file_keeps_what_it_said(files: Path, library: Library) -> None:
    texts = [text_of(number, UNIT, 2024) for number in (1, 2, 3)]
    ids = []
    for text in texts:
        write(files, a=text)
        ids.append(library.ingest([files])[0].report_id)
    (entry,) = library.reports()
    assert entry.id == ids[-1] and entry.earlier_versions == 2
    earlier = library.earlier_versions(entry.id)
    assert [version.version for version in earlier] == ids[:2]
    assert [version.text for version in earlier] == [
        read_file("a.txt", text.encode()).report.text for text in texts[:2]
    ]
    assert all(v.source == "a.txt" and v.stored and v.superseded for v in earlier)
    assert all(hit.report.id == entry.id for hit in library.search("审查合同", limit=50))
    library.remove([entry.id])
    assert library.earlier_versions(entry.id) == ()


def test_a_correction_that_is_taken_back_is_on_record(files: Path, library: Library) -> None:
    for number in (1, 2, 1):
        write(files, a=text_of(number, UNIT, 2024))
        library.ingest([files])
    (entry,) = library.reports()
    first, second = library.earlier_versions(entry.id)
    assert first.version == entry.id != second.version


def test_another_source_keeps_the_report_and_nothing_is_superseded(
    files: Path, library: Library
) -> None:
    write(files, a=text_of(1, UNIT, 2024), b=text_of(1, UNIT, 2024))
    library.ingest([files])
    write(files, a=text_of(2, "望川县白石镇人民政府", 2024))
    library.ingest([files])
    assert sorted((e.sources, e.earlier_versions) for e in library.reports()) == [
        (("a.txt",), 0),
        (("b.txt",), 0),
    ]


def test_newer_reading_rules_are_no_correction(
    files: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(files, a=text_of(1, UNIT, 2024))
    library.ingest([files])
    write(files, a=text_of(2, UNIT, 2024))
    library.ingest([files])
    monkeypatch.setattr("index.ingestion.READER_VERSION", 10_000)
    library.ingest([files])
    (entry,) = library.reports()
    assert entry.earlier_versions == 1
