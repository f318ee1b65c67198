"""predictions.jsonl: answers as they were given, read without trusting them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.types import Answer
from eval.types import GivenCitation, Prediction, Slice
from ingest.errors import ReportAssistantError


def record_answer(
    case_id: str, answer: Answer, retrieved: Sequence[Slice] | None = None
) -> dict[str, Any]:
    """The line of predictions.jsonl for an answer: its JSON with ``id``, and what was searched."""
    record = {"id": case_id, **answer.to_json()}
    if retrieved is not None:
        record["retrieved"] = [[hit.report_id, hit.start, hit.end] for hit in retrieved]
    return record


def read_predictions(path: Path) -> list[dict[str, Any]]:
    """Records of a predictions file, in file order; a torn last line (a kill) is left out.

    Raises:
        ReportAssistantError: the file cannot be read, or a line before the last is no record.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ReportAssistantError(
            f"无法读取预测文件 {path}：{error}", hint="请检查路径，或重新运行评测"
        ) from error
    records = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError:
            record = None
        if isinstance(record, dict) and isinstance(record.get("id"), str):
            records.append(record)
        elif any(later.strip() for later in lines[number:]):
            raise ReportAssistantError(
                f"预测文件 {path} 第{number}行不是带 id 的 JSON 对象", hint="请删除该文件后重新运行"
            )
    return records


def parse_prediction(record: Mapping[str, Any]) -> Prediction:
    """A prediction from its record; what is missing or of another type reads as empty."""
    case_id = str(record.get("id", ""))
    if "error" in record:
        return Prediction(id=case_id, error=str(record["error"]))
    table = record.get("table")
    table = table if isinstance(table, Mapping) else {}
    elapsed = record.get("elapsed_ms")
    return Prediction(
        id=case_id,
        status=_text(record.get("status")),
        kind=_text(record.get("kind")),
        question=_text(record.get("question")),
        resolved=_text(record.get("resolved")),
        answer=_text(record.get("answer")),
        citations=tuple(
            _citation(item) for item in _items(record.get("citations")) if isinstance(item, Mapping)
        ),
        columns=_texts(table.get("columns")),
        rows=tuple(_texts(row) for row in _items(table.get("rows"))),
        computed=_texts(record.get("computed")),
        notes=_texts(record.get("notes")),
        retrieved=_slices(record.get("retrieved")),
        elapsed_ms=elapsed if isinstance(elapsed, int) else None,
    )


def answer_digest(prediction: Prediction) -> str:
    """Which answer a person judged: changes when the shown answer, table or citations do."""
    shown = [
        prediction.error,
        prediction.status,
        prediction.answer,
        prediction.rows,
        [(c.report_id, c.start, c.end) for c in prediction.citations],
    ]
    return hashlib.sha256(json.dumps(shown, ensure_ascii=False).encode()).hexdigest()[:16]


def _citation(item: Mapping[str, Any]) -> GivenCitation:
    title = _text(item.get("title"))
    parts = [str(item[key]) for key in ("unit", "year", "section") if item.get(key) is not None]
    # A title mostly says unit and year already.
    about = [title, *(part for part in parts if part and part not in title)]
    return GivenCitation(
        marker=_number(item.get("marker")),
        report_id=_text(item.get("report_id")),
        source=_text(item.get("source")),
        start=_number(item.get("start")),
        end=_number(item.get("end")),
        quote=_text(item.get("quote")),
        about=" · ".join(part for part in about if part),
    )


def _slices(value: Any) -> tuple[Slice, ...] | None:
    if not isinstance(value, list):
        return None
    return tuple(
        Slice(report_id=_text(item[0]), start=_number(item[1]), end=_number(item[2]))
        for item in value
        if isinstance(item, list) and len(item) == 3
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _number(value: Any) -> int:
    return value if isinstance(value, int) else -1


def _items(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else ()


def _texts(value: Any) -> tuple[str, ...]:
    return tuple("" if item is None else str(item) for item in _items(value))
