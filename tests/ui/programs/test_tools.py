"""The tools as an agent's client calls them: over HTTP, and over the program's own streams."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import httpx2
import pytest
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client

from tests.ui.program import ROOT, environment, run
from ui.context import PageContext
from ui.programs import queries

QUESTION = "槐汀街道2024年审查合同多少份"
TOOLS = ["ask", "find", "figures", "reports", "report"]


@asynccontextmanager
async def over_http(address: str, token: str | None = None) -> AsyncIterator[Client]:
    headers = {"authorization": f"Bearer {token}"} if token else {}
    async with (
        httpx2.AsyncClient(headers=headers, timeout=30) as http,
        Client(streamable_http_client(f"{address}/mcp", http_client=http)) as client,
    ):
        yield client


def calling(server: Any, use: Callable[[Client], Awaitable[Any]], token: str | None = None) -> Any:
    """What ``use`` makes of a client of ``server``: an address, or how a program is started."""

    async def called() -> Any:
        where = over_http(server, token) if isinstance(server, str) else Client(server)
        async with where as client:
            return await use(client)

    return asyncio.run(asyncio.wait_for(called(), 120))


def test_the_tools_say_in_chinese_what_they_do(server: str) -> None:
    async def use(client: Client) -> Any:
        assert client.instructions and "出处" in client.instructions
        return (await client.list_tools()).tools

    tools = calling(server, use)
    assert [tool.name for tool in tools] == TOOLS
    for tool in tools:
        assert any("\u4e00" <= letter <= "\u9fff" for letter in tool.description)
        assert tool.output_schema and tool.annotations.read_only_hint
        assert "call" not in tool.input_schema.get("properties", {})
        for name, parameter in tool.input_schema.get("properties", {}).items():
            assert parameter["description"], name


def test_every_tool_answers_with_structure(server: str, program_context: PageContext) -> None:
    async def use(client: Client) -> dict[str, Any]:
        first = program_context.library.reports()[0].id
        asked = {
            "ask": {"question": QUESTION},
            "find": {"text": "执法力量薄弱", "role": "problems", "limit": 2},
            "figures": {"indicator": "审查合同", "unit": "槐汀街道"},
            "reports": {},
            "report": {"report_id": first},
        }
        results = {}
        for name, arguments in asked.items():
            result = await client.call_tool(name, arguments)
            assert not result.is_error, result
            results[name] = result.structured_content
        return results

    results = calling(server, use)
    library = program_context.library
    expected = json.loads(json.dumps(program_context.assistant.ask(QUESTION).to_json()))
    assert {**results["ask"], "elapsed_ms": 0} == {**expected, "elapsed_ms": 0}
    assert results["reports"]["result"] == json.loads(json.dumps(queries.reports_document(library)))
    assert results["report"]["text"] == library.report(results["report"]["id"]).text
    assert len(results["find"]["result"]) == 2
    figures = queries.figures_document(library, "审查合同", unit="槐汀街道", year=None, limit=50)
    assert results["figures"]["result"] == json.loads(json.dumps(figures))


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("find", {"text": "执法", "unit": "天宫街道"}, "库中没有单位或地区 '天宫街道'"),
        ("report", {"report_id": "0" * 16}, "没有编号为"),
        ("ask", {}, "question"),
        ("ask", {"question": "长" * 10_001}, "question"),
        ("figures", {"year": 1}, "year"),
    ],
)
def test_a_wrong_call_is_told_to_the_model(
    server: str, tool: str, arguments: dict[str, Any], said: str
) -> None:
    result = calling(server, lambda client: client.call_tool(tool, arguments))
    assert result.is_error
    assert said in result.content[0].text


def test_http_keeps_no_session(server: str) -> None:
    """A session would outlive the request that proved who asks."""
    begin = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": {
            "protocolVersion": "2025-06-18",
            "capabilities": {},
            "clientInfo": {"name": "test", "version": "1"},
        },
    }
    accept = {"accept": "application/json, text/event-stream"}
    response = httpx.post(f"{server}/mcp", json=begin, headers=accept)
    assert response.status_code == 200
    assert response.json()["result"]["serverInfo"]["name"] == "report-assistant"
    assert "mcp-session-id" not in response.headers


@pytest.mark.slow
def test_the_program_itself_serves_them_on_its_streams(
    sample_library_folder: Path, tmp_path: Path
) -> None:
    started = StdioServerParameters(
        command=sys.executable,
        args=["-m", "ui", "--library", str(sample_library_folder), "mcp"],
        env=environment(),
        cwd=str(ROOT),
    )

    async def use(client: Client) -> Any:
        tools = [tool.name for tool in (await client.list_tools()).tools]
        return tools, await client.call_tool("ask", {"question": QUESTION})

    tools, result = calling(started, use)
    assert tools == TOOLS
    told = run("ask", QUESTION, "--json", "--library", str(sample_library_folder), cwd=tmp_path)
    expected = json.loads(told.out)
    assert {**result.structured_content, "elapsed_ms": 0} == {**expected, "elapsed_ms": 0}
