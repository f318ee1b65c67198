"""What is stored and what search finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ingest.types import Passage, Report, Role

Outcome = Literal["added", "unchanged", "updated", "duplicate", "partial", "rejected"]


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestRecord:
    """What became of one file (contract.md, ``ingest``)."""

    source: str
    outcome: Outcome
    report_id: str | None = None
    title: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportEntry:
    """A line of the library's catalogue: a report without its text.

    Attributes:
        near_duplicate_of: id of the report of the same unit and year that is nearly the same and
            counts in its place (the final for the draft); None where the report itself counts.
        earlier_versions: how many versions a corrected file has superseded.
        corrected: names of the fields that were corrected by hand.
        collections: names of those it lies in; in none, it is everybody's.
    """

    id: str
    title: str
    unit: str | None
    aliases: tuple[str, ...]
    region: tuple[str, ...]
    year: int | None
    date: str | None
    genre: str | None
    sources: tuple[str, ...]
    characters: int
    passages: int
    figures: int
    near_duplicate_of: str | None = None
    earlier_versions: int = 0
    corrected: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Where to search. None means anywhere; an empty set means nowhere (never widened)."""

    report_ids: frozenset[str] | None = None
    roles: frozenset[Role] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage that search found.

    Attributes:
        rank: from 1; ties broken by report id, then ordinal.
        score: fused score, higher is better; comparable only within one search.
        similarity: cosine of query and passage in [-1, 1]; None where dense search did not run.
    """

    report: Report
    passage: Passage
    rank: int
    score: float
    similarity: float | None = None

    @property
    def text(self) -> str:
        """The bare slice."""
        return self.report.text[self.passage.start : self.passage.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file that a report came from.

    Attributes:
        origin: its absolute path.
        source: its path relative to the folder that was given (POSIX separators).
        sha256: of its bytes.
    """

    origin: str
    source: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierVersion:
    """What a report said before its file was corrected.

    Attributes:
        version: id of the report that it was.
        source: path of the file, relative to the folder that was given; ``sha256`` of its bytes.
        stored: from when it counted, UTC in ISO 8601; None if unknown.
        superseded: until when.
    """

    version: str
    title: str
    unit: str | None
    year: int | None
    text: str
    source: str
    sha256: str
    stored: str | None
    superseded: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What became of the library between two revisions.

    Attributes:
        revision: at which this is true.
        report_ids: reports that were stored, stored anew, marked or removed since; None where
            that is not known any more, and everything must be looked at.
    """

    revision: int
    report_ids: frozenset[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """A folder made from the database; see ``index.derived``."""

    name: str
    place: str
    revision: int
    count: int
    files: dict[str, str]
