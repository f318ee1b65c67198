"""Which files an ingestion looks at, in which order, and how each is read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import ReportAssistantError
from ingest.read import load


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A file to take, or a place that could not be looked into.

    Attributes:
        source: path relative to the folder that was given, POSIX separators.
        reason: why nothing can be read there; empty for a file.
    """

    path: Path
    source: str
    reason: str = ""

    def read(self) -> bytes:
        """The file's bytes.

        Raises:
            ReportAssistantError: why nothing can be read there.
        """
        if self.reason:
            raise ReportAssistantError(self.reason)
        return load(self.path)


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
    for path in paths:
        inside = _walk(path) if path.is_dir() else iter([Candidate(path=path, source=path.name)])
        for candidate in inside:
            if own and own in Path(origin_of(candidate.path)).parents:
                continue
            found.setdefault(origin_of(candidate.path), candidate)
    return list(found.values())


def origin_of(path: Path) -> str:
    """The absolute path that a source is known by."""
    return os.path.abspath(path)  # noqa: PTH100  (a link is its own source: not resolved)


def _walk(folder: Path) -> Iterator[Candidate]:
    failures: list[OSError] = []
    for where, folders, files in os.walk(folder, onerror=failures.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in files if not name.startswith(".")):
            path = Path(where) / name
            yield Candidate(path=path, source=path.relative_to(folder).as_posix())
    for failure in failures:
        path = Path(os.fsdecode(failure.filename))
        source = folder.name if path == folder else path.relative_to(folder).as_posix()
        yield Candidate(path=path, source=source, reason=_unreadable(failure))


def _unreadable(error: OSError) -> str:
    return f"读不了这个文件夹({error.strerror or error})。请检查它的权限,以及它是否还在"
