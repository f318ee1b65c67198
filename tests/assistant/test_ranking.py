"""Who has most, least, and how much together: natural questions, answers checked by hand."""

from __future__ import annotations

import pytest

from assistant.types import Answer
from tests.assistant.rows import Desk


def shown(answer: Answer) -> str:
    cells = [cell for row in (answer.table.rows if answer.table else ()) for cell in row]
    return "\n".join((answer.answer, *cells))


@pytest.mark.parametrize(
    ("question", "winner", "value"),
    [
        ("哪个街道2024年走访企业最多", "槐汀街道", "325家"),
        ("哪个街道2024年走访企业最少", "雁汀街道", "196家"),
        ("哪个街道走访企业最多", "槐汀街道", "325家"),
        ("哪家单位罚款最多", "鹿栖区市场监督管理局", "481.2万元"),
        ("槐汀街道和雁汀街道2024年谁的罚款多", "雁汀街道", "4.36万元"),
        ("槐汀街道哪年走访企业最多", "2024", "325家"),
    ],
)
def test_the_first_sentence_names_the_one_and_its_value(
    sample_desk: Desk, question: str, winner: str, value: str
) -> None:
    answer = sample_desk.assistant.ask(question)
    assert (answer.status, answer.kind) == ("answered", "compare")
    lead = answer.answer.split("最少的是")[0] if "最少" not in question else answer.answer
    assert winner in lead
    assert value in lead


def test_yuan_and_ten_thousand_yuan_are_ranked_by_what_they_are_worth(sample_desk: Desk) -> None:
    """18650元 is less than 2.14万元."""
    answer = sample_desk.assistant.ask("槐汀街道2023年和2024年罚款哪年多")
    assert answer.status == "answered"
    lead = answer.answer.split("。")[0]
    assert lead.index("2.14万元") < lead.index("18650元")
    assert any(
        "2.14 - 1.865 = 0.275" in line or "21400 - 18650 = 2750" in line for line in answer.computed
    )


@pytest.mark.parametrize(
    "question", ["槐汀街道三年罚款合计多少", "槐汀街道2022到2024年罚款一共多少"]
)
def test_years_of_one_unit_are_added(sample_desk: Desk, question: str) -> None:
    """13400元 + 18650元 + 2.14万元."""
    answer = sample_desk.assistant.ask(question)
    assert "53450元" in answer.answer or "5.345万元" in answer.answer
    assert len({c.report_id for c in answer.citations}) == 3


def test_what_counts_different_things_is_not_added(sample_desk: Desk) -> None:
    """Cases against an office, applications that a county received and those it closed."""
    answer = sample_desk.assistant.ask("各单位行政复议案件合计多少件")
    assert "合计" not in answer.answer or "142" not in "".join(answer.computed)


def test_fines_that_were_put_right_are_no_fines(sample_desk: Desk) -> None:
    """纠正不当罚款27.4万元, 减免罚款约92万元."""
    text = shown(sample_desk.assistant.ask("各单位2024年罚款对比"))
    assert "481.2万元" in text
    assert "27.4万元" not in text
    assert "92万元" not in text


def test_how_many_units_is_a_list(sample_desk: Desk) -> None:
    answer = sample_desk.assistant.ask("没有公职律师的单位有几个")
    assert answer.kind == "list"
    assert "2/12" in answer.answer
    assert "74份" not in shown(answer)


def test_a_threshold(sample_desk: Desk) -> None:
    answer = sample_desk.assistant.ask("哪些单位罚款超过300万元")
    text = shown(answer)
    assert "481.2万元" in text and "318.6万元" in text
    assert "2874500元" not in text and "41.8万元" not in text


def test_every_report_in_scope_has_a_row(sample_desk: Desk) -> None:
    answer = sample_desk.assistant.ask("各单位公职律师对比")
    assert answer.table is not None
    assert len(answer.table.rows) == len(sample_desk.library.reports())
    assert len({row[0] for row in answer.table.rows}) == len(answer.table.rows), "labels differ"
