"""The gate: whether a sentence that a language model wrote is borne by what it cites."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.prose.comparison import check_comparison
from assistant.prose.entailment import check_claims
from assistant.prose.figures import check_figures
from assistant.prose.names import check_names, check_offices, check_titles
from assistant.prose.pieces import Divided, divide
from assistant.prose.plain import around, blanked, folded, is_verbatim, plain
from assistant.prose.polarity import check_polarity
from assistant.prose.types import Fault, Known, Sentence, Verdict
from assistant.prose.unmarked import may_stand_unmarked
from assistant.prose.years import cited_years
from assistant.types import Citation

_OUTSIDE = re.compile(r"https?:|www\.|\]\(|!\[|</?[a-zA-Z]|javascript:|data:|&#", re.IGNORECASE)


def check_sentence(sentence: Sentence, evidence: Mapping[int, Citation], known: Known) -> Verdict:
    """Checks one sentence against the evidence that it cites; reads nothing, asks nobody.

    Args:
        sentence: as :class:`assistant.prose.sentences.SentenceStream` gives it.
        evidence: marker → citation, all that the model was given.
        known: what the program itself vouches for.

    Returns:
        Kept where no fault was found. A sentence without markers is kept only where it says
        nothing that would need a source, or what the program said itself.
    """
    faults = _faults(sentence, evidence, known)
    unique = tuple(dict.fromkeys(faults))
    return Verdict(kept=not unique, faults=unique)


def _faults(sentence: Sentence, evidence: Mapping[int, Citation], known: Known) -> list[Fault]:
    if outside := _OUTSIDE.search(sentence.text):
        return [Fault(kind="claim", found=outside[0], message="不得含有链接、图片或网页代码")]
    missing = [number for number in sentence.markers if number not in evidence]
    if missing:
        found = "".join(f"[{number}]" for number in missing)
        return [Fault(kind="marker", found=found, message=f"没有编号为{found}的引文")]
    if not sentence.markers:
        if may_stand_unmarked(sentence, evidence, known):
            return []
        message = "这句话有所陈述而没有引文编号"
        return [Fault(kind="marker", found=sentence.text, message=message)]
    divided = divide(sentence, evidence, known)
    return [
        *_quotes(divided, known),
        *_names(divided, known),
        *_years(divided, known),
        *check_figures(divided, list(evidence.values()), known, plain(sentence.under)),
        *check_comparison(divided, known),
        *_polarity(divided),
        *check_claims(divided, known, plain(sentence.under)),
    ]


def _quotes(divided: Divided, known: Known) -> list[Fault]:
    """Quoted spans that do not stand in the texts cited where they stand."""
    faults = []
    vouched = folded(" ".join((known.question, *known.lines)))
    for start, _, words in divided.quotes:
        cited = divided.piece_at(start).cited
        sources = [folded(f"{one.quote}。{around(one)}") for one in cited]
        if not any(is_verbatim(words, source) for source in (*sources, vouched)):
            message = f"所引原文中没有“{words}”这句话"
            faults.append(Fault(kind="quote", found=words, message=message))
    return faults


def _names(divided: Divided, known: Known) -> list[Fault]:
    faults: list[Fault] = []
    for piece in divided.pieces:
        inside = [one for one in divided.names if piece.start <= one.start < piece.end]
        faults += check_names(divided.text, inside, list(piece.cited), list(divided.cited), known)
    support = "。".join(
        (*(plain(f"{one.quote}。{around(one)}") for one in divided.cited), plain(known.question))
    )
    own = "".join(
        name
        for one in divided.cited
        if one.report_id in known.reports
        for name in sorted(known.reports[one.report_id].names)
    )
    quoted = blanked(divided.text, [(start, end) for start, end, _ in divided.quotes])
    faults += check_offices(quoted, list(divided.names), support + own)
    lines = "".join(known.lines)
    return faults + check_titles(divided.text, folded(support + lines))


def _years(divided: Divided, known: Known) -> list[Fault]:
    faults = []
    for word in divided.years:
        cited = divided.piece_at(word.start).cited
        among = divided.cited if word.compared else cited
        borne = (cited_years(one, plain(one.quote), known) for one in among)
        if not any(years.bear(word) for years in borne):
            message = f"所引报告说的不是{word.year}年"
            faults.append(Fault(kind="year", found=str(word.year), message=message))
    return faults


def _polarity(divided: Divided) -> list[Fault]:
    covered = [
        *((one.start, one.end) for one in divided.names),
        *((start, end) for start, end, _ in divided.quotes),
    ]
    text = blanked(divided.text, covered)
    faults: list[Fault] = []
    for piece in divided.pieces:
        quotes = [plain(one.quote) for one in piece.cited]
        faults += check_polarity(text[piece.start : piece.end], quotes)
    return faults
