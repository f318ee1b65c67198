"""Comparisons, lists, wording and follow-ups follow the texts, one report at a time.

``test_metamorphic`` changes all reports at once. Here some change and the others do not: what is
said of the others must stay, and of those that went nothing may stand in.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace

import pytest

from assistant.compare import NOT_STATED
from assistant.types import Answer
from eval.normalise import contains, normalise
from eval.types import Case
from tests.assistant.conftest import Basis
from tests.assistant.rows import Desk, Fate, Tally, open_desk
from tests.assistant.test_metamorphic import SAME, assert_followed, slipped
from tests.assistant.transform import delete_statements, renumber

ROUNDS = 4  # every report is in one of them
Quarters = list[tuple[frozenset[str], Desk]]
_MARKERS = re.compile(r"\[[0-9]+\]")
_SHARE = re.compile(r"([0-9]+)/([0-9]+)")


def of_kind(basis: Basis, *kinds: str) -> list[tuple[Case, Answer]]:
    """Rows answered right that are answered in one of these ways."""
    rows = [(case, basis.right[case.id]) for case in basis.cases]
    return [(case, answer) for case, answer in rows if answer.kind in kinds]


def rounds(basis: Basis) -> Iterator[frozenset[str]]:
    """A quarter of the reports each time."""
    names = sorted(basis.corpus.reports)
    for turn in range(min(ROUNDS, len(names))):
        yield frozenset(names[turn::ROUNDS])


def sources(answer: Answer, marked: str) -> set[str]:
    """The files that the markers in a text cite."""
    cited = {f"[{c.marker}]": c.source.rpartition("/")[2] for c in answer.citations}
    return {cited[marker] for marker in _MARKERS.findall(marked)}


def bare(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(_MARKERS.sub("", cell) for cell in cells)


@pytest.fixture(scope="module")
def quarters(basis: Basis) -> Iterator[Quarters]:
    """Libraries that lack a quarter of the reports each, with what they lack."""
    with ExitStack() as stack:
        yield [
            (
                gone,
                stack.enter_context(
                    open_desk(_without(basis, gone), basis.place(), basis.embedder)
                ),
            )
            for gone in rounds(basis)
        ]


def _without(basis: Basis, gone: Collection[str]) -> dict[str, str]:
    return {name: text for name, text in basis.corpus.reports.items() if name not in gone}


def evidence(case: Case) -> set[str]:
    return {e.source.rpartition("/")[2] for e in case.evidence}


def test_the_order_of_reports_changes_nothing(basis: Basis) -> None:
    names = sorted(basis.corpus.reports)
    renamed = {name: f"{len(names) - n:02d}-{name}" for n, name in enumerate(names)}
    reports = {renamed[name]: text for name, text in basis.corpus.reports.items()}
    tally = Tally(relation=f"{basis.corpus.name}, order of reports")
    with open_desk(reports, basis.place(), basis.embedder) as desk:
        for case in basis.cases:
            proofs = (replace(e, source=renamed[e.source]) for e in case.evidence)
            moved = replace(case, evidence=tuple(proofs))
            answer = desk.ask(moved)
            tally.add(moved, desk.fate(moved, answer), answer)
    print(tally)
    assert_followed(tally, len(basis.cases))


def test_other_reports_numbers_do_not_matter(basis: Basis) -> None:
    """Reports that a row does not rest on get other numbers: the row stays as it is."""
    tally = Tally(relation=f"{basis.corpus.name}, numbers of others")
    for turn, changed in enumerate(rounds(basis)):
        reports = {
            name: renumber(text) if name in changed else text
            for name, text in basis.corpus.reports.items()
        }
        with open_desk(reports, basis.place(), basis.embedder) as desk:
            for case in basis.cases:
                if case.evidence and not evidence(case) & changed and not _computes(case):
                    asked = replace(case, id=f"{case.id}/{turn}")
                    answer = desk.ask(asked)
                    tally.add(asked, desk.fate(asked, answer), answer)
    print(tally)
    assert_followed(tally, len(basis.cases))


def _computes(case: Case) -> bool:
    """A row whose answer rests on every report's number: which of all has the most."""
    return bool(re.search(r"各单位|哪些|哪个|哪家|谁", case.question))


def test_a_report_taken_out_leaves_a_gap(basis: Basis, quarters: Quarters) -> None:
    """Its rows go or read 未提及, all others stay as they were."""
    filled: list[str] = []
    changed: list[str] = []
    counted = refused = 0
    for gone, desk in quarters:
        for case, before in of_kind(basis, "compare", "list"):
            if not evidence(case) & gone or slipped(before):
                continue
            after = desk.ask(case)
            refused += after.status == "refused"
            counted += 1
            filled.extend(_filled_gaps(case, before, after, gone))
            if after.status == "answered":
                changed.extend(_changed_rows(case, before, after, gone))
    print(f"{basis.corpus.name}: {counted}, {refused} refused", *filled, *changed, sep="\n  ")
    assert counted >= 5
    assert filled == []
    assert len(changed) <= (1 - SAME) * counted


def _said_by_source(answer: Answer) -> dict[str, str]:
    """File → what its rows say: the values of a comparison, the sentences of a list (which of its
    clauses a list shows hangs on how common the words are in the library)."""
    found: dict[str, str] = {}
    if answer.kind == "list":
        for citation in answer.citations:
            name = citation.source.rpartition("/")[2]
            found[name] = found.get(name, "") + f"|{citation.quote}"
        return found
    for row in answer.table.rows if answer.table else ():
        for name in sources(answer, "".join(row)):
            found[name] = found.get(name, "") + "|" + "|".join(bare(row[1:]))
    return found


def _filled_gaps(case: Case, before: Answer, after: Answer, gone: Collection[str]) -> list[str]:
    """Rows of a report that is gone in which another report's words stand now.

    What another report of the same unit plans for that year may stand there, if it says so.
    """
    if any("计划数" in note for note in after.notes):
        return []
    kept = {row[0]: row[1:] for row in after.table.rows} if after.table else {}
    return [
        f"{case.id}: {label} {cells} → {kept[label]}"
        for label, *cells in (before.table.rows if before.table else ())
        if sources(before, "".join(cells)) and sources(before, "".join(cells)) <= set(gone)
        if any(cell != NOT_STATED for cell in kept.get(label, ()))
    ]


def _changed_rows(case: Case, before: Answer, after: Answer, gone: Collection[str]) -> list[str]:
    """What reports that are still there said and do not say any more."""
    kept = _said_by_source(after)
    return [
        f"{case.id}: {said} → {kept.get(name)}: {after.answer[:120]}"
        for name, said in _said_by_source(before).items()
        if name not in gone and not _still_said(said, kept.get(name, ""))
    ]


def _still_said(said: str, kept: str) -> bool:
    """All of its figures and sentences; a comparison of one may name its columns otherwise."""
    parts = [part for part in said.split("|") if part not in ("", NOT_STATED)]
    figures = [part for part in parts if re.search("[0-9]", part)] or parts
    return all(part in kept for part in figures)


def test_a_list_counts_what_is_left(basis: Basis, quarters: Quarters) -> None:
    """5/12 becomes 3/9 where two of three reports taken out said it."""
    wrong: list[str] = []
    counted = 0
    for gone, desk in quarters:
        for case, before in of_kind(basis, "list"):
            after = desk.ask(case)
            stated, left = _SHARE.search(before.answer), _SHARE.search(after.answer)
            if stated is None or not before.citations or after.status == "refused":
                continue
            counted += 1
            counting = before.answer.partition("另有")[0]  # who denies it is not counted
            said = {
                c.source.rpartition("/")[2] for c in before.citations if f"[{c.marker}]" in counting
            }
            fits = left is not None and int(left[1]) == int(stated[1]) - len(said & gone)
            whole = int(stated[2])
            if left is None or not fits or not whole - len(gone) <= int(left[2]) <= whole:
                wrong.append(f"{case.id}: {stated[0]}, {len(said & gone)} gone: {after.answer}")
    print(f"{basis.corpus.name}: {counted} lists", *wrong, sep="\n  ")
    assert counted >= 4
    assert len(wrong) <= (1 - SAME) * counted


def test_wording_comes_from_what_is_left(basis: Basis, quarters: Quarters) -> None:
    """Passages of other reports are still found when a report is gone."""
    lost: list[str] = []
    counted = 0
    for gone, desk in quarters:
        for case, before in of_kind(basis, "wording"):
            quotes = {c.quote for c in desk.ask(case).citations}
            for group in before.groups or ():
                first = group.passages[0]
                if first.source.rpartition("/")[2] not in gone:
                    counted += 1
                    lost.extend([] if first.quote in quotes else [f"{case.id}: {first.quote}"])
    print(f"{basis.corpus.name}: {counted} passages", *lost, sep="\n  ")
    assert counted >= 10
    assert len(lost) <= (1 - SAME) * counted


def test_no_comparison_and_no_follow_up_without_its_sentence(basis: Basis) -> None:
    """One report loses the sentence that a row cites: its cell is empty then, or says the same in
    another place; a follow-up that rests on it is refused."""
    rows = [
        case
        for case, answer in of_kind(basis, "compare", "lookup")
        if case.evidence and (answer.kind == "compare" or case.category == "followup")
    ]
    tally = Tally(relation=f"{basis.corpus.name}, deletion")
    for turn in range(ROUNDS):
        gone = rows[turn::ROUNDS]
        reports = dict(basis.corpus.reports)
        for case in gone:
            quoted = case.evidence[0]
            held = [
                w for g in case.expected for w in g if contains(_plain(quoted.quote), _plain(w))
            ]
            reports[quoted.source] = delete_statements(
                reports[quoted.source], [quoted.quote, *held]
            )
        with open_desk(reports, basis.place(), basis.embedder) as desk:
            for case in gone:
                answer = desk.ask(case)
                tally.add(case, _fate_of_cell(case, desk, answer), answer, wanted="refused")
    print(tally)
    assert len(tally.fates) >= 5
    assert tally.named("wrong") == []


def _plain(text: str) -> str:
    return normalise(text)


def _fate_of_cell(case: Case, desk: Desk, answer: Answer) -> Fate:
    """What stands for the sentence that is gone: nothing (refused), the same figure from another
    sentence (same), words without a figure (incomplete), another figure (wrong)."""
    proof = case.evidence[0]
    cited = [c for c in answer.citations if c.source.rpartition("/")[2] == proof.source]
    if not cited:
        return "refused"
    expected = [w for g in case.expected for w in g if contains(_plain(proof.quote), _plain(w))]
    if any(contains(_plain(c.quote), _plain(w)) for c in cited for w in expected):
        return "same"
    if any("计划数" in note for note in answer.notes):
        return "incomplete"
    markers = {f"[{c.marker}]" for c in cited}
    shown = [cell for row in (answer.table.rows if answer.table else ()) for cell in row[1:]]
    mine = [cell for cell in shown or [answer.answer] if markers & set(_MARKERS.findall(cell))]
    stated = any(re.search("[0-9]", _MARKERS.sub("", cell)) for cell in mine)
    return "wrong" if stated and len(case.evidence) == len(evidence(case)) else "incomplete"
