"""What contract.md promises of every answer, held against all questions on the samples."""

from __future__ import annotations

import json
import re
from decimal import ROUND_HALF_UP, Decimal

import pytest

from assistant.types import Answer
from assistant.verify import dangling_markers
from eval.normalise import contains, normalise
from eval.statements import first_sentence
from eval.types import Case
from tests.assistant.rows import Desk

Answers = tuple[tuple[Case, Answer], ...]
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")


def answered(answers: Answers, *kinds: str) -> list[tuple[Case, Answer]]:
    found = [(c, a) for c, a in answers if a.status == "answered" and a.kind in kinds]
    assert found, f"no {kinds} among the answers: the test would say nothing"
    return found


def test_quotes_are_slices_of_the_report(sample_desk: Desk, sample_answers: Answers) -> None:
    cited = [(a, c) for _, a in sample_answers for c in a.citations]
    assert len(cited) > 100
    for answer, citation in cited:
        text = sample_desk.library.report(citation.report_id).text
        assert citation.quote == text[citation.start : citation.end]
        assert 0 < len(citation.quote) <= (600 if answer.kind == "wording" else 300), (
            answer.question
        )
        sources = [s.source for s in sample_desk.library.sources(citation.report_id)]
        assert citation.source in sources


def test_markers_count_from_one_and_none_dangles(sample_answers: Answers) -> None:
    for _, answer in sample_answers:
        assert [c.marker for c in answer.citations] == list(range(1, len(answer.citations) + 1))
        assert dangling_markers(answer) == set()


def test_groups_of_wording_are_slices_too(sample_desk: Desk, sample_answers: Answers) -> None:
    passages = [
        p
        for _, a in answered(sample_answers, "wording")
        for g in a.groups or ()
        for p in g.passages
    ]
    assert passages
    for passage in passages:
        text = sample_desk.library.report(passage.report_id).text
        assert passage.quote == text[passage.start : passage.end]
        assert len(passage.quote) <= 600


def test_a_refusal_cites_nothing_and_states_no_figure(sample_answers: Answers) -> None:
    refusals = [(c, a) for c, a in sample_answers if a.status == "refused"]
    assert len(refusals) >= 15
    for _, answer in refusals:
        assert answer.kind == "refusal"
        assert (answer.citations, answer.table, answer.groups, answer.computed) == (
            (),
            None,
            None,
            (),
        )
        # Years and counts of reports say what the library has; names and the question are quoted.
        rest = re.sub(r"“[^”]*”|[0-9]{4}年|[0-9]+份报告", "", answer.answer)
        assert not re.search("[0-9]", rest), answer.answer
        assert answer.answer.count("。") == 1, "one sentence"


def test_a_refusal_names_what_is_missing(sample_desk: Desk) -> None:
    ask = sample_desk.assistant.ask
    assert "青山街道" in ask("青山街道2024年走访企业多少家").answer
    assert "2019" in ask("槐汀街道2019年走访企业多少家").answer
    assert "防空警报" in ask("槐汀街道2024年防空警报试鸣几次").answer


def test_a_lookup_is_short(sample_answers: Answers) -> None:
    for _, answer in answered(sample_answers, "lookup"):
        assert len(answer.answer) < 400, answer.question


def test_a_lookup_leads_with_the_value(sample_desk: Desk, sample_answers: Answers) -> None:
    right = [
        (case, answer)
        for case, answer in answered(sample_answers, "lookup")
        if case.category == "number" and sample_desk.fate(case, answer) == "same"
    ]
    assert len(right) >= 40
    late = [
        case.question
        for case, answer in right
        if not any(
            contains(normalise(first_sentence(answer.answer)), normalise(word))
            for group in case.expected
            for word in group
        )
    ]
    assert late == []


def test_statements_end_in_markers(sample_answers: Answers) -> None:
    for _, answer in answered(sample_answers, "lookup"):
        for line in answer.answer.splitlines():
            counted = re.fullmatch(r"- 另有[0-9]+份报告也有记载", line)
            assert counted or re.search(r"\[[0-9]+\][”。；]*$", line), line


def test_rows_have_as_many_cells_as_columns(sample_answers: Answers) -> None:
    for _, answer in answered(sample_answers, "compare", "list"):
        assert answer.table is not None
        for row in answer.table.rows:
            assert len(row) == len(answer.table.columns)
            assert all(isinstance(cell, str) and cell for cell in row)


def test_cells_of_a_comparison_are_cited_or_say_that_nothing_is_stated(
    sample_answers: Answers,
) -> None:
    for _, answer in answered(sample_answers, "compare"):
        assert answer.table is not None
        cells = [cell for row in answer.table.rows for cell in row[1:]]
        assert all(cell == "未提及" or re.search(r"\[[0-9]+\]$", cell) for cell in cells)
        assert any(cell != "未提及" for cell in cells)


def test_a_list_gives_count_and_denominator(sample_desk: Desk, sample_answers: Answers) -> None:
    for _, answer in answered(sample_answers, "list"):
        assert answer.table is not None
        share = re.search(r"([0-9]+)/([0-9]+)份报告", answer.answer)
        assert share, answer.answer
        matches, scope = int(share[1]), int(share[2])
        assert matches <= scope <= len(sample_desk.library.reports())
        assert bool(answer.table.rows) == bool(answer.citations)
        assert matches <= len(answer.table.rows)


def test_a_list_is_complete(sample_desk: Desk) -> None:
    """Counted by hand: the word stands in these reports and in no other."""
    library = sample_desk.library
    for word in ("法律援助", "防汛沙袋", "无人机", "公职律师"):
        holding = {e.id for e in library.reports() if word in library.report(e.id).text}
        answer = sample_desk.assistant.ask(f"哪些报告提到{word}")
        assert {c.report_id for c in answer.citations} >= holding
        assert f"{len(holding)}/{len(library.reports())}" in answer.answer


def test_nothing_found_is_an_answer_of_a_list(sample_desk: Desk) -> None:
    answer = sample_desk.assistant.ask("哪些报告提到区块链")
    assert (answer.status, answer.kind, answer.citations) == ("answered", "list", ())
    assert "0/12" in answer.answer


def test_arithmetic_is_right_and_its_operands_are_cited(sample_answers: Answers) -> None:
    shown = [(a, line) for _, a in sample_answers for line in a.computed]
    assert len(shown) >= 5
    for answer, line in shown:
        left, right = line.rpartition("：")[2].split(" = ")  # 农村户厕：42.5 - 29.79 = …
        result = Decimal(_NUMBER.findall(right.replace(",", ""))[0])
        if "=" in right or right.startswith("-"):
            pytest.fail(f"not one result: {line}")
        assert _value(left) == result, line
        assert answer.citations


def _value(expression: str) -> Decimal:
    """a + b + c, a - b or (a + b) / n, with the mean rounded to two places."""
    inside = re.fullmatch(r"\((?P<sum>[^()]+)\) / (?P<count>[0-9]+)", expression)
    if inside:
        mean = _value(inside["sum"]) / Decimal(inside["count"])
        return mean.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    parts = re.split(r" ([+-]) ", expression)
    total = Decimal(parts[0])
    for sign, operand in zip(parts[1::2], parts[2::2], strict=True):
        total += Decimal(operand) if sign == "+" else -Decimal(operand)
    return total


@pytest.mark.parametrize(
    ("question", "line", "text"),
    [
        ("槐汀街道和雁汀街道2024年走访企业合计多少家", "325 + 196 = 521", "521家"),
        ("槐汀街道2024年走访企业比雁汀街道多多少", "325 - 196 = 129", "129家"),
    ],
)
def test_sums_and_differences(sample_desk: Desk, question: str, line: str, text: str) -> None:
    answer = sample_desk.assistant.ask(question)
    assert any(computed.startswith(line) for computed in answer.computed)
    assert text in answer.answer


def test_times_and_visitors_are_not_added(sample_desk: Desk) -> None:
    """12场次 and 6120人次 are no 6132 of anything."""
    answer = sample_desk.assistant.ask("槐汀街道2024年执法培训场次和出动执法人员人次合计多少")
    assert "6132" not in "".join((answer.answer, *answer.computed))


def test_a_missing_side_is_said_and_the_other_answered(sample_desk: Desk) -> None:
    answer = sample_desk.assistant.ask("槐汀街道和青山街道2024年走访企业各多少家")
    assert answer.status == "answered"
    assert any("青山街道" in note for note in answer.notes)
    assert "325家" in json.dumps(answer.to_json(), ensure_ascii=False)
    cited_units = {c.unit for c in answer.citations}
    assert all("槐汀" in (unit or "") for unit in cited_units)


def test_two_places_that_disagree_are_both_shown(sample_desk: Desk) -> None:
    answer = sample_desk.assistant.ask("雁汀街道2024年新增停车泊位多少个")
    assert "240个" in answer.answer and "210个" in answer.answer
    assert any("不一致" in note for note in answer.notes)


def test_a_slip_in_a_name_is_told(sample_desk: Desk) -> None:
    answer = sample_desk.assistant.ask("槐丁街道2024年出动执法人员多少人次")
    assert "6120人次" in answer.answer
    assert any("槐丁街道" in note for note in answer.notes)


def test_a_relative_year_is_told(sample_desk: Desk) -> None:
    answer = sample_desk.assistant.ask("槐汀街道去年走访企业多少家")
    assert "268家" in answer.answer
    assert any("去年" in note and "2023" in note for note in answer.notes)


def test_the_resolved_question_gives_the_same_answer(sample_desk: Desk) -> None:
    """A follow-up is nothing but the question that it is resolved to."""
    first = sample_desk.assistant.ask("那雁汀街道呢", ["槐汀街道2024年走访企业多少家"])
    again = sample_desk.assistant.ask(first.resolved)
    assert again.answer == first.answer
    assert "196家" in first.answer


def test_asking_twice_gives_the_same(sample_desk: Desk, sample_answers: Answers) -> None:
    for case, before in sample_answers[::20]:
        after = sample_desk.ask(case)
        assert (after.answer, after.citations, after.table) == (
            before.answer,
            before.citations,
            before.table,
        )


def test_suggestions_can_be_answered(sample_desk: Desk, sample_answers: Answers) -> None:
    suggested = list(dict.fromkeys(s for _, a in sample_answers for s in a.suggestions))
    assert len(suggested) >= 20
    refused = [q for q in suggested[::4] if sample_desk.assistant.ask(q).status == "refused"]
    assert refused == []


def test_an_answer_is_json(sample_answers: Answers) -> None:
    for _, answer in sample_answers:
        record = json.loads(json.dumps(answer.to_json(), ensure_ascii=False).encode("utf-8"))
        assert isinstance(record["elapsed_ms"], int) and record["elapsed_ms"] >= 0
        assert set(record) >= {
            "question", "resolved", "status", "kind", "scope", "answer", "citations", "table",
            "groups", "computed", "suggestions", "notes", "elapsed_ms",
        }  # fmt: skip
