"""What search finds, and what it must not find."""

from __future__ import annotations

from pathlib import Path

from index.library import Library
from index.types import Scope
from tests.fakes import HashEmbedder
from tests.index.conftest import read_plain


def test_scope_is_never_widened(library: Library, folder: Path) -> None:
    library.ingest([folder])
    ids = {entry.unit: entry.id for entry in library.reports()}
    inside = Scope(report_ids=frozenset({ids["白水区城管委"]}))
    for mode in ("hybrid", "lexical", "dense"):
        found = library.search("审核合同", scope=inside, mode=mode, limit=50)
        assert found and {hit.report.id for hit in found} == {ids["白水区城管委"]}
        assert library.search("审核合同", scope=Scope(report_ids=frozenset()), mode=mode) == []
        assert library.search("审核", scope=Scope(roles=frozenset({"leader"})), mode=mode) == []
    roles = library.search("执法", scope=Scope(roles=frozenset({"problems"})), limit=50)
    assert {hit.report.sections[hit.passage.section].role for hit in roles} == {"problems"}


def test_hits_are_ordered_slices_of_their_reports(library: Library, folder: Path) -> None:
    library.ingest([folder])
    hits = library.search("审核合同多少件", limit=50)
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(hit.text in hit.report.text for hit in hits)
    assert library.search("审核合同多少件", limit=2) == hits[:2]


def test_search_each_looks_inside_every_report(library: Library, folder: Path) -> None:
    library.ingest([folder])
    ids = [entry.id for entry in library.reports()]
    found = library.search_each("审核合同多少件", [*ids, "unknown"], limit=1)
    assert [len(found[one]) for one in ids] == [1, 1, 1] and found["unknown"] == []
    assert all("合同" in found[one][0].text for one in ids)
    assert all(found[one][0].report.id == one and found[one][0].rank == 1 for one in ids)
    assert library.search_each("审核合同", []) == {}
    problems = library.search_each("执法", ids, roles={"problems"})
    assert [len(problems[one]) for one in ids].count(0) == 1


def test_an_empty_library_answers_with_nothing(library: Library) -> None:
    assert library.reports() == () and library.passage_count == 0
    for mode in ("hybrid", "lexical", "dense"):
        assert library.search("审核合同", mode=mode) == []
    assert library.search_each("审核合同", ["x"]) == {"x": []}
    assert library.frequency("合同") == 0.0
    assert library.search("") == []


def test_frequency_is_the_share_of_passages(library: Library, folder: Path) -> None:
    library.ingest([folder])
    count = library.passage_count
    assert library.frequency("行政复议") == 1 / count
    assert library.frequency("审核合同") == 3 / count
    assert library.frequency("。") == 0.0


def test_another_model_embeds_anew(tmp_path: Path, folder: Path, embedder: HashEmbedder) -> None:
    place = tmp_path / "library"
    with Library.open(place, embedder=embedder, reader=read_plain) as library:
        library.ingest([folder])
    other = HashEmbedder("hash-32", 32)
    with Library.open(place, embedder=other) as library:
        assert library.reports() and other.passages_embedded == 0
        assert "行政复议" in library.search("行政复议案件3件", mode="dense", limit=1)[0].text
        assert other.passages_embedded == library.passage_count
    again = HashEmbedder("hash-32", 32)
    with Library.open(place, embedder=again) as library:
        assert library.search("行政复议案件3件", mode="dense")
        assert again.passages_embedded == 0


def test_reading_commands_do_not_embed(tmp_path: Path, folder: Path) -> None:
    class Silent(HashEmbedder):
        def embed_query(self, text: str):  # type: ignore[no-untyped-def]
            raise AssertionError("the model was asked")

    with Library.open(tmp_path / "library", embedder=Silent(), reader=read_plain) as library:
        library.ingest([folder])
        entry = library.reports()[0]
        assert library.report(entry.id).title and library.sources(entry.id)
        assert library.search("合同", mode="lexical") and library.frequency("合同")
