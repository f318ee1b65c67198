"""Plain text and Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ingest.aligned import with_tables
from ingest.document import Document
from ingest.encoding import decode
from ingest.grid import Block, grid_of, text_of


def _document(text: str) -> Document:
    """Leaves out what no encoding reads, and says so."""
    unreadable = text.count("\ufffd")
    if not unreadable:
        return Document(text=text)
    return Document(
        text=text.replace("\ufffd", ""),
        left_out=f"有 {unreadable} 处字节无法按任何中文编码识别，已略去，其余照常读入",
    )


def read_plain(data: bytes) -> Document:
    """Plain text in any Chinese encoding; columns that tabs or wide gaps align are tables."""
    document = _document(decode(data))
    return replace(document, text=text_of(with_tables(document.text.split("\n"))))


_RULE = re.compile(r"^(?:[-*_]\s*){3,}$")
_FENCE = re.compile(r"^\s{0,3}(?:```|~~~).*$")
_TABLE_RULE = re.compile(r"^(?=.{0,20}-{2})[-|: \t]+$")
_TABLE_ROW = re.compile(r"^\|(.*)\|$")
_LINE_EDGE = re.compile(r"^\s{0,3}(?:#{1,6}\s+|>\s?)+")
_CLOSING_HASHES = re.compile(r"(?<=\S)\s+#{1,6}\s*$")
_BULLET = re.compile(r"^[*+-]\s+(?:\[[ xX]\]\s+)?")
_IMAGE = re.compile(r"!\[[^\[\]]{0,300}\]\([^()\s]{0,2000}(?:\s+\"[^\"]{0,300}\")?\)")
_LINK = re.compile(r"\[([^\[\]]{1,300})\]\([^()\s]{0,2000}(?:\s+\"[^\"]{0,300}\")?\)")
_EMPHASIS = re.compile(r"(?<!\\)(?:\*\*|__|~~|`)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|>-])")


def _markdown_text(written: str) -> str:
    """A line without its marks; of a row of a table, a cell."""
    line = _LINK.sub(r"\1", _IMAGE.sub("", written))
    return _ESCAPED.sub(r"\1", _EMPHASIS.sub("", line))


def _markdown_line(written: str) -> str:
    line = written.strip()
    indent = written[: min(4, len(written) - len(written.lstrip()))]
    if _FENCE.match(line) or _RULE.match(line):
        return ""
    line = _CLOSING_HASHES.sub("", _LINE_EDGE.sub("", line)) if line[:1] in "#>" else line
    return indent + _markdown_text(_BULLET.sub("", line))


def _markdown_blocks(lines: Iterable[str]) -> Iterator[Block]:
    rows: list[list[str]] = []
    for written in lines:
        line = written.strip()
        if row := _TABLE_ROW.match(line):
            if not _TABLE_RULE.match(line):
                cells = re.split(r"(?<!\\)\|", row.group(1))
                rows.append([_markdown_text(cell.strip()) for cell in cells])
            continue
        if rows:
            yield grid_of(rows)
            rows = []
        yield "" if _TABLE_RULE.match(line) else _markdown_line(written)
    if rows:
        yield grid_of(rows)


def read_markdown(data: bytes) -> Document:
    """Markdown: its marks are not visible characters, so they go; columns of tables become tabs.

    Headings keep their lines, links their words.
    """
    document = _document(decode(data))
    return replace(document, text=text_of(_markdown_blocks(document.text.splitlines())))
