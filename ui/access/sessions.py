"""Who is signed in: random secrets that a browser keeps, and for how long they are good."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ui.access.accounts import digest
from ui.access.database import reading, writing

_NOTED = 60.0  # seconds within which another request does not count as a new one


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLimits:
    """How long a session is good, in seconds: without a request, and at all."""

    idle: float = 2 * 3600.0
    whole: float = 12 * 3600.0


class Sessions:
    """The sessions of one installation. Any thread and any process may call."""

    def __init__(
        self,
        folder: Path,
        limits: SessionLimits | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._folder, self._limits, self._clock = folder, limits or SessionLimits(), clock

    @property
    def whole(self) -> int:
        """Seconds after which a session ends however busy it is."""
        return int(self._limits.whole)

    def begin(self, user: str) -> str:
        """Signs a user in; always under a new secret, so none can be foisted on anybody."""
        token = secrets.token_urlsafe(32)
        now = self._clock()
        with writing(self._folder) as connection:
            connection.execute(
                "DELETE FROM sessions WHERE started < ? OR seen < ?",
                (now - self._limits.whole, now - self._limits.idle),
            )
            connection.execute(
                "INSERT INTO sessions VALUES (?, ?, ?, ?)", (digest(token), user, now, now)
            )
        return token

    def user_of(self, token: str) -> str | None:
        """Whose session it is; None if it is nobody's or has expired."""
        key, now = digest(token), self._clock()
        with reading(self._folder) as connection:
            row = connection.execute(
                "SELECT user, started, seen FROM sessions WHERE digest = ?", (key,)
            ).fetchone()
        if row is None:
            return None
        user, started, seen = str(row[0]), float(row[1]), float(row[2])
        # A clock that was put back makes nobody younger than he is, nor older.
        if now - started > self._limits.whole or now - seen > self._limits.idle:
            self.end(token)
            return None
        if now - seen > _NOTED:
            with writing(self._folder) as connection:
                connection.execute("UPDATE sessions SET seen = ? WHERE digest = ?", (now, key))
        return user

    def end(self, token: str) -> None:
        """Signs out."""
        with writing(self._folder) as connection:
            connection.execute("DELETE FROM sessions WHERE digest = ?", (digest(token),))
