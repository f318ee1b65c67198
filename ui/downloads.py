"""Files to take away: an answer as Word, Excel or Markdown, and the original of a report.

Both are routes of our own: nothing is written to disk for them, no folder is opened to the page,
and what is served is checked on each request.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from assistant.export import FORMATS, answer_bytes
from index.library import Library
from index.types import Source
from ingest.errors import ReportAssistantError
from ui.access.account import account_of
from ui.context import PageContext
from ui.conversations import Conversations
from ui.text import one_line
from ui.users import user_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

_PDF = "application/pdf"
_ANY = "application/octet-stream"
_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')  # what Windows does not take in a file name
_LONGEST_NAME = 40  # characters


def file_name(title: str, suffix: str) -> str:
    """A file name that every system takes, made from a title."""
    stem = _UNFIT.sub(" ", one_line(title)).strip(" .")[:_LONGEST_NAME].strip()
    return f"{stem or '回答'}{suffix}"


def _kept(source: Source) -> Path | None:
    path = Path(source.origin)
    try:
        return path if path.is_file() else None
    except OSError:
        return None


def original_address(library: Library, report_id: str, page: int | None) -> str | None:
    """Where the page can fetch the original file of a report; None where it is gone.

    Args:
        page: of a PDF, to open it there.
    """
    source = next((one for one in library.sources(report_id) if _kept(one)), None)
    if source is None:
        return None
    place = f"#page={page}" if page is not None and source.source.lower().endswith(".pdf") else ""
    return f"download/original/{quote(report_id)}{place}"


def original_bytes(library: Library, report_id: str) -> tuple[str, bytes] | None:
    """Name and content of the original, if a file with the very content that was read is there."""
    for source in library.sources(report_id):
        path = _kept(source)
        try:
            data = path.read_bytes() if path and path.stat().st_size == source.size else None
        except OSError:
            continue
        if data is not None and hashlib.sha256(data).hexdigest() == source.sha256:
            return source.source.rsplit("/", 1)[-1], data
    return None


def _attachment(name: str, data: bytes, *, inline: bool = False) -> Response:
    """A file to save. Only a PDF is shown: the browser's viewer runs nothing of ours."""
    from starlette.responses import Response

    manner = "inline" if inline else "attachment"
    return Response(
        data,
        media_type=_PDF if inline else _ANY,
        headers={
            "content-disposition": f"{manner}; filename*=UTF-8''{quote(name, safe='')}",
            "cache-control": "no-store",
        },
    )


def _missing(words: str) -> Response:
    from starlette.responses import PlainTextResponse

    return PlainTextResponse(words, status_code=404)


def download_routes(context: PageContext) -> list[BaseRoute]:
    """The routes for the server; each works for the user of the request."""
    from starlette.routing import Route

    def answer(request: Request) -> Response:
        stem, _, suffix = request.path_params["name"].rpartition(".")
        conversation = request.path_params["conversation"]
        account_of(request.scope)  # nobody gets here past the layer
        turns = Conversations(context.library_folder).turns(user_of(request.scope), conversation)
        turn = next((one for one in turns if str(one.number) == stem), None)
        if turn is None or turn.answer is None or f".{suffix}" not in FORMATS:
            return _missing("没有这条回答，它可能已被删除")
        try:
            data = answer_bytes(turn.answer, f".{suffix}")
        except ReportAssistantError as error:
            return _missing(str(error))
        return _attachment(file_name(turn.question, f".{suffix}"), data)

    def original(request: Request) -> Response:
        seen = context.for_user(account_of(request.scope))
        found = original_bytes(seen.library, request.path_params["report"])
        if found is None:
            return _missing("原文件已不在原处，或内容已经改动")
        name, data = found
        return _attachment(name, data, inline=name.lower().endswith(".pdf"))

    return [
        Route("/download/answer/{conversation}/{name}", answer),
        Route("/download/original/{report}", original),
    ]
