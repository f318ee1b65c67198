"""The contract's columns as cells: rows read, test sets and the template written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.cases import FIELDS
from eval.types import Case

_YES = frozenset({"true", "1", "是", "对", "yes", "y", "拒答", "√", "✓"})
_NO = frozenset({"", "false", "0", "否", "no", "n", "不"})
_FORMULA = tuple("=+-@\t\r＝＋－＠")


def lines_of(cell: str) -> list[str]:
    """Items of a cell, one a line."""
    return [line.strip() for line in cell.splitlines() if line.strip()]


def alternatives_of(line: str) -> list[str]:
    """Alternatives of an item, parted by a bar of either width."""
    return [part.strip() for part in line.replace("｜", "|").split("|") if part.strip()]


def is_contract_header(header: Sequence[str]) -> bool:
    """Whether a row holds the contract's column names; an answer column makes it a free sheet."""
    names = {name.strip().casefold() for name in header}
    return names >= {"id", "question"} and bool(names & {"expected", "evidence", "refuse"})


def row_record(row: Mapping[str, str]) -> dict[str, Any]:
    """A row with the contract's columns as the record that a JSONL line would hold.

    ``evidence`` holds one ``source|quote`` a line. A ``refuse`` that is neither yes nor no stays
    text, so that the check of the record names it.
    """
    cells = {name.strip().casefold(): text for name, text in row.items()}
    refuse = cells.get("refuse", "").strip()
    yes_or_no: bool | str = refuse
    if refuse.casefold() in _YES | _NO:
        yes_or_no = refuse.casefold() in _YES
    evidence = []
    for line in lines_of(cells.get("evidence", "")):
        source, _, quote = line.replace("｜", "|").partition("|")
        evidence.append({"source": source.strip(), "quote": quote.strip()})
    return {
        "id": cells.get("id", "").strip(),
        "category": cells.get("category", "").strip(),
        "question": cells.get("question", "").strip(),
        "history": lines_of(cells.get("history", "")),
        "expected": [alternatives_of(line) for line in lines_of(cells.get("expected", ""))],
        "evidence": evidence,
        "refuse": yes_or_no,
        "forbidden": lines_of(cells.get("forbidden", "")),
    }


def case_cells(case: Case) -> list[str]:
    """A case as cells in the order of the contract's columns."""
    return [
        case.id,
        case.category,
        case.question,
        "\n".join(case.history),
        "\n".join("|".join(group) for group in case.expected),
        "\n".join(f"{evidence.source}|{evidence.quote}" for evidence in case.evidence),
        "是" if case.refuse else "否",
        "\n".join(case.forbidden),
    ]


def append_text(sheet: Any, values: Sequence[object], *, bold: bool = False) -> None:
    """Append a row in which text stays text: a cell that begins with = never becomes a formula."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font

    cells = []
    for value in values:
        text = isinstance(value, str)
        shown = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
        cell = WriteOnlyCell(sheet, value=shown)
        if text:
            cell.data_type = "s"
            cell.quotePrefix = str(shown).startswith(_FORMULA)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(bold=bold)
        cells.append(cell)
    sheet.append(cells)


def write_cases(path: Path, cases: Sequence[Case]) -> None:
    """Write a test set as XLSX with a page that explains its columns."""
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("测试集")
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDEFGH", (12, 12, 44, 24, 30, 60, 9, 20), strict=True):
        sheet.column_dimensions[letter].width = width
    append_text(sheet, FIELDS, bold=True)
    for case in cases:
        append_text(sheet, case_cells(case))
    notes = workbook.create_sheet("填写说明")
    notes.column_dimensions["A"].width = 14
    notes.column_dimensions["B"].width = 100
    for name, meaning in _COLUMN_NOTES:
        append_text(notes, [name, meaning])
    path.parent.mkdir(parents=True, exist_ok=True)
    workbook.save(path)


_COLUMN_NOTES = (
    ("列", "填什么"),
    ("id", "编号，每行不同"),
    (
        "category",
        "类别：number 数字、fact 事实、compare 对比、list 列举、wording 例句、refuse 拒答，可自定",
    ),
    ("question", "问题，照用户的口气写"),
    ("history", "这一问之前的提问，每行一句；没有则空"),
    (
        "expected",
        "答案或表格里必须出现的内容，每行一项；同一项的不同说法用 | 隔开，如 505余次|505次",
    ),
    ("evidence", "必须引用的原文，每行一处：文件名|原文，如 某街道2024.txt|审核合同25件"),
    ("refuse", "库中没有答案、应当拒答的填 是，否则填 否"),
    ("forbidden", "不得出现的内容（如邻近指标的数），每行一项"),
)


def write_template(path: Path) -> None:
    """Write an empty test set with two rows that show how to fill it in."""
    from eval.cases import parse_case

    samples = [
        {
            "id": "示例-1",
            "category": "number",
            "question": "某某街道2024年审核合同多少件？",
            "expected": [["25件"]],
            "evidence": [{"source": "某某街道2024年报告.txt", "quote": "审核合同25件"}],
            "forbidden": ["52件"],
        },
        {
            "id": "示例-2",
            "category": "refuse",
            "question": "某某街道2030年审核合同多少件？",
            "refuse": True,
        },
    ]
    parsed = [parse_case(sample, row)[0] for row, sample in enumerate(samples, start=2)]
    write_cases(path, [case for case in parsed if case])
