from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.answer import Assistant
from index.library import Library
from tests.ui.programs.server import running
from ui.context import PageContext


@pytest.fixture(scope="session")
def program_context(
    quick_library: Library, tmp_path_factory: pytest.TempPathFactory
) -> PageContext:
    """The samples with the fast embedder, for the one at this machine."""
    return PageContext(
        assistant=Assistant(quick_library),
        library=quick_library,
        library_folder=tmp_path_factory.mktemp("programs"),
    )


@pytest.fixture(scope="session")
def server(program_context: PageContext) -> Iterator[str]:
    """A running server over the samples; no users are set up."""
    with running(program_context) as address:
        yield address
