"""What the gate looks at, what it goes by and what it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

FaultKind = Literal[
    "marker",
    "number",
    "quote",
    "unit",
    "year",
    "measure",
    "indicator",
    "negation",
    "claim",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence that a language model wrote.

    Attributes:
        text: the sentence without its markers; Markdown emphasis stays as written.
        markers: the numbers of its markers in the order in which they first stand, each once.
        written: the sentence with its markers where they stood; empty where that is not known.
        lead: line breaks and list or heading marks before it, as written.
        under: the headings and lead-ins that it stands under (各街道审查合同情况如下：).
    """

    text: str
    markers: tuple[int, ...]
    written: str = ""
    lead: str = ""
    under: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with a sentence.

    Attributes:
        kind: which check failed.
        found: the words of the sentence that no source bears.
        message: in Chinese; for a repair request and for the reader.
    """

    kind: FaultKind
    found: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether a sentence may be shown; it may exactly where nothing is wrong with it."""

    kept: bool
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What the catalogue knows of one report.

    Attributes:
        names: its unit, aliases and regions.
        genre: None where unknown.
    """

    names: frozenset[str]
    genre: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the program itself vouches for; see :func:`assistant.prose.known.known_of`.

    Attributes:
        question: as understood with its history.
        lines: statements that the program made itself, markers removed.
        names: unit or alias → ids of the reports that bear it.
        reports: report id → what the catalogue knows of it.
    """

    question: str = ""
    lines: tuple[str, ...] = ()
    names: Mapping[str, frozenset[str]] = field(default_factory=dict)
    reports: Mapping[str, Named] = field(default_factory=dict)
