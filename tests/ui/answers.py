"""Answers and citations for tests of what the page shows."""

from __future__ import annotations

from assistant.types import Answer, AnswerScope, Citation


def citation(marker: int = 1, quote: str = "全年审核合同312件。", **changes: object) -> Citation:
    values: dict[str, object] = {
        "marker": marker,
        "report_id": "0123456789abcdef",
        "title": "示例区司法局2024年法治政府建设年度报告",
        "unit": "示例区司法局",
        "year": 2024,
        "section": "一、主要举措 / （一）规范决策",
        "source": "a.txt",
        "page": None,
        "start": 0,
        "end": len(quote),
        "quote": quote,
        **changes,
    }
    return Citation(**values)  # type: ignore[arg-type]


def answer(**changes: object) -> Answer:
    values: dict[str, object] = {
        "question": "审核合同多少件?",
        "resolved": changes.get("question", "审核合同多少件?"),
        "status": "answered",
        "kind": "lookup",
        "scope": AnswerScope(),
        "answer": "312件[1]。",
        "citations": (citation(),),
        **changes,
    }
    return Answer(**values)  # type: ignore[arg-type]
