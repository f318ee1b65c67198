"""``report-assistant`` and ``python -m ui``."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from ingest.errors import ReportAssistantError
from ui.commands.table import COMMANDS
from ui.output import force_utf8, say
from ui.usage import PROGRAM, build_parser

BAD_USE = 2
UNEXPECTED = 70  # EX_SOFTWARE of sysexits.h: a fault of ours, told apart from 1 and 2
INTERRUPTED = 130
BROKEN_PIPE = 141


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command.

    Args:
        argv: the arguments without the program's name; ``sys.argv`` if None.

    Returns:
        The exit status: what the command returns, 2 for bad use, 130 when interrupted.
    """
    force_utf8()
    words = list(sys.argv[1:] if argv is None else argv)
    debug = "--debug" in words
    try:
        status = _run(words)
        sys.stdout.flush()
        return status
    except ReportAssistantError as error:
        if debug:
            traceback.print_exc()
        say(f"错误：{error}")
        return BAD_USE
    except KeyboardInterrupt:
        say("已中断")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader left (`| head`); Python would complain again when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except Exception as error:
        if debug:
            traceback.print_exc()
            return UNEXPECTED
        say(_unexpected(error))
        return UNEXPECTED


def _run(words: list[str]) -> int:
    try:
        arguments = build_parser(COMMANDS).parse_args(words)
    except SystemExit as leaving:  # --help and --version
        return leaving.code if isinstance(leaving.code, int) else 0
    status: int = arguments.run(arguments)
    return status


def _unexpected(error: Exception) -> str:
    """One line about a fault of ours; the traceback goes to a log."""
    from platformdirs import user_log_path

    log = Path(user_log_path(PROGRAM)) / "error.log"
    name = type(error).__name__
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8", errors="backslashreplace") as stream:
            traceback.print_exc(file=stream)
    except OSError:
        return f"程序出错（{name}：{error}）。加 --debug 重新运行可看到详细信息"
    return f"程序出错（{name}：{error}）。详细信息已写入 {log}，加 --debug 可直接显示"


if __name__ == "__main__":
    sys.exit(main())
