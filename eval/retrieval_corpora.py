"""Texts with questions whose answer stands at a known place, for measuring retrieval."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from ingest.report import read_report, report_id
from ingest.split import split_plain
from ingest.types import Passage, Report, Section

READER_CORPORA = ("cmrc2018", "drcd", "cjrc", "ncp")
CATEGORIES = ("number", "fact", "negative", "conflict")  # one report, one place
FIXED_SIZE, FIXED_OVERLAP = 512, 50
Item = TypeVar("Item")
_SEPARATORS = ("\n\n", "\n", "。", "；", "，", " ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question and where its answer stands.

    Attributes:
        spans: half-open ranges of the report's text; any of them will do.
    """

    text: str
    report_id: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """Reports and questions over them."""

    name: str
    reports: tuple[Report, ...]
    questions: tuple[Question, ...]


def _occurrences(text: str, quote: str) -> tuple[tuple[int, int], ...]:
    return tuple((m.start(), m.end()) for m in re.finditer(re.escape(quote), text))


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    return (json.loads(line) for line in text.splitlines() if line.strip())


def evenly(items: list[Item], count: int) -> list[Item]:
    """At most ``count`` items, spread evenly from the first on: the same at every run."""
    step = max(1, len(items) // max(1, count))
    return items[::step][:count]


def report_corpus(name: str, files: Iterable[Path], testset: Path) -> Corpus:
    """Report files with a test set's questions of one place, evidence by evidence."""
    reports = {path.name: read_report(path).report for path in files}
    questions: list[Question] = []
    for case in _lines(testset):
        if case["category"] not in CATEGORIES or case["history"] or case["refuse"]:
            continue
        for evidence in case["evidence"]:
            report = reports.get(Path(evidence["source"]).name)
            spans = _occurrences(report.text, evidence["quote"]) if report else ()
            if report is not None and spans:
                questions.append(Question(text=case["question"], report_id=report.id, spans=spans))
    return Corpus(name=name, reports=tuple(reports.values()), questions=tuple(questions))


def reader_corpus(path: Path, *, contexts: int, questions: int) -> Corpus:
    """Contexts of a reading-comprehension set as reports without name or heading."""
    reports: dict[str, Report] = {}
    asked: list[Question] = []
    for row in evenly(list(_lines(path)), contexts):
        report = plain_report(row["context"], split_plain(row["context"]))
        reports[report.id] = report
        for pair in row["qas"]:
            spans = _occurrences(report.text, pair["answer"]) if pair["answer"] else ()
            if spans:
                asked.append(Question(text=pair["question"], report_id=report.id, spans=spans))
    return Corpus(
        name=path.name.split(".")[0],
        reports=tuple(reports.values()),
        questions=tuple(evenly(asked, questions)),
    )


def plain_report(text: str, spans: Iterable[tuple[int, int]]) -> Report:
    """A report of which nothing is known but its text."""
    whole = Section(heading="", path=(), role="other", start=0, end=len(text))
    return Report(
        id=report_id(text),
        title="",
        unit=None,
        aliases=(),
        region=(),
        year=None,
        date=None,
        genre=None,
        text=text,
        sections=(whole,),
        passages=tuple(
            Passage(ordinal=ordinal, section=0, start=start, end=end)
            for ordinal, (start, end) in enumerate(spans)
        ),
        figures=(),
    )


def without_names(corpus: Corpus) -> Corpus:
    """The same passages, indexed without unit, year and headings."""
    bare = tuple(
        plain_report(report.text, [(each.start, each.end) for each in report.passages])
        for report in corpus.reports
    )
    return replace(corpus, reports=bare)


def fixed_size(corpus: Corpus) -> Corpus:
    """Cut as the popular systems do: 512 characters, 50 of overlap, at a separator if one is near.

    Source: LangChain's RecursiveCharacterTextSplitter, simplified to one pass.
    """
    bare = tuple(plain_report(report.text, fixed_spans(report.text)) for report in corpus.reports)
    return replace(corpus, reports=bare)


def fixed_spans(text: str) -> list[tuple[int, int]]:
    """Overlapping ranges of at most 512 characters."""
    spans: list[tuple[int, int]] = []
    start = 0
    while True:
        end = min(len(text), start + FIXED_SIZE)
        if end < len(text):
            found = (text.rfind(mark, start + FIXED_SIZE // 2, end) for mark in _SEPARATORS)
            end = next((at + 1 for at in found if at >= 0), end)
        spans.append((start, end))
        if end >= len(text):
            return spans
        start = end - FIXED_OVERLAP
