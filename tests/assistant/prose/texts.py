"""Report texts for measuring the gate, read with plain regexes and nothing of the program's own.

What the gate knows of texts (figures, indicators, sections) is not used here, so that a slip of the
program's reading cannot hide itself by standing on both sides.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from index.types import ReportEntry

_HEADING = re.compile(r"^([一二三四五六七八九十]{1,2}、.{2,30})$")
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]”?")
_TITLE = re.compile(r"[^，。]{4,50}(?:报告|总结|汇报)(?:（示例）)?")
_WORK = "政府工作报告"


@dataclass(frozen=True, kw_only=True)
class Text:
    """A report: what it is called, of what year, and its sentences with their section and year.

    Attributes:
        short: how an answer calls the unit.
        sentences: (sentence, section heading, year that it speaks of).
    """

    id: str
    title: str
    unit: str
    short: str
    year: int
    genre: str
    source: str
    sentences: tuple[tuple[str, str, int], ...]

    @property
    def entry(self) -> ReportEntry:
        aliases = {self.short, self.short.removesuffix("自治区").removesuffix("省")}
        return ReportEntry(
            id=self.id,
            title=self.title,
            unit=self.unit,
            aliases=tuple(sorted(alias for alias in aliases if len(alias) > 1)),
            region=(),
            year=self.year,
            date=None,
            genre=self.genre,
            sources=(self.source,),
            characters=0,
            passages=0,
            figures=0,
        )


def half_of(name: str) -> int:
    """0 for the half that the gate may be tuned on, 1 for the half kept aside."""
    return hashlib.sha256(name.encode()).digest()[0] % 2


def read_texts(folder: Path, *, half: int | None = None) -> list[Text]:
    """The reports of a folder, or one half of them."""
    paths = sorted(folder.glob("*.txt"))
    texts = [_read(path) for path in paths if half is None or half_of(path.name) == half]
    return [text for text in texts if text is not None and text.sentences]


def _read(path: Path) -> Text | None:
    text = path.read_text(encoding="utf-8")
    lines = [line.strip() for line in text.strip().split("\n")[:15]]
    title = next((line for line in lines if _TITLE.fullmatch(line)), "")
    year = re.search(r"(20\d\d)年", title)
    if year is None:
        return None
    work = _WORK in title
    named = re.sub(
        r"(?:关于)?20\d\d年(?:度)?|政府工作报告|法治政府建设.*|推进法治.*|[（(].*[)）]", "", title
    )
    named = named.strip() or "国务院"
    if work:
        unit = named if named == "国务院" else f"{named}人民政府"
        short = named
    else:
        unit, short = named, re.sub(r"^.*?[市区县](?=.{3,}$)", "", re.sub(r"^.*?省", "", named))
    return Text(
        id=hashlib.sha256(text.encode()).hexdigest()[:16],
        title=title,
        unit=unit,
        short=short,
        year=int(year[1]),
        genre=_WORK if work else "法治政府建设年度报告",
        source=path.name,
        sentences=tuple(_sentences(text, int(year[1]), work)),
    )


def _sentences(text: str, year: int, work: bool) -> list[tuple[str, str, int]]:
    found, heading = [], ""
    for line in text.split("\n"):
        line = re.sub(r"\s+", "", line)
        if match := _HEADING.match(line):
            heading = match[1]
            continue
        spoken = _spoken_year(heading, year, work)
        if spoken is None:
            continue
        found += [
            (sentence, heading, spoken)
            for sentence in _SENTENCE.findall(line)
            if 12 <= len(sentence) <= 300
        ]
    return found


def _spoken_year(heading: str, year: int, work: bool) -> int | None:
    """The year that a section speaks of; None where its heading does not make it certain."""
    if not work:
        return None if re.search("下一步|打算|安排|计划|思路|任务|目标", heading) else year
    if re.search("五年|自身建设", heading):
        return None
    if named := re.search(r"(20\d\d)年", heading):
        return int(named[1])
    return year - 1 if re.search("回顾|过去一年", heading) else None
