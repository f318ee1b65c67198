"""Evaluators' own sheets: 问题 / 标准答案 / 出处 in free text become cases.

What is taken from a free answer is a proposal: the run writes the converted test set beside its
results, where a person can correct it and run that instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from eval.catalogue import Catalogue
from eval.expectations import expectations_of
from eval.locate import locate_evidence
from eval.sheet import Sheet
from eval.sheet_cases import lines_of
from eval.types import Case, ExpectedEvidence, Problem
from eval.words import plain_words
from ingest.errors import ReportAssistantError

# Headers as offices write them, most telling first; matched whole, then as a part.
_HEADERS: Mapping[str, tuple[str, ...]] = {
    "id": ("编号", "序号", "题号", "id", "no"),
    "category": ("类别", "类型", "题型", "分类", "category", "type"),
    "question": ("问题", "题目", "提问", "问句", "测试问题", "question", "query"),
    "answer": ("标准答案", "参考答案", "正确答案", "预期答案", "答案", "answer", "reference"),
    "source": ("出处", "来源", "依据", "文件", "报告", "source"),
    "quote": ("原文", "引文", "摘录", "quote", "context"),
    "history": ("上文", "前文", "历史", "history"),
}
_NEEDED = ("question", "answer")
_REFUSAL = re.compile(
    r"^(?:(?:资料|知识)?库[中内里]?|(?:该|本|各)?(?:报告|文件|材料|资料|原文|文)[中内里]?)?(?:均|都|并)?"
    r"(?:没有|未|无|无法|不能)(?:相关|明确|具体)?"
    r"(?:提及|提到|说明|记载|给出|披露|涉及|回答|答案|信息|内容|数据|此项|该项)"
    r".{0,12}$|^(?:资料|知识)?库[中内里](?:并|均|都)?(?:没有|无|未).{0,30}$|^(?:无答案|无法回答|不知道|n/?a)$|^.{0,24}(?:应|须|请|需|当|予以|^)拒绝?(?:回)?答.{0,12}$",
    re.IGNORECASE,
)


def map_columns(header: Sequence[str], corrections: Mapping[str, str]) -> dict[str, str]:
    """Which column holds which field.

    Args:
        header: the sheet's first row.
        corrections: field (or the Chinese name of one) → header, as the user gave them.

    Raises:
        ReportAssistantError: a correction names a field or column that there is not, or no column
            looks like questions or answers.
    """
    mapping: dict[str, str] = {}
    for given, column in corrections.items():
        field = next((f for f, names in _HEADERS.items() if given in (f, *names)), None)
        if field is None or column not in header:
            raise ReportAssistantError(
                f"列对应 {given}={column} 对不上",
                hint=f"等号前应为 {'、'.join(n[0] for n in _HEADERS.values())} 之一，"
                f"等号后应为表头 {'、'.join(filter(None, header))} 之一",
            )
        mapping[field] = column
    for exact in (True, False):
        for field, names in _HEADERS.items():
            if field not in mapping:
                found = _column(header, names, exact, frozenset(mapping.values()))
                if found:
                    mapping[field] = found
    lacking = [_HEADERS[field][0] for field in _NEEDED if field not in mapping]
    if lacking:
        raise ReportAssistantError(
            f"表头 {'、'.join(filter(None, header)) or '（空）'} 里认不出{'和'.join(lacking)}列",
            hint=f"请改表头，或用 --map {lacking[0]}=表头 指明",
        )
    return mapping


def _column(
    header: Sequence[str], names: Sequence[str], exact: bool, taken: frozenset[str]
) -> str | None:
    for name in names:
        for column in header:
            plain = column.strip().casefold()
            if column in taken or not plain:
                continue
            # Latin names only whole: "no" is a part of too many words.
            if plain == name or (not exact and not name.isascii() and name in plain):
                return column
    return None


def is_refusal(answer: str) -> bool:
    """Whether a standard answer says that the reports do not tell.

    A stated negative (未发生行政复议) is an answer: it names what did not happen.
    """
    return bool(_REFUSAL.match(answer.strip().rstrip("。.！!")))


def is_free_header(header: Sequence[str], corrections: Mapping[str, str]) -> bool:
    """Whether a row names the columns of a free sheet, or those that the user gave."""
    try:
        map_columns(header, corrections)
    except ReportAssistantError:
        return False
    return True


def fold_merged(sheet: Sheet, mapping: Mapping[str, str]) -> list[tuple[int, Mapping[str, str]]]:
    """Rows of one question that is merged over several become one, their other cells line by line.

    So evaluators write a question with several sources.
    """
    question = mapping["question"]
    folded: list[tuple[int, Mapping[str, str]]] = []
    for row, cells in sheet.rows:
        if (row, question) in sheet.continued and folded:
            start, first = folded[-1]
            more = {
                column: f"{first[column]}\n{cell}"
                for column, cell in cells.items()
                if cell.strip() and (row, column) not in sheet.continued
            }
            folded[-1] = (start, {**first, **more})
        else:
            folded.append((row, cells))
    return folded


def convert_rows(
    rows: Sequence[tuple[int, Mapping[str, str]]],
    mapping: Mapping[str, str],
    catalogue: Catalogue,
) -> tuple[list[Case], list[Problem]]:
    """Cases proposed from a free sheet, and what a person should look at."""
    cases: list[Case] = []
    notes: list[Problem] = []
    words = plain_words()
    for place, (row, cells) in enumerate(rows, start=1):
        fields = {field: cells.get(column, "").strip() for field, column in mapping.items()}
        if not fields["question"] and not fields["answer"]:
            continue  # a separating line or a remark
        case, note = _convert(row, place, fields, catalogue, words)
        cases.append(case)
        notes += [Problem(row=row, id=case.id, kind="empty", message=note)] if note else []
    return cases, notes


def _convert(
    row: int,
    place: int,
    fields: Mapping[str, str],
    catalogue: Catalogue,
    words: Callable[[str], list[str]],
) -> tuple[Case, str]:
    case_id = fields.get("id") or f"第{place}题"
    question, answer = fields["question"], fields["answer"]
    history = tuple(lines_of(fields.get("history", "")))
    refuse = is_refusal(answer)
    if refuse:
        expected: tuple[tuple[str, ...], ...] = ()
        evidence: tuple[ExpectedEvidence, ...] = ()
        note = ""
    else:
        expected, sure = expectations_of(question, answer, catalogue.entries, words)
        evidence = locate_evidence(
            fields.get("source", ""), fields.get("quote", ""), expected, catalogue
        )
        note = "" if sure else "标准答案里没有数字、名称或引号中的词，期望取自其中的短语，请核对"
        if fields.get("source") and not evidence:
            note = f"出处「{fields['source'][:40]}」没有对到库中的原文，这一题不核对引文，请核对"
    default = "拒答" if refuse else "未分类"
    return (
        Case(
            row=row,
            id=case_id,
            category=fields.get("category") or default,
            question=question,
            history=history,
            expected=expected,
            evidence=evidence,
            refuse=refuse,
        ),
        note,
    )
