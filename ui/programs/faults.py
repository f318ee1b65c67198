"""What programs are told when something is wrong: in the API's own shape, and in OpenAI's."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Match

from index.remembered import UnknownReportError
from ingest.errors import ReportAssistantError
from ui.programs.completion_shapes import UnknownModelError, UnsupportedError
from ui.programs.load import BUSY, BusyError, LeftError, TooLongError
from ui.programs.shapes import FaultShape, OpenAIFaultShape, RefusalShape

CLIENT_CLOSED = 499  # nginx's word for an asker who left; nobody reads it
COMPLETIONS = "/v1/"  # whose clients expect OpenAI's shape

_EXPECTED: Mapping[str, str] = {
    "missing": "缺少这一项",
    "string_type": "应为文字",
    "string_unicode": "应为有效的 Unicode 文字",
    "string_too_short": "不应为空",
    "string_too_long": "应不超过 {max_length} 字",
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "int_from_float": "应为整数",
    "bool_type": "应为 true 或 false",
    "bool_parsing": "应为 true 或 false",
    "list_type": "应为列表",
    "too_long": "应不超过 {max_length} 项",
    "too_short": "至少应有 {min_length} 项",
    "greater_than_equal": "应不小于 {ge}",
    "less_than_equal": "应不大于 {le}",
    "literal_error": "应为 {expected} 之一",
    "extra_forbidden": "没有这个参数",
    "json_invalid": "应为一个 JSON 文档",
    "model_attributes_type": "应为 JSON 对象，并注明 Content-Type: application/json",
    "model_type": "应为 JSON 对象",
    "dict_type": "应为 JSON 对象",
}
_MEANINGS: Mapping[int, str] = {
    401: "没有登录，或令牌不对",
    403: "没有权限，或请求来自别的网站",
    404: "没有所指的单位、年度、报告或模型",
    413: "请求太大",
    429: "忙：本用户同时提的问题太多，见 Retry-After",
    503: "忙：等候的问题太多，见 Retry-After",
    504: "没有在限定的时间内完成",
}

_BEFORE = (401, 403, 413)  # the access layer's words, before anything of ours is reached


def _responses(model: type[BaseModel], refused: int) -> dict[int | str, dict[str, Any]]:
    meanings = {**_MEANINGS, refused: "参数不对"}
    return {
        status: {
            "model": RefusalShape if status in _BEFORE else model,
            "description": meanings[status],
        }
        for status in sorted(meanings)
    }


API_FAULTS = _responses(FaultShape, HTTPStatus.UNPROCESSABLE_ENTITY)
OPENAI_FAULTS = _responses(OpenAIFaultShape, HTTPStatus.BAD_REQUEST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """What went wrong, for whichever shape.

    Attributes:
        code: a word for programs, in OpenAI's vocabulary where that has one.
        parameter: that was wrong; None where it was none.
        retry_after: seconds, where trying again helps.
    """

    status: int
    message: str
    hint: str = ""
    code: str | None = None
    parameter: str | None = None
    retry_after: int | None = None


def complaint(errors: Sequence[Mapping[str, Any]]) -> Wrong:
    """The first thing that is wrong with a request."""
    first = errors[0]
    place = [str(part) for part in first["loc"] if part not in ("body", "query", "path")]
    parameter = ".".join(place) if first["type"] != "json_invalid" else ""
    expected = _EXPECTED.get(first["type"], "值不对").format(**first.get("ctx", {}))
    return Wrong(
        status=HTTPStatus.UNPROCESSABLE_ENTITY,
        message=f"参数 {parameter}：{expected}" if parameter else f"请求：{expected}",
        hint="参数说明见 /api/docs",
        code="invalid_value",
        parameter=parameter or None,
    )


def wrong_of(error: Exception) -> Wrong:
    """What an exception says to the outside; of a fault of ours nothing but that it is one."""
    if isinstance(error, BusyError):
        return Wrong(
            status=HTTPStatus.TOO_MANY_REQUESTS
            if error.of_user
            else HTTPStatus.SERVICE_UNAVAILABLE,
            message=error.message,
            hint=error.hint,
            code="rate_limit_exceeded" if error.of_user else "overloaded",
            retry_after=error.retry_after,
        )
    if isinstance(error, TooLongError):
        return Wrong(
            status=HTTPStatus.GATEWAY_TIMEOUT,
            message=error.message,
            hint=error.hint,
            code="timeout",
        )
    if isinstance(error, UnknownReportError):
        return Wrong(
            status=HTTPStatus.SERVICE_UNAVAILABLE,
            message=BUSY,
            hint="资料库正在更新",
            code="overloaded",
            retry_after=1,
        )
    if isinstance(error, UnsupportedError):
        return Wrong(
            status=HTTPStatus.BAD_REQUEST,
            message=error.message,
            code="unsupported_value",
            parameter=error.parameter,
        )
    if isinstance(error, UnknownModelError):
        return Wrong(
            status=HTTPStatus.NOT_FOUND,
            message=error.message,
            code="model_not_found",
            parameter="model",
        )
    if isinstance(error, ReportAssistantError):
        return Wrong(
            status=HTTPStatus.NOT_FOUND, message=error.message, hint=error.hint, code="not_found"
        )
    if isinstance(error, LeftError):
        return Wrong(status=CLIENT_CLOSED, message="请求已取消")
    if isinstance(error, RequestValidationError):
        return complaint(error.errors())
    if isinstance(error, HTTPException):
        return _http(error)
    return Wrong(
        status=HTTPStatus.INTERNAL_SERVER_ERROR,
        message="程序出错",
        hint="请再试一次；若仍不行，请告诉管理员",
        code="internal_error",
    )


def _http(error: HTTPException) -> Wrong:
    status = HTTPStatus(error.status_code)
    if status is HTTPStatus.BAD_REQUEST:  # FastAPI's word for a body that is no text
        return Wrong(
            status=HTTPStatus.UNPROCESSABLE_ENTITY,
            message="请求的内容读不出来，应为 UTF-8 编码的 JSON 文档",
            code="invalid_value",
        )
    known = {
        HTTPStatus.NOT_FOUND: "没有这个地址",
        HTTPStatus.METHOD_NOT_ALLOWED: "这个地址不接受该请求方法",
    }
    message = known.get(status, str(error.detail))
    return Wrong(status=status, message=message, hint="地址见 /api/docs", code="invalid_request")


def api_document(wrong: Wrong) -> dict[str, Any]:
    """The shape of the JSON API."""
    return {"error": {"message": wrong.message, "hint": wrong.hint}}


def openai_document(wrong: Wrong) -> dict[str, Any]:
    """The shape of OpenAI's API: https://platform.openai.com/docs/guides/error-codes."""
    kind = "server_error" if wrong.status >= HTTPStatus.INTERNAL_SERVER_ERROR else None
    kind = "rate_limit_error" if wrong.status == HTTPStatus.TOO_MANY_REQUESTS else kind
    said = f"{wrong.message}。{wrong.hint}" if wrong.hint else wrong.message
    return {
        "error": {
            "message": said,
            "type": kind or "invalid_request_error",
            "param": wrong.parameter,
            "code": wrong.code,
        }
    }


def shape_for(path: str) -> Callable[[Wrong], dict[str, Any]]:
    """The shape that the clients of an address read."""
    return openai_document if path.startswith(COMPLETIONS) else api_document


def add_fault_handlers(app: FastAPI, routes: Sequence[BaseRoute]) -> None:
    """Makes every error of the application a JSON document.

    Args:
        routes: that it has; a wrong method is told the right ones.
    """

    async def respond(request: Request, error: Exception) -> JSONResponse:
        wrong = wrong_of(error)
        shape = shape_for(request.url.path)
        if shape is openai_document and wrong.status == HTTPStatus.UNPROCESSABLE_ENTITY:
            wrong = replace(wrong, status=HTTPStatus.BAD_REQUEST)  # as OpenAI answers
        headers = dict(getattr(error, "headers", None) or {})
        if wrong.status == HTTPStatus.METHOD_NOT_ALLOWED:
            headers["Allow"] = ", ".join(_methods(routes, request))
        if wrong.retry_after is not None:
            headers["Retry-After"] = str(wrong.retry_after)
        return JSONResponse(shape(wrong), status_code=wrong.status, headers=headers)

    for kind in (ReportAssistantError, LeftError, RequestValidationError, HTTPException, Exception):
        app.add_exception_handler(kind, respond)


def _methods(routes: Sequence[BaseRoute], request: Request) -> list[str]:
    """What an address accepts; Starlette names those of its first route only."""
    allowed: set[str] = set()
    for route in routes:
        match, _ = route.matches(request.scope)
        if match is not Match.NONE:
            allowed |= getattr(route, "methods", None) or set()
    return sorted(allowed)
