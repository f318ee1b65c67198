"""What the tortured library goes through, and what must be there after each step.

Five files are taken in, one of them a copy and one a draft of another; one report is corrected by
hand; then its file is corrected and taken in again; then a report is removed. Whatever happens on the way, a library
opened afterwards is in the state of the last step that was acknowledged, or of the next.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from index.checkup import check_library
from index.library import Library
from ingest.report import read_file
from tests.fakes import HashEmbedder

_BODY = """{title}

{year}年，{unit}推进法治政府建设，现将有关情况报告如下。

一、主要举措和成效
（一）健全依法决策机制
全年审查合同{contracts}份，提出修改意见{opinions}条，法律顾问参与论证{talks}次。
（二）严格规范公正文明执法
出动执法人员{officers}人次，开展检查{checks}次，办理行政处罚{fines}件。
二、存在的不足
一是执法力量薄弱，实有执法人员{staff}名。二是普法形式单一，{village}村居覆盖不够。
三、下一年工作安排
加强执法队伍建设，组织培训{trainings}场次，完善行政复议衔接机制。
"""
QUESTIONS = ("审查合同多少份", "执法力量薄弱", "行政复议衔接机制", "办理行政处罚多少件")
CORRECTED = "c.txt"
REMOVED = "d.txt"
BY_HAND = {"unit": "望川县黑石镇人民政府", "genre": "工作总结"}  # the file says otherwise
LAST = 8  # five files, the correction by hand, that of the file, the removal


def text_of(number: int, unit: str, year: int, *, title: str = "") -> str:
    """An invented report; its figures follow from ``number``."""
    names = "contracts opinions talks officers checks fines staff village trainings".split()
    figures = {name: 11 * number + 7 * place + 3 for place, name in enumerate(names)}
    title = title or f"{unit}{year}年法治政府建设年度报告"
    return _BODY.format(title=title, unit=unit, year=year, **figures)


def write_files(folder: Path) -> None:
    """The five files as they are at first."""
    folder.mkdir(parents=True)
    first = text_of(1, "望川县青禾镇人民政府", 2024)
    texts = {
        "a.txt": first,
        "b.txt": first.replace("年度报告", "年度报告（征求意见稿）", 1),
        "c.txt": text_of(3, "望川县白石镇人民政府", 2024),
        "copy.txt": first,
        "d.txt": text_of(5, "望川县南汀乡人民政府", 2023),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")


def correct(folder: Path) -> None:
    """The third file with other figures."""
    (folder / CORRECTED).write_text(text_of(4, "望川县白石镇人民政府", 2024), "utf-8")


def correct_by_hand(library: Library) -> None:
    """The same report's unit and genre."""
    (report_id,) = (entry.id for entry in library.reports() if entry.sources == (CORRECTED,))
    library.correct(report_id, unit=BY_HAND["unit"], genre=BY_HAND["genre"])


def go_through(
    library: Path, files: Path, acknowledge: Callable[[int], None], *, slowly: float = 0.0
) -> None:
    """All steps; each is acknowledged when the library has returned from it."""
    names = sorted(path.name for path in files.iterdir())
    with Library.open(library, embedder=HashEmbedder()) as opened:
        opened.ingest([files], on_progress=lambda done, total, source: acknowledge(done))
        correct_by_hand(opened)
        acknowledge(6)
        correct(files)
        at = names.index(CORRECTED)
        opened.ingest(
            [files],
            on_progress=lambda done, total, source: acknowledge(7) if done > at else None,
        )
        removed = [entry.id for entry in opened.reports() if entry.sources == (REMOVED,)]
        opened.remove(removed)
        acknowledge(LAST)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What an observer finds in a library.

    Attributes:
        entries: of each report: id, sources, the report that counts in its place, number of
            earlier versions, unit and genre, what was corrected by hand.
        found: of each question and way of searching: report id and ordinal of every hit.
        wrong: what no library may ever show, in words.
    """

    entries: frozenset[tuple[object, ...]]
    found: tuple[frozenset[tuple[str, int]], ...]
    wrong: tuple[str, ...] = ()


def observe(folder: Path) -> State:
    """Opens a library and looks at everything in it; checks every text, slice and figure."""
    wrong: list[str] = []
    with Library.open(folder, embedder=HashEmbedder()) as library:
        entries = library.reports()
        for entry in entries:
            report = library.report(entry.id)
            by_hand = {name: BY_HAND[name] for name in entry.corrected}
            read = read_file("a.txt", report.text.encode()).report
            if replace(read, **by_hand) != report:  # type: ignore[arg-type]
                wrong.append(f"{entry.id} is not what its text says")
        found = []
        for question in QUESTIONS:
            for mode in ("lexical", "dense", "hybrid"):
                hits = library.search(question, mode=mode, limit=1000)
                known = {entry.id for entry in entries}
                wrong += [
                    f"{hit.text!r} of a report that is gone"
                    for hit in hits
                    if hit.report.id not in known
                ]
                found.append(frozenset((hit.report.id, hit.passage.ordinal) for hit in hits))
    return State(
        entries=frozenset(
            (
                *(one.id, one.sources, one.near_duplicate_of, one.earlier_versions),
                *(one.unit, one.genre, one.corrected),
            )
            for one in entries
        ),
        found=tuple(found),
        wrong=tuple(wrong),
    )


def expected_states(folder: Path) -> list[State]:
    """The state after each step, from libraries that nothing happened to."""
    states = []
    for step in range(LAST + 1):
        place = folder / str(step)
        write_files(place / "files")
        names = sorted(path.name for path in (place / "files").iterdir())
        for name in names[step:]:
            (place / "files" / name).rename(place / name)
        with Library.open(place / "library", embedder=HashEmbedder()) as library:
            library.ingest([place / "files"])
            if step > len(names):
                correct_by_hand(library)
            if step > len(names) + 1:
                correct(place / "files")
                library.ingest([place / "files"])
            if step == LAST:
                library.remove([e.id for e in library.reports() if e.sources == (REMOVED,)])
        states.append(observe(place / "library"))
    shutil.rmtree(folder)
    return states


def judge(library: Path, files: Path, states: list[State], acknowledged: int) -> list[str]:
    """What is wrong after a fault, and after the work was taken up again; nothing if all is well."""
    wrong: list[str] = []
    if (library / "library.sqlite3").exists():
        seen = observe(library)
        wrong += seen.wrong
        allowed = states[acknowledged : acknowledged + 2]
        if seen.entries not in [state.entries for state in allowed]:
            wrong.append(
                f"after {acknowledged} acknowledged steps: {sorted(map(str, seen.entries))}"
            )
        elif (seen.entries, seen.found) not in [(s.entries, s.found) for s in allowed]:
            wrong.append(f"after {acknowledged} acknowledged steps search finds something else")
    elif acknowledged:
        wrong.append("the database is gone")
    told: list[int] = []
    go_through_again(library, files, told.append)
    final = observe(library)
    if final != states[LAST]:
        wrong.append(f"taken up again it ends in {sorted(map(str, final.entries))}")
    checks = check_library(library, HashEmbedder())
    wrong += [f"doctor: {check.check} {check.found}" for check in checks if not check.ok]
    return wrong


def go_through_again(library: Path, files: Path, acknowledge: Callable[[int], None]) -> None:
    """The same steps from wherever the fault left them."""
    with Library.open(library, embedder=HashEmbedder()) as opened:
        corrected = (files / CORRECTED).read_text("utf-8") == text_of(
            4, "望川县白石镇人民政府", 2024
        )
        if not corrected:
            opened.ingest([files])
            correct_by_hand(opened)
            correct(files)
        opened.ingest([files])
        opened.remove([entry.id for entry in opened.reports() if entry.sources == (REMOVED,)])
        acknowledge(LAST)
