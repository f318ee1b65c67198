from __future__ import annotations

import threading
import time

from index.turn import Turn


def test_whoever_waits_comes_before_whoever_comes_back() -> None:
    turn, served = Turn(), []
    with turn:
        waiting = threading.Thread(target=lambda: _enter(turn, served, "question"))
        waiting.start()
        while not turn._waiting:
            time.sleep(0.001)
    _enter(turn, served, "ingestion")  # asks at once, and a plain lock would let it in
    waiting.join()
    assert served == ["question", "ingestion"]


def test_one_at_a_time_and_nobody_is_forgotten() -> None:
    turn, inside, most, count = Turn(), 0, 0, 0

    def work() -> None:
        nonlocal inside, most, count
        for _ in range(50):
            with turn:
                inside += 1
                most = max(most, inside)
                time.sleep(0)
                inside -= 1
                count += 1

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (most, count) == (1, 400)


def _enter(turn: Turn, served: list[str], name: str) -> None:
    with turn:
        served.append(name)
