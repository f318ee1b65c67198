"""Text becomes unit vectors."""

from __future__ import annotations

import os
import threading
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from index import model as embedded
from index.turn import Turn
from ingest.errors import ReportAssistantError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]

BATCH = 8  # small batches of like length waste the least on padding (on two cores)


class Embedder(Protocol):
    """Anything that turns passages and questions into comparable unit vectors."""

    @property
    def name(self) -> str:
        """Identifies the vectors: another name means that they must be made anew."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def embed_passages(self, texts: list[str]) -> Vectors:
        """float32 (n, dimension), rows L2-normalised."""

    def embed_query(self, text: str) -> Vectors:
        """float32 (dimension,), L2-normalised."""


class SentenceTransformerEmbedder:
    """Any ``SentenceTransformer``; loaded when first used.

    Args:
        model: name or folder; None for the embedded multilingual-e5-small, which needs neither
            network nor download.
    """

    def __init__(self, model: str | None = None) -> None:
        self._chosen = model or None
        self._loaded: SentenceTransformer | None = None
        # A fast tokenizer may not be used by two threads at once. Taken per batch and in turn, so
        # that a question waits for one batch of a running ingestion, not for all of it.
        self._turn = Turn()
        self._loading = threading.Lock()
        self._query = lru_cache(maxsize=256)(self._embed_query)

    @property
    def name(self) -> str:
        """The model's name, or the embedded model's with its format."""
        return self._chosen or f"{embedded.NAME}-{embedded.FORMAT}"

    @property
    def dimension(self) -> int:
        """Length of a vector; known without loading for the embedded model."""
        if self._chosen is None:
            return embedded.DIMENSION
        model: Any = self._model()
        return int(model.get_embedding_dimension())

    def embed_passages(self, texts: list[str]) -> Vectors:
        """float32 (n, dimension), rows L2-normalised; n may be 0."""
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        places: dict[str, list[int]] = {}
        for i, text in enumerate(texts):  # a file of one sentence a million times costs one
            places.setdefault(text, []).append(i)
        order = sorted(places, key=lambda text: (len(text), places[text]))
        for at in range(0, len(order), BATCH):
            batch = order[at : at + BATCH]
            model = self._model()
            with self._turn:
                made = model.encode_document(
                    batch,
                    batch_size=BATCH,
                    normalize_embeddings=True,
                    show_progress_bar=False,
                )
            for text, vector in zip(batch, made, strict=True):
                vectors[places[text]] = vector
        return vectors

    def embed_query(self, text: str) -> Vectors:
        """float32 (dimension,), L2-normalised; the last questions are remembered."""
        return self._query(text)

    def _embed_query(self, text: str) -> Vectors:
        model = self._model()
        with self._turn:
            vector = model.encode_query(text, normalize_embeddings=True, show_progress_bar=False)
        found = np.asarray(vector, dtype=np.float32)
        found.setflags(write=False)  # it is shared by all who ask the same
        return found

    def _model(self) -> SentenceTransformer:
        with self._loading:
            if self._loaded is None:
                self._loaded = _load(self._chosen)
            return self._loaded


def _load(chosen: str | None) -> SentenceTransformer:
    folder = chosen or str(embedded.embedded_model())
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    quiet: Any = logging.disable_progress_bar
    quiet()
    try:
        return SentenceTransformer(folder, device=None, local_files_only=chosen is None)
    except Exception as error:  # the library raises whatever its back ends raise
        raise ReportAssistantError(
            f"载入不了向量模型 {folder}({type(error).__name__}: {error})",
            hint="应为 SentenceTransformer 模型的名称或文件夹;"
            "请检查 REPORT_ASSISTANT_MODEL,或不设它以使用内置模型",
        ) from error


def default_embedder() -> Embedder:
    """The model that ``REPORT_ASSISTANT_MODEL`` names, else the embedded one; not loaded yet."""
    chosen = os.environ.get("REPORT_ASSISTANT_MODEL")
    return cast(Embedder, SentenceTransformerEmbedder(chosen))
