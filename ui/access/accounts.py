"""Who may use the installation: users with their roles, collections and tokens."""

from __future__ import annotations

import hashlib
import re
import secrets
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from ingest.errors import ReportAssistantError
from ui.access.account import Account, Role
from ui.access.database import DATABASE, reading, writing
from ui.access.passwords import checked_password, fits, stored
from ui.users import LOCAL_USER

TOKEN_PREFIX = "ra_"  # tells what it is where one leaks
_NAME = re.compile(r"[\w.@-]{1,32}")


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenEntry:
    """A token as it is listed; itself it was shown once."""

    label: str
    created: str


class Accounts:
    """The users of the library in one folder. Any thread and any process may call."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def any(self) -> bool:
        """Whether users are set up at all."""
        if not (self._folder / DATABASE).exists():
            return False
        with reading(self._folder) as connection:
            return connection.execute("SELECT 1 FROM users LIMIT 1").fetchone() is not None

    def all(self) -> tuple[Account, ...]:
        """Every user, by name."""
        if not (self._folder / DATABASE).exists():
            return ()
        with reading(self._folder) as connection:
            names = [row[0] for row in connection.execute("SELECT name FROM users ORDER BY name")]
            found = (_account(connection, name) for name in names)
            return tuple(one for one in found if one is not None)

    def account(self, name: str) -> Account | None:
        """A user as he is now; None for an unknown one."""
        with reading(self._folder) as connection:
            return _account(connection, name)

    def add(self, name: str, role: Role, password: str) -> None:
        """Sets a user up.

        Raises:
            ReportAssistantError: the name is taken or no name, or the password is too weak; the
                first user is no administrator.
        """
        if not _NAME.fullmatch(name) or name == LOCAL_USER:
            raise ReportAssistantError(
                f"用户名 {name[:60]!r} 不能用，应为 1 到 32 个字母、数字、汉字或 . @ - _",
                hint=f"{LOCAL_USER} 是保留名" if name == LOCAL_USER else "例如 zhangsan 或 张三",
            )
        kept = stored(checked_password(password, name))
        with writing(self._folder) as connection:
            if _account(connection, name) is not None:
                raise ReportAssistantError(f"已有用户 {name}", hint="请换一个名字，或先移除")
            if role != "admin" and not _admins(connection):
                raise ReportAssistantError(
                    f"{name} 是第一个用户，应为管理员", hint="请用 --role admin 先设一名管理员"
                )
            connection.execute("INSERT INTO users VALUES (?, ?, ?, ?)", (name, role, kept, _now()))

    def remove(self, name: str) -> None:
        """Removes a user with his sessions and tokens.

        Raises:
            ReportAssistantError: there is none, or the last administrator would go.
        """
        with writing(self._folder) as connection:
            account = _required(connection, name)
            others = connection.execute("SELECT count(*) FROM users").fetchone()[0] - 1
            if account.is_admin and others and _admins(connection) == 1:
                raise ReportAssistantError(
                    f"{name} 是最后一名管理员，还有 {others} 名读者", hint="请先设另一名管理员"
                )
            connection.execute("DELETE FROM users WHERE name = ?", (name,))

    def set_password(self, name: str, password: str) -> None:
        """Gives a user another password; whoever is signed in under his name is no longer.

        Raises:
            ReportAssistantError: there is no such user, or the password is too weak.
        """
        kept = stored(checked_password(password, name))
        with writing(self._folder) as connection:
            _required(connection, name)
            connection.execute(
                "UPDATE users SET password = ?, changed = ? WHERE name = ?", (kept, _now(), name)
            )
            connection.execute("DELETE FROM sessions WHERE user = ?", (name,))

    def verified(self, name: str, password: str) -> Account | None:
        """The account if the password is right; an unknown name takes as long as a wrong one."""
        with reading(self._folder) as connection:
            row = connection.execute(
                "SELECT password FROM users WHERE name = ?", (name,)
            ).fetchone()
            right = fits(password, row[0] if row else _nobody_s())
            return _account(connection, name) if row and right else None

    # -- collections -----------------------------------------------------------------------

    def join(self, name: str, collection: str) -> None:
        """Lets a user see a collection.

        Raises:
            ReportAssistantError: there is no such user.
        """
        with writing(self._folder) as connection:
            _required(connection, name)
            connection.execute(
                "INSERT OR IGNORE INTO memberships VALUES (?, ?)", (name, collection)
            )

    def leave(self, name: str, collection: str) -> None:
        """Lets a user see a collection no longer.

        Raises:
            ReportAssistantError: there is no such user, or he is no member.
        """
        with writing(self._folder) as connection:
            if collection not in _required(connection, name).collections:
                raise ReportAssistantError(
                    f"{name} 不在专题 {collection} 中", hint="请用 users list 查看"
                )
            connection.execute(
                "DELETE FROM memberships WHERE user = ? AND collection = ?", (name, collection)
            )

    # -- tokens ----------------------------------------------------------------------------

    def add_token(self, name: str, label: str) -> str:
        """Makes a token for a program of the user; it is told here and never again.

        Raises:
            ReportAssistantError: there is no such user, or he has one of that label.
        """
        token = TOKEN_PREFIX + secrets.token_urlsafe(32)
        with writing(self._folder) as connection:
            _required(connection, name)
            try:
                connection.execute(
                    "INSERT INTO tokens VALUES (?, ?, ?, ?)", (digest(token), name, label, _now())
                )
            except sqlite3.IntegrityError as error:
                raise ReportAssistantError(
                    f"{name} 已有名为 {label} 的令牌", hint="请换一个 --label，或先撤销"
                ) from error
        return token

    def tokens(self, name: str) -> tuple[TokenEntry, ...]:
        """The user's tokens, oldest first."""
        with reading(self._folder) as connection:
            rows = connection.execute(
                "SELECT label, created FROM tokens WHERE user = ? ORDER BY created, label", (name,)
            ).fetchall()
        return tuple(TokenEntry(label=label, created=created) for label, created in rows)

    def revoke_token(self, name: str, label: str) -> None:
        """Makes a token worthless at once.

        Raises:
            ReportAssistantError: the user has none of that label.
        """
        with writing(self._folder) as connection:
            gone = connection.execute(
                "DELETE FROM tokens WHERE user = ? AND label = ?", (name, label)
            )
            if gone.rowcount != 1:
                raise ReportAssistantError(
                    f"{name} 没有名为 {label} 的令牌", hint="请用 users token NAME --list 查看"
                )

    def of_token(self, token: str) -> Account | None:
        """Whose token it is; None if nobody's."""
        with reading(self._folder) as connection:
            row = connection.execute(
                "SELECT user FROM tokens WHERE digest = ?", (digest(token),)
            ).fetchone()
            return None if row is None else _account(connection, row[0])


def digest(secret: str) -> str:
    """What is kept of a random secret: 256 bits need no slow hash."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=1)
def _nobody_s() -> str:
    """A stored password that nobody knows."""
    return stored(secrets.token_urlsafe(32))


def _account(connection: sqlite3.Connection, name: str) -> Account | None:
    row = connection.execute("SELECT role FROM users WHERE name = ?", (name,)).fetchone()
    if row is None:
        return None
    held = connection.execute("SELECT collection FROM memberships WHERE user = ?", (name,))
    return Account(name=name, role=row[0], collections=frozenset(one for (one,) in held))


def _required(connection: sqlite3.Connection, name: str) -> Account:
    account = _account(connection, name)
    if account is None:
        raise ReportAssistantError(f"没有用户 {name[:60]!r}", hint="请用 users list 查看")
    return account


def _admins(connection: sqlite3.Connection) -> int:
    found = connection.execute("SELECT count(*) FROM users WHERE role = 'admin'").fetchone()
    return int(found[0])


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
