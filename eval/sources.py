"""Which report a source of a test set means. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


def file_name(source: str) -> str:
    """Last part of a source; a file inside an archive (``a.zip!/b.txt``) has its own name."""
    return _clean(source).rsplit("/", 1)[-1]


def _clean(source: str) -> str:
    # macOS writes names decomposed, Windows separates with backslashes.
    return unicodedata.normalize("NFC", source.strip()).replace("\\", "/").removeprefix("./")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceIndex:
    """Sources of a library and the reports they belong to.

    Attributes:
        by_path: cleaned source → report ids; two folders may each have ``a.txt``.
        by_name: file name → report ids.
    """

    by_path: Mapping[str, frozenset[str]]
    by_name: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, sources: Mapping[str, Sequence[str]]) -> SourceIndex:
        """Args: sources: report id → its sources."""
        return cls(
            by_path=_gather((_clean(s), report) for report, own in sources.items() for s in own),
            by_name=_gather((file_name(s), report) for report, own in sources.items() for s in own),
        )

    def reports(self, source: str) -> frozenset[str]:
        """Reports that ``source`` names: by file name where that is unique, else by path.

        Empty where nothing matches, and where several reports have the name and no path fits.
        """
        named = self.by_name.get(file_name(source), frozenset())
        if len(named) == 1:
            return named
        return self.by_path.get(_clean(source), frozenset())

    def ambiguous(self, source: str) -> tuple[str, ...]:
        """The paths that share the name of a ``source`` that names none of them."""
        named = self.by_name.get(file_name(source), frozenset())
        if len(named) < 2 or self.reports(source):
            return ()
        return tuple(sorted(path for path in self.by_path if file_name(path) == file_name(source)))


def _gather(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for key, report in pairs:
        found.setdefault(key, set()).add(report)
    return {key: frozenset(reports) for key, reports in found.items()}
