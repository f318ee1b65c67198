"""Whatever becomes of the endpoint: an answer in time, true, with a word on what went wrong."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from assistant.answer import Assistant
from assistant.types import Answer
from index.library import Library
from tests.assistant.language_model.desk import QUICK, assistant_with
from tests.assistant.language_model.faults import DIRECT, MODES, Mode
from tests.assistant.rows import Desk

QUESTION = "槐汀街道2024年审核合同多少件？"
SLACK = 2.5  # seconds beyond the model's own limit: the rest of answering, on a busy machine


def told_without(answer: Answer) -> Answer:
    return replace(answer, notes=(), elapsed_ms=0, prose=None)


def asked_in(mode: Mode, library: Library, plain: Answer) -> float:
    """Asks once and checks everything; returns the seconds that it took."""
    with mode.open() as address:  # type: ignore[attr-defined]
        assistant = assistant_with(library, address, **QUICK)
        started = time.monotonic()
        answer = assistant.ask(QUESTION)
        took = time.monotonic() - started
    assert took < QUICK["total_seconds"] + SLACK, mode.name
    assert answer.answer.startswith("158份[1]。"), mode.name
    assert answer.citations == plain.citations
    if mode.prose:
        assert answer.prose is not None
        assert not any(thought in answer.answer for thought in ("999", "777", "666", "</"))
    else:
        assert told_without(answer) == told_without(plain)
        assert answer.prose is None
        new = set(answer.notes) - set(plain.notes)
        assert any(DIRECT in note and mode.note in note for note in new), (mode.name, new)
    return took


@pytest.fixture(scope="module")
def plain(sample_desk: Desk) -> Answer:
    return Assistant(sample_desk.library).ask(QUESTION)


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.name)
def test_every_fault_ends_in_the_extractive_answer(
    mode: Mode, sample_desk: Desk, plain: Answer
) -> None:
    asked_in(mode, sample_desk.library, plain)


@pytest.mark.thorough
@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.name)
def test_every_fault_twenty_times(mode: Mode, sample_desk: Desk, plain: Answer) -> None:
    took = [asked_in(mode, sample_desk.library, plain) for _ in range(20)]
    print(f"| {mode.name} | 20 | {sorted(took)[10]:.2f} | {max(took):.2f} |")
