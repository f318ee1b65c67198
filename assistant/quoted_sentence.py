"""The sentences of named reports that hold certain words: 新疆那句“新官不理旧账”原话是怎么写的."""

from __future__ import annotations

import re

from assistant.draft import Draft, Numbering, make_citation, report_name
from assistant.list_matches import bare
from assistant.question import Reading
from assistant.reader import ReportReader
from assistant.saying import quoted_terms
from assistant.scope import ReportScope
from assistant.statements import quote_span
from assistant.types import Evidence, PassageGroup

_VERBATIM = re.compile(r"原话|原句|那句|这句|那一句|整句|全句|原文(?:怎么|如何|是)")
_MOST = 8  # sentences of an answer
_FEW_UNITS = 6  # more units are a list


def asks_sentence(reading: Reading) -> bool:
    """Whether the sentence of a named unit is wanted that holds the words in quotation marks."""
    return (
        reading.kind in ("wording", "lookup")
        and 0 < len(reading.units) <= _FEW_UNITS
        and bool(_VERBATIM.search(reading.text) and quoted_terms(reading.text))
    )


def answer_sentence(reading: Reading, scope: ReportScope, reader: ReportReader) -> Draft | None:
    """The sentences that hold the words, verbatim; None where no report in scope has them.

    A sentence that says much the same in other words is no answer: its own words are asked for.
    """
    terms = [bare(term) for term in quoted_terms(reading.text)]
    numbering = Numbering()
    lines: list[str] = []
    groups: list[PassageGroup] = []
    for one in scope.reports:
        statements = reader.statements(one.entry.id)
        report = statements.report
        for sentence in statements.sentences:
            if len(lines) == _MOST or not any(term in bare(sentence.words) for term in terms):
                continue
            start, end = quote_span(
                report.text, sentence.start, sentence.start + 1, sentence.start, sentence.end
            )
            marker = numbering.cite(report, start, end)
            quote = " ".join(report.text[start:end].split())
            lines.append(f"{len(lines) + 1}. “{quote}”——{report_name(report)}{marker}")
            evidence = Evidence(report=report, start=start, end=end)
            cited = make_citation(int(marker[1:-1]), evidence, reader.source_of(one.entry.id))
            groups.append(PassageGroup(passages=(cited,), reports=1, set_phrase=False))
    if not lines:
        return None
    head = f"原文有{len(lines)}句："
    return Draft(
        kind="wording",
        text="\n".join([head, *lines]),
        evidence=tuple(numbering.evidence),
        groups=tuple(groups),
        vouched=(head,),
    )
