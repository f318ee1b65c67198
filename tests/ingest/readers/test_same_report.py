"""One report in every format reads the same: text, sections, figures, answers."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ingest.read import read_bytes
from ingest.report import build_report, read_file
from ingest.types import Report
from tests.ingest.readers import web
from tests.ingest.readers.convert import converted, needs_libreoffice

pytestmark = [pytest.mark.corpora, pytest.mark.slow]

NUMBERS = ("000", "001", "002", "003", "004")
Facts = list[tuple[Any, ...]]


def original(corpora: Path, number: str) -> bytes:
    (path,) = (corpora / "reports").glob(f"{number}_*.txt")
    return path.read_bytes()


def lines_of(data: bytes) -> list[str]:
    return [line.strip() for line in data.decode("utf-8").splitlines() if line.strip()]


def as_word(data: bytes) -> bytes:
    """Each line a paragraph with an indent of two letters, in the size of official papers."""
    from docx import Document
    from docx.oxml.ns import qn
    from docx.shared import Pt

    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Noto Serif CJK SC", Pt(16)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Serif CJK SC")
    for line in lines_of(data):
        shape = document.add_paragraph(line).paragraph_format
        shape.first_line_indent, shape.space_after = Pt(32), Pt(0)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def as_page(data: bytes) -> bytes:
    """The lines in a page of a government site; it bears a title, as every such page does."""
    title = build_report(read_bytes(data, ".txt")).title
    return web.modern(title, web.paragraphs(lines_of(data))).encode("gb18030")


def facts(report: Report) -> Facts:
    """The figures with what they count, wherever they stand."""
    return [
        (f.indicator, f.value, f.high, f.measure, f.qualifier, f.change, f.subject, f.period)
        for f in report.figures
    ]


def sections(report: Report) -> Facts:
    return [(s.path, s.role) for s in report.sections]


def check_same(report: Report, plain: Report) -> None:
    text = report.text
    if not plain.text.startswith(plain.title):
        text = text.removeprefix(plain.title + "\n")  # only the page bears one
    assert text == plain.text
    assert facts(report) == facts(plain)
    assert (report.unit, report.year, report.region) == (plain.unit, plain.year, plain.region)
    assert [s for s in sections(report) if s[0]] == [s for s in sections(plain) if s[0]]


@pytest.mark.parametrize("number", NUMBERS)
def test_word_and_web(number: str, corpora: Path) -> None:
    data = original(corpora, number)
    plain = build_report(read_bytes(data, ".txt"))
    check_same(build_report(read_bytes(as_word(data), ".docx")), plain)
    check_same(build_report(read_bytes(as_page(data), ".html")), plain)


@needs_libreoffice
@pytest.mark.parametrize("number", NUMBERS)
def test_print(number: str, corpora: Path, tmp_path: Path) -> None:
    data = original(corpora, number)
    printed = build_report(read_bytes(converted(as_word(data), "docx", "pdf", tmp_path), ".pdf"))
    check_same(printed, build_report(read_bytes(data, ".txt")))
    assert len(printed.pages) > 3 and list(printed.pages) == sorted(set(printed.pages))


@needs_libreoffice
@pytest.mark.parametrize("kind", ["doc", "rtf", "odt", "wps"])
def test_other_word_processors(kind: str, corpora: Path, tmp_path: Path) -> None:
    data = original(corpora, "003")
    old = converted(as_word(data), "docx", "doc" if kind == "wps" else kind, tmp_path)
    check_same(build_report(read_bytes(old, f".{kind}")), build_report(read_bytes(data, ".txt")))


@needs_libreoffice
def test_the_same_answers(corpora: Path, tmp_path: Path) -> None:
    """All questions of the development set, asked over each format."""
    words = {number: original(corpora, number) for number in NUMBERS}
    questions = [
        json.loads(line)
        for line in (corpora / "eval" / "dev.jsonl").read_text("utf-8").splitlines()
        if line.strip()
    ]
    makers: dict[str, Callable[[bytes], bytes]] = {
        "txt": lambda data: data,
        "docx": as_word,
        "html": as_page,
        "pdf": lambda data: converted(as_word(data), "docx", "pdf", tmp_path),
    }
    answers = {
        kind: _answers(
            {f"{n}.{kind}": make(data) for n, data in words.items()}, questions, tmp_path
        )
        for kind, make in makers.items()
    }
    assert questions
    for kind in ("docx", "pdf", "html"):
        differing = [
            (one, other)
            for one, other in zip(answers["txt"], answers[kind], strict=True)
            if one != other
        ]
        assert differing == [], kind


def _answers(files: dict[str, bytes], questions: list[Any], tmp_path: Path) -> Facts:
    from assistant.answer import Assistant
    from index.library import Library
    from tests.fakes import HashEmbedder

    folder = tmp_path / f"files-{next(iter(files)).rpartition('.')[2]}"
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    library = Library.open(folder / "library", embedder=HashEmbedder(), reader=read_file)
    try:
        records = library.ingest([folder])
        assert [record.outcome for record in records if record.report_id is None] == []
        assistant = Assistant(library)
        found = [
            assistant.ask(question["question"], history=question["history"])
            for question in questions
        ]
    finally:
        library.close()
    return [
        (a.question, a.status, a.kind, a.answer, a.table, [(c.unit, c.quote) for c in a.citations])
        for a in found
    ]
