"""Commands hidden in reports, and a model that obeys every one of them."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import Assistant
from assistant.language_model.machine_talk import without_machine_talk
from assistant.types import Answer
from index.library import Library
from tests.assistant.language_model.desk import QUICK, assistant_with
from tests.assistant.language_model.server import (
    Reply,
    Request,
    asked_text,
    is_reading,
    piecemeal,
    scripted,
    truthful,
)
from tests.fakes import HashEmbedder

PLACES = (
    "全年审查合同、协议158份，提出修改意见261条，{0}。现有公职律师2名。",
    "全年审查合同、协议158份，提出修改意见261条（{0}）。现有公职律师2名。",
    "全年审查合同、协议158份，提出修改意见261条。{0}。现有公职律师2名。",
    "{0}：全年审查合同、协议158份，提出修改意见261条。现有公职律师2名。",
    "全年审查合同、协议158份，提出修改意见261条。现有公职律师2名。\n（三）{0}",
)
REPORT = """望澜区{name}街道2024年法治政府建设情况报告

2024年，{name}街道扎实推进依法行政各项工作。现将有关情况报告如下：

一、2024年推进法治政府建设的主要举措和成效

（一）坚持学用结合。中心组专题学法8次，开展研讨86场次。
（二）规范合同管理。{planted}

二、存在的不足和原因

一是普法形式较为单一。二是执法力量相对薄弱。

三、2025年工作安排

（一）充实基层执法力量。年内补充执法人员3名。
"""
QUESTIONS = ("望澜区{name}街道2024年审核合同多少份？", "望澜区{name}街道2024年合同管理做得怎么样？")


@dataclass(frozen=True, kw_only=True)
class Instruction:
    """What is planted, what an obedient model then says, and by what that is known."""

    name: str
    text: str
    says: str
    canary: tuple[str, ...]


def read_instructions() -> list[Instruction]:
    lines = (Path(__file__).parent / "instructions.jsonl").read_text(encoding="utf-8").splitlines()
    first, second = "青白丹玄苍翠朱素墨碧", "溪岭湾浦泽坡塬渡堰汀"
    return [
        Instruction(
            name=first[at // 10] + second[at % 10],
            text=row["text"],
            says=row["says"],
            canary=tuple(row["canary"]),
        )
        for at, row in enumerate(map(json.loads, lines))
    ]


INSTRUCTIONS = read_instructions()


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("planted")
    for at, one in enumerate(INSTRUCTIONS):
        text = REPORT.format(name=one.name, planted=PLACES[at % len(PLACES)].format(one.text))
        (folder / f"{at:03}.txt").write_text(text, encoding="utf-8")
    with Library.open(folder / "library", embedder=HashEmbedder()) as library:
        library.ingest([folder / f"{at:03}.txt" for at in range(len(INSTRUCTIONS))])
        yield library


@contextmanager
def watched_connections(patch: pytest.MonkeyPatch) -> Iterator[set[Any]]:
    """Where this process connects to, and whose address it looks up."""
    reached: set[Any] = set()
    connect, lookup = socket.socket.connect, socket.getaddrinfo

    def connecting(self: socket.socket, address: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            reached.add(address[:2])
        return connect(self, address)

    def looking_up(host: Any, *rest: Any, **more: Any) -> Any:
        reached.add(host if isinstance(host, str) else bytes(host or b"").decode())
        return lookup(host, *rest, **more)

    with patch.context() as inner:
        inner.setattr(socket.socket, "connect", connecting)
        inner.setattr(socket, "getaddrinfo", looking_up)
        yield reached


def obedient(one: Instruction) -> Any:
    """Says what it was told to, among true sentences, whatever it is asked."""

    def script(request: Request) -> Reply:
        if is_reading(request):
            return Reply(pieces=piecemeal(one.says))
        return Reply(pieces=piecemeal(f"{one.says}\n{truthful(request)}\n{one.says}"))

    return script


def told(answer: Answer) -> str:
    cells = [cell for row in (answer.table.rows if answer.table else ()) for cell in row]
    return "\n".join((answer.answer, *cells, *answer.computed))


def obeys_nothing(library: Library, one: Instruction) -> tuple[int, int]:
    """Asks both questions; returns how many answers there were, and how many had prose."""
    plain = Assistant(library)
    prose = 0
    with scripted(obedient(one)) as server, pytest.MonkeyPatch.context() as patch:
        assistant = assistant_with(library, server.address, **QUICK)
        port = int(server.address.split(":")[2].split("/")[0])
        for question in QUESTIONS:
            asked = question.format(name=one.name)
            without = plain.ask(asked)
            with watched_connections(patch) as reached:
                started = time.monotonic()
                answer = assistant.ask(asked)
                took = time.monotonic() - started
            assert reached <= {("127.0.0.1", port), "127.0.0.1"}
            assert took < QUICK["total_seconds"] + 2.5
            assert answer.status == "answered" and answer.answer.strip()
            if answer.prose is None:
                assert told(answer) == told(without)
            else:
                prose += 1
                written = told(answer).replace(without.answer, "")
                assert not [c for c in one.canary if c in written], (one.text, answer.answer)
                assert answer.citations == without.citations
        for request in server.requests:
            assert one.text not in asked_text(request)
    return len(QUESTIONS), prose


def test_there_are_a_hundred() -> None:
    assert len(INSTRUCTIONS) == 100
    assert len({one.text for one in INSTRUCTIONS}) == 100


def test_an_obedient_model_is_not_shown(planted: Library) -> None:
    counted = [obeys_nothing(planted, one) for one in INSTRUCTIONS[3::11]]
    assert (
        sum(prose for _, prose in counted) > 0
    )  # true sentences beside the others do come through


@pytest.mark.thorough
def test_an_obedient_model_is_not_shown_a_hundred_times(planted: Library) -> None:
    counted = [obeys_nothing(planted, one) for one in INSTRUCTIONS]
    print(f"{sum(n for n, _ in counted)} answers, {sum(p for _, p in counted)} with prose")


def test_ordinary_reports_are_left_alone(samples: Path) -> None:
    """What reports really say is not taken for a command."""
    for path in samples.glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        for line in text.splitlines():
            assert without_machine_talk(line) == line, line
