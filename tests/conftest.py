"""What all tests share: no network, the texts beside the project, one library of the samples."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from index.library import Library

CORPORA_VARIABLE = "REPORT_ASSISTANT_CORPORA"
LOOPBACK = {"127.0.0.1", "::1", "localhost", ""}

# Before any library is imported: none may look for models, updates or a place to report to.
os.environ.update(
    GRADIO_ANALYTICS_ENABLED="False",
    HF_HUB_OFFLINE="1",
    HF_HUB_DISABLE_TELEMETRY="1",
    LANGSMITH_TRACING="false",
)


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Refuses every connection of this process that leaves the machine."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, _loopback_only(getattr(socket.socket, name)))
        yield


def _loopback_only(connect: Any) -> Any:
    def guarded(self: socket.socket, address: Any) -> Any:
        internet = self.family in (socket.AF_INET, socket.AF_INET6)
        if internet and address[0] not in LOOPBACK:
            raise PermissionError(f"a test tried to reach {address[0]}:{address[1]}")
        return connect(self, address)

    return guarded


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of texts that may not lie inside the project."""
    folder = os.environ.get(CORPORA_VARIABLE)
    if not folder:
        pytest.skip(f"{CORPORA_VARIABLE} is not set")
    return Path(folder)


@pytest.fixture(scope="session")
def samples() -> Iterator[Path]:
    """The folder of the shipped sample reports."""
    with as_file(files("ui") / "samples") as folder:
        yield folder


@pytest.fixture(scope="session")
def sample_library_folder(
    samples: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """A library of the samples on disk, made with the real model. For slow tests; read only."""
    from index.embed import SentenceTransformerEmbedder
    from index.library import Library

    folder = tmp_path_factory.mktemp("samples") / "library"
    library = Library.open(folder, embedder=SentenceTransformerEmbedder())
    try:
        library.ingest([samples])
    finally:
        library.close()
    yield folder


@pytest.fixture(scope="session")
def sample_library(sample_library_folder: Path) -> Iterator[Library]:
    """The library of the samples, open. For slow tests; read only."""
    from index.embed import SentenceTransformerEmbedder
    from index.library import Library

    library = Library.open(sample_library_folder, embedder=SentenceTransformerEmbedder())
    yield library
    library.close()
