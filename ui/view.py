"""What the page shows of an answer: Markdown in which nothing but our own markup is alive.

Text from reports, file names and questions is written in character entities wherever Markdown or
HTML could read it as an instruction. Entities are the one escape that Markdown never takes for
structure; backslashes are not (they end at code, links and tables).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from assistant.types import Answer, Citation, Table
from index.types import ReportEntry
from ui.text import one_line, printable

# Characters that mean something anywhere in a line.
_INLINE = re.compile(r"[&<>\"'`*_~\[\]|\\$!@{}]")
# What GitHub's Markdown turns into a link without being asked: a scheme, or www.
_AUTOLINK = re.compile(r"(?<=[A-Za-z0-9])://|(?<=[wW])\.(?=\S)")
_SCHEME = re.compile(r"(?i)\b(mailto|xmpp|javascript|data|vbscript):")
# What means something at the start of a line only: headings, lists, rules, indented code.
_LINE_START = re.compile(r"^[#+=:-]", re.M)
_LINE_INDENT = re.compile(r"^[ \t]+", re.M)
_ORDERED = re.compile(r"^(\d{1,9})([.)])", re.M)
_MARKER = re.compile(r"&#91;(\d{1,4})&#93;")
_BOLD = re.compile(r"&#42;&#42;(?=\S)(.+?)(?<=\S)&#42;&#42;")
_BULLET = re.compile(r"^(?:&#45;|&#42;) ", re.M)

OPEN_SOURCES = 3  # more sources than this start folded: the answer must stay in sight
UNKNOWN_YEAR = "年份不详"
UNKNOWN_UNIT = "单位不详"


def _entity(character: str) -> str:
    return f"&#{ord(character)};"


def escape_markdown(text: str) -> str:
    """``text`` so that Markdown shows it character for character, lines kept.

    Args:
        text: anything.

    Returns:
        Markdown without HTML, links, images, code, tables, headings or lists. ``html.unescape``
        gives the text back, but for control characters and the indent of lines.
    """
    escaped = _INLINE.sub(lambda match: _entity(match[0]), printable(text))
    escaped = _AUTOLINK.sub(lambda match: _entity(match[0][0]) + match[0][1:], escaped)
    escaped = _SCHEME.sub(lambda match: f"{match[1]}&#58;", escaped)
    escaped = _LINE_INDENT.sub("", escaped)
    escaped = _ORDERED.sub(lambda match: match[1] + _entity(match[2]), escaped)
    return _LINE_START.sub(lambda match: _entity(match[0]), escaped)


def escape_line(text: str) -> str:
    """As ``escape_markdown``, on one line: for table cells, headings, list items."""
    return escape_markdown(one_line(text))


def prose(text: str) -> str:
    """An answer's own Markdown: bold, bullets and markers live, everything else is escaped."""
    escaped = escape_markdown(text)
    escaped = _BOLD.sub(r"**\1**", escaped)
    escaped = _BULLET.sub("- ", escaped)
    return _raise_markers(escaped)


def _raise_markers(escaped: str) -> str:
    return _MARKER.sub(r"<sup>&#91;\1&#93;</sup>", escaped)


def citation_place(citation: Citation) -> str:
    """Where a quote stands: unit, year, section path and page, as plain text."""
    parts = [
        citation.unit or citation.title or UNKNOWN_UNIT,
        f"{citation.year}年" if citation.year is not None else UNKNOWN_YEAR,
    ]
    if citation.section:
        parts.append(citation.section)
    if citation.page is not None:
        parts.append(f"第{citation.page}页")
    return " · ".join(parts)


def table_markdown(table: Table) -> str:
    """A Markdown table; a cell's line ends become breaks, its markers are raised."""

    def row(cells: Sequence[str]) -> str:
        return "| " + " | ".join(_raise_markers(escape_line(cell)) or " " for cell in cells) + " |"

    rule = "|" + " --- |" * len(table.columns)
    return "\n".join([row(table.columns), rule, *(row(cells) for cells in table.rows)])


def source_markdown(citation: Citation) -> str:
    """One source: its place in bold, the quote below it."""
    quote = "\n".join(
        f"> {escape_line(line)}" for line in citation.quote.splitlines() if line.strip()
    )
    return f"**&#91;{citation.marker}&#93; {escape_line(citation_place(citation))}**\n\n{quote}"


def sources_markdown(citations: Sequence[Citation]) -> str:
    """The list 出处 under an answer; a long one starts folded."""
    if not citations:
        return ""
    opened = " open" if len(citations) <= OPEN_SOURCES else ""
    sources = "\n\n".join(source_markdown(citation) for citation in citations)
    summary = f"<summary>出处（{len(citations)} 处）</summary>"
    return f"<details{opened}>\n{summary}\n\n{sources}\n\n</details>"


def _lines_markdown(heading: str, lines: Sequence[str]) -> str:
    if not lines:
        return ""
    return f"**{heading}**\n\n" + "\n".join(
        f"- {_raise_markers(escape_line(line))}" for line in lines
    )


def is_reworded(answer: Answer) -> bool:
    """Whether the question was understood as another one, not only written in other widths."""

    def folded(text: str) -> str:
        return "".join(unicodedata.normalize("NFKC", text).split()).rstrip("?。.")

    return folded(answer.resolved) != folded(answer.question)


def answer_markdown(answer: Answer) -> str:
    """A whole answer as the page shows it.

    Args:
        answer: as the assistant gives it.

    Returns:
        Markdown: how the question was understood where that differs, the answer, its table,
        the arithmetic, the notes, and the sources.
    """
    understood = f"<small>理解为：{escape_line(answer.resolved)}</small>"
    parts = [
        understood if is_reworded(answer) else "",
        prose(answer.answer),
        table_markdown(answer.table) if answer.table else "",
        _lines_markdown("计算", answer.computed),
        _lines_markdown("说明", answer.notes),
        sources_markdown(answer.citations),
    ]
    return "\n\n".join(part for part in parts if part)


def entries_html(entries: Sequence[ReportEntry]) -> str:
    """The reports of the library for the side panel, newest year first."""
    heading = f"<h2>资料库<small>{len(entries)} 份报告</small></h2>"
    if not entries:
        return f"{heading}<p>还没有报告。</p>"
    ordered = sorted(entries, key=lambda entry: (-(entry.year or 0), entry.unit or "", entry.id))
    items = "".join(
        f'<li title="{_html(entry.title)}"><b>{_html(entry.unit or entry.title)}</b>'
        f"<span>{_html(_entry_facts(entry))}</span></li>"
        for entry in ordered
    )
    return f'{heading}<ul class="reports">{items}</ul>'


def _entry_facts(entry: ReportEntry) -> str:
    year = f"{entry.year}年" if entry.year is not None else UNKNOWN_YEAR
    return " · ".join(part for part in (year, entry.genre) if part)


def _html(text: str) -> str:
    """Text for an element or a quoted attribute; ``$`` and braces too, which templates read."""
    return re.sub(r"[&<>\"'`${}]", lambda match: _entity(match[0]), one_line(text))
