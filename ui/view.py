"""What the page shows of an answer: HTML of our own making, in which every word is escaped."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from assistant.export_text import Run, clean, name_of, place_of, runs, shows_groups
from assistant.types import Answer, Citation, PassageGroup
from ui.answer_table import table_html
from ui.markup import badge, copy_button, escaped
from ui.text import one_line, shortened

OPEN_SOURCES = 3  # more sources than this start folded: the answer must stay in sight
UNKNOWN_YEAR = "年份不详"
UNKNOWN_UNIT = "单位不详"
_BULLET = re.compile(r"^\s*[-*] +")
_ORDERED = re.compile(r"^\s*\d{1,3}[.、] *\S")


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


def is_reworded(answer: Answer) -> bool:
    """Whether the question was understood as another one, not only written in other widths."""

    def folded(text: str) -> str:
        return "".join(unicodedata.normalize("NFKC", text).split()).rstrip("?。.")

    return folded(answer.resolved) != folded(answer.question)


def marker_button(marker: str, citations: Mapping[int, Citation]) -> str:
    """A marker to click; plain text where no citation bears its number."""
    citation = citations.get(int(marker))
    if citation is None:
        return escaped(f"[{marker}]")
    return (
        f'<button type="button" class="marker" data-cite="{marker}" '
        f'aria-label="出处{marker}：{escaped(one_line(citation_place(citation)))}" '
        f'title="{escaped(one_line(shortened(citation.quote, 120)))}">[{marker}]</button>'
    )


def line_html(line: str, citations: Mapping[int, Citation]) -> str:
    """One line of an answer's Markdown: bold and markers live, everything else is text."""
    return "".join(_run_html(run, citations) for run in runs(line))


def _run_html(run: Run, citations: Mapping[int, Citation]) -> str:
    if run.style == "marker":
        return marker_button(run.text, citations)
    return f"<strong>{escaped(run.text)}</strong>" if run.style == "bold" else escaped(run.text)


def prose_html(text: str, citations: Mapping[int, Citation]) -> str:
    """An answer's text: paragraphs, bullets and numbered lines."""
    parts: list[str] = []
    for line in clean(text).split("\n"):
        if not line.strip():
            continue
        if _BULLET.match(line):
            item = line_html(_BULLET.sub("", line), citations)
            parts.append(f'<p class="item bullet">{item}</p>')
        else:
            style = ' class="item"' if _ORDERED.match(line) else ""
            parts.append(f"<p{style}>{line_html(line.strip(), citations)}</p>")
    return "".join(parts)


def written_html(answer: Answer) -> str:
    """That a language model wrote the text, and how much of it is not shown; else nothing."""
    if answer.prose is None:
        return ""
    left_out = answer.prose.left_out
    hidden = badge(f"{left_out}句未通过核对，已隐去") if left_out else ""
    mark = badge("语言模型行文，逐句核对")
    return f'<p class="written" title="{escaped(one_line(answer.prose.model))}">{mark} {hidden}</p>'


def _lines_html(heading: str, lines: Sequence[str], citations: Mapping[int, Citation]) -> str:
    if not lines:
        return ""
    items = "".join(f"<li>{line_html(one_line(line), citations)}</li>" for line in lines)
    return f'<div class="remarks"><h4>{escaped(heading)}</h4><ul>{items}</ul></div>'


def groups_html(groups: Sequence[PassageGroup], citations: Mapping[int, Citation]) -> str:
    """Verbatim passages, near-duplicates together: the first in full, the others by name."""
    return "".join(_group_html(group, citations) for group in groups if group.passages)


def _group_html(group: PassageGroup, citations: Mapping[int, Citation]) -> str:
    first, *others = group.passages
    kind = badge("套话", "set-phrase") if group.set_phrase else ""
    also = "、".join(
        escaped(name_of(one)) + marker_button(str(one.marker), citations) for one in others
    )
    return (
        f'<blockquote class="passage"><p>{escaped(first.quote)}</p>'
        f"<footer>{escaped(name_of(first))}{marker_button(str(first.marker), citations)}{kind}"
        f"{copy_button('复制原文', first.quote)}"
        f"{f'<span class=also>相近表述：{also}</span>' if also else ''}</footer></blockquote>"
    )


def sources_html(citations: Sequence[Citation]) -> str:
    """The list 出处 under an answer; a long one starts folded."""
    if not citations:
        return ""
    numbered = {citation.marker: citation for citation in citations}
    items = "".join(
        f"<li>{marker_button(str(one.marker), numbered)}"
        f"<div><b>{escaped(one_line(citation_place(one)))}</b>"
        f"<q>{escaped(one.quote.strip())}</q></div></li>"
        for one in citations
    )
    opened = " open" if len(citations) <= OPEN_SOURCES else ""
    return (
        f'<details class="sources"{opened}><summary>出处（{len(citations)}处）</summary>'
        f"<ol>{items}</ol></details>"
    )


def answer_html(answer: Answer) -> str:
    """The body of an answer.

    Returns:
        How the question was understood where that differs, the answer, its table, its passages,
        the arithmetic, the notes, and the sources.
    """
    citations = {citation.marker: citation for citation in answer.citations}
    understood = f'<p class="understood">理解为：{escaped(one_line(answer.resolved))}</p>'
    return "".join(
        (
            understood if is_reworded(answer) else "",
            f'<div class="answer-text">{prose_html(answer.answer, citations)}</div>',
            written_html(answer),
            table_html(answer.table, lambda cell: line_html(cell, citations))
            if answer.table
            else "",
            groups_html(answer.groups or (), citations) if shows_groups(answer) else "",
            _lines_html("计算", answer.computed, citations),
            _lines_html("说明", answer.notes, citations),
            sources_html(answer.citations),
        )
    )


def copied_text(answer: Answer) -> str:
    """An answer as plain text for the clipboard, its sources below it."""
    rows = [answer.table.columns, *answer.table.rows] if answer.table else []
    parts = [
        clean(answer.answer).replace("**", ""),
        "\n".join("\t".join(one_line(cell) for cell in row) for row in rows),
        "\n".join(answer.computed),
        "\n".join(
            f"[{one.marker}] {name_of(one)}，{place_of(one)}：“{one_line(one.quote)}”"
            for one in answer.citations
        ),
    ]
    return "\n\n".join(part for part in parts if part)
