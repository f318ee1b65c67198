from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.likeness import (
    NEAR,
    Edition,
    near_duplicates,
    resemblance,
    signature,
)
from ingest.report import read_report


def edition(name: str, text: str, *, date: str | None = None) -> Edition:
    return Edition(
        report_id=name,
        opening=text[:200],
        date=date,
        characters=len(text),
        signature=signature(text),
    )


def sentences(seed: int, count: int = 60) -> list[str]:
    chance = random.Random(seed)
    return [
        "".join(chr(chance.randrange(0x4E00, 0x9000)) for _ in range(30)) + "。"
        for _ in range(count)
    ]


def shingles(text: str) -> set[str]:
    letters = "".join(c for c in text if c.isalnum())
    return {letters[at : at + 5] for at in range(max(1, len(letters) - 4))}


@pytest.mark.parametrize("changed", [0, 5, 15, 30, 60])
def test_the_estimate_is_near_the_true_share(changed: int) -> None:
    one = "".join(sentences(1))
    other = "".join(sentences(2)[:changed] + sentences(1)[changed:])
    true = len(shingles(one) & shingles(other)) / len(shingles(one) | shingles(other))
    assert resemblance(signature(one), signature(other)) == pytest.approx(true, abs=0.1)


@given(st.text(max_size=40))
def test_any_text_resembles_itself(text: str) -> None:
    assert len(signature(text)) == 1024
    assert resemblance(signature(text), signature(text)) == 1.0


def test_width_punctuation_and_lines_do_not_count() -> None:
    one = "全年审查合同２５份，提出修改意见３条。"
    assert signature(one) == signature("全年审查合同25份,提出\n 修改意见3条")


def test_an_unknown_signature_resembles_nothing() -> None:
    assert resemblance(b"", b"") == 0.0


def test_the_final_counts_whatever_the_order() -> None:
    body = "".join(sentences(3))
    draft = edition("c", "（征求意见稿）" + body)
    early = edition("a", body[:-31] + "某", date="2025-01-02")
    late = edition("b", body, date="2025-03-04")
    other = edition("d", "".join(sentences(4)))
    expected = {"a": "b", "b": None, "c": "b", "d": None}
    for order in ([draft, early, late, other], [other, late, early, draft]):
        assert near_duplicates(order) == expected


def test_editions_that_drift_apart_are_one_group() -> None:
    parts = sentences(5, 90)
    texts = ["".join(parts[at : at + 70]) for at in (0, 10, 20)]
    assert resemblance(signature(texts[0]), signature(texts[2])) < NEAR
    assert set(near_duplicates([edition(str(i), t) for i, t in enumerate(texts)]).values()) == {
        None,
        "0",
    }


def test_no_two_samples_are_alike(samples: Path) -> None:
    marks = [signature(read_report(path).report.text) for path in sorted(samples.glob("*.txt"))]
    shares = [resemblance(a, b) for i, a in enumerate(marks) for b in marks[:i]]
    assert max(shares) < NEAR / 2
