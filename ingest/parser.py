"""The process that parses: reads requests from its standard input until that ends.

Started by ``ingest.isolation`` and by nobody else. A request is ``{"task", "name"}`` (for reading a
page: ``"site"``, the lines that its site repeats) and the bytes of a file; the reply is what became of it. Whatever goes wrong with a file is a reply, and where the
state of the process is in doubt afterwards the reply says ``last`` and the process ends.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any, BinaryIO

from ingest.archive import unpack
from ingest.confined import allow_seconds, confine, own_memory
from ingest.errors import ReportAssistantError
from ingest.report import read_file
from ingest.wire import BrokenFrame, reading_document, receive, send

SECONDS = 30.0  # for one file
FILES = 200  # after so many the process is replaced: parsers leak
GROWTH = 256 * 1024 * 1024  # or after keeping so much memory: the next file needs room
_RESERVE = 4 * 1024 * 1024


def main(work: str) -> None:
    """Serves requests; ``work`` is the folder that may be written to."""
    requests, replies = _own_streams()
    _warm()
    confine(Path(work))
    send(replies, {"ready": True})
    base = own_memory()
    for served in range(1, FILES + 1):
        try:
            head, data = receive(requests)
        except BrokenFrame:
            return
        allow_seconds(SECONDS)
        reply, body = _answered(head, data)
        del data
        used_up = served == FILES or (base and own_memory() - base > GROWTH)
        reply["last"] = bool(reply.get("last") or used_up)
        send(replies, reply, body)
        if reply["last"]:
            return


def _warm() -> None:
    """Does once what is done on first use, so that no file is charged with it."""
    reading_document(read_file("a.txt", "一、审核合同1件。".encode()))


def _own_streams() -> tuple[BinaryIO, BinaryIO]:
    """The pipes under descriptors of their own; standard input and output become empty.

    A library that prints, or a program that is started, must not speak in our name.
    """
    requests, replies = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1):
        os.dup2(nothing, standard)
    os.close(nothing)
    sys.stdin = sys.stdout = None
    return os.fdopen(requests, "rb"), os.fdopen(replies, "wb")


def _answered(head: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    reserve = bytearray(_RESERVE)  # given back first, so that there is room to say what happened
    try:
        return _done(head, data)
    except ReportAssistantError as error:
        return _refused(error.message, error.hint), b""
    except MemoryError:
        del reserve
        return {**_refused(*OUT_OF_MEMORY), "last": True}, b""
    except RecursionError:
        return {**_refused(*TOO_DEEP), "last": True}, b""
    except Exception as error:  # whatever a parser raises is this file's fault, not the program's
        kind = type(error).__name__
        return {**_refused(f"文件格式有误，解析中断({kind})", RESAVE), "last": True}, b""


RESAVE = "请用 Word、WPS 等重新保存，或另存为 TXT、DOCX 后再导入"
OUT_OF_MEMORY = ("解析所需内存超过 1 GiB", RESAVE)
TOO_DEEP = ("文件内容嵌套过深", RESAVE)


def _refused(message: str, hint: str) -> dict[str, Any]:
    return {"refused": {"message": message, "hint": hint}}


def _done(head: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    name = str(head.get("name"))
    if head.get("task") == "read":
        site = frozenset(map(str, head.get("site", ())))
        return {"reading": reading_document(read_file(name, data, site))}, b""
    members = unpack(name, data)
    listed = [{"name": one.name, "reason": one.reason, "size": len(one.data)} for one in members]
    return {"members": listed}, b"".join(one.data for one in members)
