"""What 评测 does when something in it is clicked; no component is touched here."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from eval.catalogue import Catalogue
from eval.draft import draft_cases
from eval.evaluate import evaluate
from eval.outcome import Outcome
from eval.systems import ASSISTANT
from eval.testset import read_test_set
from eval.types import Opinion, Verdict
from ingest.errors import ReportAssistantError
from ui.background import Finished, Tell, watched
from ui.context import PageContext
from ui.conversations import disliked
from ui.evaluations import Evaluations
from ui.feedback_cases import cases_bytes, feedback_cases
from ui.markup import error_notice, notice, progress
from ui.text import printable

LOGGER = logging.getLogger(__name__)
_LONGEST_REMARK = 2_000  # characters
FEEDBACK_NAME, DRAFT_NAME = "用户反馈", "自动草拟"


class StoppedError(Exception):
    """The person at the page has stopped the run."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A wish to stop the run in progress; there is one run at a time."""

    asked: threading.Event = field(default_factory=threading.Event)

    def check(self) -> None:
        """Ends the run where somebody asked for it, between two questions.

        Raises:
            StoppedError: somebody has.
        """
        if self.asked.is_set():
            raise StoppedError


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A moment of a run: what to show, and its name once it is finished."""

    html: str
    finished: str = ""


def running(context: PageContext, test_set: str, baseline: str, stop: Stop) -> Iterator[Stage]:
    """Runs a stored test set over the library."""
    stop.asked.clear()
    store = Evaluations(context.library_folder)
    try:
        path = store.test_set_path(test_set)
        compared = store.baseline_of(baseline)
        catalogue = Catalogue.of(context.library)
        read = read_test_set(path, catalogue)
        yield Stage(html=progress(0, len(read.cases), "正在准备"))
        name = store.start(path, baseline if compared else "")
    except ReportAssistantError as error:
        yield Stage(html=error_notice(error))
        return

    def work(tell: Tell) -> Outcome:
        def step(done: int, total: int, case: str) -> None:
            tell(done, total, case)
            stop.check()

        return evaluate(
            read,
            context.assistant,
            catalogue,
            store.folder_of(name),
            system=ASSISTANT,
            baseline=compared,
            on_progress=step,
        )

    try:
        for one in watched(work):
            if isinstance(one, Finished):
                overall = one.result.metrics["overall"]
                said = f"评测完成：{overall['right']}/{overall['n']} 题正确。"
                yield Stage(html=notice(said, "good"), finished=name)
            else:
                yield Stage(html=progress(one.done, one.total, f"已答 {one.doing}"))
    except StoppedError:
        store.remove(name)
        yield Stage(html=notice("已停止，这次评测没有保存。"))
    except ReportAssistantError as error:
        store.remove(name)
        yield Stage(html=error_notice(error))
    except Exception:
        LOGGER.exception("evaluation %s", name)
        store.remove(name)
        yield Stage(html=notice("评测时程序出错，已停止。请把日志交给维护人员。", "bad"))


def kept(context: PageContext, upload: Path) -> Any:
    """Stores an uploaded test set and returns it.

    Raises:
        ReportAssistantError: it cannot be read.
    """
    return Evaluations(context.library_folder).keep_test_set(upload, Catalogue.of(context.library))


def _dated(name: str) -> str:
    """A file name that no earlier one, perhaps completed by hand since, gives way to."""
    return f"{name} {datetime.now():%Y-%m-%d %H%M%S}.xlsx"


def feedback_file(context: PageContext) -> tuple[str, bytes]:
    """The questions marked as wrong as a workbook to complete.

    Raises:
        ReportAssistantError: there are none.
    """
    return _dated(FEEDBACK_NAME), cases_bytes(
        feedback_cases(disliked(context.library_folder)), ".xlsx"
    )


def draft_file(context: PageContext) -> tuple[str, bytes]:
    """Questions drafted from the library as a workbook to check.

    Raises:
        ReportAssistantError: the library has nothing to ask about.
    """
    cases = draft_cases(Catalogue.of(context.library), each=10)
    if not cases:
        raise ReportAssistantError("库中没有可以出题的报告", hint="请先收录报告")
    return _dated(DRAFT_NAME), cases_bytes(cases, ".xlsx")


def judged(context: PageContext, run: str, value: str) -> Outcome | None:
    """Stores a verdict that a browser sent; None where it is none.

    Raises:
        ReportAssistantError: the run is gone.
    """
    verdict = read_verdict(value)
    if verdict is None:
        return None
    return Evaluations(context.library_folder).judge(run, verdict, Catalogue.of(context.library))


def outcome_of(context: PageContext, run: str) -> Outcome:
    """A run as it is graded now.

    Raises:
        ReportAssistantError: it is gone.
    """
    return Evaluations(context.library_folder).outcome(run, Catalogue.of(context.library))


def read_verdict(value: str) -> Verdict | None:
    """What a browser sent of one question; None where it is no verdict."""
    try:
        fields = json.loads(value)
    except (ValueError, RecursionError):
        return None
    if not isinstance(fields, dict):
        return None
    words = {name: fields.get(name) for name in ("id", "digest", "opinion", "remark")}
    if not all(isinstance(word, str) for word in words.values()) or not words["id"]:
        return None
    opinions: dict[str, Opinion | None] = {"right": "right", "wrong": "wrong", "": None}
    if words["opinion"] not in opinions:
        return None
    return Verdict(
        id=str(words["id"]),
        opinion=opinions[str(words["opinion"])],
        remark=printable(str(words["remark"])).strip()[:_LONGEST_REMARK],
        answer_digest=str(words["digest"]),
    )
