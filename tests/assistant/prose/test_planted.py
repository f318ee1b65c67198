from __future__ import annotations

from pathlib import Path

import pytest

from tests.assistant.prose.measure import Tally, measure
from tests.assistant.prose.texts import half_of, read_texts

HARD = ("number", "qualifier", "measure", "year", "unit", "report", "marker")
SOFT = ("indicator", "indicator, numbers swapped", "indicator, narrowed", "negation")


def holds(tally: Tally) -> None:
    """What issue 10 asks of the gate, each kind by itself."""
    table = tally.table()
    for kind in HARD:
        assert tally.share(kind) >= 0.98, table
    assert tally.share(*SOFT[:3]) >= 0.85, table
    assert tally.share("negation") >= 0.85, table
    assert tally.share("") <= 0.02, table


def test_planted_errors_over_the_samples_are_kept_off(samples: Path) -> None:
    tally = measure(read_texts(samples), answers=440, seed=20)
    assert sum(tally.written.values()) > 800
    assert all(tally.written[kind] >= 15 for kind in (*HARD, *SOFT)), tally.table()
    holds(tally)


@pytest.mark.slow
@pytest.mark.corpora
def test_planted_errors_over_the_half_kept_aside_are_kept_off(corpora: Path) -> None:
    folder = corpora / "corpora" / "gov_reports"
    texts = read_texts(folder, half=1)
    assert all(half_of(text.source) == 1 for text in texts) and len(texts) > 25
    holds(measure(texts, answers=1000, seed=10))
