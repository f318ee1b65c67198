"""Chat completions as OpenAI's clients ask for them, streamed or whole."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any

from fastapi import APIRouter, Path, Request
from fastapi.responses import JSONResponse, StreamingResponse

from assistant.types import Answer
from ui.programs.api import Asker
from ui.programs.asking import Spoken, answered, begin_speaking
from ui.programs.completion_shapes import (
    MODEL,
    Completion,
    CompletionBody,
    Model,
    Models,
    UnknownModelError,
    asked,
)
from ui.programs.completion_text import after_text, message_text
from ui.programs.faults import OPENAI_FAULTS, openai_document, wrong_of

CREATED = 1767225600  # 2026-01-01; clients want a date, and the program is no model that has one
_NO_TOKENS = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}
_STREAM_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}

router = APIRouter(prefix="/v1", responses=OPENAI_FAULTS, tags=["OpenAI 兼容接口"])


@router.get("/models", response_model=Models, summary="模型列表")
async def models(asker: Asker) -> Any:
    """唯一的模型：报告助手自己。"""
    return {"object": "list", "data": [_model()]}


@router.get("/models/{model}", response_model=Model, summary="一个模型")
async def model(asker: Asker, model: str = Path(max_length=200)) -> Any:
    """一个模型。"""
    if model != MODEL:
        raise UnknownModelError(f"没有模型 {model!r}，应为 {MODEL}")
    return _model()


def _model() -> dict[str, Any]:
    return {"id": MODEL, "object": "model", "created": CREATED, "owned_by": MODEL}


@router.post(
    "/chat/completions",
    response_model=Completion,
    summary="对话补全",
    responses={
        200: {
            "description": "回答；stream 为 true 时是事件流，以 data: [DONE] 结束",
            "content": {"text/event-stream": {"schema": {"type": "string"}}},
        }
    },
)
async def chat_completion(request: Request, asker: Asker, body: CompletionBody) -> Any:
    """回答最后一条 user 消息；之前的 user 消息作为上文，其余消息不读。

    出处在消息末尾按编号列出；扩展字段 `report_assistant` 是完整的回答（流式输出时在最后一段里）。
    """
    question, history = asked(body)
    frame = {"id": f"chatcmpl-{secrets.token_hex(12)}", "created": int(time.time()), "model": MODEL}
    if body.stream:
        spoken = begin_speaking(asker, question, history)
        usage = body.stream_options is not None and bool(body.stream_options.include_usage)
        return StreamingResponse(
            _events(spoken, frame, usage=usage),
            media_type="text/event-stream",
            headers=_STREAM_HEADERS,
        )
    answer = await answered(asker, question, history, request.is_disconnected)
    message = {"role": "assistant", "content": message_text(answer), "refusal": None}
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
    return JSONResponse(
        {
            **frame,
            "object": "chat.completion",
            "choices": [choice],
            "usage": _NO_TOKENS,
            "report_assistant": answer.to_json(),
        }
    )


def _event(document: dict[str, Any]) -> str:
    return f"data: {json.dumps(document, ensure_ascii=False)}\n\n"


async def _events(spoken: Spoken, frame: dict[str, Any], *, usage: bool) -> AsyncIterator[str]:
    """Server-sent events: the role, sentence by sentence, the sources, the end."""

    def chunk(delta: dict[str, Any], **more: Any) -> str:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": None}
        choice["finish_reason"] = more.pop("finish_reason", None)
        return _event({**frame, "object": "chat.completion.chunk", "choices": [choice], **more})

    yield chunk({"role": "assistant", "content": ""})
    try:
        async with aclosing(spoken.pieces()) as pieces:
            async for piece in pieces:
                if piece is None:
                    yield ": 请稍候\n\n"
                elif isinstance(piece, Answer):
                    if rest := after_text(piece):
                        yield chunk({"content": rest})
                    document = piece.to_json()
                    yield chunk({}, finish_reason="stop", report_assistant=document)
                else:
                    yield chunk({"content": piece})
    except Exception as error:  # the status has been sent: the error goes into the stream
        yield _event(openai_document(wrong_of(error)))
        return
    if usage:
        whole = {**frame, "object": "chat.completion.chunk", "choices": [], "usage": _NO_TOKENS}
        yield _event(whole)
    yield "data: [DONE]\n\n"
