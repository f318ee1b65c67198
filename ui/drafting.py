"""What 找例句 looks up for a drafter; no component is touched here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.named_scope import scope_of
from assistant.outline_check import DraftCheck, Outline, check_draft, outline_of, read_genre
from assistant.reader import ReportReader
from assistant.text import clean_question
from assistant.types import PassageGroup
from assistant.wording import find_groups
from index.types import ReportEntry
from ingest.errors import ReportAssistantError
from ingest.types import ROLE_NAMES, Report, Role
from ui import text as typed
from ui.shelf import Wanted, matching, shelve

if TYPE_CHECKING:
    from index.library import Library

LONGEST_TEXT = 5_000  # characters of a topic or a pasted paragraph
LONGEST_DRAFT = 200_000
GROUPS = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """Where to look; what is empty does not narrow.

    Attributes:
        role: a section's role.
        where: a region or a unit.
        year: four digits.
    """

    role: str = ""
    where: str = ""
    year: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wordings:
    """What was found.

    Attributes:
        sought: topic or paragraph.
        reports: how many reports were looked through.
    """

    sought: str
    groups: tuple[PassageGroup, ...]
    reports: int


def role_choices(everything: str) -> list[tuple[str, str]]:
    """A menu of a report's parts."""
    return [
        (everything, ""),
        *((name, role) for role, name in ROLE_NAMES.items() if role != "other"),
    ]


def _role(name: str) -> Role | None:
    return next((role for role in ROLE_NAMES if role == name), None)


def entries_within(library: Library, within: Within) -> tuple[ReportEntry, ...]:
    """The reports of a place or unit and a year; nearly identical ones count once."""
    shelf = [one for one in shelve(library.reports()) if one.entry.near_duplicate_of is None]
    found = matching(shelf, Wanted(place=within.where, year=within.year)) if within.where else ()
    found = found or matching(shelf, Wanted(unit=within.where, year=within.year))
    return tuple(one.entry for one in found)


def wordings(library: Library, text: str, within: Within) -> Wordings:
    """Verbatim passages on a topic, or like a pasted paragraph.

    Raises:
        ReportAssistantError: nothing was asked for.
    """
    sought = clean_question(text)[:LONGEST_TEXT]
    if not sought:
        raise ReportAssistantError(
            "还没有写要找的内容，应为一个主题或一段文字", hint="例如：执法力量不足"
        )
    entries = entries_within(library, within)
    role = _role(within.role)
    groups = find_groups(
        sought,
        scope_of(entries, role),
        ReportReader(library),
        role,
        words=library.words,
        frequency=library.frequency,
        limit=GROUPS,
    )
    return Wordings(sought=sought, groups=groups, reports=len(entries))


def genres(library: Library) -> list[str]:
    """The genres of the library, the most common first."""
    counts: dict[str, int] = {}
    for entry in library.reports():
        if entry.genre:
            counts[entry.genre] = counts.get(entry.genre, 0) + 1
    return sorted(counts, key=lambda genre: (-counts[genre], genre))


def outline(library: Library, genre: str, within: Within) -> Outline:
    """The outline that reports of a genre share.

    Raises:
        ReportAssistantError: there are no such reports.
    """
    entries = entries_within(library, within)
    chosen = read_genre(genre or None, entries)
    reports, first = _of_genre(library, entries, chosen)
    return outline_of(chosen, reports, library.words, first.__getitem__, role=_role(within.role))


def draft_check(library: Library, text: str, file: Path | None, genre: str) -> DraftCheck:
    """What a draft lacks of its genre's outline; the draft is read and not kept.

    Args:
        text: pasted; counts where there is no file.
        genre: empty for the draft's own.

    Raises:
        ReportAssistantError: there is no draft, it cannot be read, or no report is of its genre.
    """
    draft = _read_draft(text, file)
    entries = entries_within(library, Within())
    known = {entry.genre for entry in entries}
    own = draft.genre if draft.genre in known else None
    chosen = read_genre(genre or own, entries)
    reports, first = _of_genre(library, entries, chosen)
    return check_draft(draft, chosen, reports, library.words, first.__getitem__)


def _read_draft(text: str, file: Path | None) -> Report:
    from ingest.isolation import IsolatedReader
    from ingest.read import load

    if file is None and not text.strip():
        raise ReportAssistantError(
            "还没有草稿，应为一份文件或粘贴的全文", hint="请上传草稿，或把全文粘贴到框里"
        )
    name, data = (
        (file.name, load(file))
        if file is not None
        else ("草稿.txt", typed.clean_question(text[:LONGEST_DRAFT]).encode("utf-8"))
    )
    try:
        with IsolatedReader() as reader:
            return reader(name, data).report
    except ReportAssistantError as error:
        raise ReportAssistantError(f"草稿 {name}：{error.message}", hint=error.hint) from error


def _of_genre(
    library: Library, entries: tuple[ReportEntry, ...], genre: str
) -> tuple[list[Report], dict[str, str]]:
    chosen = [entry for entry in entries if entry.genre == genre]
    first = {entry.id: next(iter(entry.sources), "") for entry in chosen}
    return [library.report(entry.id) for entry in chosen], first
