"""The process that parses, seen from the program: started, asked, waited for, ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from ingest.errors import ReportAssistantError
from ingest.parser import RESAVE
from ingest.wire import BrokenFrame, receive, send

START_SECONDS = 60.0  # imports on a busy machine; not counted as a file's time
_PROJECT = Path(__file__).resolve().parent.parent
_PROGRAM = """
import sys
root, work = sys.argv[1:]
if root not in sys.path:
    sys.path.insert(0, root)
from ingest.parser import main
main(work)
"""
_OPTIONS = ("-I", "-B", "-X", "utf8")  # nothing from the environment, no byte code written
_KEPT = ("PATH", "SYSTEMROOT", "WINDIR", "PATHEXT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")


class Child:
    """One process and its work folder."""

    def __init__(self) -> None:
        self._work = tempfile.TemporaryDirectory(
            prefix="report-assistant-", ignore_cleanup_errors=True
        )
        try:
            self._process = subprocess.Popen(
                [sys.executable, *_OPTIONS, "-c", _PROGRAM, str(_PROJECT), self._work.name],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=self._work.name,
                env=_environment(self._work.name),
                start_new_session=True,  # so that it and what it starts can be ended together
            )
        except OSError as error:
            self._work.cleanup()
            raise ReportAssistantError(
                f"解析文件的子进程无法启动({error.strerror or error})", hint="请检查系统资源后重试"
            ) from error
        try:
            self._exchange(None, b"", START_SECONDS)
        except BaseException:
            self.end()
            raise

    def alive(self) -> bool:
        """Whether it can still be asked."""
        return self._status() is None

    def ask(
        self, head: dict[str, Any], data: bytes, seconds: float
    ) -> tuple[dict[str, Any], bytes]:
        """Its reply to one request.

        Raises:
            ReportAssistantError: it crashed, or took longer than ``seconds``.
        """
        return self._exchange(head, data, seconds)

    def _exchange(
        self, head: dict[str, Any] | None, data: bytes, seconds: float
    ) -> tuple[dict[str, Any], bytes]:
        # Pipes have no time limit of their own that works on every system; a thread that is
        # waited for has. It ends with the process, whose pipes break.
        replies: list[tuple[dict[str, Any], bytes]] = []
        pipes = _pipes(self._process)
        thread = threading.Thread(
            target=_converse, args=(pipes, head, data, replies), name="parser", daemon=True
        )
        thread.start()
        thread.join(seconds)
        if replies:
            return replies[0]
        if thread.is_alive():
            self.end()
            raise ReportAssistantError(f"解析超过 {seconds:g} 秒，已中止", hint=RESAVE)
        raise crashed(self._last_words())

    def _status(self) -> int | None:
        """How it ended, a signal negative; None while it runs.

        It is left unreaped: until ``end`` its process group can be nobody else's.
        """
        if sys.platform == "win32" or self._process.returncode is not None:
            return self._process.poll()
        found = os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        if found is None:
            return None
        return found.si_status if found.si_code == os.CLD_EXITED else -found.si_status

    def _last_words(self) -> str:
        patience = time.monotonic() + 5  # its pipes break a moment before it is gone
        while (status := self._status()) is None:
            if time.monotonic() > patience:
                return "没有回应"
            time.sleep(0.01)
        if status >= 0:
            return f"退出状态 {status}"
        names = {one.value: one.name for one in signal.Signals}
        return names.get(-status, f"信号 {-status}")

    def end(self) -> None:
        """Kills it with all that it has started, and clears its folder."""
        with suppress(ProcessLookupError, PermissionError):
            if sys.platform == "win32":
                self._process.kill()
            elif self._process.returncode is None:
                os.killpg(self._process.pid, signal.SIGKILL)  # its own session: group = its id
        self._process.wait()
        for pipe in _pipes(self._process):
            with suppress(OSError):  # what was not sent cannot be sent any more
                pipe.close()
        self._work.cleanup()


def _pipes(process: subprocess.Popen[bytes]) -> tuple[BinaryIO, BinaryIO]:
    assert process.stdin is not None and process.stdout is not None
    return process.stdin, process.stdout  # type: ignore[return-value]


def _converse(
    pipes: tuple[BinaryIO, BinaryIO],
    head: dict[str, Any] | None,
    data: bytes,
    replies: list[tuple[dict[str, Any], bytes]],
) -> None:
    """Sends a request, if there is one, and receives one reply into ``replies``."""
    try:
        if head is not None:
            send(pipes[0], head, data)
        replies.append(receive(pipes[1]))
    except (BrokenFrame, OSError, ValueError):
        pass  # no reply: the caller finds out why


def _environment(work: str) -> dict[str, str]:
    """Of the caller's variables only what programs need to start: no proxies, no secrets."""
    kept = {name: value for name, value in os.environ.items() if name.upper() in _KEPT}
    return kept | {
        "HOME": work,
        "TMPDIR": work,
        "TEMP": work,
        "TMP": work,
        "LC_ALL": "C.UTF-8",
        "MALLOC_ARENA_MAX": "2",  # each arena takes memory, which is limited
        "ORT_DISABLE_TELEMETRY": "1",  # see ingest.readers.scan
    }


def crashed(how: str) -> ReportAssistantError:
    """The refusal of a file whose parser ended as ``how`` tells."""
    return ReportAssistantError(f"解析程序崩溃({how})，文件可能损坏或有恶意", hint=RESAVE)
