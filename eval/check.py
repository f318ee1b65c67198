"""Does a test set fit the library it will be run on? Pure over a catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from eval.catalogue import Catalogue
from eval.normalise import contains, normalise
from eval.sources import file_name
from eval.types import Case, ExpectedEvidence, Problem, ProblemKind


def check_cases(cases: Sequence[Case], catalogue: Catalogue) -> tuple[Problem, ...]:
    """Everything about the rows that cannot be right, in row order.

    Unknown and ambiguous sources, quotes that do not stand in their source's stored text, rows
    that nothing can fail, and rows that contradict themselves.
    """
    problems: list[Problem] = []
    for case in cases:
        for evidence in case.evidence:
            problem = _evidence_problem(case, evidence, catalogue)
            if problem:
                problems.append(problem)
        problems += _row_problems(case)
    return tuple(problems)


def _evidence_problem(
    case: Case, evidence: ExpectedEvidence, catalogue: Catalogue
) -> Problem | None:
    reports = catalogue.index.reports(evidence.source)
    if reports:
        wanted = normalise(evidence.quote)
        if any(contains(normalise(catalogue.text(report) or ""), wanted) for report in reports):
            return None
        return _problem(
            case,
            "quote",
            f"来源 {evidence.source} 中没有「{_short(evidence.quote)}」，请照原文改写引文",
        )
    rivals = catalogue.index.ambiguous(evidence.source)
    if rivals:
        return _problem(
            case,
            "ambiguous_source",
            f"来源 {evidence.source} 在库中有{len(rivals)}份同名文件，请写明路径，如 {rivals[0]}",
        )
    near = get_close_matches(
        file_name(evidence.source), sorted(catalogue.index.by_name), n=1, cutoff=0.6
    )
    mend = f"是否为 {near[0]}？" if near else "请改为库中的文件名，或先导入该文件"
    return _problem(case, "source", f"库中没有来源 {evidence.source}，{mend}")


def _row_problems(case: Case) -> list[Problem]:
    if case.refuse and (case.expected or case.evidence):
        return [
            _problem(case, "contradiction", "应拒答的行不应再有 expected 或 evidence，请删去其一")
        ]
    found = []
    if not case.refuse and not case.expected and not case.evidence:
        found.append(
            _problem(case, "empty", "没有 expected 也没有 evidence，任何回答都算对，请补上")
        )
    wanted = [normalise(word) for group in case.expected for word in group]
    for word in case.forbidden:
        if any(len(group) == 1 and contains(normalise(group[0]), normalise(word))
               for group in case.expected):  # fmt: skip
            found.append(_problem(case, "contradiction", f"「{word}」既被要求又被禁止，请删去其一"))
    if any(not word for word in wanted):
        found.append(
            _problem(case, "empty", "expected 中有只含空白或标记的文字，永远对不上，请删去")
        )
    return found


def _problem(case: Case, kind: ProblemKind, message: str) -> Problem:
    return Problem(row=case.row, id=case.id, kind=kind, message=message)


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"
