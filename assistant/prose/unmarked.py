"""Sentences that need no source: headings, lead-ins, and what the program said itself."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.prose.amounts import read_stated
from assistant.prose.coverage import cover
from assistant.prose.figures import COUNTS_REPORTS
from assistant.prose.names import find_names
from assistant.prose.plain import around, blanked, folded, plain
from assistant.prose.types import Known, Sentence
from assistant.types import Citation

_HEADING = re.compile(r"#{1,6}\s*$|#{1,6}\s")
_LEADS_IN = re.compile(r"[：:]$")
_LONGEST_LEAD_IN = 60  # characters
_LONGEST_HEADING = 30
_TABLE_RULE = re.compile(r"[\s|:\-]*")
_BOLD = re.compile(r"\*\*[^*]+\*\*[：:]?")


def may_stand_unmarked(sentence: Sentence, evidence: Mapping[int, Citation], known: Known) -> bool:
    """Whether a sentence without markers says nothing that would need a source.

    Only these do: a line of the program's own answer word for word; a heading, a lead-in that ends
    in a colon, a table's head or a bold line, made of nothing but the question's words, names of
    units in the evidence and the language's framing words, without a number.
    """
    text = plain(sentence.text)
    if _TABLE_RULE.fullmatch(text):
        return True
    if folded(text).strip("。") in {folded(line).strip("。") for line in known.lines}:
        return True
    heading = bool(_HEADING.search(sentence.lead)) or bool(_BOLD.fullmatch(sentence.text.strip()))
    table_head = sentence.text.strip().startswith("|")
    lead_in = bool(_LEADS_IN.search(text))
    if not (heading or lead_in or table_head):
        return False
    if len(text) > (_LONGEST_LEAD_IN if lead_in else _LONGEST_HEADING):
        return False
    return _says_nothing(text, evidence, known)


def _says_nothing(text: str, evidence: Mapping[int, Citation], known: Known) -> bool:
    names = find_names(text, known, evidence.values())
    cited = {one.report_id for one in evidence.values()}
    if any(not one.reports & cited for one in names):
        return False
    rest = blanked(text, [(one.start, one.end) for one in names])
    for one in read_stated(rest):
        is_year = one.base == "年" and one.amount in {c.year for c in evidence.values()}
        counts_reports = one.amount <= len(evidence) and COUNTS_REPORTS.match(one.behind)
        if one.figure and not counts_reports and not is_year:
            return False
    support = plain(known.question) + "".join(plain(around(one)) for one in evidence.values())
    return not cover(rest, support).bare
