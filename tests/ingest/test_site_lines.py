"""What the pages of a site repeat around their articles is learned, and nothing else goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.library import Library
from ingest.report import read_file
from ingest.site_lines import FEWEST, repeated, without
from tests.fakes import HashEmbedder
from tests.ingest import material

UNITS = ("统计局", "司法局", "民政局", "水务局")
ABOVE = "望澜发布厅·记录望澜每一天"
BELOW = ("望澜融媒", "阳光望澜·你我同行", "办事大厅导航图")


def lines_of(unit: str, *, year: int = 2024) -> list[str]:
    name = f"海川市望澜区{unit}"
    return [
        *material.lines(
            f"{name}{year}年度法治政府建设情况报告", unit=f"望澜区{unit}", year=f"{year}年"
        ),
        name,
        f"{year + 1}年1月12日",
    ]


def page(unit: str, *, signed: bool = True) -> str:
    """A page of the site, its own lines in blocks that no extractor tells from the article's."""
    lines = lines_of(unit)
    title, body = lines[0], lines[1:] if signed else lines[1:-2]
    inside = "".join(f"<p>{line}</p>" for line in ("中共望澜区委：", ABOVE, *body, *BELOW))
    return f"<html><body><h1>{title}</h1><div>{inside}</div></body></html>"


def text_of(page_text: str) -> str:
    return read_file("a.html", page_text.encode()).report.text


def test_lines_of_the_site_are_told_and_the_reports_own_stay() -> None:
    texts = [text_of(page(unit)) for unit in UNITS]
    assert all(ABOVE in text and BELOW[0] in text for text in texts)
    site = repeated(texts)
    assert site == {ABOVE, *BELOW}
    for unit, text in zip(UNITS, texts, strict=True):
        kept, gone = without(text, site)
        expected = lines_of(unit)
        assert kept.split("\n") == [expected[0], "中共望澜区委：", *expected[1:]]
        assert gone == (ABOVE, *BELOW)


def test_few_pages_or_the_same_page_thrice_tell_nothing() -> None:
    assert not repeated([text_of(page(unit)) for unit in UNITS[: FEWEST - 1]])
    assert not repeated([text_of(page(UNITS[0]))] * 5)


def test_reports_of_one_unit_lose_nothing() -> None:
    """Headings, signature, addressee, notes and set phrases stand in every year's report."""
    texts = [
        "\n".join(
            [
                f"望澜区统计局{year}年度法治政府建设情况报告",
                "（此件公开发布）",
                "区委全面依法治区委员会办公室：",
                *lines_of("统计局", year=year)[1:],
                "抄送：区司法局",
                "附件：统计表",
                "望澜区统计局办公室",
            ]
        )
        for year in range(2018, 2025)
    ]
    assert repeated(texts) == frozenset()


def test_a_line_that_stands_in_a_text_is_no_line_of_the_site() -> None:
    texts = [text_of(page(unit)) for unit in UNITS]
    body = texts[0].split("\n")
    body.insert(6, BELOW[1])
    assert BELOW[1] not in repeated(["\n".join(body), *texts[1:]])


def test_without_a_date_only_the_end_goes() -> None:
    texts = [text_of(page(unit, signed=False)) for unit in UNITS]
    site = repeated(texts)
    kept, gone = without(texts[0], site)
    assert gone == (ABOVE, *BELOW)
    assert without(kept + "\n望澜融媒\n自己的一行", site)[0] == kept + "\n望澜融媒\n自己的一行"


@pytest.mark.parametrize("packed", [False, True])
def test_a_folder_of_pages_is_read_without_them(tmp_path: Path, *, packed: bool) -> None:
    pages = tmp_path / "网页"
    pages.mkdir()
    for unit in UNITS:
        (pages / f"{unit}.html").write_text(page(unit), "utf-8")
    (pages / "别的.txt").write_text("\n".join(lines_of("财政局")), "utf-8")
    given = pages
    if packed:
        import zipfile

        given = tmp_path / "网页.zip"
        with zipfile.ZipFile(given, "w") as archive:
            for path in sorted(pages.iterdir()):
                archive.write(path, path.name)
    with Library.open(tmp_path / "库", embedder=HashEmbedder()) as library:
        records = library.ingest([given])
        assert {record.outcome for record in records} == {"added"}
        texts = {entry.unit: library.report(entry.id).text for entry in library.reports()}
        for text in texts.values():
            assert ABOVE not in text and not any(line in text for line in BELOW)
        assert "望澜区统计局" in "".join(texts) and len(texts) == 5


def test_what_is_stored_does_not_change_when_more_pages_come(tmp_path: Path) -> None:
    pages = tmp_path / "网页"
    pages.mkdir()
    with Library.open(tmp_path / "库", embedder=HashEmbedder()) as library:
        for unit in UNITS[:2]:
            (pages / f"{unit}.html").write_text(page(unit), "utf-8")
        first = library.ingest([pages])
        for unit in UNITS[2:]:
            (pages / f"{unit}.html").write_text(page(unit), "utf-8")
        records = {record.source: record for record in library.ingest([pages])}
        for record in first:
            assert records[record.source].outcome == "unchanged"
            assert ABOVE in library.report(record.report_id or "").text
        for unit in UNITS[2:]:
            report = library.report(records[f"{unit}.html"].report_id or "")
            assert ABOVE not in report.text and "中共望澜区委：" in report.text
