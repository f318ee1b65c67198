"""Every file is parsed in a child process that may be killed; the program only sees what it says.

The child is warm: it reads file after file and is replaced after a fault, after a number of files,
or when it has grown. What it may do is in ``ingest.confined``; time is kept here.
"""

from __future__ import annotations

import threading
from types import TracebackType
from typing import Any

from ingest.archive import Member
from ingest.child import Child, crashed
from ingest.errors import ReportAssistantError
from ingest.parser import SECONDS
from ingest.report import Reading
from ingest.wire import BrokenFrame, reading_of


class IsolatedReader:
    """Reads files as ``ingest.report.read_file`` does, in a child process.

    Safe to use from several threads: they take turns, and waiting does not count as time.
    """

    def __init__(self, *, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._child: Child | None = None

    def __call__(self, name: str, data: bytes, site: frozenset[str] = frozenset()) -> Reading:
        """A report from a file's name and its bytes, as ``ingest.report.read_file`` gives it.

        Raises:
            ReportAssistantError: the file is refused, or its parser crashed, hung or wanted more
                memory than there is for it.
        """
        reply, _ = self._ask({"task": "read", "name": name, "site": sorted(site)}, data)
        try:
            return reading_of(reply.get("reading"))
        except BrokenFrame as error:
            raise crashed("回应无法识别") from error

    def unpack(self, name: str, data: bytes) -> tuple[Member, ...]:
        """The files of an archive, as ``ingest.archive.unpack`` gives them.

        Raises:
            ReportAssistantError: as for reading.
        """
        reply, body = self._ask({"task": "unpack", "name": name}, data)
        try:
            return tuple(_members(reply["members"], body))
        except (KeyError, TypeError, ValueError) as error:
            raise crashed("回应无法识别") from error

    def close(self) -> None:
        """Ends the child; the next file would start another."""
        with self._lock:
            self._drop()

    def __enter__(self) -> IsolatedReader:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _ask(self, head: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
        with self._lock:
            child = self._start()
            keep = False
            try:
                reply, body = child.ask(head, data, self._seconds)
                keep = reply.get("last") is False
            finally:  # also when the user interrupts: a reply that comes late is nobody's
                if not keep:
                    self._drop()
        refused = reply.get("refused")
        if refused:
            raise ReportAssistantError(str(refused["message"]), hint=str(refused["hint"]))
        return reply, body

    def _start(self) -> Child:
        """The child that is there, or a new one."""
        if self._child is None or not self._child.alive():
            self._drop()
            self._child = Child()
        return self._child

    def _drop(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.end()


def _members(listed: Any, body: bytes) -> list[Member]:
    members, start = [], 0
    for one in listed:
        end = start + int(one["size"])
        members.append(
            Member(name=str(one["name"]), reason=str(one["reason"]), data=body[start:end])
        )
        start = end
    if start != len(body):
        raise ValueError("the sizes do not add up")
    return members
