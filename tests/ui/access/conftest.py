from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ui.access.office import Office, opened


@pytest.fixture(scope="session")
def office(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One office for all tests; none may change its users or reports for good."""
    with opened(tmp_path_factory.mktemp("office"), samples) as running:
        yield running
