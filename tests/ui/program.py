"""Runs the real program as a user does: its words, its streams and its exit status."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """What a run left behind."""

    status: int
    out: str
    err: str


def environment(**changes: str) -> dict[str, str]:
    """The surroundings of a run: this checkout, no library and no language model of the developer's own."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if name not in {"REPORT_ASSISTANT_LIBRARY", "NO_COLOR", "PYTHONUTF8", "PYTHONIOENCODING"}
        and not name.startswith("REPORT_ASSISTANT_LLM_")
    }
    return {**inherited, "PYTHONPATH": str(ROOT), **changes}


def command(*words: str | bytes) -> list[str | bytes]:
    """The words that start the program."""
    return [sys.executable, "-m", "ui", *words]


def run(*words: str | bytes, cwd: Path, **changes: str) -> Finished:
    """Runs ``report-assistant WORDS…`` in ``cwd`` with changed environment variables."""
    done = subprocess.run(
        command(*words), cwd=cwd, env=environment(**changes), capture_output=True, timeout=300
    )
    return Finished(
        status=done.returncode,
        out=done.stdout.decode("utf-8"),
        err=done.stderr.decode("utf-8"),
    )


def here(*words: str, cwd: Path, **changes: str) -> Finished:
    """As ``run``, within this process: torch, some seconds, is loaded once for all."""
    from ui.__main__ import main

    # Real UTF-8 streams: what cannot be written must show as a fault here too.
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    wanted = environment(**changes)
    with pytest.MonkeyPatch.context() as patch, contextlib.chdir(cwd):
        for name in os.environ.keys() - wanted.keys():
            patch.delenv(name)
        for name, value in wanted.items():
            patch.setenv(name, value)
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = main(list(words))
    said = []
    for stream in (out, err):
        stream.flush()
        held = stream.buffer
        assert isinstance(held, io.BytesIO)
        said.append(held.getvalue().decode("utf-8"))
    return Finished(status=status, out=said[0], err=said[1])
