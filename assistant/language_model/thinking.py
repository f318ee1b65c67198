"""Takes a thinking model's thoughts out of what it writes, while it writes."""

from __future__ import annotations

_OPEN, _CLOSE = "<think>", "</think>"


class ThinkingFilter:
    """Passes on what is no thought.

    Some servers send the thoughts without their opening tag: what came before a lone closing tag
    was thought as well, and whoever listens is told to start over.
    """

    def __init__(self) -> None:
        self._held = ""
        self._inside = False
        self.restarted = False

    def feed(self, text: str) -> str:
        """What can be passed on after ``text`` came.

        ``restarted`` is True when what was passed on before turns out to have been thought.
        """
        self.restarted = False
        self._held += text
        shown = ""
        while True:
            if self._inside:
                _, tag, after = self._held.partition(_CLOSE)
                if not tag:
                    self._held = self._tail(_CLOSE)
                    return shown
                self._held, self._inside = after, False
                continue
            opened, closed = self._held.find(_OPEN), self._held.find(_CLOSE)
            if closed >= 0 and (opened < 0 or closed < opened):
                shown, self.restarted = "", True
                self._held = self._held[closed + len(_CLOSE) :]
            elif opened >= 0:
                shown += self._held[:opened]
                self._held, self._inside = self._held[opened + len(_OPEN) :], True
            else:
                kept = max(len(self._tail(_OPEN)), len(self._tail(_CLOSE)))
                cut = len(self._held) - kept
                shown, self._held = shown + self._held[:cut], self._held[cut:]
                return shown

    def end(self) -> str:
        """What was held back in case it began a tag."""
        rest = "" if self._inside else self._held
        self._held = ""
        return rest

    def _tail(self, tag: str) -> str:
        """The end of what is held that may be the beginning of ``tag``."""
        for size in range(min(len(tag) - 1, len(self._held)), 0, -1):
            if tag.startswith(self._held[-size:]):
                return self._held[-size:]
        return ""
