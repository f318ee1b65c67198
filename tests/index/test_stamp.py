"""A number that is remembered until its file changes."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from index import stamp
from index.stamp import Remembered


class Counting:
    """Reads the number that a file holds, and counts how often."""

    def __init__(self, path: Path) -> None:
        self.path, self.times = path, 0

    def __call__(self) -> int:
        self.times += 1
        return int(self.path.read_text("utf-8"))


@pytest.fixture
def read(tmp_path: Path) -> Counting:
    path = tmp_path / "number"
    path.write_text("1", "utf-8")
    os.utime(path, (time.time() - 60,) * 2)
    return Counting(path)


def test_an_unchanged_file_is_read_once(read: Counting) -> None:
    number = Remembered(read.path, read)
    assert [number.get() for _ in range(5)] == [1] * 5
    assert read.times == 1


def test_changes_one_after_the_other_are_all_seen(read: Counting) -> None:
    """Of one size and, many of them, within one tick of the clock."""
    number = Remembered(read.path, read)
    for value in (2, 3, 4, 5, 6, 7, 8, 9) * 50:
        read.path.write_text(str(value), "utf-8")
        assert number.get() == value


def test_a_change_that_leaves_no_stamp_is_seen_in_time(
    read: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = Remembered(read.path, read)
    assert number.get() == 1
    before = read.path.stat()
    read.path.write_text("2", "utf-8")
    os.utime(read.path, ns=(before.st_atime_ns, before.st_mtime_ns))
    monkeypatch.setattr(stamp, "AT_MOST", 0.0)
    assert number.get() == 2


def test_a_file_that_is_gone_is_not_remembered(read: Counting) -> None:
    number = Remembered(read.path, lambda: 7)
    read.path.unlink()
    assert number.get() == number.get() == 7
