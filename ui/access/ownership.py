"""Whose a session of the page is, and whose a file: what one user began no other goes on with."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

REMEMBERED = 100_000  # things of each kind; the oldest are forgotten, and are then nobody's
_DEEPEST = 40  # levels of what a browser sends


@dataclass(frozen=True, slots=True)
class Owned:
    """Things of one kind and who owns them."""

    _owners: OrderedDict[str, frozenset[str]] = field(default_factory=OrderedDict)

    def give(self, thing: str, user: str) -> None:
        """Makes the user one of a thing's owners: two may upload the same file."""
        self._owners[thing] = self._owners.get(thing, frozenset()) | {user}
        self._owners.move_to_end(thing)
        while len(self._owners) > REMEMBERED:
            self._owners.popitem(last=False)

    def claim(self, thing: str, user: str) -> bool:
        """Makes the user the owner of a thing that is nobody's yet; whether it is his."""
        if thing not in self._owners:
            self.give(thing, user)
        return self.belongs(thing, user)

    def belongs(self, thing: str, user: str) -> bool:
        """Whether it is the user's."""
        return user in self._owners.get(thing, frozenset())


@dataclass(frozen=True, slots=True, kw_only=True)
class Ownership:
    """What the page's users own: for as long as the server runs, as the things themselves.

    Attributes:
        sessions: secrets that the browser's page chose for itself.
        files: paths of what was uploaded or made for download.
    """

    sessions: Owned = field(default_factory=Owned)
    uploads: Owned = field(default_factory=Owned)
    files: Owned = field(default_factory=Owned)


def paths_in(value: Any, depth: int = 0) -> Iterator[str]:
    """Every file that a JSON value of Gradio's names.

    Raises:
        ValueError: it is nested deeper than anything that the page sends.
    """
    if depth > _DEEPEST:
        raise ValueError("nested too deep")
    if isinstance(value, dict):
        path = value.get("path")
        if isinstance(path, str):
            yield path
        for one in value.values():
            yield from paths_in(one, depth + 1)
    elif isinstance(value, list):
        for one in value:
            yield from paths_in(one, depth + 1)


def told_paths(stream: bytes) -> Iterator[str]:
    """The files that a piece of an event stream hands to the page."""
    if b'"path"' not in stream:
        return
    for line in stream.split(b"\n"):
        if line.startswith(b"data:"):
            try:
                yield from paths_in(json.loads(line[len(b"data:") :]))
            except (ValueError, RecursionError):
                continue
