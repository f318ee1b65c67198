from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.answer import Assistant
from index.library import Library
from tests.fakes import HashEmbedder
from tests.ui.browser import chromium, served, visited
from ui.context import PageContext

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="session")
def quick_library(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The samples with the fast embedder; read only."""
    with Library.open(tmp_path_factory.mktemp("quick"), embedder=HashEmbedder()) as library:
        library.ingest([samples])
        yield library


@pytest.fixture
def context(quick_library: Library, tmp_path: Path) -> PageContext:
    """What a tab works on; what it keeps lies in a folder of the test's own."""
    return PageContext(
        assistant=Assistant(quick_library), library=quick_library, library_folder=tmp_path
    )


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def address(sample_library_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page over a copy of the samples: a visit leaves conversations behind."""
    place = tmp_path_factory.mktemp("serve")
    shutil.copytree(sample_library_folder, place / "library")
    with served(place / "library", place) as printed:
        yield printed


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with visited(browser, address) as page:
        yield page
