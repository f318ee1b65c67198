"""What is evaluated: our assistant, or a popular stack over the same reports and model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from assistant.types import Answer, AnswerScope
from eval.baselines import BASELINES, open_baseline
from eval.catalogue import Catalogue
from eval.types import Slice, System
from index.types import ReportEntry, Scope
from ingest.errors import ReportAssistantError

ASSISTANT = "assistant"
_SEARCHED = 10


class Asks(Protocol):
    """The part of the assistant that evaluation uses."""

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        """Answer one question of a conversation."""
        ...


def system_names() -> tuple[str, ...]:
    """Values of ``--system``."""
    return (ASSISTANT, *BASELINES)


def open_system(
    name: str, assistant: Asks, catalogue: Catalogue, *, model: str | None = None
) -> System:
    """The system called ``name``.

    Args:
        assistant: ours; a baseline does not use it.
        catalogue: the library whose reports a baseline cuts up its own way.
        model: embedding model of the library, by name or folder; None for the embedded one.

    Raises:
        ReportAssistantError: no system has that name.
    """
    if name == ASSISTANT:
        return System(
            name=name,
            ask=assistant.ask,
            prepare=lambda: catalogue.library.search("法治", limit=1),
            retrieve=_assistant_search(catalogue),
        )
    if name not in BASELINES:
        raise ReportAssistantError(
            f"没有名为 {name} 的系统", hint=f"--system 应为 {'、'.join(system_names())} 之一"
        )
    from index.embed import SentenceTransformerEmbedder

    return open_baseline(name, catalogue, SentenceTransformerEmbedder(model))


def _assistant_search(catalogue: Catalogue) -> Callable[[Answer], Sequence[Slice]]:
    def retrieve(answer: Answer) -> Sequence[Slice]:
        reports = reports_in(answer.scope, catalogue.entries)
        scope = Scope(
            report_ids=reports,
            roles=frozenset({answer.scope.role}) if answer.scope.role else None,
        )
        hits = catalogue.library.search(answer.resolved, scope=scope, limit=_SEARCHED)
        return [
            Slice(report_id=hit.report.id, start=hit.passage.start, end=hit.passage.end)
            for hit in hits
        ]

    return retrieve


def reports_in(scope: AnswerScope, entries: Sequence[ReportEntry]) -> frozenset[str] | None:
    """Reports that the scope of an answer covers; None where it names no unit, region or year.

    A year that no title bears may be one that a text states (contract.md, "year"): it then does
    not narrow the search.
    """
    found = list(entries)
    if scope.units:
        found = [e for e in found if {e.unit, *e.aliases} & set(scope.units)]
    if scope.regions:
        found = [e for e in found if set(e.region) & set(scope.regions)]
    dated = [entry for entry in found if entry.year in scope.years]
    found = dated or found
    if len(found) == len(entries):
        return None
    return frozenset(entry.id for entry in found)
