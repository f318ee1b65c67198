"""A refused question in the reports' own words; a name that the library lacks stays missing."""

from __future__ import annotations

import json
from typing import Any

import pytest

from assistant.answer import Assistant
from assistant.types import Answer
from tests.assistant.language_model.desk import assistant_with
from tests.assistant.language_model.server import (
    Reply,
    Request,
    asked_text,
    is_reading,
    scripted,
    truthful,
)
from tests.assistant.rows import Desk

COLLOQUIAL = "槐汀街道2024年请了几个吃公家饭的讼师？"
PLAIN = "槐汀街道2024年公职律师多少名？"


def ask(
    desk: Desk, question: str, reading: Any, **settings: object
) -> tuple[Answer, list[Request]]:
    text = reading if isinstance(reading, str) else json.dumps(reading, ensure_ascii=False)

    def script(request: Request) -> Reply:
        return Reply(pieces=(text if is_reading(request) else truthful(request),))

    with scripted(script) as server:
        answer = assistant_with(desk.library, server.address, **settings).ask(question)
    return answer, server.requests


def refused(answer: Answer, desk: Desk, question: str) -> bool:
    plain = Assistant(desk.library).ask(question)
    return (answer.status, answer.answer) == ("refused", plain.answer)


@pytest.mark.parametrize(
    "written", ["{}", "```json\n{}\n```", "<think>嗯</think>{}"], ids=["bare", "fenced", "thought"]
)
def test_a_colloquial_question_is_answered(sample_desk: Desk, written: str) -> None:
    assert Assistant(sample_desk.library).ask(COLLOQUIAL).status == "refused"
    said = json.dumps({"question": PLAIN, "units": [], "years": [2024]}, ensure_ascii=False)
    answer, requests = ask(sample_desk, COLLOQUIAL, written.replace("{}", said))
    assert answer.status == "answered"
    assert answer.answer.startswith("2名[1]。")
    assert answer.resolved.rstrip("?？") == PLAIN.rstrip("？")
    assert answer.question == COLLOQUIAL
    assert any(PLAIN in note for note in answer.notes)
    assert COLLOQUIAL.rstrip("？") in asked_text(requests[0])


@pytest.mark.parametrize(
    "reading",
    [
        {"question": ""},
        {"question": COLLOQUIAL},
        {"question": "桐湾县2024年公职律师多少名？"},  # another unit
        {"question": "槐汀街道2023年公职律师多少名？"},  # another year
        {"question": "槐汀街道公职律师多少名？"},  # no year
        {"question": "各单位2024年公职律师多少名？"},  # wider
        {"question": "槐汀街道2024年星际航行多少次？"},  # nothing that the rules find
        {"question": "长" * 300},
        "好的，我来回答：2名。",
        "[1, 2]",
        '{"question": 5}',
    ],
    ids=str,
)
def test_what_the_rules_do_not_bear_stays_refused(sample_desk: Desk, reading: Any) -> None:
    answer, _ = ask(sample_desk, COLLOQUIAL, reading)
    assert refused(answer, sample_desk, COLLOQUIAL)


def test_a_word_of_the_reports_is_not_exchanged_for_another(sample_desk: Desk) -> None:
    question = "槐汀街道2024年公证办理多少件？"
    assert Assistant(sample_desk.library).ask(question).status == "refused"
    answer, _ = ask(sample_desk, question, {"question": "槐汀街道2024年审查合同多少份？"})
    assert refused(answer, sample_desk, question)


def test_a_unit_is_not_exchanged_for_another(sample_desk: Desk) -> None:
    question = "火星市2024年审核合同多少？"
    reading = {"question": "桐湾县2024年审核合同多少？", "units": ["桐湾县人民政府"]}
    answer, _ = ask(sample_desk, question, reading)
    assert refused(answer, sample_desk, question)


def test_a_year_that_is_missing_is_not_asked_about(sample_desk: Desk) -> None:
    answer, requests = ask(sample_desk, "槐汀街道1999年审核合同多少？", {"question": PLAIN})
    assert answer.status == "refused"
    assert requests == []


@pytest.mark.parametrize("structured", ["json_object", "json_schema"])
def test_structured_output_where_the_endpoint_has_it(sample_desk: Desk, structured: str) -> None:
    answer, requests = ask(sample_desk, COLLOQUIAL, {"question": PLAIN}, structured=structured)
    assert answer.status == "answered"
    assert requests[0]["response_format"]["type"] == structured
    assert "response_format" not in requests[-1]
