"""The library as the field's interface: a LangChain retriever."""

from __future__ import annotations

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from index.library import Library
from index.search import Mode
from index.types import Hit, ReportEntry, Scope
from ingest.types import Role


class ReportRetriever(BaseRetriever):
    """Passages of a library as documents.

    Attributes:
        units: only reports of these units, by name or alias; None for all.
        regions: only reports whose region chain holds one of these.
        years: only reports of these years.
        roles: only sections of these roles.
        limit: documents at most.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    library: Library
    units: tuple[str, ...] | None = None
    regions: tuple[str, ...] | None = None
    years: tuple[int, ...] | None = None
    roles: tuple[Role, ...] | None = None
    limit: int = 10
    mode: Mode = "hybrid"

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        hits = self.library.search(query, scope=self.scope(), limit=self.limit, mode=self.mode)
        return [document_of(hit) for hit in hits]

    def scope(self) -> Scope:
        """The filters as report ids; filters that nothing meets give an empty scope."""
        roles = None if self.roles is None else frozenset(self.roles)
        if self.units is None and self.regions is None and self.years is None:
            return Scope(roles=roles)
        ids = frozenset(entry.id for entry in self.library.reports() if self._meets(entry))
        return Scope(report_ids=ids, roles=roles)

    def _meets(self, entry: ReportEntry) -> bool:
        names = {*entry.aliases, *([entry.unit] if entry.unit else [])}
        return (
            (self.units is None or not names.isdisjoint(self.units))
            and (self.regions is None or not set(entry.region).isdisjoint(self.regions))
            and (self.years is None or entry.year in self.years)
        )


def document_of(hit: Hit) -> Document:
    """The bare slice, with what a citation needs as metadata."""
    report, passage = hit.report, hit.passage
    return Document(
        page_content=hit.text,
        metadata={
            "report_id": report.id,
            "title": report.title,
            "unit": report.unit,
            "year": report.year,
            "section": report.sections[passage.section].label,
            "role": report.sections[passage.section].role,
            "ordinal": passage.ordinal,
            "start": passage.start,
            "end": passage.end,
            "score": hit.score,
            "similarity": hit.similarity,
        },
    )
