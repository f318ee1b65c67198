"""Bodies of requests: how large they may be, and how they are read and put back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Send


class BodyTooLarge(Exception):
    """A request brings more than it may."""


class Responding:
    """The response to one request: what is left of it once the request turns out too large.

    Whoever reads the body may make any answer of the exception; none of these is sent.

    Attributes:
        begun: whether a response is under way, after which no other can be given.
    """

    def __init__(self, send: Send) -> None:
        self._send = send
        self.begun = self._too_large = False

    async def send(self, message: Message) -> None:
        """Sends a part of the response."""
        if self._too_large and not self.begun:
            return
        self.begun = True
        await self._send(message)

    def limited(self, receive: Receive, largest: int) -> Receive:
        """A ``receive`` that stops where more than ``largest`` bytes come, announced or not."""
        taken = 0

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > largest:
                self._too_large = True
                raise BodyTooLarge
            return message

        return counted

    @property
    def refused(self) -> bool:
        """Whether it is still to be said that the request was too large."""
        return self._too_large and not self.begun


async def whole_body(receive: Receive) -> bytes:
    """All of a body that is known to be small (``limited``)."""
    parts: list[bytes] = []
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return b"".join(parts)
        parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(parts)


def again(body: bytes, receive: Receive) -> Receive:
    """A ``receive`` that brings a body that was read already, then what comes after it."""
    given = False

    async def replayed() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replayed
