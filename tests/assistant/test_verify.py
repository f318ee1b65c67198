"""The number gate."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.types import Answer, AnswerScope, Citation, Table
from assistant.verify import dangling_markers, unproved_numbers


def answer_of(text: str, *quotes: str) -> Answer:
    citations = tuple(
        Citation(
            marker=marker,
            report_id="r",
            title="雁汀街道2024年法治政府建设年度报告",
            unit="雁汀街道",
            year=2024,
            section="",
            source="a.txt",
            page=None,
            start=0,
            end=len(quote),
            quote=quote,
        )
        for marker, quote in enumerate(quotes, 1)
    )
    return Answer(
        question="雁汀街道走访企业多少家",
        resolved="雁汀街道走访企业多少家",
        status="answered",
        kind="lookup",
        scope=AnswerScope(),
        answer=text,
        citations=citations,
    )


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("196家[1]。", "全年走访企业196家"),
        ("2080次[1]。", "行政检查2,080次"),
        ("2,080次[1]。", "行政检查2080次"),
        ("２０８０次[1]。", "行政检查2080次"),
        ("40.95万元[1]。", "罚款40.95万元"),
        ("在2024年走访196家[1]。", "全年走访企业196家"),
        ("1. 走访196家[1]\n2. 罚款40元[1]", "走访企业196家，罚款40元"),
    ],
)
def test_numbers_that_the_quote_bears_pass(text: str, quote: str) -> None:
    assert unproved_numbers(answer_of(text, quote)) == set()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("197家[1]。", "197"),
        ("96家[1]。", "96"),
        ("1960家[1]。", "1960"),
        ("19.6家[1]。", "19.6"),
        ("196家[1]，罚款40元。", "40"),
    ],
)
def test_a_changed_digit_does_not(text: str, number: str) -> None:
    assert unproved_numbers(answer_of(text, "全年走访企业196家")) == {number}


def test_every_digit_of_a_number_counts() -> None:
    for at in range(4):
        for digit in "0123456789":
            changed = "8642"[:at] + digit + "8642"[at + 1 :]
            found = unproved_numbers(answer_of(f"{changed}件[1]", "受理8642件"))
            assert found == (set() if changed == "8642" else {changed})


def test_cells_are_looked_at_too() -> None:
    answer = answer_of("见下表。", "走访企业196家")
    good = replace(answer, table=Table(columns=("单位", "家"), rows=(("雁汀", "196家[1]"),)))
    bad = replace(answer, table=Table(columns=("单位", "家"), rows=(("雁汀", "169家[1]"),)))
    assert unproved_numbers(good) == set()
    assert unproved_numbers(bad) == {"169"}


def test_a_computed_number_is_borne_by_its_computation() -> None:
    answer = answer_of("合计400家[1][2]。", "走访312家", "走访88家")
    assert unproved_numbers(answer) == {"400"}
    assert unproved_numbers(replace(answer, computed=("312 + 88 = 400",))) == set()


def test_a_number_without_any_citation_is_not_borne() -> None:
    assert unproved_numbers(answer_of("196家。")) == {"196"}


def test_what_the_program_counts_itself_is_vouched_for() -> None:
    answer = answer_of("3/5份报告提到。", "公职律师")
    assert unproved_numbers(answer) == {"3", "5"}
    assert unproved_numbers(answer, known=("3/5份报告",)) == set()


def test_markers_without_a_citation() -> None:
    answer = answer_of("196家[1][3]。", "走访企业196家")
    assert dangling_markers(answer) == {"[3]"}
    table = Table(columns=("单位", "家"), rows=(("雁汀", "196家[2]"),))
    assert dangling_markers(replace(answer, table=table)) == {"[2]", "[3]"}
    assert dangling_markers(answer_of("196家[1]。", "走访企业196家")) == set()
