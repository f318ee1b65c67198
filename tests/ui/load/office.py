"""An office: a library of the samples, its users, and the real server over them."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.ui.program import command, environment, run
from ui.access.accounts import Accounts

SAMPLES = Path(__file__).resolve().parents[3] / "ui" / "samples"
PASSWORD = "measured-with-care-2024"
QUESTIONS = (
    "槐汀街道2024年审查合同多少份？",
    "槐汀街道和鹿栖区市场监督管理局2024年行政处罚案件各多少件？",
    "哪些单位提到执法力量不足？",
    "存在不足里怎么写执法力量薄弱？",
    "望澜区司法局2024年办理行政复议案件多少件？",
    "桐湾县2024年下一步有什么安排？",
    "青石市国动办2024年开展培训多少次？",
    "澄湖区城市管理局2023年为什么存在不足？",
    "鹿栖区2024年政府工作报告里地区生产总值是多少？",
    "天宫街道2024年审查合同多少份？",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """One who signs in on the page and has a token for programs."""

    name: str
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A server that is running.

    Attributes:
        process: its id.
    """

    address: str
    process: int
    users: tuple[User, ...]

    def resident(self) -> int:
        """Bytes of memory that the server holds now (Linux)."""
        pages = int(Path(f"/proc/{self.process}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")


def set_up(folder: Path, users: int, library: Path | None) -> tuple[User, ...]:
    """Registers users of a library; the first is the administrator.

    Args:
        library: of the samples, to copy; None to ingest them.
    """
    if library is not None:
        shutil.copytree(library, folder)
    else:
        done = run("ingest", str(SAMPLES), "--library", str(folder), cwd=folder.parent)
        assert done.status == 0, done.err
    accounts = Accounts(folder)
    made = []
    for number in range(users):
        name = f"user{number}"
        accounts.add(name, "reader" if number else "admin", PASSWORD)
        made.append(User(name=name, token=accounts.add_token(name, "load")))
    return tuple(made)


@contextmanager
def office(place: Path, users: int, library: Path | None = None) -> Iterator[Office]:
    """The real program, serving in ``place``."""
    folder = place / "library"
    registered = set_up(folder, users, library)
    with subprocess.Popen(
        command("serve", "--library", str(folder)),
        cwd=place,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=(place / "errors.log").open("wb"),
        text=True,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        start = line.find("http://")
        assert start >= 0, (place / "errors.log").read_text(encoding="utf-8")
        yield Office(
            address=line[start:].split()[0].rstrip("/"), process=process.pid, users=registered
        )
        process.terminate()
