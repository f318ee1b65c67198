"""A folder of reports with its question set, asked and graded as one piece."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from assistant.answer import Assistant
from assistant.types import Answer
from eval.cases import parse_case
from eval.catalogue import Catalogue
from eval.check import check_cases
from eval.grade import grade
from eval.predictions import parse_prediction, record_answer
from eval.types import Case
from index.embed import Embedder
from index.library import Library

Fate = Literal["same", "refused", "incomplete", "wrong"]
FIGURE_CATEGORIES = ("number", "conflict", "followup")
STATING = ("number", "fact", "negative")


@dataclass(frozen=True, kw_only=True)
class Corpus:
    """Reports by file name, and questions over them."""

    name: str
    reports: Mapping[str, str]
    cases: tuple[Case, ...]


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A library of a corpus with an assistant at it."""

    library: Library
    assistant: Assistant
    catalogue: Catalogue

    def ask(self, case: Case) -> Answer:
        return self.assistant.ask(case.question, case.history)

    def fate(self, case: Case, answer: Answer) -> Fate:
        """What became of a row; "wrong" is a figure or statement that is not the one asked for."""
        record = json.loads(json.dumps(record_answer(case.id, answer)))
        result = grade(case, parse_prediction(record), self.catalogue.index, self.catalogue.text)
        if result.right:
            return "same"
        if answer.status == "refused":
            return "refused"
        stated = case.category in (*FIGURE_CATEGORIES, *STATING)
        # A comparison or a list with a cell too few is poor, one with a forbidden value is wrong.
        misstated = result.missed if stated else ()
        wrong = case.refuse or misstated or result.forbidden_found
        return "wrong" if wrong else "incomplete"

    def fitting(self, cases: Sequence[Case]) -> tuple[Case, ...]:
        """Rows whose evidence stands in the reports: a change may not part the two."""
        problems = check_cases(cases, self.catalogue)
        unfit = {p.id for p in problems if p.kind in ("quote", "source")}
        return tuple(case for case in cases if case.id not in unfit)


@dataclass(kw_only=True)
class Tally:
    """Fates of the rows of one relation."""

    relation: str
    fates: dict[str, Fate] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)

    def add(self, case: Case, fate: Fate, answer: Answer, wanted: Fate = "same") -> None:
        self.fates[case.id] = fate
        if fate != wanted:
            self.told[case.id] = f"{case.id} {fate}: {case.question} → {answer.answer[:160]!r}"

    def share(self, fate: Fate) -> float:
        return sum(1 for f in self.fates.values() if f == fate) / max(1, len(self.fates))

    def named(self, fate: Fate) -> list[str]:
        return [self.told.get(name, name) for name, f in self.fates.items() if f == fate]

    def __str__(self) -> str:
        counts = dict(Counter(self.fates.values()))
        lines = [f"{self.relation}: {len(self.fates)} rows, {counts}", *self.told.values()]
        return "\n  ".join(lines)


def read_corpus(name: str, folder: Path, test_set: Path) -> Corpus:
    """Texts as they lie in the folder."""
    reports = {p.name: p.read_text(encoding="utf-8-sig") for p in sorted(folder.glob("*.txt"))}
    return Corpus(name=name, reports=reports, cases=_cases(test_set))


def _cases(path: Path) -> tuple[Case, ...]:
    # Not read_test_set: its check is against a library, and here that is a changed one.
    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    parsed = [parse_case(json.loads(line), row) for row, line in enumerate(lines, start=1)]
    assert [problem for _, problems in parsed for problem in problems] == []
    return tuple(case for case, _ in parsed if case is not None)


@contextmanager
def open_desk(
    reports: Mapping[str, str], place: Path, embedder: Callable[[], Embedder]
) -> Iterator[Desk]:
    """A library of these texts, made in ``place``."""
    folder = place / "reports"
    for name, text in reports.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    with Library.open(place / "library", embedder=embedder()) as library:
        records = library.ingest([folder])
        assert [r.source for r in records if r.outcome != "added"] == []
        yield Desk(library=library, assistant=Assistant(library), catalogue=Catalogue.of(library))
