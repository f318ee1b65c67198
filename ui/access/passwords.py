"""Passwords as they are stored: scrypt, with its parameters beside the result."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from dataclasses import dataclass

from ingest.errors import ReportAssistantError

SHORTEST, LONGEST = 10, 256  # characters
_MEMORY = 256 << 20  # bytes that OpenSSL may take; n * r * 128 of them are needed


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Parameters of scrypt (RFC 7914)."""

    n: int = 1 << 15
    r: int = 8
    p: int = 3


# OWASP's Password Storage Cheat Sheet, the setting of 32 MiB.
COST = Cost()


def checked_password(password: str, name: str) -> str:
    """A password that may be used.

    Raises:
        ReportAssistantError: too short, too long, or the name itself.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise ReportAssistantError(
            f"密码有 {len(password)} 个字符，应为 {SHORTEST} 到 {LONGEST} 个",
            hint="可以用几个词连成的句子",
        )
    if password.casefold() in (name.casefold(), name.casefold() * 2) or len(set(password)) < 4:
        raise ReportAssistantError(
            "密码太容易猜到，应有 4 种以上的字符，且不是用户名", hint="请换一个"
        )
    return password


def stored(password: str, cost: Cost = COST) -> str:
    """What is kept of a password: parameters, salt and result."""
    salt = secrets.token_bytes(16)
    made = _scrypt(password, salt, cost)
    return f"scrypt:{cost.n}:{cost.r}:{cost.p}:{salt.hex()}:{made.hex()}"


def fits(password: str, kept: str) -> bool:
    """Whether it is the password that was stored; takes as long either way."""
    kind, n, r, p, salt, result = kept.split(":")
    if kind != "scrypt":
        raise ValueError(kind)
    cost = Cost(n=int(n), r=int(r), p=int(p))
    return hmac.compare_digest(_scrypt(password, bytes.fromhex(salt), cost), bytes.fromhex(result))


def _scrypt(password: str, salt: bytes, cost: Cost) -> bytes:
    # NFKC: what one keyboard composes and another does not is the same password.
    data = unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
    return hashlib.scrypt(data, salt=salt, n=cost.n, r=cost.r, p=cost.p, maxmem=_MEMORY, dklen=32)
