"""What a model is given to write from: the citations of the extractive answer, and no more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from assistant.language_model.machine_talk import without_machine_talk
from assistant.language_model.prompts import as_data
from assistant.types import Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenEvidence:
    """Citations as the model and the gate see them.

    Attributes:
        citations: by marker; their quotes hold nothing that speaks to a machine.
        silenced: markers of quotes from which something was taken out.
    """

    citations: dict[int, Citation]
    silenced: tuple[int, ...] = ()

    @property
    def data(self) -> str:
        """As the prompt holds it: a line of JSON each."""
        return "\n".join(as_data(_record(one)) for one in self.citations.values())

    @property
    def report_ids(self) -> frozenset[str]:
        """The reports that the evidence comes from."""
        return frozenset(one.report_id for one in self.citations.values())


def given_evidence(citations: Iterable[Citation], most: int) -> GivenEvidence:
    """The citations that fit.

    Args:
        most: characters of all quotes together; what comes later than that stays out.
    """
    given: dict[int, Citation] = {}
    silenced: list[int] = []
    length = 0
    for citation in citations:
        quote = without_machine_talk(citation.quote)
        if quote != citation.quote:
            silenced.append(citation.marker)
        length += len(quote)
        if length > most and given:
            break
        if quote.strip():
            given[citation.marker] = replace(citation, quote=quote)
    return GivenEvidence(citations=given, silenced=tuple(silenced))


def _record(citation: Citation) -> dict[str, object]:
    return {
        "编号": citation.marker,
        "单位": without_machine_talk(citation.unit or ""),
        "年份": citation.year,
        "章节": without_machine_talk(citation.section),
        "原文": citation.quote,
    }
