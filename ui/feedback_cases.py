"""Questions whose answers readers marked as wrong, as a test set for an evaluator to complete."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from eval.testset import write_test_set
from eval.types import Case
from ingest.errors import ReportAssistantError
from ui.conversations import DislikedAnswer
from ui.text import clean_question

CATEGORY = "用户反馈"


def feedback_cases(disliked: Sequence[DislikedAnswer]) -> tuple[Case, ...]:
    """A row for each question; the same question after the same ones before it counts once.

    What a right answer holds is for a person to say: ``expected`` and ``evidence`` are empty, and
    the check of the test set names every such row.
    """
    seen: dict[tuple[str, tuple[str, ...]], DislikedAnswer] = {}
    for one in disliked:
        history = tuple(clean_question(question) for question in one.history)
        seen.setdefault((clean_question(one.question), history), one)
    return tuple(
        Case(
            row=number,
            id=f"feedback-{number:03d}",
            category=CATEGORY,
            question=question,
            history=history,
        )
        for number, (question, history) in enumerate(seen, 1)
    )


def cases_bytes(cases: Sequence[Case], suffix: str) -> bytes:
    """A test set's file.

    Args:
        suffix: .xlsx or .jsonl.

    Raises:
        ReportAssistantError: there are no rows.
    """
    if not cases:
        raise ReportAssistantError(
            "没有被标记为“不满意”的问题，应至少有一个", hint="读者在问答里点踩之后再来"
        )
    with tempfile.TemporaryDirectory(prefix="report-assistant-") as folder:
        path = Path(folder) / f"cases{suffix}"
        write_test_set(path, cases)
        return path.read_bytes()
