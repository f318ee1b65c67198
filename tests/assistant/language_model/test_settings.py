"""Where a language model's settings come from, and what is said of wrong ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.language_model.settings import read_settings
from ingest.errors import ReportAssistantError

PREFIX = "REPORT_ASSISTANT_LLM_"
GIVEN = {f"{PREFIX}BASE_URL": "http://10.0.0.5:8000/v1/", f"{PREFIX}MODEL": "qwen3-32b"}


def test_nothing_set_is_no_model(tmp_path: Path) -> None:
    assert read_settings({}, tmp_path) is None
    assert read_settings({"OPENAI_API_KEY": "sk-1", "OPENAI_BASE_URL": "http://x"}, None) is None


def test_the_environment_alone() -> None:
    settings = read_settings({**GIVEN, f"{PREFIX}FIRST_TOKEN_SECONDS": "7.5"})
    assert settings is not None
    assert (settings.base_url, settings.model) == ("http://10.0.0.5:8000/v1", "qwen3-32b")
    limits = settings.connect_seconds, settings.first_token_seconds, settings.total_seconds
    assert limits == (3, 7.5, 90)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("language-model.toml", 'base_url = "http://a/v1"\nmodel = "glm"\napi_key_file = "key"\n'),
        (
            "language-model.json",
            '{"base_url": "http://a/v1", "model": "glm", "api_key_file": "key"}',
        ),
    ],
)
def test_a_file_in_the_library_and_the_environment_over_it(
    tmp_path: Path, name: str, text: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "key").write_text("secret\n", encoding="utf-8")
    settings = read_settings({f"{PREFIX}MODEL": "other"}, tmp_path)
    assert settings is not None and settings.api_key is not None
    assert (settings.model, settings.api_key.get_secret_value()) == ("other", "secret")
    assert "secret" not in repr(settings) + str(settings)
    named = read_settings({f"{PREFIX}FILE": str(tmp_path / name)})
    assert named is not None and named.model == "glm"


def test_it_can_be_turned_off(tmp_path: Path) -> None:
    assert read_settings({**GIVEN, f"{PREFIX}ENABLED": "false"}) is None


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"BASE_URL": "10.0.0.5:8000"}, "http://"),
        ({"BASE_URL": "http://u:p@host/v1"}, "api_key"),
        ({"BASE_URL": "http://host/v1/chat/completions"}, "/v1"),
        ({"BASE_URL": ""}, "base_url"),
        ({"MODEL": ""}, "model"),
        ({"TOTAL_SECONDS": "soon"}, "soon"),
        ({"CONNECT_SECONDS": "-1"}, "connect_seconds"),
        ({"API_KEY_FILE": "/nowhere/key"}, "/nowhere/key"),
        ({"FILE": "/nowhere/model.toml"}, "/nowhere/model.toml"),
        ({"EXTRA_BODY": "[1]"}, "extra_body"),
        ({"STRUCTURED": "xml"}, "xml"),
    ],
)
def test_what_is_wrong_is_named(changed: dict[str, str], words: str) -> None:
    environment = {**GIVEN, **{PREFIX + name: value for name, value in changed.items()}}
    with pytest.raises(ReportAssistantError) as raised:
        read_settings(environment)
    assert words in str(raised.value)
    assert raised.value.hint


@pytest.mark.parametrize(
    "text", ["model = ", "model = 'a'\nunknown = 1\nbase_url='http://a/v1'", "temperature = 1"]
)
def test_a_wrong_file_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "language-model.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ReportAssistantError):
        read_settings({}, tmp_path)


def test_a_key_never_stands_in_a_message() -> None:
    with pytest.raises(ReportAssistantError) as raised:
        read_settings({**GIVEN, f"{PREFIX}API_KEY": "sk-secret", f"{PREFIX}TEMPERATURE": "hot"})
    assert "sk-secret" not in str(raised.value)
