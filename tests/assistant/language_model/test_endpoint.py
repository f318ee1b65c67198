"""The wire: streaming, limits, cancellation, the breaker, and that nobody else is told."""

from __future__ import annotations

import threading
import time

import pytest

from assistant.language_model.breaker import Breaker
from assistant.language_model.endpoint import RESTART, LanguageModel
from assistant.language_model.faults import ModelFault
from assistant.language_model.prompts import trial_prompt, writing_prompt
from assistant.language_model.thinking import ThinkingFilter
from assistant.language_model.trial import tried
from tests.assistant.language_model.desk import settings_of
from tests.assistant.language_model.server import Reply, piecemeal, scripted


def heard(model: LanguageModel) -> str:
    return model.text(trial_prompt(), {}, deadline=model.deadline(), stopped=lambda: False)


def test_text_comes_as_it_is_written() -> None:
    with scripted(lambda _: Reply(pieces=("先", "到", 3.0, "后到"))) as server:
        model = LanguageModel(settings_of(server.address))
        model.prepare()
        pieces = model.stream(trial_prompt(), {}, deadline=model.deadline(), stopped=lambda: False)
        started = time.monotonic()
        assert next(pieces) == "先"
        assert time.monotonic() - started < 2.5
        assert "".join(pieces) == "到后到"


def test_what_is_sent() -> None:
    with scripted(lambda _: Reply(pieces=("好",))) as server:
        settings = settings_of(server.address, api_key="k", extra_body={"top_k": 1}, max_tokens=77)
        model = LanguageModel(settings)
        variables = {"question": '"问{evidence}"', "evidence": '{"原文": "{question}"}'}
        model.text(
            writing_prompt("lookup"), variables, deadline=model.deadline(), stopped=lambda: False
        )
    (request,), (headers,) = server.requests, server.headers
    assert (request["model"], request["stream"], request["temperature"]) == ("scripted", True, 0)
    assert (request["max_tokens"], request["top_k"]) == (77, 1)
    assert headers["authorization"] == "Bearer k"
    # Data stands where it belongs, whatever braces it holds, and is no part of the instructions.
    assert '{"原文": "{question}"}' in request["messages"][1]["content"]
    assert "{question}" not in request["messages"][0]["content"]


def test_a_stopped_request_ends_at_once() -> None:
    with scripted(lambda _: Reply(pieces=("一",), forever="二")) as server:
        model = LanguageModel(settings_of(server.address))
        stop = threading.Event()
        pieces = model.stream(trial_prompt(), {}, deadline=model.deadline(), stopped=stop.is_set)
        next(pieces)
        stop.set()
        started = time.monotonic()
        with pytest.raises(ModelFault) as raised:
            list(pieces)
        assert raised.value.kind == "stopped"
        assert time.monotonic() - started < 2
        for _ in range(100):
            if server.dropped:
                break
            time.sleep(0.02)
        assert server.dropped == 1  # the server was told: it need not write on


def test_who_has_enough_closes_the_connection() -> None:
    with scripted(lambda _: Reply(forever="二")) as server:
        model = LanguageModel(settings_of(server.address))
        pieces = model.stream(trial_prompt(), {}, deadline=model.deadline(), stopped=lambda: False)
        next(pieces)
        pieces.close()
        for _ in range(100):
            if server.dropped:
                break
            time.sleep(0.02)
        assert server.dropped == 1


def test_a_dead_endpoint_is_left_alone() -> None:
    with scripted(lambda _: Reply(status=500, body=b"{}")) as server:
        now = [0.0]
        settings = settings_of(server.address, faults_until_rest=3, rest_seconds=60)
        model = LanguageModel(settings, clock=lambda: now[0])
        kinds = []
        for _ in range(6):
            with pytest.raises(ModelFault) as raised:
                heard(model)
            kinds.append(raised.value.kind)
        assert kinds == ["failed"] * 3 + ["resting"] * 3
        assert len(server.requests) == 3
        now[0] = 61.0
        server.script = lambda _: Reply(pieces=("好了",))
        assert heard(model) == "好了"
        assert heard(model) == "好了"


def test_the_breaker_lets_one_through_after_its_rest() -> None:
    now = [0.0]
    breaker = Breaker(2, 10, clock=lambda: now[0])
    breaker.failed()
    assert breaker.allows()
    breaker.failed()
    assert not breaker.allows()
    now[0] = 10.0
    assert breaker.allows()
    assert not breaker.allows()
    breaker.failed()
    now[0] = 15.0
    assert not breaker.allows()
    now[0] = 20.0
    assert breaker.allows()
    breaker.succeeded()
    assert breaker.allows() and breaker.allows()


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_nobody_is_sent_on(status: int) -> None:
    with scripted(lambda _: Reply(pieces=("不该到这里",))) as other:
        place = (("location", f"{other.address}/chat/completions"),)
        script = lambda _: Reply(status=status, body=b"", headers=place)  # noqa: E731
        with scripted(script) as server, pytest.raises(ModelFault):
            heard(LanguageModel(settings_of(server.address)))
        assert other.requests == []


def test_no_variable_of_the_office_sends_texts_out(monkeypatch: pytest.MonkeyPatch) -> None:
    with scripted(lambda _: Reply(body=b"{}")) as other:
        for name, value in {
            "LANGSMITH_TRACING": "true",
            "LANGCHAIN_TRACING_V2": "true",
            "LANGSMITH_ENDPOINT": other.address,
            "LANGSMITH_API_KEY": "x",
            "OPENAI_BASE_URL": other.address,
            "OPENAI_API_BASE": other.address,
            "OPENAI_API_KEY": "sk-of-somebody",
            "OPENAI_ORG_ID": "org-of-somebody",
        }.items():
            monkeypatch.setenv(name, value)
        with scripted(lambda _: Reply(pieces=("好",))) as server:
            assert heard(LanguageModel(settings_of(server.address))) == "好"
            assert "sk-of-somebody" not in str(server.headers)
        time.sleep(0.3)
        assert other.requests == []


def test_another_provider_by_its_name() -> None:
    pytest.importorskip("langchain", reason="the extra llm-providers is not installed")
    with scripted(lambda _: Reply(pieces=("好",))) as server:
        assert (
            heard(LanguageModel(settings_of(server.address, provider="openai", api_key="k")))
            == "好"
        )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<think>甲</think>乙", "乙"),
        ("甲<think>乙</think>丙", "甲丙"),
        ("甲</think>乙", "乙"),
        ("<think>甲", ""),
        ("甲<乙>丙</", "甲<乙>丙</"),
        ("<think>一</think>二<think>三</think>四", "二四"),
    ],
)
def test_thoughts_are_taken_out_however_they_are_cut(text: str, shown: str) -> None:
    for size in range(1, len(text) + 1):
        filtering, passed = ThinkingFilter(), ""
        for piece in piecemeal(text, size):
            added = filtering.feed(piece)
            passed = added if filtering.restarted else passed + added
        assert passed + filtering.end() == shown


def test_a_restart_is_told() -> None:
    with scripted(lambda _: Reply(pieces=("想", "</think>", "写"))) as server:
        model = LanguageModel(settings_of(server.address))
        told = list(
            model.stream(trial_prompt(), {}, deadline=model.deadline(), stopped=lambda: False)
        )
        assert told == ["想", RESTART, "写"]
        assert heard(model) == "写"


def test_a_trial() -> None:
    with scripted(lambda _: Reply(pieces=("好",), forever="好")) as server:
        fault, seconds = tried(LanguageModel(settings_of(server.address)))
        assert fault is None and seconds < 1
    fault, _ = tried(LanguageModel(settings_of(server.address)))
    assert fault is not None and fault.kind == "unreachable" and fault.mend
