from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.library import Library
from ingest.errors import ReportAssistantError
from ingest.report import Reading
from ingest.types import Figure, Passage, Report, Role, Section
from tests.fakes import HashEmbedder


def make_report(
    text: str, *, unit: str | None = None, year: int | None = None, region: tuple[str, ...] = ()
) -> Report:
    """A report whose lines are passages; a line that begins with # opens a section of that role."""
    sections: list[Section] = []
    passages: list[Passage] = []
    start = 0
    for line in text.splitlines(keepends=True):
        if line.startswith("#"):
            role: Role = line[1:].strip()  # type: ignore[assignment]
            sections.append(
                Section(
                    heading=line.strip(),
                    path=(line.strip(),),
                    role=role,
                    start=start,
                    end=len(text),
                )
            )
        elif not sections:
            sections.append(
                Section(heading="", path=(), role="opening", start=start, end=len(text))
            )
        passages.append(
            Passage(
                ordinal=len(passages), section=len(sections) - 1, start=start, end=start + len(line)
            )
        )
        start += len(line)
    return Report(
        id=hashlib.sha256(text.encode()).hexdigest()[:16],
        title=text.splitlines()[0],
        unit=unit,
        aliases=(unit[-3:],) if unit else (),
        region=region,
        year=year,
        date=None,
        genre=None,
        text=text,
        sections=tuple(sections),
        passages=tuple(passages),
        figures=(),
    )


def read_plain(name: str, data: bytes) -> Reading:
    """``单位|年份`` in the first line, then the text; ``缺页`` marks a file taken in part."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ReportAssistantError(f"{name} 不是文本", hint="请给出文本文件") from error
    if not text.strip():
        raise ReportAssistantError(f"{name} 是空的", hint="请检查文件")
    head = text.splitlines()[0].split("|")
    unit, year = (head[0], int(head[1])) if len(head) > 1 else (None, None)
    report = make_report(text, unit=unit, year=year)
    return Reading(report=report, left_out="第 2 页读不出" if "缺页" in text else None)


def outcomes(library: Library, *paths: Path) -> dict[str, str]:
    """What became of each file, by its source."""
    return {record.source: record.outcome for record in library.ingest(list(paths))}


@pytest.fixture
def embedder() -> HashEmbedder:
    return HashEmbedder()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three reports of two units, in two folders."""
    files = tmp_path / "文件"
    (files / "town").mkdir(parents=True)
    (files / "a.txt").write_text(
        "青石街道|2023\n#measures\n全年审核合同25件。\n开展普法宣传活动12次。\n"
        "#problems\n执法力量不足,人员少。\n",
        "utf-8",
    )
    (files / "b.txt").write_text(
        "青石街道|2024\n#measures\n全年审核合同31件。\n办理行政复议案件3件。\n"
        "#problems\n普法形式单一。\n",
        "utf-8",
    )
    (files / "town" / "a.txt").write_text(
        "白水区城管委|2024\n#measures\n审核合同88份,检查门店400家。\n#plan\n加强执法队伍建设。\n",
        "utf-8",
    )
    return files


@pytest.fixture
def library(tmp_path: Path, embedder: HashEmbedder) -> Iterator[Library]:
    with Library.open(tmp_path / "资料库", embedder=embedder, reader=read_plain) as opened:
        yield opened


__all__ = ["Figure", "make_report", "outcomes", "read_plain"]
