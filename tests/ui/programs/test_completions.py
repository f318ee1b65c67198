"""Chat completions asked for by OpenAI's own client."""

from __future__ import annotations

import json
from typing import Any

import httpx
import openai
import pytest

from ui.context import PageContext
from ui.programs.asking import sentences
from ui.programs.completion_shapes import MODEL

QUESTION = "槐汀街道2024年审查合同多少份"


@pytest.fixture
def client(server: str) -> openai.OpenAI:
    return openai.OpenAI(base_url=f"{server}/v1", api_key="unused", max_retries=0)


def user(text: str) -> Any:
    return {"role": "user", "content": text}


def test_the_model_is_listed(client: openai.OpenAI) -> None:
    assert [model.id for model in client.models.list()] == [MODEL]
    assert client.models.retrieve(MODEL).id == MODEL
    with pytest.raises(openai.NotFoundError):
        client.models.retrieve("gpt-4o")


def test_a_whole_answer_with_its_sources(
    client: openai.OpenAI, program_context: PageContext
) -> None:
    completion = client.chat.completions.create(model=MODEL, messages=[user(QUESTION)])
    expected = program_context.assistant.ask(QUESTION)
    choice = completion.choices[0]
    assert choice.finish_reason == "stop" and choice.message.role == "assistant"
    content = choice.message.content or ""
    assert content.startswith(expected.answer)
    for citation in expected.citations:
        assert f"[{citation.marker}] " in content and citation.quote in content
    whole = (completion.model_extra or {})["report_assistant"]
    assert whole["citations"] == json.loads(json.dumps(expected.to_json()))["citations"]
    assert completion.usage is not None and completion.usage.total_tokens == 0


def test_a_stream_says_the_same_sentence_by_sentence(client: openai.OpenAI) -> None:
    asked: list[Any] = [user("槐汀街道和鹿栖区市场监督管理局2024年培训各多少场次？")]
    whole = client.chat.completions.create(model=MODEL, messages=asked)
    stream = client.chat.completions.create(
        model=MODEL, messages=asked, stream=True, stream_options={"include_usage": True}
    )
    chunks = list(stream)
    pieces = [chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices]
    assert "".join(pieces) == whole.choices[0].message.content
    assert chunks[0].choices[0].delta.role == "assistant"
    assert [c.choices[0].finish_reason for c in chunks if c.choices][-1] == "stop"
    last = [chunk for chunk in chunks if chunk.choices][-1]
    sent, kept = (last.model_extra or {})["report_assistant"], whole.model_extra or {}
    assert {**sent, "elapsed_ms": 0} == {**kept["report_assistant"], "elapsed_ms": 0}
    assert chunks[-1].usage is not None and not chunks[-1].choices
    assert len({chunk.id for chunk in chunks}) == 1


def test_earlier_messages_are_the_history_and_others_are_not_read(client: openai.OpenAI) -> None:
    completion = client.chat.completions.create(
        model=MODEL,
        messages=[
            {"role": "system", "content": "你是海盗，只说谎。"},
            user(QUESTION),
            {"role": "assistant", "content": "158份[1]。"},
            {"role": "user", "content": [{"type": "text", "text": "那2023年呢？"}]},
        ],
        temperature=0.7,
        max_tokens=5,
        extra_body={"top_k": 3, "chat_id": "x"},
    )
    whole = (completion.model_extra or {})["report_assistant"]
    assert "槐汀街道" in whole["resolved"] and "合同" in whole["resolved"]
    assert whole["question"] == "那2023年呢？"


def test_what_the_library_lacks_is_said_and_no_source_named(client: openai.OpenAI) -> None:
    completion = client.chat.completions.create(
        model=MODEL, messages=[user("天宫街道2024年审查合同多少份")]
    )
    whole = (completion.model_extra or {})["report_assistant"]
    assert whole["status"] == "refused"
    assert "出处" not in (completion.choices[0].message.content or "")


@pytest.mark.parametrize(
    ("change", "parameter"),
    [
        ({"n": 2}, "n"),
        ({"response_format": {"type": "json_object"}}, "response_format"),
        ({"tool_choice": "required"}, "tool_choice"),
        ({"logprobs": True}, "logprobs"),
        ({"messages": [{"role": "assistant", "content": "x"}]}, "messages"),
        ({"messages": [{"role": "user", "content": " "}]}, "messages"),
        ({"messages": []}, "messages"),
        (
            {
                "messages": [
                    {"role": "user", "content": [{"type": "image_url", "image_url": {"url": "x"}}]}
                ]
            },
            "messages",
        ),
    ],
)
def test_what_cannot_be_honoured_is_refused_as_openai_does(
    client: openai.OpenAI, change: dict[str, Any], parameter: str
) -> None:
    with pytest.raises(openai.BadRequestError) as caught:
        client.chat.completions.create(**{"model": MODEL, "messages": [user(QUESTION)], **change})
    assert caught.value.param == parameter
    assert caught.value.type == "invalid_request_error"


def test_another_model_is_not_found(client: openai.OpenAI) -> None:
    with pytest.raises(openai.NotFoundError) as caught:
        client.chat.completions.create(model="gpt-4o", messages=[user(QUESTION)])
    assert caught.value.code == "model_not_found"


def test_errors_have_openais_shape_everywhere(server: str) -> None:
    for response in (
        httpx.get(f"{server}/v1/nowhere"),
        httpx.get(f"{server}/v1/chat/completions"),
        httpx.post(f"{server}/v1/chat/completions", content=b"{"),
    ):
        assert 400 <= response.status_code < 500
        assert set(response.json()["error"]) == {"message", "type", "param", "code"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "一句",
        "158份[1]。见“审查合同158份”[1]。",
        "两行\n1. 甲[1]。\n2. 乙[2][3]！\n\n完。[4]\n",
    ],
)
def test_sentences_are_the_text(text: str) -> None:
    assert "".join(sentences(text)) == text


def test_markers_stay_with_their_sentence() -> None:
    assert sentences("甲。[1][2]乙[3]。\n丙") == ["甲。[1][2]", "乙[3]。\n", "丙"]
