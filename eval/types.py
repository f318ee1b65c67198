"""What evaluation works with: cases, predictions and grades.

A *case* is a row of a test set, a *prediction* is what a system gave for it, a *grade* is the
comparison of the two. Metrics are computed from grades only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from assistant.types import Answer

Shape = Literal["lookup", "compare", "list", "wording", "refusal"]
ProblemKind = Literal[
    "type", "duplicate", "source", "ambiguous_source", "quote", "empty", "contradiction"
]
Opinion = Literal["right", "wrong"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedEvidence:
    """A place that a right answer has to cite.

    Attributes:
        source: file name, or path where the name is not unique.
        quote: words of that place.
    """

    source: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A row of a test set (contract.md, "A test set").

    Attributes:
        row: line of the JSONL file or row of the sheet, from 1.
        expected: groups of alternatives; one of each group must be in the answer.
    """

    row: int
    id: str
    category: str
    question: str
    history: tuple[str, ...] = ()
    expected: tuple[tuple[str, ...], ...] = ()
    evidence: tuple[ExpectedEvidence, ...] = ()
    refuse: bool = False
    forbidden: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The row as a JSONL test set holds it; ``row`` is a place, not content."""
        return {
            "id": self.id,
            "category": self.category,
            "question": self.question,
            "history": list(self.history),
            "expected": [list(group) for group in self.expected],
            "evidence": [{"source": e.source, "quote": e.quote} for e in self.evidence],
            "refuse": self.refuse,
            "forbidden": list(self.forbidden),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something wrong with a test set, and where.

    Attributes:
        row: line or sheet row, from 1.
        message: Chinese; names the value, what was expected and the mend.
    """

    row: int
    id: str
    kind: ProblemKind
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenCitation:
    """A citation as the prediction states it; nothing about it is believed yet."""

    marker: int
    report_id: str
    source: str
    start: int
    end: int
    quote: str
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """A half-open range of a stored report, as search returned it."""

    report_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """A line of predictions.jsonl.

    Attributes:
        error: why the question failed; all else is empty then.
        columns: head of the table; empty without one.
        retrieved: what search gave before answering, best first; None where not recorded.
        elapsed_ms: None for a question that failed.
    """

    id: str
    error: str | None = None
    status: str = ""
    kind: str = ""
    question: str = ""
    resolved: str = ""
    answer: str = ""
    citations: tuple[GivenCitation, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    computed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    retrieved: tuple[Slice, ...] | None = None
    elapsed_ms: int | None = None

    @property
    def refused(self) -> bool:
        """A question that failed was not refused."""
        return self.error is None and self.status == "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """``hits`` of ``of`` things; an undefined share has ``of`` 0."""

    hits: float = 0.0
    of: float = 0.0

    @property
    def value(self) -> float | None:
        """Hits over all; None where undefined."""
        return self.hits / self.of if self.of else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """How one prediction did on its case.

    Attributes:
        answer_right: expectations met and nothing forbidden, or rightly refused.
        citations_right: every evidence row is cited; a refusal cites nothing.
        missed: groups of ``expected`` that were not found.
        forbidden_found: forbidden strings that were.
        evidence_missed: evidence rows without a citation.
        proving: citations that prove an evidence row.
        flags: other things wrong with it, in Chinese, for the reader of the page.
        shares: what the metrics sum up, by metric name.
        characters: length of the answer as compared, its table left out; None if it failed.
    """

    id: str
    category: str
    shape: Shape
    failed: bool
    refused: bool
    should_refuse: bool
    answer_right: bool
    citations_right: bool
    missed: tuple[tuple[str, ...], ...]
    forbidden_found: tuple[str, ...]
    evidence_missed: tuple[ExpectedEvidence, ...]
    proving: frozenset[GivenCitation]
    flags: tuple[str, ...]
    shares: Mapping[str, Share]
    elapsed_ms: int | None
    characters: int | None

    @property
    def right(self) -> bool:
        """A row is right when answer and citations are."""
        return self.answer_right and self.citations_right


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A person's word on one answer.

    Attributes:
        opinion: right or wrong; None for a remark alone.
        answer_digest: which answer was judged; another answer needs another look.
    """

    id: str
    opinion: Opinion | None
    remark: str
    answer_digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """What is evaluated.

    Attributes:
        ask: question and earlier questions → answer.
        prepare: loads what the first question would otherwise wait for; None if nothing.
        retrieve: the passages that the search behind an answer ranks first; None if it has none.
    """

    name: str
    ask: Callable[[str, Sequence[str]], Answer]
    prepare: Callable[[], object] | None = None
    retrieve: Callable[[Answer], Sequence[Slice]] | None = None
