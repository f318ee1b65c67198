"""Questions go before long work, and long work still gets done."""

from __future__ import annotations

import gc
import threading
import time
from pathlib import Path

import pytest

from index.courtesy import Courtesy, Followers
from index.library import Library
from tests.fakes import HashEmbedder


def test_work_goes_on_at_once_where_nobody_asks() -> None:
    with Courtesy().work() as let_pass:
        time.sleep(0.3)
        started = time.monotonic()
        for _ in range(1000):
            let_pass()
        assert time.monotonic() - started < 0.2


def test_work_waits_for_a_question_and_goes_on_when_it_is_answered() -> None:
    courtesy, events = Courtesy(), list[str]()
    begun = threading.Event()

    def ask() -> None:
        with courtesy.asking(), courtesy.asking():
            begun.set()
            time.sleep(0.1)
            events.append("answered")

    with courtesy.work() as let_pass:
        time.sleep(0.5)
        thread = threading.Thread(target=ask)
        thread.start()
        begun.wait()
        let_pass()
        events.append("worked")
        thread.join()
    assert events == ["answered", "worked"]


def test_however_much_is_asked_work_gets_half_of_the_time() -> None:
    courtesy = Courtesy()
    with courtesy.asking(), courtesy.work() as let_pass:
        started, worked = time.monotonic(), 0.0
        for _ in range(20):
            begun = time.monotonic()
            time.sleep(0.01)
            worked += time.monotonic() - begun
            let_pass()
        waited = time.monotonic() - started - worked
    assert 0.5 * worked < waited < 1.5 * worked


def test_a_question_that_fails_no_longer_holds_work_up() -> None:
    courtesy = Courtesy()
    with pytest.raises(RuntimeError), courtesy.asking():
        raise RuntimeError
    with courtesy.work() as let_pass:
        time.sleep(0.5)
        started = time.monotonic()
        let_pass()
        assert time.monotonic() - started < 0.3


def test_garbage_is_looked_for_again_when_the_work_is_over() -> None:
    before = gc.get_freeze_count()
    with pytest.raises(RuntimeError), Courtesy().work() as let_pass:
        let_pass()
        assert gc.get_freeze_count() > before
        raise RuntimeError
    assert gc.get_freeze_count() == 0


class _Following:
    def __init__(self) -> None:
        self.times = 0

    def follow(self) -> None:
        self.times += 1


def test_followers_are_called_as_long_as_they_live() -> None:
    followers, one, other = Followers(), _Following(), _Following()
    followers.add(one.follow)
    followers.add(other.follow)
    followers.call()
    del other
    gc.collect()
    followers.call()
    assert one.times == 2


def test_files_are_taken_in_while_somebody_asks_without_end(samples: Path, tmp_path: Path) -> None:
    with Library.open(tmp_path / "library", embedder=HashEmbedder()) as library:
        following = _Following()
        library.followers.add(following.follow)
        with library.courtesy.asking():
            records = library.ingest([samples])
        assert {record.outcome for record in records} == {"added"}
        assert len(library.reports()) == len(records)
        assert following.times
