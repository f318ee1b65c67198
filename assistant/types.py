"""What a question becomes and what an answer holds (contract.md, "An answer")."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from ingest.types import Report, Role

Kind = Literal["lookup", "compare", "list", "wording", "refusal"]
Status = Literal["answered", "refused"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A slice of a report that bears a statement; its marker is given when the answer is put
    together."""

    report: Report
    start: int
    end: int

    @property
    def quote(self) -> str:
        """Computed, never typed: a citation cannot lie about its text."""
        return self.report.text[self.start : self.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Numbered evidence as it leaves the program."""

    marker: int
    report_id: str
    title: str
    unit: str | None
    year: int | None
    section: str
    source: str
    page: int | None
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Cells are strings that end in their markers."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageGroup:
    """Near-duplicate wording of several reports."""

    passages: tuple[Citation, ...]
    reports: int
    set_phrase: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerScope:
    """The scope as understood, by name."""

    units: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    role: Role | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """That a language model wrote the text of an answer, each sentence checked.

    Attributes:
        model: its name.
        left_out: how many sentences did not pass and are not shown.
    """

    model: str
    left_out: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer; see contract.md for what each field promises.

    Attributes:
        prose: None where the program alone made the text.
    """

    question: str
    resolved: str
    status: Status
    kind: Kind
    scope: AnswerScope
    answer: str
    citations: tuple[Citation, ...] = ()
    table: Table | None = None
    groups: tuple[PassageGroup, ...] | None = None
    computed: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    elapsed_ms: int = 0
    prose: Prose | None = None

    def to_json(self) -> dict[str, Any]:
        """The document that ``ask --json`` prints; ``prose`` only where a model wrote some."""
        from dataclasses import asdict

        document = asdict(self)
        if self.prose is None:
            del document["prose"]
        return document
