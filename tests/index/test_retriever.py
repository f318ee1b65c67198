from __future__ import annotations

from pathlib import Path

from index.library import Library
from index.retriever import ReportRetriever


def test_documents_are_bare_slices_with_their_place(library: Library, folder: Path) -> None:
    library.ingest([folder])
    documents = ReportRetriever(library=library, limit=4).invoke("审核合同多少件")
    assert len(documents) == 4
    for document in documents:
        place = document.metadata
        text = library.report(place["report_id"]).text
        assert document.page_content == text[place["start"] : place["end"]]
    assert documents[0].metadata["score"] >= documents[-1].metadata["score"]


def test_filters_become_reports(library: Library, folder: Path) -> None:
    library.ingest([folder])

    def units(**filters: object) -> set[tuple[str, int]]:
        found = ReportRetriever(library=library, limit=50, **filters).invoke("合同执法普法")
        return {(each.metadata["unit"], each.metadata["year"]) for each in found}

    assert units(units=("石街道",), years=(2024,)) == {("青石街道", 2024)}  # by alias
    assert units(years=(2024,)) == {("青石街道", 2024), ("白水区城管委", 2024)}
    assert units(units=("没有的单位",)) == set()
    assert units(regions=("没有的省",)) == set()
    assert units(roles=("plan",)) == {("白水区城管委", 2024)}
