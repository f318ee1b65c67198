"""An answer as Markdown with its sources as footnotes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.export_text import (
    clean,
    is_reworded,
    lines_of,
    name_of,
    one_line,
    place_of,
    remarks,
    runs,
    shows_groups,
)
from assistant.types import Answer, Citation, Table

# Characters that mean something anywhere in a line; CommonMark shows each after a backslash.
_INLINE = re.compile(r"[\\`*_\[\]<>|~&$!{}@]")
# What means something at the start of a line only: headings, quotes, lists, rules, formulas.
_LINE_START = re.compile(r"^[#>+=:-]")
_ORDERED = re.compile(r"^(\d{1,9})([.)])")
_LINK = re.compile(r"(?<=[A-Za-z])(://)|(?<=[wW])(\.)(?=\S)")


def escape(text: str) -> str:
    """``text`` on one line, so that Markdown shows it character for character."""
    escaped = _INLINE.sub(lambda match: f"\\{match[0]}", one_line(text))
    escaped = _LINK.sub(lambda match: f"\\{match[0]}", escaped)  # no link of its own accord
    escaped = _ORDERED.sub(r"\1\\\2", escaped)
    return _LINE_START.sub(lambda match: f"\\{match[0]}", escaped)


def _line(text: str, *, numbered: bool = False) -> str:
    """A line of an answer: bold and markers live, a number of a list too where asked."""
    number = re.match(r"\d{1,3}\. ", text) if numbered else None
    start = number[0] if number else ""
    parts: list[str] = []
    for run in runs(text[len(start) :]):
        if run.style == "marker":
            parts.append(f"[^{run.text}]")
        else:
            # Only what opens the line can be taken for a heading or a list.
            shown = escape(run.text) if not parts else escape(f"\u2060{run.text}")[1:]
            kept = run.text[: len(run.text) - len(run.text.lstrip())] and parts and " "
            shown = f"{kept or ''}{shown.strip()}"
            parts.append(f"**{shown}**" if run.style == "bold" else shown)
    return start + "".join(parts)


def _table(table: Table) -> str:
    def row(cells: Sequence[str]) -> str:
        return "| " + " | ".join(_line(one_line(cell)) or " " for cell in cells) + " |"

    rule = "|" + " --- |" * len(table.columns)
    return "\n".join([row(table.columns), rule, *(row(cells) for cells in table.rows)])


def _listed(heading: str, lines: Sequence[str]) -> list[str]:
    if not lines:
        return []
    return [f"## {heading}", "\n".join(f"- {_line(one_line(line))}" for line in lines)]


def _groups(answer: Answer) -> list[str]:
    if not shows_groups(answer):
        return []
    parts = ["## 例句"]
    for number, group in enumerate(answer.groups or (), 1):
        kind = "，套话" if group.set_phrase else ""
        parts.append(f"### 例句{number}（{group.reports}份报告{kind}）")
        parts.extend(f"> {escape(p.quote)}[^{p.marker}]" for p in group.passages)
    return parts


def _footnote(citation: Citation) -> str:
    place = f"{escape(name_of(citation))}{escape(place_of(citation))}"
    return f"[^{citation.marker}]: {place}：“{escape(citation.quote)}”"


def answer_markdown(answer: Answer) -> str:
    """A whole answer.

    Returns:
        Markdown (CommonMark with GitHub's tables and footnotes), its last line ended.
    """
    text = lines_of(answer.answer)
    numbered = any(re.match(r"\d{1,3}\. ", line) for line in text)
    parts = [
        f"# {escape(answer.question)}",
        *([f"理解为：{escape(answer.resolved)}"] if is_reworded(answer) else []),
        *(_line(line, numbered=numbered) for line in text),
        *([_table(answer.table)] if answer.table else []),
        *_groups(answer),
        *_listed("计算", answer.computed),
        *_listed("说明", remarks(answer)),
    ]
    if answer.citations:
        parts.append("## 出处")
        parts.extend(_footnote(citation) for citation in answer.citations)
    return clean("\n\n".join(parts)) + "\n"
