"""What people say of answers: the file that report.html saves and the next run reads."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from eval.predictions import answer_digest
from eval.types import Opinion, Prediction, Verdict
from ingest.errors import ReportAssistantError

KIND = "report-assistant-verdicts"
VERSION = 1


def read_verdicts(path: Path) -> dict[str, Verdict]:
    """Verdicts by question id.

    Raises:
        ReportAssistantError: the file is none that report.html saved; the message says where.
    """
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise ReportAssistantError(
            f"无法读取复核文件 {path}：{error}", hint="应为 report.html 里“保存复核”得到的文件"
        ) from error
    if not isinstance(document, dict) or document.get("kind") != KIND:
        raise ReportAssistantError(
            f"{path} 不是复核文件", hint="应为 report.html 里“保存复核”得到的文件"
        )
    if document.get("version") != VERSION:
        raise ReportAssistantError(
            f"复核文件 {path} 的版本是 {document.get('version')!r}，应为 {VERSION}",
            hint="请用本版本的 report.html 重新保存",
        )
    items = document.get("verdicts")
    verdicts = [_verdict(item, path) for item in (items if isinstance(items, list) else [])]
    return {verdict.id: verdict for verdict in verdicts}


def _verdict(item: Any, path: Path) -> Verdict:
    fields = item if isinstance(item, dict) else {}
    case_id, opinion = fields.get("id"), fields.get("opinion")
    remark, digest = fields.get("remark", ""), fields.get("answer_digest", "")
    texts = all(isinstance(value, str) for value in (case_id, remark, digest))
    if not texts or opinion not in ("right", "wrong", None):
        raise ReportAssistantError(
            f"复核文件 {path} 中的 {str(item)[:80]} 读不懂",
            hint='opinion 应为 "right"、"wrong" 或 null，其余为文字',
        )
    return Verdict(id=str(case_id), opinion=opinion, remark=remark, answer_digest=digest)


def standing_opinions(
    verdicts: Mapping[str, Verdict], predictions: Mapping[str, Prediction]
) -> dict[str, Opinion]:
    """Opinions on answers that are still the ones that were judged.

    A changed answer needs another look: a verdict on the old one says nothing of it.
    """
    return {
        case_id: verdict.opinion
        for case_id, verdict in verdicts.items()
        if verdict.opinion
        and case_id in predictions
        and answer_digest(predictions[case_id]) == verdict.answer_digest
    }
