"""The JSON API against a running server: the library's own values, and errors in Chinese."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any, get_args

import httpx
import pytest
from pydantic import BaseModel

from assistant.types import Answer, AnswerScope, Citation, PassageGroup, Table
from index.types import ReportEntry
from ingest.types import ROLE_NAMES, Section
from ui.context import PageContext
from ui.programs import queries, shapes

QUESTION = "槐汀街道2024年审查合同多少份"


def without_time(answer: dict[str, Any]) -> dict[str, Any]:
    return {**answer, "elapsed_ms": 0}


def as_json(document: Any) -> Any:
    return json.loads(json.dumps(document))


def test_asking_by_both_ways_gives_the_assistants_answer(
    server: str, program_context: PageContext
) -> None:
    given = as_json(program_context.assistant.ask(QUESTION).to_json())
    assert given["status"] == "answered"
    by_address = httpx.get(f"{server}/api/ask", params={"question": QUESTION})
    by_body = httpx.post(f"{server}/api/ask", json={"question": QUESTION})
    assert by_address.status_code == by_body.status_code == 200
    assert without_time(by_address.json()) == without_time(by_body.json()) == without_time(given)


def test_the_history_is_heeded(server: str) -> None:
    asked = {"question": "那2023年呢？", "history": [QUESTION]}
    answer = httpx.post(f"{server}/api/ask", json=asked).json()
    assert "槐汀街道" in answer["resolved"] and "合同" in answer["resolved"]
    by_address = httpx.get(f"{server}/api/ask", params=asked).json()
    assert without_time(by_address) == without_time(answer)


def test_passages_figures_and_reports_are_the_commands(
    server: str, program_context: PageContext
) -> None:
    library = program_context.library
    groups = queries.find_document(
        library, "执法力量薄弱", role="不足原因", unit=None, year=2024, limit=3
    )
    assert groups
    asked = {"text": "执法力量薄弱", "role": "不足原因", "year": 2024, "limit": 3}
    assert httpx.post(f"{server}/api/find", json=asked).json() == as_json(groups)
    assert httpx.get(f"{server}/api/find", params=asked).json() == as_json(groups)
    figures = queries.figures_document(library, "审查合同", unit="槐汀街道", year=None, limit=None)
    assert figures
    asked = {"indicator": "审查合同", "unit": "槐汀街道"}
    assert httpx.post(f"{server}/api/figures", json=asked).json() == as_json(figures)
    assert httpx.get(f"{server}/api/figures", params=asked).json() == as_json(figures)
    reports = httpx.get(f"{server}/api/reports").json()
    assert reports == as_json(queries.reports_document(library))
    whole = httpx.get(f"{server}/api/reports/{reports[0]['id']}").json()
    assert whole == as_json(queries.one_report_document(library, reports[0]["id"]))
    assert whole["text"][whole["sections"][0]["start"] :]


def test_every_figure_has_the_shape_that_is_promised(program_context: PageContext) -> None:
    for figure in queries.figures_document(
        program_context.library, None, unit=None, year=None, limit=None
    ):
        shapes.FigureShape.model_validate(figure)


@pytest.mark.parametrize(
    ("value", "shape"),
    [
        (Answer, shapes.AnswerShape),
        (AnswerScope, shapes.ScopeShape),
        (Citation, shapes.CitationShape),
        (Table, shapes.TableShape),
        (PassageGroup, shapes.GroupShape),
        (ReportEntry, shapes.ReportShape),
        (Section, shapes.SectionShape),
    ],
)
def test_a_shape_has_the_fields_of_the_value(value: Any, shape: type[BaseModel]) -> None:
    unseen = {"collections"}  # who else may see a report is not its reader's
    names = [field.name for field in fields(value) if field.name not in unseen]
    assert list(shape.model_fields) == names


def test_the_names_of_sections_are_all_there() -> None:
    assert set(get_args(shapes.RoleName)) == {*ROLE_NAMES, *ROLE_NAMES.values()}


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "said"),
    [
        ("POST", "ask", {}, 422, "question：缺少这一项"),
        ("POST", "ask", {"question": ""}, 422, "不应为空"),
        ("POST", "ask", {"question": "长" * 10_001}, 422, "不超过 10000 字"),
        ("POST", "ask", {"question": "问", "limit": 3}, 422, "limit：没有这个参数"),
        ("POST", "ask", {"question": "问", "history": "问"}, 422, "history：应为列表"),
        ("POST", "ask", {"question": "问", "history": ["问"] * 51}, 422, "不超过 50 项"),
        ("POST", "ask", ["问"], 422, "应为 JSON 对象"),
        ("POST", "find", {"text": "执法", "year": "2024"}, 422, "year：应为整数"),
        ("POST", "find", {"text": "执法", "year": 1800}, 422, "不小于 1900"),
        ("POST", "find", {"text": "执法", "role": "结论"}, 422, "'不足原因'"),
        ("POST", "find", {"text": "执法", "unit": "天宫街道"}, 404, "天宫街道"),
        ("POST", "figures", {"year": 1999}, 404, "1999"),
        ("GET", "reports/0000000000000000", None, 404, "0000000000000000"),
        ("GET", "nowhere", None, 404, "没有这个地址"),
        ("DELETE", "ask", None, 405, "请求方法"),
    ],
)
def test_an_error_says_in_chinese_what_is_wrong(
    server: str, method: str, path: str, body: Any, status: int, said: str
) -> None:
    response = httpx.request(method, f"{server}/api/{path}", json=body)
    assert response.status_code == status, response.text
    assert set(response.json()) == {"error"}
    shapes.FaultShape.model_validate(response.json())
    assert said in response.json()["error"]["message"]


def test_what_is_no_json_is_an_error(server: str) -> None:
    for data in (b"{", b"\xff\xfe", b'{"question": "\\ud800"}', b""):
        response = httpx.post(
            f"{server}/api/ask", content=data, headers={"content-type": "application/json"}
        )
        assert 400 <= response.status_code < 500, data
        assert response.json()["error"]["message"]


def test_a_wrong_method_is_told_the_right_ones(server: str) -> None:
    assert httpx.put(f"{server}/api/find").headers["allow"] == "GET, POST"


def test_the_page_of_the_document_loads_nothing_and_names_everything(server: str) -> None:
    document = httpx.get(f"{server}/api/openapi.json").json()
    for place in ("/api", "/api/", "/api/docs"):
        response = httpx.get(f"{server}{place}")
        assert response.status_code == 200
        assert "default-src 'self'" in response.headers["content-security-policy"]
        page = response.text
        assert "src=" not in page and "http://" not in page and "https://" not in page
        for path, operations in document["paths"].items():
            assert f"<code>{path}</code>" in page
            assert all(one["summary"] in page for one in operations.values())
        assert all(f'id="{name}"' in page for name in document["components"]["schemas"])
