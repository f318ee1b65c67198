"""The chat model of LangChain that settings name; it talks to its endpoint and to nobody else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from assistant.language_model.settings import LanguageModelSettings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

NO_KEY = "EMPTY"  # what servers without a key are sent: the client insists on one


@asynccontextmanager
async def connected(settings: LanguageModelSettings) -> AsyncIterator[BaseChatModel]:
    """A chat model with a connection of its own, closed at the end.

    The clients' own retries are off: they would spend the time that the extractive answer needs.
    """
    if settings.provider is None:
        async with _openai_compatible(settings) as model:
            yield model
    else:
        yield _of_provider(settings)


@asynccontextmanager
async def _openai_compatible(settings: LanguageModelSettings) -> AsyncIterator[BaseChatModel]:
    from langchain_openai import ChatOpenAI
    from openai import DefaultAsyncHttpxClient, Timeout
    from pydantic import SecretStr

    limits = Timeout(settings.total_seconds, connect=settings.connect_seconds)
    # An endpoint that sends us on would have the evidence sent to a place that nobody chose.
    async with DefaultAsyncHttpxClient(timeout=limits, follow_redirects=False) as client:
        yield ChatOpenAI(
            base_url=settings.base_url,
            model=settings.model,
            api_key=settings.api_key or SecretStr(NO_KEY),
            temperature=settings.temperature,
            extra_body=settings.body,
            timeout=limits,
            max_retries=0,
            streaming=True,
            stream_usage=False,
            use_responses_api=False,
            openai_proxy=None,
            http_async_client=client,
            stream_chunk_timeout=None,
        )


def _of_provider(settings: LanguageModelSettings) -> BaseChatModel:
    from langchain.chat_models import init_chat_model

    options: dict[str, Any] = {
        "temperature": settings.temperature,
        "max_tokens": settings.max_tokens,
        "timeout": settings.total_seconds,
        "max_retries": 0,
    }
    if settings.base_url is not None:
        options["base_url"] = settings.base_url
    if settings.api_key is not None:
        options["api_key"] = settings.api_key.get_secret_value()
    model: BaseChatModel = init_chat_model(
        settings.model, model_provider=settings.provider, **options
    )
    return model
