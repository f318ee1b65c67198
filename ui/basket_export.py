"""A basket of passages as a Word document, in the type of GB/T 9704-2012, with its sources."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from assistant.docx_style import (
    BODY,
    HEADING,
    SOURCE,
    TITLE,
    Type,
    add_page_numbers,
    name_substitutes,
    set_page,
    set_type,
    shape_paragraph,
)
from assistant.export_text import name_of, one_line, place_of
from assistant.types import Citation
from ingest.errors import ReportAssistantError

FILE_NAME = "例句摘录.docx"
_NUMERALS = "一二三四五六七八九十"


def basket_docx(found: Sequence[tuple[str, Citation]]) -> bytes:
    """The passages under their topics, verbatim, and their sources below.

    Args:
        found: topic and citation; a topic's passages stand together.

    Raises:
        ReportAssistantError: there is nothing to export.
    """
    if not found:
        raise ReportAssistantError("摘录是空的，应至少有一条", hint="请先把需要的表述加入摘录")
    from docx import Document as new_document

    document = new_document()
    set_page(document.sections[0])
    add_page_numbers(document)
    name_substitutes(document)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = "例句摘录", "", ""
    _paragraph(document, "例句摘录", TITLE)
    topic: str | None = None
    numbered = 0
    for name, citation in found:
        if name != topic:
            topic, numbered = name, numbered + 1
            _paragraph(document, f"{_numeral(numbered)}、{one_line(name) or '未注明主题'}", HEADING)
        _paragraph(document, one_line(citation.quote), BODY, marker=citation.marker)
    _paragraph(document, "附：出处", HEADING)
    for _, citation in found:
        _paragraph(document, f"[{citation.marker}] {name_of(citation)}{place_of(citation)}", SOURCE)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _numeral(number: int) -> str:
    return _NUMERALS[number - 1] if number <= len(_NUMERALS) else str(number)


def _paragraph(document: Any, text: str, kind: Type, *, marker: int | None = None) -> None:
    """A paragraph in which nothing of a report's text is taken for a mark of ours."""
    paragraph = document.add_paragraph()
    shape_paragraph(paragraph, kind)
    set_type(paragraph.add_run(text), kind)
    if marker is not None:
        raised = paragraph.add_run(f"[{marker}]")
        set_type(raised, kind)
        raised.font.superscript = True
