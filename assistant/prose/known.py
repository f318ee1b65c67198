"""What the program itself vouches for, gathered from its own answer and the catalogue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from assistant.prose.markers import without_markers
from assistant.prose.types import Known, Named
from assistant.types import Answer
from index.types import ReportEntry
from ingest.sentences import sentence_spans


def known_of(answer: Answer, entries: Iterable[ReportEntry]) -> Known:
    """What may be said over ``answer`` without a quote to bear it.

    Args:
        answer: the extractive answer: its question, its own statements, its arithmetic.
        entries: the library's catalogue, for the names of units.
    """
    names: defaultdict[str, set[str]] = defaultdict(set)
    reports: dict[str, Named] = {}
    for entry in entries:
        own = {name for name in (entry.unit, *entry.aliases) if name and len(name) >= 2}
        for name in own:
            names[name].add(entry.id)
        reports[entry.id] = Named(names=frozenset(own | set(entry.region)), genre=entry.genre)
    return Known(
        question=" ".join(dict.fromkeys((answer.resolved, answer.question))),
        lines=_lines(answer),
        names={name: frozenset(ids) for name, ids in names.items()},
        reports=reports,
    )


def _lines(answer: Answer) -> tuple[str, ...]:
    """The statements of the answer, one by one, and its arithmetic."""
    if answer.status == "refused":
        return ()
    said = [answer.answer[start:end] for start, end in sentence_spans(answer.answer)]
    plain = (without_markers(line).strip() for line in (*said, *answer.computed))
    return tuple(dict.fromkeys(line for line in plain if line))
