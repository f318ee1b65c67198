"""Bring your own benchmark: documents, questions and answers become files and a test set.

``python -m eval.benchmarks FILE --documents DIR --tests FILE.jsonl`` writes each document as a text
file; ``ingest DIR`` and ``eval FILE.jsonl`` then measure on it like on any other library.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.normalise import whole_numbers
from eval.testset import write_test_set
from eval.types import Case, ExpectedEvidence
from ingest.errors import ReportAssistantError

_CONTEXT = 20
_SHAPES = "应为 SQuAD 式 JSON（data/paragraphs/qas）或每行一篇的 JSONL（context 与 qas）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Attributes: answers: alternatives as the document writes them; empty if it has no answer."""

    id: str
    question: str
    answers: tuple[str, ...]
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text and what is asked of it."""

    name: str
    text: str
    questions: tuple[Question, ...]


def read_benchmark(path: Path) -> tuple[Document, ...]:
    """Read SQuAD-style JSON or JSONL with a document a line; either may be gzipped.

    A JSONL line holds ``context`` (or ``text``, ``document``) and ``qas`` (or ``questions``) with
    ``question`` and ``answer`` (or ``answers``; null where the document does not tell), optionally
    ``evidence``.

    Raises:
        ReportAssistantError: the file cannot be read or has neither shape.
    """
    try:
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        text = data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError, EOFError) as error:
        raise ReportAssistantError(f"无法读取 {path}：{error}", hint=_SHAPES) from error
    try:
        documents = tuple(_squad(json.loads(text)))
    except (ValueError, TypeError, KeyError, AttributeError):
        try:
            rows = [json.loads(line) for line in text.split("\n") if line.strip()]
            documents = tuple(_plain(row, number) for number, row in enumerate(rows, start=1))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise ReportAssistantError(f"{path} 的内容读不懂（{error}）", hint=_SHAPES) from error
    if not documents:
        raise ReportAssistantError(f"{path} 里没有文档", hint=_SHAPES)
    return documents


def _squad(content: Mapping[str, Any]) -> Iterator[Document]:
    """Source: Rajpurkar et al. (2018), SQuAD 2.0 (``is_impossible``); CMRC2018 has the same."""
    number = 0
    for article in content["data"]:
        for paragraph in article["paragraphs"]:
            number += 1
            questions = tuple(
                Question(
                    id=str(item["id"]),
                    question=item["question"],
                    answers=()
                    if item.get("is_impossible")
                    else tuple(dict.fromkeys(answer["text"] for answer in item["answers"])),
                )
                for item in paragraph["qas"]
            )
            yield Document(name=f"d{number:05}", text=paragraph["context"], questions=questions)


def _plain(row: Mapping[str, Any], number: int) -> Document:
    text = _first(row, "context", "text", "document")
    asked = _first(row, "qas", "questions")
    name = f"d{number:05}"
    questions = tuple(
        Question(
            id=str(item.get("id", f"{name}-{place:02}")),
            question=item["question"],
            answers=_strings(item.get("answers", item.get("answer"))),
            evidence=_strings(item.get("evidence")),
        )
        for place, item in enumerate(asked, start=1)
    )
    return Document(name=name, text=text, questions=questions)


def _first(row: Mapping[str, Any], *keys: str) -> Any:
    for key in keys:
        if key in row:
            return row[key]
    raise KeyError(f"没有 {' 或 '.join(keys)}")


def _strings(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    items = [value] if isinstance(value, str) else value
    return tuple(dict.fromkeys(item["text"] if isinstance(item, dict) else item for item in items))


def benchmark_cases(documents: Sequence[Document]) -> tuple[Case, ...]:
    """A case a question; the words around the answer are its evidence where none is given.

    A question without an answer is only unanswerable in its own document: such questions are left
    out, for in a library of many documents another may tell.
    """
    cases: list[Case] = []
    for document in documents:
        for question in document.questions:
            if not question.answers:
                continue
            quotes = question.evidence or _around(document.text, question.answers)
            cases.append(
                Case(
                    row=len(cases) + 1,
                    id=f"{document.name}-{question.id}",
                    category="fact",
                    question=question.question,
                    expected=(question.answers,),
                    evidence=tuple(
                        ExpectedEvidence(source=f"{document.name}.txt", quote=quote)
                        for quote in quotes
                    ),
                )
            )
    return tuple(cases)


def _around(text: str, answers: Sequence[str]) -> tuple[str, ...]:
    for answer in answers:
        found = text.find(answer)
        if found >= 0:
            start = max(0, found - _CONTEXT)
            end = min(len(text), found + len(answer) + _CONTEXT)
            start, end = whole_numbers(text, start, end)
            return (text[start:end],)
    return ()


def write_benchmark(
    documents: Sequence[Document], folder: Path, tests: Path, *, every: int = 1
) -> int:
    """Write the documents into ``folder`` and the test set.

    Args:
        every: takes the first question and each ``every``-th after it: the same ones each time.

    Returns:
        How many questions the test set has.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for document in documents:
        (folder / f"{document.name}.txt").write_text(document.text, encoding="utf-8")
    cases = benchmark_cases(documents)[::every]
    write_test_set(tests, cases)
    return len(cases)


def _count(words: str) -> int:
    value = int(words)
    if value < 1:
        raise argparse.ArgumentTypeError(f"{words} 应至少为 1")
    return value


def main(argv: Sequence[str] | None = None) -> int:
    """Convert a benchmark; 0, or 2 with one line on bad use."""
    parser = argparse.ArgumentParser(prog="python -m eval.benchmarks", description=_SHAPES)
    parser.add_argument("file", type=Path)
    parser.add_argument("--documents", type=Path, required=True, help="文档写入的文件夹")
    parser.add_argument("--tests", type=Path, required=True, help="测试集写入的文件")
    parser.add_argument("--limit", type=_count, default=None, help="只取前几篇")
    parser.add_argument("--every", type=_count, default=1, help="每几题取一题（默认每题都取）")
    arguments = parser.parse_args(argv)
    try:
        documents = read_benchmark(arguments.file)[: arguments.limit]
        count = write_benchmark(
            documents, arguments.documents, arguments.tests, every=arguments.every
        )
    except (ReportAssistantError, OSError) as error:
        print(f"错误：{error}", file=sys.stderr)
        return 2
    print(f"{len(documents)}篇文档，{count}题", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
