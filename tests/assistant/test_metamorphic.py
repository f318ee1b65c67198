"""Answers follow the texts: change both in a known way, and the answer changes so.

Each relation takes the rows that are answered right on the texts as they are. Two things are
asserted: no row turns into a wrong figure or statement, and (nearly) all stay right. The counts
and every row that did not follow are printed (``pytest -rP``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import pytest

from assistant.types import Answer
from eval.normalise import contains, normalise
from eval.types import Case
from tests.assistant.conftest import Basis
from tests.assistant.frames import FRAMES
from tests.assistant.rows import STATING, Fate, Tally, open_desk
from tests.assistant.transform import (
    Change,
    change_case,
    delete_statements,
    invented_names,
    renaming,
    renumber,
    reorder_sections,
    shift_years,
    stems_of,
)

RIGHT = 0.85  # share of rows that are answered right on the texts as they are
SAME = 0.95  # share of rows that must stay right
REFUSED = 0.9  # of rows whose sentence was taken out; the rest quote a sentence beside the point
ROUNDS = 4  # of deletion: a row's neighbours in the report mostly stay


def ask_again(
    basis: Basis, relation: str, reports: Mapping[str, str], cases: Sequence[Case]
) -> Tally:
    """Asks changed questions of changed reports."""
    tally = Tally(relation=f"{basis.corpus.name}, {relation}")
    with open_desk(reports, basis.place(), basis.embedder) as desk:
        for case in desk.fitting(cases):
            answer = desk.ask(case)
            tally.add(case, desk.fate(case, answer), answer)
    print(tally)
    return tally


def assert_followed(tally: Tally, rows: int) -> None:
    assert len(tally.fates) >= rows, "the change left too few rows to say anything"
    assert tally.named("wrong") == []
    assert tally.share("same") >= SAME


def names_of(basis: Basis) -> dict[str, str]:
    entries = basis.desk.library.reports()
    stems = stems_of([e.unit for e in entries], [e.region for e in entries])
    texts = [*basis.corpus.reports.values(), *(c.question for c in basis.corpus.cases)]
    return invented_names(stems, texts)


def changed_reports(basis: Basis, change: Change) -> dict[str, str]:
    changed = {name: change(text) for name, text in basis.corpus.reports.items()}
    assert changed != dict(basis.corpus.reports)
    return changed


def slipped(answer: Answer) -> bool:
    """A question with a misspelt name: the slip does not follow the new name."""
    return any("按库中名称" in note for note in answer.notes)


def test_most_rows_are_right_to_begin_with(basis: Basis) -> None:
    """Else the relations below would hold of nearly nothing."""
    assert len(basis.right) >= RIGHT * len(basis.corpus.cases)


def test_new_names_of_units_and_regions(basis: Basis) -> None:
    change = renaming(names_of(basis))
    cases = [change_case(c, change) for c in basis.cases if not slipped(basis.right[c.id])]
    assert (
        sum(1 for c in cases if any(name in c.question for name in names_of(basis).values())) >= 20
    )
    tally = ask_again(basis, "names", changed_reports(basis, change), cases)
    assert_followed(tally, len(cases) * 9 // 10)


def test_years_shifted_by_three(basis: Basis) -> None:
    cases = [change_case(c, shift_years) for c in basis.cases]
    tally = ask_again(basis, "years", changed_reports(basis, shift_years), cases)
    assert_followed(tally, len(cases) * 9 // 10)


def test_other_numbers(basis: Basis) -> None:
    cases = [_renumbered(c) for c in basis.cases if renumber(c.question) == c.question]
    stating = [c for c in cases if any(re.search("[0-9]", w) for g in c.expected for w in g)]
    tally = ask_again(basis, "numbers", changed_reports(basis, renumber), stating)
    assert_followed(tally, len(stating) * 8 // 10)


def _renumbered(case: Case) -> Case:
    """The row with its new figures; groups of computed ones, which no report states, left out."""
    quotes = [normalise(e.quote) for e in case.evidence]

    def kept(group: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(
            w
            for w in group
            if not re.search("[0-9]", w)
            or (renumber(w) != w and any(contains(q, normalise(w)) for q in quotes))
        )

    groups = tuple(group for group in map(kept, case.expected) if group)
    return change_case(replace(case, expected=groups), renumber)


def test_sections_in_another_order(basis: Basis) -> None:
    reports = changed_reports(basis, reorder_sections)
    assert_followed(ask_again(basis, "order", reports, basis.cases), len(basis.cases))


def test_no_answer_without_its_sentence(basis: Basis) -> None:
    """Every sentence that states the answer is taken out of its report: nothing may stand in."""
    rows = [c for c in basis.cases if c.category in STATING and c.evidence and _one_report(c)]
    tally = Tally(relation=f"{basis.corpus.name}, deletion")
    for turn in range(ROUNDS):
        gone = rows[turn::ROUNDS]
        with open_desk(_without(basis, gone), basis.place(), basis.embedder) as desk:
            for case in gone:
                answer = desk.ask(case)
                if not _stated_elsewhere(case, answer):
                    tally.add(case, _fate_without(case, answer), answer, wanted="refused")
    print(tally)
    assert len(tally.fates) >= len(rows) * 8 // 10
    assert tally.named("wrong") == []
    assert tally.share("refused") >= REFUSED


def _one_report(case: Case) -> bool:
    return len({e.source for e in case.evidence}) == 1


def _without(basis: Basis, rows: Sequence[Case]) -> dict[str, str]:
    reports = dict(basis.corpus.reports)
    for case in rows:
        source = case.evidence[0].source
        words = [*(e.quote for e in case.evidence), *(w for g in case.expected for w in g)]
        reports[source] = delete_statements(reports[source], words)
    return reports


def _stated_elsewhere(case: Case, answer: Answer) -> bool:
    """Another report, or other words of the same one, still prove all that was expected."""
    quotes = [normalise(c.quote) for c in answer.citations]
    return bool(quotes) and all(
        any(contains(quote, normalise(word)) for word in group for quote in quotes)
        for group in case.expected
    )


def _fate_without(case: Case, answer: Answer) -> Fate:
    """A figure in place of the one taken out is wrong, unless it is said to be a planned one; a
    sentence in place of another is a poor answer."""
    if answer.status == "refused":
        return "refused"
    planned = any("计划数" in note for note in answer.notes)
    return "wrong" if case.category == "number" and not planned else "incomplete"


def test_an_unknown_neighbour_is_refused(basis: Basis) -> None:
    """The questions are renamed, the reports are not: no report of another unit may answer."""
    rename = renaming(names_of(basis))
    tally = Tally(relation=f"{basis.corpus.name}, unknown unit")
    for case in (c for c in basis.cases if c.category in STATING and not c.history):
        asked = replace(case, question=rename(case.question))
        if asked.question != case.question:
            answer = basis.desk.ask(asked)
            fate: Fate = "refused" if answer.status == "refused" else "wrong"
            tally.add(asked, fate, answer, wanted="refused")
    print(tally)
    assert len(tally.fates) >= 15
    assert tally.named("wrong") == []


def test_a_neighbour_that_looks_alike_changes_nothing(basis: Basis) -> None:
    """Beside each report its twin: another unit and region, one character away, other numbers."""
    names = names_of(basis)
    rename = renaming(names)
    twins = {f"twins/twin-{n}": renumber(rename(t)) for n, t in basis.corpus.reports.items()}
    cases = [c for c in basis.cases if _names_its_unit(c, rename) and not _counts_all(c, basis)]
    tally = Tally(relation=f"{basis.corpus.name}, look-alike")
    with open_desk({**basis.corpus.reports, **twins}, basis.place(), basis.embedder) as desk:
        for case in cases:
            answer = desk.ask(case)
            cited = any(c.source.startswith("twins/") for c in answer.citations)
            fate = "wrong" if cited else desk.fate(case, answer)
            tally.add(case, fate, answer)
    print(tally)
    assert_followed(tally, 20)


def _names_its_unit(case: Case, rename: Callable[[str], str]) -> bool:
    return any(rename(q) != q for q in (case.question, *case.history)) and (
        rename(case.question) != case.question or not re.search("各单位|哪些", case.question)
    )


def _counts_all(case: Case, basis: Basis) -> bool:
    """A share of all reports changes when reports come in."""
    count = len(basis.corpus.reports)
    return any(word.endswith(f"/{count}") for group in case.expected for word in group)


@pytest.mark.parametrize("frame", FRAMES)
def test_the_same_question_in_other_words(basis: Basis, frame: str) -> None:
    reworded = [replace(c, question=FRAMES[frame](c.question)) for c in basis.cases]
    tally = Tally(relation=f"{basis.corpus.name}, {frame}")
    for before, case in zip(basis.cases, reworded, strict=True):
        if case.question != before.question:
            answer = basis.desk.ask(case)
            tally.add(case, basis.desk.fate(case, answer), answer)
    print(tally)
    assert tally.fates
    assert tally.named("wrong") == []
    assert tally.share("same") >= SAME
