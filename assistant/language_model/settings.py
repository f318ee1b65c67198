"""Which language model takes part, and within which limits."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator

from ingest.errors import ReportAssistantError

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

PREFIX = "REPORT_ASSISTANT_LLM_"
FILE_NAMES = ("language-model.toml", "language-model.json")
_MOST_BYTES = 1 << 20
_HINT = "见 README“接上语言模型”一节"

Seconds = Annotated[float, Field(gt=0, le=3600)]


class LanguageModelSettings(BaseModel):
    """An endpoint with its limits.

    Attributes:
        enabled: False leaves the settings in place and the model out.
        base_url: of an OpenAI-compatible endpoint, up to and including ``/v1``.
        model: name of the model as the endpoint knows it.
        api_key: sent to the endpoint and nowhere else; many office endpoints want none.
        api_key_file: a file that holds the key, read when the program starts.
        provider: another provider by its name in LangChain's ``init_chat_model``; None for an
            OpenAI-compatible endpoint.
        connect_seconds: until the endpoint takes the connection.
        first_token_seconds: until the first piece of text comes, and from each to the next.
        total_seconds: for all that one question asks of the model.
        temperature: 0 for the likeliest words.
        max_tokens: that the endpoint is asked to stop at.
        longest_text: characters after which a text counts as endless.
        most_evidence: characters of evidence that are handed over; the rest stays out.
        structured: how a reading of the question is asked for: in words alone, or by a
            ``response_format`` where the endpoint has it.
        extra_body: further fields of each request (``chat_template_kwargs`` …).
        faults_until_rest: faults in a row after which the endpoint is left alone.
        rest_seconds: for how long.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    enabled: bool = True
    base_url: str | None = None
    model: str = Field(min_length=1)
    api_key: SecretStr | None = None
    api_key_file: Path | None = None
    provider: str | None = None
    connect_seconds: Seconds = 3
    first_token_seconds: Seconds = 20
    total_seconds: Seconds = 90
    temperature: Annotated[float, Field(ge=0, le=2)] = 0
    max_tokens: Annotated[int, Field(gt=0)] = 2048
    longest_text: Annotated[int, Field(gt=0)] = 6000
    most_evidence: Annotated[int, Field(gt=0)] = 8000
    structured: Literal["words", "json_object", "json_schema"] = "words"
    extra_body: dict[str, Any] = Field(default_factory=dict)
    faults_until_rest: Annotated[int, Field(gt=0)] = 3
    rest_seconds: Seconds = 60

    @field_validator("base_url")
    @classmethod
    def _is_endpoint(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("应为 http:// 或 https:// 开头的地址")
        if parts.username or parts.password:
            raise ValueError("地址中不应写用户名或口令，请改用 api_key")
        if parts.path.rstrip("/").endswith("/completions"):
            raise ValueError("应只写到 /v1，不带 /chat/completions")
        return value.rstrip("/")

    @model_validator(mode="after")
    def _has_place(self) -> LanguageModelSettings:
        if self.provider in (None, "openai") and self.base_url is None:
            raise ValueError("没有 base_url，应为模型服务的地址")
        return self

    @property
    def body(self) -> dict[str, Any]:
        """Fields of every request beside the client's own."""
        # By its old name: office servers know this one, and ignore or refuse the new.
        return {"max_tokens": self.max_tokens, **self.extra_body}

    @property
    def place(self) -> str:
        """Where the model is, as messages name it."""
        return self.base_url or f"{self.provider}"


def read_settings(
    environment: Mapping[str, str], folder: Path | None = None
) -> LanguageModelSettings | None:
    """The settings of the environment over those of a file; None where no model is set up.

    Args:
        environment: variables ``REPORT_ASSISTANT_LLM_…``, one a field; ``…_FILE`` names the file.
        folder: of the library, in which a file of the usual name is looked for.

    Raises:
        ReportAssistantError: a file that cannot be read, or a value that is not what it should be.
    """
    path = _file(environment, folder)
    values = {} if path is None else _read(path)
    for name in LanguageModelSettings.model_fields:
        given = environment.get(PREFIX + name.upper(), "").strip()
        if given:
            values[name] = _read_json(given, name) if name == "extra_body" else given
    if not {"model", "base_url", "provider"} & set(values):
        if values:
            raise ReportAssistantError(
                f"语言模型的设置中没有 model 和 base_url，只有 {'、'.join(sorted(values))}",
                hint=_HINT,
            )
        return None
    settings = _checked(values, None if path is None else str(path))
    if not settings.enabled:
        return None
    return _with_key(settings)


def _file(environment: Mapping[str, str], folder: Path | None) -> Path | None:
    named = environment.get(f"{PREFIX}FILE", "").strip()
    if named:
        return Path(named)
    places = [] if folder is None else [folder / name for name in FILE_NAMES]
    return next((place for place in places if place.is_file()), None)


def _read(path: Path) -> dict[str, Any]:
    text = _read_text(path, "TOML 或 JSON 文件")
    if path.suffix == ".json":
        values = _read_json(text, str(path))
    else:
        try:
            values = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise ReportAssistantError(
                f"{path} 不是 TOML 文件（{error}）", hint="每行写作 名称 = 值，文字加引号"
            ) from error
    own = values.get("api_key_file")
    if isinstance(own, str) and own:
        values["api_key_file"] = path.parent / own  # as seen from the file that names it
    return values


def _read_text(path: Path, wanted: str) -> str:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise ReportAssistantError(f"{path} 超过 1 MB，应为{wanted}", hint=_HINT)
        return path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise ReportAssistantError(
            f"读不了 {path}（{reason}），应为{wanted}", hint=_HINT
        ) from error


def _read_json(text: str, name: str) -> dict[str, Any]:
    try:
        values = json.loads(text)
    except ValueError as error:
        raise ReportAssistantError(f"{name} 不是 JSON（{error}）", hint=_HINT) from error
    if not isinstance(values, dict):
        raise ReportAssistantError(f"{name} 应为一个 JSON 对象", hint=_HINT)
    return values


def _checked(values: Mapping[str, Any], place: str | None) -> LanguageModelSettings:
    from pydantic import ValidationError

    try:
        return LanguageModelSettings.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        where = f"{place} 或环境变量" if place else "环境变量"
        raise ReportAssistantError(
            f"{where}中语言模型的设置{_complaint(first)}", hint=_HINT
        ) from None


def _complaint(error: ErrorDetails) -> str:
    field = ".".join(str(part) for part in error["loc"])
    secret = field.startswith("api_key") or not isinstance(error["input"], str | int | float)
    shown = "" if secret else f" {error['input']}"
    if error["type"] == "missing":
        return f"缺少 {field}"
    if error["type"] == "extra_forbidden":
        return f"没有 {field} 这一项"
    message = error["msg"].removeprefix("Value error, ")
    return f" {field}{shown} 不对：{message}" if field else f"不全：{message}"


def _with_key(settings: LanguageModelSettings) -> LanguageModelSettings:
    if settings.api_key is not None or settings.api_key_file is None:
        return settings
    key = _read_text(settings.api_key_file, "只含密钥的文本文件").strip()
    return settings.model_copy(update={"api_key": SecretStr(key) if key else None})
