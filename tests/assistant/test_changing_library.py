"""Questions while reports are removed and replaced: answered from what is there."""

from __future__ import annotations

import random
import threading
from pathlib import Path

import pytest

from assistant import catalogue
from assistant.answer import Assistant
from index.library import Library
from tests.fakes import HashEmbedder
from tests.index.torture.generate import write_reports

QUESTIONS = (
    "审查合同多少份",
    "各单位开展普法活动多少场",
    "哪些单位提到执法力量不足",
    "{unit}存在哪些不足",
)


@pytest.fixture(scope="module")
def files(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files")
    write_reports(samples, folder, 40)
    return folder


def test_a_report_that_goes_in_the_middle_of_a_question(
    files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is gone when it is to be read, and search does not know it yet."""
    with Library.open(tmp_path / "library", embedder=HashEmbedder()) as library:
        library.ingest([files])
        assistant = Assistant(library)
        before = assistant.ask("各单位开展普法活动多少场")
        assert before.table is not None
        gone = next(entry for entry in library.reports() if entry.unit)
        read = Library.report

        def removed_first(self: Library, report_id: str) -> object:
            if gone.id in {entry.id for entry in library.reports(latest=True)}:
                library._store.remove([gone.id])
            return read(self, report_id)

        monkeypatch.setattr(Library, "report", removed_first)
        after = assistant.ask("各单位开展普法活动多少场")
        assert after.table is not None and len(after.table.rows) == len(before.table.rows) - 1
        assert gone.id not in {citation.report_id for citation in after.citations}
        assert gone.id not in {entry.id for entry in library.reports()}, "search follows"


def test_reports_that_go_one_after_the_other_leave_the_answer(
    files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is read, another report goes just before, as if thousands were being replaced."""
    with Library.open(tmp_path / "library", embedder=HashEmbedder()) as library:
        library.ingest([files])
        assistant = Assistant(library)
        read = Library.report

        def removed_first(self: Library, report_id: str) -> object:
            stored = library.reports(latest=True)
            if len(stored) > 20:
                library._store.remove([stored[-1].id])
            return read(self, report_id)

        monkeypatch.setattr(Library, "report", removed_first)
        answer = assistant.ask("各单位开展普法活动多少场")
        assert answer.status == "answered" and answer.table is not None
        assert 20 <= len(answer.table.rows) < 40
        assert all(citation.source for citation in answer.citations)


def test_clients_ask_while_reports_go_and_come(files: Path, tmp_path: Path) -> None:
    failures: list[str] = []
    asked = 0
    over = threading.Event()
    with Library.open(tmp_path / "library", embedder=HashEmbedder()) as library:
        library.ingest([files])
        assistant = Assistant(library)

        def ask(number: int) -> None:
            nonlocal asked
            chance = random.Random(number)
            while not over.is_set():
                entry = chance.choice([entry for entry in library.reports() if entry.unit])
                question = chance.choice(QUESTIONS).format(unit=entry.unit)
                try:
                    answer = assistant.ask(question)
                    assert all(citation.source for citation in answer.citations)
                    asked += 1
                except Exception as error:
                    failures.append(f"{question}: {type(error).__name__}: {error}")

        threads = [threading.Thread(target=ask, args=(number,)) for number in range(3)]
        for thread in threads:
            thread.start()
        chance = random.Random(7)
        for round_ in range(3):
            entries = library.reports()
            for entry in chance.sample(entries, 5):
                library.remove([entry.id])
            changed = files / "000" / f"{round_:05d}.txt"
            text = changed.read_text("utf-8")
            changed.write_text(text.replace("。", f"。另有{round_ + 3}件。", 1), "utf-8")
            library.ingest([files])
        over.set()
        for thread in threads:
            thread.join()
        assert failures == []
        assert asked > len(threads)
        assert len(library.reports()) == 40


def test_ingestion_makes_the_catalogue_before_a_question_needs_it(
    files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = sorted(files.iterdir())
    with Library.open(tmp_path / "library", embedder=HashEmbedder()) as library:
        library.ingest(some[:20])
        assistant = Assistant(library)
        assert assistant.ask("各单位开展普法活动多少场").table is not None
        library.ingest(some[20:])
        made: list[object] = []
        monkeypatch.setattr(catalogue, "build_catalogue", lambda *_, **__: made.append(1))
        table = assistant.ask("各单位开展普法活动多少场").table
        assert table is not None and len(table.rows) == 40 and not made


def test_units_that_did_not_change_are_taken_over_and_nothing_else_differs(
    files: Path, tmp_path: Path
) -> None:
    some = sorted(files.iterdir())
    with Library.open(tmp_path / "library", embedder=HashEmbedder()) as library:
        library.ingest(some[:20])
        known = catalogue.build_catalogue(library.reports())
        library.ingest(some[20:])
        library.remove([known.entries[0].id])
        taken = catalogue.build_catalogue(library.reports(), before=known)
        anew = catalogue.build_catalogue(library.reports())
    assert [_said(unit) for unit in taken.units] == [_said(unit) for unit in anew.units]
    for one, other in ((taken.names, anew.names), (taken.regions, anew.regions)):
        assert list(one.meanings) == list(other.meanings)
    for name, units in taken.names.meanings.items():
        assert [_said(unit) for unit in units] == [_said(u) for u in anew.names.meanings[name]]
    assert any(unit in known.units for unit in taken.units)
    assert known.unit_of(known.entries[0].id) not in taken.units


def _said(unit: catalogue.Unit) -> tuple[object, ...]:
    return unit.name, unit.names, unit.kind, unit.region, unit.reports
