"""Damages the files that are made from the database, one way after the other."""

from __future__ import annotations

import logging
import random
import shutil
from collections.abc import Callable
from pathlib import Path

from index.checkup import check_library
from index.library import Library
from tests.fakes import HashEmbedder
from tests.index.torture.scenario import State, observe, text_of

Damage = Callable[[list[Path], random.Random], None]


def flip(files: list[Path], chance: random.Random) -> None:
    """One bit of one file."""
    path = chance.choice([file for file in files if file.stat().st_size])
    data = bytearray(path.read_bytes())
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)


def cut(files: list[Path], chance: random.Random) -> None:
    """The end of one file."""
    path = chance.choice([file for file in files if file.stat().st_size])
    path.write_bytes(path.read_bytes()[: chance.randrange(path.stat().st_size)])


def lose(files: list[Path], chance: random.Random) -> None:
    """One file."""
    chance.choice(files).unlink()


def blank(files: list[Path], chance: random.Random) -> None:
    """A block of one file becomes zeros, as after a power cut."""
    path = chance.choice([file for file in files if any(file.read_bytes())])
    data = path.read_bytes()
    first = next(at for at, byte in enumerate(data) if byte)
    path.write_bytes(data[:first] + bytes(min(4096, len(data) - first)) + data[first + 4096 :])


def append(files: list[Path], chance: random.Random) -> None:
    """A few bytes too many."""
    path = chance.choice(files)
    path.write_bytes(path.read_bytes() + chance.randbytes(chance.randrange(1, 99)))


def swap(files: list[Path], chance: random.Random) -> None:
    """Two files of one kind trade places: each is whole by itself."""
    kinds = {file.suffix for file in files}
    alike = [[file for file in files if file.suffix == kind] for kind in sorted(kinds)]
    first, second = chance.sample(chance.choice([group for group in alike if len(group) > 1]), 2)
    one, other = first.read_bytes(), second.read_bytes()
    first.write_bytes(other if one != other else other + b"\0")
    second.write_bytes(one)


def add(files: list[Path], chance: random.Random) -> None:
    """A file that does not belong there."""
    (files[0].parent / f"{chance.randrange(10**9)}.term").write_bytes(chance.randbytes(64))


def lose_all(files: list[Path], chance: random.Random) -> None:
    """The whole folder."""
    shutil.rmtree(files[0].parent)


WAYS: tuple[Damage, ...] = (flip, cut, lose, blank, append, swap, add, lose_all)


def build(place: Path) -> State:
    """A library of six reports in several segments."""
    with Library.open(place / "library", embedder=HashEmbedder()) as library:
        for number in range(6):
            file = place / f"{number}.txt"
            file.write_text(text_of(number, f"望川县第{number}镇人民政府", 2024), "utf-8")
            library.ingest([file])
    return observe(place / "library")


def judge_damage(whole: Path, expected: State, trial: Path, number: int, seed: int) -> list[str]:
    """Copies a library, damages it, opens it; what is wrong then."""
    chance = random.Random(seed * 100_003 + number)
    way = WAYS[number % len(WAYS)]
    if trial.exists():
        shutil.rmtree(trial)  # an error would mean that something still writes there
    shutil.copytree(whole, trial)
    (folder,) = (trial / "index").iterdir()
    way(sorted(path for path in folder.iterdir() if not path.name.endswith(".lock")), chance)
    told: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: told.append(record.getMessage())  # type: ignore[method-assign]
    logging.getLogger("index").addHandler(handler)
    try:
        seen = observe(trial)
    finally:
        logging.getLogger("index").removeHandler(handler)
    wrong = list(seen.wrong)
    if seen != expected:
        wrong.append("search finds something else")
    if not any("重建" in line for line in told):
        wrong.append(f"nothing was said: {told}")
    checks = check_library(trial, HashEmbedder())
    wrong += [f"doctor: {check.check} {check.found}" for check in checks if not check.ok]
    return [f"{way.__name__} {number}: {line}" for line in wrong]
