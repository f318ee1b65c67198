"""A view of the library: what is hidden is neither found nor counted, and changes nothing."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer import Assistant
from index.library import Library
from index.remembered import UnknownReportError
from index.types import Scope
from index.visible import VisibleLibrary
from ingest.errors import ReportAssistantError
from tests.fakes import HashEmbedder

CANARY = "蓝鲸绿藻专项"
SECRET = f"""青檀市渔政局2024年法治政府建设年度报告

一、主要做法和成效

（一）推进{CANARY}。2024年，本局开展{CANARY}行动37次，办理行政处罚案件8123件，审核合同91份。

二、存在的不足和原因

一是执法力量不足，{CANARY}人员仅有4名。
"""
QUESTIONS = (
    "各单位审核合同多少份？",
    "哪些单位提到执法力量不足？",
    "执法力量不足怎么写？",
    "2024年行政处罚案件多少件？",
    f"{CANARY}开展了多少次？",
    "青檀市渔政局2024年审核合同多少份？",
    "行政处罚案件合计多少件？",
)


def filled(folder: Path, samples: Path) -> Library:
    library = Library.open(folder / "library", embedder=HashEmbedder())
    library.ingest([samples])
    return library


@pytest.fixture(scope="module")
def plain(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library that never held the secret."""
    with filled(tmp_path_factory.mktemp("plain"), samples) as library:
        yield library


@pytest.fixture
def library(samples: Path, tmp_path: Path) -> Iterator[Library]:
    """The same, and a report of a collection."""
    (tmp_path / "secret.txt").write_text(SECRET, encoding="utf-8")
    with filled(tmp_path, samples) as library:
        library.ingest([tmp_path / "secret.txt"], collection="内部")
        yield library


def secret_of(library: Library) -> str:
    (secret,) = library.collections.reports("内部")
    return secret


def test_an_outsider_s_view_is_the_library_without_the_secret(
    library: Library, plain: Library
) -> None:
    view = VisibleLibrary(library, ())
    assert view.reports() == plain.reports()
    assert view.reports(latest=True) == plain.reports(latest=True)
    assert view.passage_count == plain.passage_count
    for term in ("合同", "行政", "执法", CANARY):
        assert view.frequency(term) == plain.frequency(term)
    for question in QUESTIONS:
        for mode in ("hybrid", "lexical", "dense"):
            seen = [
                (h.report.id, h.passage, h.score, h.similarity)
                for h in view.search(question, limit=50, mode=mode)  # type: ignore[arg-type]
            ]
            would = [
                (h.report.id, h.passage, h.score, h.similarity)
                for h in plain.search(question, limit=50, mode=mode)  # type: ignore[arg-type]
            ]
            assert seen == would, (question, mode)


def test_no_answer_of_an_outsider_tells_that_there_is_a_secret(
    library: Library, plain: Library
) -> None:
    outsider, nobody = Assistant(VisibleLibrary(library, ("别的",))), Assistant(plain)
    member = Assistant(VisibleLibrary(library, ("内部",)))
    for question in QUESTIONS:
        answer = outsider.ask(question)
        assert replace(answer, elapsed_ms=0) == replace(nobody.ask(question), elapsed_ms=0)
    assert "37" in member.ask(f"青檀市渔政局{CANARY}行动开展了多少次？").answer


def test_its_id_opens_nothing(library: Library) -> None:
    secret = secret_of(library)
    view = VisibleLibrary(library, ("别的",))
    with pytest.raises(UnknownReportError) as refused:
        view.report(secret)
    with pytest.raises(UnknownReportError) as unknown:
        view.report("0" * 16)
    assert str(refused.value).replace(secret, "0" * 16) == str(unknown.value)
    assert view.sources(secret) == ()
    assert view.earlier_versions(secret) == ()
    assert view.search(CANARY, scope=Scope(report_ids=frozenset({secret}))) == []
    assert view.search_each(CANARY, [secret]) == {secret: []}
    assert VisibleLibrary(library, ("内部",)).report(secret).text.count(CANARY) == 3


def test_memberships_change_what_is_seen_at_once(library: Library) -> None:
    secret = secret_of(library)
    view = VisibleLibrary(library, ())

    def first() -> str:
        return view.search(CANARY, mode="lexical")[0].report.id

    assert first() != secret
    library.collections.take_out("内部", [secret])
    assert first() == secret
    library.collections.put("内部", [secret])
    assert first() != secret
    assert all(entry.collections == () for entry in view.reports())


def test_a_secret_stays_one_when_its_file_is_corrected_removed_or_moved(
    library: Library, tmp_path: Path
) -> None:
    view = VisibleLibrary(library, ())
    before = view.reports()
    place = tmp_path / "secret.txt"
    place.write_text(SECRET.replace("37次", "38次"), encoding="utf-8")
    (record,) = library.ingest([place])
    assert record.outcome == "updated"
    assert record.report_id in library.collections.reports("内部")
    assert view.reports() == before
    assert record.report_id is not None
    library.remove([record.report_id])
    place.rename(tmp_path / "moved.txt")
    (again,) = library.ingest([tmp_path / "moved.txt"])
    assert again.outcome == "added"
    assert view.reports() == before


def test_a_hidden_edition_stands_before_no_visible_one(library: Library, tmp_path: Path) -> None:
    draft = SECRET.replace("年度报告", "年度报告（征求意见稿）", 1).replace("91份", "90份")
    (tmp_path / "draft.txt").write_text(draft, encoding="utf-8")
    (record,) = library.ingest([tmp_path / "draft.txt"])
    whole = {entry.id: entry for entry in library.reports()}
    seen = {entry.id: entry for entry in VisibleLibrary(library, ()).reports()}
    assert record.report_id is not None
    assert whole[record.report_id].near_duplicate_of == secret_of(library)
    assert seen[record.report_id].near_duplicate_of is None


def test_nothing_can_be_changed_through_a_view(library: Library, tmp_path: Path) -> None:
    view = VisibleLibrary(library, ("内部",))
    revision = library.reports(latest=True)
    for act in (
        lambda: view.ingest([tmp_path]),
        lambda: view.remove([secret_of(library)]),
        lambda: view.correct(secret_of(library), title="另一个"),
        lambda: view.forget_corrections(secret_of(library)),
        lambda: view.collections,
    ):
        with pytest.raises(ReportAssistantError, match="管理员"):
            act()
    assert library.reports(latest=True) == revision


def test_no_method_of_the_library_reaches_past_the_view() -> None:
    """A method that ``Library`` gets one day must be thought through here too."""
    inherited = {
        name
        for name, _ in inspect.getmembers(Library)
        if not name.startswith("_") and name not in vars(VisibleLibrary)
    }
    assert inherited == {"open"}  # opens a folder, sees no view


def test_a_collection_is_removed_only_when_nothing_becomes_everybody_s(library: Library) -> None:
    with pytest.raises(ReportAssistantError, match="还有 1 份"):
        library.collections.remove("内部")
    library.collections.take_out("内部", [secret_of(library)])
    library.collections.remove("内部")
    assert library.collections.names() == ()
    with pytest.raises(ReportAssistantError, match="没有专题"):
        library.collections.reports("内部")


def test_another_process_s_change_is_seen(library: Library, tmp_path: Path) -> None:
    view = VisibleLibrary(library, ())
    assert view.search("合同", mode="lexical")
    with Library.open(tmp_path / "library", embedder=HashEmbedder()) as other:
        hidden = other.reports()[0].id
        other.collections.put("另一个", [hidden])
    assert hidden not in {entry.id for entry in view.reports()}
    assert all(h.report.id != hidden for h in view.search("合同", limit=50, mode="lexical"))
