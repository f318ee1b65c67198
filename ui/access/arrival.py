"""What a request says of where it comes from, and what of that is believed. Pure."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from ui.access.sessions import SessionLimits

_MEBIBYTE = 1 << 20
_FORWARDED = (b"x-forwarded-", b"forwarded", b"x-real-ip", b"x-gradio-")
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How the layer stands to the world.

    Attributes:
        exposed: the server listens beyond this machine; it then answers nobody without users.
        hosts: names under which it is reached, besides this machine's and plain addresses.
        proxies: addresses of proxies whose ``X-Forwarded-`` headers are believed; none by default.
        largest_body: bytes of a request; ``largest_upload`` of uploaded files together.
    """

    exposed: bool = False
    hosts: frozenset[str] = frozenset()
    proxies: frozenset[str] = frozenset()
    sessions: SessionLimits = field(default_factory=SessionLimits)
    largest_body: int = 4 * _MEBIBYTE
    largest_upload: int = 512 * _MEBIBYTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A connection as the layer judges it.

    Attributes:
        address: of the client; behind a trusted proxy, the one that the proxy names.
        secure: it came over TLS.
        headers: by their names in lower case; the last one where a name stands twice.
    """

    method: str
    path: str
    query: str
    address: str
    secure: bool
    headers: Mapping[str, str]

    @property
    def changes(self) -> bool:
        """Whether it may change something: a WebSocket counts as such."""
        return self.method not in _SAFE


def arrived(scope: Mapping[str, Any], settings: Settings) -> tuple[Arrival, dict[str, Any]]:
    """Reads a connection.

    Returns:
        What the layer judges, and the scope to pass on: without forwarding headers from anyone
            but a trusted proxy, because what lies behind the layer believes them.
    """
    peer = str((scope.get("client") or ("", 0))[0])
    trusted = peer in settings.proxies
    headers = {
        bytes(name).decode("latin-1").lower(): bytes(value).decode("latin-1")
        for name, value in scope.get("headers", ())
    }
    address, secure = peer, scope.get("scheme") in ("https", "wss")
    passed = dict(scope)
    if trusted:
        address = _client(headers.get("x-forwarded-for", ""), settings.proxies) or peer
        secure = secure or headers.get("x-forwarded-proto", "").strip().lower() == "https"
    else:
        passed["headers"] = [
            (name, value) for name, value in scope.get("headers", ()) if not _forwards(bytes(name))
        ]
    if secure and scope["type"] == "http":
        passed["scheme"] = "https"
    return (
        Arrival(
            method="WEBSOCKET" if scope["type"] == "websocket" else str(scope["method"]),
            path=str(scope["path"]),
            query=bytes(scope.get("query_string", b"")).decode("latin-1"),
            address=address,
            secure=secure,
            headers=headers,
        ),
        passed,
    )


def _forwards(name: bytes) -> bool:
    return name.lower().startswith(_FORWARDED)


def _client(forwarded: str, proxies: frozenset[str]) -> str:
    """The nearest address that is no trusted proxy's: what lies before it anybody can write."""
    for one in reversed([part.strip() for part in forwarded.split(",")]):
        if one and one not in proxies:
            return one[:64]
    return ""


def host_name(netloc: str) -> str:
    """The host of ``host:port``, in lower case and without brackets; empty if there is none."""
    try:
        return (urlsplit(f"//{netloc}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def fits_host(host: str, settings: Settings) -> bool:
    """Whether a request meant this server: a foreign name that leads here is an attack.

    Source: DNS rebinding, Jackson et al. (2007), "Protecting Browsers from DNS Rebinding Attacks".
    A plain address cannot be rebound.
    """
    name = host_name(host)
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        known = {*settings.hosts, *({socket.gethostname().lower()} if settings.exposed else ())}
        return bool(name) and name in known
    return settings.exposed or address.is_loopback


def is_own(arrival: Arrival) -> bool:
    """Whether a request was made by a page of ours, or by no page at all.

    What a browser says is believed: no foreign page can make it say otherwise. Programs say
    nothing. Links from elsewhere may open the page, and do nothing else.
    """
    site = arrival.headers.get("sec-fetch-site")
    if site in ("cross-site", "same-site"):
        opens = arrival.headers.get("sec-fetch-mode") == "navigate"
        if arrival.changes or not opens or arrival.headers.get("sec-fetch-dest") != "document":
            return False
    origin = arrival.headers.get("origin")
    if origin is None or not arrival.changes:
        return True
    try:
        return urlsplit(origin).netloc.lower() == arrival.headers.get("host", "").lower()
    except ValueError:
        return False
