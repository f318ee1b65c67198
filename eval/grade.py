"""One prediction against its case (contract.md, "A test set"). Pure.

``right`` follows the contract to the letter; the other shares see what it does not: markers that
point to the wrong citation, numbers that no cited sentence bears, quotes that were not sliced.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from eval.bearing import statement_shares, strayed_values, unborne_numbers
from eval.normalise import contains, normalise, same_place
from eval.ranking import ranking_shares
from eval.sources import SourceIndex
from eval.statements import Number, Statement, first_sentence, statements
from eval.types import Case, ExpectedEvidence, GivenCitation, Grade, Prediction, Shape, Share

Texts = Callable[[str], str | None]
"""Report id → its stored text, None if the library does not have it."""

_SHAPES: Mapping[str, Shape] = {
    "number": "lookup", "fact": "lookup", "lookup": "lookup", "conflict": "lookup",
    "negative": "lookup", "followup": "lookup", "数字": "lookup", "事实": "lookup",
    "查询": "lookup", "冲突": "lookup", "否定": "lookup", "追问": "lookup",
    "compare": "compare", "comparison": "compare", "对比": "compare", "比较": "compare",
    "list": "list", "列表": "list", "清单": "list", "列举": "list",
    "wording": "wording", "例句": "wording", "表述": "wording", "写法": "wording",
    "refuse": "refusal", "refusal": "refusal", "拒答": "refusal",
}  # fmt: skip
_KINDS: tuple[Shape, ...] = ("lookup", "compare", "list", "wording", "refusal")


def shape_of(case: Case, prediction: Prediction) -> Shape:
    """What kind of answer a case asks for.

    The case decides where it can: a system may not choose the easier measure by calling its answer
    a list. Only for a category of an evaluator's own naming does the answer's kind count.
    """
    if case.refuse:
        return "refusal"
    named = _SHAPES.get(case.category.strip().casefold())
    if named and named != "refusal":
        return named
    return next((kind for kind in _KINDS[:-1] if kind == prediction.kind), "lookup")


def grade(case: Case, prediction: Prediction, index: SourceIndex, texts: Texts) -> Grade:
    """Compare a prediction with its case.

    Args:
        index: sources of the library that answered.
        texts: stored text of a report, for checking that quotes are slices.

    Returns:
        The grade; a question that failed is wrong, and says so in ``flags``.
    """
    shown = _shown(prediction)
    missed = tuple(group for group in case.expected if not _any_in(group, shown))
    forbidden = tuple(word for word in case.forbidden if _any_in((word,), shown))
    proofs = {e: _citing(e, prediction.citations, index) for e in case.evidence}
    evidence_missed = tuple(evidence for evidence, proof in proofs.items() if not proof)
    failed = prediction.error is not None
    if case.refuse:
        answer_right = prediction.refused and not forbidden
        citations_right = not failed and not prediction.citations
        missed = ()
    else:
        answer_right = not (failed or prediction.refused or missed or forbidden)
        citations_right = not failed and not evidence_missed
    shape = shape_of(case, prediction)
    parts = statements(prediction)
    unborne = unborne_numbers(prediction, parts)
    shares = {
        **_answer_shares(case, prediction, shape, answer_right),
        **_citation_shares(case, prediction, shape, proofs, texts),
        **statement_shares(case, prediction, shape, proofs, parts, unborne),
        **ranking_shares(case, prediction, index, texts),
    }
    return Grade(
        id=case.id,
        category=case.category,
        shape=shape,
        failed=failed,
        refused=prediction.refused,
        should_refuse=case.refuse,
        answer_right=answer_right,
        citations_right=citations_right,
        missed=missed,
        forbidden_found=forbidden,
        evidence_missed=evidence_missed,
        proving=frozenset().union(*proofs.values()),
        flags=(
            *_flags(case, prediction, parts, unborne, index, texts),
            *_placed_badly(case, proofs, parts, late=_late(shares, answer_right)),
        ),
        shares=shares,
        elapsed_ms=prediction.elapsed_ms,
        characters=None if failed else len(normalise(prediction.answer)),
    )


def _late(shares: Mapping[str, Share], answer_right: bool) -> bool:
    """Whether a right answer does not begin with what was asked; of a wrong one there is worse to
    say."""
    return answer_right and shares.get("lead_accuracy", Share()).value == 0


def _placed_badly(
    case: Case,
    proofs: Mapping[ExpectedEvidence, frozenset[GivenCitation]],
    parts: Sequence[Statement],
    *,
    late: bool,
) -> list[str]:
    """Right content in the wrong place: behind another marker, or not where the eye falls first."""
    flags = [
        f"「{value}」所带的标记没有指向其出处 {evidence.source}"
        for value, evidence in strayed_values(case, proofs, parts)
    ]
    return [*flags, "首句没有给出所问的内容"] if late else flags


def verbatim(citation: GivenCitation, texts: Texts) -> bool:
    """Whether the quote is ``text[start:end]`` of the stored report, character for character."""
    text = texts(citation.report_id)
    if text is None or not 0 <= citation.start < citation.end <= len(text):
        return False
    return text[citation.start : citation.end] == citation.quote


def _shown(prediction: Prediction) -> tuple[str, ...]:
    """Normalised pieces in which expected strings are sought; a match never spans two cells."""
    cells = (cell for row in (prediction.columns, *prediction.rows) for cell in row)
    return tuple(normalise(piece) for piece in (prediction.answer, *cells))


def _any_in(group: Sequence[str], shown: Sequence[str]) -> bool:
    return any(contains(piece, normalise(word)) for word in group for piece in shown)


def _citing(
    evidence: ExpectedEvidence, citations: Sequence[GivenCitation], index: SourceIndex
) -> frozenset[GivenCitation]:
    """Citations that prove ``evidence``."""
    reports = index.reports(evidence.source)
    return frozenset(
        citation
        for citation in citations
        # Both what the citation says its source is and the report it was sliced from.
        if citation.report_id in reports & index.reports(citation.source)
        and same_place(citation.quote, evidence.quote)
    )


def _one(right: bool) -> Share:
    return Share(hits=float(right), of=1.0)


def _answer_shares(
    case: Case, prediction: Prediction, shape: Shape, answer_right: bool
) -> dict[str, Share]:
    shares = {"answer_accuracy": _one(answer_right)}
    if prediction.refused:
        shares["refusal_precision"] = _one(case.refuse)
    if case.refuse:
        shares["refusal_recall"] = _one(prediction.refused)
    if shape == "lookup" and case.expected:
        lead = (normalise(first_sentence(prediction.answer)),)
        shares["lead_accuracy"] = _one(any(_any_in(group, lead) for group in case.expected))
    return shares


def _citation_shares(
    case: Case,
    prediction: Prediction,
    shape: Shape,
    proofs: Mapping[ExpectedEvidence, frozenset[GivenCitation]],
    texts: Texts,
) -> dict[str, Share]:
    given = prediction.citations
    shares: dict[str, Share] = {}
    if case.evidence:
        found = sum(1 for proof in proofs.values() if proof)
        shares["citation_recall"] = Share(hits=found, of=len(proofs))
    # Without evidence rows an answerable case does not say which citations are right.
    complete = shape in ("lookup", "compare", "refusal") and (case.evidence or case.refuse)
    if given and complete:
        proving = frozenset().union(*proofs.values())
        right = sum(1 for citation in given if citation in proving)
        shares["citation_precision"] = Share(hits=right, of=len(given))
    if given:
        sliced = sum(1 for citation in given if verbatim(citation, texts))
        shares["verbatim_rate"] = Share(hits=sliced, of=len(given))
    return shares


def _flags(
    case: Case,
    prediction: Prediction,
    parts: Sequence[Statement],
    unborne: Sequence[Number],
    index: SourceIndex,
    texts: Texts,
) -> tuple[str, ...]:
    if prediction.error is not None:
        return (f"提问出错：{prediction.error}",)
    known = {citation.marker for citation in prediction.citations}
    dangling = sorted({marker for part in parts for marker in part.markers} - known)
    torn = [c.marker for c in prediction.citations if not verbatim(c, texts)]
    flags = [f"标记[{marker}]没有对应的引文" for marker in dangling]
    flags += [f"引文[{marker}]与库中原文不一致" for marker in torn]
    flags += [
        f"引文[{c.marker}]的来源 {c.source or '（空）'} 不是该报告的文件"
        for c in prediction.citations
        if c.report_id not in index.reports(c.source)
    ]
    flags += [f"数字 {words} 不在所引的句子里" for words in dict.fromkeys(n.words for n in unborne)]
    if prediction.refused and not case.refuse:
        flags.append("本应回答，却拒答")
    if case.refuse and not prediction.refused:
        flags.append("本应拒答，却给出了答案")
    return tuple(flags)
