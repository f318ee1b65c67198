"""Which files an ingestion looks at, in which order, and how each is read; archives are opened.

Pages of one folder are taken for pages of one site: what they repeat around their articles is
learned when the first of them is read that the library does not hold yet. What is stored never
changes by it: a page that was read before stays as it was.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from ingest.archive import MAX_ARCHIVE, SEPARATOR, Member, is_archive
from ingest.errors import ReportAssistantError
from ingest.member_names import is_left_behind
from ingest.read import load, load_any
from ingest.report import Reading
from ingest.site_lines import FEWEST, repeated

# An archive's name and bytes become its files.
Unpack = Callable[[str, bytes], Iterable[Member]]
# A page's name and bytes become its report.
ReadPage = Callable[[str, bytes], Reading]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A file to take, or a place that could not be looked into.

    Attributes:
        path: where it lies; inside an archive ``a.zip!/b.txt``, which no file system knows.
        source: path relative to the folder that was given, POSIX separators.
        reason: why nothing can be read there; empty for a file.
        data: its bytes where they are at hand already: those of an archive's member.
        site: gives the lines that the pages of its site repeat.
    """

    path: Path
    source: str
    reason: str = ""
    data: bytes | None = None
    site: Callable[[], frozenset[str]] = frozenset

    def read(self) -> bytes:
        """The file's bytes.

        Raises:
            ReportAssistantError: why nothing can be read there.
        """
        if self.reason:
            raise ReportAssistantError(self.reason)
        return load(self.path) if self.data is None else self.data


def check_paths(paths: Iterable[Path]) -> None:
    """Raises ``ReportAssistantError`` for the first path that is not there."""
    for path in paths:
        if not os.path.lexists(path):
            raise ReportAssistantError(
                f"没有文件或文件夹 {path}", hint="请检查路径;此次没有导入任何文件"
            )


def candidates(paths: Iterable[Path], *, library: Path | None = None) -> list[Candidate]:
    """Every file under the paths once, folders recursively and sorted, hidden ones skipped.

    Args:
        library: the library's own folder: what it stores is no report (``ingest .`` beside it).
    """
    found: dict[str, Candidate] = {}
    own = Path(origin_of(library)) if library else None
    # What lies in it and is asked for by its own path is meant: files that came through the page.
    given = list(paths)
    kept = {path for path in given if own and own in Path(origin_of(path)).parents}
    for path in given:
        inside = _walk(path) if path.is_dir() else iter([Candidate(path=path, source=path.name)])
        for candidate in inside:
            if own and own in Path(origin_of(candidate.path)).parents and path not in kept:
                continue
            found.setdefault(origin_of(candidate.path), candidate)
    return list(found.values())


def opened(candidate: Candidate, unpack: Unpack, reader: ReadPage) -> list[Candidate]:
    """The files of an archive, each with its bytes; any other candidate as it is.

    Args:
        unpack: ``ingest.archive.unpack``, or the same in a process of its own.
        reader: how a page is read; see :func:`with_sites`.
    """
    if candidate.reason or not is_archive(candidate.path.name):
        return [candidate]
    try:
        members = unpack(candidate.path.name, load_any(candidate.path, MAX_ARCHIVE))
    except ReportAssistantError as error:
        return [replace(candidate, reason=str(error))]
    inside = (
        Candidate(
            path=Path(f"{candidate.path}{SEPARATOR}{member.name}"),
            source=f"{candidate.source}{SEPARATOR}{member.name}",
            reason=member.reason,
            data=member.data,
        )
        for member in members
    )
    return with_sites(inside, reader)


def with_sites(found: Iterable[Candidate], reader: ReadPage) -> list[Candidate]:
    """The candidates; those that are pages of one folder can tell what all of them repeat.

    Args:
        reader: how a page is read; nothing is read before the first page asks.
    """
    listed = list(found)
    folders: dict[Path, list[Candidate]] = {}
    for one in listed:
        if _is_page(one):
            folders.setdefault(one.path.parent, []).append(one)
    learn = cache(lambda folder: repeated(_texts(folders[folder][:_MOST_PAGES], reader)))
    return [
        replace(one, site=partial(learn, one.path.parent))
        if len(folders.get(one.path.parent, ())) >= FEWEST and _is_page(one)
        else one
        for one in listed
    ]


_MOST_PAGES = 60  # of a folder; enough to learn from
_PAGES = (".htm", ".html", ".shtml", ".xhtml", ".mht", ".mhtml")


def _is_page(candidate: Candidate) -> bool:
    return not candidate.reason and candidate.path.name.lower().endswith(_PAGES)


def _texts(pages: Iterable[Candidate], reader: Callable[[str, bytes], Reading]) -> Iterator[str]:
    for page in pages:
        with suppress(Exception):  # what is wrong with it is told when its turn comes
            yield reader(page.path.name, page.read()).report.text


def origin_of(path: Path) -> str:
    """The absolute path that a source is known by."""
    return os.path.abspath(path)  # noqa: PTH100  (a link is its own source: not resolved)


def _walk(folder: Path) -> Iterator[Candidate]:
    failures: list[OSError] = []
    for where, folders, files in os.walk(folder, onerror=failures.append):
        folders[:] = sorted(name for name in folders if not is_left_behind(name))
        for name in sorted(name for name in files if not is_left_behind(name)):
            path = Path(where) / name
            yield Candidate(path=path, source=path.relative_to(folder).as_posix())
    for failure in failures:
        path = Path(os.fsdecode(failure.filename))
        source = folder.name if path == folder else path.relative_to(folder).as_posix()
        yield Candidate(path=path, source=source, reason=_unreadable(failure))


def _unreadable(error: OSError) -> str:
    return f"读不了这个文件夹({error.strerror or error})。请检查它的权限,以及它是否还在"
