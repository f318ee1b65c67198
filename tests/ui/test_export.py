"""The command ``export`` on real answers; every test runs the real program."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from assistant.answer import Assistant
from index.library import Library
from tests.ui.program import here

QUESTIONS = {
    "lookup": "槐汀街道2023年审查合同多少份？",
    "compare": "各街道2024年审查合同各多少份？",
    "list": "哪些单位提到执法力量薄弱？",
    "wording": "不足部分写普法实效不好的例句",
    "refusal": "槐汀街道2031年审查合同多少份？",
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", QUESTIONS)
def test_any_answer_becomes_any_file(kind: str, sample_library: Library, tmp_path: Path) -> None:
    answer = Assistant(sample_library).ask(QUESTIONS[kind])
    assert answer.kind == kind
    source = tmp_path / "answer.json"
    source.write_text(json.dumps(answer.to_json(), ensure_ascii=False), encoding="utf-8")
    for name in ("a.docx", "a.XLSX", "a.md"):
        finished = here("export", source.name, name, cwd=tmp_path)
        assert (finished.status, finished.out) == (0, ""), finished.err
        assert name in finished.err

    document = Document(str(tmp_path / "a.docx"))
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert lines[0] == answer.question
    written = "".join("".join(lines).split())
    sheet = load_workbook(tmp_path / "a.XLSX")["出处"]
    text = (tmp_path / "a.md").read_text(encoding="utf-8")
    assert sheet.max_row == len(answer.citations) + 1
    assert ("附：出处" in lines) == bool(answer.citations)
    for row, citation in enumerate(answer.citations, start=2):
        quote = "".join(citation.quote.split())
        assert f"“{quote}”" in written
        assert sheet.cell(row=row, column=7).value == citation.quote
        assert text.count(f"\n[^{citation.marker}]: ") == 1
    if answer.table is not None:
        (table,) = document.tables
        assert len(table.rows) == len(answer.table.rows) + 1


def write_answer(folder: Path) -> None:
    scope: dict[str, object] = {"units": [], "regions": [], "years": [], "role": None}
    answer = {
        "question": "问",
        "resolved": "问",
        "status": "refused",
        "kind": "refusal",
        "scope": scope,
        "answer": "库中还没有报告。",
    }
    (folder / "ok.json").write_text(json.dumps(answer), encoding="utf-8")
    (folder / "wrong.json").write_text(json.dumps({**answer, "notes": [1]}), encoding="utf-8")
    (folder / "list.json").write_text("[]", encoding="utf-8")
    (folder / "text.json").write_text("答案", encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("ok.json", "a.pdf"), (".pdf", ".docx")),
        (("ok.json", "a"), ("没有后缀", ".md")),
        (("none.json", "a.md"), ("none.json",)),
        (("wrong.json", "a.md"), ("wrong.json", "notes.0", "文字")),
        (("list.json", "a.md"), ("list.json",)),
        (("text.json", "a.docx"), ("text.json", "JSON")),
        (("ok.json", "none/a.docx"), ("none",)),
        (("ok.json",), ("FILE",)),
    ],
)
def test_bad_use_is_one_line(
    words: tuple[str, ...], named: tuple[str, ...], tmp_path: Path
) -> None:
    write_answer(tmp_path)
    before = sorted(path.name for path in tmp_path.iterdir())
    finished = here("export", *words, cwd=tmp_path)
    assert (finished.status, finished.out) == (2, "")
    assert finished.err.count("\n") == 1, finished.err
    assert all(name in finished.err for name in named), finished.err
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_a_refusal_is_exported_too(tmp_path: Path) -> None:
    write_answer(tmp_path)
    (tmp_path / "a.md").write_text("旧", encoding="utf-8")
    assert here("export", "ok.json", "a.md", cwd=tmp_path).status == 0
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == "# 问\n\n库中还没有报告。\n"
