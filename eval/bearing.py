"""Does each statement of an answer stand in what it cites? Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from eval.normalise import contains, normalise
from eval.statements import (
    Number,
    Statement,
    borne_numbers,
    list_items,
    scales_in,
    stated_numbers,
)
from eval.types import Case, ExpectedEvidence, GivenCitation, Prediction, Shape, Share

_YEAR_LABEL = re.compile(r"[(（][0-9]{4}年?[)）]")


def statement_shares(
    case: Case,
    prediction: Prediction,
    shape: Shape,
    proofs: Mapping[ExpectedEvidence, frozenset[GivenCitation]],
    parts: Sequence[Statement],
    unborne: Sequence[Number],
) -> dict[str, Share]:
    """Shares that need the answer taken apart.

    ``marker_accuracy``: markers that lead to a citation. ``number_exactness``: numbers that a
    cited sentence bears. ``attribution``: of the expected values that an evidence row bears, those
    stated with a marker that leads there; ``table_cell_accuracy``: the same for cells of a table.

    Args:
        proofs: for each evidence row the citations that prove it.
        parts: statements and cells of the prediction.
        unborne: what ``unborne_numbers`` found in them.
    """
    shares: dict[str, Share] = {}
    known = {citation.marker for citation in prediction.citations}
    used = [marker for part in parts for marker in part.markers]
    if used:
        good = sum(1 for marker in used if marker in known)
        shares["marker_accuracy"] = Share(hits=good, of=len(used))
    numbers = sum(len(_judged_numbers(part)) for part in parts)
    if numbers and not prediction.refused:
        shares["number_exactness"] = Share(hits=numbers - len(unborne), of=numbers)
    judged = [
        _led_to(borne, proofs[evidence], parts) for evidence, borne in borne_values(case).items()
    ]
    if judged:
        shares["attribution"] = Share(hits=sum(judged), of=len(judged))
    if shape in ("compare", "list") and prediction.rows and judged:
        cells = [part for part in parts if part.cell]
        placed = [_led_to(borne, proofs[e], cells) for e, borne in borne_values(case).items()]
        shares["table_cell_accuracy"] = Share(hits=sum(placed), of=len(placed))
    return shares


def borne_values(case: Case) -> dict[ExpectedEvidence, tuple[str, ...]]:
    """Expected strings (normalised) that each evidence row bears; rows that bear none left out,
    for of these nothing can be said."""
    found: dict[ExpectedEvidence, tuple[str, ...]] = {}
    for evidence in case.evidence:
        quote = normalise(evidence.quote)
        words = (normalise(word) for group in case.expected for word in group)
        if borne := tuple(word for word in words if contains(quote, word)):
            found[evidence] = borne
    return found


def strayed_values(
    case: Case,
    proofs: Mapping[ExpectedEvidence, frozenset[GivenCitation]],
    parts: Sequence[Statement],
) -> tuple[tuple[str, ExpectedEvidence], ...]:
    """Values that are stated and whose place is cited, but without a marker that leads there."""
    return tuple(
        (stated[0], evidence)
        for evidence, borne in borne_values(case).items()
        if proofs[evidence] and not _led_to(borne, proofs[evidence], parts)
        if (stated := [word for word in borne if any(_states(part, word) for part in parts)])
    )


def _led_to(
    borne: Sequence[str], proof: frozenset[GivenCitation], parts: Sequence[Statement]
) -> bool:
    """Whether one of the values is stated with a marker that leads to its place."""
    markers = {citation.marker for citation in proof}
    return any(
        markers & set(part.markers) and any(_states(part, word) for word in borne) for part in parts
    )


def _states(part: Statement, word: str) -> bool:
    return contains(normalise(part.text), word)


def unborne_numbers(prediction: Prediction, parts: Sequence[Statement]) -> tuple[Number, ...]:
    """Numbers of the answer that stand in no quote which their statement cites.

    What the question says, the names of the cited reports, shown arithmetic and what can be counted
    on the answer itself (以下8条表述出自4份报告) also bear a number; text that no marker follows may
    rest on any citation of the answer.
    """
    if prediction.refused:
        return ()
    by_marker: dict[int, frozenset[Decimal]] = {
        c.marker: borne_numbers(c.quote) | borne_numbers(c.about) for c in prediction.citations
    }
    shared = borne_numbers(" ".join((prediction.question, prediction.resolved))) | frozenset(
        number * scale
        for line in prediction.computed  # 526.3 - 318.6 = 207.7（万元）
        for number in borne_numbers(line)
        for scale in scales_in(line)
    )
    shared |= _own_counts(prediction)
    everywhere = frozenset().union(*by_marker.values())
    missing: list[Number] = []
    for part in parts:
        cited = [by_marker.get(marker, frozenset()) for marker in part.markers]
        borne = shared | (frozenset().union(*cited) if part.markers else everywhere)
        scales = scales_in(part.head)
        missing += [
            number
            for number in _judged_numbers(part)
            if not any(number.amount * scale in borne for scale in scales)
        ]
    return tuple(missing)


def _own_counts(prediction: Prediction) -> frozenset[Decimal]:
    """How many items the answer lists, and how many reports it cites; of one there is no count."""
    reports = {citation.report_id for citation in prediction.citations}
    counts = (list_items(prediction.answer), len(reports))
    return frozenset(Decimal(count) for count in counts if count > 1)


def _judged_numbers(part: Statement) -> tuple[Number, ...]:
    """Numbers of a statement, without the year in the name of a report that is said to be silent.

    某街道（2023年）未提及 has nothing to cite. With a marker the year is judged like any number: it
    must be the year of the report that the marker leads to.
    """
    return stated_numbers(part.text if part.markers else _YEAR_LABEL.sub("", part.text))
