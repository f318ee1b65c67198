"""Pages saved as one file (MHTML), which Word, too, writes under the name of DOC."""

from __future__ import annotations

from contextlib import suppress
from email import message_from_bytes, policy
from email.message import Message

from ingest.document import Document
from ingest.errors import ReportAssistantError
from ingest.readers.html import read_html

_MOST_PARTS = 200


def read_mhtml(data: bytes) -> Document:
    """The page that says most of those in the file (frames, running headers); pictures and styles are left alone.

    Raises:
        ReportAssistantError: no page in it.
    """
    pages: list[Document] = []
    message: Message = message_from_bytes(data, policy=policy.compat32)
    for number, part in enumerate(message.walk()):
        if number > _MOST_PARTS:
            break
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload.strip():
                with suppress(ReportAssistantError):  # a frame, an advertisement without words
                    pages.append(read_html(payload))
    if pages:
        return max(pages, key=lambda page: len(page.text))
    raise ReportAssistantError("文件里没有网页正文", hint="请用浏览器重新保存该网页")
