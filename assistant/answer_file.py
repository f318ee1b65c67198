"""An answer read back from the JSON that ``ask --json`` printed."""

from __future__ import annotations

import codecs
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.types import Answer
from ingest.errors import ReportAssistantError

if TYPE_CHECKING:
    from pydantic import TypeAdapter
    from pydantic_core import ErrorDetails

_MOST_BYTES = 64 * 1024 * 1024  # far above any answer
_HINT = "请用 ask --json 的输出"
# A shell may write UTF-16 when output is redirected to a file (Windows PowerShell 5 does).
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_EXPECTED = {
    "missing": "缺少",
    "string_type": "应为文字",
    "int_type": "应为整数",
    "tuple_type": "应为列表",
    "dataclass_type": "应为对象",
    "dataclass_exact_type": "应为对象",
}


def read_answer(path: Path) -> Answer:
    """Reads and checks an answer.

    Raises:
        ReportAssistantError: no such file, no JSON, or a field that is missing or of another type.
    """
    return parse_answer(_read(path), str(path))


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise ReportAssistantError(
                f"{path} 超过 {_MOST_BYTES >> 20} MB，不会是一个答案", hint=_HINT
            )
        return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise ReportAssistantError(
            f"读不了 {path}（{reason}），应为已有的 JSON 文件", hint=_HINT
        ) from error


def parse_answer(data: bytes, name: str) -> Answer:
    """An answer from JSON; types are checked strictly, unknown fields are left alone.

    Args:
        data: UTF-8, or UTF-16 with its byte-order mark.
        name: of the file, for messages.

    Raises:
        ReportAssistantError: naming the first field that is wrong.
    """
    from pydantic import ValidationError

    encoding = next((coding for mark, coding in _MARKS if data.startswith(mark)), "utf-8")
    try:
        answer = _adapter().validate_json(data.decode(encoding), strict=True)
    except UnicodeDecodeError as error:
        raise ReportAssistantError(f"{name} 不是 UTF-8 编码的 JSON 文件", hint=_HINT) from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise ReportAssistantError(f"{name} 不是答案：{_complaint(first)}", hint=_HINT) from error
    if answer.table is not None:
        width = len(answer.table.columns)
        for number, row in enumerate(answer.table.rows, 1):
            if len(row) != width:
                raise ReportAssistantError(
                    f"{name} 不是答案：table.rows 第 {number} 行有 {len(row)} 格，应为 {width} 格",
                    hint=_HINT,
                )
    return answer


@cache
def _adapter() -> TypeAdapter[Answer]:
    """Made once: that takes a thousand times as long as reading an answer with it."""
    from pydantic import TypeAdapter

    return TypeAdapter(Answer)


def _complaint(error: ErrorDetails) -> str:
    if error["type"] == "json_invalid":
        return "应为一个 JSON 文档"
    field = ".".join(str(part) for part in error["loc"]) or "整个文档"
    if error["type"] == "literal_error":
        return f"{field} 应为 {error['ctx']['expected']} 之一".replace(" or ", "、")
    return f"{field} {_EXPECTED.get(error['type'], error['msg'])}"
