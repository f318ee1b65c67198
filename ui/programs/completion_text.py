"""An answer as the message of a chat: its text, its table, its numbered sources."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.export_text import name_of, one_line, place_of
from assistant.types import Answer, Citation, Table


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(one_line(cell).replace("|", "\\|") or " " for cell in cells) + " |"


def _table(table: Table) -> str:
    rule = "|" + " --- |" * len(table.columns)
    return "\n".join((_row(table.columns), rule, *(_row(cells) for cells in table.rows)))


def _lines(heading: str, lines: Sequence[str]) -> str:
    return "\n".join((f"{heading}：", "", *(f"- {one_line(line)}" for line in lines)))


def _source(citation: Citation) -> str:
    place = f"{name_of(citation)}{place_of(citation)}"
    return f"- [{citation.marker}] {place}：“{one_line(citation.quote)}”"


def after_text(answer: Answer) -> str:
    """What a message holds behind ``Answer.answer``: table, arithmetic, notes, sources.

    Returns:
        Markdown that begins with an empty line; empty where there is nothing to add. The sources
        stand in the order of their markers, each with its number, its place and its quote.
    """
    parts = [
        *([_table(answer.table)] if answer.table else []),
        *([_lines("计算", answer.computed)] if answer.computed else []),
        *([_lines("说明", answer.notes)] if answer.notes else []),
        *(
            [_lines("可以接着问", answer.suggestions)]
            if answer.status == "refused" and answer.suggestions
            else []
        ),
        *(["\n".join(("出处：", "", *map(_source, answer.citations)))] if answer.citations else []),
    ]
    return "".join(f"\n\n{part}" for part in parts)


def message_text(answer: Answer) -> str:
    """The whole message."""
    return answer.answer + after_text(answer)
