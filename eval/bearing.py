"""Does each statement of an answer stand in what it cites? Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from eval.normalise import contains, normalise
from eval.statements import Number, Statement, borne_numbers, scales_in, stated_numbers
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
    placed = [_attributed(case, evidence, proof, parts) for evidence, proof in proofs.items()]
    judged = [right for right in placed if right is not None]
    if judged:
        shares["attribution"] = Share(hits=sum(judged), of=len(judged))
    if shape in ("compare", "list") and prediction.rows:
        cells = [part for part in parts if part.cell]
        placed = [_attributed(case, evidence, proof, cells) for evidence, proof in proofs.items()]
        judged = [right for right in placed if right is not None]
        if judged:
            shares["table_cell_accuracy"] = Share(hits=sum(judged), of=len(judged))
    return shares


def _attributed(
    case: Case,
    evidence: ExpectedEvidence,
    proof: frozenset[GivenCitation],
    parts: Sequence[Statement],
) -> bool | None:
    """Whether the value that ``evidence`` bears is stated with a marker that leads to it.

    None where the evidence bears none of the expected strings, so that nothing can be said.
    """
    quote = normalise(evidence.quote)
    borne = [
        word for group in case.expected for word in map(normalise, group) if contains(quote, word)
    ]
    if not borne:
        return None
    markers = {citation.marker for citation in proof}
    return any(
        markers & set(part.markers) and any(contains(normalise(part.text), word) for word in borne)
        for part in parts
    )


def unborne_numbers(prediction: Prediction, parts: Sequence[Statement]) -> tuple[Number, ...]:
    """Numbers of the answer that stand in no quote which their statement cites.

    What the question says, the names of the cited reports and shown arithmetic also bear a number;
    text that no marker follows may rest on any citation of the answer.
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


def _judged_numbers(part: Statement) -> tuple[Number, ...]:
    """Numbers of a statement, without the year in the name of a report that is said to be silent.

    某街道（2023年）未提及 has nothing to cite. With a marker the year is judged like any number: it
    must be the year of the report that the marker leads to.
    """
    return stated_numbers(part.text if part.markers else _YEAR_LABEL.sub("", part.text))
