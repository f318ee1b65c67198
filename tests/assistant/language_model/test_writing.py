"""What a model may write, where it stands, and what becomes of what does not hold."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from assistant.answer import Assistant
from assistant.answer_file import parse_answer
from assistant.types import Answer
from tests.assistant.language_model.desk import assistant_with
from tests.assistant.language_model.server import (
    Reply,
    Request,
    asked_text,
    between,
    evidence_in,
    is_reading,
    is_repair,
    piecemeal,
    scripted,
    truthful,
)
from tests.assistant.rows import Desk

LOOKUP = "槐汀街道2024年审核合同多少件？"
COMPARE = "2024年各单位审核合同各多少份？"
LIST = "哪些单位提到执法力量不足？"
WORDING = "存在不足里怎么写执法力量薄弱？"
SENTENCES = "槐汀街道的普法工作怎么样？"
NO_FACT = "槐汀街道2024年深空探测几次？"

Says = Callable[[Request], str]


def ask(desk: Desk, question: str, says: Says, told: list[str] | None = None) -> Answer:
    def script(request: Request) -> Reply:
        return Reply(pieces=piecemeal(says(request)))

    with scripted(script) as server:
        assistant = assistant_with(desk.library, server.address)
        return assistant.ask(question, on_sentence=None if told is None else told.append)


def careful(request: Request) -> str:
    return '{"question": ""}' if is_reading(request) else truthful(request)


@pytest.mark.parametrize("question", [LOOKUP, COMPARE, LIST, SENTENCES])
def test_only_the_text_is_written(sample_desk: Desk, question: str) -> None:
    plain = Assistant(sample_desk.library).ask(question)
    told: list[str] = []
    answer = ask(sample_desk, question, careful, told)
    assert answer.prose is not None
    assert answer.prose.left_out == 0
    assert "报告写明" in answer.answer
    for name in ("status", "kind", "scope", "citations", "table", "groups", "computed", "resolved"):
        assert getattr(answer, name) == getattr(plain, name)
    assert set(plain.notes) <= set(answer.notes)
    assert told and all(answer.answer.startswith(one[:20]) for one in told)
    lines = [line for line in answer.answer.split("\n") if "份报告" not in line]
    assert all(re.search(r"(?:\[\d+\])+。$", line) for line in lines)


@pytest.mark.parametrize("question", [WORDING, "火星市2024年审核合同多少？", "你好"])
def test_wording_and_refusals_are_left_alone(sample_desk: Desk, question: str) -> None:
    plain = Assistant(sample_desk.library).ask(question)
    answer = ask(sample_desk, question, careful)
    assert answer.to_json() | {"elapsed_ms": 0} == plain.to_json() | {"elapsed_ms": 0}


def test_a_value_leads_and_a_lookup_stays_short(sample_desk: Desk) -> None:
    answer = ask(sample_desk, LOOKUP, lambda request: truthful(request) * 30)
    assert answer.answer.startswith("158份[1]。")
    for question in (LOOKUP, SENTENCES, "槐汀街道2024年下一步打算怎么做"):
        long = ask(
            sample_desk,
            question,
            lambda r: (truthful(r) + "\n").replace("报告写明", "年度报告写明") + truthful(r),
        )
        assert len(long.answer) < 400


def test_the_document_names_the_model_only_where_it_wrote(sample_desk: Desk) -> None:
    written = ask(sample_desk, LOOKUP, careful)
    document = written.to_json()
    assert document["prose"] == {"model": "scripted", "left_out": 0}
    assert "prose" not in Assistant(sample_desk.library).ask(LOOKUP).to_json()
    import json

    assert parse_answer(json.dumps(document).encode(), "x") == written


def test_a_failed_sentence_is_repaired_once(sample_desk: Desk) -> None:
    requests: list[Request] = []

    def says(request: Request) -> str:
        requests.append(request)
        unit = evidence_in(request)[0]["单位"]
        if is_repair(request):
            assert "999" in between(asked_text(request), "待改")
            return f"1. {unit}2024年提出修改意见261条[1]。\n2. {unit}避免经济损失8000万元[1]。"
        return (
            f"{unit}2024年审查合同、协议158份[1]。{unit}2024年提出修改意见999条[1]。"
            f"{unit}2024年避免经济损失约77万元[1]。"
        )

    answer = ask(sample_desk, LOOKUP, says)
    assert len(requests) == 2
    assert "261条[1]" in answer.answer
    assert "999" not in answer.answer and "77万" not in answer.answer
    assert "8000" not in answer.answer
    assert answer.prose is not None and answer.prose.left_out == 1
    assert "1句未通过核对，已隐去" in answer.notes


def test_prose_that_leaves_reports_out_gives_way(sample_desk: Desk) -> None:
    plain = Assistant(sample_desk.library).ask(SENTENCES)
    answer = ask(sample_desk, SENTENCES, lambda request: truthful(request).split("\n")[0])
    assert answer.answer == plain.answer
    assert answer.prose is None
    assert any("全部报告" in note for note in answer.notes)


@pytest.mark.parametrize("marker", ["【1】", "[^1]", "[1, 1]", "[1]"])
def test_markers_are_written_one_way(sample_desk: Desk, marker: str) -> None:
    says = f"- 槐汀街道2024年**审查合同、协议158份{marker}，提出修改意见261条。"
    answer = ask(sample_desk, LOOKUP, lambda _: says)
    assert answer.answer.endswith("提出修改意见261条[1]。")
    assert "**" not in answer.answer


def test_talk_to_the_reader_is_passed_over(sample_desk: Desk) -> None:
    says = "好的，以下是回答：\n{}\n希望以上内容对您有帮助！"
    answer = ask(sample_desk, LOOKUP, lambda request: says.format(truthful(request)))
    assert answer.prose is not None
    assert "好的" not in answer.answer and "希望" not in answer.answer


def test_prose_of_a_question_without_evidence_is_not_asked_for(sample_desk: Desk) -> None:
    seen: list[Request] = []

    def says(request: Request) -> str:
        seen.append(request)
        return '{"question": ""}'

    answer = ask(sample_desk, NO_FACT, says)
    assert answer.status == "refused"
    assert all(is_reading(request) for request in seen)
