"""Real, small implementations of what tests would otherwise wait for."""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.typing import NDArray


class HashEmbedder:
    """Vectors from character pairs, hashed into buckets: deterministic, no model.

    Source: Weinberger et al. (2009), "Feature Hashing for Large Scale Multitask Learning".
    """

    def __init__(self, name: str = "hash-64", dimension: int = 64) -> None:
        self.name = name
        self.dimension = dimension
        self.passages_embedded = 0

    def embed_passages(self, texts: list[str]) -> NDArray[np.float32]:
        self.passages_embedded += len(texts)
        rows = [self._embed(text) for text in texts]
        return np.array(rows, dtype=np.float32).reshape(len(texts), self.dimension)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        return self._embed(text)

    def _embed(self, text: str) -> NDArray[np.float32]:
        vector = np.zeros(self.dimension, dtype=np.float32)
        for pair in (text[at : at + 2] for at in range(max(1, len(text) - 1))):
            digest = hashlib.sha256(pair.encode("utf-8")).digest()
            vector[digest[0] % self.dimension] += 1.0 if digest[1] % 2 else -1.0
        norm = float(np.linalg.norm(vector))
        if not norm:
            vector[0] = norm = 1.0
        return vector / np.float32(norm)
