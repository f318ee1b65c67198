"""Runs the real program as a user does: another process, its streams and its exit status."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

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
