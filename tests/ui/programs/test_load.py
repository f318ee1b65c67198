"""The desk: what is taken on, what is told that it is busy, what gives its place up."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import httpx
import pytest

from assistant.answer import Assistant
from assistant.types import Answer
from tests.ui.programs.server import running
from ui.chat import Chat
from ui.context import PageContext
from ui.programs.completion_shapes import MODEL
from ui.programs.load import BusyError, LeftError, Limits, QuestionDesk, TooLongError, Turn

QUESTION = "槐汀街道2024年审查合同多少份"
TINY = Limits(at_once=2, waiting=3, of_one_user=4, seconds=20)


class Gate:
    """Work that goes on only when the test lets it."""

    def __init__(self) -> None:
        self.opened = threading.Event()

    def work(self, turn: Turn[str]) -> str:
        while not self.opened.wait(0.01):
            turn.go_on()
        return "done"


def eventually(true: Any) -> None:
    until = time.monotonic() + 10
    while not true():
        assert time.monotonic() < until
        time.sleep(0.01)


def test_beyond_its_limit_the_desk_is_busy_and_then_free_again() -> None:
    desk, gate = QuestionDesk(TINY), Gate()
    turns = [desk.take(f"user{n}", gate.work) for n in range(5)]
    with pytest.raises(BusyError, match="忙，请稍后再试") as caught:
        desk.take("another", gate.work)
    assert not caught.value.of_user and 1 <= caught.value.retry_after <= 30
    gate.opened.set()
    assert [turn.future.result(timeout=10) for turn in turns] == ["done"] * 5
    eventually(lambda: desk.occupied == 0)
    assert desk.run("another", gate.work) == "done"


def test_no_more_than_so_many_are_worked_on_at_once() -> None:
    desk, now, most = QuestionDesk(Limits(at_once=3, waiting=50)), [0], [0]
    lock = threading.Lock()

    def work(_: object) -> None:
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        time.sleep(0.01)
        with lock:
            now[0] -= 1

    turns = [desk.take("local", work) for _ in range(40)]
    for turn in turns:
        turn.future.result(timeout=10)
    assert most[0] == 3


def test_one_user_cannot_take_all_places_but_who_is_alone_may() -> None:
    desk, gate = QuestionDesk(replace(TINY, waiting=20)), Gate()
    for _ in range(4):
        desk.take("greedy", gate.work)
    with pytest.raises(BusyError, match="每人最多 4 个") as caught:
        desk.take("greedy", gate.work)
    assert caught.value.of_user
    for _ in range(6):
        desk.take("local", gate.work)
    gate.opened.set()
    eventually(lambda: desk.occupied == 0)
    assert desk.run("greedy", gate.work) == "done"


def test_who_leaves_gives_his_place_up() -> None:
    desk, gate = QuestionDesk(TINY), Gate()
    turns = [desk.take("local", gate.work) for _ in range(5)]
    desk.leave(turns[4])  # waiting
    assert desk.occupied == 4
    desk.leave(turns[0])  # worked on: at its next step
    eventually(lambda: desk.occupied == 3)
    with pytest.raises(LeftError):
        turns[0].future.result()
    assert turns[4].future.cancelled()
    gate.opened.set()
    assert turns[2].future.result(timeout=10) == "done"


def test_a_question_that_takes_too_long_is_given_up() -> None:
    desk, gate = QuestionDesk(replace(TINY, seconds=0.2)), Gate()
    started = time.monotonic()
    with pytest.raises(TooLongError, match=r"超过 0\.2 秒"):
        desk.run("local", gate.work)
    assert time.monotonic() - started < 2
    eventually(lambda: desk.occupied == 0)


def test_a_fault_in_the_work_frees_its_place() -> None:
    desk = QuestionDesk(TINY)

    def fail(_: object) -> None:
        raise ValueError("fault")

    for _ in range(20):
        with pytest.raises(ValueError, match="fault"):
            desk.run("user", fail)
    eventually(lambda: desk.occupied == 0)


def test_the_page_says_that_it_is_busy(program_context: PageContext) -> None:
    desk, gate = QuestionDesk(Limits(at_once=1, waiting=0)), Gate()
    desk.take("local", gate.work)
    chat = Chat.over(replace(program_context, desk=desk))
    shown = list(chat.asked("somebody", "", QUESTION))
    assert "忙，请稍后再试" in (shown[-1].pending or "")
    gate.opened.set()
    eventually(lambda: desk.occupied == 0)
    shown = list(chat.asked("somebody", "", QUESTION))
    assert "158份" in (shown[-1].thread or "")


class Slow(Assistant):
    """The real assistant behind a gate: so long as that is shut, questions stay at the desk."""

    def __init__(self, assistant: Assistant) -> None:
        super().__init__(assistant._library)
        self.opened = threading.Event()

    def ask(self, *words: Any, **options: Any) -> Answer:
        while not self.opened.wait(0.01):
            options["on_step"]("等待")
        return super().ask(*words, **options)


@contextmanager
def slow_server(context: PageContext, limits: Limits) -> Iterator[tuple[str, Slow, QuestionDesk]]:
    slow, desk = Slow(context.assistant), QuestionDesk(limits)
    with running(replace(context, assistant=slow, desk=desk)) as address:
        yield address, slow, desk
        slow.opened.set()


def test_a_burst_is_answered_or_told_within_a_second_that_we_are_busy(
    program_context: PageContext,
) -> None:
    with (
        slow_server(program_context, TINY) as (address, slow, desk),
        ThreadPoolExecutor(30) as pool,
        httpx.Client(timeout=30, limits=httpx.Limits(max_connections=40)) as client,
    ):
        client.get(f"{address}/v1/models")

        def ask(number: int) -> tuple[int, float, httpx.Response]:
            started = time.monotonic()
            if number % 2:
                body: dict[str, Any] = {"question": QUESTION}
                response = client.post(f"{address}/api/ask", json=body)
            else:
                body = {"model": MODEL, "messages": [{"role": "user", "content": QUESTION}]}
                response = client.post(f"{address}/v1/chat/completions", json=body)
            return response.status_code, time.monotonic() - started, response

        asked = [pool.submit(ask, number) for number in range(30)]
        eventually(lambda: sum(one.done() for one in asked) == 25)
        refused = [one.result() for one in asked if one.done()]
        slow.opened.set()
        answered = [one.result() for one in asked if one.result() not in refused]
        assert {status for status, _, _ in answered} == {200} and len(answered) == 5
        for status, seconds, response in refused:
            assert status == 503 and seconds < 1
            assert "忙，请稍后再试" in response.json()["error"]["message"]
            assert 1 <= int(response.headers["retry-after"]) <= 30
        eventually(lambda: desk.occupied == 0)


def test_a_stream_that_is_closed_frees_its_place(program_context: PageContext) -> None:
    asked = {"model": MODEL, "stream": True, "messages": [{"role": "user", "content": QUESTION}]}
    with slow_server(program_context, TINY) as (address, slow, desk):
        with httpx.Client(timeout=30) as client:
            with client.stream("POST", f"{address}/v1/chat/completions", json=asked) as stream:
                assert "assistant" in next(stream.iter_lines())
                assert desk.occupied == 1
            eventually(lambda: desk.occupied == 0)
        with (
            httpx.Client(timeout=0.5) as impatient,
            pytest.raises(httpx.ReadTimeout),
        ):
            impatient.post(f"{address}/api/ask", json={"question": QUESTION})
        eventually(lambda: desk.occupied == 0)
        slow.opened.set()
        assert httpx.get(f"{address}/api/ask", params={"question": QUESTION}).status_code == 200


def test_an_answer_that_takes_too_long_is_given_up(program_context: PageContext) -> None:
    asked: dict[str, Any] = {"model": MODEL, "messages": [{"role": "user", "content": QUESTION}]}
    with slow_server(program_context, replace(TINY, seconds=0.3)) as (address, _, desk):
        late = httpx.get(f"{address}/api/ask", params={"question": QUESTION})
        assert late.status_code == 504 and "0.3 秒" in late.json()["error"]["message"]
        late = httpx.post(f"{address}/v1/chat/completions", json=asked)
        assert late.status_code == 504 and late.json()["error"]["code"] == "timeout"
        told = httpx.post(f"{address}/v1/chat/completions", json={**asked, "stream": True}).text
        assert '"code": "timeout"' in told and "[DONE]" not in told
        eventually(lambda: desk.occupied == 0)


def test_a_place_is_kept_for_a_question_on_its_way() -> None:
    desk, gate = QuestionDesk(Limits(at_once=1, waiting=1)), Gate()
    desk.announce("one")
    first = desk.take("other", gate.work)
    with pytest.raises(BusyError):
        desk.take("third", gate.work)
    second = desk.take("one", gate.work, announced=True)
    assert desk.occupied == 2
    gate.opened.set()
    assert [turn.future.result(timeout=10) for turn in (first, second)] == ["done"] * 2


def test_a_question_that_never_comes_gives_its_place_up(monkeypatch: pytest.MonkeyPatch) -> None:
    desk, gate = QuestionDesk(Limits(at_once=1, waiting=0)), Gate()
    desk.announce("one")
    with pytest.raises(BusyError):
        desk.announce("two")
    later = time.monotonic() + 60
    monkeypatch.setattr(time, "monotonic", lambda: later)
    desk.announce("two")
    gate.opened.set()
    assert desk.take("two", gate.work, announced=True).future.result(timeout=10) == "done"
