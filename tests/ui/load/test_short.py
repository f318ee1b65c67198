"""The load run in short: the same users, server and ways of asking, for 10 seconds.

How fast it must be is promised of a calm machine (``make load``); here it must be right.
"""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

import pytest

from tests.ui.load.__main__ import broken, measured
from tests.ui.load.office import office
from tests.ui.load.phases import growth


@pytest.mark.slow
def test_signed_in_users_are_answered_without_an_error(
    sample_library_folder: Path, tmp_path: Path
) -> None:
    arguments = argparse.Namespace(every=5.0, minutes=1 / 6, bursts=True, soak=40)
    with office(tmp_path, 20, sample_library_folder) as place:
        result = asyncio.run(measured(place, arguments))
    for name in ("steady", "burst", "beyond", "soak"):
        phase = result[name]
        assert phase["errors"] == 0, (name, phase["error_texts"])
        assert phase["answered"] and phase["answered"] + phase["busy"] == phase["questions"]
    assert result["steady"]["busy"] == 0
    assert set(result["steady"]["p95_ms_by_way"]) == {"api", "page", "stream"}


def test_a_promise_that_is_not_kept_is_told() -> None:
    good = {"errors": 0, "busy": 0, "p95_ms": 900, "slowest_busy_ms": 0}
    assert broken({"load_average_before": 1.0, "steady": good, "burst": good}) == []
    told = broken({"steady": {**good, "p95_ms": 1200}, "burst": {**good, "errors": 2}})
    assert told == ["burst: 2 errors", "steady: p95_ms 1200, promised 1000"]


def test_growth_compares_the_last_quarter_with_the_second() -> None:
    assert growth([100, 100, 200, 200, 200, 200, 210, 210]) == pytest.approx(0.05)
    assert growth([300, 300, 200, 200, 200, 200, 200, 200]) == 0
