"""What passes between the program and the process that parses: frames of JSON and bytes.

A frame is two big-endian lengths (u32 head, u64 body), a JSON object and raw bytes. JSON and not
pickle: a parser that was taken over must not run code in the program that asked it.
"""

from __future__ import annotations

import json
import struct
from functools import cache
from typing import TYPE_CHECKING, Any, BinaryIO

from ingest.report import Reading

if TYPE_CHECKING:
    from pydantic import TypeAdapter

MAX_FRAME = 512 * 1024 * 1024
_LENGTHS = struct.Struct(">IQ")


class BrokenFrame(Exception):
    """The other side ended, or sent what is no frame."""


def send(stream: BinaryIO, head: dict[str, Any], body: bytes = b"") -> None:
    """Writes one frame. ASCII JSON, so that lone surrogates of a hostile file pass unharmed."""
    line = json.dumps(head, separators=(",", ":")).encode("ascii")
    stream.write(_LENGTHS.pack(len(line), len(body)))
    stream.write(line)
    stream.write(body)
    stream.flush()


def receive(stream: BinaryIO) -> tuple[dict[str, Any], bytes]:
    """Reads one frame.

    Raises:
        BrokenFrame: the stream ended, or the frame is malformed or larger than ``MAX_FRAME``.
    """
    lengths = _exactly(stream, _LENGTHS.size)
    head_length, body_length = _LENGTHS.unpack(lengths)
    if head_length + body_length > MAX_FRAME:
        raise BrokenFrame("a frame beyond the limit")
    line, body = _exactly(stream, head_length), _exactly(stream, body_length)
    try:
        head = json.loads(line)
    except ValueError as error:
        raise BrokenFrame("no JSON") from error
    if not isinstance(head, dict):
        raise BrokenFrame("no JSON object")
    return head, body


def _exactly(stream: BinaryIO, length: int) -> bytes:
    data = stream.read(length) if length else b""
    if len(data) != length:
        raise BrokenFrame("the stream ended")
    return data


@cache
def _adapter() -> TypeAdapter[Reading]:
    from pydantic import TypeAdapter

    return TypeAdapter(Reading)


def reading_document(reading: Reading) -> Any:
    """A reading as JSON values; decimal numbers as strings, exact to the last digit."""
    return _adapter().dump_python(reading, mode="json")


def reading_of(document: Any) -> Reading:
    """The reading that :func:`reading_document` wrote.

    Raises:
        BrokenFrame: the document is no reading.
    """
    try:
        return _adapter().validate_python(document)
    except ValueError as error:  # pydantic's ValidationError is one
        raise BrokenFrame("no reading") from error
